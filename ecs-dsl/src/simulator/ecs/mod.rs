//! ECS: clusters, task definitions, services, tasks.

mod account_setting;
mod capacity_provider;
mod cluster;
mod deployment;
mod exec;
mod input;
mod instance;
mod rollout;
mod service;
mod tag;
mod task;
mod task_definition;
mod task_set;
mod types;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::state::{Answer, Millis, Refusal, World};
use capacity_provider::Provider;
use cluster::Cluster;
use service::Service;
use task::Task;
use task_definition::Family;

pub(super) use capacity_provider::assume as assume_capacity_provider;
pub(super) use cluster::{assume as assume_cluster, set_instances};
pub(super) use rollout::{alarms_changed, service_is_due};
pub(super) use service::config as service_config;
pub(super) use task::task_is_due;
pub(super) use task_definition::assume as assume_task_definition;

/// Tags, by key.
type Tags = BTreeMap<String, String>;

/// What ECS knows.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Ecs {
    clusters: BTreeMap<String, Cluster>,
    providers: BTreeMap<String, Provider>,
    families: BTreeMap<String, Family>,
    /// By `cluster/service`.
    services: BTreeMap<String, Service>,
    /// By id.
    tasks: BTreeMap<String, Task>,
    account_settings: BTreeMap<String, String>,
    /// What RunTask was asked and answered under a client token.
    run_tokens: BTreeMap<String, (Value, Value)>,
}

pub(super) fn answer(world: &mut World, operation: &str, input: &Value) -> Answer {
    types::check(input)?;
    match operation {
        "CreateCluster" => cluster::create(world, input),
        "UpdateCluster" => cluster::update(world, input),
        "UpdateClusterSettings" => cluster::update(world, input),
        "PutClusterCapacityProviders" => cluster::put_capacity_providers(world, input),
        "DescribeClusters" => cluster::describe(world, input),
        "ListClusters" => cluster::list(world, input),
        "DeleteCluster" => cluster::delete(world, input),
        "CreateCapacityProvider" => capacity_provider::create(world, input),
        "UpdateCapacityProvider" => capacity_provider::update(world, input),
        "DescribeCapacityProviders" => capacity_provider::describe(world, input),
        "DeleteCapacityProvider" => capacity_provider::delete(world, input),
        "RegisterTaskDefinition" => task_definition::register(world, input),
        "DescribeTaskDefinition" => task_definition::describe(world, input),
        "ListTaskDefinitions" => task_definition::list(world, input),
        "ListTaskDefinitionFamilies" => task_definition::list_families(world, input),
        "DeregisterTaskDefinition" => task_definition::deregister(world, input),
        "DeleteTaskDefinitions" => task_definition::delete(world, input),
        "CreateService" => service::create(world, input),
        "UpdateService" => service::update(world, input),
        "DescribeServices" => service::describe(world, input),
        "ListServices" => service::list(world, input),
        "ListServicesByNamespace" => service::list_by_namespace(world, input),
        "DeleteService" => service::delete(world, input),
        "ListServiceDeployments" => deployment::list(world, input),
        "DescribeServiceDeployments" => deployment::describe(world, input),
        "StopServiceDeployment" => rollout::stop(world, input),
        "ContinueServiceDeployment" => rollout::go_on(world, input),
        "DescribeServiceRevisions" => deployment::describe_revisions(world, input),
        "CreateTaskSet" => task_set::create(world, input),
        "UpdateTaskSet" => task_set::update(world, input),
        "UpdateServicePrimaryTaskSet" => task_set::make_primary(world, input),
        "DescribeTaskSets" => task_set::describe(world, input),
        "DeleteTaskSet" => task_set::delete(world, input),
        "RunTask" => task::run(world, input),
        "StartTask" => task::start(world, input),
        "StopTask" => task::stop(world, input),
        "DescribeTasks" => task::describe(world, input),
        "ListTasks" => task::list(world, input),
        "GetTaskProtection" => task::get_protection(world, input),
        "UpdateTaskProtection" => task::update_protection(world, input),
        "ExecuteCommand" => exec::execute(world, input),
        "ListContainerInstances" => instance::list(world, input),
        "DescribeContainerInstances" => instance::describe(world, input),
        "TagResource" => tag::add(world, input),
        "UntagResource" => tag::remove(world, input),
        "ListTagsForResource" => tag::list(world, input),
        "ListAccountSettings" => account_setting::list(world, input),
        "PutAccountSetting" | "PutAccountSettingDefault" => account_setting::put(world, input),
        "DeleteAccountSetting" => account_setting::delete(world, input),
        other => Err(Refusal::new("UnknownOperationException", format!("unknown operation {other}"))),
    }
}

/// Everything that carries tags, for the tagging API.
pub(super) fn tagged(world: &World) -> Vec<(String, &Tags)> {
    let ecs = &world.ecs;
    let mut tagged: Vec<(String, &Tags)> = Vec::new();
    let clusters = ecs.clusters.values().filter(|cluster| cluster.is_active());
    tagged.extend(clusters.map(|cluster| (cluster.arn.clone(), &cluster.tags)));
    tagged.extend(ecs.providers.values().map(|provider| (provider.arn.clone(), &provider.tags)));
    let services = ecs.services.values().filter(|service| !service.is_gone());
    tagged.extend(services.map(|service| (service.arn.clone(), &service.tags)));
    for family in ecs.families.values() {
        let active = family.revisions.values().filter(|revision| revision.is_active());
        tagged.extend(active.map(|revision| (revision.arn.clone(), &revision.tags)));
    }
    let tasks = ecs.tasks.values().filter(|task| !task.is_stopped());
    tagged.extend(tasks.map(|task| (task.arn.clone(), &task.tags)));
    tagged
}

pub(super) fn leftovers(world: &World) -> Vec<String> {
    let ecs = &world.ecs;
    let clusters = ecs.clusters.values().filter(|c| c.is_active() && !c.assumed).map(|c| &c.arn);
    let providers = ecs.providers.values().filter(|p| !p.assumed).map(|p| &p.arn);
    let services = ecs.services.values().filter(|service| !service.is_gone()).map(|s| &s.arn);
    let tasks = ecs.tasks.values().filter(|task| !task.is_stopped()).map(|task| &task.arn);
    let revisions = ecs
        .families
        .values()
        .flat_map(|family| family.revisions.values())
        .filter(|revision| revision.is_active() && !revision.assumed)
        .map(|revision| &revision.arn);
    clusters.chain(providers).chain(services).chain(tasks).chain(revisions).cloned().collect()
}

/// Returns what stands under `failures` for something that was not found.
fn missing(arn: &str) -> Value {
    json!({ "arn": arn, "reason": "MISSING" })
}

/// Returns tags as ECS tells them.
fn tags_json(tags: &Tags) -> Value {
    tags.iter().map(|(key, value)| json!({ "key": key, "value": value })).collect()
}
