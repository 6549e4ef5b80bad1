//! Actions: whether they exist, and whether they are too many.

use super::{Path, has_variable, member, some};
use crate::diagnostic::Finding;
use crate::diagnostic::code::iam as codes;
use crate::iam::policy::{Effect, Statement};
use ecs_dsl_facts::iam::{actions, glob};

pub(super) fn check(at: &str, statement: &Statement, findings: &mut Vec<Finding>) {
    for (path, action) in member(at, "Action", &statement.action) {
        findings.extend(check_action(path, action));
        if statement.effect == Effect::Allow {
            findings.extend(check_width(path, action));
        }
    }
    for (path, action) in member(at, "NotAction", &statement.not_action) {
        findings.extend(check_action(path, action));
    }
    if statement.effect == Effect::Allow && statement.not_action.is_some() {
        findings.push(Finding::new(
            &codes::WIDE_ACTION,
            format!("{at}.NotAction"),
            "the statement allows every action of every service but those it names",
            "allow the actions that are needed by `Action`",
        ));
    }
}

/// Returns whether an action is known, or stands for some that are.
pub(super) fn is_known(action: &str) -> bool {
    actions::matches_any(action)
}

fn check_action(path: Path<'_>, action: &str) -> Option<Finding> {
    if has_variable(action) || action == "*" || action == "*:*" {
        return None;
    }
    let finding = |code, what: String, fix: String| Some(Finding::new(code, path, what, fix));
    let form = || {
        let name = action.rsplit(':').next().unwrap_or(action);
        let fix = if actions::lookup(&last_two(action)).is_some() {
            format!("write `{}`", last_two(action))
        } else if let Some(services) = services_with(name) {
            format!("write the service before it: {services}")
        } else {
            "write a service, a colon and the action, such as `s3:GetObject`".to_owned()
        };
        finding(&codes::ACTION_FORM, format!("`{action}` is not of the form service:Action"), fix)
    };
    let Some((service, name)) = action.split_once(':') else { return form() };
    let service_ok =
        !service.is_empty() && service.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let name_ok = !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'*' | b'?' | b'-' | b'_'));
    if !service_ok || !name_ok {
        return form();
    }
    if is_known(action) {
        return None;
    }
    let meant = actions::nearest_action(action);
    if !actions::is_service(service) {
        let fix = match (meant, actions::nearest_service(service)) {
            (Some(meant), _) => format!("write `{meant}`"),
            (None, Some(service)) => format!("write `{service}` before the colon"),
            (None, None) => match services_with(name) {
                Some(services) => format!("the action exists as {services}"),
                None => "look the action up in AWS's Service Authorization Reference".to_owned(),
            },
        };
        return finding(
            &codes::UNKNOWN_SERVICE,
            format!("there is no service `{service}`, as in `{action}`"),
            fix,
        );
    }
    if glob::is_open(name) {
        return finding(
            &codes::EMPTY_WILDCARD,
            format!("`{action}` stands for no action of `{service}`"),
            "mend the text before the wildcard, or leave the action out".to_owned(),
        );
    }
    let what = format!("there is no action `{action}`");
    match meant {
        Some(meant) => finding(&codes::UNKNOWN_ACTION, what, format!("write `{meant}`")),
        None => match services_with(name) {
            Some(services) => finding(&codes::UNKNOWN_ACTION, what, format!("the action exists as {services}")),
            None => finding(
                &codes::UNRECOGNIZED_ACTION,
                format!("the action `{action}` is not known"),
                "look the action up in AWS's Service Authorization Reference, and allow this rule if it is there"
                    .to_owned(),
            ),
        },
    }
}

/// `events:events:DescribeRule` without what is too much.
fn last_two(action: &str) -> String {
    let mut parts = action.rsplit(':');
    match (parts.next(), parts.next()) {
        (Some(name), Some(service)) => format!("{service}:{name}"),
        _ => action.to_owned(),
    }
}

/// Names the services that have an action, those first that ECS stacks have to do with.
fn services_with(name: &str) -> Option<String> {
    let mut names: Vec<String> =
        actions::services_with(name).map(|service| format!("`{}:{name}`", service.prefix())).collect();
    names.sort_by_key(|name| !name.starts_with("`ec"));
    (!names.is_empty()).then(|| some(&names, "and"))
}

fn check_width(path: Path<'_>, action: &str) -> Option<Finding> {
    let name = action.split_once(':').map_or(action, |(_, name)| name);
    // `s3:Get*` is a choice; a name of nothing but wildcards is none.
    if name.is_empty() || !name.bytes().all(|byte| byte == b'*') {
        return None;
    }
    let what = match action.split_once(':').and_then(|(service, _)| actions::service(service)) {
        Some(service) => {
            let count = service.actions().count();
            format!("`{action}` allows all {count} actions of {}", service.name())
        }
        None => format!("`{action}` allows every action of every service"),
    };
    Some(Finding::new(&codes::WIDE_ACTION, path, what, "name the actions that are needed"))
}
