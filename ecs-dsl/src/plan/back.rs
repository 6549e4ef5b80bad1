//! The way back: what undoes a run that failed.
//!
//! What the live side was before the run is taken for what is wanted, and planned like everything else.
//! It is the plan of those resources alone that the run began, and of those members alone that it was to
//! change: what others did to the stack meanwhile, such as an autoscaler, is none of a failed run's
//! business.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::live::{Live, is_gone};
use super::make::{Options, PlanError, plan};
use super::model::{Plan, PlannedResource};
use super::order;
use crate::assembly::{FORMAT, Manifest};
use crate::kind::{Action, Deployment, Known, LiveResource, RolloutState, as_manifest, bare_name, same_name};
use crate::resource::of_kind;

/// What undoes a run.
#[derive(Debug, Clone, PartialEq)]
pub struct WayBack {
    /// What there was before, of what the run began, in the requests that make it so.
    pub manifest: Manifest,
    /// How to get there.
    pub plan: Plan,
    /// The addresses of what the run made and what is marked to be retained: it stays, as the stack's own.
    pub kept: Vec<String>,
    /// What can be made again but not as it was: by address, what is not as before.
    pub lost: BTreeMap<String, String>,
}

/// Plans how to undo what a run of `ran` did to the resources that it began.
///
/// `before` is the live side of which `ran` was made, `now` the live side after it: what was there
/// before, at its address; what stands at an address by another name, under a key of its own; the
/// revisions that the run registered, each under a key of its own. `known` are other stacks' tokens.
///
/// # Errors
///
/// A resource of a kind that this version does not know.
pub fn back(
    ran: &Plan,
    begun: &BTreeSet<String>,
    before: &Live,
    now: &Live,
    known: &Known,
) -> Result<WayBack, PlanError> {
    let begun: Vec<&PlannedResource> =
        ran.resources.iter().filter(|one| begun.contains(&one.address)).collect();
    let mut wanted: BTreeMap<String, LiveResource> = BTreeMap::new();
    let mut lost: BTreeMap<String, String> = BTreeMap::new();
    let mut now = now.clone();
    let is_made = |address: &String, one: &LiveResource| one.address.as_ref() != Some(address);
    let made = now.resources.iter().filter(|(address, one)| is_made(address, one));
    let made: BTreeSet<String> = made.filter_map(|(_, one)| one.arn.clone()).collect();
    for one in &begun {
        let Some(was) = before.resources.get(&one.address).filter(|was| !is_gone(was)) else { continue };
        if is_older_revision(was, &one.address) {
            let what = "an older revision, which stays INACTIVE once it is deregistered";
            lost.insert(one.address.clone(), what.to_owned());
            continue;
        }
        let is = now.resources.get_mut(&one.address).filter(|is| !is_gone(is));
        if let Some(revision) = is.as_ref().and_then(|is| others_revision(one, was, is, &made)) {
            let what =
                format!("somebody else brought it to {} meanwhile, which was left", bare_name(revision));
            lost.insert(one.address.clone(), what);
            let mut one = (*one).clone();
            let runs = deployment(was).map(|deployment| deployment.runs);
            one.members.retain(|change| Some(change.member.as_str()) != runs);
            wanted.insert(one.address.clone(), as_before(&one, was, is));
            continue;
        }
        wanted.insert(one.address.clone(), as_before(one, was, is));
    }
    registered_anew(&mut wanted, &now);
    let manifest = manifest(ran, wanted, before);
    let options = Options { adopt: true, revisions_go: true, known: known.clone(), ..Options::default() };
    let mut plan = plan(&manifest, &now, &options)?;
    only_real_needs(&mut plan);
    let mut kept = Vec::new();
    plan.resources.retain(|one| {
        let stays = one.action == Action::Release;
        kept.extend(stays.then(|| one.address.clone()));
        !stays
    });
    for resource in &mut plan.resources {
        // What belonged to nobody before belongs to nobody again.
        if resource.action == Action::Adopt && resource.blocked.is_none() {
            let changes = !resource.calls.is_empty();
            resource.action = if changes { Action::Update } else { Action::Unchanged };
            resource.members.retain(|_| changes);
        }
        let is = now.resources.get(&resource.address);
        if resource.action == Action::Delete
            && let Some((is, kind)) = is.and_then(|is| Some((is, of_kind(&is.kind)?)))
            && kind.protected(is).is_some()
        {
            // The run that made it protected it too.
            resource.calls = kind.unprotect(is).into_iter().chain(kind.delete(is)).collect();
            resource.blocked = None;
        }
        let forth = begun.iter().find(|one| one.address == resource.address);
        let moved = forth.is_some_and(|one| one.deploys && one.is_change() && !one.members.is_empty());
        // ECS is on its way back already, or this is what the calls set going.
        if moved && resource.action != Action::Delete && is.is_some_and(is_deploying) {
            resource.deploys = true;
        }
        let Some(was) = before.resources.get(&resource.address).filter(|was| !is_gone(was)) else { continue };
        if matches!(resource.action, Action::Create | Action::Replace) {
            lost.extend(what_is_lost(was).map(|what| (resource.address.clone(), what)));
        }
    }
    Ok(WayBack { manifest, plan, kept, lost })
}

