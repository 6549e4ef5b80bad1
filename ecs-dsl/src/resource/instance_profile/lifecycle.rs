//! What becomes of an instance profile.

use serde_json::{Value, json};

use crate::assembly::ManifestResource;
use crate::kind::{
    Action, Difference, Evidence, Home, Impact, Kind, LiveResource, MemberChange, Plain, PlannedCall, Row,
    Rule, Spelling, Subject, Tagging, Verdict, request, tags_as_map,
};
use crate::resource::role::lifecycle::elsewhere;

/// The kind of instance profiles.
#[derive(Debug)]
pub struct InstanceProfileKind;

static TAGGING: Tagging = Tagging {
    tag: "TagInstanceProfile",
    untag: "UntagInstanceProfile",
    subject: ("InstanceProfileName", Subject::Name),
    spelling: Spelling::Iam,
};

impl Kind for InstanceProfileKind {
    fn kind(&self) -> &'static str {
        "iam:instance-profile"
    }

    fn prefix(&self) -> &'static str {
        super::KIND
    }

    fn members(&self) -> &'static [&'static str] {
        &["InstanceProfileName", "Path", "tags", "Roles"]
    }

    fn normal(&self) -> &'static [Row] {
        NORMAL
    }

    fn whole(&self, resource: &ManifestResource) -> Value {
        let mut whole = tags_as_map(resource.request.clone());
        let added = resource.then.iter().filter(|call| call.operation == "AddRoleToInstanceProfile");
        whole["Roles"] = added.map(|call| call.request["RoleName"].clone()).collect();
        whole
    }

    fn requests(&self, whole: &Value) -> Vec<(&'static str, Value)> {
        let mut create = request(whole, Spelling::Iam);
        create.remove("Roles");
        let name = &whole["InstanceProfileName"];
        let roles = whole["Roles"].as_array().into_iter().flatten();
        let added = roles.map(|role| {
            let PlannedCall { request, .. } = move_role("AddRoleToInstanceProfile", name, role);
            ("AddRoleToInstanceProfile", request)
        });
        std::iter::once(("CreateInstanceProfile", create.into())).chain(added).collect()
    }

    fn name(&self, whole: &Value) -> String {
        whole["InstanceProfileName"].as_str().unwrap_or_default().to_owned()
    }

    fn arn(&self, request: &Value, home: &Home<'_>) -> Option<String> {
        let path = request["Path"].as_str().filter(|path| !path.is_empty()).unwrap_or("/");
        Some(home.global("iam", &format!("instance-profile{path}{}", self.name(request))))
    }

    fn tagging(&self) -> Option<&'static Tagging> {
        Some(&TAGGING)
    }

    fn decide(&self, difference: &Difference<'_>) -> Verdict {
        decide(difference)
    }

    fn delete(&self, live: &LiveResource) -> Vec<PlannedCall> {
        delete(live)
    }

    fn unadoptable(&self, members: &[MemberChange]) -> Option<String> {
        elsewhere(members, |_| "refer to it by its ARN instead".to_owned())
    }

    fn lost(&self) -> &'static str {
        "instances that had it have to be given it again"
    }
}

const fn row(member: &'static str, rule: Rule, reason: &'static str) -> Row {
    Row { member, rule, evidence: Evidence::Documented, reason }
}

/// What IAM makes of an instance profile.
pub static NORMAL: &[Row] = &[
    row("Path", Rule::Default(Plain::Text("/")), "absent is `/`"),
    row("Roles", Rule::Set, "one at most"),
    row("tags", Rule::Map, "by key; order means nothing"),
    row("Arn", Rule::OutputOnly, "made by IAM"),
    row("InstanceProfileId", Rule::OutputOnly, "made by IAM"),
    row("CreateDate", Rule::OutputOnly, "made by IAM"),
];

fn move_role(operation: &str, profile: &Value, role: &Value) -> PlannedCall {
    PlannedCall::new("iam", operation, json!({ "InstanceProfileName": profile, "RoleName": role }))
}

fn decide(difference: &Difference<'_>) -> Verdict {
    let name = &difference.wanted["InstanceProfileName"];
    let mut calls = Vec::new();
    for change in difference.members {
        match change.top() {
            // The old role comes first: a profile takes one.
            "Roles" => {
                let out =
                    change.old.iter().map(|role| move_role("RemoveRoleFromInstanceProfile", name, role));
                calls.splice(0..0, out);
                calls.extend(change.new.iter().map(|role| move_role("AddRoleToInstanceProfile", name, role)));
            }
            "tags" => {}
            member => {
                let mut calls = delete(difference.live);
                calls.extend(difference.create_calls());
                let because = vec![member.to_owned()];
                return Verdict { because, ..Verdict::new(Action::Replace, Impact::Replacement, calls) };
            }
        }
    }
    calls.extend(difference.tag_calls());
    Verdict::new(Action::Update, Impact::None, calls)
}

fn delete(live: &LiveResource) -> Vec<PlannedCall> {
    let name = &live.whole["InstanceProfileName"];
    let roles = live.whole["Roles"].as_array().into_iter().flatten();
    let mut calls: Vec<_> =
        roles.map(|role| move_role("RemoveRoleFromInstanceProfile", name, role)).collect();
    calls.push(PlannedCall::new("iam", "DeleteInstanceProfile", json!({ "InstanceProfileName": name })));
    calls
}

/// Returns a profile as a live resource: IAM's shape, with `Roles` as names or as roles.
pub fn live(described: &Value) -> LiveResource {
    let mut whole = described.clone();
    let roles = described["Roles"].as_array().into_iter().flatten();
    let name = |role: &Value| if role.is_object() { role["RoleName"].clone() } else { role.clone() };
    whole["Roles"] = roles.map(name).collect();
    let arn = described["Arn"].as_str().map(str::to_owned);
    LiveResource { arn, ..LiveResource::of(&InstanceProfileKind, tags_as_map(whole)) }
}
