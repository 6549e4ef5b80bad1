//! Deployments of a service: how they stand, how long they may take, and what a deleted one leaves behind.

use std::time::Duration;

use serde_json::{Value, json};

use crate::kind::{
    Deployment, LiveResource, PlannedCall, Rollout, RolloutState, Settled, Settling, bare_name,
};

/// How a service is rolled out.
pub(super) static DEPLOYMENT: Deployment =
    Deployment { runs: "taskDefinition", started, rollout, again, patience };

/// A deleted service stops its tasks: they need their roles, their log group and their cluster until
/// then, and its name is taken.
pub(super) static SETTLING: [Settling; 1] = [Settling {
    after: "DeleteService",
    ask: |request| {
        let body = json!({ "cluster": cluster_of(request), "services": [request["service"]] });
        PlannedCall::new("ecs", "DescribeServices", body)
    },
    judge: |answer| {
        let service = answer.map(|answer| &answer["services"][0]).filter(|service| service.is_object());
        let Some(service) = service.filter(|service| service["status"] != "INACTIVE") else {
            return Settled::Yes;
        };
        Settled::NotYet(match service["runningCount"].as_u64() {
            None | Some(0) => "for its tasks to be gone".to_owned(),
            Some(1) => "for 1 task to stop".to_owned(),
            Some(count) => format!("for {count} tasks to stop"),
        })
    },
    fix: "look at its tasks: protected ones are not stopped, and load balancers may drain for long",
}];

/// Returns the PRIMARY deployment of a described service.
pub(crate) fn primary(described: &Value) -> Option<&Value> {
    described["deployments"].as_array()?.iter().find(|deployment| deployment["status"] == "PRIMARY")
}

/// Returns the name of a service's cluster.
pub(crate) fn cluster_of(service: &Value) -> String {
    match service["cluster"].as_str() {
        None | Some("") => "default".to_owned(),
        Some(cluster) => bare_name(cluster).to_owned(),
    }
}

fn started(operation: &str, answer: &Value) -> Option<String> {
    matches!(operation, "CreateService" | "UpdateService").then_some(())?;
    primary(&answer["service"])?["id"].as_str().map(str::to_owned)
}

fn rollout(live: &LiveResource) -> Rollout {
    let primary = primary(&live.state).unwrap_or(&Value::Null);
    let configuration = &live.whole["deploymentConfiguration"];
    let watched = [&configuration["deploymentCircuitBreaker"], &configuration["alarms"]];
    Rollout {
        state: match primary["rolloutState"].as_str() {
            Some("IN_PROGRESS") => RolloutState::UnderWay,
            Some("FAILED") => RolloutState::Failed,
            _ => RolloutState::Over,
        },
        revision: primary["taskDefinition"].as_str().map(str::to_owned),
        rolls_back: watched.iter().any(|one| one["enable"] == true && one["rollback"] == true),
    }
}

fn again(live: &LiveResource) -> PlannedCall {
    let service = &live.whole;
    let request = json!({
        "cluster": cluster_of(service),
        "service": service["serviceName"],
        "forceNewDeployment": true,
    });
    PlannedCall::new("ecs", "UpdateService", request)
}

/// Returns how long a service's deployment may take: long enough for every task to be replaced by the
/// rules that the service itself states, twice over.
fn patience(service: &Value, task_definition: Option<&Value>) -> Duration {
    let number = |value: &Value, default: u64| value.as_u64().unwrap_or(default);
    let desired = number(&service["desiredCount"], 1).max(1);
    let configuration = &service["deploymentConfiguration"];
    let most = desired * number(&configuration["maximumPercent"], 200) / 100;
    let least = (desired * number(&configuration["minimumHealthyPercent"], 100)).div_ceil(100);
    let batch = most.saturating_sub(least).max(1);
    let waves = desired.div_ceil(batch);

    let mut start = 120 + number(&service["healthCheckGracePeriodSeconds"], 0);
    let mut stop = 30;
    let containers = task_definition.and_then(|one| one["containerDefinitions"].as_array());
    for container in containers.into_iter().flatten() {
        let check = &container["healthCheck"];
        if check.is_object() {
            let tries = number(&check["retries"], 3) * number(&check["interval"], 30);
            start = start.max(120 + number(&check["startPeriod"], 0) + tries);
        }
        stop = stop.max(number(&container["stopTimeout"], 30));
    }
    let balanced = service["loadBalancers"].as_array().is_some_and(|all| !all.is_empty());
    // A target group drains for five minutes unless it is told otherwise.
    let drain = if balanced { 300 } else { 0 };
    let mut total = waves * (start + stop + drain);
    total += 60 * number(&configuration["bakeTimeInMinutes"], 0);
    for hook in configuration["lifecycleHooks"].as_array().into_iter().flatten() {
        total += 60 * number(&hook["timeoutConfiguration"]["timeoutInMinutes"], 10);
    }
    for shift in ["linearConfiguration", "canaryConfiguration"] {
        let each = number(&configuration[shift]["stepBakeTimeInMinutes"], 0)
            + number(&configuration[shift]["canaryBakeTimeInMinutes"], 0);
        total += 60 * each * 100 / number(&configuration[shift]["stepPercent"], 100).max(1);
    }
    Duration::from_secs((2 * total).clamp(600, 6 * 3600))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patience_follows_what_the_service_states() {
        let minutes = |service: Value| patience(&service, None).as_secs() / 60;
        assert_eq!(minutes(json!({ "desiredCount": 1 })), 10);
        assert!(
            minutes(json!({ "desiredCount": 1, "deploymentConfiguration": { "bakeTimeInMinutes": 30 } }))
                > 60
        );
        let one_by_one = json!({ "minimumHealthyPercent": 100, "maximumPercent": 110 });
        assert!(minutes(json!({ "desiredCount": 10, "deploymentConfiguration": one_by_one })) > 40);
        let checked = json!({ "containerDefinitions": [{ "healthCheck": { "startPeriod": 300 } }] });
        let service = json!({ "desiredCount": 1 });
        assert!(patience(&service, Some(&checked)) > patience(&service, None));
    }
}
