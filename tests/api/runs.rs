//! Runs of tasks: every member of the request is there, and tasks are read in full.

use ecs_dsl::api::ecs::*;
use ecs_dsl::api::reading::read_answer;
use ecs_dsl_tests::shapes;
use serde_json::json;

use crate::document::{fixture, strict_round_trip};

const ENUMS: &[(&str, &[&str])] = &[
    ("launchType", LaunchType::VALUES),
    ("networkConfiguration.awsvpcConfiguration.assignPublicIp", AssignPublicIp::VALUES),
    ("overrides.containerOverrides[].environmentFiles[].type", EnvironmentFileType::VALUES),
    ("overrides.containerOverrides[].resourceRequirements[].type", ResourceType::VALUES),
    ("placementConstraints[].type", PlacementConstraintType::VALUES),
    ("placementStrategy[].type", PlacementStrategyType::VALUES),
    ("propagateTags", PropagateTags::VALUES),
    ("volumeConfigurations[].managedEBSVolume.tagSpecifications[].resourceType", EbsResourceType::VALUES),
    ("volumeConfigurations[].managedEBSVolume.tagSpecifications[].propagateTags", PropagateTags::VALUES),
    ("volumeConfigurations[].managedEBSVolume.filesystemType", TaskFilesystemType::VALUES),
];

#[test]
fn run_task_has_every_member() {
    let document = fixture("run-task");
    assert_eq!(strict_round_trip::<RunTask>(&document), Ok(document.clone()));

    let Some(tree) = shapes::request("RunTaskRequest") else { return };
    assert_eq!(shapes::unset(&tree, &document), Vec::<String>::new());
    assert_eq!(shapes::enum_differences(&tree, ENUMS), Vec::<String>::new());
}

#[test]
fn tasks_are_read_in_full() {
    let answer = json!({
        "tasks": [{
            "taskArn": "arn:aws:ecs:eu-west-1:111122223333:task/shop/0123456789abcdef0123456789abcdef",
            "clusterArn": "arn:aws:ecs:eu-west-1:111122223333:cluster/shop",
            "taskDefinitionArn": "arn:aws:ecs:eu-west-1:111122223333:task-definition/shop:7",
            "group": "service:web", "startedBy": "ecs-svc/1234567890123456789",
            "lastStatus": "STOPPED", "desiredStatus": "STOPPED", "healthStatus": "UNKNOWN",
            "stopCode": "EssentialContainerExited", "stoppedReason": "Essential container in task exited",
            "containers": [{
                "containerArn": "c", "taskArn": "t", "name": "web", "image": "web:1", "imageDigest": "sha256:0",
                "runtimeId": "0123456789abcdef0123456789abcdef-1", "lastStatus": "STOPPED", "exitCode": 137,
                "reason": "OutOfMemoryError: Container killed due to memory usage", "healthStatus": "UNHEALTHY",
                "managedAgents": [{
                    "name": "ExecuteCommandAgent", "lastStatus": "RUNNING", "reason": "r", "lastStartedAt": 1.5,
                }],
                "networkBindings": [{
                    "bindIP": "0.0.0.0", "containerPort": 80, "hostPort": 32768, "protocol": "tcp",
                    "containerPortRange": "80-81", "hostPortRange": "32768-32769",
                }],
                "networkInterfaces": [{
                    "attachmentId": "a", "privateIpv4Address": "10.0.0.7", "ipv6Address": "2001:db8::7",
                }],
                "cpu": "256", "memory": "512", "memoryReservation": "256", "gpuIds": ["GPU-0"],
                "gpuSharingStrategy": {"nvidiaMps": {"memory": 1024}}, "neuronDeviceIds": ["0"],
            }],
            "attachments": [{
                "id": "a", "type": "ElasticNetworkInterface", "status": "DELETED",
                "details": [{"name": "privateIPv4Address", "value": "10.0.0.7"}],
            }],
            "attributes": [{"name": "ecs.cpu-architecture", "value": "x86_64"}],
            "overrides": {"containerOverrides": [{"name": "web"}], "inferenceAcceleratorOverrides": []},
            "launchType": "FARGATE", "capacityProviderName": "FARGATE_SPOT",
            "platformVersion": "1.4.0", "platformFamily": "Linux", "containerInstanceArn": "i",
            "availabilityZone": "eu-west-1a", "connectivity": "CONNECTED", "enableExecuteCommand": true,
            "cpu": "256", "memory": "512",
            "inferenceAccelerators": [{"deviceName": "d", "deviceType": "eia2.medium"}],
            "ephemeralStorage": {"sizeInGiB": 21},
            "fargateEphemeralStorage": {"sizeInGiB": 21, "kmsKeyId": "k"},
            "tags": [{"key": "team", "value": "shop"}], "version": 3_000_000_000_i64,
            "createdAt": 1.5, "connectivityAt": 2.5, "pullStartedAt": 3.5, "pullStoppedAt": 4.5,
            "startedAt": 5.5, "stoppingAt": 6.5, "executionStoppedAt": 7.5,
            "stoppedAt": "2026-01-01T00:00:08.500000+00:00",
        }],
        "failures": [{"arn": "arn", "reason": "MISSING", "detail": "gone"}],
    });
    let text = answer.to_string();
    let read: TasksAnswer = read_answer(&text).expect("the answer is read");
    assert_eq!(serde_json::to_value(&read).expect("the answer is written"), answer);

    let task = &read.tasks[0];
    assert_eq!(task.stop_code, Some(TaskStopCode::EssentialContainerExited));
    assert_eq!(task.health_status, Some(HealthStatus::Undetermined));
    let container = &task.containers.as_deref().expect("it has containers")[0];
    assert_eq!(container.exit_code, Some(137));
    let agent = &container.managed_agents.as_deref().expect("it has agents")[0];
    assert_eq!(agent.name, Some(ManagedAgentName::ExecuteCommandAgent));
    assert!(read.failures[0].is_missing());
}

#[test]
fn an_answer_without_tasks_is_read() {
    let read: TasksAnswer = read_answer(r#"{"failures": null, "new": 1}"#).expect("the answer is read");
    assert_eq!(read, TasksAnswer::default());
}

#[test]
fn a_volume_is_deleted_with_its_task_unless_told_otherwise() {
    assert!(TaskManagedEbsVolumeTerminationPolicy::default().delete_on_termination);
}
