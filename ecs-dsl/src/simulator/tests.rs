//! The world by itself: no server, no clock, no SDK.

use std::time::Duration;

use serde_json::{Value, json};

use super::{Settings, TaskFate, TaskFault, Timings, World};
use crate::aws::{EcsOperation, Service};

fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

fn ecs(world: &mut World, operation: &str, input: &Value, at: Duration) -> Value {
    let answer = world.answer(Service::Ecs, operation, input, at);
    answer.unwrap_or_else(|refusal| panic!("{operation}: {refusal:?}"))
}

/// A world with the cluster `main`, a task definition and a service of two tasks, both `web`.
fn world(settings: Settings) -> World {
    let mut world = World::new(settings);
    ecs(&mut world, "CreateCluster", &json!({ "clusterName": "main" }), seconds(0));
    let definition = json!({
        "family": "web",
        "networkMode": "awsvpc", "cpu": "256", "memory": "512",
        "containerDefinitions": [{ "name": "web", "image": "x", "portMappings": [{ "containerPort": 80 }] }],
    });
    ecs(&mut world, "RegisterTaskDefinition", &definition, seconds(0));
    let service = json!({
        "cluster": "main", "serviceName": "web", "taskDefinition": "web", "desiredCount": 2,
        "launchType": "FARGATE",
        "networkConfiguration": { "awsvpcConfiguration": { "subnets": ["subnet-1"] } },
    });
    ecs(&mut world, "CreateService", &service, seconds(0));
    world
}

fn service(world: &mut World, at: Duration) -> Value {
    let body = json!({ "cluster": "main", "services": ["web"] });
    ecs(world, "DescribeServices", &body, at)["services"][0].clone()
}

#[test]
fn time_alone_moves_the_world() {
    let mut world = world(Settings::default());
    let states: Vec<Value> = [0, 10, 21, 60]
        .into_iter()
        .map(|at| {
            let live = service(&mut world, seconds(at));
            json!([live["pendingCount"], live["runningCount"], live["deployments"][0]["rolloutState"]])
        })
        .collect();
    assert_eq!(
        states,
        [
            json!([2, 0, "IN_PROGRESS"]),
            json!([2, 0, "IN_PROGRESS"]),
            json!([0, 2, "IN_PROGRESS"]),
            json!([0, 2, "COMPLETED"]),
        ]
    );
}

#[test]
fn the_same_requests_at_the_same_times_make_the_same_world() {
    let run = || {
        let mut world = world(Settings::default());
        world.add_task_fault(TaskFault::of_family("web", TaskFate::exits(1)).times(2));
        ecs(
            &mut world,
            "UpdateService",
            &json!({ "cluster": "main", "service": "web", "forceNewDeployment": true }),
            seconds(100),
        );
        world.advance(seconds(1000));
        serde_json::to_string(&world).expect("a world is JSON")
    };
    assert_eq!(run(), run());
}

#[test]
fn a_world_is_the_same_after_having_been_written_down() {
    let mut kept = world(Settings::default());
    kept.advance(seconds(15));
    let written = serde_json::to_string(&kept).expect("a world is JSON");
    let mut read: World = serde_json::from_str(&written).expect("what was written can be read");
    let body = json!({ "cluster": "main", "service": "web", "desiredCount": 7 });
    for world in [&mut kept, &mut read] {
        ecs(world, "UpdateService", &body, seconds(20));
        world.advance(seconds(500));
    }
    assert_eq!(
        serde_json::to_string(&kept).expect("a world is JSON"),
        serde_json::to_string(&read).expect("a world is JSON")
    );
}

#[test]
fn instant_timings_with_tasks_that_all_fail_come_to_rest() {
    let settings = Settings { timings: Timings::instant(), ..Settings::default() };
    let mut world = world(settings);
    world.add_task_fault(TaskFault::of_family("web", TaskFate::CannotPull));
    let body = json!({ "cluster": "main", "service": "web", "forceNewDeployment": true });
    ecs(&mut world, "UpdateService", &body, seconds(1));
    world.advance(seconds(3600));
    assert_eq!(service(&mut world, seconds(3600))["runningCount"], 2);
}

