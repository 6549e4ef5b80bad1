//! CloudWatch Logs: log groups, and the last lines of a task.

use std::collections::BTreeMap;
use std::sync::Arc;

use aws_sdk_cloudwatchlogs::types::LogGroupClass;

use super::door::{Door, Failure, Intent};
use super::error::CallError;
use super::operation::{Effect, Service};
use super::rates::RateClass;
use crate::api::logs::CreateLogGroup;

/// How many log groups one answer may hold; the API's own limit.
const PAGE: i32 = 50;

/// A log group.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LogGroup {
    /// The group's name.
    pub name: String,
    /// The ARN without the `:*` that policies add.
    pub arn: String,
    /// How long events are kept, in days; `None` for ever.
    pub retention_in_days: Option<i32>,
    /// The ARN of the key that encrypts the events.
    pub kms_key_id: Option<String>,
    /// `STANDARD`, `INFREQUENT_ACCESS` or `DELIVERY`.
    pub class: Option<String>,
    /// Whether deleting the group is refused, where the description tells.
    pub deletion_protection: Option<bool>,
}

/// A line of a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogEvent {
    /// When it was written, in milliseconds since 1970.
    pub timestamp: i64,
    /// What it says.
    pub message: String,
}

/// A line of one of a group's streams.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StreamEvent {
    /// What tells it from every other line of the group.
    pub id: String,
    /// The stream that it is in.
    pub stream: String,
    /// When it was written, in milliseconds since 1970.
    pub timestamp: i64,
    /// What it says.
    pub message: String,
}

/// Which of a group's streams are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Streams {
    /// Those whose names begin so; that there is none is no error.
    Prefix(String),
    /// The one of this name; that it is not there is an error.
    Named(String),
}

/// The client of CloudWatch Logs.
#[derive(Debug, Clone)]
pub struct LogsClient {
    sdk: aws_sdk_cloudwatchlogs::Client,
    door: Arc<Door>,
}

// Boxed, as the SDK's futures are tens of kilobytes large.
macro_rules! sent {
    ($call:expr) => {
        Box::pin(async { $call.send().await.map_err(Failure::from) })
    };
}

impl LogsClient {
    pub(super) fn new(config: &aws_types::SdkConfig, door: Arc<Door>) -> Self {
        Self { sdk: aws_sdk_cloudwatchlogs::Client::new(config), door }
    }

    pub(super) fn set_door(&mut self, door: &Arc<Door>) {
        self.door = Arc::clone(door);
    }

    async fn read<T, F>(&self, operation: &str, subject: &str, sent: F) -> Result<T, CallError>
    where
        F: Future<Output = Result<T, Failure>>,
    {
        let (effect, class) = (Effect::Reads, RateClass::LogsRead);
        self.door.pass(Intent { service: Service::Logs, operation, subject, effect, class }, sent).await
    }

    async fn write<T, F>(&self, operation: &str, subject: &str, sent: F) -> Result<T, CallError>
    where
        F: Future<Output = Result<T, Failure>>,
    {
        let (effect, class) = (Effect::Settles, RateClass::LogsWrite);
        self.door.pass(Intent { service: Service::Logs, operation, subject, effect, class }, sent).await
    }

    /// Creates a log group that keeps its events for ever.
    ///
    /// # Errors
    /// [`CallErrorKind::AlreadyExists`](super::CallErrorKind::AlreadyExists) when there is one of that
    /// name; after a lost answer it may be the one that this call made.
    pub async fn create_log_group(&self, request: &CreateLogGroup) -> Result<(), CallError> {
        let tags = request.tags.clone().filter(|tags| !tags.is_empty());
        let class = request.log_group_class.as_ref();
        let call = self
            .sdk
            .create_log_group()
            .log_group_name(&request.log_group_name)
            .set_log_group_class(class.map(|class| LogGroupClass::from(class.as_str())))
            .set_kms_key_id(request.kms_key_id.clone())
            .set_deletion_protection_enabled(request.deletion_protection_enabled)
            .set_tags(tags.map(|tags| tags.into_iter().collect()));
        self.write("CreateLogGroup", &request.log_group_name, sent!(call)).await.map(drop)
    }

