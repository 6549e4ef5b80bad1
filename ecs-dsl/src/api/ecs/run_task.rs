//! The request that runs tasks outside a service.

use serde::{Deserialize, Serialize};

use super::{
    CapacityProviderStrategyItem, Failure, LaunchType, NetworkConfiguration, PlacementConstraint,
    PlacementStrategy, PropagateTags, Tag, Task, TaskOverride, TaskVolumeConfiguration,
};

/// The request that starts tasks of a definition, which no service looks after.
///
/// AWS: [`RunTask`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RunTask {
    /// The capacity providers that tasks are spread over, in place of a launch type.
    ///
    /// Default: the cluster's own strategy. Limit: 20.
    /// AWS: `RunTask.capacityProviderStrategy`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_provider_strategy: Option<Vec<CapacityProviderStrategyItem>>,
    /// The cluster's name or ARN. Default: the cluster `default`. AWS: `RunTask.cluster`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    /// How many tasks are started. Default: 1. Limit: 10. AWS: `RunTask.count`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<i32>,
    /// Whether ECS tags the task with its cluster's name. Default: false.
    ///
    /// AWS: `RunTask.enableECSManagedTags`
    #[serde(rename = "enableECSManagedTags", skip_serializing_if = "Option::is_none")]
    pub enable_ecs_managed_tags: Option<bool>,
    /// Whether commands can be executed in the containers. Default: false.
    ///
    /// AWS: `RunTask.enableExecuteCommand`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_execute_command: Option<bool>,
    /// The group that the tasks belong to. Default: `family:` and the family. AWS: `RunTask.group`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// What the tasks run on, in place of a capacity provider strategy. AWS: `RunTask.launchType`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub launch_type: Option<LaunchType>,
    /// The subnets and security groups, for the network mode `awsvpc`, which needs them.
    ///
    /// AWS: `RunTask.networkConfiguration`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_configuration: Option<NetworkConfiguration>,
    /// What this run changes in the definition. AWS: `RunTask.overrides`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overrides: Option<TaskOverride>,
    /// The rules for the instances that tasks are placed on; not on Fargate.
    ///
    /// Limit: 10, those of the task definition counted.
    /// AWS: `RunTask.placementConstraints`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placement_constraints: Option<Vec<PlacementConstraint>>,
    /// How instances are chosen among those allowed; not on Fargate. Limit: 5.
    ///
    /// AWS: `RunTask.placementStrategy`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placement_strategy: Option<Vec<PlacementStrategy>>,
    /// The version of Fargate. Default: `LATEST`. AWS: `RunTask.platformVersion`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform_version: Option<String>,
    /// Whose tags ECS copies to the tasks: the task definition's, or nobody's.
    ///
    /// Default: nobody's.
    /// AWS: `RunTask.propagateTags`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub propagate_tags: Option<PropagateTags>,
    /// A reference of the caller's own. Limit: 1024 characters. AWS: `RunTask.referenceId`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference_id: Option<String>,
    /// Who starts the tasks, by which they can be listed.
    ///
    /// Limit: 128 letters, digits, `-`, `/` and `_`.
    /// AWS: `RunTask.startedBy`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_by: Option<String>,
    /// The tags of the tasks. Limit: 50. AWS: `RunTask.tags`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<Tag>>,
    /// The task definition: `family` for its newest revision, `family:revision`, or the ARN.
    ///
    /// AWS: `RunTask.taskDefinition`
    pub task_definition: String,
    /// The token by which ECS knows a repeated request, so that it starts nothing twice.
    ///
    /// Limit: 64 characters.
    /// AWS: `RunTask.clientToken`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_token: Option<String>,
    /// The volumes that the task definition leaves to be configured at launch.
    ///
    /// AWS: `RunTask.volumeConfigurations`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume_configurations: Option<Vec<TaskVolumeConfiguration>>,
}

/// The answer to `RunTask` and `DescribeTasks`.
///
/// AWS: [`DescribeTasks`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html)
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TasksAnswer {
    /// The tasks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<Task>,
    /// The tasks that were not found, or the reasons why some could not be placed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub failures: Vec<Failure>,
}
