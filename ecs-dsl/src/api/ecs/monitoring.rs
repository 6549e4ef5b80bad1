//! How finely CloudWatch measures a service.

use serde::{Deserialize, Serialize};

/// How finely CloudWatch measures a service.
///
/// AWS: [`MonitoringConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_MonitoringConfiguration.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MonitoringConfiguration {
    /// The resolution of each metric.
    ///
    /// Default: 60 seconds for all.
    /// AWS: `MonitoringConfiguration.metricConfigurations`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metric_configurations: Option<Vec<MetricConfiguration>>,
}

/// The resolution of some of a service's metrics.
///
/// AWS: [`MetricConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_MetricConfiguration.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MetricConfiguration {
    /// The metrics: `CPUUtilization`, `MemoryUtilization`.
    ///
    /// Limits: 1 to 5 names.
    /// AWS: `MetricConfiguration.metricNames`
    pub metric_names: Vec<String>,
    /// The time from one value to the next, in seconds: 20 or 60.
    ///
    /// AWS: `MetricConfiguration.resolutionSeconds`
    pub resolution_seconds: i32,
}
