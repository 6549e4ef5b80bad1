//! `deploy`: makes AWS what the stacks say.

use std::path::{Path, PathBuf};

use super::saved;
use super::select::matches;
use super::session::{Access, Agreement, OnFailure, Patience};
use crate::app::App;
use crate::plan::Plan;

/// The flags of `deploy`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Stacks by name, with * and ? as wildcards [default: all]; or the file of a plan, as --plan
    #[arg(value_name = "STACK|PLAN")]
    stacks: Vec<String>,
    /// Apply exactly this plan, which `diff --out` saved; refused when something has moved since
    #[arg(long, value_name = "FILE", conflicts_with = "stacks")]
    plan: Option<PathBuf>,
    /// Bring resources that exist and belong to no stack under the stacks that name them
    #[arg(long)]
    adopt: bool,
    #[command(flatten)]
    access: Access,
    #[command(flatten)]
    agreement: Agreement,
    #[command(flatten)]
    patience: Patience,
    #[command(flatten)]
    on_failure: OnFailure,
}

/// What a run is about.
#[derive(Debug)]
pub(super) struct Meant {
    /// The patterns of the stacks.
    pub(super) patterns: Vec<String>,
    /// The saved plans that are to be applied, one a stack; nothing where they are made now.
    #[cfg_attr(not(feature = "deploy"), allow(dead_code, reason = "the second build applies them"))]
    saved: Option<Vec<Plan>>,
}

impl Arguments {
    /// Finds out what the run is about.
    ///
    /// # Errors
    /// A plan cannot be read, or is named beside something else, in words for the user.
    pub(super) fn meant(&self, app: &App) -> Result<Meant, String> {
        let plans = match (&self.plan, self.file_among_stacks(app)?) {
            (Some(file), _) => saved::read(file)?,
            (None, Some(file)) => {
                saved::read(file).map_err(|error| format!("no stack has that name, and {error}"))?
            }
            (None, None) => return Ok(Meant { patterns: self.stacks.clone(), saved: None }),
        };
        if self.adopt && !plans.iter().any(|plan| plan.adopt) {
            return Err("the plan was made without --adopt, and is applied as it is\n  fix: make one with \
                        `diff --adopt --out`"
                .to_owned());
        }
        let patterns = plans.iter().map(|plan| plan.stack.clone()).collect();
        Ok(Meant { patterns, saved: Some(plans) })
    }

    /// Returns the file that is named where stacks are. What is a stack's name is never one.
    fn file_among_stacks(&self, app: &App) -> Result<Option<&Path>, String> {
        let is_stack = |name: &str| app.stacks().iter().any(|stack| matches(name, &stack.name));
        let Some(name) = self.stacks.iter().find(|name| !is_stack(name)) else { return Ok(None) };
        let file = Path::new(name);
        if !file.is_file() {
            // No stack's name has these.
            let names_a_file = name.contains(['.', '/', '\\']);
            return if names_a_file && !name.contains(['*', '?']) {
                Err(format!(
                    "no stack is named `{name}`, and there is no file of that name\n  fix: save a plan with \
                     `diff --out {name}`, or name a stack"
                ))
            } else {
                Ok(None)
            };
        }
        if self.stacks.len() > 1 {
            return Err(format!(
                "`{name}` is a file, and a saved plan is applied by itself: it has its own stacks\n  fix: `deploy \
                 {name}` alone, and what else there is after it"
            ));
        }
        Ok(Some(file))
    }

    /// Returns the names that are of a stack and, as it happens, of a file with a saved plan too.
    #[cfg(feature = "deploy")]
    fn ambiguous(&self) -> impl Iterator<Item = &String> {
        self.stacks.iter().filter(|name| Path::new(name).is_file() && saved::read(Path::new(name)).is_ok())
    }
}

#[cfg(feature = "deploy")]
pub(super) use with_aws::run;

#[cfg(feature = "deploy")]
mod with_aws {
    use super::super::meant::{Sound, Stacks, stacks};
    use super::super::session::Risk;
    use super::super::session::{
        Planned, Session, agreed, applied, conclude, in_session, planned, unblocked,
    };
    use super::super::{DONE, FAILED, INVALID, fail};
    use super::{Arguments, Meant};
    use crate::app::App;
    use crate::assembly::Manifest;
    use crate::plan::work::waits_for_services;
    use crate::plan::{Options, Plan, render};
    use crate::report;

