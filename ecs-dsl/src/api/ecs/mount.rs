//! How containers see the volumes of their task.

use serde::{Deserialize, Serialize};

/// A volume of the task, mounted in a container.
///
/// AWS: [`MountPoint`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_MountPoint.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MountPoint {
    /// The name of a volume of the task definition. AWS: `MountPoint.sourceVolume`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_volume: Option<String>,
    /// The path in the container. AWS: `MountPoint.containerPath`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_path: Option<String>,
    /// Whether the container can only read. Default: false. AWS: `MountPoint.readOnly`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_only: Option<bool>,
}

/// All the mounts of another container of the task, taken over.
///
/// AWS: [`VolumeFrom`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_VolumeFrom.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VolumeFrom {
    /// The name of the other container. AWS: `VolumeFrom.sourceContainer`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_container: Option<String>,
    /// Whether the container can only read. Default: false. AWS: `VolumeFrom.readOnly`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_only: Option<bool>,
}
