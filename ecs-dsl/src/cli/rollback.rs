//! `rollback`: puts a service back to a task definition revision that it ran before.

use super::name::{InStack, SERVICE, Wanted};
use super::session::{Access, Agreement, Patience};

/// The flags of `rollback`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Service by its name or address
    #[arg(value_name = "SERVICE")]
    name: String,
    #[command(flatten)]
    stack: InStack,
    /// Revision to go to: its number, or family:number [default: the one before]
    #[arg(long, value_name = "REVISION")]
    to: Option<String>,
    #[command(flatten)]
    access: Access,
    #[command(flatten)]
    agreement: Agreement,
    #[command(flatten)]
    patience: Patience,
}

impl Arguments {
    /// Returns what the verb looks for in the stacks.
    pub(super) fn wanted(&self) -> Wanted<'_> {
        Wanted { name: &self.name, stack: &self.stack, kinds: &[SERVICE] }
    }
}

#[cfg(feature = "deploy")]
pub(super) use with_aws::run;

#[cfg(feature = "deploy")]
mod with_aws {
    use super::super::meant::{Resource, Sound, resource};
    use super::super::name::Named;
    use super::super::session::{Session, agreed, in_session};
    use super::super::{DONE, FAILED, fail};
    use super::Arguments;
    use crate::app::App;
    use crate::apply::duration;
    use crate::assembly::Manifest;
    use crate::operate::rollback::Prepared;
    use crate::plan::render;
    use crate::report;

    pub(in super::super) fn run(arguments: &Arguments, app: &App) -> u8 {
        let Resource { program, named } = match resource(app, &arguments.wanted(), Sound::Assembled) {
            Ok(resource) => resource,
            Err(code) => return code,
        };
        let begin = || Session::begin(&arguments.access, &program);
        in_session(begin, async |session| roll_back(arguments, session, &program, &named).await)
    }

    async fn roll_back(
        arguments: &Arguments,
        session: &mut Session,
        program: &[Manifest],
        named: &Named,
    ) -> Result<u8, u8> {
        let Named { manifest, address } = named;
        let setting = session.setting(program, manifest, address).await?;
        let patience = arguments.patience.clone().with(&arguments.agreement);
        let options = patience.options();
        let prepared = Prepared::new(setting, options, address, arguments.to.as_deref()).await;
        let Some(prepared) = prepared.map_err(|failure| fail(FAILED, &failure.to_string()))? else {
            report::talk("nothing to do: the service is on that revision already\n");
            return Ok(DONE);
        };
        let plan = prepared.plan();
        report::talk(&render::text(std::slice::from_ref(&plan), report::style_of_talk()));
        report::talk(&format!("  {}\n", prepared.how()));
        if let Some(limit) = prepared.patience() {
            report::talk(&format!("  {address}: this is followed for {} at most\n", duration(limit)));
        }
        // A simulated account has nothing to lose, and looking on changes nothing.
        if !session.is_local() && prepared.is_change() {
            agreed(&[&plan], &arguments.agreement, &[], "Roll this back?")?;
        }
        let outcome = prepared.apply().await;
        outcome.map_err(|failure| fail(FAILED, &failure.to_string()))?;
        let Manifest { stack, .. } = manifest;
        let is = if patience.no_wait { "goes back to" } else { "runs" };
        report::talk(&format!("{address} {is} {}\n", prepared.to()));
        if prepared.is_change() {
            report::talk(&format!(
                "the code is as it was: `diff {stack}` shows the way to {} as a difference, and the next `deploy` goes \
                 it again\n  fix: take the change back in the code, or mend it, before that\n",
                prepared.from()
            ));
        }
        Ok(DONE)
    }
}
