//! Adoption: what exists and belongs to nobody comes under the stack that names it.
//!
//! Only whose it is changes. Whatever else differs from the code is told, and left to the next plan.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::compare::MemberChange;
use super::lifecycle::{Action, Impact, Live, LiveResource, of_kind, tag_calls};
use super::make::is_gone;
use super::model::{Plan, PlannedResource};
use crate::assembly::{Manifest, STACK_TAG};

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
    let lifecycle = of_kind(&one.kind)?;
    let resource = wanted.resources.get(&one.address)?;
    let whole = (lifecycle.whole)(resource);
    let ours: BTreeMap<String, Value> = whole["tags"]
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(key, _)| one.members.iter().any(|change| is_tag(change, key)) && is_ours(key))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    // A reason in words, which follows on `adopt, as`.
    let later = format!("it is; a deploy would replace it, because of {}", one.because.join(", "));
    let mut adopted = PlannedResource {
        action: Action::Adopt,
        impact: Impact::None,
        marks: Vec::new(),
        because: (one.action == Action::Replace).then_some(later).into_iter().collect(),
        create_first: false,
        deploys: false,
        blocked: blocked(one),
        after: BTreeSet::new(),
        calls: tag_calls(lifecycle, &found.whole, &found.arn(), &ours, &[]),
        ..one.clone()
    };
    adopted.members.retain(|change| !ours.keys().any(|key| is_tag(change, key)));
    if adopted.blocked.is_some() {
        adopted.calls.clear();
    }
    Some(adopted)
}

/// Says why a resource cannot come under the stack as it is.
fn blocked(one: &PlannedResource) -> Option<String> {
    let path = one.members.iter().find(|change| change.member == "Path")?;
    let now = path.old.as_ref().and_then(Value::as_str).unwrap_or("/");
    let wanted = path.new.as_ref().and_then(Value::as_str).unwrap_or("/");
    let fix = match one.kind.as_str() {
        "iam:role" => format!("say `.path(\"{now}\")` of it in the code"),
        _ => "refer to it by its ARN instead".to_owned(),
    };
    Some(format!("it is at the path `{now}`, not at `{wanted}`, and a path cannot change; {fix}"))
}

fn is_tag(change: &MemberChange, key: &str) -> bool {
    change.member.strip_prefix("tags[").and_then(|rest| rest.strip_suffix(']')) == Some(key)
}

/// Whether a tag is one of those that say whose something is and how it is kept.
fn is_ours(key: &str) -> bool {
    key.starts_with(STACK_TAG.trim_end_matches("stack"))
}
