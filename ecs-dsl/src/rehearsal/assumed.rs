//! What a program's stacks refer to and do not make: a simulated world takes it to exist.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::assembly::Manifest;
use crate::simulator::{External, Externals};

/// Returns what the program's requests refer to and its stacks do not make.
pub(crate) fn assumed(program: &[Manifest]) -> Vec<External> {
    let mut own: BTreeSet<String> = BTreeSet::new();
    let mut requests = Vec::new();
    for manifest in program {
        for (address, resource) in &manifest.resources {
            own.extend(address.split_once('/').map(|(kind, id)| format!("{kind}/{id}")));
            requests.push(resource.request.clone());
            requests.extend(resource.then.iter().map(|call| call.request.clone()));
        }
    }
    let is_own = |external: &External| {
        let address = match external {
            External::Role(arn) => format!("role/{}", arn.rsplit('/').next().unwrap_or(arn)),
            External::Cluster(name) => format!("cluster/{}", name.rsplit('/').next().unwrap_or(name)),
            External::CapacityProvider(name) => format!("capacity-provider/{name}"),
            External::LogGroup(name) => format!("log-group/{name}"),
            External::TaskDefinition { .. } => return false,
        };
        own.contains(&address)
    };
    let found = Externals::referenced_by(&requests).into_iter().filter(|external| !is_own(external));
    found
        .map(|external| match external {
            External::TaskDefinition { name, .. } => {
                let registration = registration(&name, &requests);
                External::task_definition(name, registration)
            }
            other => other,
        })
        .collect()
}

/// Returns as much of the registration of somebody else's revision as those who run it show.
fn registration(name: &str, requests: &[Value]) -> Value {
    let mut containers: BTreeMap<String, BTreeSet<i64>> = BTreeMap::new();
    let mut registration = json!({});
    for service in requests.iter().filter(|request| request["taskDefinition"] == name) {
        for part in ["loadBalancers", "serviceRegistries"] {
            for item in service[part].as_array().into_iter().flatten() {
                if let Some(container) = item["containerName"].as_str() {
                    let ports = containers.entry(container.to_owned()).or_default();
                    ports.extend(item["containerPort"].as_i64());
                }
            }
        }
        if service["networkConfiguration"]["awsvpcConfiguration"].is_object() {
            registration["networkMode"] = json!("awsvpc");
        }
        if service["launchType"] == "FARGATE" {
            registration["requiresCompatibilities"] = json!(["FARGATE"]);
            registration["cpu"] = json!("256");
            registration["memory"] = json!("512");
        }
    }
    let container = |(name, ports): (String, BTreeSet<i64>)| {
        let ports: Vec<Value> = ports.into_iter().map(|port| json!({ "containerPort": port })).collect();
        json!({ "name": name, "image": "assumed", "memory": 128, "portMappings": ports })
    };
    if !containers.is_empty() {
        registration["containerDefinitions"] = containers.into_iter().map(container).collect();
    }
    registration
}
