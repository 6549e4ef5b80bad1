//! How a run ended, told in full: what was done, what was not, why, and what to do next.

use super::super::{DONE, FAILED};
use crate::apply::{Ending, Outcome, duration};
use crate::report;

/// Tells how a run ended, and returns its exit code. `again` is the command that goes on.
pub(in super::super) fn conclude(outcomes: &[(String, Option<Outcome>)], again: &str) -> u8 {
    let mut done = 0;
    let (mut failed, mut not_begun, mut rivals) = (Vec::new(), Vec::new(), Vec::new());
    for (stack, outcome) in outcomes {
        let Some(outcome) = outcome else {
            not_begun.push(format!("stack {stack}"));
            continue;
        };
        rivals.extend(outcome.rival.as_ref().map(|rival| (stack, rival)));
        for (address, what, ending) in &outcome.resources {
            match ending {
                Ending::Done => done += 1,
                Ending::Failed(failure) => failed.push(format!("{address} ({what}): {failure}")),
                Ending::Skipped { because } => not_begun.push(format!("{address}, because {because} failed")),
                Ending::NotBegun => not_begun.push(address.clone()),
            }
        }
    }
    if failed.is_empty() && not_begun.is_empty() && rivals.is_empty() {
        let what = if done == 0 { "nothing to do".to_owned() } else { format!("{done} done") };
        report::talk(&format!("{what}\n"));
        return DONE;
    }
    let mut text = format!("\n{done} done, {} failed, {} not begun\n", failed.len(), not_begun.len());
    for failure in &failed {
        text.push_str(&format!("\nfailed: {}\n", failure.replace('\n', "\n  ")));
    }
    if !not_begun.is_empty() {
        text.push_str(&format!("\nnot begun:\n  {}\n", not_begun.join("\n  ")));
    }
    for (stack, rival) in &rivals {
        text.push_str(&format!(
            "\nstack {stack} has somebody else: {rival}\n  fix: wait until that is done, then `{again}`; if that \
             run is dead, its mark counts for {} more, or pass --take-over\n",
            duration(rival.lasts)
        ));
    }
    text.push_str(&format!("\nwhat was done stays done; `{again}` goes on from there\n"));
    report::talk(&text);
    FAILED
}
