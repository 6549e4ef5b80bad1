//! `list`: the stacks and what is in them.

use serde_json::json;

use super::select::select;
use super::{DONE, INVALID, assembled, count, fail};
use crate::app::App;
use crate::assembly::{StackAssembly, in_dependency_order};
use crate::report;

/// The flags of `list`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Stacks by name, with * and ? as wildcards [default: all]
    #[arg(value_name = "STACK")]
    stacks: Vec<String>,
    /// Show each stack's resources too, in the order in which they are created
    #[arg(long)]
    resources: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments, app: &App) -> u8 {
    let assembly = match assembled(app, |assembly| select(assembly, &arguments.stacks)) {
        Ok(assembly) => assembly,
        Err(code) => return code,
    };
    let stacks = match select(&assembly, &arguments.stacks) {
        Ok(stacks) => stacks,
        Err(message) => return fail(INVALID, &message),
    };
    if arguments.json {
        let list: Vec<_> = stacks.iter().map(|stack| as_json(stack)).collect();
        report::data(&crate::assembly::to_json(&list));
        return DONE;
    }
    for stack in stacks {
        report::data(&format!(
            "{}  {}  {}  {}\n",
            stack.name(),
            stack.scope.region(),
            stack.scope.known_account().unwrap_or("any account"),
            count(stack.resources.len(), "resource"),
        ));
        if arguments.resources {
            for (address, resource) in in_dependency_order(stack) {
                report::data(&format!("  {address}  {}\n", resource.trace.root()));
            }
        }
    }
    DONE
}

fn as_json(stack: &StackAssembly) -> serde_json::Value {
    let resources: Vec<_> = in_dependency_order(stack)
        .into_iter()
        .map(|(address, resource)| {
            json!({
                "address": address.to_string(),
                "kind": resource.desired.kind(),
                "source": resource.trace.root().to_string(),
            })
        })
        .collect();
    json!({
        "stack": stack.name(),
        "region": stack.scope.region(),
        "account": stack.scope.known_account(),
        "resources": resources,
    })
}
