//! Restarting a container without replacing its task.

use serde::{Deserialize, Serialize};

/// Whether ECS restarts a container that exits, while its task goes on.
///
/// AWS: [`ContainerRestartPolicy`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerRestartPolicy.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContainerRestartPolicy {
    /// Whether the container is restarted. AWS: `ContainerRestartPolicy.enabled`.
    pub enabled: bool,
    /// The exit codes after which the container is left stopped.
    ///
    /// Default: none. Limit: 50 codes.
    /// AWS: `ContainerRestartPolicy.ignoredExitCodes`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ignored_exit_codes: Option<Vec<i32>>,
    /// How long the container must have run before it is restarted.
    ///
    /// Unit: seconds. Default: 300. Limit: 60 to 1800.
    /// AWS: `ContainerRestartPolicy.restartAttemptPeriod`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub restart_attempt_period: Option<i32>,
}
