//! What a single run of a task changes in its definition.

use serde::{Deserialize, Serialize};

use super::{EnvironmentFile, EphemeralStorage, KeyValuePair, ResourceRequirement};

/// What a run of a task uses in place of what its definition says.
///
/// AWS: [`TaskOverride`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskOverride.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TaskOverride {
    /// The changes of single containers.
    ///
    /// Limit: 8192 characters for all overrides together, as JSON.
    /// AWS: `TaskOverride.containerOverrides`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_overrides: Option<Vec<ContainerOverride>>,
    /// The processor time of the task, in CPU units or vCPUs. AWS: `TaskOverride.cpu`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu: Option<String>,
    /// The changes of Elastic Inference accelerators.
    ///
    /// AWS: `TaskOverride.inferenceAcceleratorOverrides`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inference_accelerator_overrides: Option<Vec<InferenceAcceleratorOverride>>,
    /// The role that ECS uses to start the task: its ARN. AWS: `TaskOverride.executionRoleArn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub execution_role_arn: Option<String>,
    /// The memory of the task, in MiB or GB. AWS: `TaskOverride.memory`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory: Option<String>,
    /// The role that the containers act as: its name or ARN. AWS: `TaskOverride.taskRoleArn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_role_arn: Option<String>,
    /// The disk space of the task, on Fargate. AWS: `TaskOverride.ephemeralStorage`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ephemeral_storage: Option<EphemeralStorage>,
}

/// What a run of a task changes in one of its containers.
///
/// AWS: [`ContainerOverride`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerOverride.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContainerOverride {
    /// The name of the container; needed for any change. AWS: `ContainerOverride.name`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The command, in place of the definition's or the image's. AWS: `ContainerOverride.command`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<Vec<String>>,
    /// The environment variables added to the definition's, or put in place of the same name.
    ///
    /// AWS: `ContainerOverride.environment`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub environment: Option<Vec<KeyValuePair>>,
    /// The files of environment variables, in place of the definition's.
    ///
    /// AWS: `ContainerOverride.environmentFiles`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub environment_files: Option<Vec<EnvironmentFile>>,
    /// The processor time kept for the container, in CPU units. AWS: `ContainerOverride.cpu`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu: Option<i32>,
    /// The memory beyond which the container is killed, in MiB. AWS: `ContainerOverride.memory`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory: Option<i32>,
    /// The memory kept for the container, in MiB. AWS: `ContainerOverride.memoryReservation`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory_reservation: Option<i32>,
    /// The GPUs that the container needs, in place of the definition's.
    ///
    /// AWS: `ContainerOverride.resourceRequirements`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_requirements: Option<Vec<ResourceRequirement>>,
}

/// What a run of a task changes in an Elastic Inference accelerator.
///
/// AWS: [`InferenceAcceleratorOverride`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_InferenceAcceleratorOverride.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InferenceAcceleratorOverride {
    /// The name of one of the definition's accelerators.
    ///
    /// AWS: `InferenceAcceleratorOverride.deviceName`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device_name: Option<String>,
    /// The type used in its place. AWS: `InferenceAcceleratorOverride.deviceType`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device_type: Option<String>,
}
