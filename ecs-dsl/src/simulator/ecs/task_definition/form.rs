//! The form in which ECS keeps a task definition: defaults filled in, sizes as plain numbers.

use serde_json::{Map, Value, json};

use super::super::input::shuffle;
use super::Refusal;

/// Members whose order means nothing, of each container.
const UNORDERED: &[&str] =
    &["environment", "secrets", "portMappings", "mountPoints", "volumesFrom", "dependsOn"];

/// Refuses what ECS cannot even keep. The rest of what it refuses is for the rules.
pub(super) fn check(input: &Value) -> Result<(), Refusal> {
    let containers = input["containerDefinitions"].as_array().filter(|containers| !containers.is_empty());
    let Some(containers) = containers else {
        return Err(Refusal::client("Task definition must have at least one container definition."));
    };
    if containers.len() > 10 {
        return Err(Refusal::client("Task definition cannot have more than 10 container definitions."));
    }
    let mut names = std::collections::BTreeSet::new();
    for container in containers {
        let name = container["name"].as_str().unwrap_or_default();
        if name.is_empty() {
            return Err(Refusal::client("Container.name should not be null or empty."));
        }
        if container["image"].as_str().unwrap_or_default().is_empty() {
            return Err(Refusal::client("Container.image should not be null or empty."));
        }
        if !names.insert(name) {
            return Err(Refusal::client("Container definitions should have unique names."));
        }
    }
    if !containers.iter().any(|container| container["essential"] != false) {
        return Err(Refusal::client("Task definition must have at least one essential container."));
    }
    if is_for(input, "FARGATE") {
        if input["networkMode"].as_str().is_some_and(|mode| mode != "awsvpc") {
            return Err(Refusal::client("Fargate only supports network mode 'awsvpc'."));
        }
        for member in ["cpu", "memory"] {
            if input[member].is_null() {
                let message = format!("Fargate requires task definition to have '{member}' set.");
                return Err(Refusal::client(message));
            }
        }
    }
    for (member, parse) in [("cpu", cpu_units as fn(&str) -> Option<u64>), ("memory", mebibytes)] {
        let given = input[member].as_str().unwrap_or_default();
        if !given.is_empty() && parse(given).is_none() {
            return Err(Refusal::client(format!("Invalid '{member}' setting for task: {given}")));
        }
    }
    Ok(())
}

fn is_for(input: &Value, compatibility: &str) -> bool {
    input["requiresCompatibilities"].as_array().into_iter().flatten().any(|one| one == compatibility)
}

/// Reads `256`, `.25 vCPU` or `1vcpu` as CPU units.
fn cpu_units(text: &str) -> Option<u64> {
    scaled(text, "vcpu", 1024.0)
}

/// Reads `512`, `0.5 GB` or `2gb` as MiB.
fn mebibytes(text: &str) -> Option<u64> {
    scaled(text, "gb", 1024.0)
}

fn scaled(text: &str, unit: &str, factor: f64) -> Option<u64> {
    let lower = text.trim().to_ascii_lowercase();
    let Some(number) = lower.strip_suffix(unit) else { return lower.parse().ok() };
    let number: f64 = number.trim().parse().ok()?;
    let product = number * factor;
    let whole = product as u64;
    (product.is_finite() && (0.0..1e9).contains(&product)).then_some(whole)
}

