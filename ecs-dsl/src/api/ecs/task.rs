//! A task, as AWS answers it.

use serde::{Deserialize, Serialize};

use super::{
    Attribute, Container, EphemeralStorage, InferenceAccelerator, KeyValuePair, LaunchType, Tag, TaskOverride,
};
use crate::api::open_enum::open_enum;
use crate::api::timestamp::Timestamp;

/// A task: what it runs, where, and how it fares.
///
/// AWS: [`Task`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html)
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Task {
    /// The task's ARN. AWS: `Task.taskArn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_arn: Option<String>,
    /// The ARN of the cluster. AWS: `Task.clusterArn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster_arn: Option<String>,
    /// The ARN of the task definition's revision. AWS: `Task.taskDefinitionArn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_definition_arn: Option<String>,
    /// The group: `service:NAME` for a service's task, otherwise as given, or `family:NAME`.
    ///
    /// AWS: `Task.group`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Who started the task: a deployment's id for a service's task, otherwise as given.
    ///
    /// AWS: `Task.startedBy`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_by: Option<String>,
    /// The stage of its life that the task was last known to be in.
    ///
    /// `PROVISIONING`, `PENDING`, `ACTIVATING`, `RUNNING`, `DEACTIVATING`, `STOPPING`, `DEPROVISIONING`,
    /// `STOPPED`, `DELETED`.
    /// AWS: `Task.lastStatus`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_status: Option<String>,
    /// The stage that ECS takes the task to: `RUNNING` or `STOPPED`. AWS: `Task.desiredStatus`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub desired_status: Option<String>,
    /// Whether the essential containers are healthy. AWS: `Task.healthStatus`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health_status: Option<HealthStatus>,
    /// What kind of cause stopped the task. AWS: `Task.stopCode`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stop_code: Option<TaskStopCode>,
    /// Why the task stopped, in AWS's words. AWS: `Task.stoppedReason`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stopped_reason: Option<String>,
    /// The containers. AWS: `Task.containers`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub containers: Option<Vec<Container>>,
    /// The network interfaces, volumes and Service Connect parts of the task. AWS: `Task.attachments`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attachments: Option<Vec<Attachment>>,
    /// The attributes of the task. AWS: `Task.attributes`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attributes: Option<Vec<Attribute>>,
    /// What the task was started with in place of its definition. AWS: `Task.overrides`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overrides: Option<TaskOverride>,
    /// The launch type, when no capacity provider was used. AWS: `Task.launchType`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub launch_type: Option<LaunchType>,
    /// The capacity provider that the task runs on. AWS: `Task.capacityProviderName`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_provider_name: Option<String>,
    /// The version of Fargate. AWS: `Task.platformVersion`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform_version: Option<String>,
    /// The operating system on Fargate, such as `Linux`. AWS: `Task.platformFamily`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform_family: Option<String>,
    /// The ARN of the instance that the task runs on. AWS: `Task.containerInstanceArn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_instance_arn: Option<String>,
    /// The Availability Zone. AWS: `Task.availabilityZone`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub availability_zone: Option<String>,
    /// Whether ECS is in touch with the task. AWS: `Task.connectivity`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connectivity: Option<Connectivity>,
    /// Whether commands can be executed in the containers. AWS: `Task.enableExecuteCommand`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_execute_command: Option<bool>,
    /// The processor time of the task, in CPU units. AWS: `Task.cpu`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu: Option<String>,
    /// The memory of the task, in MiB. AWS: `Task.memory`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory: Option<String>,
    /// The Elastic Inference accelerators. AWS: `Task.inferenceAccelerators`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inference_accelerators: Option<Vec<InferenceAccelerator>>,
    /// The disk space that was asked for. AWS: `Task.ephemeralStorage`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ephemeral_storage: Option<EphemeralStorage>,
    /// The disk space that the task has on Fargate. AWS: `Task.fargateEphemeralStorage`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fargate_ephemeral_storage: Option<TaskEphemeralStorage>,
    /// The tags, when they were asked for. AWS: `Task.tags`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<Tag>>,
    /// A number that grows with every change of the task. AWS: `Task.version`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<i64>,
    /// When ECS made the task. AWS: `Task.createdAt`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    /// When ECS was last in touch with the task. AWS: `Task.connectivityAt`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connectivity_at: Option<Timestamp>,
    /// When the pull of the images began. AWS: `Task.pullStartedAt`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pull_started_at: Option<Timestamp>,
    /// When the pull of the images ended. AWS: `Task.pullStoppedAt`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pull_stopped_at: Option<Timestamp>,
    /// When the task reached `RUNNING`. AWS: `Task.startedAt`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Timestamp>,
    /// When the containers were told to stop. AWS: `Task.stoppingAt`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stopping_at: Option<Timestamp>,
    /// When the containers had stopped. AWS: `Task.executionStoppedAt`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub execution_stopped_at: Option<Timestamp>,
    /// When the task reached `STOPPED`. AWS: `Task.stoppedAt`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stopped_at: Option<Timestamp>,
}

