//! `adopt`: brings what exists and belongs to nobody under the stacks that name it.

use super::session::{Access, Agreement};

/// The flags of `adopt`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Stacks by name, with * and ? as wildcards [default: all]
    #[arg(value_name = "STACK")]
    stacks: Vec<String>,
    #[command(flatten)]
    access: Access,
    #[command(flatten)]
    agreement: Agreement,
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
    use super::super::meant::{Sound, Stacks, stacks};
    use super::super::session::{
        Patience, Risk, Session, agreed, applied, conclude, in_session, planned, unblocked,
    };
    use super::super::{DONE, count};
    use super::Arguments;
    use crate::app::App;
    use crate::assembly::Manifest;
    use crate::plan::{self, Options, Plan, render};
    use crate::report;

    pub(in super::super) fn run(arguments: &Arguments, app: &App) -> u8 {
        let Stacks { program, meant } = match stacks(app, &arguments.stacks, Sound::ByRules) {
            Ok(stacks) => stacks,
            Err(code) => return code,
        };
        let begin = || Session::begin(&arguments.access, &program);
        in_session(begin, async |session| adopt(arguments, session, &meant).await)
    }

    async fn adopt(arguments: &Arguments, session: &mut Session, stacks: &[Manifest]) -> Result<u8, u8> {
        let options = Options { adopt: true, ..Options::default() };
        let mut stacks = planned(session, stacks, &options, false).await?;
        for stack in &mut stacks {
            stack.plan = plan::adoption(&stack.plan, &stack.manifest, &stack.live);
            // Nothing else of a resource may be changed, also where something is not as it was planned.
            stack.manifest.resources.clear();
        }
        let (some, none): (Vec<_>, Vec<_>) = stacks.into_iter().partition(|stack| !stack.plan.is_empty());
        for stack in none {
            report::talk(&format!("stack {}: nothing to adopt\n", stack.plan.stack));
        }
        if some.is_empty() {
            return Ok(DONE);
        }
        let plans: Vec<Plan> = some.iter().map(|stack| stack.plan.clone()).collect();
        report::talk(&render::text(&plans, report::style_of_talk()));
        unblocked(&plans)?;
        let left = plans.iter().flat_map(|plan| &plan.resources).filter(|one| !one.members.is_empty());
        let left = match left.count() {
            0 => "nothing in them differs from the code".to_owned(),
            left => format!("what differs in {} is left to the next `deploy`", count(left, "resource")),
        };
        report::talk(&format!("  only whose they are is changed; {left}\n"));
        if !session.is_local() {
            agreed(&plans.iter().collect::<Vec<_>>(), &arguments.agreement, &[Risk::Adopts], "Adopt these?")?;
        }
        let patience = Patience::default().with(&arguments.agreement);
        let ended = applied(session, some, &patience, false).await;
        Ok(conclude(&ended, "adopt"))
    }
}
