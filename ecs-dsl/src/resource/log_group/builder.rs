//! The builder of log groups, and references to those that exist already.

use std::rc::Rc;

use super::validate;
pub use crate::api::logs::LogGroupClass;
use crate::api::logs::{CreateLogGroup, PutRetentionPolicy};
use crate::assembly::Build;
use crate::check::Surroundings;
use crate::diagnostic::Finding;
use crate::resource::basics::{as_any, builder_basics};
use crate::resource::{Add, Buildable, Call, Customization, Desired, Node, Reference, Shared, customized};
use crate::source::SourceLine;

/// The prefix of a log group's address.
pub(crate) const KIND: &str = "log-group";

/// How long a log group keeps its events, in days; CloudWatch Logs takes these and no others.
///
/// AWS: `PutRetentionPolicy`, member `retentionInDays`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retention(i32);

impl Retention {
    /// One day.
    pub const ONE_DAY: Self = Self(1);
    /// Seven days.
    pub const ONE_WEEK: Self = Self(7);
    /// Fourteen days.
    pub const TWO_WEEKS: Self = Self(14);
    /// 30 days.
    pub const ONE_MONTH: Self = Self(30);
    /// 90 days.
    pub const THREE_MONTHS: Self = Self(90);
    /// 180 days.
    pub const SIX_MONTHS: Self = Self(180);
    /// 365 days.
    pub const ONE_YEAR: Self = Self(365);

    /// Makes a retention of any number of days; one that CloudWatch Logs does not offer is found at synth.
    pub const fn days(days: i32) -> Self {
        Self(days)
    }
}

#[derive(Default)]
pub struct LogGroupState {
    class: Option<LogGroupClass>,
    retention: Option<Retention>,
    kms_key: Option<String>,
    deletion_protection: bool,
    tags: Vec<(String, String)>,
    customizations: Vec<Customization<CreateLogGroup>>,
}

/// A CloudWatch log group that the stack creates.
///
/// The name has 1 to 512 letters, digits, `.`, `-`, `_`, `/` and `#`, and does not begin with `aws/`.
/// AWS: [`CreateLogGroup`](https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html)
#[derive(Debug, Clone)]
pub struct LogGroup(pub(crate) Rc<Shared<LogGroupState>>);

builder_basics!(LogGroup);

impl LogGroup {
    /// Makes a log group of this name.
    #[track_caller]
    pub fn new(name: impl Into<String>) -> Self {
        let node = Node::new(KIND, name, SourceLine::caller());
        Self(Shared::new(node, LogGroupState::default()))
    }

    /// Refers to a log group that exists already, by its name.
    pub fn existing(name: impl Into<String>) -> ExistingLogGroup {
        ExistingLogGroup(name.into())
    }

    /// Returns the group's name.
    pub fn name(&self) -> &str {
        self.0.node.address().id()
    }

    /// Sets how long events are kept. Default: for ever. AWS: `PutRetentionPolicy`, member `retentionInDays`.
    #[track_caller]
    pub fn retention(self, retention: Retention) -> Self {
        self.0.set("retentionInDays", SourceLine::caller(), |state| state.retention = Some(retention));
        self
    }

    /// Sets the class, which decides price and features and cannot change later. Default: `STANDARD`. AWS: `logGroupClass`.
    #[track_caller]
    pub fn class(self, class: LogGroupClass) -> Self {
        self.0.set("logGroupClass", SourceLine::caller(), |state| state.class = Some(class));
        self
    }

    /// Encrypts the events with a KMS key of the user's, by its ARN. Default: a key of CloudWatch Logs. AWS: `kmsKeyId`.
    #[track_caller]
    pub fn kms_key(self, arn: impl Into<String>) -> Self {
        self.0.set("kmsKeyId", SourceLine::caller(), |state| state.kms_key = Some(arn.into()));
        self
    }

    /// Makes CloudWatch Logs refuse to delete the group, whoever asks.
    ///
    /// A plan that would delete or replace the group is then blocked; take the protection away in a deploy
    /// of its own first. Default: off. AWS: `deletionProtectionEnabled`
    #[track_caller]
    pub fn deletion_protection(self) -> Self {
        let line = SourceLine::caller();
        self.0.set("deletionProtectionEnabled", line, |state| state.deletion_protection = true);
        self
    }

    /// Adds a tag. Limit: 50. AWS: `tags`.
    #[track_caller]
    pub fn tag(self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.0.set("tags", SourceLine::caller(), |state| state.tags.push((key.into(), value.into())));
        self
    }