/// What no sane client sends must be refused or ignored, but never end the simulator.
#[test]
fn no_input_makes_the_world_panic() {
    let members = [
        "advancedConfiguration",
        "autoScalingGroupProvider",
        "capacityProvider",
        "capacityProviderStrategy",
        "capacityProviders",
        "clientToken",
        "cluster",
        "clusterName",
        "clusters",
        "command",
        "configuration",
        "containerDefinitions",
        "containerInstances",
        "count",
        "cpu",
        "createdAt",
        "defaultCapacityProviderStrategy",
        "deploymentConfiguration",
        "deploymentController",
        "desiredCount",
        "desiredStatus",
        "expiresInMinutes",
        "family",
        "include",
        "launchType",
        "loadBalancers",
        "managedInstancesProvider",
        "maxResults",
        "memory",
        "name",
        "namespace",
        "networkConfiguration",
        "nextToken",
        "overrides",
        "placementConstraints",
        "primaryTaskSet",
        "propagateTags",
        "requiresCompatibilities",
        "resourceArn",
        "role",
        "scale",
        "schedulingStrategy",
        "serviceConnectConfiguration",
        "serviceConnectDefaults",
        "serviceDeploymentArn",
        "serviceDeploymentArns",
        "serviceName",
        "serviceRegistries",
        "serviceRevisionArns",
        "services",
        "settings",
        "status",
        "tagKeys",
        "tags",
        "task",
        "taskDefinition",
        "taskDefinitions",
        "taskRoleArn",
        "taskSet",
        "taskSets",
        "tasks",
        "value",
        "volumeConfigurations",
        "volumes",
        "vpcLatticeConfigurations",
    ];
    let values = [
        json!(null),
        json!(true),
        json!(-1),
        json!(1e300),
        json!(u64::MAX),
        json!(""),
        json!("x:y/z"),
        json!("é:\u{1f600}"),
        json!([]),
        json!([null]),
        json!([1]),
        json!(["x"]),
        json!([[]]),
        json!([{}]),
        json!({}),
        json!({ "x": [] }),
        json!([{ "name": "web", "image": "x", "portMappings": "x", "healthCheck": [], "essential": 1,
                 "logConfiguration": { "options": [] }, "linuxParameters": { "capabilities": 1 } }]),
        json!({ "managedScaling": "x", "autoScalingGroupArn": 1 }),
        json!({ "awsvpcConfiguration": "x" }),
        json!({ "awsvpcConfiguration": { "subnets": 1 } }),
        json!({ "maximumPercent": u64::MAX, "minimumHealthyPercent": u64::MAX, "bakeTimeInMinutes": u64::MAX,
                "deploymentCircuitBreaker": "x", "alarms": [], "lifecycleHooks": [1, {}] }),
        json!({ "strategy": "LINEAR", "linearConfiguration": { "stepPercent": 0, "stepBakeTimeInMinutes": u64::MAX } }),
        json!({ "type": "EXTERNAL" }),
        json!({ "value": 1e300 }),
    ];
    let base = json!({
        "cluster": "main", "service": "web", "serviceName": "new", "taskDefinition": "web", "family": "web",
        "name": "provider", "task": "none", "capacityProvider": "none", "command": "sh", "interactive": true,
        "containerDefinitions": [{ "name": "web", "image": "x" }],
    });
    let fresh = world(Settings { shuffle: Some(1), ..Settings::default() });
    for operation in EcsOperation::ALL {
        let mut world = fresh.clone();
        for member in members {
            for value in &values {
                let mut input = base.clone();
                input[member] = value.clone();
                // Refused or not is all the same here.
                if world.answer(Service::Ecs, operation.name(), &input, seconds(30)).is_ok() {
                    world.advance(seconds(7200));
                    world = fresh.clone();
                }
            }
        }
    }
}
