//! The tokens that stand in requests: each names a resource, which then comes first.
//!
//! Most are put there by the builders, which record what they refer to. A user may write one too, where a
//! member takes a text alone; then the order follows from the text, and one that names nothing is reported
//! here, since no deploy could ever resolve it.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde_json::Value;

use super::token::{Token, next};
use super::{Dependency, Resource, Scope};
use crate::address::Address;
use crate::diagnostic::Finding;
use crate::diagnostic::code::structure;
use crate::source::join;

/// The resources of each stack, in the order of the scopes.
pub(super) type Stacks = [BTreeMap<Address, Resource>];

/// What was found of one resource's tokens.
struct Found {
    stack: usize,
    address: Address,
    depends_on: Vec<Dependency>,
    findings: Vec<Finding>,
}

/// Records what the tokens of all requests refer to, and gives `report` those that refer to nothing.
///
/// `reported` are the addresses that are in no stack, which was told where they are referred to.
pub(super) fn settle(
    stacks: &mut Stacks,
    scopes: &[Rc<Scope>],
    reported: &BTreeSet<String>,
    mut report: impl FnMut(usize, &Address, &Resource, Finding),
) {
    let by_text = |resources: &BTreeMap<Address, Resource>| -> BTreeMap<String, Address> {
        resources.keys().map(|address| (address.to_string(), address.clone())).collect()
    };
    let addresses: Vec<BTreeMap<String, Address>> = stacks.iter().map(by_text).collect();
    let mut all = Vec::new();
    for (stack, resources) in stacks.iter().enumerate() {
        for (address, resource) in resources {
            let mut found =
                Found { stack, address: address.clone(), depends_on: Vec::new(), findings: Vec::new() };
            for call in resource.desired.calls() {
                // Few requests have a token; only those are worth being taken apart.
                let Ok(text) = serde_json::to_string(call.request) else { continue };
                if !text.contains("${") {
                    continue;
                }
                let Ok(request) = serde_json::from_str::<Value>(&text) else { continue };
                let top = match request["PolicyName"].as_str() {
                    Some(policy) => format!("policies.{policy}"),
                    None => String::new(),
                };
                let mut look = Look { addresses: &addresses, scopes, reported, found: &mut found };
                look.value(&request, &top);
            }
            if !found.depends_on.is_empty() || !found.findings.is_empty() {
                all.push(found);
            }
        }
    }
    for Found { stack, address, depends_on, findings } in all {
        let Some(resource) = stacks[stack].get_mut(&address) else { continue };
        resource.depends_on.extend(depends_on);
        for finding in findings {
            report(stack, &address, resource, finding);
        }
    }
}

struct Look<'a> {
    /// The addresses of each stack, by how tokens write them.
    addresses: &'a [BTreeMap<String, Address>],
    scopes: &'a [Rc<Scope>],
    reported: &'a BTreeSet<String>,
    found: &'a mut Found,
}

impl Look<'_> {
    fn value(&mut self, value: &Value, member: &str) {
        match value {
            Value::String(text) => {
                let mut rest = text.as_str();
                while let Some((start, inner)) = next(rest) {
                    if let Some(token) = Token::read(inner) {
                        self.token(token, inner, member);
                    }
                    rest = &rest[start + inner.len() + 3..];
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.value(item, &format!("{member}[{index}]"));
                }
            }
            Value::Object(members) => {
                // The document of a policy is a text in the request, and a member of its own in a role.
                let is_policy = member.starts_with("policies.");
                for (key, value) in members {
                    let below = if is_policy { member.to_owned() } else { join(member, key) };
                    self.value(value, &below);
                }
            }
            _ => {}
        }
    }

    fn token(&mut self, token: Token<'_>, inner: &str, member: &str) {
        let own = self.found.stack;
        let owner = match token.stack {
            None => Some(own),
            Some(name) => self.scopes.iter().position(|scope| scope.stack() == name),
        };
        let named = owner.and_then(|owner| Some((owner, self.addresses[owner].get(token.address)?)));
        match named {
            Some((owner, address)) => {
                let stack = (owner != own).then(|| self.scopes[owner].stack().to_owned());
                self.found.depends_on.push(Dependency { stack, address: address.clone() });
            }
            None if self.reported.contains(token.address) => {}
            None => {
                let what = format!("`${{{inner}}}` names no resource of the program");
                let fix = self.fix(token, owner);
                self.found.findings.push(Finding::new(&structure::NO_SUCH_RESOURCE, member, what, fix));
            }
        }
    }

    fn fix(&self, token: Token<'_>, owner: Option<usize>) -> String {
        let Some(owner) = owner else {
            let names = self.scopes.iter().map(|scope| scope.stack());
            let near = token.stack.and_then(|name| ecs_dsl_facts::nearest(name, names));
            return match near {
                Some(near) => format!("write the stack's name as `{near}`"),
                None => "name a stack of the program, or write the ARN itself".to_owned(),
            };
        };
        let addresses = self.addresses[owner].keys().map(String::as_str);
        match ecs_dsl_facts::nearest(token.address, addresses) {
            Some(near) => format!("write `{near}` in it, or the ARN itself"),
            None => format!("add `{}` to stack `{}`, or write the ARN itself", token.address, {
                self.scopes[owner].stack()
            }),
        }
    }
}
