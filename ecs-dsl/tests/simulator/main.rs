//! The simulator through AWS's own SDK: what a deployment sees.

mod calls;
mod corpus;
mod credentials;
mod faults;
mod rollouts;
mod shapes;
mod survival;

use std::time::Duration;

use ecs_dsl::aws::{Aws, CallError, EcsOperation};
use ecs_dsl::simulator::{Settings, Simulator};
use serde_json::{Value, json};

/// Runs a test on an event loop of its own.
fn run<T>(test: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("an event loop can be made")
        .block_on(test)
}

async fn started(settings: Settings) -> (Simulator, Aws) {
    let simulator = Simulator::start(settings).expect("loopback has a free port");
    let aws = Aws::open(simulator.access()).await.expect("the simulator's Region is known");
    (simulator, aws)
}

async fn ecs(aws: &Aws, operation: EcsOperation, body: Value) -> Value {
    let name = operation.name();
    try_ecs(aws, operation, body).await.unwrap_or_else(|error| panic!("{name}: {error}"))
}

async fn try_ecs(aws: &Aws, operation: EcsOperation, body: Value) -> Result<Value, CallError> {
    aws.ecs.call(operation, &body).await
}

/// A task definition whose container listens on port 80.
fn web(image: &str) -> Value {
    json!({
        "family": "web",
        "requiresCompatibilities": ["FARGATE"],
        "networkMode": "awsvpc",
        "cpu": ".25 vCPU",
        "memory": "512",
        "containerDefinitions": [{
            "name": "web",
            "image": image,
            "portMappings": [{ "containerPort": 80 }],
            "environment": [{ "name": "B", "value": "2" }, { "name": "A", "value": "1" }],
        }],
    })
}

/// A Fargate service of `web` in the cluster `main`.
fn web_service(more: Value) -> Value {
    let mut service = json!({
        "cluster": "main",
        "serviceName": "web",
        "taskDefinition": "web",
        "desiredCount": 2,
        "launchType": "FARGATE",
        "networkConfiguration": { "awsvpcConfiguration": { "subnets": ["subnet-1", "subnet-2"] } },
    });
    for (member, value) in more.as_object().into_iter().flatten() {
        service[member] = value.clone();
    }
    service
}

/// Makes the cluster `main`, `web:1` and its service, and waits until it runs.
async fn deployed(settings: Settings, more: Value) -> (Simulator, Aws) {
    let (simulator, aws) = started(settings).await;
    ecs(&aws, EcsOperation::CreateCluster, json!({ "clusterName": "main" })).await;
    ecs(&aws, EcsOperation::RegisterTaskDefinition, web("web:1")).await;
    ecs(&aws, EcsOperation::CreateService, web_service(more)).await;
    until_quiet(&aws).await;
    (simulator, aws)
}

async fn service(aws: &Aws) -> Value {
    let body = json!({ "cluster": "main", "services": ["web"], "include": ["TAGS"] });
    ecs(aws, EcsOperation::DescribeServices, body).await["services"][0].clone()
}

/// Polls every five seconds of the simulated world, an hour at most, until the PRIMARY deployment is
/// no more in progress.
async fn until_quiet(aws: &Aws) -> Value {
    for _ in 0..720 {
        let service = service(aws).await;
        if service["deployments"][0]["rolloutState"] != "IN_PROGRESS" {
            return service;
        }
        aws.time().sleep(Duration::from_secs(5)).await;
    }
    panic!("the deployment went on for an hour: {:#}", service(aws).await);
}

async fn newest_record(aws: &Aws) -> Value {
    let list = json!({ "cluster": "main", "service": "web" });
    let list = ecs(aws, EcsOperation::ListServiceDeployments, list).await;
    let arn = list["serviceDeployments"][0]["serviceDeploymentArn"].clone();
    let body = json!({ "serviceDeploymentArns": [arn] });
    ecs(aws, EcsOperation::DescribeServiceDeployments, body).await["serviceDeployments"][0].clone()
}

fn events(service: &Value) -> String {
    let events = service["events"].as_array().into_iter().flatten();
    events.filter_map(|event| event["message"].as_str()).collect::<Vec<_>>().join("\n")
}
