//! Deployments over virtual time.

use std::time::Duration;

use ecs_dsl::aws::{Aws, CallErrorKind, EcsOperation};
use ecs_dsl::simulator::{Settings, Simulator, TaskFate, TaskFault};
use serde_json::{Value, json};

use crate::{
    deployed, ecs, events, newest_record, run, service, started, try_ecs, until_quiet, web, web_service,
};

async fn update(aws: &Aws, more: Value) -> Value {
    let mut body = json!({ "cluster": "main", "service": "web" });
    for (member, value) in more.as_object().into_iter().flatten() {
        body[member] = value.clone();
    }
    ecs(aws, EcsOperation::UpdateService, body).await["service"].clone()
}

/// Registers `web:2` and rolls it out.
async fn roll_out(aws: &Aws) -> Value {
    ecs(aws, EcsOperation::RegisterTaskDefinition, web("web:2")).await;
    update(aws, json!({ "taskDefinition": "web:2" })).await
}

fn revision(service: &Value) -> &str {
    service["taskDefinition"].as_str().and_then(|arn| arn.rsplit('/').next()).unwrap_or_default()
}

fn with_breaker(rollback: bool) -> Value {
    json!({ "deploymentConfiguration": {
        "deploymentCircuitBreaker": { "enable": true, "rollback": rollback },
    } })
}

#[test]
fn a_rolling_update_keeps_within_its_percentages() {
    run(async {
        for (minimum, maximum, least, most) in [(100, 200, 4, 8), (50, 100, 2, 4), (75, 125, 3, 5)] {
            let percent = json!({ "desiredCount": 4, "deploymentConfiguration": {
                "minimumHealthyPercent": minimum, "maximumPercent": maximum,
            } });
            let (_simulator, aws) = deployed(Settings::default(), percent).await;
            let updated = roll_out(&aws).await;
            assert_eq!(updated["deployments"].as_array().map(Vec::len), Some(2));
            let (mut fewest, mut highest) = (u64::MAX, 0);
            let done = loop {
                let live = service(&aws).await;
                let running = live["runningCount"].as_u64().expect("a count");
                let all = running + live["pendingCount"].as_u64().expect("a count");
                (fewest, highest) = (fewest.min(running), highest.max(all));
                if live["deployments"][0]["rolloutState"] == "COMPLETED" {
                    break live;
                }
                aws.time().sleep(Duration::from_secs(1)).await;
            };
            assert!(fewest >= least, "{minimum}/{maximum}: only {fewest} ran");
            assert!(highest <= most, "{minimum}/{maximum}: {highest} were there");
            assert_eq!(revision(&done), "web:2");
            assert_eq!(done["deployments"].as_array().map(Vec::len), Some(1));
            assert_eq!(newest_record(&aws).await["status"], "SUCCESSFUL");
        }
    });
}

#[test]
fn percentages_without_room_make_no_progress() {
    run(async {
        let percent = json!({ "deploymentConfiguration": {
            "minimumHealthyPercent": 100, "maximumPercent": 100,
        } });
        let (_simulator, aws) = deployed(Settings::default(), percent).await;
        roll_out(&aws).await;
        aws.time().sleep(Duration::from_secs(3600)).await;
        assert_eq!(service(&aws).await["deployments"][0]["rolloutState"], "IN_PROGRESS");
    });
}

