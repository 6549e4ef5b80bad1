//! What of a plan is to be done, and what must be done before what.

use std::collections::BTreeMap;

use super::model::{Plan, PlannedResource};
use crate::kind::Action;
use crate::resource::of_kind;

/// What of a plan is to be done, as a graph.
///
/// Beside the addresses that each resource names, whatever goes waits for all that is moved: tasks of the
/// old revision run until their service has moved, and need what it refers to, which nothing but AWS knows
/// for sure. That is one node in the midst of the graph, [`Work::resource`] of which is none, instead of an
/// entry for each pair of the two.
#[derive(Debug)]
pub(crate) struct Work<'a> {
    resources: Vec<&'a PlannedResource>,
    /// For each node the places of those that come before it.
    pub(crate) needs: Vec<Vec<usize>>,
}

impl<'a> Work<'a> {
    /// Returns what a plan has to be done.
    pub(crate) fn of(plan: &'a Plan) -> Self {
        let resources: Vec<&PlannedResource> =
            plan.resources.iter().filter(|resource| resource.is_change() || resource.deploys).collect();
        let places: BTreeMap<&str, usize> =
            resources.iter().zip(0..).map(|(resource, place)| (resource.address.as_str(), place)).collect();
        let all_moved = resources.len();
        let goes = |one: &PlannedResource| matches!(one.action, Action::Delete | Action::Release);
        let is_moved = |one: &PlannedResource| !goes(one) && is_deployed(one);
        let waits_for_all = |one: &PlannedResource| goes(one) && !is_deployed(one);
        let mut needs: Vec<Vec<usize>> = Vec::with_capacity(all_moved + 1);
        for resource in &resources {
            let after = resource.after.iter();
            let mut before: Vec<usize> =
                after.filter_map(|address| places.get(address.as_str()).copied()).collect();
            before.sort_unstable();
            if waits_for_all(resource) {
                before.push(all_moved);
            }
            needs.push(before);
        }
        needs.push((0..all_moved).filter(|&place| is_moved(resources[place])).collect());
        Self { resources, needs }
    }

    /// Returns the resource at a place; none at that where everything is moved.
    pub(crate) fn resource(&self, place: usize) -> Option<&'a PlannedResource> {
        self.resources.get(place).copied()
    }

    /// Returns the resources, each at its place.
    pub(crate) fn resources(&self) -> &[&'a PlannedResource] {
        &self.resources
    }
}

fn is_deployed(resource: &PlannedResource) -> bool {
    of_kind(&resource.kind).is_some_and(|kind| kind.deployment().is_some())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::plan::FORMAT;

    fn planned(address: &str, kind: &str, action: &str, after: &[&str]) -> serde_json::Value {
        json!({ "address": address, "kind": kind, "name": "", "action": action, "impact": "none", "after": after })
    }

    #[test]
    fn what_goes_waits_for_what_is_moved_and_not_for_what_goes_too() {
        let plan = json!({
            "format": FORMAT, "stack": "shop", "region": "us-east-1", "account": null,
            "resources": [
                planned("task-definition/web", "ecs:task-definition", "new-revision", &[]),
                planned("service/web", "ecs:service", "update", &["task-definition/web"]),
                planned("service/api", "ecs:service", "unchanged", &[]),
                planned("service/old", "ecs:service", "delete", &[]),
                planned("role/old", "iam:role", "delete", &["service/old"]),
                planned("log-group/kept", "logs:log-group", "release", &[]),
            ],
        });
        let plan: Plan = serde_json::from_value(plan).expect("a plan");
        let work = Work::of(&plan);
        let addresses: Vec<&str> = work.resources().iter().map(|one| one.address.as_str()).collect();
        assert_eq!(
            addresses,
            ["task-definition/web", "service/web", "service/old", "role/old", "log-group/kept"]
        );
        let none: Vec<usize> = Vec::new();
        assert_eq!(work.needs, [none.clone(), vec![0], none, vec![2, 5], vec![5], vec![1]]);
        assert!(work.resource(5).is_none());
    }
}