    /// Returns the log groups whose names begin with `prefix`, through all pages.
    ///
    /// # Errors
    /// What can befall every call.
    pub async fn describe_log_groups(&self, prefix: &str) -> Result<Vec<LogGroup>, CallError> {
        let mut groups = Vec::new();
        let mut token: Option<String> = None;
        loop {
            let call = self
                .sdk
                .describe_log_groups()
                .set_log_group_name_prefix((!prefix.is_empty()).then(|| prefix.to_owned()))
                .limit(PAGE)
                .set_next_token(token);
            let page = self.read("DescribeLogGroups", prefix, sent!(call)).await?;
            for group in page.log_groups.unwrap_or_default() {
                let arn = group.log_group_arn.or(group.arn).unwrap_or_default();
                groups.push(LogGroup {
                    name: group.log_group_name.unwrap_or_default(),
                    arn: arn.strip_suffix(":*").unwrap_or(&arn).to_owned(),
                    retention_in_days: group.retention_in_days,
                    kms_key_id: group.kms_key_id,
                    class: group.log_group_class.map(|class| class.as_str().to_owned()),
                    deletion_protection: group.deletion_protection_enabled,
                });
            }
            token = page.next_token;
            if token.is_none() {
                return Ok(groups);
            }
        }
    }

    /// Deletes a log group and all its events.
    ///
    /// # Errors
    /// [`CallErrorKind::NotFound`](super::CallErrorKind::NotFound) when there is none;
    /// [`CallErrorKind::InvalidParameter`](super::CallErrorKind::InvalidParameter) while it is protected.
    pub async fn delete_log_group(&self, name: &str) -> Result<(), CallError> {
        let call = self.sdk.delete_log_group().log_group_name(name);
        self.write("DeleteLogGroup", name, sent!(call)).await.map(drop)
    }

    /// Sets how long a group's events are kept; `None` is for ever.
    ///
    /// # Errors
    /// [`CallErrorKind::InvalidParameter`](super::CallErrorKind::InvalidParameter) for a number of
    /// days that AWS does not offer.
    pub async fn set_retention(&self, name: &str, days: Option<i32>) -> Result<(), CallError> {
        match days {
            Some(days) => {
                let call = self.sdk.put_retention_policy().log_group_name(name).retention_in_days(days);
                self.write("PutRetentionPolicy", name, sent!(call)).await.map(drop)
            }
            None => {
                let call = self.sdk.delete_retention_policy().log_group_name(name);
                self.write("DeleteRetentionPolicy", name, sent!(call)).await.map(drop)
            }
        }
    }

    /// Encrypts what a group holds from now on with this KMS key, an ARN; `None` is CloudWatch Logs' own.
    ///
    /// # Errors
    /// [`CallErrorKind::InvalidParameter`](super::CallErrorKind::InvalidParameter) for a key that is
    /// not there or that CloudWatch Logs may not use.
    pub async fn set_kms_key(&self, name: &str, key: Option<&str>) -> Result<(), CallError> {
        match key {
            Some(key) => {
                let call = self.sdk.associate_kms_key().log_group_name(name).kms_key_id(key);
                self.write("AssociateKmsKey", name, sent!(call)).await.map(drop)
            }
            None => {
                let call = self.sdk.disassociate_kms_key().log_group_name(name);
                self.write("DisassociateKmsKey", name, sent!(call)).await.map(drop)
            }
        }
    }

    /// Sets whether deleting a group is refused.
    ///
    /// # Errors
    /// [`CallErrorKind::NotFound`](super::CallErrorKind::NotFound) when there is none.
    pub async fn set_deletion_protection(&self, name: &str, on: bool) -> Result<(), CallError> {
        let call = self.sdk.put_log_group_deletion_protection();
        let call = call.log_group_identifier(name).deletion_protection_enabled(on);
        self.write("PutLogGroupDeletionProtection", name, sent!(call)).await.map(drop)
    }

    /// Returns the tags of the group with this ARN.
    ///
    /// # Errors
    /// [`CallErrorKind::NotFound`](super::CallErrorKind::NotFound) when there is none.
    pub async fn list_tags(&self, arn: &str) -> Result<BTreeMap<String, String>, CallError> {
        let call = self.sdk.list_tags_for_resource().resource_arn(arn);
        let answer = self.read("ListTagsForResource", arn, sent!(call)).await?;
        Ok(answer.tags.unwrap_or_default().into_iter().collect())
    }

