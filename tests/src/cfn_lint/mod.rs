//! cfn-lint's reading of our requests, rewritten as one CloudFormation template.
//!
//! The rewriting is mechanical (`python/cloudformation.py`): capitals, a few members with names of their own, and
//! references for what one request says about another.

#[cfg(test)]
mod tests;

use serde::Deserialize;
use serde_json::Value;

use crate::availability::Unavailable;
use crate::python::{Environment, Program};
use crate::request::Request;

/// Something that cfn-lint says about a request.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Finding {
    /// cfn-lint's name of the rule: `E3047`.
    pub rule: String,
    /// `error`, `warning` or `informational`.
    pub severity: String,
    /// What is wrong, in cfn-lint's words.
    pub message: String,
    /// The address of the resource; none when the finding is about the whole template.
    pub address: Option<String>,
    /// The property, in CloudFormation's names: `ContainerDefinitions.0.PortMappings.0.HostPort`.
    pub path: String,
}

/// Returns what cfn-lint finds in each stack: errors and warnings, ordered by address, path and rule.
///
/// # Errors
/// When cfn-lint cannot be had on this machine.
///
/// # Panics
/// When a request has no place in a template: only what creates a cluster, capacity provider, log group, role, task
/// definition or service has, and what gives a role its policies or a log group its retention.
pub fn lint(stacks: &[Vec<Request>]) -> Result<Vec<Vec<Finding>>, Unavailable> {
    let mut program = Program::start(Environment::CfnLint.ready()?.program("cfn_lint_documents.py"));
    Ok(stacks.iter().map(|requests| findings(&program.ask(requests))).collect())
}

fn findings(answer: &Value) -> Vec<Finding> {
    Vec::deserialize(&answer["findings"]).unwrap_or_else(|e| panic!("cfn-lint was not run ({e}): {answer}"))
}

/// Returns the templates that [`lint`] would look at; an error where a request has no place in one.
///
/// # Errors
/// When there is no Python on this machine.
pub fn templates(stacks: &[Vec<Request>]) -> Result<Vec<Result<Value, String>>, Unavailable> {
    let mut command = Environment::CfnLint.ready()?.program("cfn_lint_documents.py");
    command.arg("--template");
    let mut program = Program::start(command);
    Ok(stacks
        .iter()
        .map(|requests| {
            let mut answer = program.ask(requests);
            match answer.get("error").and_then(Value::as_str) {
                Some(why) => Err(why.to_owned()),
                None => Ok(answer["template"].take()),
            }
        })
        .collect())
}
