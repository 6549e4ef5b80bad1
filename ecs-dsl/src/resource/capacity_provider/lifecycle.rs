//! What becomes of a capacity provider.

use serde_json::{Value, json};

use crate::kind::normal::row;
use crate::kind::{
    Action, Difference, Evidence, Home, Impact, Kind, LiveResource, Plain, PlannedCall, Row, Rule, Settled,
    Settling, Spelling, Tagging, Verdict, bare_name, request, tags_as_map,
};
use crate::resource::cluster::lifecycle::ClusterKind;

use Evidence::{Documented, Known};
use Plain::{Number, Text};
use Rule::{AwsChooses, Default, Kept, Map, OutputOnly, Rewrite, Same, Set};

/// The kind of capacity providers.
#[derive(Debug)]
pub struct CapacityProviderKind;

impl Kind for CapacityProviderKind {
    fn kind(&self) -> &'static str {
        "ecs:capacity-provider"
    }

    fn prefix(&self) -> &'static str {
        super::KIND
    }

    fn members(&self) -> &'static [&'static str] {
        &["name", "cluster", "autoScalingGroupProvider", "managedInstancesProvider", "tags"]
    }

    fn normal(&self) -> &'static [Row] {
        NORMAL
    }

    fn requests(&self, whole: &Value) -> Vec<(&'static str, Value)> {
        vec![("CreateCapacityProvider", request(whole, Spelling::Ecs).into())]
    }

    fn name(&self, whole: &Value) -> String {
        whole["name"].as_str().unwrap_or_default().to_owned()
    }

    fn arn(&self, request: &Value, home: &Home<'_>) -> Option<String> {
        Some(home.regional("ecs", &format!("capacity-provider/{}", self.name(request))))
    }

    fn told_arn(&self) -> &'static str {
        "/capacityProvider/capacityProviderArn"
    }

    fn tagging(&self) -> Option<&'static Tagging> {
        Some(&Tagging::ECS)
    }

    fn decide(&self, difference: &Difference<'_>) -> Verdict {
        decide(difference)
    }

    fn delete(&self, live: &LiveResource) -> Vec<PlannedCall> {
        vec![PlannedCall::new("ecs", "DeleteCapacityProvider", named("capacityProvider", &live.whole))]
    }

    fn lost(&self) -> &'static str {
        "its instances are new ones"
    }

    fn settling(&self) -> &'static [Settling] {
        &SETTLING
    }

    /// A provider of managed instances is made in its cluster; any other before the cluster that names it.
    fn made_in(&self, whole: &Value) -> Option<&'static str> {
        whole["cluster"].is_string().then(|| ClusterKind.kind())
    }
}

/// A deleted provider lets its instances go first, and they need its roles until then.
static SETTLING: [Settling; 1] = [Settling {
    after: "DeleteCapacityProvider",
    ask: |request| {
        let mut body = json!({ "capacityProviders": [request["capacityProvider"]] });
        // One of Managed Instances is told of only to who names its cluster.
        if !request["cluster"].is_null() {
            body["cluster"] = request["cluster"].clone();
        }
        PlannedCall::new("ecs", "DescribeCapacityProviders", body)
    },
    judge: |answer| {
        let found = answer.and_then(|answer| answer["capacityProviders"].as_array()).into_iter().flatten();
        let Some(provider) = found.into_iter().find(|one| one["status"] != "INACTIVE") else {
            return Settled::Yes;
        };
        if provider["updateStatus"] != "DELETE_FAILED" {
            return Settled::NotYet("for its instances to be gone".to_owned());
        }
        let reason = provider["updateStatusReason"].as_str().unwrap_or("ECS gives no reason");
        Settled::Never {
            what: format!("the capacity provider could not be deleted: {reason}"),
            fix: "mend that, and run the same command again",
        }
    },
    fix: "look at what still uses it: instances that run, tasks, services",
}];

/// A request for a provider: its name, and the cluster that it is made in.
fn named(member: &str, provider: &Value) -> Value {
    let mut request = json!({ member: provider["name"] });
    if !provider["cluster"].is_null() {
        request["cluster"] = provider["cluster"].clone();
    }
    request
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
        let mut request = named("name", difference.wanted);
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

/// Returns a provider as `DescribeCapacityProviders` tells it as a live resource.
pub fn live(described: &Value) -> LiveResource {
    let arn = described["capacityProviderArn"].as_str().map(str::to_owned);
    let status = described["status"].as_str().map(str::to_owned);
    LiveResource { arn, status, ..LiveResource::of(&CapacityProviderKind, tags_as_map(described.clone())) }
}
