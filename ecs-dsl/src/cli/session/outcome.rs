//! How a run ended, told in full: what was done, what was not, why, and what to do next.

use super::super::{DONE, FAILED};
use super::plans::{Back, Ended};
use crate::apply::{Ending, Outcome, PutBack, Rival};
use crate::report;

/// What became of resources, as it is told.
#[derive(Debug, Default)]
struct Told {
    done: Vec<String>,
    failed: Vec<String>,
    not_begun: Vec<String>,
}

impl Told {
    /// Adds what became of a stack's resources. `stack` is its name, where there are others beside it.
    fn add(&mut self, stack: Option<&str>, outcome: &Outcome) {
        for (address, what, ending) in &outcome.resources {
            let address = match stack {
                Some(stack) => format!("{stack}:{address}"),
                None => address.clone(),
            };
            match ending {
                Ending::Done => self.done.push(format!("{address} ({what})")),
                Ending::Failed(failure) => self.failed.push(format!("{address} ({what}): {failure}")),
                Ending::Skipped { because } => {
                    self.not_begun.push(format!("{address}, because {because} failed"));
                }
                Ending::NotBegun => self.not_begun.push(address),
            }
        }
    }

    /// Tells each failure, and what was not begun.
    fn misses(&self) -> String {
        let mut text = String::new();
        for failure in &self.failed {
            text.push_str(&format!("\nfailed: {}\n", failure.replace('\n', "\n  ")));
        }
        if !self.not_begun.is_empty() {
            text.push_str(&format!("\nnot begun:\n  {}\n", self.not_begun.join("\n  ")));
        }
        text
    }
}

/// Tells how a run ended, and returns its exit code. `again` is the command that goes on.
pub(in super::super) fn conclude(ended: &[Ended], again: &str) -> u8 {
    let (text, code) = told(ended, again);
    report::talk(&text);
    code
}

fn told(ended: &[Ended], again: &str) -> (String, u8) {
    let mut all = Told::default();
    let mut rivals = Vec::new();
    for stack in ended {
        match &stack.outcome {
            Some(outcome) => {
                rivals.extend(outcome.rival.as_ref().map(|rival| (&stack.stack, rival)));
                all.add((ended.len() > 1).then_some(&stack.stack), outcome);
            }
            None => all.not_begun.push(match &stack.because {
                Some(because) => format!("stack {}, because stack {because} failed", stack.stack),
                None => format!("stack {}", stack.stack),
            }),
        }
    }
    if all.failed.is_empty() && all.not_begun.is_empty() && rivals.is_empty() {
        let what =
            if all.done.is_empty() { "nothing to do".to_owned() } else { format!("{} done", all.done.len()) };
        return (format!("{what}\n"), DONE);
    }
    let (done, failed, not_begun) = (all.done.len(), all.failed.len(), all.not_begun.len());
    let mut text = format!("\n{done} done, {failed} failed, {not_begun} not begun\n");
    text.push_str(&all.misses());
    for (stack, rival) in rivals {
        text.push_str(&told_of_rival(stack, rival, again));
    }
    let mut stays = Vec::new();
    for stack in ended {
        match &stack.back {
            Back::Tried(put_back) => text.push_str(&told_of(&stack.stack, put_back, again)),
            Back::Stopped => {
                let name = &stack.stack;
                text.push_str(&format!("\nnothing was put back in stack {name}, as the run was stopped\n"));
                stays.push(stack);
            }
            Back::No => stays.push(stack),
        }
    }
    let stays: Vec<&str> = stays
        .into_iter()
        .filter(|stack| stack.outcome.as_ref().is_some_and(|outcome| !outcome.resources.is_empty()))
        .map(|stack| stack.stack.as_str())
        .collect();
    if stays.len() == ended.len() {
        text.push_str(&format!("\nwhat was done stays done; `{again}` goes on from there\n"));
    } else if !stays.is_empty() {
        text.push_str(&format!("\nwhat was done in {} stays done\n", stays.join(", ")));
    }
    (text, FAILED)
}

/// Tells who else deploys a stack.
fn told_of_rival(stack: &str, rival: &Rival, again: &str) -> String {
    format!("\nstack {stack} has somebody else: {rival}\n  fix: {}\n", rival.fix(again))
}

