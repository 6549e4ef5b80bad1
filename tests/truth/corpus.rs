//! Every valid request of the corpus as a stack of its own: what was deployed is no difference.

use std::collections::BTreeMap;

use ecs_dsl::assembly::{FORMAT, Manifest, ManifestCall, ManifestResource};
use ecs_dsl::aws::EcsOperation;
use ecs_dsl::simulator::External;
use ecs_dsl_tests::shared::shared;
use serde_json::{Value, json};

use crate::rig::{Goal, Rig, run};

/// The documents of a folder of the corpus, by name.
fn documents(folder: &str) -> Vec<(String, Value)> {
    let Some(folder) = shared(&format!("corpus/{folder}")) else { return Vec::new() };
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder can be read")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    let read = |path: std::path::PathBuf| {
        let text = std::fs::read_to_string(&path).ok()?;
        let name = path.file_name()?.to_string_lossy().into_owned();
        Some((name, serde_json::from_str(&text).ok()?))
    };
    paths.into_iter().filter_map(read).collect()
}

/// What a description tells and no registration has.
const TOLD: &[&str] = &[
    "taskDefinitionArn",
    "revision",
    "status",
    "requiresAttributes",
    "compatibilities",
    "registeredAt",
    "registeredBy",
];

/// A stack of one resource, with the tags that every resource of a stack has.
pub(crate) fn stack(address: &str, kind: &str, operation: &str, mut request: Value) -> Manifest {
    let tags = json!([
        { "key": "ecs-dsl:stack", "value": "corpus" },
        { "key": "ecs-dsl:address", "value": address },
    ]);
    match request["tags"].as_array_mut() {
        Some(own) => own.extend(tags.as_array().cloned().expect("a list")),
        None => request["tags"] = tags,
    }
    let resource = ManifestResource {
        kind: kind.to_owned(),
        operation: operation.to_owned(),
        request,
        then: Default::default(),
        depends_on: Vec::new(),
        unmanaged: Default::default(),
        retain: Default::default(),
        keep_revisions: None,
        allowed: Default::default(),
    };
    Manifest {
        format: FORMAT.to_owned(),
        stack: "corpus".to_owned(),
        region: "us-east-1".to_owned(),
        account: None,
        roll_back_on_failure: Default::default(),
        resources: BTreeMap::from([(address.to_owned(), resource)]),
    }
}

/// The registrations of the corpus.
pub(crate) fn task_definitions() -> Vec<(String, Value)> {
    let mut found = documents("task-definitions");
    found.retain(|(_, request)| request["containerDefinitions"].is_array());
    for (_, request) in &mut found {
        // Templates leave the family, or a part of it, to whoever uses them.
        if request["family"].as_str().is_none_or(|family| family.contains(['{', '$', '<'])) {
            request["family"] = json!("unnamed");
        }
        let members = request.as_object_mut().expect("an object");
        for told in TOLD {
            members.remove(*told);
        }
    }
    found
}

/// The services of the corpus. An external controller would have to make task sets, so theirs are left out.
pub(crate) fn services() -> Vec<(String, Value)> {
    let mut found = documents("services");
    found.retain(|(_, request)| {
        request["serviceName"].is_string() && request["deploymentController"]["type"] != "EXTERNAL"
    });
    found
}

/// A world that has all that a registration refers to.
pub(crate) async fn world_of(manifest: &Manifest) -> Rig {
    let rig = Rig::of_manifest(manifest).await;
    for member in ["taskRoleArn", "executionRoleArn"] {
        let role = manifest.resources["task-definition/it"].request[member].as_str().unwrap_or_default();
        if !role.is_empty() && !role.starts_with("arn:") {
            let arn = format!("arn:aws:iam::123456789012:role/{role}");
            rig.simulator.assume_exists(External::role(arn));
        }
    }
    rig
}

/// A world that has all that a service refers to, and the service in a stack.
pub(crate) async fn world_of_service(request: &Value) -> (Rig, Manifest) {
    let mut request = request.clone();
    request["cluster"] = json!("main");
    let mut manifest = stack("service/it", "ecs:service", "CreateService", request.clone());
    let rig = Rig::of_manifest(&manifest).await;
    prepare(&rig, &request).await;
    manifest.resources.get_mut("service/it").expect("it").request["taskDefinition"] = json!("family");
    (rig, manifest)
}

