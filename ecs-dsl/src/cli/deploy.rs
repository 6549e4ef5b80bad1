//! `deploy`: makes AWS what the stacks say.

use std::path::PathBuf;

use super::session::{Access, Agreement, OnFailure, Patience};

/// The flags of `deploy`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Stacks by name, with * and ? as wildcards [default: all]
    #[arg(value_name = "STACK")]
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

#[cfg(not(feature = "deploy"))]
impl Arguments {
    /// Returns the patterns of the stacks that are meant.
    pub(super) fn stacks(&self) -> &[String] {
        &self.stacks
    }
}

#[cfg(feature = "deploy")]
pub(super) use with_aws::run;

#[cfg(feature = "deploy")]
mod with_aws {
    use super::super::select::select;
    use super::super::session::{Planned, Session, agreed, applied, block_on, conclude, planned, unblocked};
    use super::super::{DONE, FAILED, INVALID, checked, fail, saved};
    use super::Arguments;
    use crate::app::App;
    use crate::assembly::Manifest;
    use crate::plan::{Options, Plan, render};
    use crate::report;

    pub(in super::super) fn run(arguments: &Arguments, app: &App) -> u8 {
        let from_file = match arguments.plan.as_deref().map(saved::read).transpose() {
            Ok(plans) => plans,
            Err(message) => return fail(INVALID, &message),
        };
        let patterns: Vec<String> = match &from_file {
            Some(plans) => plans.iter().map(|plan| plan.stack.clone()).collect(),
            None => arguments.stacks.clone(),
        };
        let assembly = match checked(app, |assembly| select(assembly, &patterns)) {
            Ok(assembly) => assembly,
            Err(code) => return code,
        };
        let program: Vec<Manifest> = assembly.stacks.iter().map(Manifest::of).collect();
        let stacks: Vec<Manifest> = match select(&assembly, &patterns) {
            Ok(stacks) => stacks.into_iter().map(Manifest::of).collect(),
            Err(message) => return fail(INVALID, &message),
        };
        if let Some(message) = arguments.cannot_see_failures(&stacks) {
            return fail(INVALID, &message);
        }
        block_on(async {
            let mut session = Session::begin(&arguments.access, &program);
            let code = deploy(arguments, &mut session, &stacks, from_file).await;
            let code = code.unwrap_or_else(|code| code);
            session.end().err().unwrap_or(code)
        })
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
        from_file: Option<Vec<Plan>>,
    ) -> Result<u8, u8> {
        let options = Options { adopt: arguments.adopt, ..Options::default() };
        let mut stacks = planned(session, stacks, &options, false).await?;
        if let Some(saved) = from_file {
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
            agreed(&plans, &arguments.agreement, &[], "Deploy this?")?;
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
