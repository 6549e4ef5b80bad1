//! Names that AWS takes once in an account or region, whichever stack creates them.

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

/// Returns what a stack creates although an earlier stack of the account creates it already.
///
/// Stacks whose account is not known go where the credentials of the deploy say, all to the same.
pub(super) fn taken(assembly: &Assembly) -> Vec<(&StackAssembly, &Address, &Resource, Finding)> {
    let mut first: BTreeMap<_, &StackAssembly> = BTreeMap::new();
    let mut taken = Vec::new();
    if assembly.stacks.len() < 2 {
        return taken;
    }
    for stack in &assembly.stacks {
        for (address, resource) in &stack.resources {
            let Some(reach) = reach(resource.desired.kind()) else { continue };
            let region = (reach == Reach::Region).then(|| stack.scope.region());
            let place = (stack.scope.known_account(), region, address);
            let Some(earlier) = first.get(&place) else {
                first.insert(place, stack);
                continue;
            };
            // Two stacks of one name are reported as such.
            if earlier.name() == stack.name() {
                continue;
            }
            let what = format!("stack `{}` creates `{address}` too", earlier.name());
            let fix = "put the stack's or the stage's name in it, or create it in one stack and refer to it from the other";
            taken.push((stack, address, resource, Finding::new(&structure::NAME_TAKEN, "", what, fix)));
        }
    }
    taken
}
