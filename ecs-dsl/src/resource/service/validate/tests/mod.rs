//! One row a limit: just inside, just outside. A service that is changed in nothing has no findings.

mod awkward;
mod basics;
mod capacity;
mod corpus;
mod deployment;
mod load_balancing;
mod placement;
mod security;
mod service_connect;
mod together;
mod volumes;

use serde_json::{Value, json};

use super::validate;
use crate::check::rows::{Beside, Row, check};
use crate::diagnostic::code;

pub(super) const CLUSTER_ARN: &str = "arn:aws:ecs:eu-west-1:123456789012:cluster/main";
pub(super) const GROUP: &str =
    "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/0123456789abcdef";

/// A Fargate service with nothing to find fault with, whose task definition `web` is beside it.
fn fargate() -> Value {
    json!({
        "cluster": "main",
        "serviceName": "web",
        "taskDefinition": "web",
        "desiredCount": 2,
        "launchType": "FARGATE",
        "networkConfiguration": {
            "awsvpcConfiguration": { "subnets": ["subnet-1", "subnet-2"], "securityGroups": ["sg-1"] }
        },
        "deploymentConfiguration": { "deploymentCircuitBreaker": { "enable": true, "rollback": true } },
    })
}

/// The same on EC2, in the network mode bridge, whose task definition `node` is beside it.
fn ec2() -> Value {
    json!({
        "cluster": "main",
        "serviceName": "node",
        "taskDefinition": "node",
        "desiredCount": 2,
        "launchType": "EC2",
        "deploymentConfiguration": { "deploymentCircuitBreaker": { "enable": true, "rollback": true } },
    })
}

/// A task definition of a container `web` that maps port 80 by the name `http`.
pub(super) fn task(family: &str, compatibility: &str, mode: &str) -> Value {
    json!({
        "family": family,
        "requiresCompatibilities": [compatibility],
        "networkMode": mode,
        "taskRoleArn": "arn:aws:iam::123456789012:role/app",
        "containerDefinitions": [{
            "name": "web",
            "image": "nginx:1.27",
            "portMappings": [{ "name": "http", "containerPort": 80, "appProtocol": "http" }],
        }],
    })
}

fn beside() -> Beside {
    Beside::default()
        .task(task("web", "FARGATE", "awsvpc"))
        .task(task("node", "EC2", "bridge"))
        .region("eu-west-1")
}

fn on_fargate(rows: Vec<Row>) {
    check(&fargate(), &beside(), validate, rows);
}

fn on_ec2(rows: Vec<Row>) {
    check(&ec2(), &beside(), validate, rows);
}

/// The rows of every kind whose codes stand beside those of services.
const ROWS: &[&str] = &[
    include_str!("basics.rs"),
    include_str!("capacity.rs"),
    include_str!("deployment.rs"),
    include_str!("load_balancing.rs"),
    include_str!("placement.rs"),
    include_str!("security.rs"),
    include_str!("service_connect.rs"),
    include_str!("together.rs"),
    include_str!("volumes.rs"),
    include_str!("../../../capacity_provider/validate/tests.rs"),
    include_str!("../../../cluster/validate/tests.rs"),
    include_str!("../../../role/validate/tests.rs"),
    include_str!("../../../run_task/validate/tests.rs"),
];

#[test]
fn every_code_is_found_in_some_row() {
    let families = [
        code::service::CODES,
        code::load_balancing::CODES,
        code::deployment::CODES,
        code::service_connect::CODES,
        code::ebs::CODES,
        code::cluster::CODES,
        code::capacity_provider::CODES,
        code::run_task::CODES,
        code::role::CODES,
        code::security_of_services::CODES,
    ];
    let mut missing = Vec::new();
    for code in families.into_iter().flatten() {
        if !ROWS.iter().any(|rows| rows.contains(code.id)) {
            missing.push(code.id.to_owned());
        }
        let of_rule = |rule: &&&str| !ROWS.iter().any(|rows| rows.contains(**rule));
        missing.extend(code.rules.iter().filter(of_rule).map(|rule| format!("{} for {rule}", code.id)));
    }
    assert!(missing.is_empty(), "no row has {}", missing.join(", "));
}
