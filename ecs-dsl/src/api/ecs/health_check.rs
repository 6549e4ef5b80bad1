//! How ECS finds out whether a container is well.

use serde::{Deserialize, Serialize};

/// A command that ECS runs in the container again and again; its exit code 0 means healthy.
///
/// A health check built into the image is not looked at.
/// AWS: [`HealthCheck`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HealthCheck {
    /// The command: `CMD` and its arguments, or `CMD-SHELL` and one line for the container's shell.
    ///
    /// AWS: `HealthCheck.command`
    pub command: Vec<String>,
    /// The time between two checks.
    ///
    /// Unit: seconds. Default: 30. Limit: 5 to 300.
    /// AWS: `HealthCheck.interval`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<i32>,
    /// The time after which a check counts as failed.
    ///
    /// Unit: seconds. Default: 5. Limit: 2 to 60.
    /// AWS: `HealthCheck.timeout`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout: Option<i32>,
    /// How many failures in a row make the container unhealthy.
    ///
    /// Default: 3. Limit: 1 to 10.
    /// AWS: `HealthCheck.retries`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retries: Option<i32>,
    /// The time after the start in which failures do not count.
    ///
    /// Unit: seconds. Default: none. Limit: 0 to 300.
    /// AWS: `HealthCheck.startPeriod`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_period: Option<i32>,
}
