//! What becomes of a service: AWS's form of it, what it takes in place, and what needs a new one.

use serde_json::{Map as Members, Value, json};

use crate::plan::lifecycle::{
    Action, Difference, Impact, Lifecycle, LiveResource, PlannedCall, Verdict, bare_name, same_name,
    tags_as_map,
};
use crate::plan::normal::{Around, Mark, Plain, Row, Rule};
use crate::plan::request::request;

use Mark::{Documented, Known, Observed};
use Plain::{Bool, Number, Text};
use Rule::{
    AwsChooses, AwsChoosesWhen, Default, DefaultBy, Keyed, Map, OutputOnly, Pairs, Rewrite, Same, Set,
};

/// The lifecycle of services.
pub static LIFECYCLE: Lifecycle = Lifecycle {
    kind: "ecs:service",
    prefix: super::KIND,
    members: &[
        "cluster",
        "serviceName",
        "taskDefinition",
        "availabilityZoneRebalancing",
        "loadBalancers",
        "serviceRegistries",
        "desiredCount",
        "launchType",
        "capacityProviderStrategy",
        "platformVersion",
        "role",
        "deploymentConfiguration",
        "placementConstraints",
        "placementStrategy",
        "networkConfiguration",
        "healthCheckGracePeriodSeconds",
        "schedulingStrategy",
        "deploymentController",
        "tags",
        "enableECSManagedTags",
        "propagateTags",
        "enableExecuteCommand",
        "serviceConnectConfiguration",
        "volumeConfigurations",
        "vpcLatticeConfigurations",
        "gatewayConnectors",
        "monitoring",
    ],
    normal: NORMAL,
    whole: |resource| tags_as_map(resource.request.clone()),
    name: |whole| whole["serviceName"].as_str().unwrap_or_default().to_owned(),
    decide,
    delete,
    requests,
    lost: "its tasks were stopped, and its events and deployments begin anew",
    protected: |_| None,
    unprotect: |_| Vec::new(),
};

const fn row(member: &'static str, rule: Rule, mark: Mark, reason: &'static str) -> Row {
    Row { member, rule, mark, reason }
}