/// Returns the registration as it is described from now on.
pub(super) fn normal(input: &Value) -> Value {
    let mut body = without_nulls(input);
    if let Value::Object(members) = &mut body {
        members.remove("tags");
        members.retain(|_, value| value != "");
    }
    for (member, parse) in [("cpu", cpu_units as fn(&str) -> Option<u64>), ("memory", mebibytes)] {
        if let Some(number) = body[member].as_str().and_then(parse) {
            body[member] = json!(number.to_string());
        }
    }
    if body["networkMode"].is_null() {
        let fargate = body["requiresCompatibilities"] == json!(["FARGATE"]);
        body["networkMode"] = json!(if fargate { "awsvpc" } else { "bridge" });
    }
    default(&mut body, "placementConstraints", json!([]));
    default(&mut body, "volumes", json!([]));
    let mode = body["networkMode"].as_str().unwrap_or_default().to_owned();
    for container in items(&mut body, "containerDefinitions") {
        normal_container(container, &mode);
    }
    for volume in items(&mut body, "volumes") {
        normal_volume(volume);
    }
    let compatibilities = compatibilities(&body);
    body["compatibilities"] = json!(compatibilities);
    body["requiresAttributes"] = requires_attributes(&body);
    body
}

fn items<'a>(body: &'a mut Value, member: &str) -> impl Iterator<Item = &'a mut Value> {
    body.get_mut(member).and_then(Value::as_array_mut).into_iter().flatten()
}

fn default(value: &mut Value, member: &str, default: Value) {
    if let Value::Object(members) = value {
        members.entry(member).or_insert(default);
    }
}

/// Nulls, in lists too, are as good as not there.
fn without_nulls(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().filter(|item| !item.is_null()).map(without_nulls).collect(),
        Value::Object(members) => {
            let kept = members.iter().filter(|(_, value)| !value.is_null());
            Value::Object(
                kept.map(|(name, value)| (name.clone(), without_nulls(value))).collect::<Map<_, _>>(),
            )
        }
        other => other.clone(),
    }
}

fn normal_container(container: &mut Value, mode: &str) {
    default(container, "cpu", json!(0));
    default(container, "essential", json!(true));
    for list in ["environment", "mountPoints", "volumesFrom", "portMappings", "systemControls"] {
        default(container, list, json!([]));
    }
    for port in items(container, "portMappings") {
        default(port, "protocol", json!("tcp"));
        if port["containerPortRange"].is_null() {
            let host = match mode {
                "awsvpc" | "host" => port["containerPort"].clone(),
                _ => json!(0),
            };
            default(port, "hostPort", host);
        }
    }
    if let Some(check) = container.get_mut("healthCheck").filter(|check| check.is_object()) {
        default(check, "interval", json!(30));
        default(check, "timeout", json!(5));
        default(check, "retries", json!(3));
    }
    if let Some(logs) = container.get_mut("logConfiguration").filter(|logs| logs.is_object()) {
        default(logs, "options", json!({}));
        default(logs, "secretOptions", json!([]));
    }
    if let Some(linux) = container.get_mut("linuxParameters").filter(|linux| linux.is_object()) {
        if let Some(capabilities) = linux.get_mut("capabilities").filter(|one| one.is_object()) {
            default(capabilities, "add", json!([]));
            default(capabilities, "drop", json!([]));
        }
        default(linux, "devices", json!([]));
        default(linux, "tmpfs", json!([]));
    }
    if let Some(restart) = container.get_mut("restartPolicy").filter(|restart| restart.is_object()) {
        default(restart, "restartAttemptPeriod", json!(300));
        default(restart, "ignoredExitCodes", json!([]));
    }
}

fn normal_volume(volume: &mut Value) {
    let is_bind = volume.as_object().is_some_and(|members| {
        !members.keys().any(|name| name.ends_with("Configuration") || name == "configuredAtLaunch")
    });
    if is_bind {
        default(volume, "host", json!({}));
    }
    if let Some(docker) = volume.get_mut("dockerVolumeConfiguration").filter(|docker| docker.is_object()) {
        default(docker, "scope", json!("task"));
        if docker["scope"] == "shared" {
            default(docker, "autoprovision", json!(false));
        }
    }
    if let Some(efs) = volume.get_mut("efsVolumeConfiguration").filter(|efs| efs.is_object()) {
        default(efs, "rootDirectory", json!("/"));
        default(efs, "transitEncryption", json!("DISABLED"));
        if let Some(auth) = efs.get_mut("authorizationConfig").filter(|auth| auth.is_object()) {
            default(auth, "iam", json!("DISABLED"));
        }
    }
}

