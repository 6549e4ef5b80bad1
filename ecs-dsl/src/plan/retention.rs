//! Which earlier revisions of a task definition go, where the code says how many are kept.
//!
//! The live side has the newest revision at the task definition's address and earlier ones at
//! `ADDRESS:REVISION`. Which of those it has is up to whoever reads it; without a number in the code none
//! of them is touched.

use std::collections::BTreeSet;

use super::live::Live;
use super::model::PlannedResource;
use super::removal::removed;
use crate::assembly::Manifest;
use crate::kind::{Action, LiveResource};
use crate::resource::of_kind;

/// Whether an address is that of an earlier revision of something wanted.
pub(super) fn is_earlier(wanted: &Manifest, address: &str) -> bool {
    base_of(address).is_some_and(|(base, _)| {
        let kind = wanted.resources.get(base).and_then(|resource| of_kind(&resource.kind));
        kind.is_some_and(|kind| kind.revisions().is_some())
    })
}

/// Plans the end of the revisions that are too many, once what the plan moves has moved.
pub(super) fn superseded(
    wanted: &Manifest,
    live: &Live,
    planned: &[PlannedResource],
) -> Vec<PlannedResource> {
    let mut gone = Vec::new();
    for (address, resource) in &wanted.resources {
        let Some(keep) = resource.keep_revisions else { continue };
        let mut earlier: Vec<(u64, String, &LiveResource)> = live
            .resources
            .iter()
            .filter(|(_, resource)| resource.stack.as_deref() == Some(&wanted.stack))
            .filter_map(|(key, resource)| match base_of(key) {
                Some((base, revision)) if base == address => Some((revision, key.clone(), resource)),
                _ => None,
            })
            .collect();
        let grows = planned.iter().any(|one| one.address == *address && one.action == Action::NewRevision);
        let current = live.resources.get(address).filter(|live| grows && !live.untold.contains("tags"));
        if let Some((current, revision)) = current.and_then(|live| Some((live, revision_of(live)?))) {
            earlier.push((revision, format!("{address}:{revision}"), current));
        }
        earlier.sort_by_key(|(revision, ..)| std::cmp::Reverse(*revision));
        let users: BTreeSet<String> = planned
            .iter()
            .filter(|one| one.is_change() && runs(&one.kind).is_some())
            .filter(|one| {
                wanted.resources.get(&one.address).is_some_and(|user| user.depends_on.contains(address))
            })
            .map(|one| one.address.clone())
            .collect();
        let keep = usize::try_from(keep).unwrap_or(usize::MAX);
        for (_, key, resource) in earlier.into_iter().skip(keep) {
            if is_run(live, planned, resource) {
                continue;
            }
            let Some(planned) = removed(&key, resource, false) else { continue };
            gone.push(PlannedResource {
                after: users.clone(),
                because: vec![format!("{keep} revisions are kept beside the newest")],
                // The code says so, and nothing runs of it.
                marks: Vec::new(),
                ..planned
            });
        }
    }
    gone
}

/// Whether a service runs a revision and is not moved away from it by the plan.
fn is_run(live: &Live, planned: &[PlannedResource], revision: &LiveResource) -> bool {
    live.resources.iter().any(|(address, service)| {
        let Some(member) = runs(&service.kind) else { return false };
        let is_run = service.whole[member].as_str() == revision.arn.as_deref();
        let moves = |one: &PlannedResource| {
            one.action == Action::Delete || one.members.iter().any(|change| change.member == member)
        };
        is_run && !planned.iter().any(|one| one.address == *address && moves(one))
    })
}

/// Returns the member by which resources of a kind name the revision that they run.
fn runs(kind: &str) -> Option<&'static str> {
    Some(of_kind(kind)?.deployment()?.runs)
}

/// Takes the address of an earlier revision apart: `task-definition/web:7`.
fn base_of(address: &str) -> Option<(&str, u64)> {
    let (base, revision) = address.rsplit_once(':')?;
    Some((base, revision.parse().ok()?))
}

fn revision_of(live: &LiveResource) -> Option<u64> {
    live.arn.as_deref()?.rsplit_once(':')?.1.parse().ok()
}
