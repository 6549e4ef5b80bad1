//! Amazon CloudWatch Logs: log groups and how long they keep what they hold.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::api::open_enum::open_enum;

/// A new log group.
///
/// It keeps its events for ever until [`PutRetentionPolicy`] says otherwise.
/// AWS: [`CreateLogGroup`](https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateLogGroup {
    /// The group's name.
    ///
    /// It must not start with `aws/`. Limit: 512 characters of letters, digits and `._-/#`.
    /// AWS: `CreateLogGroup.logGroupName`
    pub log_group_name: String,
    /// The KMS key that encrypts the events, as an ARN.
    ///
    /// Default: the key that AWS owns.
    /// AWS: `CreateLogGroup.kmsKeyId`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kms_key_id: Option<String>,
    /// The group's tags.
    ///
    /// Limit: 50.
    /// AWS: `CreateLogGroup.tags`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<BTreeMap<String, String>>,
    /// What the group can do, and costs.
    ///
    /// Default: `STANDARD`. It cannot be changed later.
    /// AWS: `CreateLogGroup.logGroupClass`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_group_class: Option<LogGroupClass>,
    /// Whether deleting the group is refused.
    ///
    /// Default: false.
    /// AWS: `CreateLogGroup.deletionProtectionEnabled`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deletion_protection_enabled: Option<bool>,
}

open_enum! {
    /// What a log group can do, and costs.
    ///
    /// AWS: `CreateLogGroupRequest.logGroupClass`
    pub enum LogGroupClass {
        /// Everything; the default.
        Standard = "STANDARD",
        /// Cheaper to fill, with fewer ways to read it: no live tail, no metric filters.
        InfrequentAccess = "INFREQUENT_ACCESS",
        /// Only hands events on to S3 or Firehose, and keeps them for a day.
        Delivery = "DELIVERY",
    }
}

/// How long a log group keeps its events.
///
/// AWS: [`PutRetentionPolicy`](https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PutRetentionPolicy {
    /// The group's name. AWS: `PutRetentionPolicy.logGroupName`.
    pub log_group_name: String,
    /// The time, in days: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096,
    /// 1827, 2192, 2557, 2922, 3288 or 3653.
    ///
    /// AWS: `PutRetentionPolicy.retentionInDays`
    pub retention_in_days: i32,
}

/// A log group, as CloudWatch Logs describes it.
///
/// AWS: [`LogGroup`](https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogGroup.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LogGroup {
    /// The group's name. AWS: `LogGroup.logGroupName`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_group_name: Option<String>,
    /// When the group was created, in milliseconds since the start of 1970, UTC.
    ///
    /// AWS: `LogGroup.creationTime`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub creation_time: Option<i64>,
    /// How long events are kept, in days; absent means for ever. AWS: `LogGroup.retentionInDays`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retention_in_days: Option<i32>,
    /// How many metric filters the group has. AWS: `LogGroup.metricFilterCount`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metric_filter_count: Option<i32>,
    /// The group's ARN with `:*` at its end. AWS: `LogGroup.arn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arn: Option<String>,
    /// How many bytes the group holds. AWS: `LogGroup.storedBytes`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stored_bytes: Option<i64>,
    /// The KMS key that encrypts the events. AWS: `LogGroup.kmsKeyId`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kms_key_id: Option<String>,
    /// Whether a data protection policy masks what is sensitive.
    ///
    /// AWS: `LogGroup.dataProtectionStatus`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data_protection_status: Option<DataProtectionStatus>,
    /// What the group has from the account. AWS: `LogGroup.inheritedProperties`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inherited_properties: Option<Vec<InheritedProperty>>,
    /// What the group can do, and costs. AWS: `LogGroup.logGroupClass`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_group_class: Option<LogGroupClass>,
    /// The group's ARN without `:*`. AWS: `LogGroup.logGroupArn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_group_arn: Option<String>,
    /// Whether deleting the group is refused. AWS: `LogGroup.deletionProtectionEnabled`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deletion_protection_enabled: Option<bool>,
    /// Whether events may be sent with a bearer token.
    ///
    /// AWS: `LogGroup.bearerTokenAuthenticationEnabled`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bearer_token_authentication_enabled: Option<bool>,
}

open_enum! {
    /// The state of a log group's data protection policy.
    ///
    /// AWS: `LogGroup.dataProtectionStatus`
    pub enum DataProtectionStatus {
        /// It masks.
        Activated = "ACTIVATED",
        /// It was deleted.
        Deleted = "DELETED",
        /// It is archived.
        Archived = "ARCHIVED",
        /// It is off.
        Disabled = "DISABLED",
    }
}

open_enum! {
    /// What a log group has from its account.
    ///
    /// AWS: `LogGroup.inheritedProperties`
    pub enum InheritedProperty {
        /// A data protection policy.
        AccountDataProtection = "ACCOUNT_DATA_PROTECTION",
    }
}
