//! Health checks and logs.

use serde_json::{Value, json};

use super::{Row, below, ec2, fargate, managed, routed, row, run};

fn splunk() -> Value {
    super::changed(
        ec2(),
        &json!({ "containerDefinitions[0].logConfiguration": {
            "logDriver": "splunk",
            "options": { "splunk-url": "https://splunk:8088" },
            "secretOptions": [{ "name": "splunk-token", "valueFrom": "splunk" }],
        } }),
    )
}

/// Changes the first container's health check.
fn health(changes: Value) -> Value {
    below("containerDefinitions[0].healthCheck", changes)
}

/// Changes its log options.
fn log(changes: Value) -> Value {
    below("containerDefinitions[0].logConfiguration.options", changes)
}

/// Sets its log driver, without options.
fn driver(name: &str) -> Value {
    json!({ "containerDefinitions[0].logConfiguration": { "logDriver": name } })
}

pub(super) fn rows() -> Vec<Row> {
    let command = |words: &[&str]| health(json!({ "command": words }));
    let bad_command = &[("ECS0401", "containerDefinitions[0].healthCheck.command")];
    let bad_driver = &[("ECS0411", "containerDefinitions[0].logConfiguration.logDriver")];
    let missing = &[("ECS0412", "containerDefinitions[0].logConfiguration.options")];
    let route = &[("ECS0418", "containerDefinitions[0].logConfiguration.options")];
    vec![
        row("HC-001", fargate, command(&["CMD-SHELL", "curl -f http://localhost/ || exit 1"]), &[]),
        row("HC-001", fargate, command(&["NONE"]), &[]),
        row("HC-001", fargate, command(&["CMD-SHELL", "CMD-SHELL curl -f http://localhost/"]), bad_command),
        row("HC-001", fargate, command(&["CMD", "CMD", "curl"]), bad_command),
        row("HC-001", fargate, command(&[]), bad_command),
        row("HC-001", fargate, command(&["CMD"]), bad_command),
        row("HC-001", fargate, command(&["curl", "-f", "http://localhost/"]), bad_command),
        row("HC-001", fargate, command(&["CMD-SHELL, curl -f http://localhost/"]), bad_command),
        row(
            "HC-002 HC-003 HC-004 HC-005",
            fargate,
            health(json!({ "interval": 5, "timeout": 2, "retries": 1, "startPeriod": 0 })),
            &[],
        ),
        row(
            "HC-002 HC-003 HC-004 HC-005",
            fargate,
            health(json!({ "interval": 300, "timeout": 60, "retries": 10, "startPeriod": 300 })),
            &[],
        ),
        row(
            "HC-002",
            fargate,
            health(json!({ "interval": 4 })),
            &[("ECS0402", "containerDefinitions[0].healthCheck.interval")],
        ),
        row(
            "HC-002",
            fargate,
            health(json!({ "interval": 301 })),
            &[("ECS0402", "containerDefinitions[0].healthCheck.interval")],
        ),
        row(
            "HC-003",
            fargate,
            health(json!({ "timeout": 1 })),
            &[("ECS0402", "containerDefinitions[0].healthCheck.timeout")],
        ),
        row(
            "HC-003",
            fargate,
            health(json!({ "timeout": 61 })),
            &[("ECS0402", "containerDefinitions[0].healthCheck.timeout")],
        ),
        row(
            "HC-004",
            fargate,
            health(json!({ "retries": 0 })),
            &[("ECS0402", "containerDefinitions[0].healthCheck.retries")],
        ),
        row(
            "HC-004",
            fargate,
            health(json!({ "retries": 11 })),
            &[("ECS0402", "containerDefinitions[0].healthCheck.retries")],
        ),
        row(
            "HC-005",
            fargate,
            health(json!({ "startPeriod": -1 })),
            &[("ECS0402", "containerDefinitions[0].healthCheck.startPeriod")],
        ),
        row(
            "HC-005",
            fargate,
            health(json!({ "startPeriod": 301 })),
            &[("ECS0402", "containerDefinitions[0].healthCheck.startPeriod")],
        ),
        row("LC-001", ec2, driver("syslog"), &[]),
        row(
            "LC-001",
            ec2,
            driver("cloudwatch"),
            &[("ECS0001", "containerDefinitions[0].logConfiguration.logDriver")],
        ),
        row("LC-002", fargate, driver("json-file"), bad_driver),
        row("LC-002", fargate, driver("fluentd"), bad_driver),
        row("LC-003", managed, driver("json-file"), &[]),
        row("LC-003", managed, driver("syslog"), bad_driver),
        row("LC-002 LC-004 LC-005 LC-006", fargate, json!({}), &[]),
        row("LC-004", fargate, log(json!({ "awslogs-group": null })), missing),
        row("LC-004", ec2, log(json!({ "awslogs-group": "" })), missing),
        row("LC-005", fargate, log(json!({ "awslogs-region": null })), missing),
        row("LC-006", fargate, log(json!({ "awslogs-stream-prefix": null })), missing),
        row("LC-007", ec2, json!({}), &[]),
        row(
            "LC-007",
            ec2,
            log(json!({ "awslogs-stream-prefix": null })),
            &[("ECS0413", "containerDefinitions[0].logConfiguration.options")],
        ),
        row("LC-008", fargate, log(json!({ "awslogs-create-group": "true" })), &[]),
        row(
            "LC-008",
            fargate,
            log(json!({ "awslogs-create-group": "yes" })),
            &[("ECS0414", "containerDefinitions[0].logConfiguration.options.awslogs-create-group")],
        ),
        row("LC-009", fargate, log(json!({ "awslogs-datetime-format": "%Y" })), &[]),
        row(
            "LC-009",
            fargate,
            log(json!({ "awslogs-datetime-format": "%Y", "awslogs-multiline-pattern": "^x" })),
            &[("ECS0414", "containerDefinitions[0].logConfiguration.options.awslogs-multiline-pattern")],
        ),
        row("LC-010 LC-011", fargate, log(json!({ "mode": "non-blocking", "max-buffer-size": "25m" })), &[]),
        row("LC-011", fargate, log(json!({ "max-buffer-size": "512kb" })), &[]),
        row(
            "LC-010",
            fargate,
            log(json!({ "mode": "async" })),
            &[("ECS0415", "containerDefinitions[0].logConfiguration.options.mode")],
        ),
        row(
            "LC-011",
            fargate,
            log(json!({ "max-buffer-size": "large" })),
            &[("ECS0415", "containerDefinitions[0].logConfiguration.options.max-buffer-size")],
        ),
        row(
            "LC-011",
            fargate,
            log(json!({ "mode": "blocking", "max-buffer-size": "25m" })),
            &[("ECS0415", "containerDefinitions[0].logConfiguration.options.max-buffer-size")],
        ),
        row("LC-012", fargate, log(json!({ "mode": "blocking" })), &[]),
        row(
            "LC-012",
            fargate,
            log(json!({ "awslogs-groop": "/web" })),
            &[("ECS0416", "containerDefinitions[0].logConfiguration.options.awslogs-groop")],
        ),
        row("LC-013", splunk, json!({}), &[]),
        row(
            "LC-013",
            splunk,
            json!({ "containerDefinitions[0].logConfiguration.secretOptions": [] }),
            &[("ECS0417", "containerDefinitions[0].logConfiguration.options")],
        ),
        row(
            "LC-013",
            splunk,
            log(json!({ "splunk-url": null })),
            &[("ECS0417", "containerDefinitions[0].logConfiguration.options")],
        ),
        row("LC-014", routed, log(json!({ "log-driver-buffer-limit": "2097152" })), &[]),
        row(
            "LC-014",
            routed,
            log(json!({ "log-driver-buffer-limit": "2m" })),
            &[("ECS0418", "containerDefinitions[0].logConfiguration.options.log-driver-buffer-limit")],
        ),
        row(
            "LC-015",
            routed,
            log(json!({ "Name": "firehose", "region": "eu-west-1", "delivery_stream": "web" })),
            &[],
        ),
        row("LC-015", routed, log(json!({ "Name": "kinesis", "region": "eu-west-1", "stream": "web" })), &[]),
        row("LC-015", routed, log(json!({ "Name": "firehose", "region": "eu-west-1" })), route),
        row("LC-015", routed, log(json!({ "Name": "kinesis", "stream": "web" })), route),
        row("LC-016", routed, log(json!({ "Name": "s3", "bucket": "logs", "region": "eu-west-1" })), &[]),
        row("LC-016", routed, log(json!({ "Name": "s3", "region": "eu-west-1" })), route),
        row(
            "LC-017",
            routed,
            log(json!({ "Name": "opensearch", "Host": "search.example.com", "Port": "443" })),
            &[],
        ),
        row(
            "LC-017",
            routed,
            log(json!({ "Name": "es", "Host": "https://search.example.com" })),
            &[("ECS0418", "containerDefinitions[0].logConfiguration.options.Host")],
        ),
    ]
}

#[test]
fn health_and_logs() {
    run(&rows());
}
