//! Clusters, and which capacity providers they use.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::input::{batch, includes, page, required, short, tags, text, texts};
use super::{Answer, Millis, Refusal, Tags, World, missing, tags_json};

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Cluster {
    pub(super) arn: String,
    pub(super) tags: Tags,
    pub(super) assumed: bool,
    pub(super) instances: u32,
    pub(super) capacity_providers: Vec<String>,
    pub(super) default_strategy: Value,
    deleted: Option<Millis>,
    settings: Value,
    configuration: Value,
    service_connect_defaults: Value,
    /// Until when the capacity providers are being put in place.
    updating_until: Millis,
}

impl Cluster {
    pub(super) fn is_active(&self) -> bool {
        self.deleted.is_none()
    }
}

fn not_found() -> Refusal {
    Refusal::new("ClusterNotFoundException", "Cluster not found.")
}

/// Returns the name of the cluster that a request is about, which must exist.
pub(super) fn of(world: &World, input: &Value) -> Result<String, Refusal> {
    let name = short(text(input, "cluster").unwrap_or("default"));
    match world.ecs.clusters.get(name) {
        Some(cluster) if cluster.is_active() => Ok(name.to_owned()),
        _ => Err(not_found()),
    }
}

fn write<'a>(world: &'a mut World, input: &Value) -> Result<&'a mut Cluster, Refusal> {
    let name = of(world, input)?;
    world.ecs.clusters.get_mut(&name).ok_or_else(not_found)
}

fn fresh(world: &World, name: &str) -> Cluster {
    Cluster {
        arn: world.arn("ecs", &format!("cluster/{name}")),
        tags: Tags::new(),
        assumed: false,
        instances: world.settings.instances,
        capacity_providers: Vec::new(),
        default_strategy: json!([]),
        deleted: None,
        settings: json!([]),
        configuration: Value::Null,
        service_connect_defaults: Value::Null,
        updating_until: 0,
    }
}

pub(in crate::simulator) fn assume(world: &mut World, name_or_arn: &str) {
    let name = short(name_or_arn).to_owned();
    let mut cluster = fresh(world, &name);
    cluster.assumed = true;
    world.ecs.clusters.entry(name).or_insert(cluster);
}

pub(in crate::simulator) fn set_instances(world: &mut World, name: &str, count: u32) {
    if let Some(cluster) = world.ecs.clusters.get_mut(short(name)) {
        cluster.instances = count;
    }
    super::rollout::wake_services_of(world, short(name));
}

pub(super) fn create(world: &mut World, input: &Value) -> Answer {
    let name = text(input, "clusterName").unwrap_or("default").to_owned();
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if name.len() > 255 || !name.chars().all(fits) {
        return Err(Refusal::invalid("Invalid cluster name: up to 255 letters, numbers, - and _."));
    }
    // Creating a cluster that exists answers with the one that exists, and changes nothing of it.
    if world.ecs.clusters.get(&name).is_some_and(Cluster::is_active) {
        return Ok(json!({ "cluster": shape(world, &name, &["TAGS", "SETTINGS", "CONFIGURATIONS"]) }));
    }
    if world.ecs.clusters.values().filter(|c| c.is_active()).count() >= world.settings.quotas.clusters {
        return Err(Refusal::new("LimitExceededException", "Cluster limit reached."));
    }
    let mut cluster = fresh(world, &name);
    cluster.tags = tags(input)?;
    cluster.configuration = input["configuration"].clone();
    cluster.settings = input["settings"].clone();
    cluster.service_connect_defaults = namespace(&input["serviceConnectDefaults"]);
    associate(world, &mut cluster, input)?;
    world.ecs.clusters.insert(name.clone(), cluster);
    Ok(json!({ "cluster": shape(world, &name, &["TAGS", "SETTINGS", "CONFIGURATIONS"]) }))
}

/// An empty namespace takes the default away.
fn namespace(defaults: &Value) -> Value {
    if text(defaults, "namespace").is_some() { defaults.clone() } else { Value::Null }
}

