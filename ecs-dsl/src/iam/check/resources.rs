//! Resources: whether they are ARNs, and of a kind that the statement's actions act on.

use super::{Path, has_variable, member, some};
use crate::diagnostic::Finding;
use crate::diagnostic::code::iam as codes;
use crate::iam::policy::{Effect, Statement};
use ecs_dsl_facts::iam::{Action, actions, glob};

pub(super) fn check(at: &str, statement: &Statement, findings: &mut Vec<Finding>) {
    let mut well_formed = true;
    for (name, values) in [("Resource", &statement.resource), ("NotResource", &statement.not_resource)] {
        for (path, resource) in member(at, name, values) {
            match check_form(path, resource) {
                Some(finding) => {
                    well_formed = false;
                    findings.push(finding);
                }
                None => findings.extend(check_account(path, resource)),
            }
        }
    }
    if well_formed {
        check_suited(at, statement, findings);
    }
    check_width(at, statement, findings);
}

fn check_form(path: Path<'_>, resource: &str) -> Option<Finding> {
    if resource == "*" {
        return None;
    }
    let parts: Vec<&str> = glob::split(resource, ':', 6).collect();
    let what = match parts.as_slice() {
        // One token may stand for a whole ARN, or for its beginning.
        [first, ..] if has_variable(first) => return None,
        ["arn", ..] if parts.len() < 6 && has_variable(resource) => return None,
        ["arn", ..] if parts.len() < 6 => {
            format!("the ARN `{resource}` has {} parts between colons, and not six", parts.len())
        }
        ["arn", partition, service, _, _, name] => {
            if !is_partition(partition) {
                format!("`{partition}` in `{resource}` is no partition")
            } else if service.is_empty() {
                format!("the ARN `{resource}` names no service")
            } else if name.is_empty() {
                format!("the ARN `{resource}` names no resource")
            } else {
                return None;
            }
        }
        _ => format!("`{resource}` is no ARN"),
    };
    let fix = "write an ARN, arn:partition:service:region:account:resource, or `*`";
    Some(Finding::new(&codes::RESOURCE_FORM, path, what, fix))
}

fn is_partition(text: &str) -> bool {
    glob::is_open(text) || text == "aws" || text.strip_prefix("aws-").is_some_and(|rest| !rest.is_empty())
}

fn check_account(path: Path<'_>, resource: &str) -> Option<Finding> {
    let account = glob::split(resource, ':', 6).nth(4)?;
    let is_account = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
    let fits = account.is_empty() || account == "aws" || is_account || glob::is_open(account);
    (!fits).then(|| {
        Finding::new(
            &codes::RESOURCE_ACCOUNT,
            path,
            format!("`{account}` in `{resource}` is no account id"),
            "write the account's 12 digits, or `*`",
        )
    })
}

/// The actions that one entry of `Action` stands for, and what it acts on.
struct Entry<'a> {
    path: Path<'a>,
    written: &'a str,
    actions: Vec<Action>,
}

impl Entry<'_> {
    fn acts_on(&self, resource: &str) -> bool {
        self.actions.iter().any(|action| action.acts_on(resource))
    }

    fn has_resources(&self) -> bool {
        self.actions.iter().any(Action::has_resources)
    }

    /// The forms of the resources that the entry acts on, for a message.
    fn forms(&self) -> Vec<String> {
        let mut forms: Vec<String> = self
            .actions
            .iter()
            .flat_map(Action::resource_types)
            .flat_map(|of| of.arns())
            .map(|arn| format!("`{arn}`"))
            .collect();
        forms.sort();
        forms.dedup();
        forms
    }
}

