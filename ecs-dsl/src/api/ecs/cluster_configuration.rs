//! A cluster's ECS Exec log and storage keys.

use serde::{Deserialize, Serialize};

use crate::api::open_enum::open_enum;

/// How a cluster logs ECS Exec, and which keys encrypt its storage.
///
/// AWS: [`ClusterConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ClusterConfiguration.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClusterConfiguration {
    /// How commands run through ECS Exec are encrypted and logged.
    ///
    /// AWS: `ClusterConfiguration.executeCommandConfiguration`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub execute_command_configuration: Option<ExecuteCommandConfiguration>,
    /// The keys that encrypt storage. AWS: `ClusterConfiguration.managedStorageConfiguration`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub managed_storage_configuration: Option<ManagedStorageConfiguration>,
}

/// How commands run through ECS Exec are encrypted and logged.
///
/// AWS: [`ExecuteCommandConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ExecuteCommandConfiguration.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExecuteCommandConfiguration {
    /// The KMS key that encrypts the session between client and container.
    ///
    /// AWS: `ExecuteCommandConfiguration.kmsKeyId`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kms_key_id: Option<String>,
    /// Where a session's log goes.
    ///
    /// Default: `DEFAULT`.
    /// AWS: `ExecuteCommandConfiguration.logging`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logging: Option<ExecuteCommandLogging>,
    /// The log group and bucket of `OVERRIDE`, which requires it.
    ///
    /// AWS: `ExecuteCommandConfiguration.logConfiguration`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_configuration: Option<ExecuteCommandLogConfiguration>,
}

open_enum! {
    /// Where the log of an ECS Exec session goes.
    ///
    /// AWS: `ExecuteCommandConfiguration.logging`
    pub enum ExecuteCommandLogging {
        /// Nowhere.
        None = "NONE",
        /// To the container's `awslogs` log, where it has one; the default.
        Default = "DEFAULT",
        /// To the log group and bucket of `logConfiguration`.
        Override = "OVERRIDE",
    }
}

/// The log group and bucket that take the logs of ECS Exec sessions.
///
/// Both must exist.
/// AWS: [`ExecuteCommandLogConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ExecuteCommandLogConfiguration.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExecuteCommandLogConfiguration {
    /// The log group. AWS: `ExecuteCommandLogConfiguration.cloudWatchLogGroupName`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cloud_watch_log_group_name: Option<String>,
    /// Whether the log group must be encrypted.
    ///
    /// Default: false.
    /// AWS: `ExecuteCommandLogConfiguration.cloudWatchEncryptionEnabled`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cloud_watch_encryption_enabled: Option<bool>,
    /// The bucket. AWS: `ExecuteCommandLogConfiguration.s3BucketName`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub s3_bucket_name: Option<String>,
    /// Whether the bucket must be encrypted.
    ///
    /// Default: false.
    /// AWS: `ExecuteCommandLogConfiguration.s3EncryptionEnabled`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub s3_encryption_enabled: Option<bool>,
    /// The start of the objects' keys. AWS: `ExecuteCommandLogConfiguration.s3KeyPrefix`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub s3_key_prefix: Option<String>,
}

/// The keys that encrypt a cluster's storage.
///
/// AWS: [`ManagedStorageConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ManagedStorageConfiguration.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ManagedStorageConfiguration {
    /// The KMS key for the volumes that ECS manages; a single-Region key.
    ///
    /// AWS: `ManagedStorageConfiguration.kmsKeyId`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kms_key_id: Option<String>,
    /// The KMS key for the ephemeral storage of Fargate tasks; a single-Region key.
    ///
    /// AWS: `ManagedStorageConfiguration.fargateEphemeralStorageKmsKeyId`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fargate_ephemeral_storage_kms_key_id: Option<String>,
}