/// As much as possible is to go back, so what merely has other settings holds nothing up; what is not there,
/// and a role that may not yet do what its tasks need, does.
fn only_real_needs(plan: &mut Plan) {
    let grants = |one: &PlannedResource| of_kind(&one.kind).is_some_and(|kind| kind.grants());
    let needed: BTreeSet<String> = plan
        .resources
        .iter()
        .filter(|one| matches!(one.action, Action::Create | Action::Replace) || grants(one))
        .map(|one| one.address.clone())
        .collect();
    for resource in plan.resources.iter_mut().filter(|one| one.action != Action::Delete) {
        resource.after.retain(|address| needed.contains(address));
    }
}

/// Whether a revision is not the newest of its address, which has a key of its own.
fn is_older_revision(was: &LiveResource, key: &str) -> bool {
    is_revision(was) && was.address.as_deref().is_some_and(|address| address != key)
}

/// Returns the revision that a service was brought to by somebody else than this run and ECS itself.
fn others_revision<'a>(
    one: &PlannedResource,
    was: &LiveResource,
    is: &'a LiveResource,
    made: &BTreeSet<String>,
) -> Option<&'a str> {
    let deployment = deployment(was).filter(|_| one.action == Action::Update)?;
    let moved = one.members.iter().find(|change| change.member == deployment.runs)?;
    let old = was.whole[deployment.runs].as_str()?;
    let runs = is.whole[deployment.runs].as_str()?;
    let wanted = moved.new.as_ref().and_then(Value::as_str).unwrap_or_default();
    let ours = made.contains(runs) || same_name(runs, wanted) || same_name(runs, old);
    let going_back = (deployment.rollout)(is).revision.as_deref() == Some(old);
    (!ours && !going_back).then_some(runs)
}

/// What a resource is to be again: of one that was only changed, those members alone that were to change.
fn as_before(one: &PlannedResource, was: &LiveResource, is: Option<&mut LiveResource>) -> LiveResource {
    let mut wanted = was.clone();
    let Some(is) = is else { return wanted };
    if let Some(Deployment { runs, rollout, .. }) = deployment(was)
        && rollout(is).revision.as_deref() == was.whole[*runs].as_str()
    {
        // ECS goes back to the old revision by itself, whatever the service itself still says.
        is.whole[*runs] = was.whole[*runs].clone();
    }
    let changed: BTreeSet<&str> = match one.action {
        // A revision never changes; what can have changed is whose it is.
        _ if is_revision(was) => BTreeSet::from(["tags"]),
        Action::Update | Action::Adopt => one.members.iter().map(|member| member.top()).collect(),
        _ => return wanted,
    };
    wanted.whole = is.whole.clone();
    for member in changed {
        wanted.whole[member] = was.whole[member].clone();
    }
    wanted
}

