//! Where the record of ECS Exec sessions goes.

use crate::api::ecs::{ExecuteCommandConfiguration, ExecuteCommandLogConfiguration, ExecuteCommandLogging};
use crate::resource::Reference;
use crate::resource::log_group::IntoLogGroup;

/// Where the record of what is typed in ECS Exec sessions goes.
///
/// Task roles of services with Exec are given what writing it needs.
/// AWS: [`ExecuteCommandConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ExecuteCommandConfiguration.html)
#[derive(Debug, Clone)]
pub struct ExecLogging {
    pub(super) configuration: ExecuteCommandConfiguration,
    pub(super) group: Option<Reference>,
}

impl ExecLogging {
    /// Keeps no record. AWS: `logging`, value `NONE`.
    pub fn none() -> Self {
        Self::of(ExecuteCommandLogging::None)
    }

    /// Uses each container's own `awslogs` settings. AWS: `logging`, value `DEFAULT`.
    pub fn container_logs() -> Self {
        Self::of(ExecuteCommandLogging::Default)
    }

    /// Writes to a log group. AWS: `logging`, value `OVERRIDE`, `cloudWatchLogGroupName`.
    #[track_caller]
    pub fn cloudwatch(group: impl IntoLogGroup) -> Self {
        let group = group.into_log_group();
        let mut logging = Self::of(ExecuteCommandLogging::Override);
        logging.log().cloud_watch_log_group_name = Some(group.name());
        logging.group = group.reference().cloned();
        logging
    }

    /// Writes to a bucket, under a prefix that may be empty. AWS: `logging`, value `OVERRIDE`, `s3BucketName`, `s3KeyPrefix`.
    pub fn s3(bucket: impl Into<String>, prefix: impl Into<String>) -> Self {
        let mut logging = Self::of(ExecuteCommandLogging::Override);
        let prefix = prefix.into();
        logging.log().s3_bucket_name = Some(bucket.into());
        logging.log().s3_key_prefix = (!prefix.is_empty()).then_some(prefix);
        logging
    }

    fn of(logging: ExecuteCommandLogging) -> Self {
        let configuration =
            ExecuteCommandConfiguration { logging: Some(logging), ..ExecuteCommandConfiguration::default() };
        Self { configuration, group: None }
    }

    fn log(&mut self) -> &mut ExecuteCommandLogConfiguration {
        self.configuration.log_configuration.get_or_insert_default()
    }

    /// Checks that the group's and the bucket's contents are encrypted. AWS: `cloudWatchEncryptionEnabled`, `s3EncryptionEnabled`.
    #[must_use]
    pub fn encrypted(mut self) -> Self {
        let log = self.log();
        log.cloud_watch_encryption_enabled = log.cloud_watch_log_group_name.as_ref().map(|_| true);
        log.s3_encryption_enabled = log.s3_bucket_name.as_ref().map(|_| true);
        self
    }

    /// Encrypts the session itself with a KMS key. AWS: `kmsKeyId`.
    #[must_use]
    pub fn kms_key(mut self, key: impl Into<String>) -> Self {
        self.configuration.kms_key_id = Some(key.into());
        self
    }
}
