//! What a service takes in place, and what needs a new one.

use serde_json::{Map as Members, Value, json};

use super::{ServiceKind, impact, is_daemon};
use crate::kind::{Action, Difference, Impact, Kind, PlannedCall, Verdict};

/// What a changed member means for a running service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Effect {
    /// New tasks see it; running ones stay.
    Quiet,
    /// ECS starts a new deployment.
    Deploys,
}

/// A member that `UpdateService` takes, its effect, and what to send to get AWS's default back, if there is one.
type UpdateRow = (&'static str, Effect, fn(&Value) -> Value);

/// Everything that `UpdateService` takes. Of gateways and monitoring AWS does not document whether they
/// start a deployment; they are part of a service's revision, as all is that starts one.
const UPDATES: &[UpdateRow] = &[
    ("desiredCount", Effect::Quiet, |_| Value::Null),
    ("taskDefinition", Effect::Deploys, |_| Value::Null),
    ("capacityProviderStrategy", Effect::Deploys, |_| json!([])),
    ("deploymentConfiguration", Effect::Quiet, default_deployment),
    ("availabilityZoneRebalancing", Effect::Quiet, |_| Value::Null),
    ("networkConfiguration", Effect::Deploys, |_| Value::Null),
    ("placementConstraints", Effect::Quiet, |_| json!([])),
    ("placementStrategy", Effect::Quiet, |_| json!([])),
    ("platformVersion", Effect::Deploys, |_| json!("LATEST")),
    ("healthCheckGracePeriodSeconds", Effect::Quiet, |_| json!(0)),
    ("deploymentController", Effect::Quiet, |_| json!({ "type": "ECS" })),
    ("enableExecuteCommand", Effect::Quiet, |_| json!(false)),
    ("enableECSManagedTags", Effect::Quiet, |_| json!(false)),
    ("loadBalancers", Effect::Deploys, |_| json!([])),
    ("propagateTags", Effect::Quiet, |_| json!("NONE")),
    ("serviceRegistries", Effect::Deploys, |_| json!([])),
    ("serviceConnectConfiguration", Effect::Deploys, |_| json!({ "enabled": false })),
    ("volumeConfigurations", Effect::Deploys, |_| json!([])),
    ("vpcLatticeConfigurations", Effect::Deploys, |_| json!([])),
    ("gatewayConnectors", Effect::Deploys, |_| json!([])),
    ("monitoring", Effect::Deploys, |_| json!({ "metricConfigurations": [] })),
];

/// What CodeDeploy leaves to `UpdateService`; the rest is moved by its own deployments.
const WITH_CODE_DEPLOY: &[&str] = &[
    "desiredCount",
    "deploymentConfiguration",
    "healthCheckGracePeriodSeconds",
    "placementConstraints",
    "placementStrategy",
    "enableECSManagedTags",
    "propagateTags",
];

/// What belongs to task sets when an external controller makes them.
const OF_TASK_SETS: &[&str] = &[
    "taskDefinition",
    "networkConfiguration",
    "loadBalancers",
    "serviceRegistries",
    "platformVersion",
    "launchType",
    "capacityProviderStrategy",
];

/// Returns the members that the service's deployment controller owns once the service exists.
pub(super) fn owned_by_controller(wanted: &Value) -> Vec<&'static str> {
    match wanted["deploymentController"]["type"].as_str() {
        Some("CODE_DEPLOY") => {
            let mut owned: Vec<_> = UPDATES.iter().map(|(member, ..)| *member).collect();
            owned.retain(|member| !WITH_CODE_DEPLOY.contains(member) && *member != "deploymentController");
            owned
        }
        Some("EXTERNAL") => OF_TASK_SETS.to_vec(),
        _ => Vec::new(),
    }
}

fn default_deployment(wanted: &Value) -> Value {
    json!({
        "maximumPercent": if is_daemon(wanted) { 100 } else { 200 },
        "minimumHealthyPercent": if is_daemon(wanted) { 0 } else { 100 },
    })
}