#[test]
fn the_circuit_breaker_rolls_back_and_says_so() {
    run(async {
        let (simulator, aws) = deployed(Settings::default(), with_breaker(true)).await;
        simulator.add_task_fault(TaskFault::of_revision("web", 2, TaskFate::CannotPull));
        let started = roll_out(&aws).await;
        let ours = started["deployments"][0]["id"].clone();
        let after = until_quiet(&aws).await;
        assert_eq!(revision(&after), "web:1");
        assert_ne!(after["deployments"][0]["id"], ours, "a new deployment of the old revision");
        assert_eq!(after["deployments"][0]["rolloutState"], "COMPLETED");
        assert_eq!(after["runningCount"], 2);

        let record = newest_record(&aws).await;
        assert_eq!(record["status"], "ROLLBACK_SUCCESSFUL");
        assert_eq!(record["deploymentCircuitBreaker"]["status"], "TRIGGERED");
        assert!(events(&after).contains("deployment failed: tasks failed to start."));

        let body = json!({ "cluster": "main", "serviceName": "web", "desiredStatus": "STOPPED" });
        let stopped = ecs(&aws, EcsOperation::ListTasks, body).await;
        let tasks = json!({ "cluster": "main", "tasks": stopped["taskArns"] });
        let tasks = ecs(&aws, EcsOperation::DescribeTasks, tasks).await;
        let reasons = tasks["tasks"].as_array().expect("a list").iter();
        assert!(reasons.filter(|task| task["stopCode"] == "TaskFailedToStart").count() >= 3);
    });
}

#[test]
fn a_failed_deployment_without_rollback_stays_failed() {
    run(async {
        let (simulator, aws) = deployed(Settings::default(), with_breaker(false)).await;
        simulator.add_task_fault(TaskFault::of_revision("web", 2, TaskFate::exits(1)));
        roll_out(&aws).await;
        let after = until_quiet(&aws).await;
        assert_eq!(after["deployments"][0]["rolloutState"], "FAILED");
        assert_eq!(after["deployments"][1]["runningCount"], 2, "the old tasks go on");
        assert_eq!(newest_record(&aws).await["status"], "STOPPED");
    });
}

#[test]
fn the_first_deployment_has_nothing_to_roll_back_to() {
    run(async {
        let (simulator, aws) = started(Settings::default()).await;
        simulator.add_task_fault(TaskFault::of_family("web", TaskFate::Unhealthy));
        ecs(&aws, EcsOperation::CreateCluster, json!({ "clusterName": "main" })).await;
        ecs(&aws, EcsOperation::RegisterTaskDefinition, web("web:1")).await;
        ecs(&aws, EcsOperation::CreateService, web_service(with_breaker(true))).await;
        let after = until_quiet(&aws).await;
        assert_eq!(after["deployments"][0]["rolloutState"], "FAILED");
        assert_eq!(newest_record(&aws).await["status"], "ROLLBACK_FAILED");
    });
}

#[test]
fn without_a_breaker_ecs_tries_ever_less_often() {
    run(async {
        let (simulator, aws) = deployed(Settings::default(), json!({})).await;
        simulator.add_task_fault(TaskFault::of_revision("web", 2, TaskFate::exits(1)));
        roll_out(&aws).await;
        let failed = |service: &Value| service["deployments"][0]["failedTasks"].as_u64().expect("a count");
        aws.time().sleep(Duration::from_secs(3600)).await;
        let first = failed(&service(&aws).await);
        aws.time().sleep(Duration::from_secs(3600)).await;
        let live = service(&aws).await;
        let second = failed(&live) - first;
        assert_eq!(live["deployments"][0]["rolloutState"], "IN_PROGRESS");
        assert!(second < first && second > 0, "{first} in the first hour, {second} in the second");
        assert!(events(&live).contains("unable to consistently start tasks successfully"));
        assert_eq!(live["deployments"][1]["runningCount"], 2);
    });
}

#[test]
fn an_alarm_fails_a_deployment() {
    run(async {
        let alarms = json!({ "deploymentConfiguration": {
            "alarms": { "enable": true, "rollback": true, "alarmNames": ["errors"] },
        } });
        let (simulator, aws) = deployed(Settings::default(), alarms).await;
        roll_out(&aws).await;
        simulator.with_world(|world| world.set_alarm("errors", true));
        let after = until_quiet(&aws).await;
        assert_eq!(revision(&after), "web:1");
        let record = newest_record(&aws).await;
        assert_eq!(record["status"], "ROLLBACK_SUCCESSFUL");
        assert_eq!(record["alarms"]["triggeredAlarmNames"], json!(["errors"]));
    });
}

