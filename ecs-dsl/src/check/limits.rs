//! What rules ask of numbers, lists, names and ARNs: whether they keep to AWS's limits and forms.
//!
//! A string with a token (`${role/web.arn}`) stands for what only AWS knows, and an empty string is the
//! same as none: neither is found fault with here.

use std::ops::RangeInclusive;

use ecs_dsl_facts::arn::{self, ArnKind};
use ecs_dsl_facts::names::NameRule;

use super::value::{fault_in, has_token};
use crate::diagnostic::{Code, Finding};

/// Returns an optional text; an empty one is the same as none, as it is for AWS.
pub(crate) fn given(text: &Option<String>) -> Option<&str> {
    text.as_deref().filter(|text| !text.is_empty())
}

/// Reports a number outside its limits.
pub(crate) fn within(
    code: &'static Code,
    member: impl Into<String>,
    value: Option<i32>,
    limits: RangeInclusive<i32>,
    unit: &str,
    findings: &mut Vec<Finding>,
) {
    let Some(value) = value.filter(|value| !limits.contains(value)) else { return };
    let member = member.into();
    let name = member.rsplit('.').next().unwrap_or_default();
    let (low, high) = (*limits.start(), *limits.end());
    let nearest = if value < low { low } else { high };
    let range = if high == i32::MAX { format!("{low} or more") } else { format!("{low} to {high}") };
    let unit = if unit.is_empty() { String::new() } else { format!(" {unit}") };
    let counted = if value == 1 { unit.trim_end_matches('s') } else { &unit };
    let what = format!("`{name}` is {value}{counted}");
    let fix = format!("write {nearest}, or another number from {range}").replace(" or more", " up");
    findings.push(Finding::new(code, member, what, fix).because(format!("AWS takes {range}{unit} here")));
}

/// Reports a list that is longer than AWS takes.
pub(crate) fn at_most(
    code: &'static Code,
    member: impl Into<String>,
    count: usize,
    most: usize,
    noun: &str,
    findings: &mut Vec<Finding>,
) {
    if count > most {
        let what = format!("there are {count} {noun}");
        let fix = format!("leave out {} of them: {most} is the most", count - most);
        findings.push(Finding::new(code, member, what, fix));
    }
}

/// Reports a name that AWS does not take.
pub(crate) fn named(
    code: &'static Code,
    member: impl Into<String>,
    name: &str,
    rule: &NameRule,
    findings: &mut Vec<Finding>,
) {
    if has_token(name) {
        return;
    }
    if let Err(found) = rule.check(name) {
        findings.push(fault_in(code, member, name, found));
    }
}

/// Reports a text that is not the ARN of one of these kinds.
///
/// The mistakes found are those of the kind that the text comes nearest to.
pub(crate) fn arn_of(
    code: &'static Code,
    member: impl Into<String>,
    text: Option<&str>,
    kinds: &[ArnKind],
    findings: &mut Vec<Finding>,
) {
    let Some(text) = text.filter(|text| !text.is_empty() && !has_token(text)) else { return };
    let mut first = None;
    for kind in kinds {
        match arn::parse_as(text, *kind) {
            Ok(_) => return,
            Err(faults) => first = first.or(Some(faults.first().clone())),
        }
    }
    if let Some(found) = first {
        findings.push(fault_in(code, member, text, found));
    }
}

/// Returns the region in an ARN, or nothing for another text, a token, or an ARN without one.
pub(crate) fn region_of(text: &str) -> Option<&str> {
    let mut parts = text.split(':');
    let region = match (parts.next(), parts.nth(2)) {
        (Some("arn"), Some(region)) => region,
        _ => return None,
    };
    (!region.is_empty() && !has_token(text) && arn::is_region(region)).then_some(region)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_is_read_from_an_arn_alone() {
        for (text, region) in [
            ("arn:aws:ecs:eu-west-1:123456789012:cluster/a", Some("eu-west-1")),
            ("arn:aws:iam::123456789012:role/a", None),
            ("arn:aws:ecs:REGION:123456789012:cluster/a", None),
            ("arn:aws:ecs:eu-west-1:${aws.account}:cluster/a", None),
            ("web", None),
            ("", None),
            ("arn", None),
        ] {
            assert_eq!(region_of(text), region, "{text}");
        }
    }
}
