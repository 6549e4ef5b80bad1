//! Capacity providers.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::input::{batch, includes, required, short, tags, text};
use super::{Answer, Refusal, Tags, World, missing, tags_json};

/// The two that every account has.
const FARGATE: &[&str] = &["FARGATE", "FARGATE_SPOT"];

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Provider {
    pub(super) arn: String,
    pub(super) tags: Tags,
    pub(super) assumed: bool,
    /// `autoScalingGroupProvider` or `managedInstancesProvider`, with its cluster.
    body: Value,
}

impl Provider {
    /// Returns whether its instances are Managed Instances.
    pub(super) fn is_managed(&self) -> bool {
        self.body["managedInstancesProvider"].is_object()
    }
}

pub(in crate::simulator) fn assume(world: &mut World, name: &str) {
    let name = short(name).to_owned();
    if FARGATE.contains(&name.as_str()) {
        return;
    }
    let provider = Provider {
        arn: world.arn("ecs", &format!("capacity-provider/{name}")),
        tags: Tags::new(),
        assumed: true,
        body: json!({ "autoScalingGroupProvider": fill_scaling(json!({})) }),
    };
    world.ecs.providers.entry(name).or_insert(provider);
}

/// Fills in the defaults of an Auto Scaling group provider.
fn fill_scaling(mut provider: Value) -> Value {
    let defaults = json!({
        "status": "DISABLED",
        "targetCapacity": 100,
        "minimumScalingStepSize": 1,
        "maximumScalingStepSize": 10000,
        "instanceWarmupPeriod": 300,
    });
    for (member, value) in defaults.as_object().into_iter().flatten() {
        if provider["managedScaling"][member].is_null() {
            provider["managedScaling"][member] = value.clone();
        }
    }
    for (member, value) in [("managedTerminationProtection", "DISABLED"), ("managedDraining", "ENABLED")] {
        if provider[member].is_null() {
            provider[member] = json!(value);
        }
    }
    provider
}

pub(super) fn create(world: &mut World, input: &Value) -> Answer {
    let name = required(input, "name")?.to_owned();
    let lower = name.to_ascii_lowercase();
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if name.len() > 255
        || !name.chars().all(fits)
        || ["aws", "ecs", "fargate"].iter().any(|reserved| lower.starts_with(reserved))
    {
        return Err(Refusal::invalid(
            "The capacity provider name is invalid. Up to 255 characters are allowed, including letters, \
             numbers, underscores, and hyphens. The name cannot be prefixed with aws, ecs or fargate.",
        ));
    }
    if world.ecs.providers.contains_key(&name) {
        return Err(Refusal::invalid(
            "The specified capacity provider already exists. To change the configuration of an existing \
             capacity provider, update the capacity provider.",
        ));
    }
    let body = match (&input["autoScalingGroupProvider"], &input["managedInstancesProvider"]) {
        (group @ Value::Object(_), Value::Null) => {
            json!({ "autoScalingGroupProvider": fill_scaling(group.clone()) })
        }
        (Value::Null, managed @ Value::Object(_)) => {
            let cluster = super::cluster::of(world, input)?;
            json!({ "managedInstancesProvider": managed, "cluster": cluster })
        }
        _ => {
            return Err(Refusal::invalid(
                "Exactly one of autoScalingGroupProvider and managedInstancesProvider is required.",
            ));
        }
    };
    let provider = Provider {
        arn: world.arn("ecs", &format!("capacity-provider/{name}")),
        tags: tags(input)?,
        assumed: false,
        body,
    };
    // A provider of managed instances belongs to its cluster from the start.
    if let Some(cluster) = provider.body["cluster"].as_str()
        && let Some(cluster) = world.ecs.clusters.get_mut(cluster)
    {
        cluster.capacity_providers.push(name.clone());
    }
    let answer = json!({ "capacityProvider": shape(&name, &provider, true) });
    world.ecs.providers.insert(name, provider);
    Ok(answer)
}

