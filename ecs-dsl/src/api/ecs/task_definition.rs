//! The request that registers a revision of a task definition.

use serde::{Deserialize, Serialize};

use super::{ContainerDefinition, ProxyConfiguration, RuntimePlatform, Tag, Volume};
use crate::api::open_enum::open_enum;

/// The request that registers a new revision of a task definition.
///
/// A revision never changes afterwards, except for its tags.
/// AWS: [`RegisterTaskDefinition`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RegisterTaskDefinition {
    /// The name that all revisions share.
    ///
    /// Limit: 255 letters, digits, `_` and `-`.
    /// AWS: `RegisterTaskDefinition.family`
    pub family: String,
    /// The role that the containers act as: its name or ARN.
    ///
    /// AWS: `RegisterTaskDefinition.taskRoleArn`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_role_arn: Option<String>,
    /// The role that ECS uses to pull images, fetch secrets and write logs: its ARN.
    ///
    /// AWS: `RegisterTaskDefinition.executionRoleArn`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub execution_role_arn: Option<String>,
    /// How the containers are connected to the network.
    ///
    /// Default: `bridge` on Linux instances, `default` on Windows instances. Fargate takes only `awsvpc`.
    /// AWS: `RegisterTaskDefinition.networkMode`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_mode: Option<NetworkMode>,
    /// The containers.
    ///
    /// Limit: 1 to 10, at least one of them essential.
    /// AWS: `RegisterTaskDefinition.containerDefinitions`
    pub container_definitions: Vec<ContainerDefinition>,
    /// The volumes that containers can mount. AWS: `RegisterTaskDefinition.volumes`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volumes: Option<Vec<Volume>>,
    /// The rules for the instances that tasks are placed on; not on Fargate.
    ///
    /// Limit: 10, those of the service or run counted.
    /// AWS: `RegisterTaskDefinition.placementConstraints`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placement_constraints: Option<Vec<TaskDefinitionPlacementConstraint>>,
    /// The launch types that the definition is checked for.
    ///
    /// Default: EC2.
    /// AWS: `RegisterTaskDefinition.requiresCompatibilities`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requires_compatibilities: Option<Vec<Compatibility>>,
    /// The processor time of the whole task, in CPU units (`1024`) or vCPUs (`1 vCPU`).
    ///
    /// Required on Fargate, in sizes that go with `memory`. Limit elsewhere: 128 to 196608 units. Windows
    /// containers take theirs from the container.
    /// AWS: `RegisterTaskDefinition.cpu`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu: Option<String>,
    /// The memory of the whole task, in MiB (`2048`) or GB (`2 GB`).
    ///
    /// Required on Fargate, in sizes that go with `cpu`. Windows containers take theirs from the
    /// container.
    /// AWS: `RegisterTaskDefinition.memory`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory: Option<String>,
    /// The tags of the revision. Limit: 50. AWS: `RegisterTaskDefinition.tags`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<Tag>>,
    /// Whose processes the containers see; not on Windows.
    ///
    /// Default: each container its own. Fargate takes only `task`.
    /// AWS: `RegisterTaskDefinition.pidMode`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pid_mode: Option<PidMode>,
    /// With whom the containers share inter-process communication; not on Fargate or Windows.
    ///
    /// Default: what the instance's Docker daemon is set to.
    /// AWS: `RegisterTaskDefinition.ipcMode`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ipc_mode: Option<IpcMode>,
    /// The App Mesh proxy. AWS: `RegisterTaskDefinition.proxyConfiguration`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proxy_configuration: Option<ProxyConfiguration>,
    /// The Elastic Inference accelerators, which AWS has ceased to offer.
    ///
    /// AWS: `RegisterTaskDefinition.inferenceAccelerators`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inference_accelerators: Option<Vec<InferenceAccelerator>>,
    /// The disk space of the task, on Fargate. Default: 20 GiB.
    ///
    /// AWS: `RegisterTaskDefinition.ephemeralStorage`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ephemeral_storage: Option<EphemeralStorage>,
    /// The processor and operating system that the task is built for.
    ///
    /// AWS: `RegisterTaskDefinition.runtimePlatform`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub runtime_platform: Option<RuntimePlatform>,
    /// Whether faults may be injected into the task. Default: false.
    ///
    /// AWS: `RegisterTaskDefinition.enableFaultInjection`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_fault_injection: Option<bool>,
    /// How far the task is shut off from others, on Managed Instances.
    ///
    /// AWS: `RegisterTaskDefinition.trustedExecutionConfiguration`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trusted_execution_configuration: Option<TrustedExecutionConfiguration>,
}