/// Tells what was put back in a stack, what not, and what to do next.
fn told_of(stack: &str, put_back: &PutBack, again: &str) -> String {
    let mut told = Told::default();
    told.add(None, &put_back.outcome);
    let mut text = String::new();
    if !told.done.is_empty() {
        text.push_str(&format!("\nput back in stack {stack}:\n  {}\n", told.done.join("\n  ")));
    }
    if !put_back.kept.is_empty() {
        text.push_str(&format!("\nkept, as it is to be retained:\n  {}\n", put_back.kept.join("\n  ")));
    }
    if !put_back.lost.is_empty() {
        text.push_str("\nnot as it was before:\n");
        for (address, what) in &put_back.lost {
            text.push_str(&format!("  {address}: {what}\n"));
        }
    }
    text.push_str(&told.misses());
    if let Some(rival) = &put_back.outcome.rival {
        text.push_str(&told_of_rival(stack, rival, again));
    }
    if let Some(failure) = &put_back.failure {
        text.push_str(&format!("\nfailed: {}\n", failure.to_string().replace('\n', "\n  ")));
    }
    let next = if put_back.is_success() {
        let but = match (put_back.kept.is_empty(), put_back.lost.is_empty()) {
            (true, true) => "",
            _ => ", but for what is named above",
        };
        format!("stack {stack} is as it was before this run{but}; mend the cause and `{again}` again")
    } else {
        format!(
            "stack {stack} is not as it was before this run; `{again}` with the code from before puts the rest \
             back, and with this code it goes on from where it stands"
        )
    };
    format!("{text}\n{next}\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::apply::Failure;

    fn failing(put_back: Back) -> Ended {
        let resources = vec![
            ("role/web".to_owned(), "update", Ending::Done),
            ("service/web".to_owned(), "update", Ending::Failed(failure("its deployment failed"))),
        ];
        let outcome = Some(Outcome { resources, ..Outcome::default() });
        Ended { stack: "web".to_owned(), outcome, because: None, back: put_back }
    }

    fn rival() -> Rival {
        Rival {
            who: "arn:aws:iam::111122223333:user/ci".to_owned(),
            since: "2025-01-01T00:00:00Z".to_owned(),
            lasts: std::time::Duration::from_secs(95),
        }
    }

    fn failure(what: &str) -> Failure {
        Failure { what: what.to_owned(), details: Vec::new(), fix: None, stopped: false }
    }

    fn deployed(stack: &str) -> Ended {
        let resources = vec![("cluster/base".to_owned(), "create", Ending::Done)];
        let outcome = Some(Outcome { resources, ..Outcome::default() });
        Ended { stack: stack.to_owned(), outcome, because: None, back: Back::No }
    }

    #[test]
    fn what_was_put_back_is_told_and_what_is_not_as_before() {
        let mut put_back = PutBack::default();
        put_back.outcome.resources.push(("role/web".to_owned(), "update", Ending::Done));
        put_back.lost.insert("log-group//web".to_owned(), "what was logged before is gone".to_owned());
        let (text, code) = told(&[deployed("base"), failing(Back::Tried(Box::new(put_back)))], "deploy");
        assert_eq!(code, FAILED);
        let expected = "
2 done, 1 failed, 0 not begun

failed: web:service/web (update): its deployment failed

put back in stack web:
  role/web (update)

not as it was before:
  log-group//web: what was logged before is gone

stack web is as it was before this run, but for what is named above; mend the cause and `deploy` again

what was done in base stays done
";
        assert_eq!(text, expected);
    }

    #[test]
    fn a_stack_that_was_not_begun_is_told_with_the_one_that_failed() {
        let because = Some("web".to_owned());
        let after = Ended { stack: "shop".to_owned(), outcome: None, because, back: Back::No };
        let stopped = Ended { stack: "blog".to_owned(), outcome: None, because: None, back: Back::No };
        let (text, code) = told(&[failing(Back::No), after, stopped], "deploy");
        assert_eq!(code, FAILED);
        assert!(text.contains("\n1 done, 1 failed, 2 not begun\n"), "{text}");
        assert!(
            text.contains("\nnot begun:\n  stack shop, because stack web failed\n  stack blog\n"),
            "{text}"
        );
    }

    #[test]
    fn a_way_back_that_failed_names_the_next_command() {
        let refused = Ending::Failed(failure("iam:PutRolePolicy is not allowed"));
        let mut put_back = PutBack::default();
        put_back.outcome.resources.push(("role/web".to_owned(), "update", refused));
        let skipped = Ending::Skipped { because: "role/web".to_owned() };
        put_back.outcome.resources.push(("service/web".to_owned(), "update", skipped));
        let (text, _) = told(&[failing(Back::Tried(Box::new(put_back)))], "deploy");
        for line in [
            "\nfailed: role/web (update): iam:PutRolePolicy is not allowed\n",
            "\nnot begun:\n  service/web, because role/web failed\n",
            "\nstack web is not as it was before this run; `deploy` with the code from before puts the rest back",
        ] {
            assert!(text.contains(line), "no `{line}` in:\n{text}");
        }
        assert!(!text.contains("stays done"), "{text}");
        let mut kept_out = PutBack::default();
        kept_out.outcome.resources.push(("role/web".to_owned(), "update", Ending::NotBegun));
        kept_out.outcome.rival = Some(rival());
        let (text, _) = told(&[failing(Back::Tried(Box::new(kept_out)))], "deploy");
        assert!(text.contains("\nstack web has somebody else: arn:aws:iam::111122223333:user/ci"), "{text}");
        let unseen = PutBack { failure: Some(failure("no way to AWS")), ..PutBack::default() };
        let (text, _) = told(&[failing(Back::Tried(Box::new(unseen)))], "deploy");
        assert!(text.contains("\nfailed: no way to AWS\n") && text.contains("is not as it was"), "{text}");
    }

    #[test]
    fn who_else_deploys_a_stack_is_told_and_when_that_ends() {
        let resources = vec![("service/web".to_owned(), "update", Ending::NotBegun)];
        let outcome = Some(Outcome { resources, rival: Some(rival()) });
        let (text, code) =
            told(&[Ended { stack: "web".to_owned(), outcome, because: None, back: Back::No }], "deploy");
        assert_eq!(code, FAILED);
        for part in [
            "\nstack web has somebody else: arn:aws:iam::111122223333:user/ci deploys it since 2025-01-01T00:00:00Z\n",
            "its mark counts for 1 min 35 s more, or pass --take-over\n",
            "\nnot begun:\n  service/web\n",
        ] {
            assert!(text.contains(part), "no `{part}` in:\n{text}");
        }
    }

    #[test]
    fn who_stops_a_run_gets_nothing_put_back_and_is_told_so() {
        let (text, code) = told(&[failing(Back::Stopped)], "deploy");
        assert_eq!(code, FAILED);
        assert!(text.contains("\nnothing was put back in stack web, as the run was stopped\n"), "{text}");
        assert!(text.ends_with("what was done stays done; `deploy` goes on from there\n"), "{text}");
    }
}
