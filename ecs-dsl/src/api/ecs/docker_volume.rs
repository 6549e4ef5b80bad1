//! Volumes that Docker manages.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::api::open_enum::open_enum;

/// A volume that Docker manages on a container instance.
///
/// AWS: [`DockerVolumeConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DockerVolumeConfiguration.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DockerVolumeConfiguration {
    /// Whether the volume ends with the task. Default: `task`. AWS: `DockerVolumeConfiguration.scope`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    /// Whether the volume is made when it is not there, for the scope `shared`. Default: false.
    ///
    /// AWS: `DockerVolumeConfiguration.autoprovision`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub autoprovision: Option<bool>,
    /// The volume driver, as Docker names it. Default: `local`, the only one on Windows.
    ///
    /// AWS: `DockerVolumeConfiguration.driver`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub driver: Option<String>,
    /// The driver's options, by name. AWS: `DockerVolumeConfiguration.driverOpts`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub driver_opts: Option<BTreeMap<String, String>>,
    /// The volume's Docker labels, by name. AWS: `DockerVolumeConfiguration.labels`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<BTreeMap<String, String>>,
}

open_enum! {
    /// How long a Docker volume lives.
    ///
    /// AWS: `DockerVolumeConfiguration.scope`
    pub enum Scope {
        /// As long as the task; the default.
        Task = "task",
        /// Beyond the task, for others to use.
        Shared = "shared",
    }
}
