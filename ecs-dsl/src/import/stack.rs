//! The whole: what is written in which order, and what refers to what.

use std::collections::{BTreeMap, BTreeSet};

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::code::identifier;
use super::document::{Found, Input};
use super::module::{EXECUTION_ROLE, INFRASTRUCTURE_ROLE, Module, TASK_ROLE};
use super::note::Note;
use super::task::Demand;
use super::{around, cluster, reach, service, task};
use crate::api::ecs::{
    CreateCapacityProvider, CreateCluster, CreateService, PutClusterCapacityProviders,
    RegisterTaskDefinition, RunTask,
};
use crate::kind::bare_name;

/// Everything that is written, by kind.
#[derive(Default)]
struct Everything {
    log_groups: Vec<Found>,
    roles: Vec<Found>,
    providers: Vec<Input<CreateCapacityProvider>>,
    clusters: Vec<Input<CreateCluster>>,
    associations: Vec<Input<PutClusterCapacityProviders>>,
    tasks: Vec<Input<RegisterTaskDefinition>>,
    services: Vec<Input<CreateService>>,
    runs: Vec<Input<RunTask>>,
}

/// Writes the module of what was found.
pub(super) fn write(found: Vec<Found>, name: Option<&str>, notes: Vec<Note>) -> (String, Vec<Note>) {
    let mut module = Module::default();
    module.notes = notes;
    (module.region, module.account) = place(&found);
    let everything = sorted(found, &mut module);
    if everything.is_empty() {
        return (String::new(), module.notes);
    }
    let name = name.map_or_else(|| everything.name(), str::to_owned);
    everything.write(&mut module);
    if module.region.is_none() {
        let what = "no region is told by the documents: give the stack one with `.region(…)`, or run with `--region`";
        module.notes.push(Note { source: "the stack".into(), path: String::new(), what: what.to_owned() });
    }
    let what = format!("The stack `{name}`, imported from what was there already.");
    module.text(&name, &what)
}

/// Returns the region and the account that the documents speak of most.
fn place(found: &[Found]) -> (Option<String>, Option<String>) {
    let (mut regions, mut accounts) = (BTreeMap::new(), BTreeMap::new());
    for one in found {
        visit(&one.whole, &mut |key, text| {
            if key == "awslogs-region" && ecs_dsl_facts::arn::is_region(text) {
                *regions.entry(text.to_owned()).or_insert(0) += 1;
            }
            if let Some([_, _, service, region, account, ..]) =
                text.starts_with("arn:").then(|| text.split(':').collect::<Vec<_>>()).as_deref()
            {
                // Another account's images and another region's buckets say nothing of the stack.
                if matches!(
                    *service,
                    "ecs" | "elasticloadbalancing" | "servicediscovery" | "ssm" | "secretsmanager"
                ) && ecs_dsl_facts::arn::is_region(region)
                {
                    *regions.entry((*region).to_owned()).or_insert(0) += 1;
                }
                if matches!(*service, "ecs" | "iam" | "elasticloadbalancing")
                    && ecs_dsl_facts::arn::is_account(account)
                {
                    *accounts.entry((*account).to_owned()).or_insert(0) += 1;
                }
            }
        });
    }
    let most = |counts: BTreeMap<String, usize>| {
        counts
            .into_iter()
            .max_by_key(|(name, count)| (*count, std::cmp::Reverse(name.clone())))
            .map(|(name, _)| name)
    };
    (most(regions), most(accounts))
}

/// Goes through all texts of a document.
fn visit(value: &Value, see: &mut impl FnMut(&str, &str)) {
    match value {
        Value::Object(members) => members.iter().for_each(|(key, value)| match value {
            Value::String(text) => see(key, text),
            other => visit(other, see),
        }),
        Value::Array(items) => items.iter().for_each(|item| match item {
            Value::String(text) => see("", text),
            other => visit(other, see),
        }),
        _ => {}
    }
}

