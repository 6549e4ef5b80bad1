//! A task set, as ECS describes it.

use serde::{Deserialize, Serialize};

use super::{
    CapacityProviderStrategyItem, DeploymentEphemeralStorage, LaunchType, LoadBalancer, NetworkConfiguration,
    Scale, ServiceRegistry, Tag,
};
use crate::api::Timestamp;
use crate::api::open_enum::open_enum;

/// A set of tasks of one revision within a service.
///
/// AWS: [`TaskSet`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskSet.html)
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TaskSet {
    /// The set's id. AWS: `TaskSet.id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The set's ARN. AWS: `TaskSet.taskSetArn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_set_arn: Option<String>,
    /// The ARN of its service. AWS: `TaskSet.serviceArn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_arn: Option<String>,
    /// The ARN of its cluster. AWS: `TaskSet.clusterArn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster_arn: Option<String>,
    /// Who started it: `CODE_DEPLOY`, or absent. AWS: `TaskSet.startedBy`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_by: Option<String>,
    /// The other tool's own name for the set. AWS: `TaskSet.externalId`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// Whether the set serves production traffic. AWS: `TaskSet.status`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<TaskSetStatus>,
    /// The ARN of the task definition's revision. AWS: `TaskSet.taskDefinition`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_definition: Option<String>,
    /// How many tasks its share comes to, rounded up. AWS: `TaskSet.computedDesiredCount`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub computed_desired_count: Option<i32>,
    /// How many tasks are starting. AWS: `TaskSet.pendingCount`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pending_count: Option<i32>,
    /// How many tasks are running. AWS: `TaskSet.runningCount`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub running_count: Option<i32>,
    /// When the set was created. AWS: `TaskSet.createdAt`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    /// When it was last changed. AWS: `TaskSet.updatedAt`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
    /// What its tasks run on. AWS: `TaskSet.launchType`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub launch_type: Option<LaunchType>,
    /// How its tasks are shared out among capacity providers.
    ///
    /// AWS: `TaskSet.capacityProviderStrategy`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_provider_strategy: Option<Vec<CapacityProviderStrategyItem>>,
    /// The Fargate platform version. AWS: `TaskSet.platformVersion`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform_version: Option<String>,
    /// The operating system family on Fargate. AWS: `TaskSet.platformFamily`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform_family: Option<String>,
    /// The subnets and security groups. AWS: `TaskSet.networkConfiguration`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_configuration: Option<NetworkConfiguration>,
    /// The load balancer that its tasks register with. AWS: `TaskSet.loadBalancers`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub load_balancers: Option<Vec<LoadBalancer>>,
    /// The Cloud Map service that its tasks register with. AWS: `TaskSet.serviceRegistries`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_registries: Option<Vec<ServiceRegistry>>,
    /// Its share of the service's desired count. AWS: `TaskSet.scale`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scale: Option<Scale>,
    /// Whether the set is steady. AWS: `TaskSet.stabilityStatus`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stability_status: Option<StabilityStatus>,
    /// When that was last found. AWS: `TaskSet.stabilityStatusAt`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stability_status_at: Option<Timestamp>,
    /// The tags; only where the call asked for them. AWS: `TaskSet.tags`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<Tag>>,
    /// The encryption of the tasks' ephemeral storage. AWS: `TaskSet.fargateEphemeralStorage`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fargate_ephemeral_storage: Option<DeploymentEphemeralStorage>,
}

open_enum! {
    /// What a task set does for its service.
    ///
    /// AWS: `TaskSet.status`
    pub enum TaskSetStatus {
        /// It serves production traffic.
        Primary = "PRIMARY",
        /// It serves none.
        Active = "ACTIVE",
        /// Its tasks are stopping.
        Draining = "DRAINING",
    }
}

open_enum! {
    /// Whether a task set is steady.
    ///
    /// AWS: `TaskSet.stabilityStatus`
    pub enum StabilityStatus {
        /// As many tasks run as should, all healthy.
        SteadyState = "STEADY_STATE",
        /// Something is still starting, stopping or unhealthy.
        Stabilizing = "STABILIZING",
    }
}
