//! Answers: what AWS and its tools printed is read in full, and what we do not know does no harm.

use ecs_dsl::api::ecs::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::document::{corpus, round_trip};

/// Members of the corpus that the API has not: misspelled, never published, or put there by a tool.
const NOT_IN_THE_API: &[&str] = &[
    "004-aws-cli-update-service.json.service.deployments[0].taskkDefinition",
    "008-amazon-ecs-developer-guide-create-service-connect.json.service.deployments[0].failedLaunchTaskCount",
    "008-amazon-ecs-developer-guide-create-service-connect.json.service.deployments[0].replacedTaskCount",
    "008-amazon-ecs-developer-guide-create-service-connect.json.service.version",
    "013-ecspresso-td-in-tags.json.taskDefinition.tags",
];

#[test]
fn foreign_answers_lose_nothing_but_what_the_api_does_not_have() {
    let lost: Vec<String> = corpus("describe-outputs")
        .iter()
        .flat_map(|(name, answer)| {
            let written = if answer.get("service").is_some() {
                answered::<ServiceAnswer>(name, answer)
            } else if answer.get("services").is_some() {
                answered::<DescribeServicesAnswer>(name, answer)
            } else if answer.get("serviceArn").is_some() {
                answered::<Service>(name, answer)
            } else {
                assert!(answer.get("taskDefinition").is_some(), "{name}: what kind of answer is this?");
                answered::<TaskDefinitionAnswer>(name, answer)
            };
            let mut lost = Vec::new();
            collect_lost(answer, &written, name, &mut lost);
            lost
        })
        .collect();
    if !lost.is_empty() {
        assert_eq!(lost, NOT_IN_THE_API);
    }
}

#[test]
fn what_a_deploy_needs_is_read() {
    let answer = json!({
        "services": [{
            "serviceName": "web",
            "status": "ACTIVE",
            "deployments": [{
                "id": "ecs-svc/1",
                "status": "PRIMARY",
                "taskDefinition": "arn:aws:ecs:eu-west-1:123456789012:task-definition/web:8",
                "desiredCount": 3, "runningCount": 1, "pendingCount": 1, "failedTasks": 2,
                "rolloutState": "FAILED",
                "rolloutStateReason": "tasks failed to start.",
                "createdAt": 1_733_261_065.25,
            }],
            "events": [{"id": "e", "createdAt": "2024-12-03T16:24:25.250000-05:00", "message": "unable to place a task"}],
            "somethingNew": {"deep": [1]},
        }],
        "failures": [{"arn": "arn:aws:ecs:eu-west-1:123456789012:service/prod/gone", "reason": "MISSING"}],
    });
    let answer: DescribeServicesAnswer = serde_json::from_value(answer).expect("the answer is read");
    assert_eq!(answer.failures[0].reason.as_deref(), Some("MISSING"));

    let service = &answer.services[0];
    assert_eq!(service.status, Some(ServiceStatus::Active));
    let deployment = &service.deployments.as_deref().expect("there are deployments")[0];
    assert_eq!(deployment.status, Some(DeploymentStatus::Primary));
    assert_eq!(deployment.rollout_state, Some(DeploymentRolloutState::Failed));
    assert_eq!(deployment.rollout_state_reason.as_deref(), Some("tasks failed to start."));
    assert_eq!((deployment.running_count, deployment.failed_tasks), (Some(1), Some(2)));

    let event = &service.events.as_deref().expect("there are events")[0];
    let seconds =
        |time: &Option<ecs_dsl::api::Timestamp>| time.as_ref().and_then(|time| time.epoch_seconds());
    assert_eq!(seconds(&event.created_at), seconds(&deployment.created_at));
    assert_eq!(seconds(&event.created_at), Some(1_733_261_065.25));
}

