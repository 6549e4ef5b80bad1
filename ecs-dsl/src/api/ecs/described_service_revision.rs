//! Service revisions: a service's whole settings at one deployment.

use serde::{Deserialize, Serialize};

use super::{
    CapacityProviderStrategyItem, DeploymentEphemeralStorage, GatewayConnector, LaunchType, LoadBalancer,
    MonitoringConfiguration, NetworkConfiguration, ServiceConnectConfiguration, ServiceRegistry,
    ServiceVolumeConfiguration, VpcLatticeConfiguration,
};
use crate::api::Timestamp;

/// A service's whole settings at one deployment.
///
/// AWS: [`ServiceRevision`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceRevision.html)
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceRevision {
    /// The service revision's ARN. AWS: `ServiceRevision.serviceRevisionArn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_revision_arn: Option<String>,
    /// The ARN of its service. AWS: `ServiceRevision.serviceArn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_arn: Option<String>,
    /// The ARN of its cluster. AWS: `ServiceRevision.clusterArn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster_arn: Option<String>,
    /// The ARN of the task definition's revision. AWS: `ServiceRevision.taskDefinition`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_definition: Option<String>,
    /// How tasks are shared out among capacity providers.
    ///
    /// AWS: `ServiceRevision.capacityProviderStrategy`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_provider_strategy: Option<Vec<CapacityProviderStrategyItem>>,
    /// What the tasks run on. AWS: `ServiceRevision.launchType`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub launch_type: Option<LaunchType>,
    /// The Fargate platform version. AWS: `ServiceRevision.platformVersion`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform_version: Option<String>,
    /// The operating system family on Fargate. AWS: `ServiceRevision.platformFamily`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform_family: Option<String>,
    /// The load balancers that the tasks register with. AWS: `ServiceRevision.loadBalancers`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub load_balancers: Option<Vec<LoadBalancer>>,
    /// The Cloud Map service that the tasks register with.
    ///
    /// AWS: `ServiceRevision.serviceRegistries`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_registries: Option<Vec<ServiceRegistry>>,
    /// The subnets and security groups. AWS: `ServiceRevision.networkConfiguration`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_configuration: Option<NetworkConfiguration>,
    /// The images that the containers run, with the digests that their tags stood for.
    ///
    /// AWS: `ServiceRevision.containerImages`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_images: Option<Vec<ContainerImage>>,
    /// Whether GuardDuty watches the tasks. AWS: `ServiceRevision.guardDutyEnabled`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guard_duty_enabled: Option<bool>,
    /// The tasks' part in a Service Connect namespace.
    ///
    /// AWS: `ServiceRevision.serviceConnectConfiguration`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_connect_configuration: Option<ServiceConnectConfiguration>,
    /// The volumes that were configured at launch. AWS: `ServiceRevision.volumeConfigurations`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume_configurations: Option<Vec<ServiceVolumeConfiguration>>,
    /// The encryption of the tasks' ephemeral storage.
    ///
    /// AWS: `ServiceRevision.fargateEphemeralStorage`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fargate_ephemeral_storage: Option<DeploymentEphemeralStorage>,
    /// When the revision was created. AWS: `ServiceRevision.createdAt`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    /// The VPC Lattice target groups that the tasks register with.
    ///
    /// AWS: `ServiceRevision.vpcLatticeConfigurations`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vpc_lattice_configurations: Option<Vec<VpcLatticeConfiguration>>,
    /// What ECS found out for itself. AWS: `ServiceRevision.resolvedConfiguration`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolved_configuration: Option<ResolvedConfiguration>,
    /// How a port is offered through the cluster's gateways.
    ///
    /// AWS: `ServiceRevision.gatewayConnectors`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway_connectors: Option<Vec<GatewayConnector>>,
    /// How finely CloudWatch measures the service. AWS: `ServiceRevision.monitoring`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub monitoring: Option<MonitoringConfiguration>,
}

/// The image that a container runs.
///
/// AWS: [`ContainerImage`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerImage.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContainerImage {
    /// The container's name. AWS: `ContainerImage.containerName`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_name: Option<String>,
    /// The digest that the image had when the service was deployed.
    ///
    /// AWS: `ContainerImage.imageDigest`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_digest: Option<String>,
    /// The image as the task definition names it. AWS: `ContainerImage.image`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
}

/// What ECS found out for itself about a revision's traffic.
///
/// AWS: [`ResolvedConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ResolvedConfiguration.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ResolvedConfiguration {
    /// The target groups that serve the revision. AWS: `ResolvedConfiguration.loadBalancers`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub load_balancers: Option<Vec<ServiceRevisionLoadBalancer>>,
    /// The VPC Lattice target groups that serve the revision.
    ///
    /// AWS: `ResolvedConfiguration.vpcLatticeConfigurations`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vpc_lattice_configurations: Option<Vec<ServiceRevisionVpcLatticeConfiguration>>,
}

/// A target group that serves a service revision.
///
/// AWS: [`ServiceRevisionLoadBalancer`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceRevisionLoadBalancer.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceRevisionLoadBalancer {
    /// The target group's ARN. AWS: `ServiceRevisionLoadBalancer.targetGroupArn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_group_arn: Option<String>,
    /// The listener rule or listener that sends it production traffic, as an ARN.
    ///
    /// AWS: `ServiceRevisionLoadBalancer.productionListenerRule`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub production_listener_rule: Option<String>,
}

/// A VPC Lattice target group that serves a service revision.
///
/// AWS: [`ServiceRevisionVpcLatticeConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceRevisionVpcLatticeConfiguration.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceRevisionVpcLatticeConfiguration {
    /// The target group's ARN. AWS: `ServiceRevisionVpcLatticeConfiguration.targetGroupArn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_group_arn: Option<String>,
    /// The listener rule or listener that sends it production traffic, as an ARN.
    ///
    /// AWS: `ServiceRevisionVpcLatticeConfiguration.productionListenerRule`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub production_listener_rule: Option<String>,
}
