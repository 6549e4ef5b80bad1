//! Task definitions that nothing is wrong with, for rows to change.

use serde_json::{Value, json};

use super::{below, changed};

/// A task for Fargate, with a container and one that helps it.
pub(super) fn fargate() -> Value {
    let logs = || {
        json!({
            "logDriver": "awslogs",
            "options": { "awslogs-group": "/web", "awslogs-region": "eu-west-1", "awslogs-stream-prefix": "web" }
        })
    };
    json!({
        "family": "web",
        "requiresCompatibilities": ["FARGATE"],
        "networkMode": "awsvpc",
        "cpu": "512",
        "memory": "1024",
        "taskRoleArn": "arn:aws:iam::123456789012:role/web",
        "executionRoleArn": "arn:aws:iam::123456789012:role/web-execution",
        "volumes": [{ "name": "data" }],
        "containerDefinitions": [
            {
                "name": "web",
                "image": "nginx:1.27",
                "user": "1000",
                "readonlyRootFilesystem": true,
                "portMappings": [{ "containerPort": 8080, "name": "http" }],
                "mountPoints": [{ "sourceVolume": "data", "containerPath": "/data" }],
                "healthCheck": { "command": ["CMD", "/check"] },
                "logConfiguration": logs(),
            },
            {
                "name": "helper",
                "image": "busybox:1.36",
                "essential": false,
                "user": "1000",
                "readonlyRootFilesystem": true,
                "logConfiguration": logs(),
            },
        ],
    })
}

/// The same for EC2 instances, on Docker's bridge.
pub(super) fn ec2() -> Value {
    let changes = json!({
        "requiresCompatibilities": ["EC2"],
        "networkMode": "bridge",
        "cpu": null,
        "memory": null,
        "containerDefinitions[0].memoryReservation": 256,
        "containerDefinitions[1].memoryReservation": 64,
    });
    changed(fargate(), &changes)
}

/// The same, saying nothing of where it may run.
pub(super) fn anywhere() -> Value {
    changed(ec2(), &json!({ "requiresCompatibilities": null, "networkMode": null }))
}

/// A task for Windows instances.
pub(super) fn windows() -> Value {
    let mut document = changed(
        ec2(),
        &json!({
            "networkMode": null,
            "runtimePlatform": { "operatingSystemFamily": "WINDOWS_SERVER_2022_CORE", "cpuArchitecture": "X86_64" },
        }),
    );
    for container in document["containerDefinitions"].as_array_mut().unwrap() {
        let container = container.as_object_mut().unwrap();
        container.remove("user");
        container.remove("readonlyRootFilesystem");
    }
    document
}

pub(super) fn awsvpc() -> Value {
    changed(ec2(), &json!({ "networkMode": "awsvpc" }))
}

pub(super) fn host() -> Value {
    changed(ec2(), &json!({ "networkMode": "host", "containerDefinitions[0].portMappings": null }))
}

pub(super) fn managed() -> Value {
    changed(ec2(), &json!({ "requiresCompatibilities": ["MANAGED_INSTANCES"], "networkMode": "awsvpc" }))
}

pub(super) fn external() -> Value {
    changed(ec2(), &json!({ "requiresCompatibilities": ["EXTERNAL"] }))
}

/// A container whose logs go to a router.
pub(super) fn routed() -> Value {
    changed(
        ec2(),
        &json!({
            "containerDefinitions[0].logConfiguration": { "logDriver": "awsfirelens" },
            "containerDefinitions[1].firelensConfiguration": { "type": "fluentbit" },
        }),
    )
}

/// The same on Fargate.
pub(super) fn fargate_routed() -> Value {
    let changes = json!({
        "requiresCompatibilities": ["FARGATE"],
        "networkMode": "awsvpc",
        "cpu": "512",
        "memory": "1024",
    });
    changed(routed(), &changes)
}

/// Changes members of the first container.
pub(super) fn first(changes: Value) -> Value {
    below("containerDefinitions[0]", changes)
}
