//! Several stacks: which one comes before which, and what one knows of another.

use std::collections::BTreeSet;

use super::token::Known;
use crate::assembly::Manifest;

/// Returns stacks so that each comes after those that it refers to.
pub(crate) fn in_order(stacks: &[Manifest]) -> Vec<&Manifest> {
    let mut open: Vec<&Manifest> = stacks.iter().collect();
    let mut order = Vec::with_capacity(stacks.len());
    while !open.is_empty() {
        let names: BTreeSet<&str> = open.iter().map(|manifest| manifest.stack.as_str()).collect();
        let ready = open.iter().position(|manifest| !needed(manifest).any(|stack| names.contains(stack)));
        // The assembly refuses circles; whatever is left is taken as it comes.
        order.push(open.remove(ready.unwrap_or(0)));
    }
    order
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
