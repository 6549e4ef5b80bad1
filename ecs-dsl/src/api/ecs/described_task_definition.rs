//! A registered revision of a task definition, as AWS answers it.

use serde::{Deserialize, Serialize};

use super::{
    Attribute, Compatibility, ContainerDefinition, EphemeralStorage, InferenceAccelerator, IpcMode,
    NetworkMode, PidMode, ProxyConfiguration, RegisterTaskDefinition, RuntimePlatform, Tag,
    TaskDefinitionPlacementConstraint, TrustedExecutionConfiguration, Volume,
};
use crate::api::open_enum::open_enum;
use crate::api::timestamp::Timestamp;

/// The answer to `RegisterTaskDefinition`, `DescribeTaskDefinition` and `DeregisterTaskDefinition`.
///
/// AWS: [`DescribeTaskDefinition`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTaskDefinition.html)
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TaskDefinitionAnswer {
    /// The revision.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_definition: Option<TaskDefinition>,
    /// The revision's tags, when they were asked for. Deregistering answers none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<Tag>>,
}

/// A registered revision of a task definition.
///
/// Beside what was registered it has the members that only AWS sets. AWS also fills in defaults and
/// rewrites sizes, so it is not equal to the request as it was sent.
/// AWS: [`TaskDefinition`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinition.html)
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TaskDefinition {
    /// The revision's ARN. AWS: `TaskDefinition.taskDefinitionArn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_definition_arn: Option<String>,
    /// The number of the revision in its family, from 1. AWS: `TaskDefinition.revision`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revision: Option<i32>,
    /// Whether the revision can be used. AWS: `TaskDefinition.status`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<TaskDefinitionStatus>,
    /// What a container instance must offer. AWS: `TaskDefinition.requiresAttributes`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requires_attributes: Option<Vec<Attribute>>,
    /// The launch types that AWS found the definition fit for. AWS: `TaskDefinition.compatibilities`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compatibilities: Option<Vec<Compatibility>>,
    /// When the revision was registered. AWS: `TaskDefinition.registeredAt`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registered_at: Option<Timestamp>,
    /// When the revision was deregistered. AWS: `TaskDefinition.deregisteredAt`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deregistered_at: Option<Timestamp>,
    /// When the deletion of the revision was asked for. AWS: `TaskDefinition.deleteRequestedAt`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delete_requested_at: Option<Timestamp>,
    /// The ARN of who registered the revision. AWS: `TaskDefinition.registeredBy`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registered_by: Option<String>,
    /// As registered. AWS: `TaskDefinition.family`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family: Option<String>,
    /// As registered. AWS: `TaskDefinition.taskRoleArn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_role_arn: Option<String>,
    /// As registered. AWS: `TaskDefinition.executionRoleArn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub execution_role_arn: Option<String>,
    /// As registered, or the default. AWS: `TaskDefinition.networkMode`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_mode: Option<NetworkMode>,
    /// As registered, with defaults filled in. AWS: `TaskDefinition.containerDefinitions`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_definitions: Option<Vec<ContainerDefinition>>,
    /// As registered, with defaults filled in. AWS: `TaskDefinition.volumes`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volumes: Option<Vec<Volume>>,
    /// As registered. AWS: `TaskDefinition.placementConstraints`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placement_constraints: Option<Vec<TaskDefinitionPlacementConstraint>>,
    /// As registered. AWS: `TaskDefinition.requiresCompatibilities`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requires_compatibilities: Option<Vec<Compatibility>>,
    /// As registered, but always in CPU units. AWS: `TaskDefinition.cpu`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu: Option<String>,
    /// As registered, but always in MiB. AWS: `TaskDefinition.memory`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory: Option<String>,
    /// As registered. AWS: `TaskDefinition.pidMode`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pid_mode: Option<PidMode>,
    /// As registered. AWS: `TaskDefinition.ipcMode`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ipc_mode: Option<IpcMode>,
    /// As registered. AWS: `TaskDefinition.proxyConfiguration`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proxy_configuration: Option<ProxyConfiguration>,
    /// As registered. AWS: `TaskDefinition.inferenceAccelerators`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inference_accelerators: Option<Vec<InferenceAccelerator>>,
    /// As registered. AWS: `TaskDefinition.ephemeralStorage`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ephemeral_storage: Option<EphemeralStorage>,
    /// As registered, or the default. AWS: `TaskDefinition.runtimePlatform`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub runtime_platform: Option<RuntimePlatform>,
    /// As registered, or the default. AWS: `TaskDefinition.enableFaultInjection`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_fault_injection: Option<bool>,
    /// As registered. AWS: `TaskDefinition.trustedExecutionConfiguration`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trusted_execution_configuration: Option<TrustedExecutionConfiguration>,
}

impl From<TaskDefinition> for RegisterTaskDefinition {
    /// Keeps what can be registered and drops what only AWS sets. The tags are not in a
    /// [`TaskDefinition`] but beside it, in the answer.
    fn from(described: TaskDefinition) -> Self {
        // Every member is named, so that a new one cannot be forgotten here.
        let TaskDefinition {
            task_definition_arn: _,
            revision: _,
            status: _,
            requires_attributes: _,
            compatibilities: _,
            registered_at: _,
            deregistered_at: _,
            delete_requested_at: _,
            registered_by: _,
            family,
            task_role_arn,
            execution_role_arn,
            network_mode,
            container_definitions,
            volumes,
            placement_constraints,
            requires_compatibilities,
            cpu,
            memory,
            pid_mode,
            ipc_mode,
            proxy_configuration,
            inference_accelerators,
            ephemeral_storage,
            runtime_platform,
            enable_fault_injection,
            trusted_execution_configuration,
        } = described;
        Self {
            family: family.unwrap_or_default(),
            task_role_arn,
            execution_role_arn,
            network_mode,
            container_definitions: container_definitions.unwrap_or_default(),
            volumes,
            placement_constraints,
            requires_compatibilities,
            cpu,
            memory,
            tags: None,
            pid_mode,
            ipc_mode,
            proxy_configuration,
            inference_accelerators,
            ephemeral_storage,
            runtime_platform,
            enable_fault_injection,
            trusted_execution_configuration,
        }
    }
}

open_enum! {
    /// Whether a revision of a task definition can be used.
    ///
    /// AWS: `TaskDefinition.status`
    pub enum TaskDefinitionStatus {
        /// It can.
        Active = "ACTIVE",
        /// It was deregistered: what runs goes on, but nothing new can use it.
        Inactive = "INACTIVE",
        /// It is deleted once nothing uses it any more.
        DeleteInProgress = "DELETE_IN_PROGRESS",
    }
}
