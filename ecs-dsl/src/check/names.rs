//! Names that AWS takes once in an account or region, whichever stack creates them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::address::Address;
use crate::assembly::{Assembly, Resource, StackAssembly};
use crate::diagnostic::Finding;
use crate::diagnostic::code::structure;

/// How far a name must be unique.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    Account,
    Region,
}

/// Returns how far the names of a kind reach; none where they are not AWS's, or are of a cluster.
fn reach(kind: &str) -> Option<Reach> {
    match kind {
        "iam:role" | "iam:instance-profile" => Some(Reach::Account),
        "ecs:cluster" | "ecs:capacity-provider" | "ecs:task-definition" | "logs:log-group" => {
            Some(Reach::Region)
        }
        _ => None,
    }
}

/// Returns what a stack creates although it, or an earlier stack of the account, creates it already.
///
/// Stacks whose account is not known go where the credentials of the deploy say, all to the same.
pub(super) fn taken(assembly: &Assembly) -> Vec<(&StackAssembly, &Address, &Resource, Finding)> {
    let mut first: BTreeMap<_, (&StackAssembly, &Address)> = BTreeMap::new();
    let mut taken = Vec::new();
    for stack in &assembly.stacks {
        for (address, resource) in &stack.resources {
            let Some(reach) = reach(resource.desired.kind()) else { continue };
            let region = (reach == Reach::Region).then(|| stack.scope.region());
            // IAM keeps the case of a name, and takes two that differ in it alone for one.
            let name = match reach {
                Reach::Account => Cow::Owned(address.id().to_ascii_lowercase()),
                Reach::Region => Cow::Borrowed(address.id()),
            };
            let place = (stack.scope.known_account(), region, address.kind(), name);
            let Some((earlier, other)) = first.get(&place) else {
                first.insert(place, (stack, address));
                continue;
            };
            // Two stacks of one name are reported as such.
            let is_same_stack = std::ptr::eq(*earlier, stack);
            if earlier.name() == stack.name() && !is_same_stack {
                continue;
            }
            let what = match is_same_stack {
                true => format!("the stack creates `{other}` too, whose name differs in case alone"),
                false => format!("stack `{}` creates `{other}` too", earlier.name()),
            };
            let fix = match is_same_stack {
                true => "give one of them another name: IAM takes the two for one",
                false => {
                    "put the stack's or the stage's name in it, or create it in one stack and refer to it from the other"
                }
            };
            taken.push((stack, address, resource, Finding::new(&structure::NAME_TAKEN, "", what, fix)));
        }
    }
    taken
}
