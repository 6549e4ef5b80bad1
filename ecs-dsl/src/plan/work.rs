//! What of a plan is to be done, and what must be done before what.

use std::collections::BTreeMap;

use super::model::{Plan, PlannedResource};
use crate::kind::Action;
use crate::resource::of_kind;

/// What of a plan is to be done, as a graph of steps.
///
/// Beside the addresses that each resource names, whatever goes waits until every service is moved or gone:
/// tasks of the old revision run until then, and need what it refers to, which nothing but AWS knows for
/// sure. (A service names its revision, which may stay while its role goes.) Services wait for nothing that
/// goes, so there is no circle. It is one node in the midst of the graph, [`Work::step`] of which is none,
/// instead of an entry for each pair of the two. After it come the last parts of resources that have such.
#[derive(Debug)]
pub(crate) struct Work<'a> {
    /// The resources' first parts, each at its resource's place; none where everything is moved; last parts.
    steps: Vec<Option<(&'a PlannedResource, Part)>>,
    /// For each node the places of those that come before it.
    pub(crate) needs: Vec<Vec<usize>>,
}

/// A part of what is done to a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Its calls.
    First,
    /// Its [`later`](PlannedResource::later) calls.
    Last,
}

impl<'a> Work<'a> {
    /// Returns what a plan has to be done.
    pub(crate) fn of(plan: &'a Plan) -> Self {
        let resources: Vec<&PlannedResource> =
            plan.resources.iter().filter(|resource| resource.is_change() || resource.deploys).collect();
        let places: BTreeMap<&str, usize> =
            resources.iter().zip(0..).map(|(resource, place)| (resource.address.as_str(), place)).collect();
        let all_moved = resources.len();
        let finished = (0..all_moved).filter(|&place| !resources[place].later.is_empty());
        let lasts: BTreeMap<usize, usize> = finished.zip(all_moved + 1..).collect();
        let goes = |one: &PlannedResource| matches!(one.action, Action::Delete | Action::Release);
        let waits_for_all = |one: &PlannedResource| goes(one) && !is_deployed(one);
        let mut needs: Vec<Vec<usize>> = Vec::with_capacity(all_moved + 1 + lasts.len());
        for resource in &resources {
            let after = resource.after.iter();
            let mut before: Vec<usize> =
                after.filter_map(|address| places.get(address.as_str()).copied()).collect();
            before.sort_unstable();
            if waits_for_all(resource) {
                let parts: Vec<usize> = before.iter().filter_map(|place| lasts.get(place).copied()).collect();
                before.push(all_moved);
                before.extend(parts);
            }
            needs.push(before);
        }
        needs.push((0..all_moved).filter(|&place| is_deployed(resources[place])).collect());
        needs.extend(lasts.keys().map(|&first| vec![first, all_moved]));
        let last_parts = lasts.keys().map(|&first| Some((resources[first], Part::Last)));
        let mut steps: Vec<_> = resources.iter().map(|one| Some((*one, Part::First))).collect();
        steps.push(None);
        steps.extend(last_parts);
        Self { steps, needs }
    }

    /// Returns what is done at a place; nothing at that where everything is moved.
    pub(crate) fn step(&self, place: usize) -> Option<(&'a PlannedResource, Part)> {
        self.steps.get(place).copied().flatten()
    }
}

/// Returns what may only be done once the plan's services have moved, for who would not wait to see that.
///
/// Revisions are not among it: tasks that run go on without theirs.
pub(crate) fn waits_for_services(plan: &Plan) -> Option<&PlannedResource> {
    let deploys = plan.resources.iter().any(|one| one.deploys && one.action != Action::Delete);
    let used = |one: &PlannedResource| {
        of_kind(&one.kind).is_some_and(|kind| kind.deployment().is_none() && kind.revisions().is_none())
    };
    let goes = |one: &PlannedResource| one.action == Action::Delete && used(one);
    plan.resources.iter().find(|one| deploys && (!one.later.is_empty() && used(one) || goes(one)))
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
    fn who_does_not_wait_may_take_nothing_away_that_old_tasks_use() {
        let service = |deploys: bool| {
            let mut service = planned("service/web", "ecs:service", "update", &[]);
            service["deploys"] = json!(deploys);
            service
        };
        let with = |service: serde_json::Value, other: serde_json::Value| -> Plan {
            let plan = json!({
                "format": FORMAT, "stack": "shop", "region": "us-east-1", "account": null,
                "resources": [service, other],
            });
            serde_json::from_value(plan).expect("a plan")
        };
        let role = || planned("role/old", "iam:role", "delete", &[]);
        let waits = |plan: &Plan| waits_for_services(plan).map(|one| one.address.clone());
        assert_eq!(waits(&with(service(true), role())).as_deref(), Some("role/old"));
        assert_eq!(waits(&with(service(false), role())), None, "no service moves");
        let revision = planned("task-definition/old", "ecs:task-definition", "delete", &[]);
        assert_eq!(waits(&with(service(true), revision)), None, "tasks go on without their revision");
        let mut cluster = planned("cluster/shop", "ecs:cluster", "update", &[]);
        assert_eq!(waits(&with(service(true), cluster.clone())), None);
        let put = json!({ "service": "ecs", "operation": "PutClusterCapacityProviders", "request": {} });
        cluster["later"] = json!([put]);
        assert_eq!(waits(&with(service(true), cluster)).as_deref(), Some("cluster/shop"));
    }

    #[test]
    fn what_goes_waits_for_every_service_that_is_moved_or_goes_too() {
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
        let addresses =
            (0..work.needs.len()).map(|place| work.step(place).map(|(one, _)| one.address.as_str()));
        assert_eq!(
            addresses.collect::<Vec<_>>(),
            [
                Some("task-definition/web"),
                Some("service/web"),
                Some("service/old"),
                Some("role/old"),
                Some("log-group/kept"),
                None,
            ]
        );
        let none: Vec<usize> = Vec::new();
        assert_eq!(work.needs, [none.clone(), vec![0], none, vec![2, 5], vec![5], vec![1, 2]]);
    }

    #[test]
    fn a_last_part_waits_for_what_is_moved_and_what_goes_after_its_resource_waits_for_it() {
        let mut cluster = planned("cluster/main", "ecs:cluster", "update", &[]);
        cluster["members"] = json!([{ "member": "capacityProviders" }]);
        let call = json!({ "service": "ecs", "operation": "PutClusterCapacityProviders" });
        cluster["calls"] = json!([call]);
        cluster["later"] = json!([call]);
        let plan = json!({
            "format": FORMAT, "stack": "shop", "region": "us-east-1", "account": null,
            "resources": [
                cluster,
                planned("service/web", "ecs:service", "update", &["cluster/main"]),
                planned("capacity-provider/old", "ecs:capacity-provider", "delete", &["cluster/main"]),
                planned("role/old", "iam:role", "delete", &[]),
            ],
        });
        let plan: Plan = serde_json::from_value(plan).expect("a plan");
        let work = Work::of(&plan);
        assert_eq!(work.needs, [vec![], vec![0], vec![0, 4, 5], vec![4], vec![1], vec![0, 4]]);
        let last = work.step(5).map(|(one, part)| (one.address.as_str(), part));
        assert_eq!(last, Some(("cluster/main", Part::Last)));
    }
}
