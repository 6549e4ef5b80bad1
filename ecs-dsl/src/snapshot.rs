//! Stacks as reviewable text, for snapshot tests.
//!
//! With `insta` among the dev-dependencies, a test of a stack is three lines:
//!
//! ```
//! # use ecs_dsl::prelude::*;
//! # fn stack(env: &Env) -> Stack { Stack::new("shop", env).region("eu-central-1") }
//! # #[allow(unused_macros)] macro_rules! stand_in { ($text:expr) => { assert!($text.contains("shop")) } }
//! # use stand_in as assert_snapshot;
//! let env = Env::new().with_stage("prod");
//! let text = ecs_dsl::snapshot::of(stack(&env));
//! assert_snapshot!(text); // insta::assert_snapshot!
//! ```
//!
//! The text is the manifest with policies as JSON instead of strings, and with what changes from run to
//! run or says too much replaced: digests of images and account numbers. The digest that a task definition
//! is tagged with only follows from the rest, so it is left out of sight too.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::app::{App, Stack};
use crate::assembly::{DIGEST_TAG, to_json};
use crate::check;
use crate::diagnostic::{Severity, Style, render};

/// Returns a stack's manifest for a snapshot; where the stack has errors, the errors instead.
///
/// Accounts become `[account 1]`, `[account 2]`, … in the order in which they appear, so that it
/// shows when two differ; digests of images become `sha256:[digest]`, and those of task definitions
/// `[digest]`.
pub fn of(stack: Stack) -> String {
    of_app(&App::new().stack(stack))
}

/// Returns the manifests of a whole program for a snapshot, as [`of`] does for a stack alone.
///
/// Stacks that refer to each other need this: alone, a stack's references to another would dangle.
pub fn of_app(app: &App) -> String {
    let (assembly, mut diagnostics) = check::app(app, &check::Settings::default());
    diagnostics.retain(|diagnostic| diagnostic.severity == Severity::Error);
    let mut text = render(&diagnostics, Style::Plain);
    if !diagnostics.is_empty() {
        return text;
    }
    for stack in &assembly.stacks {
        let mut manifest = serde_json::to_value(stack).expect("a manifest is JSON");
        expand_policies(&mut manifest);
        hide_digests(&mut manifest);
        text.push_str(&redact(&to_json(&manifest)));
    }
    text
}

/// Turns policy documents, which IAM takes as strings, into JSON that a diff can show line by line.
fn expand_policies(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                if key.ends_with("PolicyDocument")
                    && let Some(document) = member.as_str().and_then(|text| serde_json::from_str(text).ok())
                {
                    *member = document;
                } else {
                    expand_policies(member);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(expand_policies),
        _ => {}
    }
}

/// Hides the tags that follow from what they stand on.
fn hide_digests(manifest: &mut Value) {
    let resources = manifest["resources"].as_object_mut().into_iter().flat_map(|all| all.values_mut());
    for resource in resources {
        let tags = resource.pointer_mut("/request/tags").and_then(Value::as_array_mut);
        for tag in tags.into_iter().flatten() {
            if tag["key"] == DIGEST_TAG {
                tag["value"] = "[digest]".into();
            }
        }
    }
}

/// Replaces account numbers and image digests.
fn redact(text: &str) -> String {
    let mut accounts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut redacted = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_alphanumeric()) {
        let (before, word) = rest.split_at(start);
        let end = word.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(word.len());
        let (word, after) = word.split_at(end);
        redacted.push_str(before);
        if word.len() == 12 && word.bytes().all(|byte| byte.is_ascii_digit()) {
            let next = accounts.len() + 1;
            let number = *accounts.entry(word).or_insert(next);
            redacted.push_str(&format!("[account {number}]"));
        } else if word.len() == 64 && redacted.ends_with("sha256:") {
            redacted.push_str("[digest]");
        } else {
            redacted.push_str(word);
        }
        rest = after;
    }
    redacted.push_str(rest);
    redacted
}

#[cfg(test)]
mod tests {
    use super::redact;

    #[test]
    fn accounts_and_digests_are_replaced_and_nothing_else() {
        let digest = "0123456789abcdef".repeat(4);
        let text = format!(
            "111122223333.dkr.ecr.eu-west-1.amazonaws.com/a@sha256:{digest} \
             arn:aws:iam::444455556666:role/x arn:aws:iam::111122223333:role/y 1234567890123 port 8080 sha256:short"
        );
        assert_eq!(
            redact(&text),
            "[account 1].dkr.ecr.eu-west-1.amazonaws.com/a@sha256:[digest] \
             arn:aws:iam::[account 2]:role/x arn:aws:iam::[account 1]:role/y 1234567890123 port 8080 sha256:short"
        );
    }
}
