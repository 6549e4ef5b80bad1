//! Adoption: what exists and belongs to nobody comes under the stack that names it.
//!
//! Only whose it is changes. Whatever else differs from the code is told, and left to the next plan.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::live::{Live, is_gone};
use super::model::{Plan, PlannedResource};
use super::removal::is_ours;
use crate::assembly::Manifest;
use crate::kind::{Action, Impact, LiveResource, tag_calls};
use crate::resource::of_kind;

/// Turns a plan, made with [`Options::adopt`](super::Options::adopt), into one that only adopts.
///
/// It has the resources that exist without an owner, each with the calls that say whose it is, and with
/// the members that differ after that; and those that cannot be adopted, with the reason: what belongs to
/// another stack, and roles at another path than the code says, as a path cannot change.
pub fn adoption(plan: &Plan, wanted: &Manifest, live: &Live) -> Plan {
    let resources = plan.resources.iter().filter_map(|one| {
        let found = live.resources.get(&one.address).filter(|found| !is_gone(found))?;
        match &found.stack {
            Some(owner) if *owner == plan.stack => None,
            // What is planned for it is nothing, for the reason that the plan has.
            Some(_) => one.blocked.is_some().then(|| one.clone()),
            None => adopted(one, wanted, found),
        }
    });
    Plan { resources: resources.collect(), ..plan.clone() }
}

fn adopted(one: &PlannedResource, wanted: &Manifest, found: &LiveResource) -> Option<PlannedResource> {
    let kind = of_kind(&one.kind)?;
    let resource = wanted.resources.get(&one.address)?;
    let whole = kind.whole(resource);
    let ours: BTreeMap<String, Value> = whole["tags"]
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(key, _)| one.members.iter().any(|change| change.tag_key() == Some(key)) && is_ours(key))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    // A reason in words, which follows on `adopt, as`.
    let later = format!("it is; a deploy would replace it, because of {}", one.because.join(", "));
    let mut adopted = PlannedResource {
        action: Action::Adopt,
        impact: Impact::None,
        lost: None,
        marks: Vec::new(),
        because: (one.action == Action::Replace).then_some(later).into_iter().collect(),
        create_first: false,
        deploys: false,
        blocked: kind.unadoptable(&one.members),
        after: BTreeSet::new(),
        calls: tag_calls(kind, &found.whole, &found.arn(), &ours, &[]),
        ..one.clone()
    };
    adopted.members.retain(|change| !change.tag_key().is_some_and(|key| ours.contains_key(key)));
    if adopted.blocked.is_some() {
        adopted.calls.clear();
    }
    Some(adopted)
}
