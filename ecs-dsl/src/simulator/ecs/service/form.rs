//! The form in which ECS keeps a service: defaults filled in, references in full.

use serde_json::{Map, Value, json};

use super::super::{cluster, task_definition};
use super::{World, text};

/// Members of the request that are no part of the configuration.
const NOT_KEPT: &[&str] =
    &["cluster", "tags", "clientToken", "desiredCount", "forceNewDeployment", "service"];

/// Returns a CreateService request as the service is described from now on.
pub(super) fn normal(world: &World, cluster_name: &str, input: &Value) -> Value {
    let mut config: Map<String, Value> = input.as_object().cloned().unwrap_or_default();
    config.retain(|name, value| {
        !NOT_KEPT.contains(&name.as_str()) && !value.is_null() && value.as_str() != Some("")
    });
    let mut config = Value::Object(config);
    full_task_definition(world, &mut config);
    default(&mut config, "schedulingStrategy", json!("REPLICA"));
    default(&mut config, "deploymentController", json!({ "type": "ECS" }));
    default(&mut config, "propagateTags", json!("NONE"));
    for flag in ["enableECSManagedTags", "enableExecuteCommand"] {
        default(&mut config, flag, json!(false));
    }
    for list in ["loadBalancers", "serviceRegistries", "placementConstraints", "placementStrategy"] {
        default(&mut config, list, json!([]));
    }
    if config["deploymentController"]["type"] != "EXTERNAL" {
        placement(world, cluster_name, &mut config);
    }
    deployment_configuration(&mut config);
    rest(world, &mut config);
    config
}

/// Fills in what depends on members that an update may have changed.
pub(super) fn rest(world: &World, config: &mut Value) {
    if let Some(vpc) = config.pointer_mut("/networkConfiguration/awsvpcConfiguration")
        && vpc.is_object()
    {
        default(vpc, "assignPublicIp", json!("DISABLED"));
        default(vpc, "securityGroups", json!([]));
    }
    if config["loadBalancers"].as_array().is_some_and(|all| !all.is_empty()) {
        default(config, "healthCheckGracePeriodSeconds", json!(0));
    }
    if config["capacityProviderStrategy"].is_array() {
        config["capacityProviderStrategy"] = cluster::strategy(&config["capacityProviderStrategy"]);
    }
    let (partition, account) = (&world.settings.partition, &world.settings.account);
    let linked = "aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS";
    let needs_role = config["loadBalancers"].as_array().is_some_and(|all| !all.is_empty())
        || config["serviceRegistries"].as_array().is_some_and(|all| !all.is_empty())
        || !config["networkConfiguration"].is_null();
    if let Some(role) = text(config, "role").map(str::to_owned) {
        let arn = if role.starts_with("arn:") {
            role
        } else {
            format!("arn:{partition}:iam::{account}:role/{role}")
        };
        config["roleArn"] = json!(arn);
    } else if needs_role {
        config["roleArn"] = json!(format!("arn:{partition}:iam::{account}:role/{linked}"));
    }
}

pub(super) fn default(value: &mut Value, member: &str, default: Value) {
    if let Value::Object(members) = value {
        members.entry(member).or_insert(default);
    }
}

/// Whatever form the task definition was named in, it is told as an ARN with its revision.
pub(super) fn full_task_definition(world: &World, config: &mut Value) {
    let found = text(config, "taskDefinition").and_then(|name| task_definition::find(world, name));
    if let Some((_, _, revision)) = found {
        config["taskDefinition"] = json!(revision.arn);
    }
}

fn placement(world: &World, cluster_name: &str, config: &mut Value) {
    let given = config["capacityProviderStrategy"].as_array().is_some_and(|all| !all.is_empty());
    if !given && text(config, "launchType").is_none() {
        let strategy = world.ecs.clusters.get(cluster_name).map(|one| one.default_strategy.clone());
        match strategy.filter(|strategy| strategy.as_array().is_some_and(|all| !all.is_empty())) {
            Some(strategy) => config["capacityProviderStrategy"] = strategy,
            None => config["launchType"] = json!("EC2"),
        }
    }
    let launch = super::launch_of(world, cluster_name, config);
    if launch.platform_version.is_some() {
        default(config, "platformVersion", json!("LATEST"));
        default(config, "platformFamily", json!("Linux"));
    }
    // Daemons, external instances and rollouts without head room cannot be spread anew.
    let can_spread = config["schedulingStrategy"] != "DAEMON"
        && config["launchType"] != "EXTERNAL"
        && config["deploymentConfiguration"]["maximumPercent"].as_u64().is_none_or(|percent| percent > 100);
    let spread = if can_spread { "ENABLED" } else { "DISABLED" };
    default(config, "availabilityZoneRebalancing", json!(spread));
}

/// Fills in how deployments go about.
pub(super) fn deployment_configuration(config: &mut Value) {
    let daemon = config["schedulingStrategy"] == "DAEMON";
    let controller = config["deploymentController"]["type"].clone();
    let (maximum, minimum) = if daemon { (100, 0) } else { (200, 100) };
    default(config, "deploymentConfiguration", json!({}));
    let Some(deployment) = config.get_mut("deploymentConfiguration") else { return };
    default(deployment, "maximumPercent", json!(maximum));
    default(deployment, "minimumHealthyPercent", json!(minimum));
    if controller == "ECS" {
        default(deployment, "strategy", json!("ROLLING"));
        default(deployment, "bakeTimeInMinutes", json!(0));
        default(deployment, "deploymentCircuitBreaker", json!({ "enable": false, "rollback": false }));
    }
}
