//! What stacks say of themselves: name, place and tags, judged before anything is built.

use std::collections::{BTreeMap, BTreeSet};

use super::Scope;
use crate::app::{Stack, StackTag};
use crate::diagnostic::code::structure;
use crate::diagnostic::{About, Diagnostic, Finding, Place};
use crate::resource::tags;
use crate::source::{SourceLine, holds};

/// The region that stands in for a missing one, so that the rest can still be checked.
const NO_REGION: &str = "us-east-1";

/// Reports names that no stack can have, and those that two have.
pub(super) fn check_names(stacks: &[Stack], diagnostics: &mut Vec<Diagnostic>) {
    let mut lines: BTreeMap<&str, SourceLine> = BTreeMap::new();
    for stack in stacks {
        if let Some(first) = lines.get(stack.name.as_str()) {
            let what = format!("two stacks are named `{}`; the other is made at {first}", stack.name);
            let finding =
                Finding::new(&structure::DUPLICATE_STACK, "", what, "name the stage or the region in it");
            diagnostics.push(of_stack(stack, finding));
        }
        lines.insert(&stack.name, stack.line);
        let valid = stack.name.len() <= 128
            && stack.name.starts_with(|c: char| c.is_ascii_alphabetic())
            && stack.name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
        if !valid {
            let what = format!("`{}` cannot be the name of a stack", stack.name);
            let fix = "use 1 to 128 letters, digits, `-` and `_`, beginning with a letter";
            diagnostics.push(of_stack(stack, Finding::new(&structure::STACK_NAME, "", what, fix)));
        }
    }
}

/// Returns a stack's tags without those at fault, which are reported once, where they were written.
pub(super) fn sound_tags<'s>(stack: &'s Stack, diagnostics: &mut Vec<Diagnostic>) -> Vec<&'s StackTag> {
    let mut findings = Vec::new();
    let all = || stack.tags.iter().enumerate().map(|(index, tag)| (format!("tags[{index}]"), tag));
    let pairs = all().map(|(at, tag)| (at, tag.key.as_str(), tag.value.as_str()));
    tags::check_pairs(pairs, "tags", &mut findings);
    findings.extend(
        all().filter(|(_, tag)| tags::is_own(&tag.key)).map(|(at, tag)| tags::own_key(&at, &tag.key)),
    );
    let mut faulty = BTreeSet::new();
    for finding in findings {
        let tag = all().position(|(at, _)| holds(&at, &finding.member));
        let line = tag.map_or(stack.line, |tag| stack.tags[tag].line);
        // That there are too many is the fault of none, and would be found at every resource again.
        faulty.extend(tag.map_or(0..stack.tags.len(), |tag| tag..tag + 1));
        diagnostics.push(finding.told(About::stack(&stack.name), Place::Code(line)));
    }
    all().enumerate().filter(|(index, _)| !faulty.contains(index)).map(|(_, (_, tag))| tag).collect()
}

/// Returns where a stack goes; what is wrong with it is reported, and something sound stands in.
pub(super) fn scope_of(stack: &Stack, diagnostics: &mut Vec<Diagnostic>) -> Scope {
    let region = match stack.region.as_deref() {
        None | Some("") => {
            let what = format!("stack `{}` has no region", stack.name);
            let fix = "state it in the code with `.region(\"…\")`, or give `--region`";
            diagnostics.push(of_stack(stack, Finding::new(&structure::NO_REGION, "", what, fix)));
            NO_REGION
        }
        Some(region) => match ecs_dsl_facts::region::check(region) {
            Ok(()) => region,
            Err(wrong) => {
                let finding = Finding::new(&structure::NO_PLACE, "", wrong.what, wrong.fix);
                diagnostics.push(of_stack(stack, finding.because(wrong.why)));
                NO_REGION
            }
        },
    };
    let is_account = |account: &str| account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
    let account = stack.account.as_deref().filter(|account| {
        let valid = is_account(account);
        if !valid {
            let what = format!("`{account}` is not an account");
            let fix = "write its 12 digits, or leave it out for the account of the credentials";
            diagnostics.push(of_stack(stack, Finding::new(&structure::NO_PLACE, "", what, fix)));
        }
        valid
    });
    Scope::new(&stack.name, &stack.stage, region, account)
}

/// Returns whether a stack states a region that can be one.
pub(super) fn has_region(stack: &Stack) -> bool {
    stack.region.as_deref().is_some_and(|region| ecs_dsl_facts::region::check(region).is_ok())
}

fn of_stack(stack: &Stack, finding: Finding) -> Diagnostic {
    finding.told(About::stack(&stack.name), Place::Code(stack.line))
}
