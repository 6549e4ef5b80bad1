//! The order in which resources can be created, and the circles that leave none.

use std::collections::BTreeMap;

use super::{Assembly, Resource, StackAssembly};
use crate::address::Address;
use crate::diagnostic::code::structure;
use crate::diagnostic::{About, Diagnostic, Finding, Place};

/// Returns a stack's resources so that each comes after what it needs; ties go by address.
///
/// What other stacks hold is taken to exist. Resources of a circle come last, by address.
pub fn in_dependency_order(stack: &StackAssembly) -> Vec<(&Address, &Resource)> {
    let mut open: BTreeMap<&Address, usize> = BTreeMap::new();
    let mut followers: BTreeMap<&Address, Vec<&Address>> = BTreeMap::new();
    for (address, resource) in &stack.resources {
        let local = resource.depends_on.iter().filter(|dependency| dependency.stack.is_none());
        let mut count = 0;
        for dependency in local {
            if let Some((needed, _)) = stack.resources.get_key_value(&dependency.address) {
                followers.entry(needed).or_default().push(address);
                count += 1;
            }
        }
        open.insert(address, count);
    }
    let mut ready: std::collections::BTreeSet<&Address> =
        open.iter().filter(|(_, count)| **count == 0).map(|(address, _)| *address).collect();
    let mut order = Vec::with_capacity(stack.resources.len());
    while let Some(address) = ready.pop_first() {
        open.remove(address);
        order.push(address);
        for follower in followers.get(address).into_iter().flatten() {
            if let Some(count) = open.get_mut(follower) {
                *count -= 1;
                if *count == 0 {
                    ready.insert(follower);
                }
            }
        }
    }
    order.extend(open.into_keys());
    order.into_iter().map(|address| (address, &stack.resources[address])).collect()
}

/// Reports what leaves no order: stacks that need each other, and resources that do within one stack.
pub(super) fn check(assembly: &Assembly, diagnostics: &mut Vec<Diagnostic>) {
    let stacks = assembly.stacks.iter().map(|stack| (stack.name(), other_stacks(stack)));
    if let Some(circle) = circle(stacks.collect()) {
        // A stack in a circle has a resource that needs the next stack; that is where to begin.
        let next = circle.get(1).copied().unwrap_or(circle[0]);
        let stack = assembly.stack(circle[0]);
        let guilty =
            stack.and_then(|stack| stack.resources.iter().find(|(_, resource)| needs(resource, next)));
        if let (Some(stack), Some((address, resource))) = (stack, guilty) {
            diagnostics.push(no_order(stack, address, resource, &circle));
        }
    }
    for stack in &assembly.stacks {
        let resources = stack.resources.iter().map(|(address, resource)| {
            let own = resource.depends_on.iter().filter(|dependency| dependency.stack.is_none());
            (address, own.map(|dependency| &dependency.address).collect())
        });
        if let Some(circle) = circle(resources.collect()) {
            diagnostics.push(no_order(stack, circle[0], &stack.resources[circle[0]], &circle));
        }
    }
}

fn other_stacks(stack: &StackAssembly) -> Vec<&str> {
    let dependencies = stack.resources.values().flat_map(|resource| &resource.depends_on);
    dependencies.filter_map(|dependency| dependency.stack.as_deref()).collect()
}

fn needs(resource: &Resource, stack: &str) -> bool {
    resource.depends_on.iter().any(|dependency| dependency.stack.as_deref() == Some(stack))
}

/// Returns a circle among nodes and what each needs, if there is one.
///
/// What can be had in some round is no part of a circle; when a round adds nothing, what is left is
/// one, or waits for one.
fn circle<T: Ord + Copy>(mut open: BTreeMap<T, Vec<T>>) -> Option<Vec<T>> {
    loop {
        let ready: Vec<T> = open
            .iter()
            .filter(|(_, needs)| needs.iter().all(|need| !open.contains_key(need)))
            .map(|(node, _)| *node)
            .collect();
        if ready.is_empty() {
            break;
        }
        for node in ready {
            open.remove(&node);
        }
    }
    let mut path = vec![*open.keys().next()?];
    loop {
        let next = *open.get(path.last()?)?.iter().find(|need| open.contains_key(need))?;
        if let Some(start) = path.iter().position(|node| *node == next) {
            return Some(path[start..].to_vec());
        }
        path.push(next);
    }
}

fn no_order(
    stack: &StackAssembly,
    address: &Address,
    resource: &Resource,
    circle: &[impl ToString],
) -> Diagnostic {
    let mut names: Vec<String> = circle.iter().map(ToString::to_string).collect();
    names.push(circle[0].to_string());
    let what = format!("each of these needs the next: {}", names.join(" → "));
    let fix = "move what is shared into a resource, or a stack, that the others refer to";
    Finding::new(&structure::CYCLE, "", what, fix)
        .told(About::resource(stack.name(), address), Place::Code(resource.trace.root()))
}