    pub(in super::super) fn run(arguments: &Arguments, app: &App) -> u8 {
        let Meant { patterns, saved } = match arguments.meant(app) {
            Ok(meant) => meant,
            Err(message) => return fail(INVALID, &message),
        };
        if saved.is_none() {
            for name in arguments.ambiguous() {
                report::talk(&format!(
                    "note: `{name}` is a stack, and a file with a saved plan; the stack is deployed, and `deploy --plan \
                     {name}` applies the plan\n"
                ));
            }
        }
        let Stacks { program, meant } = match stacks(app, &patterns, Sound::ByRules) {
            Ok(stacks) => stacks,
            Err(code) => return code,
        };
        if let Some(message) = arguments.cannot_see_failures(&meant) {
            return fail(INVALID, &message);
        }
        let begin = || Session::begin(&arguments.access, &program);
        in_session(begin, async |session| deploy(arguments, session, &meant, saved).await)
    }

    impl Arguments {
        /// Says what is wrong where a stack is to be put back after a failure that nobody waits to see.
        fn cannot_see_failures(&self, stacks: &[Manifest]) -> Option<String> {
            let asking = stacks.iter().filter(|stack| self.on_failure.rolls_back(stack));
            let names: Vec<&str> = asking.map(|stack| stack.stack.as_str()).collect();
            (self.patience.no_wait && !names.is_empty()).then(|| {
                format!(
                    "what fails in {} is to be put back, as the code says, and with --no-wait nobody sees a \
                     deployment fail\n  fix: leave --no-wait out, or pass --no-rollback too",
                    names.join(", ")
                )
            })
        }
    }

    async fn deploy(
        arguments: &Arguments,
        session: &mut Session,
        stacks: &[Manifest],
        saved: Option<Vec<Plan>>,
    ) -> Result<u8, u8> {
        // The plans of a file are made in one go, by one word about adopting.
        let adopt = saved.as_ref().map_or(arguments.adopt, |plans| plans.iter().any(|plan| plan.adopt));
        let options = Options { adopt, ..Options::default() };
        let mut stacks = planned(session, stacks, &options, false).await?;
        if let Some(saved) = saved {
            take_saved(&mut stacks, saved)?;
        }
        let plans: Vec<Plan> = stacks.iter().map(|stack| stack.plan.clone()).collect();
        report::talk(&render::text(&plans, report::style_of_talk()));
        unblocked(&plans)?;
        // What only has to be followed is nothing to do for who does not wait.
        let follows = !arguments.patience.no_wait
            && plans.iter().flat_map(|plan| &plan.resources).any(|one| one.deploys);
        if plans.iter().all(Plan::is_empty) && !follows {
            report::talk("nothing to do\n");
            return Ok(DONE);
        }
        let waiting = plans.iter().find_map(waits_for_services);
        if let Some(resource) = waiting.filter(|_| arguments.patience.no_wait) {
            let message = format!(
                "a part of what is done to {} comes after the services have moved, and with --no-wait nobody sees that\n  \
                 fix: leave --no-wait out",
                resource.address
            );
            return Err(fail(INVALID, &message));
        }
        for line in stacks.iter().flat_map(|stack| arguments.patience.shown(&stack.plan, &stack.manifest)) {
            report::talk(&line);
        }
        for stack in &mut stacks {
            stack.rolls_back = arguments.on_failure.rolls_back(&stack.manifest);
            if stack.rolls_back {
                let stack = &stack.plan.stack;
                report::talk(&format!("  if stack {stack} fails, what this run changed in it is put back\n"));
            }
        }
        // A simulated account has nothing to lose, and plans that only follow change nothing.
        if !session.is_local() && !plans.iter().all(Plan::is_empty) {
            let plans: Vec<&Plan> = plans.iter().collect();
            // Who says --adopt agrees to it; who applies a plan that somebody saved is asked.
            let said: &[Risk] = if arguments.adopt { &[Risk::Adopts] } else { &[] };
            agreed(&plans, &arguments.agreement, said, "Deploy this?")?;
        }
        let patience = arguments.patience.clone().with(&arguments.agreement);
        let outcomes = applied(session, stacks, &patience, false).await;
        Ok(conclude(&outcomes, "deploy"))
    }

    /// Puts the saved plans in the place of those made now, if they are the same.
    fn take_saved(stacks: &mut [Planned], saved: Vec<Plan>) -> Result<(), u8> {
        let mut moved = Vec::new();
        for plan in &saved {
            if let Some(now) = stacks.iter().find(|stack| stack.plan.stack == plan.stack) {
                let addresses = plan.moved(&now.plan);
                moved.extend(addresses.into_iter().map(|address| format!("{}: {address}", plan.stack)));
            }
        }
        if !moved.is_empty() {
            let message = format!(
                "the plan is out of date; since it was made these have moved, in AWS or in the code:\n  {}\n  \
                 fix: make a new one with `diff --out`, and look at it",
                moved.join("\n  ")
            );
            return Err(fail(FAILED, &message));
        }
        for plan in saved {
            if let Some(stack) = stacks.iter_mut().find(|stack| stack.plan.stack == plan.stack) {
                stack.plan = plan;
            }
        }
        Ok(())
    }
}