open_enum! {
    /// How the containers of a task are connected to the network.
    ///
    /// AWS: `networkMode`
    pub enum NetworkMode {
        /// Docker's virtual network on the instance; the default on Linux.
        Bridge = "bridge",
        /// The instance's own network: a container's port is the host's port.
        Host = "host",
        /// A network interface of the task's own.
        Awsvpc = "awsvpc",
        /// No connection to the outside.
        None = "none",
    }
}

open_enum! {
    /// The launch types that a task definition is made for.
    ///
    /// AWS: `requiresCompatibilities`
    pub enum Compatibility {
        /// Container instances on EC2; the default.
        Ec2 = "EC2",
        /// Fargate.
        Fargate = "FARGATE",
        /// The user's own machines, registered through ECS Anywhere.
        External = "EXTERNAL",
        /// Managed Instances.
        ManagedInstances = "MANAGED_INSTANCES",
    }
}

open_enum! {
    /// Whose processes the containers of a task see.
    ///
    /// AWS: `pidMode`
    pub enum PidMode {
        /// Those of the host and of every task there that does the same.
        Host = "host",
        /// Those of the containers of the task.
        Task = "task",
    }
}

open_enum! {
    /// With whom the containers of a task share inter-process communication.
    ///
    /// AWS: `ipcMode`
    pub enum IpcMode {
        /// With the host and every task there that does the same.
        Host = "host",
        /// With the containers of the task.
        Task = "task",
        /// With nobody.
        None = "none",
    }
}

/// A rule for the instances that tasks of a definition are placed on.
///
/// AWS: [`TaskDefinitionPlacementConstraint`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinitionPlacementConstraint.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TaskDefinitionPlacementConstraint {
    /// The kind of rule. AWS: `TaskDefinitionPlacementConstraint.type`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<TaskDefinitionPlacementConstraintType>,
    /// The instances that qualify, in the cluster query language.
    ///
    /// AWS: `TaskDefinitionPlacementConstraint.expression`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expression: Option<String>,
}

open_enum! {
    /// The kinds of placement rule that a task definition can have.
    ///
    /// AWS: `TaskDefinitionPlacementConstraint.type`
    pub enum TaskDefinitionPlacementConstraintType {
        /// Only on instances that the expression selects.
        MemberOf = "memberOf",
    }
}

/// An Elastic Inference accelerator, which AWS has ceased to offer.
///
/// AWS: [`InferenceAccelerator`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_InferenceAccelerator.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InferenceAccelerator {
    /// The name that a container's resource requirement refers to.
    ///
    /// AWS: `InferenceAccelerator.deviceName`
    pub device_name: String,
    /// The type of accelerator. AWS: `InferenceAccelerator.deviceType`.
    pub device_type: String,
}

/// The disk space of a task on Fargate.
///
/// AWS: [`EphemeralStorage`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EphemeralStorage.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EphemeralStorage {
    /// The size of the disk.
    ///
    /// Unit: GiB. Limit: 21 to 200; 20 is what a task has without this.
    /// AWS: `EphemeralStorage.sizeInGiB`
    #[serde(rename = "sizeInGiB")]
    pub size_in_gib: i32,
}

/// How far a task on Managed Instances is shut off from others.
///
/// AWS: `TrustedExecutionConfiguration`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TrustedExecutionConfiguration {
    /// The kind of isolation. AWS: `TrustedExecutionConfiguration.isolationMode`.
    pub isolation_mode: IsolationMode,
    /// What the task must attest, in base64.
    ///
    /// Required with `CONFIDENTIAL_SANDBOX`.
    /// AWS: `TrustedExecutionConfiguration.attestationPolicy`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attestation_policy: Option<String>,
}

impl TrustedExecutionConfiguration {
    /// Makes the configuration of a kind of isolation, without a policy.
    pub fn new(isolation_mode: IsolationMode) -> Self {
        Self { isolation_mode, attestation_policy: None }
    }
}

open_enum! {
    /// How a task on Managed Instances is shut off from others.
    ///
    /// AWS: `TrustedExecutionConfiguration.isolationMode`
    pub enum IsolationMode {
        /// It shares the instance's kernel with other tasks.
        Shared = "SHARED",
        /// It runs in a sandbox of its own.
        IsolatedSandbox = "ISOLATED_SANDBOX",
        /// It runs in a sandbox whose state is attested.
        ConfidentialSandbox = "CONFIDENTIAL_SANDBOX",
    }
}