/// Gives a cluster its capacity providers.
fn associate(world: &World, cluster: &mut Cluster, input: &Value) -> Result<(), Refusal> {
    let providers = texts(input, "capacityProviders");
    for provider in &providers {
        let known = ["FARGATE", "FARGATE_SPOT"].contains(provider)
            || world.ecs.providers.contains_key(short(provider));
        if !known {
            let message = format!("The specified capacity provider '{provider}' is not found.");
            return Err(Refusal::invalid(message));
        }
    }
    for item in input["defaultCapacityProviderStrategy"].as_array().into_iter().flatten() {
        let provider = text(item, "capacityProvider").unwrap_or_default();
        if !providers.iter().any(|known| short(known) == short(provider)) {
            return Err(Refusal::invalid(
                "The specified capacity provider strategy contains a capacity provider that is not \
                 associated with the cluster.",
            ));
        }
    }
    let providers: Vec<String> = providers.into_iter().map(|provider| short(provider).to_owned()).collect();
    if cluster.capacity_providers != providers {
        cluster.updating_until = world.now + world.settings.timings.cluster_update;
    }
    cluster.capacity_providers = providers;
    cluster.default_strategy = strategy(&input["defaultCapacityProviderStrategy"]);
    Ok(())
}

/// Fills in what a capacity provider strategy leaves out.
pub(super) fn strategy(given: &Value) -> Value {
    let items = given.as_array().cloned().unwrap_or_default();
    let alone = items.len() == 1;
    let filled = items.into_iter().map(|mut item| {
        if item["weight"].is_null() {
            item["weight"] = json!(u8::from(alone));
        }
        if item["base"].is_null() {
            item["base"] = json!(0);
        }
        item
    });
    filled.collect()
}

pub(super) fn update(world: &mut World, input: &Value) -> Answer {
    let name = of(world, input)?;
    let cluster = write(world, input)?;
    for (member, place) in
        [("settings", &mut cluster.settings), ("configuration", &mut cluster.configuration)]
    {
        if !input[member].is_null() {
            *place = input[member].clone();
        }
    }
    if !input["serviceConnectDefaults"].is_null() {
        cluster.service_connect_defaults = namespace(&input["serviceConnectDefaults"]);
    }
    Ok(json!({ "cluster": shape(world, &name, &["TAGS", "SETTINGS", "CONFIGURATIONS"]) }))
}

pub(super) fn put_capacity_providers(world: &mut World, input: &Value) -> Answer {
    let name = of(world, input)?;
    let mut cluster = write(world, input)?.clone();
    if cluster.updating_until > world.now {
        let message =
            "The specified cluster is in a busy state. Wait for the cluster to be in an ACTIVE state.";
        return Err(Refusal::new("UpdateInProgressException", message));
    }
    let kept = texts(input, "capacityProviders");
    let dropped = |provider: &str| !kept.iter().any(|kept| short(kept) == provider);
    let in_use = cluster
        .capacity_providers
        .iter()
        .find(|provider| dropped(provider) && super::service::uses_provider(world, &name, provider));
    if let Some(provider) = in_use {
        let message = format!(
            "The specified capacity provider '{provider}' is in use and cannot be removed from the cluster."
        );
        return Err(Refusal::new("ResourceInUseException", message));
    }
    associate(world, &mut cluster, input)?;
    world.ecs.clusters.insert(name.clone(), cluster);
    Ok(json!({ "cluster": shape(world, &name, &[]) }))
}

