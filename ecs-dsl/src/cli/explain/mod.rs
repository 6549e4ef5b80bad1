//! `explain`: why something is as it is: a code, or the permissions of the stacks' roles.

mod codes;
mod roles;

use super::select::select;
use super::{DONE, INVALID, assembled, fail};
use crate::app::App;
use crate::check::allow;
use crate::diagnostic::code;
use crate::report;

/// The flags of `explain`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// A code such as ECS0107, in any letter case; or iam, for the statements of the stacks' roles
    #[arg(value_name = "CODE|iam", required_unless_present = "list")]
    topic: Option<String>,
    /// With iam: a role's name, or its address such as role/web-execution [default: all]
    #[arg(value_name = "ROLE")]
    role: Option<String>,
    /// With iam: the stacks whose roles are meant, by name, with * and ? as wildcards; can be given several times [default: all]
    #[arg(long = "stack", value_name = "STACK")]
    stacks: Vec<String>,
    /// List all codes with their severity and summary
    #[arg(long, conflicts_with_all = ["topic", "role", "stacks"])]
    list: bool,
    /// Print JSON, for a code or the list
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments, app: &App) -> u8 {
    match explained(arguments, app) {
        Ok(text) => {
            report::data(&text);
            DONE
        }
        Err(code) => code,
    }
}

fn explained(arguments: &Arguments, app: &App) -> Result<String, u8> {
    let Some(topic) = arguments.topic.as_deref() else {
        return Ok(if arguments.json { codes::list_as_json() } else { codes::list() });
    };
    if topic == "iam" {
        if arguments.json {
            return Err(fail(INVALID, "--json is for codes; `explain iam` prints text"));
        }
        let role = arguments.role.as_deref();
        let assembly =
            assembled(app, |assembly| Ok(roles::holders(select(assembly, &arguments.stacks)?, role)))?;
        return select(&assembly, &arguments.stacks)
            .and_then(|stacks| roles::explain(&stacks, role))
            .map_err(|message| fail(INVALID, &message));
    }
    if !arguments.stacks.is_empty() {
        return Err(fail(INVALID, "--stack is for roles, as in `explain iam --stack STACK`"));
    }
    if arguments.role.is_some() {
        return Err(fail(
            INVALID,
            "one code at a time; a second word is a role's name, as in `explain iam ROLE`",
        ));
    }
    match code::find(topic) {
        Some(code) if arguments.json => Ok(codes::as_json(code)),
        Some(code) => Ok(codes::text(code)),
        None => Err(fail(INVALID, &allow::unknown(topic))),
    }
}
