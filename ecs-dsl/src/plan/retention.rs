//! Which earlier revisions of a task definition go, where the code says how many are kept.
//!
//! The live side has the newest revision at the task definition's address and earlier ones at
//! `ADDRESS:REVISION`. Which of those it has is up to whoever reads it; without a number in the code none
//! of them is touched.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

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
    if wanted.resources.values().all(|resource| resource.keep_revisions.is_none()) {
        return Vec::new();
    }
    let mut revisions = earlier_revisions(&wanted.stack, live);
    let users = users(wanted, planned);
    let run = run_after(live, planned);
    let growing = planned.iter().filter(|one| one.action == Action::NewRevision);
    let growing: BTreeSet<&str> = growing.map(|one| one.address.as_str()).collect();
    let mut gone = Vec::new();
    for (address, resource) in &wanted.resources {
        let Some(keep) = resource.keep_revisions else { continue };
        let mut earlier = revisions.remove(address.as_str()).unwrap_or_default();
        let grows = growing.contains(address.as_str());
        let current = live.resources.get(address).filter(|live| grows && !live.untold.contains("tags"));
        if let Some((current, revision)) = current.and_then(|live| Some((live, revision_of(live)?))) {
            earlier.push((revision, format!("{address}:{revision}"), current));
        }
        earlier.sort_by_key(|(revision, ..)| Reverse(*revision));
        let kept = usize::try_from(keep).unwrap_or(usize::MAX);
        for (_, key, resource) in earlier.into_iter().skip(kept) {
            if resource.arn.as_deref().is_some_and(|arn| run.contains(arn)) {
                continue;
            }
            let Some(planned) = removed(&key, resource, false) else { continue };
            gone.push(PlannedResource {
                after: users.get(address.as_str()).cloned().unwrap_or_default(),
                because: vec![format!("{keep} revisions are kept beside the newest")],
                // The code says so, and nothing runs of it.
                marks: Vec::new(),
                ..planned
            });
        }
    }
    gone
}

/// A revision: its number, its address and what there is.
type Revision<'a> = (u64, String, &'a LiveResource);

/// Returns the stack's earlier revisions by the address of the newest.
fn earlier_revisions<'a>(stack: &str, live: &'a Live) -> BTreeMap<&'a str, Vec<Revision<'a>>> {
    let mut earlier: BTreeMap<&str, Vec<Revision<'_>>> = BTreeMap::new();
    for (key, resource) in live.resources.iter().filter(|(_, one)| one.stack.as_deref() == Some(stack)) {
        if let Some((base, revision)) = base_of(key) {
            earlier.entry(base).or_default().push((revision, key.clone(), resource));
        }
    }
    earlier
}

/// Returns what the plan changes of those that run something, by what they run.
fn users<'a>(wanted: &'a Manifest, planned: &[PlannedResource]) -> BTreeMap<&'a str, BTreeSet<String>> {
    let mut users: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for one in planned.iter().filter(|one| one.is_change() && runs(&one.kind).is_some()) {
        let needed = wanted.resources.get(&one.address).into_iter().flat_map(|user| &user.depends_on);
        for needed in needed {
            users.entry(needed).or_default().insert(one.address.clone());
        }
    }
    users
}

/// Returns the revisions that are run and that the plan moves nobody away from.
fn run_after<'a>(live: &'a Live, planned: &[PlannedResource]) -> BTreeSet<&'a str> {
    let planned: BTreeMap<&str, &PlannedResource> =
        planned.iter().map(|one| (one.address.as_str(), one)).collect();
    let run = live.resources.iter().filter_map(|(address, service)| {
        let member = runs(&service.kind)?;
        let moves = planned.get(address.as_str()).is_some_and(|one| {
            one.action == Action::Delete || one.members.iter().any(|change| change.member == member)
        });
        service.whole[member].as_str().filter(|_| !moves)
    });
    run.collect()
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
