//! What may pass: warnings that a resource allows with a reason, and what the command line says of codes.

use std::collections::BTreeMap;

use crate::assembly::{Assembly, Resource};
use crate::diagnostic::code::{self, allowance as codes};
use crate::diagnostic::{About, Code, Diagnostic, Finding, Place, Severity};
use crate::resource::Allowance;

use super::index::{Index, View};

/// The reason of what was allowed by a flag.
pub const BY_FLAG: &str = "allowed on the command line";

/// How strictly the result of a check is taken.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Codes that are allowed everywhere.
    pub allowed: Vec<&'static Code>,
    /// Whether warnings count as errors.
    pub deny_warnings: bool,
}

/// Returns the code that a user allows by its id, in any letter case.
///
/// # Errors
/// What to tell the user when there is no such code, or it is an error.
pub fn allowable(id: &str) -> Result<&'static Code, String> {
    let code = code::find(id).ok_or_else(|| unknown(id))?;
    if code.severity == Severity::Error {
        return Err(format!("{} is an error, which cannot be allowed", code.id));
    }
    Ok(code)
}

/// Says that there is no such code, and which one may have been meant.
pub fn unknown(id: &str) -> String {
    match code::nearest(id) {
        Some(near) => format!("there is no code `{id}`; did you mean `{}` ({})?", near.id, near.summary),
        None => format!("there is no code `{id}`; `explain --list` shows all of them"),
    }
}

/// Marks what resources allow, and reports allowances that have no effect.
pub(super) fn by_resource(assembly: &Assembly, index: &Index<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let mut reported: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
    let allowing = |resource: &Resource| !resource.allowed.is_empty();
    if !assembly.stacks.iter().flat_map(|stack| stack.resources.values()).any(allowing) {
        return;
    }
    for (number, diagnostic) in diagnostics.iter().enumerate() {
        if let (Some(stack), Some(address)) = (&diagnostic.stack, &diagnostic.address) {
            reported.entry((stack.clone(), address.clone())).or_default().push(number);
        }
    }
    for (number, stack) in assembly.stacks.iter().enumerate() {
        for (address, resource) in &stack.resources {
            if resource.allowed.is_empty() {
                continue;
            }
            let key = (stack.name().to_owned(), address.to_string());
            let own = reported.get(&key).map_or(&[][..], Vec::as_slice);
            for allowance in &resource.allowed {
                let elsewhere = |code: &Code| found_in_production(resource, index.seen_from(number), code);
                if let Some(finding) = apply(allowance, own, elsewhere, diagnostics) {
                    let about = About::resource(stack.name(), address);
                    diagnostics.push(finding.told(about, Place::Code(allowance.line)));
                }
            }
        }
    }
}

/// Returns whether a resource would give cause for a code in a stage that customers use.
///
/// One function makes the stacks of all stages, so what it allows for production is not idle elsewhere.
fn found_in_production(resource: &Resource, around: View<'_>, code: &Code) -> bool {
    let mut findings = Vec::new();
    resource.desired.validate(&around.in_production(), &mut findings);
    findings.iter().any(|finding| finding.code == code)
}

/// Marks what one allowance is for; returns what is wrong with the allowance.
fn apply(
    allowance: &Allowance,
    own: &[usize],
    elsewhere: impl FnOnce(&Code) -> bool,
    diagnostics: &mut [Diagnostic],
) -> Option<Finding> {
    let Some(code) = code::find(&allowance.code) else {
        let what = format!("`{}` is allowed, but there is no such code", allowance.code);
        let fix = match code::nearest(&allowance.code) {
            Some(near) => format!("write `{}` ({})", near.id, near.summary),
            None => "take the code from what `check` prints; `explain --list` shows all of them".to_owned(),
        };
        return Some(Finding::new(&codes::UNKNOWN_ALLOWANCE, "", what, fix));
    };
    if code.severity == Severity::Error {
        let what = format!("{} is allowed, but it is an error", code.id);
        let fix = format!("take the allowance out; `explain {}` says how to mend the error", code.id);
        return Some(Finding::new(&codes::ERROR_ALLOWED, "", what, fix));
    }
    let mut found = false;
    for &number in own {
        if let Some(diagnostic) = diagnostics.get_mut(number).filter(|it| it.code == code) {
            diagnostic.allowed.get_or_insert_with(|| allowance.reason.clone());
            found = true;
        }
    }
    if !found && !elsewhere(code) {
        let what = format!("{} is allowed, but nothing here gives cause for it", code.id);
        return Some(Finding::new(&codes::IDLE_ALLOWANCE, "", what, "take the allowance out"));
    }
    allowance.reason.trim().is_empty().then(|| {
        let what = format!("{} is allowed without a reason", code.id);
        Finding::new(&codes::NO_REASON, "", what, "say in a sentence why the risk is taken")
    })
}

/// Marks what the flags allow, and makes errors of warnings where that was asked for.
pub(super) fn by_settings(settings: &Settings, diagnostics: &mut [Diagnostic]) {
    for diagnostic in diagnostics.iter_mut().filter(|diagnostic| diagnostic.allowed.is_none()) {
        if diagnostic.severity != Severity::Error && settings.allowed.contains(&diagnostic.code) {
            diagnostic.allowed = Some(BY_FLAG.to_owned());
        } else if diagnostic.severity == Severity::Warning && settings.deny_warnings {
            diagnostic.severity = Severity::Error;
        }
    }
}
