//! EBS volumes that ECS creates and attaches for a service's tasks.

use serde::{Deserialize, Serialize};

use super::{PropagateTags, Tag};
use crate::api::open_enum::open_enum;

/// The settings of a volume that the task definition leaves to be configured at launch.
///
/// Only services of the `REPLICA` strategy take one.
/// AWS: [`ServiceVolumeConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceVolumeConfiguration.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceVolumeConfiguration {
    /// The volume's name, that of the task definition's volume with `configuredAtLaunch`.
    ///
    /// AWS: `ServiceVolumeConfiguration.name`
    pub name: String,
    /// The EBS volume that each task gets. AWS: `ServiceVolumeConfiguration.managedEBSVolume`.
    #[serde(rename = "managedEBSVolume", skip_serializing_if = "Option::is_none")]
    pub managed_ebs_volume: Option<ServiceManagedEbsVolumeConfiguration>,
}

/// An EBS volume that ECS creates for each task of a service, and deletes with the task.
///
/// Either a size or a snapshot is needed.
/// AWS: [`ServiceManagedEBSVolumeConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceManagedEBSVolumeConfiguration.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceManagedEbsVolumeConfiguration {
    /// Whether the volume is encrypted.
    ///
    /// Default: the account's and Region's EBS setting.
    /// AWS: `ServiceManagedEBSVolumeConfiguration.encrypted`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encrypted: Option<bool>,
    /// The KMS key that encrypts the volume: an id, alias or ARN.
    ///
    /// A bad key shows only when a task starts. Default: the Region's EBS key.
    /// AWS: `ServiceManagedEBSVolumeConfiguration.kmsKeyId`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kms_key_id: Option<String>,
    /// The type: `gp2`, `gp3`, `io1`, `io2`, `st1`, `sc1` or `standard`.
    ///
    /// Default: `gp3`. Fargate does not take `standard`.
    /// AWS: `ServiceManagedEBSVolumeConfiguration.volumeType`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume_type: Option<String>,
    /// The size in GiB; no smaller than the snapshot.
    ///
    /// Default: the snapshot's size. Limits: gp2 and gp3 1 to 16384, io1 and io2 4 to 16384, st1
    /// and sc1 125 to 16384, standard 1 to 1024.
    /// AWS: `ServiceManagedEBSVolumeConfiguration.sizeInGiB`
    #[serde(rename = "sizeInGiB", skip_serializing_if = "Option::is_none")]
    pub size_in_gib: Option<i32>,
    /// The snapshot that the volume is made from.
    ///
    /// AWS: `ServiceManagedEBSVolumeConfiguration.snapshotId`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snapshot_id: Option<String>,
    /// How fast the snapshot's data is fetched, in MiB per second.
    ///
    /// Only with a snapshot.
    /// AWS: `ServiceManagedEBSVolumeConfiguration.volumeInitializationRate`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume_initialization_rate: Option<i32>,
    /// The I/O operations per second.
    ///
    /// Needed for io1 (100 to 64000) and io2 (100 to 256000), optional for gp3 (3000 to 16000,
    /// default 3000), refused for the others.
    /// AWS: `ServiceManagedEBSVolumeConfiguration.iops`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iops: Option<i32>,
    /// The throughput in MiB per second, for gp3 only.
    ///
    /// Limit: 1000.
    /// AWS: `ServiceManagedEBSVolumeConfiguration.throughput`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub throughput: Option<i32>,
    /// The tags that the volumes get.
    ///
    /// AWS: `ServiceManagedEBSVolumeConfiguration.tagSpecifications`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag_specifications: Option<Vec<EbsTagSpecification>>,
    /// The ECS infrastructure role that creates and attaches volumes, as an ARN.
    ///
    /// AWS: `ServiceManagedEBSVolumeConfiguration.roleArn`
    pub role_arn: String,
    /// The file system made on the volume; the snapshot's own where there is one.
    ///
    /// Default: `xfs` on Linux, `ntfs` on Windows.
    /// AWS: `ServiceManagedEBSVolumeConfiguration.filesystemType`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filesystem_type: Option<TaskFilesystemType>,
}

open_enum! {
    /// The file systems of an EBS volume that ECS creates.
    ///
    /// AWS: `ServiceManagedEBSVolumeConfiguration.filesystemType`
    pub enum TaskFilesystemType {
        /// ext3, for Linux.
        Ext3 = "ext3",
        /// ext4, for Linux.
        Ext4 = "ext4",
        /// XFS, for Linux; the default there.
        Xfs = "xfs",
        /// NTFS, for Windows; the default there.
        Ntfs = "ntfs",
    }
}

/// Tags for the volumes that ECS creates.
///
/// AWS: [`EBSTagSpecification`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EBSTagSpecification.html)
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EbsTagSpecification {
    /// What is tagged; only volumes can be. AWS: `EBSTagSpecification.resourceType`.
    pub resource_type: EbsResourceType,
    /// The tags.
    ///
    /// The keys `AmazonECSCreated` and `AmazonECSManaged` are ECS's own.
    /// AWS: `EBSTagSpecification.tags`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<Tag>>,
    /// Where further tags are copied from.
    ///
    /// Default: `NONE`. `SERVICE` only for a service's volumes.
    /// AWS: `EBSTagSpecification.propagateTags`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub propagate_tags: Option<PropagateTags>,
}

open_enum! {
    /// What a tag specification of an EBS volume applies to.
    ///
    /// AWS: `EBSTagSpecification.resourceType`
    pub enum EbsResourceType {
        /// The volume.
        Volume = "volume",
    }
}