    /// Changes the request itself, after everything else: the way to members without a method of their own.
    ///
    /// The retention and the tasks' log settings take the name from it.
    #[track_caller]
    pub fn customize(self, change: impl Fn(&mut CreateLogGroup) + 'static) -> Self {
        let change = Customization::new(change, SourceLine::caller());
        self.0.state.borrow_mut().customizations.push(change);
        self
    }
}

impl Add for &LogGroup {
    fn add_to(self, items: &mut Vec<Rc<dyn Buildable>>) {
        items.push(self.0.clone());
    }
}

impl Buildable for Shared<LogGroupState> {
    fn node(&self) -> &Node {
        &self.node
    }

    fn build(&self, build: &mut Build<'_>) -> Box<dyn Desired> {
        let state = self.state.borrow();
        let tags = build.tags(&state.tags).into_iter().collect();
        let create = CreateLogGroup {
            log_group_name: self.node.address().id().to_owned(),
            log_group_class: state.class.clone(),
            kms_key_id: state.kms_key.clone(),
            tags: Some(tags),
            deletion_protection_enabled: state.deletion_protection.then_some(true),
        };
        let create = build.customized(create, &state.customizations);
        let retention = state.retention.map(|retention| PutRetentionPolicy {
            log_group_name: create.log_group_name.clone(),
            retention_in_days: retention.0,
        });
        Box::new(DesiredLogGroup { create, retention })
    }
}

impl Shared<LogGroupState> {
    /// Returns the name as it is sent, which a customization may have changed.
    fn sent_name(&self) -> String {
        let state = self.state.borrow();
        let name = self.node.address().id().to_owned();
        let request = CreateLogGroup { log_group_name: name, ..CreateLogGroup::default() };
        customized(request, &state.customizations, &mut self.node.trace().clone()).log_group_name
    }
}

/// What a log group should be.
#[derive(Debug, Clone, PartialEq)]
pub struct DesiredLogGroup {
    /// The create request.
    pub create: CreateLogGroup,
    /// The retention, if events are not kept for ever.
    pub retention: Option<PutRetentionPolicy>,
}

impl Desired for DesiredLogGroup {
    fn kind(&self) -> &'static str {
        "logs:log-group"
    }

    fn calls(&self) -> Vec<Call<'_>> {
        let mut calls = vec![Call { service: "logs", operation: "CreateLogGroup", request: &self.create }];
        if let Some(retention) = &self.retention {
            calls.push(Call { service: "logs", operation: "PutRetentionPolicy", request: retention });
        }
        calls
    }

    fn validate(&self, _around: &dyn Surroundings, findings: &mut Vec<Finding>) {
        validate::validate(&self.create, findings);
        if let Some(retention) = &self.retention {
            validate::validate_retention(retention, findings);
        }
    }

    as_any!();
}

/// A log group that exists already, or that someone else creates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExistingLogGroup(String);

/// A log group of a stack, or one that exists already.
#[derive(Debug, Clone)]
pub enum LogGroupRef {
    #[doc(hidden)]
    Own(Reference, Rc<Shared<LogGroupState>>),
    #[doc(hidden)]
    Existing(String),
}

impl LogGroupRef {
    /// Returns the name that the group has in AWS.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Own(_, group) => group.sent_name(),
            Self::Existing(name) => name.clone(),
        }
    }

    pub(crate) fn reference(&self) -> Option<&Reference> {
        match self {
            Self::Own(reference, _) => Some(reference),
            Self::Existing(_) => None,
        }
    }
}

/// What takes logs: a log group of a stack, or one that exists already.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a log group",
    label = "a log group is expected",
    note = "hand over one of the stack, as in `&logs`, or name one that exists already: `LogGroup::existing(\"/web\")`"
)]
pub trait IntoLogGroup {
    #[doc(hidden)]
    fn into_log_group(self) -> LogGroupRef;
}

#[diagnostic::do_not_recommend]
impl<T: Into<LogGroupRef>> IntoLogGroup for T {
    #[track_caller]
    fn into_log_group(self) -> LogGroupRef {
        self.into()
    }
}

impl From<&LogGroup> for LogGroupRef {
    #[track_caller]
    fn from(group: &LogGroup) -> Self {
        Self::Own(Reference::new(group.0.clone(), SourceLine::caller()), group.0.clone())
    }
}

impl From<&ExistingLogGroup> for LogGroupRef {
    fn from(group: &ExistingLogGroup) -> Self {
        Self::Existing(group.0.clone())
    }
}

impl From<ExistingLogGroup> for LogGroupRef {
    fn from(group: ExistingLogGroup) -> Self {
        Self::Existing(group.0)
    }
}