    /// Sets tags of the group with this ARN, over those of the same keys.
    ///
    /// # Errors
    /// [`CallErrorKind::NotFound`](super::CallErrorKind::NotFound) when there is none.
    pub async fn tag(&self, arn: &str, tags: &BTreeMap<String, String>) -> Result<(), CallError> {
        let tags = tags.clone().into_iter().collect();
        let call = self.sdk.tag_resource().resource_arn(arn).set_tags(Some(tags));
        self.write("TagResource", arn, sent!(call)).await.map(drop)
    }

    /// Removes tags of the group with this ARN; keys that it does not have are no error.
    ///
    /// # Errors
    /// [`CallErrorKind::NotFound`](super::CallErrorKind::NotFound) when there is none.
    pub async fn untag(&self, arn: &str, keys: &[String]) -> Result<(), CallError> {
        let call = self.sdk.untag_resource().resource_arn(arn).set_tag_keys(Some(keys.to_vec()));
        self.write("UntagResource", arn, sent!(call)).await.map(drop)
    }

    /// Returns the last lines of a stream, oldest first. With awslogs, a stream is
    /// `PREFIX/CONTAINER/TASK-ID`.
    ///
    /// # Errors
    /// [`CallErrorKind::NotFound`](super::CallErrorKind::NotFound) when there is no such group or
    /// stream, as when the container never started.
    pub async fn last_events(
        &self,
        group: &str,
        stream: &str,
        limit: i32,
    ) -> Result<Vec<LogEvent>, CallError> {
        let call = self
            .sdk
            .get_log_events()
            .log_group_name(group)
            .log_stream_name(stream)
            .limit(limit.clamp(1, 10_000))
            .start_from_head(false);
        let answer = self.read("GetLogEvents", stream, sent!(call)).await?;
        Ok(answer.events.unwrap_or_default().into_iter().map(log_event).collect())
    }

    /// Returns the lines of a stream from a point on, oldest first, and the token that a next look
    /// goes on from.
    ///
    /// # Errors
    /// As [`last_events`](Self::last_events).
    pub async fn events_after(
        &self,
        group: &str,
        stream: &str,
        token: Option<&str>,
    ) -> Result<(Vec<LogEvent>, Option<String>), CallError> {
        let call = self
            .sdk
            .get_log_events()
            .log_group_name(group)
            .log_stream_name(stream)
            .set_next_token(token.map(str::to_owned))
            .start_from_head(true);
        let answer = self.read("GetLogEvents", stream, sent!(call)).await?;
        let events = answer.events.unwrap_or_default().into_iter().map(log_event).collect();
        Ok((events, answer.next_forward_token))
    }

    /// Returns one page of the lines of several streams, the older first, from a time on, and the token
    /// of the next page.
    ///
    /// `since` is in milliseconds since 1970. A page may hold few lines, or none, and still be followed by
    /// others: only the absence of a token says that all was read.
    ///
    /// # Errors
    /// [`CallErrorKind::NotFound`](super::CallErrorKind::NotFound) when there is no such group, or not
    /// the stream that is named.
    pub async fn filter_events(
        &self,
        group: &str,
        streams: &Streams,
        since: i64,
        token: Option<&str>,
    ) -> Result<(Vec<StreamEvent>, Option<String>), CallError> {
        let call = self
            .sdk
            .filter_log_events()
            .log_group_name(group)
            .start_time(since.max(0))
            .set_next_token(token.map(str::to_owned));
        let call = match streams {
            Streams::Prefix(prefix) => call.log_stream_name_prefix(prefix),
            Streams::Named(name) => call.log_stream_names(name),
        };
        let answer = self.read("FilterLogEvents", group, sent!(call)).await?;
        let events = answer.events.unwrap_or_default().into_iter().map(stream_event).collect();
        Ok((events, answer.next_token.filter(|token| !token.is_empty())))
    }
}

fn stream_event(event: aws_sdk_cloudwatchlogs::types::FilteredLogEvent) -> StreamEvent {
    let (stream, timestamp) =
        (event.log_stream_name.unwrap_or_default(), event.timestamp.unwrap_or_default());
    let message = event.message.unwrap_or_default();
    // Some emulators give no ids; a line is then what it says, where and when.
    let id = event.event_id.unwrap_or_else(|| format!("{stream} {timestamp} {message}"));
    StreamEvent { id, stream, timestamp, message }
}

fn log_event(event: aws_sdk_cloudwatchlogs::types::OutputLogEvent) -> LogEvent {
    LogEvent { timestamp: event.timestamp.unwrap_or_default(), message: event.message.unwrap_or_default() }
}
