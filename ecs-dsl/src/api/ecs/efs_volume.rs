//! Volumes on Amazon EFS.

use serde::{Deserialize, Serialize};

use crate::api::open_enum::open_enum;

/// An EFS file system as a volume.
///
/// AWS: [`EFSVolumeConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EFSVolumeConfiguration.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EfsVolumeConfiguration {
    /// The file system's id, `fs-…`. AWS: `EFSVolumeConfiguration.fileSystemId`.
    pub file_system_id: String,
    /// The directory of the file system that is mounted.
    ///
    /// Default: `/`. With an access point this is absent or `/`, as the access point has its own.
    /// AWS: `EFSVolumeConfiguration.rootDirectory`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub root_directory: Option<String>,
    /// Whether data is encrypted on its way.
    ///
    /// Default: `DISABLED`. Must be `ENABLED` with an access point or IAM authorization.
    /// AWS: `EFSVolumeConfiguration.transitEncryption`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transit_encryption: Option<EfsTransitEncryption>,
    /// The port that encrypted data is sent through. Default: the EFS mount helper chooses.
    ///
    /// AWS: `EFSVolumeConfiguration.transitEncryptionPort`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transit_encryption_port: Option<i32>,
    /// Who the task is to EFS. AWS: `EFSVolumeConfiguration.authorizationConfig`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authorization_config: Option<EfsAuthorizationConfig>,
}

open_enum! {
    /// Whether data to and from EFS is encrypted on its way.
    ///
    /// AWS: `EFSVolumeConfiguration.transitEncryption`
    pub enum EfsTransitEncryption {
        /// It is.
        Enabled = "ENABLED",
        /// It is not; the default.
        Disabled = "DISABLED",
    }
}

/// Who the task is to an EFS file system.
///
/// AWS: [`EFSAuthorizationConfig`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EFSAuthorizationConfig.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EfsAuthorizationConfig {
    /// The access point's id, `fsap-…`. AWS: `EFSAuthorizationConfig.accessPointId`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_point_id: Option<String>,
    /// Whether the task role is used to mount. Default: `DISABLED`. AWS: `EFSAuthorizationConfig.iam`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iam: Option<EfsAuthorizationConfigIam>,
}

open_enum! {
    /// Whether the task role is used to mount an EFS file system.
    ///
    /// AWS: `EFSAuthorizationConfig.iam`
    pub enum EfsAuthorizationConfigIam {
        /// It is; the task definition needs a task role.
        Enabled = "ENABLED",
        /// It is not; the default.
        Disabled = "DISABLED",
    }
}