#[test]
fn a_registered_task_definition_of_the_corpus_does_not_differ() {
    run(async {
        let documents = task_definitions();
        for (name, request) in &documents {
            let request = request.clone();
            let manifest =
                stack("task-definition/it", "ecs:task-definition", "RegisterTaskDefinition", request);
            world_of(&manifest).await.converge(&manifest, Goal::Deploy, name).await;
        }
        assert!(documents.len() > 40 || shared("corpus").is_none(), "{}", documents.len());
    });
}

#[test]
fn a_created_service_of_the_corpus_does_not_differ() {
    run(async {
        let documents = services();
        for (name, request) in &documents {
            let (rig, manifest) = world_of_service(request).await;
            rig.converge(&manifest, Goal::Deploy, name).await;
        }
        assert!(documents.len() >= 4 || shared("corpus").is_none(), "{}", documents.len());
    });
}

/// Makes what a service refers to: capacity providers in its cluster, and a task definition with the
/// containers and ports that it names.
async fn prepare(rig: &Rig, request: &Value) {
    let strategy = request["capacityProviderStrategy"].as_array().cloned().unwrap_or_default();
    let providers: Vec<Value> = strategy.iter().map(|item| item["capacityProvider"].clone()).collect();
    if !providers.is_empty() {
        rig.wait(10).await;
        let body = json!({
            "cluster": "main", "capacityProviders": providers, "defaultCapacityProviderStrategy": [],
        });
        rig.ecs(EcsOperation::PutClusterCapacityProviders, body).await;
        rig.wait(60).await;
    }
    let connect = request["serviceConnectConfiguration"]["services"].as_array();
    let ports = connect.into_iter().flatten().enumerate();
    let ports: Vec<Value> =
        ports.map(|(n, one)| json!({ "name": one["portName"], "containerPort": 9000 + n })).collect();
    let mut containers = vec![json!({ "name": "main", "image": "x", "memory": 64, "portMappings": ports })];
    let parts = ["loadBalancers", "serviceRegistries"];
    for item in parts.iter().flat_map(|part| request[*part].as_array().into_iter().flatten()) {
        if !item["containerName"].is_string() {
            continue;
        }
        let port = json!({ "containerPort": item["containerPort"] });
        match containers.iter_mut().find(|container| container["name"] == item["containerName"]) {
            Some(container) => container["portMappings"].as_array_mut().expect("a list").push(port),
            None => containers.push(json!({
                "name": item["containerName"], "image": "x", "memory": 64, "portMappings": [port],
            })),
        }
    }
    let vpc = !request["networkConfiguration"]["awsvpcConfiguration"].is_null();
    let definition = json!({
        "family": "family",
        "networkMode": if vpc { "awsvpc" } else { "bridge" },
        "cpu": "256", "memory": "512",
        "containerDefinitions": containers,
    });
    rig.ecs(EcsOperation::RegisterTaskDefinition, definition).await;
}

#[test]
fn a_policy_of_the_corpus_does_not_differ_in_a_role_or_as_its_trust() {
    run(async {
        let mut seen = 0;
        for (name, document) in documents("policies") {
            let statements: Vec<&Value> = match &document["Statement"] {
                Value::Array(statements) => statements.iter().collect(),
                Value::Null => continue,
                statement => vec![statement],
            };
            let text = Value::from(document.to_string());
            let trusts = statements.iter().all(|statement| !statement["Principal"].is_null());
            let of_resource = trusts && statements.iter().any(|statement| !statement["Resource"].is_null());
            let no_policy = statements.iter().any(|statement| statement["Effect"].is_null());
            if of_resource || no_policy {
                // It is a bucket's, a queue's or the like, or a rule of another service.
                continue;
            }
            let assumes = json!({
                "Version": "2012-10-17",
                "Statement": {
                    "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": { "Service": "ecs-tasks.amazonaws.com" },
                },
            });
            let request = json!({
                "RoleName": "it",
                "AssumeRolePolicyDocument": if trusts { text.clone() } else { assumes.to_string().into() },
                "Tags": [
                    { "Key": "ecs-dsl:stack", "Value": "corpus" }, { "Key": "ecs-dsl:address", "Value": "role/it" },
                ],
            });
            let mut manifest = stack("role/it", "iam:role", "CreateRole", json!({}));
            let role = manifest.resources.get_mut("role/it").expect("it");
            role.request = request;
            if !trusts {
                let request = json!({ "RoleName": "it", "PolicyName": "it", "PolicyDocument": text });
                role.then.push(ManifestCall { operation: "PutRolePolicy".to_owned(), request });
            }
            let rig = Rig::start().await;
            rig.converge(&manifest, Goal::Deploy, &name).await;
            seen += 1;
        }
        assert!(seen > 20 || shared("corpus").is_none(), "{seen}");
    });
}