#[test]
fn service_deployments_are_read_in_full() {
    let arn = "arn:aws:ecs:eu-west-1:123456789012:service-deployment/prod/web/d1";
    let revision = json!({
        "arn": "arn:aws:ecs:eu-west-1:123456789012:service-revision/prod/web/1",
        "requestedTaskCount": 3, "runningTaskCount": 2, "pendingTaskCount": 1,
        "requestedTestTrafficWeight": 0.0, "requestedProductionTrafficWeight": 87.5,
    });
    let answer = json!({
        "serviceDeployments": [{
            "serviceDeploymentArn": arn,
            "serviceArn": "arn:aws:ecs:eu-west-1:123456789012:service/prod/web",
            "clusterArn": "arn:aws:ecs:eu-west-1:123456789012:cluster/prod",
            "createdAt": 1.5, "startedAt": 2.5, "finishedAt": 3.5, "stoppedAt": 4.5, "updatedAt": 5.5,
            "sourceServiceRevisions": [revision], "targetServiceRevision": revision,
            "status": "ROLLBACK_SUCCESSFUL", "statusReason": "the circuit breaker opened",
            "lifecycleStage": "BAKE_TIME",
            "lifecycleHookDetails": [{
                "hookId": "h", "targetType": "PAUSE", "targetArn": "arn", "status": "AWAITING_ACTION",
                "expiresAt": 9.5, "timeoutAction": "CONTINUE",
            }],
            "deploymentConfiguration": {"strategy": "LINEAR"},
            "rollback": {"reason": "r", "startedAt": 2.75, "serviceRevisionArn": "arn"},
            "deploymentCircuitBreaker": {"status": "TRIGGERED", "failureCount": 3, "threshold": 3},
            "alarms": {"status": "MONITORING", "alarmNames": ["a", "b"], "triggeredAlarmNames": ["b"]},
        }],
        "failures": [{"arn": "arn", "reason": "MISSING", "detail": "gone"}],
    });
    assert_eq!(round_trip::<DescribeServiceDeploymentsAnswer>(&answer), Ok(answer.clone()));
    let read: DescribeServiceDeploymentsAnswer = serde_json::from_value(answer).expect("the answer is read");
    assert_eq!(read.service_deployments[0].status, Some(ServiceDeploymentStatus::RollbackSuccessful));

    let list = json!({
        "serviceDeployments": [{
            "serviceDeploymentArn": arn, "serviceArn": "s", "clusterArn": "c",
            "startedAt": 2.5, "createdAt": 1.5, "finishedAt": 3.5,
            "targetServiceRevisionArn": "r", "status": "IN_PROGRESS", "statusReason": "why",
        }],
        "nextToken": "more",
    });
    assert_eq!(round_trip::<ListServiceDeploymentsAnswer>(&list), Ok(list));
}

#[test]
fn clusters_and_capacity_providers_are_read_in_full() {
    let clusters = json!({
        "clusters": [{
            "clusterArn": "arn:aws:ecs:eu-west-1:123456789012:cluster/prod", "clusterName": "prod",
            "configuration": {"executeCommandConfiguration": {"logging": "NONE"}},
            "status": "ACTIVE", "registeredContainerInstancesCount": 1, "runningTasksCount": 2,
            "pendingTasksCount": 3, "activeServicesCount": 4,
            "statistics": [{"name": "runningEC2TasksCount", "value": "2"}],
            "tags": [{"key": "Name", "value": "prod"}],
            "settings": [{"name": "containerInsights", "value": "enabled"}],
            "capacityProviders": ["gpu"],
            "defaultCapacityProviderStrategy": [{"capacityProvider": "gpu", "weight": 1, "base": 0}],
            "attachments": [{
                "id": "a", "type": "as_policy", "status": "CREATED",
                "details": [{"name": "capacityProviderName", "value": "gpu"}],
            }],
            "attachmentsStatus": "UPDATE_COMPLETE",
            "serviceConnectDefaults": {"namespace": "arn:aws:servicediscovery:eu-west-1:123456789012:namespace/ns-1"},
        }],
    });
    assert_eq!(round_trip::<DescribeClustersAnswer>(&clusters), Ok(clusters));

    let providers = json!({
        "capacityProviders": [
            {
                "capacityProviderArn": "arn:aws:ecs:eu-west-1:123456789012:capacity-provider/gpu", "name": "gpu",
                "cluster": "prod", "status": "ACTIVE",
                "managedInstancesProvider": {
                    "infrastructureRoleArn": "arn:aws:iam::123456789012:role/ecs-instances",
                    "instanceLaunchTemplate": {
                        "ec2InstanceProfileArn": "arn:aws:iam::123456789012:instance-profile/ecs",
                        "networkConfiguration": {"subnets": ["subnet-1"]},
                    },
                    "propagateTags": "NONE",
                    "infrastructureOptimization": {"scaleInAfter": 300},
                    "autoRepairConfiguration": {"actionsStatus": "DISABLED"},
                },
                "updateStatus": "CREATE_COMPLETE", "updateStatusReason": "why",
                "tags": [], "type": "MANAGED_INSTANCES",
            },
            {"name": "group", "autoScalingGroupProvider": {"autoScalingGroupArn": "arn"}, "type": "EC2_AUTOSCALING"},
        ],
    });
    assert_eq!(round_trip::<DescribeCapacityProvidersAnswer>(&providers), Ok(providers));
}