async fn staged(strategy: Value) -> (Simulator, Aws) {
    deployed(Settings::default(), json!({ "deploymentConfiguration": strategy })).await
}

async fn stages_of(aws: &Aws) -> Vec<String> {
    let mut stages: Vec<String> = Vec::new();
    loop {
        let record = newest_record(aws).await;
        if let Some(stage) = record["lifecycleStage"].as_str()
            && stages.last().is_none_or(|last| last != stage)
        {
            stages.push(stage.to_owned());
        }
        if record["status"] != "IN_PROGRESS" {
            return stages;
        }
        aws.time().sleep(Duration::from_secs(1)).await;
    }
}

#[test]
fn blue_green_goes_through_its_stages_and_bakes() {
    run(async {
        let (_simulator, aws) = staged(json!({ "strategy": "BLUE_GREEN", "bakeTimeInMinutes": 10 })).await;
        let begun = aws.time().now();
        roll_out(&aws).await;
        let stages = stages_of(&aws).await;
        assert_eq!(
            stages,
            ["SCALE_UP", "TEST_TRAFFIC_SHIFT", "PRODUCTION_TRAFFIC_SHIFT", "BAKE_TIME", "CLEAN_UP"]
        );
        assert!(aws.time().now() - begun > Duration::from_secs(600));
        let after = service(&aws).await;
        assert_eq!((revision(&after), &after["runningCount"]), ("web:2", &json!(2)));
    });
}

#[test]
fn linear_and_canary_take_their_time() {
    run(async {
        let linear = json!({ "strategy": "LINEAR", "linearConfiguration": {
            "stepPercent": 25.0, "stepBakeTimeInMinutes": 5,
        } });
        let canary = json!({ "strategy": "CANARY", "canaryConfiguration": {
            "canaryPercent": 5.0, "canaryBakeTimeInMinutes": 20,
        } });
        for (strategy, minutes) in [(linear, 15), (canary, 20)] {
            let (_simulator, aws) = staged(strategy).await;
            let begun = aws.time().now();
            roll_out(&aws).await;
            until_quiet(&aws).await;
            let took = (aws.time().now() - begun).as_secs() / 60;
            assert!((minutes..minutes + 3).contains(&took), "{took} minutes instead of {minutes}");
        }
    });
}

#[test]
fn a_failing_green_crew_leaves_blue_untouched() {
    run(async {
        let strategy = json!({ "strategy": "BLUE_GREEN", "deploymentCircuitBreaker": {
            "enable": true, "rollback": true,
        } });
        let (simulator, aws) = staged(strategy).await;
        simulator.add_task_fault(TaskFault::of_revision("web", 2, TaskFate::OutOfMemory { after: 1000 }));
        roll_out(&aws).await;
        let after = until_quiet(&aws).await;
        assert_eq!((revision(&after), &after["runningCount"]), ("web:1", &json!(2)));
        assert_eq!(newest_record(&aws).await["status"], "ROLLBACK_SUCCESSFUL");
    });
}

#[test]
fn a_pause_waits_for_a_word() {
    run(async {
        let strategy = json!({ "strategy": "BLUE_GREEN", "lifecycleHooks": [{
            "targetType": "PAUSE", "lifecycleStages": ["POST_TEST_TRAFFIC_SHIFT"],
        }] });
        let (_simulator, aws) = started(Settings::default()).await;
        ecs(&aws, EcsOperation::CreateCluster, json!({ "clusterName": "main" })).await;
        ecs(&aws, EcsOperation::RegisterTaskDefinition, web("web:1")).await;
        let request = web_service(json!({ "deploymentConfiguration": strategy }));
        ecs(&aws, EcsOperation::CreateService, request).await;
        aws.time().sleep(Duration::from_secs(600)).await;
        let record = newest_record(&aws).await;
        assert_eq!(record["lifecycleStage"], "POST_TEST_TRAFFIC_SHIFT");
        assert_eq!(record["lifecycleHookDetails"][0]["status"], "AWAITING_ACTION");
        let body = json!({ "serviceDeploymentArn": record["serviceDeploymentArn"], "action": "CONTINUE" });
        ecs(&aws, EcsOperation::ContinueServiceDeployment, body).await;
        until_quiet(&aws).await;
        assert_eq!(newest_record(&aws).await["status"], "SUCCESSFUL");
    });
}

