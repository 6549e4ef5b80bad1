//! What is done to a resource, and what that means to those who use it.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What is done to a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// It is made.
    Create,
    /// It is changed where it is.
    Update,
    /// A revision is registered beside those that there are.
    NewRevision,
    /// A new one takes its place; see `because` and `createFirst` for why and in which order.
    Replace,
    /// It is deleted.
    Delete,
    /// It left the code but stays in AWS, and is no longer the stack's.
    Release,
    /// It exists without belonging to a stack, and comes under this one.
    Adopt,
    /// Nothing.
    Unchanged,
    /// It is started by hand or a pipeline, never by a deploy.
    OnDemand,
}

/// What those who use the resource notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Impact {
    /// Nothing.
    None,
    /// Tasks are replaced while enough others run.
    RollingRestart,
    /// For a while, or from then on, fewer tasks run than before.
    CapacityDrop,
    /// Another object takes its place, with another ARN.
    Replacement,
    /// For a while, or from then on, nothing runs.
    Outage,
}

/// A call that applies a part of the plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlannedCall {
    /// The AWS service: `ecs`, `iam` or `logs`.
    pub service: String,
    /// The operation, such as `UpdateService`.
    pub operation: String,
    /// The request. What only AWS will know when others were applied stands in it as a token. A printed
    /// plan leaves it out: it may hold values that the plan does not show.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub request: Value,
}

impl PlannedCall {
    /// Makes a call of a service's operation.
    pub fn new(service: &str, operation: &str, request: Value) -> Self {
        Self { service: service.to_owned(), operation: operation.to_owned(), request }
    }
}

/// What a difference means.
#[derive(Debug)]
pub struct Verdict {
    /// What is done.
    pub action: Action,
    /// What is noticed.
    pub impact: Impact,
    /// The calls, in order.
    pub calls: Vec<PlannedCall>,
    /// Of a replacement: the members that cannot change in place.
    pub because: Vec<String>,
    /// Of a replacement: whether the new one is made before the old one goes.
    pub create_first: bool,
    /// Whether ECS starts a deployment, which must then be followed to its end.
    pub deploys: bool,
    /// What keeps it from being done at all.
    pub blocked: Option<String>,
}

impl Verdict {
    /// Makes a verdict that replaces nothing and deploys nothing.
    pub fn new(action: Action, impact: Impact, calls: Vec<PlannedCall>) -> Self {
        Self {
            action,
            impact,
            calls,
            because: Vec::new(),
            create_first: false,
            deploys: false,
            blocked: None,
        }
    }
}
