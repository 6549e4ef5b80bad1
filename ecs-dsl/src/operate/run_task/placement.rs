//! Why no place was found for a task, and what to do.

use std::fmt;

use serde_json::Value;

/// A task that was asked for and not started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// What AWS said, its details too.
    pub reason: String,
    /// What that means, where it is known.
    pub meaning: Option<&'static str>,
    /// What to do about it, where that is known.
    pub fix: Option<&'static str>,
}

/// How a reason begins, what it means and what to do.
static REASONS: &[(&str, &str, &str)] = &[
    ("RESOURCE:MEMORY", "no instance has enough memory left", "add instances, or ask for less memory"),
    ("RESOURCE:CPU", "no instance has enough CPU units left", "add instances, or ask for fewer CPU units"),
    ("RESOURCE:GPU", "no instance has a GPU left", "add instances with GPUs, or wait until one is free"),
    (
        "RESOURCE:PORTS",
        "every instance uses the host port already",
        "use a dynamic host port, or the network mode awsvpc",
    ),
    (
        "RESOURCE:ENI",
        "no instance has a network interface left",
        "turn on ENI trunking, use larger instances or more of them",
    ),
    ("RESOURCE:", "no instance has enough of this left", "add instances"),
    (
        "AGENT",
        "the ECS agent of the fitting instances is not connected",
        "look at the agents' logs on the instances",
    ),
    (
        "ATTRIBUTE",
        "no instance has the attributes that the task needs",
        "compare the task's placement constraints and drivers with the instances' attributes",
    ),
    (
        "LOCATION",
        "no instance is in the Availability Zone of the subnets",
        "add instances there, or name subnets in other zones",
    ),
    (
        "MemberOf",
        "no instance meets the placement constraint",
        "compare the task's placement constraints with the instances' attributes",
    ),
    (
        "Capacity is unavailable",
        "AWS has no capacity of this kind in these zones now",
        "wait, name subnets in more zones, or use another capacity provider",
    ),
    ("MISSING", "something that the request names is not there", "deploy the stack again"),
    ("INACTIVE", "the instance is no longer in service", "run it on another instance"),
];

impl Refused {
    /// Reads one of an answer's `failures`.
    pub(super) fn of(failure: &Value) -> Self {
        let text = |member: &str| failure[member].as_str().unwrap_or_default();
        let row = REASONS.iter().find(|(begin, ..)| text("reason").starts_with(begin));
        let mut reason = text("reason").to_owned();
        for more in [text("detail"), text("arn")].into_iter().filter(|more| !more.is_empty()) {
            reason.push_str(&format!(", {more}"));
        }
        Self { reason, meaning: row.map(|(_, meaning, _)| *meaning), fix: row.map(|(.., fix)| *fix) }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "no place for a task: {}", self.reason)?;
        match self.meaning {
            Some(meaning) => write!(formatter, ": {meaning}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_reason_is_told_with_what_it_means() {
        let refused = Refused::of(&json!({ "reason": "RESOURCE:MEMORY", "arn": "arn:instance" }));
        assert_eq!(
            refused.to_string(),
            "no place for a task: RESOURCE:MEMORY, arn:instance: no instance has enough memory left"
        );
        assert!(refused.fix.is_some());
        let unknown = Refused::of(&json!({ "reason": "SOMETHING_NEW", "detail": "of tomorrow" }));
        assert_eq!(unknown.to_string(), "no place for a task: SOMETHING_NEW, of tomorrow");
        // The general row comes after those that say more.
        assert_eq!(Refused::of(&json!({ "reason": "RESOURCE:FPGA" })).fix, Some("add instances"));
    }
}
