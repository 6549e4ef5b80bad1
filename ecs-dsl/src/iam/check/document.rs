//! What holds for every document: its version, its statements' shape, its size.

use super::{TRUST_LIMITS, statements};
use crate::diagnostic::Finding;
use crate::diagnostic::code::iam as codes;
use crate::iam::policy::{Effect, PolicyDocument, Principal, Statement};
use std::collections::BTreeMap;

const OLD_VERSION: &str = "2008-10-17";

/// Checks a document, given as JSON too.
pub(super) fn check(document: &PolicyDocument, json: &str, findings: &mut Vec<Finding>) {
    check_version(document, findings);
    if document.statements.is_empty() {
        findings.push(Finding::new(
            &codes::EMPTY_LIST,
            "Statement",
            "the policy has no statement",
            "add a statement, or leave the policy out",
        ));
    }
    check_sids(document, findings);
    if let Some(character) = json.chars().find(|character| *character as u32 > 0xFF) {
        findings.push(Finding::new(
            &codes::CHARACTERS,
            "",
            format!("the policy has the character `{character}` (U+{:04X})", character as u32),
            "put a wildcard in its place: `?` for one character, `*` for any",
        ));
    }
}

fn check_version(document: &PolicyDocument, findings: &mut Vec<Finding>) {
    let fix = format!("write `\"Version\": \"{}\"`", PolicyDocument::VERSION);
    let (code, what) = match document.version.as_deref() {
        Some(PolicyDocument::VERSION) => return,
        Some(OLD_VERSION) => (&codes::OLD_VERSION, format!("the policy has the old version {OLD_VERSION}")),
        None => (&codes::OLD_VERSION, "the policy has no version, which means the old one".to_owned()),
        Some(other) => (&codes::UNKNOWN_VERSION, format!("there is no policy version `{other}`")),
    };
    findings.push(Finding::new(code, "Version", what, fix));
}

fn check_sids(document: &PolicyDocument, findings: &mut Vec<Finding>) {
    let mut seen: BTreeMap<&str, String> = BTreeMap::new();
    for (at, statement) in statements(document) {
        // IAM's own console writes empty Sids; they are none.
        let Some(sid) = statement.sid.as_deref().filter(|sid| !sid.is_empty()) else { continue };
        let path = format!("{at}.Sid");
        if let Some(wrong) = sid.chars().find(|character| !character.is_ascii_alphanumeric()) {
            let right: String = sid.chars().filter(char::is_ascii_alphanumeric).collect();
            let fix = match right.is_empty() {
                true => "name it in letters and digits".to_owned(),
                false => format!("write `{right}`"),
            };
            findings.push(Finding::new(
                &codes::SID_FORM,
                path.as_str(),
                format!("the Sid `{sid}` has the character `{wrong}`"),
                fix,
            ));
        }
        match seen.get(sid) {
            Some(first) => findings.push(Finding::new(
                &codes::DUPLICATE_SID,
                path,
                format!("the Sid `{sid}` is that of {first} too"),
                "give this statement a name of its own",
            )),
            None => {
                seen.insert(sid, at);
            }
        }
    }
}

pub(super) fn check_size(json: &str, limit: usize, findings: &mut Vec<Finding>) {
    let size = PolicyDocument::size_of(json);
    if size > limit {
        findings.push(Finding::new(
            &codes::TOO_LARGE,
            "",
            format!(
                "the policy has {size} characters, {} more than the {limit} that IAM takes",
                size - limit
            ),
            "split it, or name resources by a wildcard over what they share",
        ));
    }
}

pub(super) fn check_trust_size(json: &str, findings: &mut Vec<Finding>) {
    let (quota, most) = TRUST_LIMITS;
    let size = PolicyDocument::size_of(json);
    if size > most {
        check_size(json, most, findings);
    } else if size > quota {
        findings.push(Finding::new(
            &codes::LARGE_TRUST,
            "",
            format!(
                "the trust policy has {size} characters, {} more than the {quota} by default",
                size - quota
            ),
            "have the quota of the role trust policy length raised, or name fewer principals",
        ));
    }
}

/// Checks what every statement must have, in any kind of policy.
pub(super) fn check_statement(at: &str, statement: &Statement, findings: &mut Vec<Finding>) {
    if let Effect::Unknown(effect) = &statement.effect {
        let meant = ecs_dsl_facts::nearest(effect, Effect::VALUES.iter().copied());
        findings.push(Finding::new(
            &codes::UNKNOWN_EFFECT,
            format!("{at}.Effect"),
            format!("there is no effect `{effect}`"),
            match meant {
                Some(meant) => format!("write `{meant}`"),
                None => "write `Allow` or `Deny`".to_owned(),
            },
        ));
    }
    pair(at, "Action", statement.action.is_some(), statement.not_action.is_some(), true, findings);
    for (name, values) in [
        ("Action", &statement.action),
        ("NotAction", &statement.not_action),
        ("Resource", &statement.resource),
        ("NotResource", &statement.not_resource),
    ] {
        if values.as_ref().is_some_and(|values| values.is_empty()) {
            findings.push(empty(at, name));
        }
    }
    pair(at, "Principal", statement.principal.is_some(), statement.not_principal.is_some(), false, findings);
    for (name, principal) in [("Principal", &statement.principal), ("NotPrincipal", &statement.not_principal)]
    {
        if let Some(Principal::Named(map)) = principal {
            let kinds = [&map.aws, &map.service, &map.federated, &map.canonical_user];
            if kinds.iter().all(|kind| kind.as_ref().is_none_or(|names| names.is_empty())) {
                findings.push(empty(at, name));
            }
        }
    }
}

/// Checks what a statement of a role's own policy must have, and must not.
pub(super) fn check_identity_statement(at: &str, statement: &Statement, findings: &mut Vec<Finding>) {
    pair(at, "Resource", statement.resource.is_some(), statement.not_resource.is_some(), true, findings);
    for (name, principal) in [("Principal", &statement.principal), ("NotPrincipal", &statement.not_principal)]
    {
        if principal.is_some() {
            findings.push(Finding::new(
                &codes::PRINCIPAL_IN_IDENTITY_POLICY,
                format!("{at}.{name}"),
                format!("a role's policy has {name}"),
                format!("leave {name} out; who may take on the role is said by its trust policy"),
            ));
        }
    }
}

fn empty(at: &str, name: &str) -> Finding {
    Finding::new(
        &codes::EMPTY_LIST,
        format!("{at}.{name}"),
        format!("{name} is empty"),
        "name something, or leave the statement out",
    )
}

fn pair(at: &str, name: &str, plain: bool, negated: bool, needed: bool, findings: &mut Vec<Finding>) {
    let (member, what, fix) = match (plain, negated) {
        (true, true) => (
            format!("{at}.Not{name}"),
            format!("a statement has {name} and Not{name}"),
            "keep one of the two, or make two statements".to_owned(),
        ),
        (false, false) if needed => {
            (at.to_owned(), format!("a statement has neither {name} nor Not{name}"), format!("add {name}"))
        }
        _ => return,
    };
    findings.push(Finding::new(&codes::ELEMENT_PAIR, member, what, fix));
}
