//! The volumes of a task.

use serde::{Deserialize, Serialize};

use super::{
    DockerVolumeConfiguration, EfsVolumeConfiguration, FsxWindowsFileServerVolumeConfiguration,
    S3FilesVolumeConfiguration,
};

/// A volume that containers of the task can mount.
///
/// At most one of the members beside the name is set; with none it is an empty directory that ends with
/// the task.
/// AWS: [`Volume`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Volume.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Volume {
    /// The volume's name, which mount points refer to.
    ///
    /// Limit: 255 letters, digits, `_` and `-`.
    /// AWS: `Volume.name`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// A directory of the host. AWS: `Volume.host`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host: Option<HostVolumeProperties>,
    /// A volume that Docker manages; not on Fargate. AWS: `Volume.dockerVolumeConfiguration`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub docker_volume_configuration: Option<DockerVolumeConfiguration>,
    /// An EFS file system. AWS: `Volume.efsVolumeConfiguration`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub efs_volume_configuration: Option<EfsVolumeConfiguration>,
    /// An S3 Files file system. AWS: `Volume.s3filesVolumeConfiguration`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub s3files_volume_configuration: Option<S3FilesVolumeConfiguration>,
    /// An FSx for Windows file system. AWS: `Volume.fsxWindowsFileServerVolumeConfiguration`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fsx_windows_file_server_volume_configuration: Option<FsxWindowsFileServerVolumeConfiguration>,
    /// Whether the service or the run says what the volume is, under the same name.
    ///
    /// Default: false. Limit: one such volume in a task definition.
    /// AWS: `Volume.configuredAtLaunch`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub configured_at_launch: Option<bool>,
}

/// A directory of the host, or an empty one that the task gets.
///
/// AWS: [`HostVolumeProperties`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HostVolumeProperties.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HostVolumeProperties {
    /// The path on the container instance; not on Fargate.
    ///
    /// Default: a new directory, which ends with the task.
    /// AWS: `HostVolumeProperties.sourcePath`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_path: Option<String>,
}
