//! What becomes of a capacity provider.

use serde_json::{Value, json};

use crate::plan::lifecycle::{
    Action, Difference, Impact, Lifecycle, LiveResource, PlannedCall, Verdict, bare_name, tags_as_map,
};
use crate::plan::normal::{Mark, Plain, Row, Rule};
use crate::plan::request::request;

use Mark::{Documented, Known};
use Plain::{Number, Text};
use Rule::{AwsChooses, Default, Kept, Map, OutputOnly, Rewrite, Same, Set};

/// The lifecycle of capacity providers.
pub static LIFECYCLE: Lifecycle = Lifecycle {
    kind: "ecs:capacity-provider",
    prefix: super::KIND,
    members: &["name", "cluster", "autoScalingGroupProvider", "managedInstancesProvider", "tags"],
    normal: NORMAL,
    whole: |resource| tags_as_map(resource.request.clone()),
    name: |whole| whole["name"].as_str().unwrap_or_default().to_owned(),
    decide,
    delete,
    requests: |whole| vec![("CreateCapacityProvider", request(whole, "ecs").into())],
    lost: "its instances are new ones",
    protected: |_| None,
    unprotect: |_| Vec::new(),
};

const fn row(member: &'static str, rule: Rule, mark: Mark, reason: &'static str) -> Row {
    Row { member, rule, mark, reason }
}

/// What AWS makes of a capacity provider.
pub static NORMAL: &[Row] = &[
    row(
        "cluster",
        Rewrite(|value| value.as_str().map(|text| bare_name(text).into())),
        Documented,
        "name or ARN",
    ),
    row("autoScalingGroupProvider.autoScalingGroupArn", Same(same_group), Documented, "a name or an ARN"),
    row("autoScalingGroupProvider.managedScaling", AwsChooses, Documented, "filled in by AWS"),
    row("autoScalingGroupProvider.managedScaling", Kept, Documented, "on, even with nothing else said"),
    row(
        "autoScalingGroupProvider.managedScaling.status",
        Default(Text("ENABLED")),
        Documented,
        "on when given",
    ),
    row("autoScalingGroupProvider.managedScaling.targetCapacity", Default(Number(100)), Documented, "100 %"),
    row(
        "autoScalingGroupProvider.managedScaling.minimumScalingStepSize",
        Default(Number(1)),
        Documented,
        "1",
    ),
    row(
        "autoScalingGroupProvider.managedScaling.maximumScalingStepSize",
        Default(Number(10_000)),
        Documented,
        "10,000",
    ),
    row(
        "autoScalingGroupProvider.managedScaling.instanceWarmupPeriod",
        Default(Number(300)),
        Documented,
        "300 s",
    ),
    row(
        "autoScalingGroupProvider.managedTerminationProtection",
        Default(Text("DISABLED")),
        Documented,
        "off",
    ),
    row("autoScalingGroupProvider.managedDraining", AwsChooses, Known, "on when made now, off of old"),
    row(
        "managedInstancesProvider.instanceLaunchTemplate.networkConfiguration.subnets",
        Set,
        Known,
        "no order",
    ),
    row(
        "managedInstancesProvider.instanceLaunchTemplate.networkConfiguration.securityGroups",
        Set,
        Known,
        "no order",
    ),
    row("managedInstancesProvider.instanceLaunchTemplate.monitoring", Default(Text("BASIC")), Known, "BASIC"),
    row(
        "managedInstancesProvider.instanceLaunchTemplate.capacityOptionType",
        Default(Text("ON_DEMAND")),
        Documented,
        "on demand",
    ),
    row(
        "managedInstancesProvider.instanceLaunchTemplate.storageConfiguration",
        AwsChooses,
        Known,
        "filled in",
    ),
    row(
        "managedInstancesProvider.instanceLaunchTemplate.localStorageConfiguration",
        AwsChooses,
        Known,
        "filled in",
    ),
    row(
        "managedInstancesProvider.instanceLaunchTemplate.instanceRequirements",
        AwsChooses,
        Known,
        "ECS chooses",
    ),
    row(
        "managedInstancesProvider.instanceLaunchTemplate.instanceRequirements.allowedInstanceTypes",
        Set,
        Known,
        "no order",
    ),
    row(
        "managedInstancesProvider.instanceLaunchTemplate.instanceRequirements.excludedInstanceTypes",
        Set,
        Known,
        "no order",
    ),
    row(
        "managedInstancesProvider.instanceLaunchTemplate.instanceRequirements.cpuManufacturers",
        Set,
        Known,
        "no order",
    ),
    row(
        "managedInstancesProvider.instanceLaunchTemplate.instanceRequirements.instanceGenerations",
        Set,
        Known,
        "no order",
    ),
    row("managedInstancesProvider.propagateTags", Default(Text("NONE")), Known, "absent is NONE"),
    row("managedInstancesProvider.infrastructureOptimization", AwsChooses, Known, "filled in"),
    row("managedInstancesProvider.autoRepairConfiguration", AwsChooses, Known, "filled in"),
    row("tags", Map, Documented, "by key; order means nothing"),
    row("capacityProviderArn", OutputOnly, Documented, "made by AWS"),
    row("status", OutputOnly, Documented, "made by AWS"),
    row("updateStatus", OutputOnly, Documented, "made by AWS"),
    row("updateStatusReason", OutputOnly, Documented, "made by AWS"),
    row("type", OutputOnly, Documented, "follows from the provider"),
];

