//! What rules ask of single values: whether AWS knows them, and whether they are known yet.

use ecs_dsl_facts::fault::{Fault, choice};
use ecs_dsl_facts::nearest;

use crate::diagnostic::Finding;
use crate::diagnostic::code::{Code, value as codes};

/// Returns whether a part of the text is a token for what only AWS knows: such a text is never judged.
pub(crate) fn has_token(text: &str) -> bool {
    text.contains("${")
}

/// Finds fault with a value that is none of those AWS knows: the `VALUES` of an open enum.
pub(crate) fn check_known(member: &str, value: &str, known: &[&str], findings: &mut Vec<Finding>) {
    if known.contains(&value) || has_token(value) {
        return;
    }
    let choices = choice(known.iter().map(|known| format!("`{known}`")));
    let fix = match nearest(value, known.iter().copied()) {
        Some(meant) => format!("write `{meant}`"),
        None if known.len() > 10 => "write one of the values that AWS knows".to_owned(),
        None => format!("write {choices}"),
    };
    let name = member.rsplit('.').next().unwrap_or(member);
    let name = name.split('[').next().unwrap_or(name);
    let what = format!("`{value}` is not a value of {name}");
    let why = format!("AWS takes {choices}, in exactly this spelling");
    findings.push(Finding::new(&codes::UNKNOWN_VALUE, member, what, fix).because(why));
}

/// Turns a fault of a grammar into a finding.
pub(crate) fn fault(code: &'static Code, member: impl Into<String>, fault: Fault) -> Finding {
    Finding::new(code, member, fault.what, fault.fix).because(fault.why)
}
