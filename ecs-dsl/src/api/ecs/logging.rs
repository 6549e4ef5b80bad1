//! Where the output of a container goes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Secret;
use crate::api::open_enum::open_enum;

/// The log driver of a container, and its options.
///
/// AWS: [`LogConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html)
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LogConfiguration {
    /// The log driver.
    ///
    /// Fargate has `awslogs`, `splunk` and `awsfirelens`; Managed Instances have `json-file` as well.
    /// AWS: `LogConfiguration.logDriver`
    pub log_driver: LogDriver,
    /// The driver's options, by name.
    ///
    /// `awslogs` needs `awslogs-group` and `awslogs-region`, on Fargate `awslogs-stream-prefix` too;
    /// `splunk` needs `splunk-token` and `splunk-url`. Every driver takes `mode` (`blocking` or
    /// `non-blocking`, the default) and `max-buffer-size` (default `10m`).
    /// AWS: `LogConfiguration.options`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub options: Option<BTreeMap<String, String>>,
    /// The options whose values are secrets.
    ///
    /// AWS: `LogConfiguration.secretOptions`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret_options: Option<Vec<Secret>>,
}

impl LogConfiguration {
    /// Makes the configuration of a log driver without options.
    pub fn new(log_driver: LogDriver) -> Self {
        Self { log_driver, options: None, secret_options: None }
    }
}

open_enum! {
    /// What carries the output of a container away.
    ///
    /// AWS: `LogConfiguration.logDriver`
    pub enum LogDriver {
        /// Files in JSON on the container instance.
        JsonFile = "json-file",
        /// The syslog daemon.
        Syslog = "syslog",
        /// The systemd journal of the container instance.
        Journald = "journald",
        /// A Graylog endpoint.
        Gelf = "gelf",
        /// A Fluentd daemon on the container instance.
        Fluentd = "fluentd",
        /// CloudWatch Logs.
        Awslogs = "awslogs",
        /// A Splunk HTTP event collector.
        Splunk = "splunk",
        /// The log router in the same task, which has a `firelensConfiguration`.
        Awsfirelens = "awsfirelens",
    }
}
