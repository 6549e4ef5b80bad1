//! `destroy`: takes everything away that stacks own.

use super::session::{Access, Agreement};

/// The flags of `destroy`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Stacks by name, with * and ? as wildcards
    #[arg(value_name = "STACK", required_unless_present = "all")]
    stacks: Vec<String>,
    /// Destroy every stack of the program
    #[arg(long, conflicts_with = "stacks")]
    all: bool,
    /// Delete log groups and what they hold too
    #[arg(long)]
    delete_log_groups: bool,
    #[command(flatten)]
    access: Access,
    #[command(flatten)]
    agreement: Agreement,
}

#[cfg(feature = "deploy")]
pub(super) use with_aws::run;

#[cfg(feature = "deploy")]
mod with_aws {
    use super::super::select::select;
    use super::super::session::{Patience, Session, agreed, applied, block_on, conclude, planned};
    use super::super::{DONE, INVALID, assembled, fail};
    use super::Arguments;
    use crate::app::App;
    use crate::assembly::Manifest;
    use crate::plan::{Action, Mark, Options, Plan, render};
    use crate::report;

    pub(in super::super) fn run(arguments: &Arguments, app: &App) -> u8 {
        let assembly = match assembled(app) {
            Ok(assembly) => assembly,
            Err(code) => return code,
        };
        let program: Vec<Manifest> = assembly.stacks.iter().map(Manifest::of).collect();
        let stacks: Vec<Manifest> = match select(&assembly, &arguments.stacks) {
            Ok(stacks) => stacks.into_iter().map(Manifest::of).collect(),
            Err(message) => return fail(INVALID, &message),
        };
        block_on(async {
            let mut session = Session::begin(&arguments.access, &program);
            let code = destroy(arguments, &mut session, &stacks).await.unwrap_or_else(|code| code);
            session.end().err().unwrap_or(code)
        })
    }

    async fn destroy(arguments: &Arguments, session: &mut Session, stacks: &[Manifest]) -> Result<u8, u8> {
        let options = Options { delete_log_groups: arguments.delete_log_groups, ..Options::default() };
        let mut stacks = planned(session, stacks, &options, true).await?;
        for stack in &mut stacks {
            // What is kept stays the stack's own, so that a later `deploy` takes it up again.
            let (kept, gone) = stack.plan.resources.drain(..).partition(|one| one.action == Action::Release);
            let kept: Vec<_> = kept;
            stack.plan.resources = gone;
            if !kept.is_empty() {
                let names: Vec<&str> = kept.iter().map(|one| one.address.as_str()).collect();
                report::talk(&format!("stack {}: kept are {}\n", stack.plan.stack, names.join(", ")));
            }
        }
        let plans: Vec<Plan> = stacks.iter().map(|stack| stack.plan.clone()).collect();
        report::talk(&render::text(&plans, report::style_of_talk()));
        if plans.iter().all(Plan::is_empty) {
            report::talk("nothing to do\n");
            return Ok(DONE);
        }
        if !session.is_local() {
            let plans: Vec<&Plan> = plans.iter().collect();
            agreed(&plans, &arguments.agreement, &[Mark::Deletes], "Destroy all this?")?;
        }
        let patience = Patience::default().with(&arguments.agreement);
        let outcomes = applied(session, stacks, &patience, true).await;
        Ok(conclude(&outcomes, "destroy"))
    }
}
