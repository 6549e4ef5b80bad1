//! One row a limit: just inside, just outside. What runs share with services has its rows there.

use serde_json::json;

use super::validate;
use crate::check::rows::{Beside, check, rows};

fn beside() -> Beside {
    Beside::default().task(json!({
        "family": "job",
        "requiresCompatibilities": ["FARGATE"],
        "networkMode": "awsvpc",
        "cpu": "256",
        "memory": "512",
        "containerDefinitions": [{
            "name": "job",
            "image": "job:1",
            "environment": [{ "name": "KEPT", "value": "1" }, { "name": "REPLACED", "value": "1" }],
        }],
        "volumes": [{ "name": "data", "configuredAtLaunch": true }],
    }))
}

#[test]
fn runs() {
    let base = json!({
        "cluster": "main",
        "taskDefinition": "job",
        "launchType": "FARGATE",
        "networkConfiguration": { "awsvpcConfiguration": { "subnets": ["subnet-1"] } },
        "volumeConfigurations": [{
            "name": "data",
            "managedEBSVolume": { "roleArn": "arn:aws:iam::123456789012:role/ecs", "sizeInGiB": 20 },
        }],
    });
    let (token, long_token) = ("t".repeat(64), "t".repeat(65));
    let (mark, long_mark) = ("m".repeat(128), "m".repeat(129));
    let six = json!(vec![json!({ "type": "random" }); 6]);
    let from_service = json!([{ "resourceType": "volume", "propagateTags": "SERVICE" }]);
    let from_task = json!([{ "resourceType": "volume", "propagateTags": "TASK_DEFINITION" }]);
    check(
        &base,
        &beside(),
        validate,
        rows! {
            "OP-013": {} => [];
            "OP-013": { "count" = 10 } => [];
            "OP-013": { "count" = 11 } => ["ECS1401 count"];
            "OP-013": { "count" = 0 } => ["ECS1401 count"];
            "OP-013": { "clientToken" = token } => [];
            "OP-013": { "clientToken" = long_token } => ["ECS0709 clientToken"];
            "OP-013": { "startedBy" = mark } => [];
            "OP-013": { "startedBy" = long_mark } => ["ECS1402 startedBy"];
            "OP-013": { "startedBy" = "nightly job" } => ["ECS1402 startedBy"];
            "OP-013": { "startedBy" = "${x/y.name}" } => [];
            "OP-013": { "overrides.containerOverrides" = [{ "name": "job" }] } => [];
            "OP-013": { "overrides.containerOverrides" = [{ "name": "jobs" }] }
                => ["ECS1403 overrides.containerOverrides[0].name"];
            "TD-028": { "overrides.cpu" = "512", "overrides.memory" = "1024" } => [];
            "TD-027": { "overrides.memory" = "4096" } => ["ECS0107 overrides.memory"];
            "TD-020": { "overrides.cpu" = "a lot" } => ["ECS0106 overrides.cpu"];
            "TD-035": { "overrides.containerOverrides" = [{ "name": "job", "memory": 256 }] } => [];
            "TD-035": { "overrides.containerOverrides" = [{ "name": "job", "memory": 1024 }] } => ["ECS0111 overrides.containerOverrides[0].memory"];
            "OP-013": { "overrides.containerOverrides" = [{ "name": "job", "environment": [
                { "name": "REPLACED", "value": "2" }, { "name": "NEW", "value": "2" }
            ] }] } => [];
            "OP-013": { "overrides.containerOverrides" = [{ "name": "job", "environment": [
                { "name": "REPLACED", "value": "2" }, { "name": "A=B", "value": "2" }
            ] }] } => ["ECS0241 overrides.containerOverrides[0].environment[1].name"];
            "OP-014": { "placementStrategy" = [] } => [];
            "OP-014": { "launchType" = null, "taskDefinition" = "elsewhere", "placementStrategy" = six }
                => ["ECS0725 placementStrategy"];
            "SV-005": { "taskDefinition" = "" } => ["ECS0703 taskDefinition"];
            "SV-004": { "taskDefinition" = "job:x" } => ["ECS0704 taskDefinition"];
            "SV-012": { "capacityProviderStrategy" = [{ "capacityProvider": "FARGATE" }] } => ["ECS0711 launchType"];
            "SV-048": { "enableExecuteCommand" = true } => ["ECS0735 enableExecuteCommand"];
            "TD-013": { "networkConfiguration" = null } => ["ECS0719 networkConfiguration"];
            "EB-001": { "volumeConfigurations" = null } => ["ECS1101 volumeConfigurations"];
            "EB-016": { "propagateTags" = "TASK_DEFINITION" } => [];
            "EB-016": { "propagateTags" = "SERVICE" } => ["ECS1110 propagateTags"];
            "EB-016": { "volumeConfigurations[0].managedEBSVolume.tagSpecifications" = from_task } => [];
            "EB-016": { "volumeConfigurations[0].managedEBSVolume.tagSpecifications" = from_service }
                => ["ECS1110 volumeConfigurations[0].managedEBSVolume.tagSpecifications[0].propagateTags"];
            "EB-004": { "volumeConfigurations[0].managedEBSVolume.sizeInGiB" = 16385 }
                => ["ECS1103 volumeConfigurations[0].managedEBSVolume.sizeInGiB"];
            "TG-002": { "tags" = [{ "key": "", "value": "a" }] } => ["ECS0602 tags[0].key"];
        },
    );
}
