//! What must be done before what.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::live::Live;
use super::model::PlannedResource;
use crate::kind::{Action, LiveResource, bare_name};
use crate::resource::{KINDS, of_kind};

/// Adds to every deletion what must be done before it: whatever refers to it now, once that is moved or
/// gone.
pub(super) fn after_deletions(resources: &mut [PlannedResource], live: &Live) {
    let changing = resources.iter().filter(|resource| resource.is_change());
    let mut holders: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for holder in changing.filter_map(|resource| live.resources.get_key_value(&resource.address)) {
        let mut add = |text: &str| {
            holders.entry(text.to_owned()).or_default().insert(holder.0.as_str());
        };
        mentions(&holder.1.whole, &mut add);
    }
    for resource in resources.iter_mut().filter(|resource| resource.action == Action::Delete) {
        let Some(target) = live.resources.get(&resource.address) else { continue };
        let found = names(target).into_iter().filter_map(|name| holders.get(&name)).flatten();
        let later = found
            .filter(|holder| live.resources.get(**holder).is_some_and(|holder| rank(holder) > rank(target)));
        resource.after = later.map(|holder| (*holder).to_owned()).collect();
    }
}

/// Returns for each of these resources which others of them it refers to.
pub(super) fn references(resources: &BTreeMap<String, LiveResource>) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut named: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (address, resource) in resources {
        for name in names(resource) {
            named.entry(name).or_default().push(address);
        }
    }
    let mut references: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (address, resource) in resources {
        let found = references.entry(address).or_default();
        mentions(&resource.whole, &mut |text| {
            let targets = named.get(text).into_iter().flatten();
            found.extend(targets.filter(|target| rank(&resources[**target]) < rank(resource)));
        });
    }
    references
}

/// The place of a resource among those that need each other.
pub(super) fn rank(resource: &LiveResource) -> usize {
    let made_in = of_kind(&resource.kind).and_then(|kind| kind.made_in(&resource.whole));
    let kind = made_in.unwrap_or(&resource.kind);
    let place = KINDS.iter().position(|known| known.kind() == kind).unwrap_or(KINDS.len());
    2 * place + usize::from(made_in.is_some())
}

/// The texts by which others refer to a resource.
fn names(target: &LiveResource) -> Vec<String> {
    let name = of_kind(&target.kind).map(|kind| kind.name(&target.whole));
    let token = target.address.as_ref().map(|address| format!("${{{address}.arn}}"));
    [name, token, target.arn.clone()].into_iter().flatten().filter(|name| !name.is_empty()).collect()
}

/// Tells the texts of a document that may refer to something, also without ARN and revision.
fn mentions(value: &Value, add: &mut dyn FnMut(&str)) {
    match value {
        Value::String(text) if text.len() <= 2048 => {
            add(text);
            let name = bare_name(text);
            add(name);
            if let Some((family, _)) = name.split_once(':') {
                add(family);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| mentions(item, add)),
        // The tags name the stack and the address, and neither is a reference.
        Value::Object(members) => {
            let members = members.iter().filter(|(key, _)| *key != "tags");
            members.for_each(|(_, value)| mentions(value, add));
        }
        _ => {}
    }
}
