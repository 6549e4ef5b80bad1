//! Conditions: operators, keys and values, and variables wherever they stand.

use super::actions::is_known;
use super::{Path, has_variable, items};
use crate::diagnostic::Finding;
use crate::diagnostic::code::iam as codes;
use crate::iam::policy::{ConditionValue, Statement};
use ecs_dsl_facts::iam::{actions, condition, glob};
use std::net::IpAddr;

pub(super) fn check(at: &str, statement: &Statement, findings: &mut Vec<Finding>) {
    let Some(conditions) = &statement.condition else { return };
    for (operator, keys) in &conditions.operators {
        let path = format!("{at}.Condition.{operator}");
        if !condition::is_operator(operator) {
            findings.push(Finding::new(
                &codes::UNKNOWN_OPERATOR,
                path.as_str(),
                format!("there is no condition operator `{operator}`"),
                match condition::nearest_operator(operator) {
                    Some(meant) => format!("write `{meant}`"),
                    None => "write one such as `StringEquals`, `StringLike`, `ArnLike`, `Bool`".to_owned(),
                },
            ));
        }
        for (key, values) in keys {
            findings.extend(check_key(Path { outer: &path, member: key, number: None }, key, statement));
            for (path, value) in items(&path, key, values) {
                findings.extend(check_value(path, operator, value));
            }
        }
    }
}

fn check_key(path: Path<'_>, key: &str, statement: &Statement) -> Option<Finding> {
    if has_variable(key.split('/').next().unwrap_or(key)) {
        return None;
    }
    if !condition::is_key(key) {
        return Some(match condition::nearest_key(key) {
            Some(meant) => Finding::new(
                &codes::UNKNOWN_KEY,
                path,
                format!("there is no condition key `{key}`"),
                format!("write `{}`", meant.replace("/*", "/TAG")),
            ),
            None => Finding::new(
                &codes::UNRECOGNIZED_KEY,
                path,
                format!("the condition key `{key}` is not known"),
                "look the key up in AWS's Service Authorization Reference, and allow this rule if it is there",
            ),
        });
    }
    // Only keys of services are asked for: what identity providers send, and what is global, any request
    // may have.
    let prefix = key.split(':').next().unwrap_or(key);
    if condition::is_global_key(key) || !actions::is_service(prefix) {
        return None;
    }
    let written = statement.action.as_ref()?;
    if written.iter().any(|action| has_variable(action) || !is_known(action)) {
        return None;
    }
    let used =
        written.iter().flat_map(|action| actions::expand(action)).any(|action| action.has_condition_key(key));
    (!used).then(|| {
        Finding::new(
            &codes::KEY_UNUSED,
            path,
            format!("requests for the statement's actions do not have the key `{key}`"),
            "take a key of these actions, or a global one such as `aws:ResourceTag/TAG`",
        )
    })
}

fn check_value(path: Path<'_>, operator: &str, value: &ConditionValue) -> Option<Finding> {
    let text = value.to_string();
    if has_variable(&text) {
        return None;
    }
    let name = operator.rsplit(':').next().unwrap_or(operator).to_ascii_lowercase();
    let name = name.strip_suffix("ifexists").unwrap_or(&name);
    let (kind, fits) = match name {
        "bool" | "null" => {
            ("`true` or `false`", text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false"))
        }
        numeric if numeric.starts_with("numeric") => {
            ("a number", text.trim().parse::<f64>().is_ok_and(f64::is_finite))
        }
        date if date.starts_with("date") => ("a date, such as `2026-01-31T12:00:00Z`", is_date(&text)),
        "ipaddress" | "notipaddress" => ("an IP address or a CIDR block", is_cidr(&text)),
        "stringequals" | "stringnotequals" | "stringequalsignorecase" | "stringnotequalsignorecase" => {
            return glob::is_open(&text).then(|| literal_wildcard(path, operator, &text));
        }
        _ => return None,
    };
    (!fits).then(|| {
        Finding::new(
            &codes::VALUE_KIND,
            path,
            format!("`{operator}` compares with `{text}`"),
            format!("write {kind}"),
        )
    })
}

fn literal_wildcard(path: Path<'_>, operator: &str, text: &str) -> Finding {
    let like = if operator.to_ascii_lowercase().contains("not") { "StringNotLike" } else { "StringLike" };
    Finding::new(
        &codes::LITERAL_WILDCARD,
        path,
        format!("`{operator}` compares with `{text}` character by character"),
        format!("use `{like}`"),
    )
}

/// A date of ISO 8601 as IAM takes it, or seconds since 1970.
fn is_date(text: &str) -> bool {
    let digits =
        |text: &str, count: usize| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    let date = text.split('T').next().unwrap_or(text);
    let mut parts = date.split('-');
    let calendar = parts.next().is_some_and(|year| digits(year, 4))
        && parts.next().is_none_or(|month| digits(month, 2))
        && parts.next().is_none_or(|day| digits(day, 2))
        && parts.next().is_none();
    calendar || (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()))
}

fn is_cidr(text: &str) -> bool {
    let (address, length) = match text.split_once('/') {
        Some((address, length)) => (address, Some(length)),
        None => (text, None),
    };
    let Ok(address) = address.parse::<IpAddr>() else { return false };
    let most = if address.is_ipv4() { 32 } else { 128 };
    length.is_none_or(|length| length.parse::<u8>().is_ok_and(|length| length <= most))
}
