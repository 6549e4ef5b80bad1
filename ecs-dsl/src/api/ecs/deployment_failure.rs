//! What makes ECS give up a deployment: failing tasks and alarms.

use serde::{Deserialize, Serialize};

use crate::api::open_enum::open_enum;

/// Ends a deployment whose tasks keep failing.
///
/// Only rolling deployments of the `ECS` controller use it.
/// AWS: [`DeploymentCircuitBreaker`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentCircuitBreaker.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeploymentCircuitBreaker {
    /// Whether the circuit breaker is on.
    ///
    /// Without it a failing deployment goes on trying.
    /// AWS: `DeploymentCircuitBreaker.enable`
    pub enable: bool,
    /// Whether a failed deployment goes back to the last revision that completed.
    ///
    /// AWS: `DeploymentCircuitBreaker.rollback`
    pub rollback: bool,
    /// Whether a task that becomes healthy sets the failure count back to 0.
    ///
    /// Default: true.
    /// AWS: `DeploymentCircuitBreaker.resetOnHealthyTask`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reset_on_healthy_task: Option<bool>,
    /// How many failed tasks are too many.
    ///
    /// Default: `BOUNDED_PERCENT` of 50.
    /// AWS: `DeploymentCircuitBreaker.thresholdConfiguration`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub threshold_configuration: Option<ThresholdConfiguration>,
}

/// The number of failed tasks at which the circuit breaker opens.
///
/// AWS: [`ThresholdConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ThresholdConfiguration.html)
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ThresholdConfiguration {
    /// How the value is read. AWS: `ThresholdConfiguration.type`.
    pub r#type: ThresholdType,
    /// A number of tasks, or a percentage of the desired count.
    ///
    /// AWS: `ThresholdConfiguration.value`
    pub value: i32,
}

open_enum! {
    /// How a circuit breaker's threshold is read.
    ///
    /// AWS: `ThresholdConfiguration.type`
    pub enum ThresholdType {
        /// A number of tasks.
        Count = "COUNT",
        /// A percentage of the desired count, but at least 3 and at most 200 tasks.
        BoundedPercent = "BOUNDED_PERCENT",
        /// A percentage of the desired count, whatever number that gives.
        UnboundedPercent = "UNBOUNDED_PERCENT",
    }
}

/// The CloudWatch alarms that fail a deployment when they go off.
///
/// Only with the `ECS` controller.
/// AWS: [`DeploymentAlarms`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentAlarms.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeploymentAlarms {
    /// The names of the alarms. AWS: `DeploymentAlarms.alarmNames`.
    pub alarm_names: Vec<String>,
    /// Whether a failed deployment goes back to the last revision that completed.
    ///
    /// AWS: `DeploymentAlarms.rollback`
    pub rollback: bool,
    /// Whether the alarms are looked at. AWS: `DeploymentAlarms.enable`.
    pub enable: bool,
}
