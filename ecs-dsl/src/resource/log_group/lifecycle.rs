//! What becomes of a log group.

use serde_json::{Value, json};

use crate::assembly::ManifestResource;
use crate::kind::normal::row;
use crate::kind::{
    Action, Difference, Evidence, Home, Impact, Kind, LiveResource, Plain, PlannedCall, Row, Rule, Spelling,
    Tagging, Verdict, request, tags_as_map,
};

use Evidence::{Documented, Known};

/// The kind of log groups.
#[derive(Debug)]
pub struct LogGroupKind;

static TAGGING: Tagging = Tagging::by_arn(Spelling::Logs);

impl Kind for LogGroupKind {
    fn kind(&self) -> &'static str {
        "logs:log-group"
    }

    fn prefix(&self) -> &'static str {
        super::KIND
    }

    fn members(&self) -> &'static [&'static str] {
        &["logGroupName", "kmsKeyId", "tags", "logGroupClass", "deletionProtectionEnabled", "retentionInDays"]
    }

    fn normal(&self) -> &'static [Row] {
        NORMAL
    }

    fn whole(&self, resource: &ManifestResource) -> Value {
        let mut whole = tags_as_map(resource.request.clone());
        for call in resource.then.iter().filter(|call| call.operation == "PutRetentionPolicy") {
            whole["retentionInDays"] = call.request["retentionInDays"].clone();
        }
        whole
    }

    fn requests(&self, whole: &Value) -> Vec<(&'static str, Value)> {
        let mut create = request(whole, Spelling::Logs);
        let name = whole["logGroupName"].clone();
        let retention = create
            .remove("retentionInDays")
            .map(|days| ("PutRetentionPolicy", json!({ "logGroupName": name, "retentionInDays": days })));
        std::iter::once(("CreateLogGroup", create.into())).chain(retention).collect()
    }

    fn name(&self, whole: &Value) -> String {
        whole["logGroupName"].as_str().unwrap_or_default().to_owned()
    }

    fn arn(&self, request: &Value, home: &Home<'_>) -> Option<String> {
        Some(home.regional("logs", &format!("log-group:{}", self.name(request))))
    }

    fn tagging(&self) -> Option<&'static Tagging> {
        Some(&TAGGING)
    }

    fn decide(&self, difference: &Difference<'_>) -> Verdict {
        decide(difference)
    }

    fn delete(&self, live: &LiveResource) -> Vec<PlannedCall> {
        let request = json!({ "logGroupName": live.whole["logGroupName"] });
        vec![PlannedCall::new("logs", "DeleteLogGroup", request)]
    }

    fn protected(&self, live: &LiveResource) -> Option<String> {
        let protected = live.whole["deletionProtectionEnabled"] == true;
        protected.then(|| {
            "its deletion protection is on; take the protection away first, in a deploy of its own".to_owned()
        })
    }

    fn unprotect(&self, live: &LiveResource) -> Vec<PlannedCall> {
        vec![protect(&live.whole["logGroupName"], false)]
    }

    fn lost(&self) -> &'static str {
        "what was logged before is gone"
    }

    fn holds_data(&self) -> bool {
        true
    }
}

/// What AWS makes of a log group.
pub static NORMAL: &[Row] = &[
    row(
        "retentionInDays",
        Rule::AwsChoosesWhen(only_delivers),
        Known,
        "a group that only delivers has its own",
    ),
    row("logGroupClass", Rule::Default(Plain::Text("STANDARD")), Documented, "absent is STANDARD"),
    row("deletionProtectionEnabled", Rule::Default(Plain::Bool(false)), Known, "absent is off"),
    row("tags", Rule::Map, Documented, "by key"),
    row("arn", Rule::OutputOnly, Documented, "made by AWS"),
    row("logGroupArn", Rule::OutputOnly, Documented, "made by AWS"),
    row("creationTime", Rule::OutputOnly, Documented, "made by AWS"),
    row("metricFilterCount", Rule::OutputOnly, Documented, "counted by AWS"),
    row("storedBytes", Rule::OutputOnly, Documented, "counted by AWS"),
    row("dataProtectionStatus", Rule::OutputOnly, Documented, "of a policy of its own"),
    row("inheritedProperties", Rule::OutputOnly, Documented, "of the account"),
    row("bearerTokenAuthenticationEnabled", Rule::OutputOnly, Known, "of a call of its own"),
];

fn only_delivers(wanted: &Value) -> bool {
    wanted["logGroupClass"] == "DELIVERY"
}

fn decide(difference: &Difference<'_>) -> Verdict {
    let (wanted, name) = (difference.wanted, &difference.wanted["logGroupName"]);
    let mut calls = Vec::new();
    for change in difference.members {
        let (operation, request) = match (change.top(), &change.new) {
            ("retentionInDays", Some(days)) => {
                ("PutRetentionPolicy", json!({ "logGroupName": name, "retentionInDays": days }))
            }
            ("retentionInDays", None) => ("DeleteRetentionPolicy", json!({ "logGroupName": name })),
            ("kmsKeyId", Some(key)) => ("AssociateKmsKey", json!({ "logGroupName": name, "kmsKeyId": key })),
            ("kmsKeyId", None) => ("DisassociateKmsKey", json!({ "logGroupName": name })),
            ("deletionProtectionEnabled", _) => {
                let on = wanted["deletionProtectionEnabled"] == true;
                calls.push(protect(name, on));
                continue;
            }
            ("tags", _) => continue,
            // Neither the class nor the name of a group can be changed: what it holds goes with it.
            (member, _) => {
                let mut calls = LogGroupKind.delete(difference.live);
                calls.extend(difference.create_calls());
                let (because, blocked) = (vec![member.to_owned()], LogGroupKind.protected(difference.live));
                let verdict = Verdict::new(Action::Replace, Impact::Replacement, calls);
                return Verdict { because, blocked, ..verdict };
            }
        };
        calls.push(PlannedCall::new("logs", operation, request));
    }
    calls.extend(difference.tag_calls());
    Verdict::new(Action::Update, Impact::None, calls)
}

fn protect(name: &Value, on: bool) -> PlannedCall {
    let request = json!({ "logGroupIdentifier": name, "deletionProtectionEnabled": on });
    PlannedCall::new("logs", "PutLogGroupDeletionProtection", request)
}

/// Returns a group as `DescribeLogGroups` tells it, and its tags, as a live resource.
pub fn live(described: &Value, tags: &Value) -> LiveResource {
    let mut whole = described.clone();
    whole["tags"] = tags.clone();
    let arn = described["logGroupArn"].as_str().or(described["arn"].as_str());
    let arn = arn.map(|arn| arn.trim_end_matches(":*").to_owned());
    LiveResource { arn, ..LiveResource::of(&LogGroupKind, tags_as_map(whole)) }
}