/// What AWS makes of a service.
pub static NORMAL: &[Row] = &[
    row("clientToken", OutputOnly, Documented, "makes one call repeatable; the service does not keep it"),
    row("cluster", Rewrite(name_of), Documented, "a name, or the ARN that ends in it"),
    row("cluster", Default(Text("default")), Documented, "absent is the cluster `default`"),
    row("role", Same(same_name), Documented, "a name or an ARN"),
    row("role", AwsChooses, Documented, "absent is the service-linked role"),
    row(
        "taskDefinition",
        Same(same_revision),
        Documented,
        "a family, a revision or an ARN; comes back as an ARN",
    ),
    row("desiredCount", AwsChooses, Observed, "absent leaves the count as it is"),
    row("schedulingStrategy", Default(Text("REPLICA")), Documented, "absent is REPLICA"),
    row("deploymentController.type", Default(Text("ECS")), Documented, "absent is ECS"),
    row(
        "deploymentConfiguration.maximumPercent",
        DefaultBy(maximum_percent),
        Documented,
        "200, of a daemon 100",
    ),
    row(
        "deploymentConfiguration.minimumHealthyPercent",
        DefaultBy(minimum_healthy_percent),
        Documented,
        "100, of a daemon 0",
    ),
    row("deploymentConfiguration.strategy", Default(Text("ROLLING")), Documented, "absent is ROLLING"),
    row("deploymentConfiguration.bakeTimeInMinutes", Default(Number(0)), Documented, "absent is 0"),
    row(
        "deploymentConfiguration.deploymentCircuitBreaker.enable",
        Default(Bool(false)),
        Documented,
        "absent is off",
    ),
    row(
        "deploymentConfiguration.deploymentCircuitBreaker.rollback",
        Default(Bool(false)),
        Documented,
        "absent is off",
    ),
    row(
        "deploymentConfiguration.deploymentCircuitBreaker.resetOnHealthyTask",
        AwsChooses,
        Known,
        "filled in by AWS",
    ),
    row(
        "deploymentConfiguration.deploymentCircuitBreaker.thresholdConfiguration",
        AwsChooses,
        Known,
        "filled in by AWS",
    ),
    row("deploymentConfiguration.alarms.alarmNames", Set, Known, "order means nothing"),
    row("deploymentConfiguration.alarms.enable", Default(Bool(false)), Known, "absent is off"),
    row("deploymentConfiguration.alarms.rollback", Default(Bool(false)), Known, "absent is off"),
    row(
        "deploymentConfiguration.lifecycleHooks[].targetType",
        Default(Text("AWS_LAMBDA")),
        Known,
        "the first type",
    ),
    row("launchType", AwsChoosesWhen(no_capacity), Documented, "EC2, or the cluster's default strategy"),
    row(
        "capacityProviderStrategy",
        AwsChoosesWhen(no_capacity),
        Documented,
        "the cluster's default strategy",
    ),
    row("capacityProviderStrategy", Keyed(&[("capacityProvider", "")]), Observed, "by provider"),
    row("capacityProviderStrategy[].base", Default(Number(0)), Known, "absent is 0"),
    row("capacityProviderStrategy[].weight", DefaultBy(weight), Known, "absent is 0; of a single item 1"),
    row("platformVersion", Default(Text("LATEST")), Documented, "absent is LATEST on Fargate"),
    row("platformFamily", OutputOnly, Documented, "of the task definition"),
    row("propagateTags", Default(Text("NONE")), Documented, "absent is NONE"),
    row("enableECSManagedTags", Default(Bool(false)), Documented, "absent is off"),
    row("enableExecuteCommand", Default(Bool(false)), Documented, "absent is off"),
    row("healthCheckGracePeriodSeconds", Default(Number(0)), Documented, "0 with a load balancer"),
    row("availabilityZoneRebalancing", AwsChooses, Documented, "absent is AWS's choice, and then unchanged"),
    row("networkConfiguration.awsvpcConfiguration.subnets", Set, Observed, "order means nothing"),
    row("networkConfiguration.awsvpcConfiguration.securityGroups", Set, Observed, "order means nothing"),
    row(
        "networkConfiguration.awsvpcConfiguration.securityGroups",
        AwsChooses,
        Documented,
        "absent is the VPC's default group",
    ),
    row(
        "networkConfiguration.awsvpcConfiguration.assignPublicIp",
        Default(Text("DISABLED")),
        Documented,
        "absent is DISABLED",
    ),
    row(
        "loadBalancers",
        Keyed(&[
            ("containerName", ""),
            ("containerPort", ""),
            ("targetGroupArn", ""),
            ("loadBalancerName", ""),
        ]),
        Observed,
        "by target group, container and port",
    ),
    row("loadBalancers", Rewrite(in_one_order), Known, "ECS moves a service between its two target groups"),
    row(
        "serviceRegistries",
        Keyed(&[("registryArn", ""), ("containerName", ""), ("containerPort", ""), ("port", "")]),
        Observed,
        "order means nothing",
    ),
    row("placementConstraints", Keyed(&[("type", ""), ("expression", "")]), Observed, "order means nothing"),
    row("volumeConfigurations", Keyed(&[("name", "")]), Known, "by name"),
    row("volumeConfigurations[].managedEBSVolume", Rule::Kept, Known, "a volume even without any option"),
    row(
        "volumeConfigurations[].managedEBSVolume.volumeType",
        Default(Text("gp3")),
        Documented,
        "absent is gp3",
    ),
    row(
        "volumeConfigurations[].managedEBSVolume.filesystemType",
        Default(Text("xfs")),
        Documented,
        "absent is xfs",
    ),
    row(
        "volumeConfigurations[].managedEBSVolume.encrypted",
        AwsChooses,
        Known,
        "the account may encrypt all",
    ),
    row("volumeConfigurations[].managedEBSVolume.iops", AwsChooses, Known, "filled in by the volume type"),
    row(
        "volumeConfigurations[].managedEBSVolume.throughput",
        AwsChooses,
        Known,
        "filled in by the volume type",
    ),
    row("serviceConnectConfiguration.enabled", Default(Bool(false)), Known, "absent is off"),
    row("serviceConnectConfiguration.namespace", Same(same_namespace), Known, "a name comes back as an ARN"),
    row("serviceConnectConfiguration.namespace", AwsChooses, Documented, "absent is the cluster's default"),
    row("serviceConnectConfiguration.services", Keyed(&[("portName", "")]), Known, "by port"),
    row("serviceConnectConfiguration.logConfiguration.options", Map, Observed, "the driver's own names"),
    row(
        "serviceConnectConfiguration.logConfiguration.secretOptions",
        Pairs("name", "valueFrom"),
        Observed,
        "by name",
    ),
    row(
        "serviceConnectConfiguration.accessLogConfiguration.includeQueryParameters",
        Default(Text("DISABLED")),
        Known,
        "absent is DISABLED",
    ),
    row(
        "vpcLatticeConfigurations",
        Keyed(&[("portName", ""), ("targetGroupArn", "")]),
        Known,
        "by port and group",
    ),
    row(
        "monitoring.metricConfigurations",
        Rewrite(by_metric),
        Documented,
        "a metric that is not named is measured every 60 seconds",
    ),
    row("monitoring.metricConfigurations", Keyed(&[("metricName", "")]), Known, "by metric"),
    row(
        "gatewayConnectors[].deregistrationDelay.timeoutSeconds",
        Default(Number(300)),
        Documented,
        "absent is 300 seconds",
    ),
    row("gatewayConnectors[].healthCheck", AwsChooses, Known, "filled in by AWS"),
    row("gatewayConnectors", Keyed(&[("portName", "")]), Known, "by port"),
    row("gatewayConnectors[].filters.accessTypes", Set, Known, "order means nothing"),
    row("tags", Map, Observed, "by key; order means nothing"),
    row("serviceArn", OutputOnly, Documented, "made by AWS"),
    row("clusterArn", OutputOnly, Documented, "read as `cluster`"),
    row("roleArn", OutputOnly, Documented, "read as `role`"),
    row("status", OutputOnly, Documented, "made by AWS"),
    row("runningCount", OutputOnly, Documented, "made by AWS"),
    row("pendingCount", OutputOnly, Documented, "made by AWS"),
    row("deployments", OutputOnly, Documented, "made by AWS"),
    row("taskSets", OutputOnly, Documented, "made by AWS"),
    row("events", OutputOnly, Observed, "made by AWS"),
    row("createdAt", OutputOnly, Documented, "made by AWS"),
    row("createdBy", OutputOnly, Documented, "made by AWS"),
    row("currentServiceDeployment", OutputOnly, Documented, "made by AWS"),
    row("currentServiceRevisions", OutputOnly, Documented, "made by AWS"),
    row("resourceManagementType", OutputOnly, Documented, "made by AWS"),
];