fn shape(name: &str, provider: &Provider, with_tags: bool) -> Value {
    let mut shape = provider.body.clone();
    shape["capacityProviderArn"] = json!(provider.arn);
    shape["name"] = json!(name);
    shape["status"] = json!("ACTIVE");
    shape["tags"] = if with_tags { tags_json(&provider.tags) } else { json!([]) };
    shape
}

fn not_found() -> Refusal {
    Refusal::invalid("The specified capacity provider was not found.")
}

pub(super) fn update(world: &mut World, input: &Value) -> Answer {
    let name = short(required(input, "name")?).to_owned();
    let provider = world.ecs.providers.get_mut(&name).ok_or_else(not_found)?;
    for kind in ["autoScalingGroupProvider", "managedInstancesProvider"] {
        let Some(change) = input[kind].as_object() else { continue };
        if provider.body[kind].is_null() {
            return Err(Refusal::invalid("The kind of a capacity provider cannot be changed."));
        }
        for (member, value) in change {
            merge(&mut provider.body[kind][member], value);
        }
    }
    Ok(json!({ "capacityProvider": shape(&name, provider, true) }))
}

/// Members that an update does not name stay as they are.
fn merge(into: &mut Value, change: &Value) {
    match (into, change) {
        (Value::Object(old), Value::Object(new)) => {
            for (member, value) in new {
                merge(old.entry(member.clone()).or_insert(Value::Null), value);
            }
        }
        (into, change) => *into = change.clone(),
    }
}

pub(super) fn describe(world: &World, input: &Value) -> Answer {
    let names = batch(input, "capacityProviders", 100)?;
    let with_tags = includes(input, "TAGS");
    let mut found = Vec::new();
    let mut failures = Vec::new();
    let fargate = |name: &str| {
        json!({
            "capacityProviderArn": world.arn("ecs", &format!("capacity-provider/{name}")),
            "name": name,
            "status": "ACTIVE",
            "tags": [],
        })
    };
    // Those of Managed Instances are told of only to who names their cluster.
    let cluster = text(input, "cluster").map(short);
    let told = |provider: &Provider| {
        let made_in = text(&provider.body, "cluster");
        made_in.is_none() || made_in == cluster
    };
    if names.is_empty() {
        found.extend(FARGATE.iter().map(|name| fargate(name)));
        let all = world.ecs.providers.iter().filter(|(_, one)| told(one));
        found.extend(all.map(|(name, one)| shape(name, one, with_tags)));
    }
    for name in names {
        match world.ecs.providers.get(short(name)).filter(|one| told(one)) {
            Some(provider) => found.push(shape(short(name), provider, with_tags)),
            None if FARGATE.contains(&short(name)) => found.push(fargate(short(name))),
            None => failures.push(missing(name)),
        }
    }
    let mut answer = super::input::page(input, "capacityProviders", found, 10)?;
    answer["failures"] = json!(failures);
    Ok(answer)
}

pub(super) fn delete(world: &mut World, input: &Value) -> Answer {
    let name = short(required(input, "capacityProvider")?).to_owned();
    if FARGATE.contains(&name.as_str()) {
        return Err(Refusal::invalid("The specified capacity provider cannot be deleted."));
    }
    let provider = world.ecs.providers.get(&name).ok_or_else(not_found)?.clone();
    let managed_by = text(&provider.body, "cluster").map(str::to_owned);
    let held = world.ecs.clusters.iter().find(|(cluster, state)| {
        let own = managed_by.as_deref() == Some(cluster.as_str());
        let holds = state.is_active() && state.capacity_providers.contains(&name);
        holds && (!own || super::service::uses_provider(world, cluster, &name))
    });
    if held.is_some() {
        return Err(Refusal::new(
            "ResourceInUseException",
            "The capacity provider cannot be deleted because it is associated with a cluster. Remove the \
             capacity provider from the cluster and try again.",
        ));
    }
    for cluster in world.ecs.clusters.values_mut() {
        cluster.capacity_providers.retain(|held| *held != name);
    }
    world.ecs.providers.remove(&name);
    let mut shape = shape(&name, &provider, false);
    shape["status"] = json!("INACTIVE");
    shape["updateStatus"] = json!("DELETE_IN_PROGRESS");
    Ok(json!({ "capacityProvider": shape }))
}
