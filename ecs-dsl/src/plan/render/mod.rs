//! The plan for people and programs: text, Markdown, JSON.

mod json;
mod markdown;
mod text;

use std::collections::BTreeMap;

use serde_json::Value;

use super::model::{Plan, PlannedResource};
use crate::kind::{Action, Impact, Mark};

pub use json::{DIFF_FORMAT, json};
pub use markdown::markdown;
pub use text::text;

/// Whether text is for a terminal with colours.
pub use crate::diagnostic::Style;

/// The sign, the word and what is counted of an action.
fn words(action: Action) -> (char, &'static str) {
    match action {
        Action::Create => ('+', "create"),
        Action::Update => ('~', "update"),
        Action::NewRevision => ('~', "new revision"),
        Action::Replace => ('!', "replace"),
        Action::Delete => ('-', "delete"),
        Action::Release => ('-', "release"),
        Action::Adopt => ('~', "adopt"),
        Action::Unchanged => (' ', "unchanged"),
        Action::OnDemand => ('~', "on demand"),
    }
}

/// What is noticed, and what is lost for good.
fn impact_words(resource: &PlannedResource) -> Option<String> {
    let words = match resource.impact {
        Impact::None => None,
        Impact::RollingRestart => Some("rolling restart"),
        Impact::CapacityDrop => Some("capacity drop"),
        Impact::Replacement => Some("replacement"),
        Impact::Outage => Some("outage"),
    };
    match (words, &resource.lost) {
        (Some(words), Some(lost)) => Some(format!("{words}: {lost}")),
        (words, lost) => words.map(str::to_owned).or_else(|| lost.clone()),
    }
}

fn mark_words(mark: Mark) -> &'static str {
    match mark {
        Mark::BroadensIam => "broadens IAM",
        Mark::OpensToPublic => "opens to the public",
        Mark::Replaces => "replaces",
        Mark::Deletes => "deletes",
    }
}

/// `1 to create, 2 to update, 3 unchanged`.
fn summary(plan: &Plan) -> String {
    let mut counts: BTreeMap<Action, usize> = BTreeMap::new();
    for resource in &plan.resources {
        *counts.entry(resource.action).or_default() += 1;
    }
    let counted = counts.iter().map(|(action, count)| match action {
        Action::Unchanged | Action::OnDemand => format!("{count} {}", words(*action).1),
        Action::NewRevision if *count > 1 => format!("{count} new revisions"),
        Action::NewRevision => format!("{count} new revision"),
        _ => format!("{count} to {}", words(*action).1),
    });
    let text = counted.collect::<Vec<_>>().join(", ");
    if text.is_empty() { "nothing in it".to_owned() } else { text }
}

/// What follows a resource's address: the action, its impact, the marks.
fn headline(resource: &PlannedResource) -> String {
    let mut line = words(resource.action).1.to_owned();
    if resource.action == Action::Replace {
        let order = if resource.create_first { "the new one first" } else { "the old one goes first" };
        line.push_str(&format!(" ({order}), because of {}", resource.because.join(", ")));
    } else if !resource.because.is_empty() {
        line.push_str(&format!(", as {}", resource.because.join(", ")));
    }
    if let Some(impact) = impact_words(resource) {
        line.push_str(&format!(", {impact}"));
    }
    let marks = resource.marks.iter().filter(|mark| !matches!(mark, Mark::Replaces | Mark::Deletes));
    for mark in marks {
        line.push_str(&format!(", {}", mark_words(*mark)));
    }
    clean(&line)
}

/// A line of a member: sign and text.
fn member_lines(resource: &PlannedResource) -> Vec<(char, String)> {
    let mut lines = Vec::new();
    for change in &resource.members {
        let member = clean(&change.member);
        let later = if change.known_after_apply { "  (known after apply)" } else { "" };
        match (&change.old, &change.new) {
            (Some(old), Some(new)) if is_short(old) && is_short(new) => {
                lines.push(('~', format!("{member}: {} → {}{later}", inline(old), inline(new))));
            }
            (old, new) => {
                for (sign, value) in [('-', old), ('+', new)] {
                    let Some(value) = value else { continue };
                    let later = if sign == '+' { later } else { "" };
                    if is_short(value) {
                        lines.push((sign, format!("{member}: {}{later}", inline(value))));
                    } else {
                        let pretty = serde_json::to_string_pretty(value).unwrap_or_default();
                        for (index, line) in pretty.lines().enumerate() {
                            let lead = if index == 0 { format!("{member}: ") } else { String::new() };
                            lines.push((sign, format!("{lead}{}", clean(line))));
                        }
                    }
                }
            }
        }
    }
    lines
}

fn inline(value: &Value) -> String {
    clean(&value.to_string())
}

/// Whether a value fits on a line: it is plain, or a short list.
fn is_short(value: &Value) -> bool {
    match value {
        Value::Object(members) => members.is_empty(),
        Value::Array(items) => items.iter().all(|item| !item.is_object()) && value.to_string().len() <= 100,
        _ => true,
    }
}

/// Control characters must not reach a terminal from a file that others wrote.
fn clean(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { c.escape_default().to_string() } else { c.to_string() })
        .collect()
}
