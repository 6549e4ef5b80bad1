//! Several stacks: which one comes before which, and what one knows of another.

use std::collections::{BTreeMap, BTreeSet};

use crate::assembly::Manifest;
use crate::graph;
use crate::kind::Known;

/// Returns stacks so that each comes after those that it refers to.
pub(crate) fn in_order(stacks: &[Manifest]) -> Vec<&Manifest> {
    let needs = needs(&stacks.iter().collect::<Vec<_>>());
    graph::in_order(&needs).into_iter().map(|place| &stacks[place]).collect()
}

/// Returns for each stack the places of those that must be there before it.
pub(crate) fn needs(stacks: &[&Manifest]) -> Vec<Vec<usize>> {
    let places: BTreeMap<&str, usize> = stacks.iter().map(|one| one.stack.as_str()).zip(0..).collect();
    let of = |one: &&Manifest| -> Vec<usize> {
        let places: BTreeSet<usize> = needed(one).filter_map(|name| places.get(name).copied()).collect();
        places.into_iter().collect()
    };
    stacks.iter().map(of).collect()
}

/// Returns for each stack the places of those that must be gone before it: what refers to it.
pub(crate) fn users(stacks: &[&Manifest]) -> Vec<Vec<usize>> {
    let mut users = vec![Vec::new(); stacks.len()];
    for (user, needed) in needs(stacks).into_iter().enumerate() {
        for place in needed {
            users[place].push(user);
        }
    }
    users
}

/// Returns the other stacks that a stack refers to.
fn needed(manifest: &Manifest) -> impl Iterator<Item = &str> {
    let all = manifest.resources.values().flat_map(|resource| &resource.depends_on);
    all.filter_map(|one| Some(one.split_once(':')?.0)).filter(|stack| *stack != manifest.stack)
}

/// Returns what is known of a stack in the tokens that other stacks use for it.
pub(crate) fn for_others(stack: &str, known: &Known) -> Known {
    let own = known.iter().filter(|(token, _)| !token.contains(':') && token.contains('/'));
    own.map(|(token, value)| (format!("{stack}:{token}"), value.clone())).collect()
}
