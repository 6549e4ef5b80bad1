//! A service, as ECS describes it.

use serde::{Deserialize, Serialize};

use super::{
    AvailabilityZoneRebalancing, CapacityProviderStrategyItem, Deployment, DeploymentConfiguration,
    DeploymentController, LaunchType, LoadBalancer, NetworkConfiguration, PlacementConstraint,
    PlacementStrategy, PropagateTags, SchedulingStrategy, ServiceRegistry, Tag, TaskSet,
};
use crate::api::Timestamp;
use crate::api::open_enum::open_enum;

/// A service, as ECS describes it.
///
/// AWS: [`Service`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Service.html)
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Service {
    /// The service's ARN. AWS: `Service.serviceArn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_arn: Option<String>,
    /// The service's name. AWS: `Service.serviceName`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_name: Option<String>,
    /// The ARN of the service's cluster. AWS: `Service.clusterArn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster_arn: Option<String>,
    /// The load balancers that the tasks register with. AWS: `Service.loadBalancers`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub load_balancers: Option<Vec<LoadBalancer>>,
    /// The Cloud Map service that the tasks register with. AWS: `Service.serviceRegistries`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_registries: Option<Vec<ServiceRegistry>>,
    /// Whether the service is there, going, or gone. AWS: `Service.status`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<ServiceStatus>,
    /// How many tasks should run. AWS: `Service.desiredCount`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub desired_count: Option<i32>,
    /// How many tasks are running. AWS: `Service.runningCount`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub running_count: Option<i32>,
    /// How many tasks are starting. AWS: `Service.pendingCount`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pending_count: Option<i32>,
    /// What the tasks run on; absent with a capacity provider strategy. AWS: `Service.launchType`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub launch_type: Option<LaunchType>,
    /// How tasks are shared out among capacity providers; absent with a launch type.
    ///
    /// AWS: `Service.capacityProviderStrategy`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_provider_strategy: Option<Vec<CapacityProviderStrategyItem>>,
    /// The Fargate platform version that was asked for, such as `LATEST`.
    ///
    /// AWS: `Service.platformVersion`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform_version: Option<String>,
    /// The operating system family on Fargate, such as `Linux`. AWS: `Service.platformFamily`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform_family: Option<String>,
    /// The ARN of the task definition's revision. AWS: `Service.taskDefinition`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_definition: Option<String>,
    /// How new revisions replace old ones. AWS: `Service.deploymentConfiguration`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deployment_configuration: Option<DeploymentConfiguration>,
    /// The task sets, where another tool carries out deployments. AWS: `Service.taskSets`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_sets: Option<Vec<TaskSet>>,
    /// The deployments under way and the one that counts, under the `ECS` controller.
    ///
    /// AWS: `Service.deployments`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deployments: Option<Vec<Deployment>>,
    /// The role with which ECS calls the load balancer. AWS: `Service.roleArn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role_arn: Option<String>,
    /// What happened of late, newest first.
    ///
    /// At most 100.
    /// AWS: `Service.events`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub events: Option<Vec<ServiceEvent>>,
    /// When the service was created. AWS: `Service.createdAt`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    /// The ARN of the service deployment under way. AWS: `Service.currentServiceDeployment`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current_service_deployment: Option<String>,
    /// The revisions that have tasks at present. AWS: `Service.currentServiceRevisions`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current_service_revisions: Option<Vec<ServiceCurrentRevisionSummary>>,
    /// Conditions that instances must meet. AWS: `Service.placementConstraints`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placement_constraints: Option<Vec<PlacementConstraint>>,
    /// Which instances are preferred, in turn. AWS: `Service.placementStrategy`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placement_strategy: Option<Vec<PlacementStrategy>>,
    /// The subnets and security groups. AWS: `Service.networkConfiguration`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_configuration: Option<NetworkConfiguration>,
    /// How long a new task's failing health checks are ignored, in seconds.
    ///
    /// AWS: `Service.healthCheckGracePeriodSeconds`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health_check_grace_period_seconds: Option<i32>,
    /// Whether a number of tasks runs, or one on each instance. AWS: `Service.schedulingStrategy`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheduling_strategy: Option<SchedulingStrategy>,
    /// Who carries out deployments. AWS: `Service.deploymentController`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deployment_controller: Option<DeploymentController>,
    /// The tags; only where the call asked for them. AWS: `Service.tags`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<Tag>>,
    /// The ARN of who created the service. AWS: `Service.createdBy`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_by: Option<String>,
    /// Whether ECS tags the tasks with cluster and service names.
    ///
    /// AWS: `Service.enableECSManagedTags`
    #[serde(rename = "enableECSManagedTags", skip_serializing_if = "Option::is_none")]
    pub enable_ecs_managed_tags: Option<bool>,
    /// Whose tags the tasks get. AWS: `Service.propagateTags`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub propagate_tags: Option<PropagateTags>,
    /// Whether commands can be run in the tasks. AWS: `Service.enableExecuteCommand`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_execute_command: Option<bool>,
    /// Whether ECS evens out the tasks over zones. AWS: `Service.availabilityZoneRebalancing`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub availability_zone_rebalancing: Option<AvailabilityZoneRebalancing>,
    /// Whether ECS Express Mode looks after the service. AWS: `Service.resourceManagementType`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_management_type: Option<ResourceManagementType>,
}

open_enum! {
    /// Whether a service is there, going, or gone.
    ///
    /// AWS: `Service.status`
    pub enum ServiceStatus {
        /// It is there.
        Active = "ACTIVE",
        /// It was deleted, and its tasks are still stopping; the name stays taken.
        Draining = "DRAINING",
        /// It is gone, and shown for a while longer.
        Inactive = "INACTIVE",
    }
}

/// Something that happened to a service, in ECS's words.
///
/// AWS: [`ServiceEvent`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceEvent.html)
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceEvent {
    /// The event's id. AWS: `ServiceEvent.id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// When it happened. AWS: `ServiceEvent.createdAt`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    /// What happened. AWS: `ServiceEvent.message`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

/// A revision of a service that has tasks at present.
///
/// AWS: [`ServiceCurrentRevisionSummary`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceCurrentRevisionSummary.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceCurrentRevisionSummary {
    /// The service revision's ARN. AWS: `ServiceCurrentRevisionSummary.arn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arn: Option<String>,
    /// How many tasks of the revision should run.
    ///
    /// AWS: `ServiceCurrentRevisionSummary.requestedTaskCount`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requested_task_count: Option<i32>,
    /// How many are running. AWS: `ServiceCurrentRevisionSummary.runningTaskCount`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub running_task_count: Option<i32>,
    /// How many are starting. AWS: `ServiceCurrentRevisionSummary.pendingTaskCount`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pending_task_count: Option<i32>,
}

open_enum! {
    /// Who looks after a service's other resources.
    ///
    /// AWS: `Service.resourceManagementType`
    pub enum ResourceManagementType {
        /// The user does.
        Customer = "CUSTOMER",
        /// ECS Express Mode does.
        Ecs = "ECS",
    }
}
