//! What AWS makes of a service: defaults, orders and spellings.

use serde_json::{Value, json};

use super::is_daemon;
use crate::kind::normal::row;
use crate::kind::{Around, Evidence, Plain, Row, Rule, bare_name, same_name};
use crate::resource::cluster::lifecycle::same_namespace;

use Evidence::{Documented, Known, Observed};
use Plain::{Bool, Number, Text};
use Rule::{
    AwsChooses, AwsChoosesWhen, Default, DefaultBy, Keyed, Map, OutputOnly, Pairs, Rewrite, Same, Set,
};

/// What AWS makes of a service.
pub(super) static NORMAL: &[Row] = &[
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
