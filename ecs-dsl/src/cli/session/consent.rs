//! Agreement: what a person must say yes to before anything is changed.

use std::io::{BufRead, IsTerminal};

use super::super::{FAILED, INVALID, fail};
use super::flags::{Agreement, Risk};
use crate::plan::{Mark, Plan};
use crate::report;

const MARKS: &[(Mark, Risk, &str, &str)] = &[
    (Mark::BroadensIam, Risk::BroadensIam, "broadens-iam", "lets roles do more, or lets more assume them"),
    (
        Mark::OpensToPublic,
        Risk::OpensToPublic,
        "opens-to-public",
        "lets the internet reach what it could not",
    ),
    (Mark::Replaces, Risk::Replaces, "replaces", "replaces what is there"),
    (Mark::Deletes, Risk::Deletes, "deletes", "deletes what is there"),
];

/// Returns if nothing in the plans is blocked.
///
/// # Errors
/// The exit code, when it was told what stands in the way.
pub(in super::super) fn unblocked(plans: &[Plan]) -> Result<(), u8> {
    let all = plans.iter().flat_map(|plan| &plan.resources);
    let blocked: Vec<String> =
        all.filter_map(|one| Some(format!("{}: {}", one.address, one.blocked.as_deref()?))).collect();
    if blocked.is_empty() {
        return Ok(());
    }
    let message = format!("nothing was changed, as this stands in the way:\n  {}", blocked.join("\n  "));
    Err(fail(FAILED, &message))
}

/// Returns once everything in the plans is agreed to. `implied` need not be said: `destroy` deletes.
///
/// # Errors
/// The exit code, when it was told what was not agreed to.
pub(in super::super) fn agreed(
    plans: &[&Plan],
    agreement: &Agreement,
    implied: &[Mark],
    question: &str,
) -> Result<(), u8> {
    let open: Vec<_> = MARKS
        .iter()
        .filter(|(mark, risk, ..)| {
            plans.iter().any(|plan| plan.marks().contains(mark))
                && !agreement.allow.contains(risk)
                && !implied.contains(mark)
        })
        .collect();
    let terminal = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    if !terminal || (agreement.yes && open.is_empty()) {
        if !agreement.yes {
            return Err(fail(
                INVALID,
                "nobody is here to be asked\n  fix: read the plan above, and pass --yes",
            ));
        }
        if open.is_empty() {
            return Ok(());
        }
        let mut message = "the plan does what --yes alone does not agree to:".to_owned();
        for (mark, _, name, what) in &open {
            message.push_str(&format!("\n  {name}: {what}: {}", addresses(plans, *mark)));
        }
        let names: Vec<&str> = open.iter().map(|(_, _, name, _)| *name).collect();
        message.push_str(&format!("\n  fix: read the plan above, and pass --allow {}", names.join(",")));
        return Err(fail(INVALID, &message));
    }
    for (mark, _, name, what) in &open {
        let prompt = format!("This {what}: {}. Type `{name}` to agree: ", addresses(plans, *mark));
        if answer(&prompt) != *name {
            return Err(fail(INVALID, "not agreed to; nothing was changed"));
        }
    }
    if agreement.yes || matches!(answer(&format!("{question} [y/N] ")).as_str(), "y" | "Y" | "yes") {
        Ok(())
    } else {
        Err(fail(INVALID, "not agreed to; nothing was changed"))
    }
}

fn addresses(plans: &[&Plan], mark: Mark) -> String {
    let marked = plans.iter().flat_map(|plan| &plan.resources).filter(|one| one.marks.contains(&mark));
    let names: Vec<&str> = marked.map(|one| one.address.as_str()).collect();
    names.join(", ")
}

fn answer(prompt: &str) -> String {
    report::talk(prompt);
    let mut line = String::new();
    // No line is no agreement.
    let _ = std::io::stdin().lock().read_line(&mut line);
    line.trim().to_owned()
}
