//! Volumes on Amazon S3 Files.

use serde::{Deserialize, Serialize};

/// An S3 Files file system as a volume, for a task definition with a task role.
///
/// AWS: [`S3FilesVolumeConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_S3FilesVolumeConfiguration.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct S3FilesVolumeConfiguration {
    /// The file system's ARN. AWS: `S3FilesVolumeConfiguration.fileSystemArn`.
    pub file_system_arn: String,
    /// The directory of the file system that is mounted.
    ///
    /// Default: `/`. With an access point this is absent or `/`, as the access point has its own.
    /// AWS: `S3FilesVolumeConfiguration.rootDirectory`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub root_directory: Option<String>,
    /// The port that encrypted data is sent through. Default: the mount helper chooses.
    ///
    /// AWS: `S3FilesVolumeConfiguration.transitEncryptionPort`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transit_encryption_port: Option<i32>,
    /// The access point's ARN. AWS: `S3FilesVolumeConfiguration.accessPointArn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_point_arn: Option<String>,
}
