//! The order in which resources can be created, and the circles that leave none.

use std::collections::BTreeMap;

use super::{Assembly, Resource, StackAssembly};
use crate::address::Address;
use crate::diagnostic::code::structure;
use crate::diagnostic::{About, Diagnostic, Finding, Place};
use crate::graph;

/// Returns a stack's resources so that each comes after what it needs; ties go by address.
///
/// What other stacks hold is taken to exist. Resources of a circle come last, by address.
pub fn in_dependency_order(stack: &StackAssembly) -> Vec<(&Address, &Resource)> {
    let resources: Vec<(&Address, &Resource)> = stack.resources.iter().collect();
    graph::in_order(&own_needs(stack)).into_iter().map(|place| resources[place]).collect()
}

/// Returns for each resource of a stack the places of those of the stack that it needs.
fn own_needs(stack: &StackAssembly) -> Vec<Vec<usize>> {
    let places: BTreeMap<&Address, usize> = stack.resources.keys().zip(0..).collect();
    let needs = stack.resources.values().map(|resource| {
        let own = resource.depends_on.iter().filter(|dependency| dependency.stack.is_none());
        own.filter_map(|dependency| places.get(&dependency.address).copied()).collect()
    });
    needs.collect()
}

/// Reports what leaves no order: stacks that need each other, and resources that do within one stack.
pub(super) fn check(assembly: &Assembly, diagnostics: &mut Vec<Diagnostic>) {
    let stacks: BTreeMap<&str, &StackAssembly> =
        assembly.stacks.iter().map(|stack| (stack.name(), stack)).collect();
    let places: BTreeMap<&str, usize> = stacks.keys().copied().zip(0..).collect();
    let needs: Vec<Vec<usize>> = stacks
        .values()
        .map(|stack| other_stacks(stack).into_iter().filter_map(|name| places.get(name).copied()).collect())
        .collect();
    if let Some(circle) = graph::circle(&needs) {
        let stacks: Vec<&StackAssembly> = stacks.into_values().collect();
        // A stack in a circle has a resource that needs the next stack; that is where to begin.
        let (first, next) = (stacks[circle[0]], stacks[circle[1 % circle.len()]].name());
        if let Some((address, resource)) = first.resources.iter().find(|(_, one)| needs_stack(one, next)) {
            let names: Vec<&str> = circle.iter().map(|place| stacks[*place].name()).collect();
            diagnostics.push(no_order(first, address, resource, &names));
        }
    }
    for stack in &assembly.stacks {
        if let Some(circle) = graph::circle(&own_needs(stack)) {
            let addresses: Vec<&Address> = stack.resources.keys().collect();
            let circle: Vec<&Address> = circle.into_iter().map(|place| addresses[place]).collect();
            diagnostics.push(no_order(stack, circle[0], &stack.resources[circle[0]], &circle));
        }
    }
}

fn other_stacks(stack: &StackAssembly) -> Vec<&str> {
    let dependencies = stack.resources.values().flat_map(|resource| &resource.depends_on);
    dependencies.filter_map(|dependency| dependency.stack.as_deref()).collect()
}

fn needs_stack(resource: &Resource, stack: &str) -> bool {
    resource.depends_on.iter().any(|dependency| dependency.stack.as_deref() == Some(stack))
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
