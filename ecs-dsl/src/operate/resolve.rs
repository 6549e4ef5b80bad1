//! What the tokens of a request stand for, read from AWS: only of what the request itself needs.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::apply::{Failure, Setting};
use crate::live::{self, Depth};
use crate::plan::{self, Known, open_tokens, resolve};

/// Something that a stack has in the code and not in AWS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// The address.
    pub address: String,
    /// The stack.
    pub stack: String,
}

/// What was found out about some resources of a stack.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// What the stack's tokens stand for.
    pub(super) known: Known,
    /// Those of the resources that the code wants otherwise than they are.
    pub(super) differing: Vec<String>,
}

/// Reads resources of the setting's stack by name, and returns what its tokens stand for.
///
/// Of a task definition that the code wants otherwise, the token stands for the revision that there is.
pub(super) async fn found(setting: &Setting, addresses: &BTreeSet<String>) -> Result<Found, Failure> {
    let Setting { aws, account, manifest, plan_options: options, .. } = setting;
    let mut named = manifest.clone();
    named.resources.retain(|address, _| addresses.contains(address));
    let live = live::read_named(aws, account, &named, options, Depth::Plan).await;
    let live = live.map_err(|error| Failure::of_call(&error))?;
    // The whole manifest is planned, so that the names of roles and clusters are known without a call.
    let plan = plan::plan(manifest, &live, options).map_err(|error| Failure::new(error.to_string()))?;
    let mut found = Found { known: plan.known.clone(), differing: Vec::new() };
    for address in addresses {
        let (Some(planned), Some(there)) = (plan.resource(address), live.resources.get(address)) else {
            continue;
        };
        if let Some(blocked) = &planned.blocked {
            return Err(Failure::new(format!("{address}: {blocked}")));
        }
        if planned.is_change() {
            found.differing.push(address.clone());
        }
        if let Some(arn) = &there.arn {
            found.known.insert(format!("{address}.arn"), arn.clone());
        }
    }
    Ok(found)
}

/// Returns the addresses that a request's tokens name in its own stack.
pub(super) fn addresses(request: &Value) -> BTreeSet<String> {
    let own = open_tokens(request).into_iter().filter(|token| token.contains('/') && !token.contains(':'));
    own.filter_map(|token| Some(token.rsplit_once('.')?.0.to_owned())).collect()
}

/// Returns the stacks, with their addresses, that a request's tokens name beside its own.
pub fn in_other_stacks(request: &Value) -> BTreeSet<(String, String)> {
    let tokens = open_tokens(request);
    let others = tokens.iter().filter_map(|token| {
        let (stack, rest) = token.split_once(':')?;
        Some((stack.to_owned(), rest.rsplit_once('.')?.0.to_owned()))
    });
    others.collect()
}

/// Resolves a request, or names what keeps it from being whole.
pub(super) fn resolved(request: &Value, known: &Known, stack: &str) -> Result<Value, Missing> {
    let request = resolve(request, known);
    let Some(token) = open_tokens(&request).into_iter().next() else { return Ok(request) };
    let (stack, rest) = token.split_once(':').unwrap_or((stack, &token));
    let address = rest.rsplit_once('.').map_or(rest, |(address, _)| address);
    Err(Missing { address: address.to_owned(), stack: stack.to_owned() })
}

impl From<Missing> for Failure {
    fn from(missing: Missing) -> Self {
        let Missing { address, stack } = missing;
        Failure::new(format!("{address} of stack `{stack}` is not in AWS: the stack is not deployed"))
            .fix(format!("deploy it first: `deploy {stack}`"))
    }
}

/// Reads what other stacks' tokens stand for, in the words of the stack that refers to them.
///
/// # Errors
/// What can befall a call.
pub async fn known_of_other(setting: &Setting, addresses: &BTreeSet<String>) -> Result<Known, Failure> {
    let stack = &setting.manifest.stack;
    let found = found(setting, addresses).await?;
    let own = found.known.into_iter().filter(|(token, _)| !token.contains(':') && token.contains('/'));
    Ok(own.map(|(token, value)| (format!("{stack}:{token}"), value)).collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_keeps_a_request_from_being_whole_is_named() {
        let request = json!({
            "taskDefinition": "${task-definition/migration.arn}",
            "cluster": "${base:cluster/main.arn}",
            "referenceId": "in ${aws.account}",
        });
        assert_eq!(addresses(&request), ["task-definition/migration".to_owned()].into());
        assert_eq!(in_other_stacks(&request), [("base".to_owned(), "cluster/main".to_owned())].into());
        let mut known = Known::from([
            ("aws.account".to_owned(), "111122223333".to_owned()),
            ("task-definition/migration.arn".to_owned(), "arn:x:7".to_owned()),
        ]);
        let missing = resolved(&request, &known, "shop").expect_err("the cluster is not known");
        assert_eq!(missing, Missing { address: "cluster/main".to_owned(), stack: "base".to_owned() });
        known.insert("base:cluster/main.arn".to_owned(), "arn:main".to_owned());
        let whole = resolved(&request, &known, "shop").expect("all is known");
        assert_eq!(whole["taskDefinition"], "arn:x:7");
        assert_eq!(whole["referenceId"], "in 111122223333");
    }
}
