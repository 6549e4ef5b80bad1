//! The request that changes a service.

use serde::{Deserialize, Serialize};

use super::{
    AvailabilityZoneRebalancing, CapacityProviderStrategyItem, CreateService, DeploymentConfiguration,
    DeploymentController, GatewayConnector, LoadBalancer, MonitoringConfiguration, NetworkConfiguration,
    PlacementConstraint, PlacementStrategy, PropagateTags, ServiceConnectConfiguration, ServiceRegistry,
    ServiceVolumeConfiguration, VpcLatticeConfiguration,
};

/// A change to a service.
///
/// An absent member leaves things as they are; an empty list removes what was there.
/// AWS: [`UpdateService`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html)
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateService {
    /// The cluster, by name or ARN.
    ///
    /// Default: the cluster named `default`.
    /// AWS: `UpdateService.cluster`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    /// The service, by name or ARN. AWS: `UpdateService.service`.
    pub service: String,
    /// How many tasks run. AWS: `UpdateService.desiredCount`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub desired_count: Option<i32>,
    /// What runs: `family`, `family:revision` or an ARN.
    ///
    /// A new revision starts a deployment.
    /// AWS: `UpdateService.taskDefinition`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_definition: Option<String>,
    /// How tasks are shared out among capacity providers.
    ///
    /// Going from a launch type to a strategy needs `forceNewDeployment`.
    /// AWS: `UpdateService.capacityProviderStrategy`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_provider_strategy: Option<Vec<CapacityProviderStrategyItem>>,
    /// How new revisions replace old ones. AWS: `UpdateService.deploymentConfiguration`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deployment_configuration: Option<DeploymentConfiguration>,
    /// Whether ECS evens out the tasks over zones.
    ///
    /// Where it never was set, it is off.
    /// AWS: `UpdateService.availabilityZoneRebalancing`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub availability_zone_rebalancing: Option<AvailabilityZoneRebalancing>,
    /// The subnets and security groups. AWS: `UpdateService.networkConfiguration`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_configuration: Option<NetworkConfiguration>,
    /// Conditions that instances must meet; an empty list removes them.
    ///
    /// AWS: `UpdateService.placementConstraints`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placement_constraints: Option<Vec<PlacementConstraint>>,
    /// Which instances are preferred; an empty list removes them.
    ///
    /// AWS: `UpdateService.placementStrategy`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placement_strategy: Option<Vec<PlacementStrategy>>,
    /// The Fargate platform version. AWS: `UpdateService.platformVersion`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform_version: Option<String>,
    /// Whether a deployment starts even if nothing else changes.
    ///
    /// Default: false.
    /// AWS: `UpdateService.forceNewDeployment`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub force_new_deployment: Option<bool>,
    /// How long a new task's failing health checks are ignored, in seconds.
    ///
    /// Limits: 0 to 2147483647.
    /// AWS: `UpdateService.healthCheckGracePeriodSeconds`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health_check_grace_period_seconds: Option<i32>,
    /// Who carries out deployments. AWS: `UpdateService.deploymentController`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deployment_controller: Option<DeploymentController>,
    /// Whether commands can be run in the tasks (ECS Exec).
    ///
    /// It holds for tasks that start afterwards.
    /// AWS: `UpdateService.enableExecuteCommand`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_execute_command: Option<bool>,
    /// Whether ECS tags the tasks with cluster and service names.
    ///
    /// It holds for tasks that start afterwards.
    /// AWS: `UpdateService.enableECSManagedTags`
    #[serde(rename = "enableECSManagedTags", skip_serializing_if = "Option::is_none")]
    pub enable_ecs_managed_tags: Option<bool>,
    /// The load balancers that the tasks register with; an empty list removes them.
    ///
    /// A change starts a deployment.
    /// AWS: `UpdateService.loadBalancers`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub load_balancers: Option<Vec<LoadBalancer>>,
    /// Whose tags the tasks get.
    ///
    /// It holds for tasks that start afterwards.
    /// AWS: `UpdateService.propagateTags`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub propagate_tags: Option<PropagateTags>,
    /// The Cloud Map service that the tasks register with; an empty list removes it.
    ///
    /// A change starts a deployment.
    /// AWS: `UpdateService.serviceRegistries`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_registries: Option<Vec<ServiceRegistry>>,
    /// The service's part in a Service Connect namespace.
    ///
    /// AWS: `UpdateService.serviceConnectConfiguration`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_connect_configuration: Option<ServiceConnectConfiguration>,
    /// The volumes that are configured at launch; an empty list removes them.
    ///
    /// AWS: `UpdateService.volumeConfigurations`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume_configurations: Option<Vec<ServiceVolumeConfiguration>>,
    /// The VPC Lattice target groups that the tasks register with; an empty list removes them.
    ///
    /// AWS: `UpdateService.vpcLatticeConfigurations`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vpc_lattice_configurations: Option<Vec<VpcLatticeConfiguration>>,
    /// How a port is offered through the cluster's gateways.
    ///
    /// Limit: 1.
    /// AWS: `UpdateService.gatewayConnectors`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway_connectors: Option<Vec<GatewayConnector>>,
    /// How finely CloudWatch measures the service. AWS: `UpdateService.monitoring`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub monitoring: Option<MonitoringConfiguration>,
}

impl UpdateService {
    /// Returns the update that makes an existing service what the creation describes.
    ///
    /// Every member that an update takes is carried over as it is. What only a creation takes stays
    /// behind: `clientToken`, `launchType`, `role`, `schedulingStrategy` and `tags`. Nothing is added:
    /// members absent from the creation stay absent, which for an update means unchanged.
    pub fn from_create(create: CreateService) -> Self {
        // Taken apart without `..`, so that a member added to the creation must be placed here too.
        let CreateService {
            cluster,
            service_name,
            task_definition,
            availability_zone_rebalancing,
            load_balancers,
            service_registries,
            desired_count,
            client_token: _,
            launch_type: _,
            capacity_provider_strategy,
            platform_version,
            role: _,
            deployment_configuration,
            placement_constraints,
            placement_strategy,
            network_configuration,
            health_check_grace_period_seconds,
            scheduling_strategy: _,
            deployment_controller,
            tags: _,
            enable_ecs_managed_tags,
            propagate_tags,
            enable_execute_command,
            service_connect_configuration,
            volume_configurations,
            vpc_lattice_configurations,
            gateway_connectors,
            monitoring,
        } = create;
        Self {
            cluster,
            service: service_name,
            desired_count,
            task_definition,
            capacity_provider_strategy,
            deployment_configuration,
            availability_zone_rebalancing,
            network_configuration,
            placement_constraints,
            placement_strategy,
            platform_version,
            force_new_deployment: None,
            health_check_grace_period_seconds,
            deployment_controller,
            enable_execute_command,
            enable_ecs_managed_tags,
            load_balancers,
            propagate_tags,
            service_registries,
            service_connect_configuration,
            volume_configurations,
            vpc_lattice_configurations,
            gateway_connectors,
            monitoring,
        }
    }
}
