//! Several stacks: which one comes before which, and what one knows of another.

use std::collections::BTreeMap;

use crate::assembly::Manifest;
use crate::graph;
use crate::kind::Known;

/// Returns stacks so that each comes after those that it refers to.
pub(crate) fn in_order(stacks: &[Manifest]) -> Vec<&Manifest> {
    let places: BTreeMap<&str, usize> = stacks.iter().map(|one| one.stack.as_str()).zip(0..).collect();
    let needs: Vec<Vec<usize>> =
        stacks.iter().map(|one| needed(one).filter_map(|name| places.get(name).copied()).collect()).collect();
    graph::in_order(&needs).into_iter().map(|place| &stacks[place]).collect()
}

/// Returns the other stacks that a stack refers to.
pub(crate) fn needed(manifest: &Manifest) -> impl Iterator<Item = &str> {
    let all = manifest.resources.values().flat_map(|resource| &resource.depends_on);
    all.filter_map(|one| Some(one.split_once(':')?.0)).filter(|stack| *stack != manifest.stack)
}

/// Returns what is known of a stack in the tokens that other stacks use for it.
pub(crate) fn for_others(stack: &str, known: &Known) -> Known {
    let own = known.iter().filter(|(token, _)| !token.contains(':') && token.contains('/'));
    own.map(|(token, value)| (format!("{stack}:{token}"), value.clone())).collect()
}