#[test]
fn a_deployment_can_be_stopped_from_outside() {
    run(async {
        let (_simulator, aws) = deployed(Settings::default(), json!({})).await;
        roll_out(&aws).await;
        let arn = newest_record(&aws).await["serviceDeploymentArn"].clone();
        ecs(&aws, EcsOperation::StopServiceDeployment, json!({ "serviceDeploymentArn": arn })).await;
        let after = until_quiet(&aws).await;
        assert_eq!(revision(&after), "web:1");
        assert_eq!(newest_record(&aws).await["status"], "ROLLBACK_SUCCESSFUL");
        let again =
            try_ecs(&aws, EcsOperation::StopServiceDeployment, json!({ "serviceDeploymentArn": arn })).await;
        assert_eq!(again.expect_err("it is over").kind(), &CallErrorKind::InProgress);
    });
}

#[test]
fn a_newer_deployment_overtakes_an_older_one() {
    run(async {
        let (_simulator, aws) = deployed(Settings::default(), json!({})).await;
        roll_out(&aws).await;
        ecs(&aws, EcsOperation::RegisterTaskDefinition, web("web:3")).await;
        update(&aws, json!({ "taskDefinition": "web:3" })).await;
        let after = until_quiet(&aws).await;
        assert_eq!((revision(&after), &after["runningCount"]), ("web:3", &json!(2)));
        let list = json!({ "cluster": "main", "service": "web", "status": ["STOPPED"] });
        let list = ecs(&aws, EcsOperation::ListServiceDeployments, list).await;
        assert_eq!(list["serviceDeployments"].as_array().map(Vec::len), Some(1));
    });
}

#[test]
fn what_starts_a_deployment_and_what_does_not() {
    run(async {
        let (_simulator, aws) = deployed(Settings::default(), json!({})).await;
        let deployments = |service: &Value| service["deployments"].as_array().map_or(0, Vec::len);
        let quiet = [
            json!({ "taskDefinition": "web:1" }),
            json!({ "enableExecuteCommand": true }),
            json!({ "deploymentConfiguration": { "maximumPercent": 150 } }),
            json!({ "placementStrategy": [] }),
        ];
        for change in quiet {
            assert_eq!(deployments(&update(&aws, change.clone()).await), 1, "{change}");
        }
        let live = service(&aws).await;
        assert_eq!(live["deploymentConfiguration"]["maximumPercent"], 150);
        assert_eq!(live["deploymentConfiguration"]["minimumHealthyPercent"], 100, "what is unsaid stays");
        let loud = [
            json!({ "forceNewDeployment": true }),
            json!({ "networkConfiguration": { "awsvpcConfiguration": { "subnets": ["subnet-9"] } } }),
        ];
        for change in loud {
            assert_eq!(deployments(&update(&aws, change.clone()).await), 2, "{change}");
            until_quiet(&aws).await;
        }
    });
}

#[test]
fn scaling_starts_and_stops_tasks_without_a_deployment() {
    run(async {
        let (_simulator, aws) = deployed(Settings::default(), json!({})).await;
        for count in [5, 1, 0, 2] {
            let updated = update(&aws, json!({ "desiredCount": count })).await;
            assert_eq!(updated["deployments"].as_array().map(Vec::len), Some(1));
            aws.time().sleep(Duration::from_secs(120)).await;
            assert_eq!(service(&aws).await["runningCount"], count);
        }
    });
}