fn name_of(value: &Value) -> Option<Value> {
    value.as_str().map(|text| bare_name(text).into())
}

fn is_daemon(root: &Value) -> bool {
    root["schedulingStrategy"] == "DAEMON"
}

fn maximum_percent(around: Around<'_>) -> Option<Value> {
    Some(if is_daemon(around.root) { 100 } else { 200 }.into())
}

fn minimum_healthy_percent(around: Around<'_>) -> Option<Value> {
    Some(if is_daemon(around.root) { 0 } else { 100 }.into())
}

fn weight(around: Around<'_>) -> Option<Value> {
    let items = around.root["capacityProviderStrategy"].as_array().map_or(0, Vec::len);
    Some(if items == 1 { 1 } else { 0 }.into())
}

fn no_capacity(wanted: &Value) -> bool {
    let none = |value: &Value| value.as_array().is_none_or(Vec::is_empty);
    wanted["launchType"].as_str().unwrap_or_default().is_empty() && none(&wanted["capacityProviderStrategy"])
}

/// A family stands for its newest revision, so any revision of it will do; a revision is itself in
/// whatever form it is written.
fn same_revision(wanted: &str, live: &str) -> bool {
    let (wanted, live) = (bare_name(wanted), bare_name(live));
    wanted == live || (!wanted.contains([':', '$']) && live.split(':').next() == Some(wanted))
}

/// The name of a namespace is not in its ARN, so a name and an ARN are taken to be the same.
fn same_namespace(wanted: &str, live: &str) -> bool {
    wanted.starts_with("arn:") != live.starts_with("arn:") && !wanted.starts_with("${")
}

/// Of a pair of target groups that a deployment shifts between, either may be the one in use.
fn in_one_order(list: &Value) -> Option<Value> {
    let mut items = list.as_array()?.clone();
    for item in &mut items {
        let (first, second) =
            (&item["targetGroupArn"], &item["advancedConfiguration"]["alternateTargetGroupArn"]);
        let (Some(first), Some(second)) = (first.as_str(), second.as_str()) else { continue };
        if second < first {
            let (first, second) = (first.to_owned(), second.to_owned());
            item["targetGroupArn"] = second.into();
            item["advancedConfiguration"]["alternateTargetGroupArn"] = first.into();
        }
    }
    Some(items.into())
}

/// Metrics are configured in groups; what is said of each is what counts.
fn by_metric(list: &Value) -> Option<Value> {
    let mut metrics: Vec<Value> = Vec::new();
    for group in list.as_array()? {
        let Some(names) = group["metricNames"].as_array() else {
            metrics.push(group.clone());
            continue;
        };
        let seconds = &group["resolutionSeconds"];
        let names = names.iter().filter(|_| *seconds != 60);
        metrics.extend(names.map(|name| json!({ "metricName": name, "resolutionSeconds": seconds })));
    }
    Some(metrics.into())
}

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
pub fn owned_by_controller(wanted: &Value) -> Vec<&'static str> {
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

