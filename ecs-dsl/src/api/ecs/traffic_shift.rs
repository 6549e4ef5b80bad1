//! How far and how fast a deployment moves traffic.

use serde::{Deserialize, Serialize};

/// The equal steps in which a `LINEAR` deployment moves traffic.
///
/// AWS: [`LinearConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LinearConfiguration.html)
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LinearConfiguration {
    /// The share of the traffic that each step moves, in percent.
    ///
    /// Default: 10. Limits: 3.0 to 100.0 in steps of 0.1.
    /// AWS: `LinearConfiguration.stepPercent`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step_percent: Option<f64>,
    /// How long each step lasts, in minutes.
    ///
    /// Default: 6. Limits: 0 to 1440.
    /// AWS: `LinearConfiguration.stepBakeTimeInMinutes`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step_bake_time_in_minutes: Option<i32>,
}

/// The first, small step of a `CANARY` deployment.
///
/// AWS: [`CanaryConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CanaryConfiguration.html)
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CanaryConfiguration {
    /// The share of the traffic that moves first, in percent.
    ///
    /// Default: 5. Limits: 0.1 to 100.0 in steps of 0.1.
    /// AWS: `CanaryConfiguration.canaryPercent`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub canary_percent: Option<f64>,
    /// How long the first step lasts before the rest moves, in minutes.
    ///
    /// Default: 10. Limits: 0 to 1440.
    /// AWS: `CanaryConfiguration.canaryBakeTimeInMinutes`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub canary_bake_time_in_minutes: Option<i32>,
}
