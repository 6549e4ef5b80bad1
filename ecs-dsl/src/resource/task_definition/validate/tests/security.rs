//! The security baseline.

use serde_json::json;

use super::{Row, ec2, fargate, first, row, run};

pub(super) fn rows() -> Vec<Row> {
    let variable =
        |name: &str, value: &str| first(json!({ "environment": [{ "name": name, "value": value }] }));
    let plain = &[("SEC0101", "containerDefinitions[0].environment[0].value")];
    let latest = &[("SEC0109", "containerDefinitions[0].image")];
    let efs = |encryption: &str| json!({ "volumes[0].efsVolumeConfiguration": { "fileSystemId": "fs-1", "transitEncryption": encryption } });
    vec![
        row("CD-022", fargate, variable("LOG_LEVEL", "info"), &[]),
        row("CD-022", fargate, variable("DB_PASSWORD_FILE", "/run/secrets/db"), &[]),
        row("CD-022", fargate, variable("DB_PASSWORD", "hunter2"), plain),
        row("CD-022", fargate, variable("DATABASE_URL", "postgres://app:hunter2@db/shop"), plain),
        row("CD-022", fargate, variable("DATABASE_URL", "postgres://app@db/shop"), &[]),
        row("TD-041", ec2, json!({ "pidMode": "host" }), &[("SEC0106", "pidMode")]),
        row("TD-041", ec2, json!({ "pidMode": "task" }), &[]),
        row("TD-046", ec2, json!({ "ipcMode": "host" }), &[("SEC0107", "ipcMode")]),
        row("TD-046", ec2, json!({ "ipcMode": "task" }), &[]),
        row(
            "SEC",
            ec2,
            first(json!({ "privileged": true })),
            &[("SEC0102", "containerDefinitions[0].privileged")],
        ),
        row(
            "SEC",
            ec2,
            first(json!({ "readonlyRootFilesystem": false })),
            &[("SEC0103", "containerDefinitions[0]")],
        ),
        row(
            "SEC",
            ec2,
            json!({ "containerDefinitions[0].readonlyRootFilesystem": null, "containerDefinitions[1].readonlyRootFilesystem": null }),
            &[("SEC0103", "containerDefinitions")],
        ),
        row("SEC", ec2, first(json!({ "user": null })), &[("SEC0104", "containerDefinitions[0]")]),
        row("SEC", ec2, first(json!({ "user": "root" })), &[("SEC0104", "containerDefinitions[0]")]),
        row("SEC", ec2, first(json!({ "user": "0:1000" })), &[("SEC0104", "containerDefinitions[0]")]),
        row(
            "SEC",
            ec2,
            first(json!({ "user": null, "privileged": true })),
            &[("SEC0102", "containerDefinitions[0].privileged")],
        ),
        row(
            "SEC",
            ec2,
            first(json!({ "logConfiguration": null })),
            &[("SEC0105", "containerDefinitions[0]")],
        ),
        row(
            "TD-014",
            ec2,
            json!({ "networkMode": "host", "containerDefinitions[0].portMappings": null, "containerDefinitions[0].user": "0" }),
            &[("SEC0108", "containerDefinitions[0]")],
        ),
        row(
            "TD-014",
            ec2,
            json!({ "networkMode": "host", "containerDefinitions[0].portMappings": null }),
            &[],
        ),
        row("SEC", fargate, first(json!({ "image": "nginx" })), latest),
        row("SEC", fargate, first(json!({ "image": "nginx:latest" })), latest),
        row("SEC", fargate, first(json!({ "image": "localhost:5000/nginx" })), latest),
        row(
            "SEC",
            fargate,
            first(json!({ "image": format!("nginx:latest@sha256:{}", "0".repeat(64)) })),
            &[],
        ),
        row(
            "SEC",
            fargate,
            efs("DISABLED"),
            &[("SEC0110", "volumes[0].efsVolumeConfiguration.transitEncryption")],
        ),
        row("SEC", fargate, efs("ENABLED"), &[]),
        row(
            "TD-060",
            fargate,
            json!({ "executionRoleArn": "arn:aws:iam::123456789012:role/web" }),
            &[("SEC0111", "taskRoleArn")],
        ),
        row("TD-060", fargate, json!({ "taskRoleArn": null }), &[]),
    ]
}

#[test]
fn security() {
    run(&rows());
}