/// A group's ARN ends in `autoScalingGroupName/NAME`.
fn same_group(wanted: &str, live: &str) -> bool {
    bare_name(wanted) == bare_name(live)
}

fn decide(difference: &Difference<'_>) -> Verdict {
    let fixed = [
        "autoScalingGroupProvider.autoScalingGroupArn",
        "name",
        "cluster",
        // `UpdateCapacityProvider` takes neither.
        "managedInstancesProvider.instanceLaunchTemplate.capacityOptionType",
        "managedInstancesProvider.instanceLaunchTemplate.fipsEnabled",
    ];
    let because: Vec<String> = difference
        .members
        .iter()
        .filter(|change| {
            let (top, live) = (change.top(), &difference.live.whole);
            let other_kind =
                top.ends_with("Provider") && difference.wanted[top].is_null() != live[top].is_null();
            fixed.contains(&change.member.as_str()) || other_kind
        })
        .map(|change| change.member.clone())
        .collect();
    if !because.is_empty() {
        // Its name is taken until it is deleted, and it is not deleted while services use it.
        let blocked = format!(
            "{} cannot be changed of a capacity provider: give it another name, and its services will move to it",
            because.join(" and ")
        );
        return Verdict {
            because,
            blocked: Some(blocked),
            ..Verdict::new(Action::Replace, Impact::CapacityDrop, Vec::new())
        };
    }
    let mut calls = Vec::new();
    if difference.members.iter().any(|change| change.top() != "tags") {
        let mut request = json!({ "name": difference.wanted["name"] });
        if !difference.wanted["cluster"].is_null() {
            request["cluster"] = difference.wanted["cluster"].clone();
        }
        for member in ["autoScalingGroupProvider", "managedInstancesProvider"] {
            if let Value::Object(members) = &difference.wanted[member] {
                let mut members = members.clone();
                members.remove("autoScalingGroupArn");
                if let Some(template) =
                    members.get_mut("instanceLaunchTemplate").and_then(Value::as_object_mut)
                {
                    template.remove("capacityOptionType");
                    template.remove("fipsEnabled");
                }
                request[member] = members.into();
            }
        }
        back_to_defaults(difference, &mut request);
        calls.push(PlannedCall::new("ecs", "UpdateCapacityProvider", request));
    }
    calls.extend(difference.tag_calls());
    Verdict::new(Action::Update, Impact::None, calls)
}

/// What an update leaves out stays as it is, so what left the code is sent as AWS's default.
fn back_to_defaults(difference: &Difference<'_>, request: &mut Value) {
    for change in difference.members.iter().filter(|change| change.new.is_none()) {
        let row = NORMAL.iter().find(|row| row.member == change.member && matches!(row.rule, Default(_)));
        let Some(Default(default)) = row.map(|row| &row.rule) else { continue };
        let place = change.member.split('.').try_fold(&mut *request, |place, step| {
            if place.is_null() {
                *place = json!({});
            }
            Some(place.as_object_mut()?.entry(step).or_insert(Value::Null))
        });
        if let Some(place) = place {
            *place = default.value();
        }
    }
}

fn delete(live: &LiveResource) -> Vec<PlannedCall> {
    let mut request = json!({ "capacityProvider": live.whole["name"] });
    if let Some(cluster) = live.whole["cluster"].as_str() {
        request["cluster"] = cluster.into();
    }
    vec![PlannedCall::new("ecs", "DeleteCapacityProvider", request)]
}

/// Returns a provider as `DescribeCapacityProviders` tells it as a live resource.
pub fn live(described: &Value) -> LiveResource {
    let arn = described["capacityProviderArn"].as_str().map(str::to_owned);
    let status = described["status"].as_str().map(str::to_owned);
    LiveResource { arn, status, ..LiveResource::of(&LIFECYCLE, tags_as_map(described.clone())) }
}
