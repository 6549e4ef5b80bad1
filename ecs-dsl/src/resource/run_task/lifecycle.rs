//! A run is started on demand and never by a deploy, so nothing of it is in AWS to compare with.

use serde_json::Value;

use crate::kind::{
    Action, Difference, Evidence, Impact, Kind, LiveResource, Plain, PlannedCall, Row, Rule, Spelling,
    Tagging, Verdict, request,
};

/// The kind of runs.
#[derive(Debug)]
pub struct RunTaskKind;

impl Kind for RunTaskKind {
    fn kind(&self) -> &'static str {
        "ecs:run-task"
    }

    fn prefix(&self) -> &'static str {
        super::KIND
    }

    fn members(&self) -> &'static [&'static str] {
        &[
            "capacityProviderStrategy",
            "cluster",
            "count",
            "enableECSManagedTags",
            "enableExecuteCommand",
            "group",
            "launchType",
            "networkConfiguration",
            "overrides",
            "placementConstraints",
            "placementStrategy",
            "platformVersion",
            "propagateTags",
            "referenceId",
            "startedBy",
            "tags",
            "taskDefinition",
            "clientToken",
            "volumeConfigurations",
        ]
    }

    fn normal(&self) -> &'static [Row] {
        NORMAL
    }

    fn requests(&self, whole: &Value) -> Vec<(&'static str, Value)> {
        vec![("RunTask", request(whole, Spelling::Ecs).into())]
    }

    fn name(&self, _: &Value) -> String {
        String::new()
    }

    fn tagging(&self) -> Option<&'static Tagging> {
        None
    }

    fn decide(&self, _: &Difference<'_>) -> Verdict {
        Verdict::new(Action::OnDemand, Impact::None, Vec::new())
    }

    fn delete(&self, _: &LiveResource) -> Vec<PlannedCall> {
        Vec::new()
    }

    fn on_demand(&self) -> bool {
        true
    }
}

/// What makes no difference between two manifests.
pub static NORMAL: &[Row] = &[
    Row {
        member: "count",
        rule: Rule::Default(Plain::Number(1)),
        evidence: Evidence::Documented,
        reason: "absent is one task",
    },
    Row {
        member: "tags",
        rule: Rule::Map,
        evidence: Evidence::Documented,
        reason: "by key; order means nothing",
    },
    Row {
        member: "overrides.containerOverrides",
        rule: Rule::Keyed(&[("name", "")]),
        evidence: Evidence::Documented,
        reason: "by container",
    },
    Row {
        member: "overrides.containerOverrides[].environment",
        rule: Rule::Pairs("name", "value"),
        evidence: Evidence::Documented,
        reason: "by name",
    },
    Row {
        member: "networkConfiguration.awsvpcConfiguration.subnets",
        rule: Rule::Set,
        evidence: Evidence::Observed,
        reason: "order means nothing",
    },
    Row {
        member: "networkConfiguration.awsvpcConfiguration.assignPublicIp",
        rule: Rule::Default(Plain::Text("DISABLED")),
        evidence: Evidence::Documented,
        reason: "absent is DISABLED",
    },
];
