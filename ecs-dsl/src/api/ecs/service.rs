//! The request that creates a service.

use serde::{Deserialize, Serialize};

use super::{
    CapacityProviderStrategyItem, DeploymentConfiguration, DeploymentController, GatewayConnector,
    LaunchType, LoadBalancer, MonitoringConfiguration, NetworkConfiguration, PlacementConstraint,
    PlacementStrategy, PropagateTags, ServiceConnectConfiguration, ServiceRegistry,
    ServiceVolumeConfiguration, Tag, VpcLatticeConfiguration,
};
use crate::api::open_enum::open_enum;

/// A new service: what runs, how many of it, where, and how it is updated.
///
/// AWS: [`CreateService`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html)
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateService {
    /// The cluster, by name or ARN.
    ///
    /// Default: the cluster named `default`.
    /// AWS: `CreateService.cluster`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    /// The service's name, unique in its cluster.
    ///
    /// Limit: 255 characters of letters, digits, `_` and `-`.
    /// AWS: `CreateService.serviceName`
    pub service_name: String,
    /// What runs: `family`, `family:revision` or an ARN; without a revision the newest active one.
    ///
    /// Required with the controllers `ECS` and `CODE_DEPLOY`, left out with `EXTERNAL`.
    /// AWS: `CreateService.taskDefinition`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_definition: Option<String>,
    /// Whether ECS evens out the tasks over zones.
    ///
    /// Default: `ENABLED` where the service allows it.
    /// AWS: `CreateService.availabilityZoneRebalancing`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub availability_zone_rebalancing: Option<AvailabilityZoneRebalancing>,
    /// The load balancers that the tasks register with.
    ///
    /// Limit: 5 target groups.
    /// AWS: `CreateService.loadBalancers`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub load_balancers: Option<Vec<LoadBalancer>>,
    /// The Cloud Map service that the tasks register with.
    ///
    /// Limit: 1.
    /// AWS: `CreateService.serviceRegistries`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_registries: Option<Vec<ServiceRegistry>>,
    /// How many tasks run.
    ///
    /// Required with `REPLICA`, left out with `DAEMON`.
    /// AWS: `CreateService.desiredCount`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub desired_count: Option<i32>,
    /// Makes the call safe to repeat: the same token and input create once.
    ///
    /// Limit: 36 printable ASCII characters.
    /// AWS: `CreateService.clientToken`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_token: Option<String>,
    /// What the tasks run on.
    ///
    /// Default: the cluster's default strategy, else `EC2`. It excludes `capacityProviderStrategy`.
    /// AWS: `CreateService.launchType`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub launch_type: Option<LaunchType>,
    /// How tasks are shared out among capacity providers.
    ///
    /// Default: the cluster's default strategy. It excludes `launchType`. Limit: 20 items.
    /// AWS: `CreateService.capacityProviderStrategy`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_provider_strategy: Option<Vec<CapacityProviderStrategyItem>>,
    /// The Fargate platform version, such as `1.4.0`.
    ///
    /// Default: `LATEST`. Only for Fargate.
    /// AWS: `CreateService.platformVersion`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform_version: Option<String>,
    /// The role with which ECS calls the load balancer: a name, or an ARN where its path is not
    /// `/`.
    ///
    /// Default: the service-linked role, the only choice with `awsvpc`, several target groups or
    /// service discovery.
    /// AWS: `CreateService.role`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// How new revisions replace old ones. AWS: `CreateService.deploymentConfiguration`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deployment_configuration: Option<DeploymentConfiguration>,
    /// Conditions that instances must meet.
    ///
    /// Not on Fargate. Limit: 10, those of the task definition counted.
    /// AWS: `CreateService.placementConstraints`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placement_constraints: Option<Vec<PlacementConstraint>>,
    /// Which instances are preferred; the order counts.
    ///
    /// Not on Fargate, not with `DAEMON`. Limit: 5.
    /// AWS: `CreateService.placementStrategy`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placement_strategy: Option<Vec<PlacementStrategy>>,
    /// The subnets and security groups.
    ///
    /// Required with `awsvpc`, refused with other network modes.
    /// AWS: `CreateService.networkConfiguration`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_configuration: Option<NetworkConfiguration>,
    /// How long a new task's failing health checks are ignored, in seconds.
    ///
    /// Default: 0. Limits: 0 to 2147483647. Of use only where something checks the tasks.
    /// AWS: `CreateService.healthCheckGracePeriodSeconds`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health_check_grace_period_seconds: Option<i32>,
    /// Whether a number of tasks runs, or one on each instance.
    ///
    /// Default: `REPLICA`.
    /// AWS: `CreateService.schedulingStrategy`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheduling_strategy: Option<SchedulingStrategy>,
    /// Who carries out deployments.
    ///
    /// Default: `ECS`.
    /// AWS: `CreateService.deploymentController`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deployment_controller: Option<DeploymentController>,
    /// The service's tags.
    ///
    /// Limit: 50.
    /// AWS: `CreateService.tags`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<Tag>>,
    /// Whether ECS tags the tasks with cluster and service names.
    ///
    /// Default: false. With true, `propagateTags` must be set.
    /// AWS: `CreateService.enableECSManagedTags`
    #[serde(rename = "enableECSManagedTags", skip_serializing_if = "Option::is_none")]
    pub enable_ecs_managed_tags: Option<bool>,
    /// Whose tags the tasks get.
    ///
    /// Default: `NONE`.
    /// AWS: `CreateService.propagateTags`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub propagate_tags: Option<PropagateTags>,
    /// Whether commands can be run in the tasks (ECS Exec).
    ///
    /// Default: false. The task role needs the `ssmmessages` actions.
    /// AWS: `CreateService.enableExecuteCommand`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_execute_command: Option<bool>,
    /// The service's part in a Service Connect namespace.
    ///
    /// AWS: `CreateService.serviceConnectConfiguration`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_connect_configuration: Option<ServiceConnectConfiguration>,
    /// The volumes that the task definition leaves to be configured at launch.
    ///
    /// Only with `REPLICA`.
    /// AWS: `CreateService.volumeConfigurations`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume_configurations: Option<Vec<ServiceVolumeConfiguration>>,
    /// The VPC Lattice target groups that the tasks register with.
    ///
    /// AWS: `CreateService.vpcLatticeConfigurations`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vpc_lattice_configurations: Option<Vec<VpcLatticeConfiguration>>,
    /// How a port is offered through the cluster's gateways.
    ///
    /// Limit: 1.
    /// AWS: `CreateService.gatewayConnectors`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway_connectors: Option<Vec<GatewayConnector>>,
    /// How finely CloudWatch measures the service. AWS: `CreateService.monitoring`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub monitoring: Option<MonitoringConfiguration>,
}

open_enum! {
    /// Whether ECS moves tasks until they are spread evenly over zones.
    ///
    /// AWS: `availabilityZoneRebalancing`
    pub enum AvailabilityZoneRebalancing {
        /// Tasks are started in thin zones and then stopped in crowded ones.
        Enabled = "ENABLED",
        /// Tasks stay where they were placed.
        Disabled = "DISABLED",
    }
}

open_enum! {
    /// How the number of a service's tasks is decided.
    ///
    /// AWS: `schedulingStrategy`
    pub enum SchedulingStrategy {
        /// As many as desired, spread over zones; the default.
        Replica = "REPLICA",
        /// One on each instance that meets the constraints. Not on Fargate, and only with the `ECS`
        /// controller.
        Daemon = "DAEMON",
    }
}