/// Reads what was found by kind. What was given twice is taken once; what cannot be read is noted.
fn sorted(found: Vec<Found>, module: &mut Module) -> Everything {
    let mut all = Everything::default();
    let mut seen: BTreeMap<(&'static str, String), usize> = BTreeMap::new();
    for one in found {
        let name = identity(&one);
        match one.kind {
            "iam:role" => merge(&mut all.roles, one, "RoleName"),
            "logs:log-group" => merge(&mut all.log_groups, one, "logGroupName"),
            kind => {
                let number = seen.entry((kind, name.clone())).or_default();
                *number += 1;
                if *number > 1 && kind != "ecs:run-task" {
                    let what = format!("left out: `{name}` was given before, and a stack has it once");
                    let note = one.origin.note("", what);
                    module.note(note);
                    continue;
                }
                match kind {
                    "ecs:capacity-provider" => read(&one, &mut all.providers, module),
                    "ecs:cluster" => read(&one, &mut all.clusters, module),
                    "ecs:cluster-capacity-providers" => read(&one, &mut all.associations, module),
                    "ecs:task-definition" => read(&one, &mut all.tasks, module),
                    "ecs:service" => read(&one, &mut all.services, module),
                    "ecs:run-task" => read(&one, &mut all.runs, module),
                    _ => {}
                }
            }
        }
    }
    all
}

fn identity(found: &Found) -> String {
    let text = |member: &str| found.whole[member].as_str();
    let name = match found.kind {
        "ecs:task-definition" => text("family"),
        "ecs:service" => text("serviceName"),
        "ecs:cluster" => Some(text("clusterName").unwrap_or("default")),
        "ecs:cluster-capacity-providers" => text("cluster").map(bare_name),
        "ecs:run-task" => text("taskDefinition"),
        _ => text("name"),
    };
    name.unwrap_or_default().to_owned()
}

fn read<T: DeserializeOwned>(found: &Found, into: &mut Vec<Input<T>>, module: &mut Module) {
    match found.input() {
        Ok(input) => into.push(input),
        Err(note) => {
            let what = format!("the resource is left out: {}", note.what);
            module.note(Note { what, ..note });
        }
    }
}

/// Adds a document to others on the same thing: a role's policies stand in requests of their own.
fn merge(all: &mut Vec<Found>, one: Found, name: &str) {
    let Some(same) = all.iter_mut().find(|other| other.whole[name] == one.whole[name]) else {
        return all.push(one);
    };
    same.unknown.extend(one.unknown);
    let (Some(into), Value::Object(from)) = (same.whole.as_object_mut(), one.whole) else { return };
    for (member, value) in from {
        match (into.get_mut(&member), value) {
            (Some(Value::Array(have)), Value::Array(more)) => have.extend(more),
            (Some(Value::Object(have)), Value::Object(more)) => have.extend(more),
            (Some(_), Value::Null) => {}
            (_, value) => _ = into.insert(member, value),
        }
    }
}

impl Everything {
    fn is_empty(&self) -> bool {
        self.log_groups.is_empty()
            && self.roles.is_empty()
            && self.providers.is_empty()
            && self.clusters.is_empty()
            && self.associations.is_empty()
            && self.tasks.is_empty()
            && self.services.is_empty()
            && self.runs.is_empty()
    }

    /// Returns a name for the stack.
    fn name(&self) -> String {
        let cluster = self.clusters.first().and_then(|it| it.request.cluster_name.clone());
        let service = || self.services.first().map(|it| it.request.service_name.clone());
        let family = || self.tasks.first().map(|it| it.request.family.clone());
        let name = cluster.or_else(service).or_else(family).unwrap_or_else(|| "imported".to_owned());
        let name = identifier(&name).replace('_', "-");
        name.chars().take(128).collect()
    }

    fn write(self, module: &mut Module) {
        let alone = self.log_groups.len() == 1;
        for group in &self.log_groups {
            around::log_group(module, group, alone);
        }
        for role in &self.roles {
            let uses = self.uses(role.whole["RoleName"].as_str().unwrap_or_default());
            around::role(module, role, &uses);
        }
        let (early, late): (Vec<_>, Vec<_>) =
            self.providers.iter().partition(|it| it.request.managed_instances_provider.is_none());
        for provider in early {
            cluster::provider(module, provider);
        }
        let alone = self.clusters.len() == 1;
        for input in &self.clusters {
            let name = input.request.cluster_name.as_deref().unwrap_or("default");
            let mut associations = self.associations.iter().map(|it| &it.request);
            let association = associations.find(|it| bare_name(&it.cluster) == name);
            cluster::write(module, input, association, alone);
        }
        for input in &self.associations {
            if !module.clusters.contains_key(bare_name(&input.request.cluster)) {
                let what = "left out: the cluster is not among the documents, and a stack says of its own \
                            clusters alone which capacity they have";
                module.note(input.origin.note("", what));
            }
        }
        for provider in late {
            cluster::provider(module, provider);
        }
        let alone = self.tasks.len() == 1;
        for input in &self.tasks {
            let demand = self.demand(&input.request.family, module);
            task::write(module, input, &demand, alone);
        }
        let alone = self.services.len() == 1;
        for input in &self.services {
            service::write(module, input, alone);
        }
        for input in &self.runs {
            around::run(module, input);
        }
    }

    /// Returns the purposes for which a role is named.
    fn uses(&self, role: &str) -> Vec<&'static str> {
        let is = |arn: &Option<String>| arn.as_deref().is_some_and(|arn| bare_name(arn) == role);
        let mut uses = BTreeSet::new();
        for task in &self.tasks {
            if is(&task.request.execution_role_arn) {
                uses.insert(EXECUTION_ROLE);
            }
            if is(&task.request.task_role_arn) {
                uses.insert(TASK_ROLE);
            }
        }
        for service in &self.services {
            let balancers = service.request.load_balancers.iter().flatten();
            if balancers.flat_map(|it| &it.advanced_configuration).any(|it| is(&it.role_arn)) {
                uses.insert(INFRASTRUCTURE_ROLE);
            }
        }
        uses.into_iter().collect()
    }

    /// Returns what services and runs want of a task definition.
    fn demand(&self, family: &str, module: &Module) -> Demand {
        let mut demand = Demand::default();
        let is = |task: Option<&str>| task.is_some_and(|task| service::family(task) == family);
        for input in self.services.iter().map(|it| &it.request) {
            if !is(input.task_definition.as_deref()) {
                continue;
            }
            let (ports, names) = reach::demand(input);
            demand.ports.extend(ports);
            demand.port_names.extend(names);
            let strategy = input.capacity_provider_strategy.as_deref();
            demand.launch = demand.launch.or(service::launch(input.launch_type.as_ref(), strategy, module));
        }
        for run in self.runs.iter().map(|it| &it.request) {
            if is(Some(&run.task_definition)) {
                let strategy = run.capacity_provider_strategy.as_deref();
                demand.launch = demand.launch.or(service::launch(run.launch_type.as_ref(), strategy, module));
            }
        }
        demand
    }
}
