//! Whether containers belong together.

use serde_json::{Value, json};

use super::{Row, fargate, row, run};

/// Two containers that have nothing to do with each other.
fn strangers() -> Value {
    super::changed(
        fargate(),
        &json!({ "containerDefinitions[1].name": "mailer", "containerDefinitions[1].essential": true }),
    )
}

pub(super) fn rows() -> Vec<Row> {
    let second = |changes: Value| super::below("containerDefinitions[1]", changes);
    let apart = &[("ADV0101", "containerDefinitions")];
    vec![
        row("ADV", strangers, json!({}), apart),
        row("ADV", strangers, second(json!({ "portMappings": [{ "containerPort": 9000 }] })), apart),
        row("ADV", strangers, second(json!({ "essential": false })), &[]),
        row(
            "ADV",
            strangers,
            second(json!({ "dependsOn": [{ "containerName": "web", "condition": "START" }] })),
            &[],
        ),
        row(
            "ADV",
            strangers,
            second(json!({ "mountPoints": [{ "sourceVolume": "data", "containerPath": "/data" }] })),
            &[],
        ),
        row("ADV", strangers, second(json!({ "volumesFrom": [{ "sourceContainer": "web" }] })), &[]),
        row(
            "ADV",
            strangers,
            second(json!({ "environment": [{ "name": "WEB", "value": "http://localhost:8080/x" }] })),
            &[],
        ),
        row(
            "ADV",
            strangers,
            second(json!({ "environment": [{ "name": "WEB", "value": "http://localhost:9090/x" }] })),
            apart,
        ),
        row("ADV", strangers, second(json!({ "command": ["watch", "127.0.0.1:8080"] })), &[]),
        row("ADV", strangers, second(json!({ "image": "public.ecr.aws/xray/aws-xray-daemon:3.3" })), &[]),
        row("ADV", strangers, json!({ "pidMode": "task" }), &[]),
    ]
}

#[test]
fn advice() {
    run(&rows());
}
