//! The tokens that stand in requests: each names a resource, which then comes first.
//!
//! Most are put there by the builders, which record what they refer to. A user may write one too, where a
//! member takes a text alone; then the order follows from the text, and one that names nothing is reported
//! here, since no deploy could ever resolve it.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::texts::{self, Member};
use super::token::{Token, next};
use super::{Dependency, Resource, Scope};
use crate::address::Address;
use crate::diagnostic::Finding;
use crate::diagnostic::code::structure;

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
    let mut all = Vec::new();
    for (stack, resources) in stacks.iter().enumerate() {
        for (address, resource) in resources {
            let recorded = &resource.depends_on;
            let (depends_on, findings) = (Vec::new(), Vec::new());
            let mut look = Look { stacks: &*stacks, scopes, reported, stack, recorded, depends_on, findings };
            for call in resource.desired.calls() {
                let before = look.findings.len();
                texts::each(call.request, &mut |member, text| look.text(member, text));
                if look.findings.len() > before
                    && let Some(policy) = policy_name(call.request)
                {
                    // The document of a policy is a text in the request, and a member of its own in a role.
                    for finding in &mut look.findings[before..] {
                        finding.member = format!("policies.{policy}");
                    }
                }
            }
            let Look { depends_on, findings, .. } = look;
            if !depends_on.is_empty() || !findings.is_empty() {
                all.push(Found { stack, address: address.clone(), depends_on, findings });
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

/// Returns the name of the policy that a request puts into a role.
fn policy_name(request: &dyn erased_serde::Serialize) -> Option<String> {
    let mut name = None;
    texts::each(request, &mut |member, text| {
        if let Member::Of(Member::Whole, "PolicyName") = member {
            name = Some(text.to_owned());
        }
    });
    name
}

/// The look through one resource's requests.
struct Look<'a> {
    stacks: &'a Stacks,
    scopes: &'a [Rc<Scope>],
    reported: &'a BTreeSet<String>,
    /// The stack of the resource.
    stack: usize,
    /// What the resource is known to need, of which most tokens speak.
    recorded: &'a BTreeSet<Dependency>,
    depends_on: Vec<Dependency>,
    findings: Vec<Finding>,
}

impl Look<'_> {
    fn text(&mut self, member: Member<'_>, text: &str) {
        // One character is found faster than two, and most texts have not even that.
        if !text.as_bytes().contains(&b'$') {
            return;
        }
        let mut rest = text;
        while let Some((start, inner)) = next(rest) {
            if let Some(token) = Token::read(inner) {
                self.token(token, inner, member);
            }
            rest = &rest[start + inner.len() + 3..];
        }
    }

    fn token(&mut self, token: Token<'_>, inner: &str, member: Member<'_>) {
        let owner = match token.stack {
            None => Some(self.stack),
            Some(name) => self.scopes.iter().position(|scope| scope.stack() == name),
        };
        if let Some(owner) = owner {
            let stack = (owner != self.stack).then(|| self.scopes[owner].stack());
            let is_named = |known: &Dependency| {
                known.stack.as_deref() == stack
                    && known.address.id() == token.id
                    && known.address.kind() == token.kind
            };
            if self.recorded.iter().any(is_named) {
                return;
            }
            let address = token.address();
            if self.stacks[owner].contains_key(&address) {
                self.depends_on.push(Dependency { stack: stack.map(str::to_owned), address });
                return;
            }
        }
        if self.reported.contains(&token.address().to_string()) {
            return;
        }
        let what = format!("`${{{inner}}}` names no resource of the program");
        let fix = self.fix(token, owner);
        self.findings.push(Finding::new(&structure::NO_SUCH_RESOURCE, member.to_string(), what, fix));
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
        let address = token.address().to_string();
        let addresses: Vec<String> = self.stacks[owner].keys().map(Address::to_string).collect();
        match ecs_dsl_facts::nearest(&address, addresses.iter().map(String::as_str)) {
            Some(near) => format!("write `{near}` in it, or the ARN itself"),
            None => {
                let stack = self.scopes[owner].stack();
                format!("add `{address}` to stack `{stack}`, or write the ARN itself")
            }
        }
    }
}
