//! The log router of a task.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::api::open_enum::open_enum;

/// Makes a container the log router, to which `awsfirelens` log drivers of the task send.
///
/// Limit: one container of a task.
/// AWS: [`FirelensConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_FirelensConfiguration.html)
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FirelensConfiguration {
    /// The program that the container runs. AWS: `FirelensConfiguration.type`.
    pub r#type: FirelensConfigurationType,
    /// The options: `enable-ecs-log-metadata`, `config-file-type` and `config-file-value`.
    ///
    /// The first is `true` (the default) or `false`; the type is `s3` or `file`, on Fargate only `file`;
    /// the value is an ARN or a path in the container.
    /// AWS: `FirelensConfiguration.options`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub options: Option<BTreeMap<String, String>>,
}

impl FirelensConfiguration {
    /// Makes the configuration of a log router without options.
    pub fn new(router: FirelensConfigurationType) -> Self {
        Self { r#type: router, options: None }
    }
}

open_enum! {
    /// The program that routes logs.
    ///
    /// AWS: `FirelensConfiguration.type`
    pub enum FirelensConfigurationType {
        /// Fluentd.
        Fluentd = "fluentd",
        /// Fluent Bit.
        Fluentbit = "fluentbit",
    }
}