fn shape(world: &World, name: &str, include: &[&str]) -> Value {
    let Some(cluster) = world.ecs.clusters.get(name) else { return Value::Null };
    let updating = cluster.updating_until > world.now;
    let services = world.ecs.services.values().filter(|s| s.cluster == name && s.is_active()).count();
    let mut running = 0;
    let mut pending = 0;
    for task in world.ecs.tasks.values().filter(|task| task.cluster == name && !task.is_stopped()) {
        if task.is_running() { running += 1 } else { pending += 1 }
    }
    let mut shape = json!({
        "clusterArn": cluster.arn,
        "clusterName": name,
        "status": if cluster.is_active() { "ACTIVE" } else { "INACTIVE" },
        "registeredContainerInstancesCount": if cluster.is_active() { cluster.instances } else { 0 },
        "runningTasksCount": running,
        "pendingTasksCount": pending,
        "activeServicesCount": services,
        "statistics": [],
        "tags": [],
        "settings": [],
        "capacityProviders": cluster.capacity_providers,
        "defaultCapacityProviderStrategy": cluster.default_strategy,
    });
    if include.contains(&"TAGS") {
        shape["tags"] = tags_json(&cluster.tags);
    }
    if include.contains(&"SETTINGS") {
        shape["settings"] = settings(world, cluster);
    }
    if include.contains(&"CONFIGURATIONS") && !cluster.configuration.is_null() {
        shape["configuration"] = cluster.configuration.clone();
    }
    if include.contains(&"ATTACHMENTS") {
        shape["attachments"] = json!([]);
        shape["attachmentsStatus"] = json!(if updating { "UPDATE_IN_PROGRESS" } else { "UPDATE_COMPLETE" });
    }
    if !cluster.service_connect_defaults.is_null() {
        shape["serviceConnectDefaults"] = cluster.service_connect_defaults.clone();
    }
    shape
}

/// A setting that was not made has the account's default.
fn settings(world: &World, cluster: &Cluster) -> Value {
    let mut settings: Map<String, Value> = Map::new();
    let default = world.ecs.account_settings.get("containerInsights").map_or("disabled", String::as_str);
    settings.insert("containerInsights".to_owned(), json!(default));
    for setting in cluster.settings.as_array().into_iter().flatten() {
        if let Some(name) = text(setting, "name") {
            settings.insert(name.to_owned(), setting["value"].clone());
        }
    }
    settings.into_iter().map(|(name, value)| json!({ "name": name, "value": value })).collect()
}

pub(super) fn describe(world: &World, input: &Value) -> Answer {
    let mut names = batch(input, "clusters", 100)?;
    if names.is_empty() {
        names.push("default");
    }
    let include: Vec<&str> = ["TAGS", "SETTINGS", "CONFIGURATIONS", "ATTACHMENTS"]
        .into_iter()
        .filter(|what| includes(input, what))
        .collect();
    let (mut clusters, mut failures) = (Vec::new(), Vec::new());
    for name in names {
        if is_remembered(world, short(name)) {
            clusters.push(shape(world, short(name), &include));
        } else {
            failures.push(missing(&world.arn("ecs", &format!("cluster/{}", short(name)))));
        }
    }
    Ok(json!({ "clusters": clusters, "failures": failures }))
}

fn is_remembered(world: &World, name: &str) -> bool {
    world.ecs.clusters.get(name).is_some_and(|cluster| {
        cluster.deleted.is_none_or(|at| at + world.settings.timings.remembered > world.now)
    })
}

pub(super) fn list(world: &World, input: &Value) -> Answer {
    let active = world.ecs.clusters.values().filter(|cluster| cluster.is_active());
    page(input, "clusterArns", active.map(|cluster| json!(cluster.arn)).collect(), 100)
}

pub(super) fn delete(world: &mut World, input: &Value) -> Answer {
    required(input, "cluster")?;
    let name = of(world, input)?;
    if world.ecs.services.values().any(|service| service.cluster == name && !service.is_gone()) {
        return Err(Refusal::new(
            "ClusterContainsServicesException",
            "The Cluster cannot be deleted while Services are active.",
        ));
    }
    if world.ecs.tasks.values().any(|task| task.cluster == name && !task.is_stopped()) {
        return Err(Refusal::new(
            "ClusterContainsTasksException",
            "The Cluster cannot be deleted while Tasks are active.",
        ));
    }
    let now = world.now;
    let cluster = write(world, input)?;
    cluster.deleted = Some(now);
    cluster.tags.clear();
    Ok(json!({ "cluster": shape(world, &name, &[]) }))
}