fn check_suited(at: &str, statement: &Statement, findings: &mut Vec<Finding>) {
    let (Some(written), Some(resources)) = (&statement.action, &statement.resource) else { return };
    if written.is_empty() || resources.is_empty() || resources.iter().any(|resource| resource == "*") {
        return;
    }
    // Everything suits some action of all services.
    if written.iter().any(|action| has_variable(action) || action.starts_with('*')) {
        return;
    }
    let entries: Vec<Entry<'_>> = member(at, "Action", &statement.action)
        .map(|(path, written)| Entry { path, written, actions: actions::expand(written).collect() })
        .collect();
    // What an unknown action acts on is unknown too.
    if entries.iter().any(|entry| entry.actions.is_empty()) {
        return;
    }
    let unused: Vec<(Path<'_>, &str)> = member(at, "Resource", &statement.resource)
        .filter(|(_, resource)| !entries.iter().any(|entry| entry.acts_on(resource)))
        .collect();
    if unused.len() == resources.len() {
        findings.push(nothing_suits(at, &entries, &unused));
        return;
    }
    for (path, resource) in unused {
        findings.push(Finding::new(
            &codes::RESOURCE_UNUSED,
            path,
            format!("no action of the statement acts on `{resource}`"),
            format!("leave it out, or add an action; those of the statement act on {}", forms_of(&entries)),
        ));
    }
    for entry in &entries {
        if resources.iter().any(|resource| entry.acts_on(resource)) {
            continue;
        }
        let fix = match entry.has_resources() {
            true => format!("add a resource of the form {}", some(&entry.forms(), "or")),
            false => "put it into a statement of its own, on the resource `*`".to_owned(),
        };
        let what = match entry.has_resources() {
            true => format!("`{}` acts on no resource of the statement", entry.written),
            false => format!("`{}` cannot be limited to resources, and so is not allowed", entry.written),
        };
        let what = match statement.effect {
            Effect::Allow => what,
            _ => what.replace("not allowed", "not denied"),
        };
        findings.push(Finding::new(&codes::ACTION_UNUSED, entry.path, what, fix));
    }
}

fn nothing_suits(at: &str, entries: &[Entry<'_>], unused: &[(Path<'_>, &str)]) -> Finding {
    let resources: Vec<String> = unused.iter().map(|(_, resource)| format!("`{resource}`")).collect();
    let actions: Vec<String> = entries.iter().map(|entry| format!("`{}`", entry.written)).collect();
    let fix = match entries.iter().any(Entry::has_resources) {
        true => format!("write a resource of the form {}", forms_of(entries)),
        false => "write the resource `*`, which actions without a resource level need".to_owned(),
    };
    Finding::new(
        &codes::NOTHING_SUITS,
        format!("{at}.Resource"),
        format!(
            "{} {} not act on {}",
            some(&actions, "and"),
            if actions.len() == 1 { "does" } else { "do" },
            some(&resources, "or")
        ),
        fix,
    )
}

fn forms_of(entries: &[Entry<'_>]) -> String {
    let mut forms: Vec<String> = entries.iter().flat_map(Entry::forms).collect();
    forms.sort();
    forms.dedup();
    match forms.is_empty() {
        true => "the resource `*` alone".to_owned(),
        false => some(&forms, "or"),
    }
}

fn check_width(at: &str, statement: &Statement, findings: &mut Vec<Finding>) {
    let is_narrowed = statement.condition.as_ref().is_some_and(|condition| !condition.is_empty());
    if statement.effect != Effect::Allow || is_narrowed {
        return;
    }
    let Some((path, _)) = member(at, "Resource", &statement.resource).find(|(_, resource)| *resource == "*")
    else {
        return;
    };
    let limited: Vec<String> = member(at, "Action", &statement.action)
        .filter(|(_, action)| actions::expand(action).any(|action| action.has_resources()))
        .map(|(_, action)| format!("`{action}`"))
        .collect();
    if !limited.is_empty() {
        let entries: Vec<Action> =
            statement.action.iter().flatten().flat_map(|action| actions::lookup(action)).collect();
        let example = entries
            .iter()
            .flat_map(Action::resource_types)
            .flat_map(|of| of.arns())
            .next()
            .map(|arn| format!(", such as `{arn}`"))
            .unwrap_or_default();
        findings.push(Finding::new(
            &codes::WIDE_RESOURCE,
            path,
            format!("{} may touch every resource", some(&limited, "and")),
            format!("name the resources by their ARNs{example}, or add a condition"),
        ));
    }
}