/// Returns the launch types that could run it.
fn compatibilities(body: &Value) -> Vec<&'static str> {
    let awsvpc = body["networkMode"] == "awsvpc";
    let sized = body["cpu"].is_string() && body["memory"].is_string();
    let mut all = Vec::new();
    if is_for(body, "EXTERNAL") || (!awsvpc && !is_for(body, "FARGATE")) {
        all.push("EXTERNAL");
    }
    all.push("EC2");
    if awsvpc && sized {
        all.push("FARGATE");
    }
    if is_for(body, "MANAGED_INSTANCES") {
        all.push("MANAGED_INSTANCES");
    }
    all
}

fn requires_attributes(body: &Value) -> Value {
    let mut names = Vec::new();
    let containers = body["containerDefinitions"].as_array().map_or(&[][..], Vec::as_slice);
    for container in containers {
        if let Some(driver) = container["logConfiguration"]["logDriver"].as_str() {
            names.push(format!("com.amazonaws.ecs.capability.logging-driver.{driver}"));
        }
        if !container["secrets"].is_null() {
            names.push("ecs.capability.secrets.asm.environment-variables".to_owned());
        }
    }
    if body["taskRoleArn"].is_string() {
        names.push("com.amazonaws.ecs.capability.task-iam-role".to_owned());
    }
    if body["networkMode"] == "awsvpc" {
        names.push("ecs.capability.task-eni".to_owned());
    }
    names.sort();
    names.dedup();
    names.into_iter().map(|name| json!({ "name": name })).collect()
}

/// Puts the lists whose order means nothing in another order.
pub(super) fn shuffle_lists(body: &mut Value, seed: Option<u64>) {
    for container in items(body, "containerDefinitions") {
        for member in UNORDERED {
            if let Some(list) = container.get_mut(*member) {
                shuffle(list, seed);
            }
        }
    }
    for member in ["containerDefinitions", "requiresCompatibilities", "volumes"] {
        if let Some(list) = body.get_mut(member) {
            shuffle(list, seed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_become_plain_numbers() {
        let body = normal(&json!({ "cpu": ".5 vCPU", "memory": "2 GB", "containerDefinitions": [] }));
        assert_eq!((&body["cpu"], &body["memory"]), (&json!("512"), &json!("2048")));
        assert_eq!(cpu_units("1 vcpu"), Some(1024));
        assert_eq!(mebibytes("30gb"), Some(30_720));
        assert_eq!(cpu_units("many"), None);
        assert_eq!(cpu_units("-1 vCPU"), None);
    }

    #[test]
    fn defaults_of_a_container_depend_on_the_network() {
        let container = json!({ "name": "web", "image": "x", "portMappings": [{ "containerPort": 80 }] });
        let host = |mode: &str| {
            let body = normal(&json!({ "networkMode": mode, "containerDefinitions": [container] }));
            body["containerDefinitions"][0]["portMappings"][0]["hostPort"].clone()
        };
        assert_eq!(host("awsvpc"), 80);
        assert_eq!(host("host"), 80);
        assert_eq!(host("bridge"), 0);
    }

    #[test]
    fn nulls_in_lists_are_dropped_and_a_bind_mount_has_a_host() {
        let body = normal(&json!({
            "containerDefinitions": [null, { "name": "a" }],
            "volumes": [{ "name": "v" }, { "name": "e", "efsVolumeConfiguration": { "fileSystemId": "fs" } }],
        }));
        assert_eq!(body["containerDefinitions"].as_array().map(Vec::len), Some(1));
        assert_eq!(body["volumes"][0]["host"], json!({}));
        assert!(body["volumes"][1].get("host").is_none());
        assert_eq!(body["volumes"][1]["efsVolumeConfiguration"]["rootDirectory"], "/");
    }
}