fn decide(difference: &Difference<'_>) -> Verdict {
    let changed = |member: &str| difference.members.iter().any(|change| change.top() == member);
    // A launch type can give way to a strategy, and nothing else can happen to it.
    let to_strategy = changed("launchType") && difference.wanted["launchType"].is_null();
    let because: Vec<String> = difference
        .members
        .iter()
        .filter(|change| match change.top() {
            "tags" => false,
            "launchType" => !to_strategy,
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
    let impact = impact(difference, deploys);
    Verdict { deploys, ..Verdict::new(Action::Update, impact, calls) }
}

fn replace(difference: &Difference<'_>, because: Vec<String>) -> Verdict {
    // Two services of one name fit into two clusters, not into one.
    let elsewhere = difference.members.iter().any(|change| matches!(change.top(), "cluster" | "serviceName"));
    let (create, delete) = (difference.create_calls(), delete(difference.live));
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

/// What the users of a service notice of a change.
fn impact(difference: &Difference<'_>, deploys: bool) -> Impact {
    let count = |value: Option<&Value>| value.and_then(Value::as_i64);
    let shrinks = difference.members.iter().any(|change| {
        change.member == "desiredCount"
            && count(change.new.as_ref()).zip(count(change.old.as_ref())).is_some_and(|(new, old)| new < old)
    });
    let to_nothing = shrinks && difference.wanted["desiredCount"] == 0;
    let configuration = &difference.wanted["deploymentConfiguration"];
    let daemon = is_daemon(difference.wanted);
    let healthy = configuration["minimumHealthyPercent"].as_i64().unwrap_or(if daemon { 0 } else { 100 });
    let most = configuration["maximumPercent"].as_i64().unwrap_or(if daemon { 100 } else { 200 });
    let rolling = configuration["strategy"].as_str().unwrap_or("ROLLING") == "ROLLING";
    match () {
        () if to_nothing => Impact::Outage,
        // All old tasks may stop before the first new one starts; a daemon's do so on one instance at a time.
        () if deploys && rolling && healthy == 0 && most <= 100 && !daemon => Impact::Outage,
        () if shrinks || (deploys && rolling && healthy < 100) => Impact::CapacityDrop,
        () if deploys => Impact::RollingRestart,
        () => Impact::None,
    }
}

fn delete(live: &LiveResource) -> Vec<PlannedCall> {
    let mut request = json!({ "service": live.whole["serviceName"], "force": true });
    if let Some(cluster) = live.whole["cluster"].as_str() {
        request["cluster"] = cluster.into();
    }
    vec![PlannedCall::new("ecs", "DeleteService", request)]
}

/// Of what a description has, `CreateService` refuses some where it has no effect.
fn requests(whole: &Value) -> Vec<(&'static str, Value)> {
    let mut create = request(whole, "ecs");
    let linked = |role: &Value| role.as_str().is_some_and(|role| role.ends_with("AWSServiceRoleForECS"));
    create.retain(|member, value| match member.as_str() {
        "role" => !linked(value),
        "desiredCount" => !is_daemon(whole),
        "healthCheckGracePeriodSeconds" => *value != 0,
        _ => true,
    });
    vec![("CreateService", create.into())]
}

/// What a service's description has only in its deployments.
const OF_DEPLOYMENTS: &[&str] =
    &["serviceConnectConfiguration", "volumeConfigurations", "vpcLatticeConfigurations"];

/// What a description tells nowhere but in service revisions.
const OF_REVISIONS: &[&str] = &["gatewayConnectors", "monitoring"];

/// The member under which a description carries the service's newest revision, as
/// `DescribeServiceRevisions` tells it, for [`live`].
pub const REVISION: &str = "serviceRevision";

/// Returns a service as `DescribeServices` tells it as a live resource.
///
/// What only its revision tells is not compared where the description comes without it: see [`REVISION`].
pub fn live(described: &Value) -> LiveResource {
    let mut whole = described.clone();
    let revision = &described[REVISION];
    for member in OF_REVISIONS {
        if revision.is_object() && whole[*member].is_null() {
            whole[*member] = revision[*member].clone();
        }
    }
    if let Some(cluster) = described["clusterArn"].as_str() {
        whole["cluster"] = bare_name(cluster).into();
    }
    if let Some(role) = described["roleArn"].as_str() {
        whole["role"] = role.into();
    }
    let deployments = described["deployments"].as_array().into_iter().flatten();
    let mut in_order: Vec<&Value> = deployments.collect();
    in_order.sort_by_key(|deployment| deployment["status"] != "PRIMARY");
    for member in OF_DEPLOYMENTS {
        if whole[*member].is_null()
            && let Some(value) = in_order.first().map(|deployment| &deployment[*member])
        {
            whole[*member] = value.clone();
        }
    }
    let mut untold = std::collections::BTreeSet::new();
    for member in OF_REVISIONS {
        if whole[*member].is_null() && !revision.is_object() {
            untold.insert((*member).to_owned());
        }
    }
    let arn = described["serviceArn"].as_str().map(str::to_owned);
    let status = described["status"].as_str().map(str::to_owned);
    LiveResource { arn, status, untold, ..LiveResource::of(&LIFECYCLE, tags_as_map(whole)) }
}