/// Returns the deployment configuration to send: what is wanted, and defaults for what was taken out.
fn deployment_configuration(difference: &Difference<'_>) -> Value {
    let mut sent = default_deployment(difference.wanted);
    let gone = |member: &str| {
        let path = format!("deploymentConfiguration.{member}");
        difference.members.iter().any(|change| change.member.starts_with(&path) && change.new.is_none())
    };
    for (member, default) in [
        ("deploymentCircuitBreaker", json!({ "enable": false, "rollback": false })),
        ("alarms", json!({ "alarmNames": [], "enable": false, "rollback": false })),
        ("strategy", json!("ROLLING")),
        ("bakeTimeInMinutes", json!(0)),
        ("lifecycleHooks", json!([])),
    ] {
        if gone(member) {
            sent[member] = default;
        }
    }
    for (member, value) in difference.wanted["deploymentConfiguration"].as_object().into_iter().flatten() {
        sent[member] = value.clone();
    }
    sent
}

pub(super) fn decide(difference: &Difference<'_>) -> Verdict {
    let changed = |member: &str| difference.changed(member);
    // A launch type can give way to a strategy, and come back when that goes; nothing else can happen to it.
    let to_strategy = changed("launchType") && difference.wanted["launchType"].is_null();
    let comes_back = changed("launchType") && is_launch_type_without_strategy(difference);
    let because: Vec<String> = difference
        .members
        .iter()
        .filter(|change| match change.top() {
            "tags" => false,
            "launchType" => !to_strategy && !comes_back,
            top => !UPDATES.iter().any(|(member, ..)| *member == top),
        })
        .map(|change| change.member.clone())
        .collect();
    if !because.is_empty() {
        return replace(difference, because);
    }
    let mut request = Members::new();
    request.insert("cluster".to_owned(), difference.wanted["cluster"].clone());
    request.insert("service".to_owned(), difference.wanted["serviceName"].clone());
    request.retain(|_, value| !value.is_null());
    let identity = request.len();
    let mut deploys = false;
    for (member, effect, default) in UPDATES {
        if !changed(member) {
            continue;
        }
        deploys |= *effect == Effect::Deploys;
        let value = match &difference.wanted[*member] {
            _ if *member == "deploymentConfiguration" => deployment_configuration(difference),
            Value::Null => default(difference.wanted),
            value => value.clone(),
        };
        if !value.is_null() {
            request.insert((*member).to_owned(), value);
        }
    }
    // ECS refuses another strategy, or one in place of a launch type, unless all tasks are started anew by it.
    if to_strategy || request.contains_key("capacityProviderStrategy") {
        request.insert("forceNewDeployment".to_owned(), true.into());
        deploys = true;
    }
    let mut calls = Vec::new();
    if request.len() > identity {
        calls.push(PlannedCall::new("ecs", "UpdateService", request.into()));
    }
    calls.extend(difference.tag_calls());
    let impact = impact::of(difference, deploys);
    Verdict { deploys, ..Verdict::new(Action::Update, impact, calls) }
}

/// Whether ECS starts the tasks of a service as they are wanted once its strategy is gone: it goes back from
/// Fargate's providers to Fargate and from those of Auto Scaling groups to EC2. No call says which launch type
/// a service gets, so any other is one of a new service.
fn is_launch_type_without_strategy(difference: &Difference<'_>) -> bool {
    let (wanted, live) = (difference.wanted, &difference.live.whole);
    let is_none = |strategy: &Value| strategy.as_array().is_none_or(Vec::is_empty);
    let on_fargate =
        |item: &Value| matches!(item["capacityProvider"].as_str(), Some("FARGATE" | "FARGATE_SPOT"));
    let providers = live["capacityProviderStrategy"].as_array().map(Vec::as_slice).unwrap_or_default();
    let launch_type = match () {
        () if providers.is_empty() => return false,
        () if providers.iter().all(on_fargate) => "FARGATE",
        () if !providers.iter().any(on_fargate) => "EC2",
        () => return false,
    };
    is_none(&wanted["capacityProviderStrategy"]) && wanted["launchType"] == launch_type
}

fn replace(difference: &Difference<'_>, because: Vec<String>) -> Verdict {
    // Two services of one name fit into two clusters, not into one.
    let elsewhere = difference.members.iter().any(|change| matches!(change.top(), "cluster" | "serviceName"));
    let (create, delete) = (difference.create_calls(), ServiceKind.delete(difference.live));
    let (first, second, impact) =
        if elsewhere { (create, delete, Impact::Replacement) } else { (delete, create, Impact::Outage) };
    let calls = first.into_iter().chain(second).collect();
    Verdict {
        because,
        create_first: elsewhere,
        deploys: true,
        ..Verdict::new(Action::Replace, impact, calls)
    }
}
