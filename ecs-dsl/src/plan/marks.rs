//! What a person must agree to.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::lifecycle::Action;
use super::policy;

/// A reason to ask a person before a part of the plan is applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// A role may do more, or more may assume it.
    BroadensIam,
    /// Something can be reached from the internet that could not be.
    OpensToPublic,
    /// An object gives way to another.
    Replaces,
    /// Something is deleted.
    Deletes,
}

impl Mark {
    /// Returns the mark as it is written in a plan.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::BroadensIam => "broadens-iam",
            Self::OpensToPublic => "opens-to-public",
            Self::Replaces => "replaces",
            Self::Deletes => "deletes",
        }
    }
}

/// Returns the marks of an action on a resource.
pub(super) fn marks(kind: &str, action: Action, wanted: Option<&Value>, live: Option<&Value>) -> Vec<Mark> {
    let mut marks = Vec::new();
    if let Some(wanted) = wanted.filter(|_| !matches!(action, Action::Unchanged | Action::OnDemand)) {
        if kind == "iam:role" && policy::broadens(wanted, live) {
            marks.push(Mark::BroadensIam);
        }
        if is_public(wanted) && !live.is_some_and(is_public) {
            marks.push(Mark::OpensToPublic);
        }
    }
    match action {
        Action::Replace => marks.push(Mark::Replaces),
        Action::Delete => marks.push(Mark::Deletes),
        _ => {}
    }
    marks
}

fn is_public(whole: &Value) -> bool {
    let addresses = whole.pointer("/networkConfiguration/awsvpcConfiguration/assignPublicIp");
    let connectors = whole["gatewayConnectors"].as_array().into_iter().flatten();
    let mut access = connectors.filter_map(|connector| connector.pointer("/filters/accessTypes")?.as_array());
    addresses.is_some_and(|assign| assign == "ENABLED")
        || access.any(|types| types.iter().any(|one| one == "PUBLIC"))
}
