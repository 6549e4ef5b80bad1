//! The order in which resources can be created, and the circles that leave none.

use std::collections::BTreeMap;

use super::{Assembly, Dependency, Resource, StackAssembly};
use crate::address::Address;
use crate::diagnostic::code::structure;
use crate::diagnostic::{Diagnostic, Place};

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

/// Reports the circles of resources over all stacks, each once.
pub(super) fn check(assembly: &Assembly, diagnostics: &mut Vec<Diagnostic>) {
    let mut open: BTreeMap<Dependency, Vec<Dependency>> = BTreeMap::new();
    for stack in &assembly.stacks {
        for (address, resource) in &stack.resources {
            let own = |address: &Address| Dependency {
                stack: Some(stack.name().to_owned()),
                address: address.clone(),
            };
            let needs = resource.depends_on.iter().map(|dependency| match dependency.stack {
                None => own(&dependency.address),
                Some(_) => dependency.clone(),
            });
            open.insert(own(address), needs.collect());
        }
    }
    // What can be created in some round is no part of a circle; what is left when a round adds
    // nothing is one, or waits for one.
    loop {
        let ready: Vec<Dependency> = open
            .iter()
            .filter(|(_, needs)| needs.iter().all(|need| !open.contains_key(need)))
            .map(|(node, _)| node.clone())
            .collect();
        if ready.is_empty() {
            break;
        }
        for node in ready {
            open.remove(&node);
        }
    }
    if let Some(circle) = circle(&open) {
        report(assembly, &circle, diagnostics);
    }
}

/// Follows needs from the first open node until one repeats.
fn circle(open: &BTreeMap<Dependency, Vec<Dependency>>) -> Option<Vec<Dependency>> {
    let mut path: Vec<&Dependency> = vec![open.keys().next()?];
    loop {
        let last = path.last()?;
        let next = open.get(*last)?.iter().find(|need| open.contains_key(need))?;
        if let Some(start) = path.iter().position(|node| *node == next) {
            return Some(path[start..].iter().map(|node| (*node).clone()).collect());
        }
        path.push(next);
    }
}

fn report(assembly: &Assembly, circle: &[Dependency], diagnostics: &mut Vec<Diagnostic>) {
    let first = &circle[0];
    let stack = first.stack.as_deref().and_then(|name| assembly.stack(name));
    let Some(resource) = stack.and_then(|stack| stack.resources.get(&first.address)) else { return };
    let mut names: Vec<String> = circle.iter().map(Dependency::to_string).collect();
    names.push(first.to_string());
    diagnostics.push(Diagnostic {
        code: &structure::CYCLE,
        severity: structure::CYCLE.severity,
        stack: first.stack.clone(),
        subject: format!("`{}`", first.address),
        address: Some(first.address.to_string()),
        member: String::new(),
        place: Place::Code(resource.trace.root()),
        what: format!("each of these needs the next: {}", names.join(" → ")),
        why: structure::CYCLE.why.to_owned(),
        fix: "move what is shared into a resource, or a stack, that the others refer to".to_owned(),
        allowed: None,
    });
}
