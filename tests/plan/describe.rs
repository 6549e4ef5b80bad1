//! Recorded descriptions against requests made of them: AWS's own additions are no difference.

use ecs_dsl::api::ecs::{CreateService, RegisterTaskDefinition};
use ecs_dsl::api::reading::read_answer;
use ecs_dsl::kind::tags_as_map;
use ecs_dsl::plan::members;
use ecs_dsl::resource::{service, task_definition};
use ecs_dsl_tests::shared::shared;
use serde_json::{Value, json};

fn recorded() -> Vec<(String, Value)> {
    let Some(folder) = shared("corpus/describe-outputs") else { return Vec::new() };
    let files = std::fs::read_dir(folder).expect("the folder can be read");
    let mut documents = Vec::new();
    for file in files {
        let path = file.expect("an entry").path();
        let text = std::fs::read_to_string(&path).expect("it can be read");
        documents.push((path.display().to_string(), serde_json::from_str(&text).expect("it is JSON")));
    }
    documents
}

/// Takes out what nobody would write: empty lists, and what is AWS's default.
fn terse(request: &mut Value, defaults: &[(&str, Value)]) {
    let Value::Object(members) = request else { return };
    members.retain(|name, value| {
        let empty = value.as_array().is_some_and(Vec::is_empty);
        !empty && !defaults.iter().any(|(member, default)| member == name && default == value)
    });
}

#[test]
fn a_recorded_service_does_not_differ_from_the_request_that_would_make_it() {
    let mut seen = 0;
    for (path, document) in recorded() {
        let listed = document["services"].as_array().cloned().unwrap_or_default();
        let bare = document.get("serviceName").map(|_| document.clone());
        let all = listed.into_iter().chain(document.get("service").cloned()).chain(bare);
        for described in all.filter(|described| described["clusterArn"].is_string()) {
            seen += 1;
            // Members that a request has not are passed over; those that it has under another name are added.
            let live = service::lifecycle::live(&described);
            let mut whole = live.whole.clone();
            whole["tags"] = described["tags"].clone();
            let request: CreateService = read_answer(&whole.to_string()).expect("a service has them all");
            let mut request = serde_json::to_value(request).expect("a request is JSON");
            let last = |arn: &Value| arn.as_str().and_then(|arn| arn.rsplit('/').next()).map(str::to_owned);
            request["cluster"] = json!(last(&described["clusterArn"]));
            request["taskDefinition"] = json!(last(&described["taskDefinition"]));
            request["clientToken"] = json!("");
            request["role"] = json!("");
            terse(
                &mut request,
                &[
                    (
                        "deploymentConfiguration",
                        json!({ "maximumPercent": 200, "minimumHealthyPercent": 100 }),
                    ),
                    ("platformVersion", json!("LATEST")),
                    ("schedulingStrategy", json!("REPLICA")),
                    ("propagateTags", json!("NONE")),
                    ("enableECSManagedTags", json!(false)),
                    ("enableExecuteCommand", json!(false)),
                ],
            );
            let found = members("ecs:service", &tags_as_map(request.clone()), &live.whole);
            assert!(found.is_empty(), "{path}: {found:#?}");
            request["desiredCount"] = json!(41);
            let found = members("ecs:service", &tags_as_map(request), &live.whole);
            assert_eq!(found.len(), 1, "{path}: {found:#?}");
        }
    }
    assert!(seen >= 9 || shared("corpus").is_none(), "{seen}");
}

#[test]
fn a_recorded_task_definition_does_not_differ_from_the_registration_that_would_make_it() {
    let mut seen = 0;
    for (path, document) in recorded() {
        let Some(described) = document.get("taskDefinition").filter(|inner| inner.is_object()) else {
            continue;
        };
        seen += 1;
        let request: RegisterTaskDefinition = read_answer(&described.to_string()).expect("it has them all");
        let mut request = serde_json::to_value(request).expect("a request is JSON");
        terse(&mut request, &[("networkMode", json!("bridge"))]);
        for container in request["containerDefinitions"].as_array_mut().expect("containers") {
            terse(container, &[("essential", json!(true)), ("cpu", json!(0))]);
        }
        let live = task_definition::lifecycle::live(&document);
        let found = members("ecs:task-definition", &tags_as_map(request.clone()), &live.whole);
        assert!(found.is_empty(), "{path}: {found:#?}");
        request["containerDefinitions"][0]["image"] = json!("another:1");
        let found = members("ecs:task-definition", &tags_as_map(request), &live.whole);
        assert_eq!(found.len(), 1, "{path}: {found:#?}");
    }
    assert!(seen >= 5 || shared("corpus").is_none(), "{seen}");
}
