//! What becomes of a task definition: AWS's form of it, and what a difference means.
//!
//! A task definition never changes: a difference is a new revision. Only its tags can be changed.

mod normal;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::digest;
use crate::kind::{
    Action, Difference, Impact, Kind, LiveResource, PlannedCall, Revisions, Row, Spelling, Tagging, Target,
    Verdict, request, tags_as_map,
};

pub(super) use normal::NORMAL;

/// The kind of task definitions.
#[derive(Debug)]
pub struct TaskDefinitionKind;

static REVISIONS: Revisions = Revisions { contents: "containerDefinitions", digest: digest::relied_on };

impl Kind for TaskDefinitionKind {
    fn kind(&self) -> &'static str {
        "ecs:task-definition"
    }

    fn prefix(&self) -> &'static str {
        super::KIND
    }

    fn members(&self) -> &'static [&'static str] {
        &[
            "family",
            "taskRoleArn",
            "executionRoleArn",
            "networkMode",
            "containerDefinitions",
            "volumes",
            "placementConstraints",
            "requiresCompatibilities",
            "cpu",
            "memory",
            "tags",
            "pidMode",
            "ipcMode",
            "proxyConfiguration",
            "inferenceAccelerators",
            "ephemeralStorage",
            "runtimePlatform",
            "enableFaultInjection",
            "trustedExecutionConfiguration",
        ]
    }

    fn normal(&self) -> &'static [Row] {
        NORMAL
    }

    fn requests(&self, whole: &Value) -> Vec<(&'static str, Value)> {
        vec![("RegisterTaskDefinition", request(whole, Spelling::Ecs).into())]
    }

    fn name(&self, whole: &Value) -> String {
        whole["family"].as_str().unwrap_or_default().to_owned()
    }

    fn target_of_arn(&self, rest: &str) -> Option<Target> {
        Some(Target::named(rest.rsplit_once(':').map_or(rest, |(family, _)| family)))
    }

    fn told_arn(&self) -> &'static str {
        "/taskDefinition/taskDefinitionArn"
    }

    fn tagging(&self) -> Option<&'static Tagging> {
        Some(&Tagging::ECS)
    }

    fn decide(&self, difference: &Difference<'_>) -> Verdict {
        if difference.members.iter().all(|change| change.top() == "tags") {
            return Verdict::new(Action::Update, Impact::None, difference.tag_calls());
        }
        let mut calls = difference.create_calls();
        if difference.wanted["family"] != difference.live.whole["family"] {
            calls.extend(self.delete(difference.live));
            return Verdict::new(Action::Replace, Impact::Replacement, calls);
        }
        Verdict::new(Action::NewRevision, Impact::None, calls)
    }

    fn delete(&self, live: &LiveResource) -> Vec<PlannedCall> {
        let request = json!({ "taskDefinition": live.arn() });
        vec![PlannedCall::new("ecs", "DeregisterTaskDefinition", request)]
    }

    fn lost(&self) -> &'static str {
        "the old revision stays INACTIVE, and a new one has what it had"
    }

    fn revisions(&self) -> Option<&'static Revisions> {
        Some(&REVISIONS)
    }
}

/// Returns what `DescribeTaskDefinition` answers as a live resource.
pub fn live(answer: &Value) -> LiveResource {
    let described = match &answer["taskDefinition"] {
        Value::Null => answer,
        described => described,
    };
    let mut whole = described.clone();
    let tags = if answer["tags"].is_array() { &answer["tags"] } else { &described["tags"] };
    whole["tags"] = tags.clone();
    let arn = described["taskDefinitionArn"].as_str().map(str::to_owned);
    LiveResource { arn, ..LiveResource::of(&TaskDefinitionKind, tags_as_map(whole)) }
}

/// Makes a revision of which only ARN and tags were read; its digest tag says whether it is what is wanted,
/// and if it is not it must be described.
pub fn tagged(arn: &str, tags: &BTreeMap<String, String>) -> LiveResource {
    let family = arn.rsplit('/').next().and_then(|name| name.split(':').next());
    let whole = json!({ "family": family, "tags": tags });
    let arn = Some(arn.to_owned());
    LiveResource { arn, tags_only: true, ..LiveResource::of(&TaskDefinitionKind, whole) }
}
