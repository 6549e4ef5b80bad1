//! `destroy`: takes everything away that stacks own.

use super::session::{Access, Agreement};

/// The flags of `destroy`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Stacks by name, with * and ? as wildcards; with --region also the name of one that has left the code
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
    use super::super::meant::program;
    use super::super::select::{matches, present, select};
    use super::super::session::{
        Patience, Risk, Session, agreed, applied, conclude, in_session, planned, unblocked,
    };
    use super::super::{DONE, INVALID, assembled, fail};
    use super::Arguments;
    use crate::app::App;
    use crate::assembly::{Assembly, FORMAT, Manifest};
    use crate::env::Env;
    use crate::plan::{Action, Options, Plan, render};
    use crate::report;

    pub(in super::super) fn run(arguments: &Arguments, env: &Env, app: &App) -> u8 {
        let assembly = match assembled(app, |assembly| Ok(present(assembly, &arguments.stacks))) {
            Ok(assembly) => assembly,
            Err(code) => return code,
        };
        let program = program(&assembly);
        let stacks = match meant(&assembly, &arguments.stacks, env) {
            Ok(stacks) => stacks,
            Err(message) => return fail(INVALID, &message),
        };
        let begin = || Session::begin(&arguments.access, &program);
        in_session(begin, async |session| destroy(arguments, session, &stacks).await)
    }

    /// Returns the stacks that are meant: the program's own, and by their names those that have left the
    /// code, which are looked for where the flags say, as nothing else tells.
    fn meant(assembly: &Assembly, patterns: &[String], env: &Env) -> Result<Vec<Manifest>, String> {
        let is_known = |pattern: &&String| assembly.stacks.iter().any(|stack| matches(pattern, stack.name()));
        let (known, left): (Vec<&String>, Vec<&String>) = patterns.iter().partition(is_known);
        let known: Vec<String> = known.into_iter().cloned().collect();
        let mut stacks = Vec::new();
        if !known.is_empty() || patterns.is_empty() {
            stacks.extend(select(assembly, &known)?.into_iter().map(Manifest::of));
        }
        for name in left {
            let (Some(region), false) = (env.region(), name.contains(['*', '?'])) else {
                let unknown = select(assembly, std::slice::from_ref(name)).err().unwrap_or_default();
                return Err(format!(
                    "{unknown}\n  fix: if it has left the code, say with --region in which Region it is"
                ));
            };
            stacks.push(Manifest {
                format: FORMAT.to_owned(),
                stack: name.clone(),
                region: region.to_owned(),
                account: env.account().map(str::to_owned),
                roll_back_on_failure: Default::default(),
                resources: Default::default(),
            });
        }
        Ok(stacks)
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
        unblocked(&plans)?;
        if plans.iter().all(Plan::is_empty) {
            report::talk("nothing to do\n");
            return Ok(DONE);
        }
        if !session.is_local() {
            let plans: Vec<&Plan> = plans.iter().collect();
            agreed(&plans, &arguments.agreement, &[Risk::Deletes], "Destroy all this?")?;
        }
        let patience = Patience::default().with(&arguments.agreement);
        let outcomes = applied(session, stacks, &patience, true).await;
        Ok(conclude(&outcomes, "destroy"))
    }
}