open_enum! {
    /// The kinds of cause that stop a task.
    ///
    /// AWS: `Task.stopCode`
    pub enum TaskStopCode {
        /// It never ran: an image, secret, volume or network interface could not be had.
        TaskFailedToStart = "TaskFailedToStart",
        /// An essential container ended.
        EssentialContainerExited = "EssentialContainerExited",
        /// Somebody stopped it.
        UserInitiated = "UserInitiated",
        /// Its service stopped it: a deployment, scaling in, or failed health checks.
        ServiceSchedulerInitiated = "ServiceSchedulerInitiated",
        /// AWS took the Spot capacity back.
        SpotInterruption = "SpotInterruption",
        /// Its instance was about to end.
        TerminationNotice = "TerminationNotice",
        /// What it ran on was found unhealthy.
        InfrastructureHealth = "InfrastructureHealth",
    }
}

open_enum! {
    /// Whether a task or container is healthy.
    ///
    /// AWS: `healthStatus`
    pub enum HealthStatus {
        /// The health checks pass.
        Healthy = "HEALTHY",
        /// A health check failed as often as it may.
        Unhealthy = "UNHEALTHY",
        /// `UNKNOWN`: there is no health check, or no result yet.
        Undetermined = "UNKNOWN",
    }
}

open_enum! {
    /// Whether ECS is in touch with a task.
    ///
    /// AWS: `Task.connectivity`
    pub enum Connectivity {
        /// It is.
        Connected = "CONNECTED",
        /// It is not.
        Disconnected = "DISCONNECTED",
    }
}

/// Something that a task is connected to: a network interface, an EBS volume, Service Connect.
///
/// AWS: [`Attachment`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Attachment.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Attachment {
    /// The attachment's id. AWS: `Attachment.id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The kind: `ElasticNetworkInterface`, `Service Connect`, `AmazonElasticBlockStorage`.
    ///
    /// AWS: `Attachment.type`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<String>,
    /// How far the attachment is: `PRECREATED`, `CREATED`, `ATTACHING`, `ATTACHED`, `DETACHING`,
    /// `DETACHED`, `DELETED` or `FAILED`.
    ///
    /// AWS: `Attachment.status`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// What the kind has to tell, such as `privateIPv4Address`, `volumeId` or `statusReason`.
    ///
    /// AWS: `Attachment.details`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub details: Option<Vec<KeyValuePair>>,
}

/// The disk space that a task has on Fargate.
///
/// AWS: [`TaskEphemeralStorage`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskEphemeralStorage.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TaskEphemeralStorage {
    /// The size of the disk.
    ///
    /// Unit: GiB.
    /// AWS: `TaskEphemeralStorage.sizeInGiB`
    #[serde(rename = "sizeInGiB", skip_serializing_if = "Option::is_none")]
    pub size_in_gib: Option<i32>,
    /// The KMS key that encrypts the disk. AWS: `TaskEphemeralStorage.kmsKeyId`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kms_key_id: Option<String>,
}
