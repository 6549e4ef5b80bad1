//! A run is started on demand and never by a deploy, so nothing of it is in AWS to compare with.

use crate::plan::lifecycle::{Action, Impact, Lifecycle, Verdict, tags_as_map};
use crate::plan::normal::{Mark, Plain, Row, Rule};
use crate::plan::request::request;

/// The lifecycle of runs.
pub static LIFECYCLE: Lifecycle = Lifecycle {
    kind: "ecs:run-task",
    prefix: super::KIND,
    members: &[
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
    ],
    normal: NORMAL,
    whole: |resource| tags_as_map(resource.request.clone()),
    name: |_| String::new(),
    decide: |_| Verdict::new(Action::OnDemand, Impact::None, Vec::new()),
    delete: |_| Vec::new(),
    requests: |whole| vec![("RunTask", request(whole, "ecs").into())],
    lost: "",
    protected: |_| None,
    unprotect: |_| Vec::new(),
};

/// What makes no difference between two manifests.
pub static NORMAL: &[Row] = &[
    Row {
        member: "count",
        rule: Rule::Default(Plain::Number(1)),
        mark: Mark::Documented,
        reason: "absent is one task",
    },
    Row { member: "tags", rule: Rule::Map, mark: Mark::Documented, reason: "by key; order means nothing" },
    Row {
        member: "overrides.containerOverrides",
        rule: Rule::Keyed(&[("name", "")]),
        mark: Mark::Documented,
        reason: "by container",
    },
    Row {
        member: "overrides.containerOverrides[].environment",
        rule: Rule::Pairs("name", "value"),
        mark: Mark::Documented,
        reason: "by name",
    },
    Row {
        member: "networkConfiguration.awsvpcConfiguration.subnets",
        rule: Rule::Set,
        mark: Mark::Observed,
        reason: "order means nothing",
    },
    Row {
        member: "networkConfiguration.awsvpcConfiguration.assignPublicIp",
        rule: Rule::Default(Plain::Text("DISABLED")),
        mark: Mark::Documented,
        reason: "absent is DISABLED",
    },
];
