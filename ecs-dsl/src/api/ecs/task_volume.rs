//! EBS volumes that ECS creates for a task outside a service.

use serde::{Deserialize, Serialize};

use super::{EbsTagSpecification, TaskFilesystemType};

/// The settings of a volume that the task definition leaves to be configured at launch.
///
/// AWS: [`TaskVolumeConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskVolumeConfiguration.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TaskVolumeConfiguration {
    /// The volume's name, that of the task definition's volume with `configuredAtLaunch`.
    ///
    /// AWS: `TaskVolumeConfiguration.name`
    pub name: String,
    /// The EBS volume that the task gets. AWS: `TaskVolumeConfiguration.managedEBSVolume`.
    #[serde(rename = "managedEBSVolume", skip_serializing_if = "Option::is_none")]
    pub managed_ebs_volume: Option<TaskManagedEbsVolumeConfiguration>,
}

/// An EBS volume that ECS creates for a task.
///
/// Either a size or a snapshot is needed.
/// AWS: [`TaskManagedEBSVolumeConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskManagedEBSVolumeConfiguration.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TaskManagedEbsVolumeConfiguration {
    /// Whether the volume is encrypted.
    ///
    /// Default: the account's and Region's EBS setting.
    /// AWS: `TaskManagedEBSVolumeConfiguration.encrypted`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encrypted: Option<bool>,
    /// The KMS key that encrypts the volume: an id, alias or ARN.
    ///
    /// A bad key shows only when the task starts. Default: the Region's EBS key.
    /// AWS: `TaskManagedEBSVolumeConfiguration.kmsKeyId`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kms_key_id: Option<String>,
    /// The type: `gp2`, `gp3`, `io1`, `io2`, `st1`, `sc1` or `standard`.
    ///
    /// Default: `gp3`. Fargate does not take `standard`.
    /// AWS: `TaskManagedEBSVolumeConfiguration.volumeType`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume_type: Option<String>,
    /// The size; no smaller than the snapshot.
    ///
    /// Unit: GiB. Default: the snapshot's size. Limits: gp2 and gp3 1 to 16384, io1 and io2 4 to 16384,
    /// st1 and sc1 125 to 16384, standard 1 to 1024.
    /// AWS: `TaskManagedEBSVolumeConfiguration.sizeInGiB`
    #[serde(rename = "sizeInGiB", skip_serializing_if = "Option::is_none")]
    pub size_in_gib: Option<i32>,
    /// The snapshot that the volume is made from.
    ///
    /// AWS: `TaskManagedEBSVolumeConfiguration.snapshotId`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snapshot_id: Option<String>,
    /// How fast the snapshot's data is fetched; only with a snapshot.
    ///
    /// Unit: MiB per second. Default: as fast as it is asked for.
    /// AWS: `TaskManagedEBSVolumeConfiguration.volumeInitializationRate`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume_initialization_rate: Option<i32>,
    /// The I/O operations per second.
    ///
    /// Needed for io1 (100 to 64000) and io2 (100 to 256000), optional for gp3 (3000 to 16000, default
    /// 3000), refused for the others.
    /// AWS: `TaskManagedEBSVolumeConfiguration.iops`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iops: Option<i32>,
    /// The throughput, for gp3 only.
    ///
    /// Unit: MiB per second. Limit: 1000.
    /// AWS: `TaskManagedEBSVolumeConfiguration.throughput`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub throughput: Option<i32>,
    /// The tags that the volume gets.
    ///
    /// AWS: `TaskManagedEBSVolumeConfiguration.tagSpecifications`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag_specifications: Option<Vec<EbsTagSpecification>>,
    /// The ECS infrastructure role that creates and attaches the volume, as an ARN.
    ///
    /// AWS: `TaskManagedEBSVolumeConfiguration.roleArn`
    pub role_arn: String,
    /// What becomes of the volume when the task ends.
    ///
    /// AWS: `TaskManagedEBSVolumeConfiguration.terminationPolicy`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub termination_policy: Option<TaskManagedEbsVolumeTerminationPolicy>,
    /// The file system made on the volume; the snapshot's own where there is one.
    ///
    /// Default: `xfs` on Linux, `ntfs` on Windows.
    /// AWS: `TaskManagedEBSVolumeConfiguration.filesystemType`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filesystem_type: Option<TaskFilesystemType>,
}

/// What becomes of an EBS volume when its task ends.
///
/// AWS: [`TaskManagedEBSVolumeTerminationPolicy`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskManagedEBSVolumeTerminationPolicy.html)
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TaskManagedEbsVolumeTerminationPolicy {
    /// Whether the volume is deleted.
    ///
    /// Without a policy it is.
    /// AWS: `TaskManagedEBSVolumeTerminationPolicy.deleteOnTermination`
    pub delete_on_termination: bool,
}

impl Default for TaskManagedEbsVolumeTerminationPolicy {
    /// Deletes the volume, as AWS does without a policy.
    fn default() -> Self {
        Self { delete_on_termination: true }
    }
}
