//! Volumes on Amazon FSx for Windows File Server.

use serde::{Deserialize, Serialize};

/// An FSx for Windows file system as a volume, for Windows tasks on EC2.
///
/// AWS: [`FSxWindowsFileServerVolumeConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_FSxWindowsFileServerVolumeConfiguration.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FsxWindowsFileServerVolumeConfiguration {
    /// The file system's id, `fs-…`. AWS: `FSxWindowsFileServerVolumeConfiguration.fileSystemId`.
    pub file_system_id: String,
    /// The directory of the file system that is mounted.
    ///
    /// AWS: `FSxWindowsFileServerVolumeConfiguration.rootDirectory`
    pub root_directory: String,
    /// Who the task is to Active Directory.
    ///
    /// AWS: `FSxWindowsFileServerVolumeConfiguration.authorizationConfig`
    pub authorization_config: FsxWindowsFileServerAuthorizationConfig,
}

/// Who the task is to the Active Directory of an FSx file system.
///
/// AWS: [`FSxWindowsFileServerAuthorizationConfig`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_FSxWindowsFileServerAuthorizationConfig.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FsxWindowsFileServerAuthorizationConfig {
    /// The ARN of the secret or SSM parameter that holds the credentials.
    ///
    /// AWS: `FSxWindowsFileServerAuthorizationConfig.credentialsParameter`
    pub credentials_parameter: String,
    /// The directory's fully qualified domain name.
    ///
    /// AWS: `FSxWindowsFileServerAuthorizationConfig.domain`
    pub domain: String,
}
