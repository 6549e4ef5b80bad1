//! Documents that others wrote, registered and created: what was sent comes back.

use std::path::PathBuf;

use ecs_dsl::aws::{Aws, EcsOperation};
use ecs_dsl::simulator::{External, Externals, Settings, Simulator, Timings};
use serde_json::{Value, json};

use crate::{ecs, run, started, try_ecs};

/// Reads the documents of a kind that lie beside the workspace, if they are there.
#[allow(clippy::print_stderr, reason = "a skipped test says why")]
fn documents(kind: &str) -> Vec<(String, Value)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus").join(kind);
    let Ok(entries) = std::fs::read_dir(&folder) else {
        eprintln!("skipped: {} is not there", folder.display());
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).expect("a document can be read");
        let value = serde_json::from_str(&text).expect("a document is JSON");
        (path.file_name().expect("a file has a name").to_string_lossy().into_owned(), value)
    };
    paths.into_iter().map(read).collect()
}

/// Returns what of `sent` does not come back, with sizes and nulls in normal form on both sides.
fn lost(sent: &Value, came: &Value, path: &str, lost_members: &mut Vec<String>) {
    match (sent, came) {
        (Value::Object(sent), _) => {
            for (name, value) in sent.iter().filter(|(_, value)| !value.is_null() && *value != "") {
                lost(value, &came[name], &format!("{path}.{name}"), lost_members);
            }
        }
        (Value::Array(sent), Value::Array(came)) => {
            let sent: Vec<&Value> = sent.iter().filter(|item| !item.is_null()).collect();
            for (index, item) in sent.iter().enumerate() {
                let twin = came.get(index).unwrap_or(&Value::Null);
                lost(item, twin, &format!("{path}[{index}]"), lost_members);
            }
        }
        // A size may be written with its unit.
        (Value::String(sent), Value::String(came)) if path == ".cpu" || path == ".memory" => {
            let unit = sent.to_ascii_lowercase().contains(['v', 'g']);
            if sent != came && !unit {
                lost_members.push(path.to_owned());
            }
        }
        (sent, came) if sent == came => {}
        _ => lost_members.push(format!("{path}: {sent} came back as {came}")),
    }
}

async fn assume_all(simulator: &Simulator, request: &Value) {
    for external in Externals::referenced_by([request]) {
        simulator.assume_exists(external);
    }
}

#[test]
fn task_definitions_come_back_whole() {
    let documents = documents("task-definitions");
    run(async {
        let (simulator, aws) = started(Settings::default()).await;
        let mut wrong = Vec::new();
        for (name, document) in documents {
            assume_all(&simulator, &document).await;
            let mut request = document.clone();
            // Role names instead of ARNs are assumed by their ARN.
            for member in ["taskRoleArn", "executionRoleArn"] {
                if let Some(role) = request[member].as_str().filter(|role| !role.starts_with("arn:")) {
                    let arn = format!("arn:aws:iam::123456789012:role/{role}");
                    simulator.assume_exists(External::role(arn));
                }
            }
            // Templates leave the family, or a part of it, to whoever uses them.
            if request["family"].as_str().is_none_or(|family| family.contains(['{', '$', '<'])) {
                request["family"] = json!("unnamed");
            }
            let answer = match try_ecs(&aws, EcsOperation::RegisterTaskDefinition, request.clone()).await {
                Ok(answer) => answer,
                Err(error) => {
                    wrong.push(format!("{name}: {error}"));
                    continue;
                }
            };
            let mut members = Vec::new();
            let mut sent = request;
            let sent_object = sent.as_object_mut().expect("a request is an object");
            for output_only in [
                "tags",
                "taskDefinitionArn",
                "revision",
                "status",
                "requiresAttributes",
                "compatibilities",
                "registeredAt",
                "registeredBy",
            ] {
                sent_object.remove(output_only);
            }
            lost(&sent, &answer["taskDefinition"], "", &mut members);
            wrong.extend(members.into_iter().map(|member| format!("{name}: {member}")));
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    });
}

#[test]
fn services_come_back_whole() {
    let documents = documents("services");
    run(async {
        let settings = Settings { timings: Timings::instant(), ..Settings::default() };
        let (simulator, aws) = started(settings).await;
        for (number, (name, document)) in documents.into_iter().enumerate() {
            let request = prepare(&simulator, &aws, number, document).await;
            let sent = try_ecs(&aws, EcsOperation::CreateService, request.clone()).await;
            let answer = sent.unwrap_or_else(|error| panic!("{name}: {error}"));
            let mut sent = request;
            let members = sent.as_object_mut().expect("a request is an object");
            // These are told in another form, or by the deployment and the revision alone.
            for member in [
                "cluster",
                "taskDefinition",
                "role",
                "clientToken",
                "tags",
                "serviceConnectConfiguration",
                "volumeConfigurations",
                "vpcLatticeConfigurations",
                "monitoring",
                "gatewayConnectors",
            ] {
                members.remove(member);
            }
            let mut members = Vec::new();
            lost(&sent, &answer["service"], "", &mut members);
            assert!(members.is_empty(), "{name}: {members:#?}");
        }
    });
}

/// Makes the world fit a service that refers to things nobody here has ever seen: its cluster, its
/// capacity providers, and a task definition with the containers that it names.
async fn prepare(simulator: &Simulator, aws: &Aws, number: usize, mut request: Value) -> Value {
    request["serviceName"] = json!(format!("service-{number}"));
    // Each has a cluster of its own, or the capacity providers of one would be in another's way.
    let cluster = format!("cluster-{number}");
    request["cluster"] = json!(cluster);
    assume_all(simulator, &request).await;
    simulator.assume_exists(External::cluster(&cluster));
    let strategy = request["capacityProviderStrategy"].as_array().cloned().unwrap_or_default();
    let providers: Vec<Value> = strategy.iter().map(|item| item["capacityProvider"].clone()).collect();
    if !providers.is_empty() {
        aws.time().sleep(std::time::Duration::from_secs(10)).await;
        let body = json!({
            "cluster": cluster, "capacityProviders": providers, "defaultCapacityProviderStrategy": [],
        });
        ecs(aws, EcsOperation::PutClusterCapacityProviders, body).await;
    }
    if request["deploymentController"]["type"] == "EXTERNAL" {
        return request;
    }
    let family = format!("family-{number}");
    let mut containers = vec![json!({
        "name": "main", "image": "x", "memory": 64, "portMappings": service_connect_ports(&request),
    })];
    for balancer in request["loadBalancers"].as_array().into_iter().flatten() {
        let name = &balancer["containerName"];
        let port = json!({ "containerPort": balancer["containerPort"] });
        match containers.iter_mut().find(|container| container["name"] == *name) {
            Some(container) => {
                container["portMappings"].as_array_mut().expect("a list").push(port);
            }
            None => containers.push(json!({
                "name": name, "image": "x", "memory": 64, "portMappings": [port],
            })),
        }
    }
    let vpc = !request["networkConfiguration"]["awsvpcConfiguration"].is_null();
    let definition = json!({
        "family": family,
        "networkMode": if vpc { "awsvpc" } else { "bridge" },
        "cpu": "256", "memory": "512",
        "containerDefinitions": containers,
    });
    ecs(aws, EcsOperation::RegisterTaskDefinition, definition).await;
    request["taskDefinition"] = json!(family);
    request
}

fn service_connect_ports(request: &Value) -> Vec<Value> {
    let services = request["serviceConnectConfiguration"]["services"].as_array();
    let ports = services.into_iter().flatten().enumerate();
    ports.map(|(n, one)| json!({ "name": one["portName"], "containerPort": 9000 + n })).collect()
}