#[test]
fn service_revisions_and_task_sets_are_read_in_full() {
    let revisions = json!({
        "serviceRevisions": [{
            "serviceRevisionArn": "r", "serviceArn": "s", "clusterArn": "c", "taskDefinition": "web:8",
            "capacityProviderStrategy": [{"capacityProvider": "FARGATE"}],
            "launchType": "FARGATE", "platformVersion": "1.4.0", "platformFamily": "Linux",
            "loadBalancers": [], "serviceRegistries": [],
            "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-1"]}},
            "containerImages": [{"containerName": "web", "imageDigest": "sha256:0", "image": "web:1"}],
            "guardDutyEnabled": true,
            "serviceConnectConfiguration": {"enabled": false},
            "volumeConfigurations": [{"name": "data"}],
            "fargateEphemeralStorage": {"kmsKeyId": "key"},
            "createdAt": 1.5,
            "vpcLatticeConfigurations": [{"roleArn": "r", "targetGroupArn": "t", "portName": "http"}],
            "resolvedConfiguration": {
                "loadBalancers": [{"targetGroupArn": "t", "productionListenerRule": "l"}],
                "vpcLatticeConfigurations": [{"targetGroupArn": "t", "productionListenerRule": "l"}],
            },
            "gatewayConnectors": [{"portName": "http"}],
            "monitoring": {"metricConfigurations": [{"metricNames": ["CPUUtilization"], "resolutionSeconds": 20}]},
        }],
    });
    assert_eq!(round_trip::<DescribeServiceRevisionsAnswer>(&revisions), Ok(revisions));

    let task_set = json!({
        "taskSet": {
            "id": "ecs-svc/1", "taskSetArn": "t", "serviceArn": "s", "clusterArn": "c", "startedBy": "CODE_DEPLOY",
            "externalId": "release-7", "status": "PRIMARY", "taskDefinition": "web:8", "computedDesiredCount": 3,
            "pendingCount": 1, "runningCount": 2, "createdAt": 1.5, "updatedAt": 2.5, "launchType": "EC2",
            "capacityProviderStrategy": [], "platformVersion": "1.4.0", "platformFamily": "Linux",
            "networkConfiguration": {}, "loadBalancers": [], "serviceRegistries": [],
            "scale": {"value": 50.0, "unit": "PERCENT"}, "stabilityStatus": "STABILIZING", "stabilityStatusAt": 3.5,
            "tags": [], "fargateEphemeralStorage": {},
        },
    });
    assert_eq!(round_trip::<TaskSetAnswer>(&task_set), Ok(task_set));
}

#[test]
fn states_unknown_to_us_are_kept() {
    let answer = json!({"service": {"status": "ASLEEP", "deployments": [{"rolloutState": "SIDEWAYS"}]}});
    assert_eq!(round_trip::<ServiceAnswer>(&answer), Ok(answer));
}

fn answered<T: Serialize + DeserializeOwned>(name: &str, answer: &Value) -> Value {
    round_trip::<T>(answer).unwrap_or_else(|refusal| panic!("{name}: {refusal}"))
}

/// Collects the paths of what was in an answer and is not in what was written again.
fn collect_lost(before: &Value, after: &Value, path: &str, lost: &mut Vec<String>) {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            for (name, value) in before {
                match after.get(name) {
                    Some(kept) => collect_lost(value, kept, &format!("{path}.{name}"), lost),
                    // An empty list of an answer means the same as none.
                    None if value.as_array().is_some_and(Vec::is_empty) => {}
                    None => lost.push(format!("{path}.{name}")),
                }
            }
        }
        (Value::Array(before), Value::Array(after)) if before.len() == after.len() => {
            for (index, (value, kept)) in before.iter().zip(after).enumerate() {
                collect_lost(value, kept, &format!("{path}[{index}]"), lost);
            }
        }
        // Times may be written as whole numbers.
        (Value::Number(before), Value::Number(after)) if before.as_f64() == after.as_f64() => {}
        _ if before == after => {}
        _ => lost.push(path.to_owned()),
    }
}