/// A revision that was deregistered is made again under another number, so whoever refers to it has to
/// wait for its ARN.
fn registered_anew(wanted: &mut BTreeMap<String, LiveResource>, now: &Live) {
    let anew: Vec<(String, String)> = wanted
        .iter()
        .filter(|(address, one)| is_revision(one) && !now.resources.contains_key(*address))
        .filter_map(|(address, one)| Some((one.arn.clone()?, format!("${{{address}.arn}}"))))
        .collect();
    for one in wanted.values_mut().filter(|one| !is_revision(one)) {
        for (arn, token) in &anew {
            replace_text(&mut one.whole, arn, token);
        }
    }
}

/// Replaces a text wherever it stands alone in a document.
pub(crate) fn replace_text(value: &mut Value, old: &str, new: &str) {
    match value {
        Value::String(text) if text == old => *text = new.to_owned(),
        Value::Array(items) => items.iter_mut().for_each(|item| replace_text(item, old, new)),
        Value::Object(members) => members.values_mut().for_each(|member| replace_text(member, old, new)),
        _ => {}
    }
}

/// Returns what there is as a manifest that asks for it, nothing in it depending on another.
pub(crate) fn manifest_of(stack: &str, region: &str, live: &Live) -> Manifest {
    let resources = live
        .resources
        .iter()
        .filter_map(|(address, one)| Some((address.clone(), as_manifest(of_kind(&one.kind)?, one))));
    Manifest {
        format: FORMAT.to_owned(),
        stack: stack.to_owned(),
        region: region.to_owned(),
        account: live.account.clone(),
        roll_back_on_failure: Default::default(),
        resources: resources.collect(),
    }
}

/// Returns what is wanted again as a manifest, each resource after those that it referred to before.
fn manifest(ran: &Plan, wanted: BTreeMap<String, LiveResource>, before: &Live) -> Manifest {
    let of_before = wanted.keys().filter_map(|key| Some((key.clone(), before.resources.get(key)?.clone())));
    let of_before: BTreeMap<String, LiveResource> = of_before.collect();
    let references = order::references(&of_before);
    let live = Live { account: ran.account.clone(), resources: wanted, ..Live::default() };
    let mut manifest = manifest_of(&ran.stack, &ran.region, &live);
    for (address, resource) in &mut manifest.resources {
        let needed = references.get(address.as_str()).into_iter().flatten();
        resource.depends_on = needed.map(|one| (*one).to_owned()).collect();
        // Those who own them may be no part of the way back.
        let others = of_kind(&resource.kind).map(|kind| {
            kind.others_own(address, &resource.request, &|address| ran.resource(address).is_some())
        });
        resource.unmanaged.extend(others.into_iter().flatten().map(str::to_owned));
    }
    manifest
}

/// Whether it is one of several revisions, which never change themselves.
fn is_revision(live: &LiveResource) -> bool {
    of_kind(&live.kind).is_some_and(|kind| kind.revisions().is_some())
}

fn deployment(live: &LiveResource) -> Option<&'static Deployment> {
    of_kind(&live.kind)?.deployment()
}

fn is_deploying(live: &LiveResource) -> bool {
    deployment(live).is_some_and(|deployment| (deployment.rollout)(live).state == RolloutState::UnderWay)
}

/// Whether ECS has given a service's deployment up and will go back to the revision from before, but has
/// not begun to.
#[cfg(feature = "deploy")]
pub(crate) fn rolls_back_soon(live: &LiveResource) -> bool {
    let rollout = deployment(live).map(|deployment| (deployment.rollout)(live));
    rollout.is_some_and(|rollout| rollout.rolls_back && rollout.state == RolloutState::Failed)
}

fn what_is_lost(was: &LiveResource) -> Option<String> {
    let mut lost = of_kind(&was.kind)?.lost().to_owned();
    if !was.untold.is_empty() {
        let untold: Vec<&str> = was.untold.iter().map(String::as_str).collect();
        lost.push_str(&format!(
            "; AWS does not tell its {}, which are the default now",
            untold.join(" and ")
        ));
    }
    Some(lost).filter(|lost| !lost.is_empty())
}
