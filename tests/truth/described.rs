//! What AWS describes, checked as a file: it has no error that the request has not.

use std::collections::BTreeSet;

use ecs_dsl::Env;
use ecs_dsl::assembly::Manifest;
use ecs_dsl::aws::EcsOperation;
use ecs_dsl::check::Settings;
use ecs_dsl::check::files::{Source, files};
use ecs_dsl::diagnostic::{Severity, Style, render};
use ecs_dsl_tests::shared::shared;
use serde_json::{Value, json};

use crate::corpus::{self, stack};
use crate::rig::{Goal, Rig, manifests, run};
use crate::stacks;

/// The errors that `check --file` finds in a document, with how it tells them.
fn errors(document: &Value) -> (BTreeSet<&'static str>, String) {
    let source = Source::new("document.json", document.to_string().into_bytes());
    let mut found = files(&[source], &Settings::default()).diagnostics;
    found.retain(|it| it.severity == Severity::Error);
    (found.iter().map(|it| it.code.id).collect(), render(&found, Style::Plain))
}

/// Puts the tags on that AWS itself would have.
fn with_tags_of_aws(tags: &mut Value) {
    let own = json!([
        { "key": "aws:cloudformation:stack-name", "value": "aws:it" },
        { "key": "aws:ecs:clusterName", "value": "main" },
    ]);
    match tags.as_array_mut() {
        Some(tags) => tags.splice(0..0, own.as_array().cloned().expect("a list")).for_each(drop),
        None => *tags = own,
    }
}

/// Describes what a stack made, each resource as AWS answers it, with the request it was made of.
async fn described(rig: &Rig, manifest: &Manifest) -> Vec<(String, Value, Value)> {
    let mut found = Vec::new();
    for (address, resource) in &manifest.resources {
        let request = &resource.request;
        let (operation, body, list) = match resource.kind.as_str() {
            "ecs:task-definition" => {
                let body = json!({ "taskDefinition": request["family"], "include": ["TAGS"] });
                (EcsOperation::DescribeTaskDefinition, body, "")
            }
            "ecs:service" => {
                let body = json!({
                    "cluster": request["cluster"], "services": [request["serviceName"]], "include": ["TAGS"],
                });
                (EcsOperation::DescribeServices, body, "services")
            }
            "ecs:cluster" => {
                let body = json!({
                    "clusters": [request["clusterName"]],
                    "include": ["ATTACHMENTS", "CONFIGURATIONS", "SETTINGS", "STATISTICS", "TAGS"],
                });
                (EcsOperation::DescribeClusters, body, "clusters")
            }
            "ecs:capacity-provider" => {
                let mut body = json!({ "capacityProviders": [request["name"]], "include": ["TAGS"] });
                if request["cluster"].is_string() {
                    body["cluster"] = request["cluster"].clone();
                }
                (EcsOperation::DescribeCapacityProviders, body, "capacityProviders")
            }
            _ => continue,
        };
        let mut answer = rig.ecs(operation, body).await;
        with_tags_of_aws(if list.is_empty() { &mut answer["tags"] } else { &mut answer[list][0]["tags"] });
        // What stands bare under the wrapping member is taken too.
        let bare = if list.is_empty() { answer["taskDefinition"].clone() } else { answer[list][0].clone() };
        found.push((address.clone(), request.clone(), answer));
        found.push((format!("{address}, bare"), request.clone(), bare));
    }
    found
}

async fn no_error_more(rig: &Rig, manifest: &Manifest, what: &str) -> usize {
    let all = described(rig, manifest).await;
    for (address, request, answer) in &all {
        let (before, _) = errors(request);
        let (after, told) = errors(answer);
        let more: Vec<_> = after.difference(&before).collect();
        assert!(more.is_empty(), "{what}, {address}: {more:?}\n{told}\n{answer:#}");
    }
    all.len()
}

#[test]
fn a_described_example_has_no_error_that_its_request_has_not() {
    run(async {
        let mut seen = 0;
        for stage in ["dev", "prod"] {
            for manifest in manifests(&stacks::app(&Env::new().with_stage(stage))) {
                let rig = Rig::of_manifest(&manifest).await;
                assert!(rig.go(&manifest, Goal::Deploy).await.is_success());
                seen += no_error_more(&rig, &manifest, &manifest.stack).await;
            }
        }
        assert!(seen >= 40, "{seen}");
    });
}

#[test]
fn a_described_document_of_the_corpus_has_no_error_that_its_request_has_not() {
    run(async {
        let mut seen = 0;
        for (name, request) in corpus::task_definitions() {
            let manifest =
                stack("task-definition/it", "ecs:task-definition", "RegisterTaskDefinition", request);
            let rig = corpus::world_of(&manifest).await;
            assert!(rig.go(&manifest, Goal::Deploy).await.is_success(), "{name}");
            seen += no_error_more(&rig, &manifest, &name).await;
        }
        for (name, request) in corpus::services() {
            let (rig, manifest) = corpus::world_of_service(&request).await;
            assert!(rig.go(&manifest, Goal::Deploy).await.is_success(), "{name}");
            seen += no_error_more(&rig, &manifest, &name).await;
        }
        assert!(seen > 80 || shared("corpus").is_none(), "{seen}");
    });
}
