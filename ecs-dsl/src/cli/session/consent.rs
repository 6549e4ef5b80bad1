//! Agreement: what a person must say yes to before anything is changed.

use std::io::{BufRead, IsTerminal};

use super::super::{FAILED, INVALID, fail};
use super::flags::{Agreement, Risk};
use crate::plan::{Action, Mark, Plan, PlannedResource};
use crate::report;

/// Something that is asked for by its own name.
struct Question {
    risk: Risk,
    name: &'static str,
    what: &'static str,
    concerns: fn(&PlannedResource) -> bool,
}

const QUESTIONS: &[Question] = &[
    Question {
        risk: Risk::BroadensIam,
        name: "broadens-iam",
        what: "lets roles do more, or lets more assume them",
        concerns: |one| one.marks.contains(&Mark::BroadensIam),
    },
    Question {
        risk: Risk::OpensToPublic,
        name: "opens-to-public",
        what: "lets the internet reach what it could not",
        concerns: |one| one.marks.contains(&Mark::OpensToPublic),
    },
    Question {
        risk: Risk::Replaces,
        name: "replaces",
        what: "replaces what is there",
        concerns: |one| one.marks.contains(&Mark::Replaces),
    },
    Question {
        risk: Risk::Deletes,
        name: "deletes",
        what: "deletes what is there",
        concerns: |one| one.marks.contains(&Mark::Deletes),
    },
    Question {
        risk: Risk::Adopts,
        name: "adopts",
        what: "brings under the stack what belongs to nobody",
        concerns: |one| one.action == Action::Adopt && one.blocked.is_none(),
    },
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

/// Returns once everything in the plans is agreed to. `said` is what the verb or its flags say already:
/// `destroy` deletes.
///
/// # Errors
/// The exit code, when it was told what was not agreed to.
pub(in super::super) fn agreed(
    plans: &[&Plan],
    agreement: &Agreement,
    said: &[Risk],
    question: &str,
) -> Result<(), u8> {
    let open: Vec<(&Question, String)> = QUESTIONS
        .iter()
        .filter(|one| !agreement.allow.contains(&one.risk) && !said.contains(&one.risk))
        .filter_map(|one| Some((one, addresses(plans, one.concerns)?)))
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
        for (Question { name, what, .. }, addresses) in &open {
            message.push_str(&format!("\n  {name}: {what}: {addresses}"));
        }
        let names: Vec<&str> = open.iter().map(|(question, _)| question.name).collect();
        message.push_str(&format!("\n  fix: read the plan above, and pass --allow {}", names.join(",")));
        return Err(fail(INVALID, &message));
    }
    for (Question { name, what, .. }, addresses) in &open {
        let prompt = format!("This {what}: {addresses}. Type `{name}` to agree: ");
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

/// Returns the addresses that a question concerns; nothing where there is none.
fn addresses(plans: &[&Plan], concerns: fn(&PlannedResource) -> bool) -> Option<String> {
    let concerned = plans.iter().flat_map(|plan| &plan.resources).filter(|one| concerns(one));
    let names: Vec<&str> = concerned.map(|one| one.address.as_str()).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

fn answer(prompt: &str) -> String {
    report::talk(prompt);
    let mut line = String::new();
    // No line is no agreement.
    let _ = std::io::stdin().lock().read_line(&mut line);
    line.trim().to_owned()
}
