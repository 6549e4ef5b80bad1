//! The end of resources: what goes, in which order, and what that means.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::live::{Live, is_over};
use super::model::PlannedResource;
use super::{lost, marks, order};
use crate::assembly::STACK_TAG;
use crate::kind::{Action, Impact, LiveResource, PlannedCall, tag_calls};
use crate::resource::of_kind;

/// Returns what a stack owns and `goes`, what others need after those that need it.
pub(super) fn what_goes<'a>(
    stack: &str,
    live: &'a Live,
    goes: impl Fn(&str) -> bool,
) -> Vec<(&'a str, &'a LiveResource)> {
    let owned = live.resources.iter().filter(|(address, resource)| {
        goes(address) && resource.stack.as_deref() == Some(stack) && !is_over(resource)
    });
    let mut owned: Vec<_> = owned.map(|(address, resource)| (address.as_str(), resource)).collect();
    owned.sort_by_key(|(address, resource)| (Reverse(order::rank(resource)), *address));
    owned
}

/// Plans the end of a resource; one that is kept is only no longer ours.
pub(super) fn removed(address: &str, live: &LiveResource, keep: bool) -> Option<PlannedResource> {
    let kind = of_kind(&live.kind)?;
    let (action, calls): (Action, Vec<PlannedCall>) = if keep {
        let tags = live.whole["tags"].as_object().into_iter().flatten();
        let ours: Vec<String> = tags.map(|(key, _)| key).filter(|key| is_ours(key)).cloned().collect();
        (Action::Release, tag_calls(kind, &live.whole, &live.arn(), &BTreeMap::new(), &ours))
    } else if kind.on_demand() {
        (Action::OnDemand, Vec::new())
    } else {
        (Action::Delete, kind.delete(live))
    };
    let deleted = action == Action::Delete;
    let blocked = kind.protected(live).filter(|_| deleted);
    Some(PlannedResource {
        address: address.to_owned(),
        kind: live.kind.clone(),
        name: kind.name(&live.whole),
        action,
        because: Vec::new(),
        calls: if blocked.is_some() { Vec::new() } else { calls },
        blocked,
        create_first: false,
        impact: if deleted { kind.impact_of_deletion() } else { Impact::None },
        lost: lost(kind, action),
        marks: marks(kind, action, None, Some(&live.whole)),
        members: Vec::new(),
        deploys: false,
        arn: live.arn.clone(),
        after: BTreeSet::new(),
    })
}

/// Whether a tag is one of those that say whose something is and how it is kept.
pub(super) fn is_ours(key: &str) -> bool {
    key.starts_with(STACK_TAG.trim_end_matches("stack"))
}