#[test]
fn a_daemon_has_a_task_on_each_instance() {
    run(async {
        let (simulator, aws) = started(Settings { instances: 0, ..Settings::default() }).await;
        ecs(&aws, EcsOperation::CreateCluster, json!({ "clusterName": "main" })).await;
        let definition = json!({
            "family": "agent",
            "containerDefinitions": [{ "name": "agent", "image": "agent:1", "memory": 64 }],
        });
        ecs(&aws, EcsOperation::RegisterTaskDefinition, definition).await;
        let request = json!({
            "cluster": "main", "serviceName": "web", "taskDefinition": "agent",
            "schedulingStrategy": "DAEMON",
        });
        ecs(&aws, EcsOperation::CreateService, request).await;
        simulator.with_world(|world| world.set_instances("main", 4));
        let after = until_quiet(&aws).await;
        aws.time().sleep(Duration::from_secs(60)).await;
        assert_eq!(after["deploymentConfiguration"]["maximumPercent"], 100);
        assert_eq!(service(&aws).await["runningCount"], 4);
    });
}

#[test]
fn tasks_without_a_place_wait_for_one() {
    run(async {
        let (simulator, aws) = started(Settings { instances: 0, ..Settings::default() }).await;
        ecs(&aws, EcsOperation::CreateCluster, json!({ "clusterName": "main" })).await;
        let definition = json!({
            "family": "web",
            "containerDefinitions": [{ "name": "web", "image": "web:1", "memory": 64 }],
        });
        ecs(&aws, EcsOperation::RegisterTaskDefinition, definition).await;
        let request = json!({
            "cluster": "main", "serviceName": "web", "taskDefinition": "web", "desiredCount": 1,
        });
        ecs(&aws, EcsOperation::CreateService, request).await;
        aws.time().sleep(Duration::from_secs(300)).await;
        let stuck = service(&aws).await;
        assert_eq!(stuck["launchType"], "EC2");
        assert!(events(&stuck).contains("was unable to place a task"));
        simulator.with_world(|world| world.set_instances("main", 1));
        assert_eq!(until_quiet(&aws).await["runningCount"], 1);
    });
}

#[test]
fn an_external_service_is_made_of_task_sets() {
    run(async {
        let (_simulator, aws) = started(Settings::default()).await;
        ecs(&aws, EcsOperation::CreateCluster, json!({ "clusterName": "main" })).await;
        ecs(&aws, EcsOperation::RegisterTaskDefinition, web("web:1")).await;
        let request = json!({
            "cluster": "main", "serviceName": "web", "desiredCount": 4,
            "deploymentController": { "type": "EXTERNAL" },
        });
        let made = ecs(&aws, EcsOperation::CreateService, request).await;
        assert_eq!(made["service"]["deployments"], json!([]));
        let set = json!({
            "cluster": "main", "service": "web", "taskDefinition": "web", "launchType": "FARGATE",
            "networkConfiguration": { "awsvpcConfiguration": { "subnets": ["subnet-1"] } },
            "scale": { "value": 50.0, "unit": "PERCENT" },
        });
        let made = ecs(&aws, EcsOperation::CreateTaskSet, set).await["taskSet"].clone();
        assert_eq!(made["computedDesiredCount"], 2);
        aws.time().sleep(Duration::from_secs(60)).await;
        assert_eq!(service(&aws).await["taskSets"][0]["stabilityStatus"], "STEADY_STATE");
        let body = json!({ "cluster": "main", "service": "web", "taskDefinition": "web" });
        let refused = try_ecs(&aws, EcsOperation::UpdateService, body).await;
        assert_eq!(refused.expect_err("a task set's matter").kind(), &CallErrorKind::InvalidParameter);
        let body = json!({ "cluster": "main", "service": "web", "primaryTaskSet": made["id"] });
        ecs(&aws, EcsOperation::UpdateServicePrimaryTaskSet, body).await;
        let body = json!({ "cluster": "main", "service": "web", "taskSet": made["id"], "force": true });
        ecs(&aws, EcsOperation::DeleteTaskSet, body).await;
        aws.time().sleep(Duration::from_secs(60)).await;
        assert_eq!(service(&aws).await["runningCount"], 0);
    });
}
