//! What becomes of a role, with the policies in it and attached to it.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::policy;
use crate::assembly::ManifestResource;
use crate::kind::normal::row;
use crate::kind::{
    Action, Difference, Evidence, Home, Impact, Kind, LiveResource, Mark, MemberChange, Plain, PlannedCall,
    Row, Rule, Spelling, Subject, Tagging, Verdict, request, tags_as_map,
};

use Evidence::{Documented, Observed};

/// What tells statements apart that differ: what they are about comes before what they allow.
const STATEMENT: Rule = Rule::Keyed(&[
    ("Sid", ""),
    ("Effect", ""),
    ("Resource.0", ""),
    ("NotResource.0", ""),
    ("Principal.Service.0", ""),
    ("Principal.AWS.0", ""),
    ("Principal.Federated.0", ""),
]);

/// The kind of roles.
#[derive(Debug)]
pub struct RoleKind;

static TAGGING: Tagging = Tagging {
    tag: "TagRole",
    untag: "UntagRole",
    subject: ("RoleName", Subject::Name),
    spelling: Spelling::Iam,
};

impl Kind for RoleKind {
    fn kind(&self) -> &'static str {
        "iam:role"
    }

    fn prefix(&self) -> &'static str {
        super::KIND
    }

    fn members(&self) -> &'static [&'static str] {
        &[
            "Path",
            "RoleName",
            "AssumeRolePolicyDocument",
            "Description",
            "MaxSessionDuration",
            "PermissionsBoundary",
            "tags",
            "Policies",
            "ManagedPolicyArns",
        ]
    }

    fn normal(&self) -> &'static [Row] {
        NORMAL
    }

    fn whole(&self, resource: &ManifestResource) -> Value {
        let mut whole = tags_as_map(resource.request.clone());
        let of =
            |operation: &'static str| resource.then.iter().filter(move |call| call.operation == operation);
        whole["Policies"] = of("PutRolePolicy")
            .map(|call| {
                let policy = &call.request;
                json!({ "PolicyName": policy["PolicyName"], "PolicyDocument": policy["PolicyDocument"] })
            })
            .collect();
        whole["ManagedPolicyArns"] =
            of("AttachRolePolicy").map(|call| call.request["PolicyArn"].clone()).collect();
        whole
    }

    fn requests(&self, whole: &Value) -> Vec<(&'static str, Value)> {
        let mut create = request(whole, Spelling::Iam);
        create.remove("Policies");
        create.remove("ManagedPolicyArns");
        let name = &whole["RoleName"];
        let mut requests = vec![("CreateRole", create.into())];
        for policy in whole["Policies"].as_array().into_iter().flatten() {
            let mut put = policy.clone();
            put["RoleName"] = name.clone();
            requests.push(("PutRolePolicy", put));
        }
        for arn in whole["ManagedPolicyArns"].as_array().into_iter().flatten() {
            requests.push(("AttachRolePolicy", json!({ "RoleName": name, "PolicyArn": arn })));
        }
        requests
    }

    fn name(&self, whole: &Value) -> String {
        whole["RoleName"].as_str().unwrap_or_default().to_owned()
    }

    fn arn(&self, request: &Value, home: &Home<'_>) -> Option<String> {
        let text = |member: &str| request[member].as_str().unwrap_or_default();
        Some(arn(home, text("Path"), text("RoleName")))
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
        elsewhere(members, |now| format!("say `.path(\"{now}\")` of it in the code"))
    }

    fn marks(&self, wanted: &Value, live: Option<&Value>) -> Vec<Mark> {
        Vec::from_iter(policy::broadens(wanted, live).then_some(Mark::BroadensIam))
    }

    fn lost(&self) -> &'static str {
        "its sessions have ended, and policies elsewhere that let it in know it by the old id"
    }

    fn grants(&self) -> bool {
        true
    }
}

/// Returns the ARN of a role of this path and name.
pub(crate) fn arn(home: &Home<'_>, path: &str, name: &str) -> String {
    let path = if path.is_empty() { "/" } else { path };
    home.global("iam", &format!("role{path}{name}"))
}

/// Says why something of IAM cannot come under a stack that wants it at another path. `fix` says what to
/// do, by the path that it is at.
pub(crate) fn elsewhere(members: &[MemberChange], fix: impl Fn(&str) -> String) -> Option<String> {
    let path = members.iter().find(|change| change.member == "Path")?;
    let now = path.old.as_ref().and_then(Value::as_str).unwrap_or("/");
    let wanted = path.new.as_ref().and_then(Value::as_str).unwrap_or("/");
    let fix = fix(now);
    Some(format!("it is at the path `{now}`, not at `{wanted}`, and a path cannot change; {fix}"))
}

/// What IAM makes of a role.
pub static NORMAL: &[Row] = &[
    row("Path", Rule::Default(Plain::Text("/")), Documented, "absent is `/`"),
    row("MaxSessionDuration", Rule::Default(Plain::Number(3600)), Documented, "absent is an hour"),
    row(
        "AssumeRolePolicyDocument",
        Rule::Rewrite(policy::canonical),
        Documented,
        "comes back URL-encoded; a policy is what it says, not how it is written",
    ),
    row("AssumeRolePolicyDocument.Statement", STATEMENT, Documented, "order means nothing"),
    row("AssumeRolePolicyDocument.Statement[].Action", Rule::Set, Documented, "order means nothing"),
    row("Policies", Rule::Keyed(&[("PolicyName", "")]), Documented, "by name; order means nothing"),
    row(
        "Policies[].PolicyDocument",
        Rule::Rewrite(policy::canonical),
        Documented,
        "comes back URL-encoded; a policy is what it says, not how it is written",
    ),
    row("Policies[].PolicyDocument.Statement", STATEMENT, Documented, "order means nothing"),
    row("Policies[].PolicyDocument.Statement[].Action", Rule::Set, Documented, "order means nothing"),
    row("Policies[].PolicyDocument.Statement[].NotAction", Rule::Set, Documented, "order means nothing"),
    row("Policies[].PolicyDocument.Statement[].Resource", Rule::Set, Documented, "order means nothing"),
    row("Policies[].PolicyDocument.Statement[].NotResource", Rule::Set, Documented, "order means nothing"),
    row("ManagedPolicyArns", Rule::Set, Documented, "order means nothing"),
    row("tags", Rule::Map, Documented, "by key; order means nothing"),
    row("Arn", Rule::OutputOnly, Documented, "made by IAM"),
    row("RoleId", Rule::OutputOnly, Documented, "made by IAM"),
    row("CreateDate", Rule::OutputOnly, Documented, "made by IAM"),
    row("RoleLastUsed", Rule::OutputOnly, Documented, "made by IAM"),
    row("InstanceProfileList", Rule::OutputOnly, Observed, "told of the role, but of the profiles"),
];

fn decide(difference: &Difference<'_>) -> Verdict {
    let because: Vec<String> = difference
        .members
        .iter()
        .filter(|change| matches!(change.top(), "Path" | "RoleName"))
        .map(|change| change.member.clone())
        .collect();
    if !because.is_empty() {
        let mut calls = delete(difference.live);
        calls.extend(difference.create_calls());
        return Verdict { because, ..Verdict::new(Action::Replace, Impact::Outage, calls) };
    }
    let (wanted, live) = (difference.wanted, &difference.live.whole);
    let name = &wanted["RoleName"];
    let changed = |member: &str| difference.members.iter().any(|change| change.top() == member);
    let mut calls = Vec::new();
    let mut call = |operation: &str, request: Value| calls.push(PlannedCall::new("iam", operation, request));
    if changed("Description") || changed("MaxSessionDuration") {
        let description = wanted["Description"].as_str().unwrap_or_default();
        let duration = wanted["MaxSessionDuration"].as_i64().unwrap_or(3600);
        call(
            "UpdateRole",
            json!({ "RoleName": name, "Description": description, "MaxSessionDuration": duration }),
        );
    }
    if changed("AssumeRolePolicyDocument") {
        let document = &wanted["AssumeRolePolicyDocument"];
        call("UpdateAssumeRolePolicy", json!({ "RoleName": name, "PolicyDocument": document }));
    }
    if changed("PermissionsBoundary") {
        match &wanted["PermissionsBoundary"] {
            Value::String(arn) if !arn.is_empty() => {
                call("PutRolePermissionsBoundary", json!({ "RoleName": name, "PermissionsBoundary": arn }));
            }
            _ => call("DeleteRolePermissionsBoundary", json!({ "RoleName": name })),
        }
    }
    for policy in wanted["Policies"].as_array().into_iter().flatten() {
        let path = format!("Policies[{}]", policy["PolicyName"].as_str().unwrap_or_default());
        if difference.members.iter().any(|change| change.member.starts_with(&path)) {
            let mut request = policy.clone();
            request["RoleName"] = name.clone();
            call("PutRolePolicy", request);
        }
    }
    let names = |whole: &Value| -> BTreeSet<String> {
        let policies = whole["Policies"].as_array().into_iter().flatten();
        policies.filter_map(|policy| policy["PolicyName"].as_str().map(str::to_owned)).collect()
    };
    for gone in names(live).difference(&names(wanted)) {
        call("DeleteRolePolicy", json!({ "RoleName": name, "PolicyName": gone }));
    }
    for change in difference.members.iter().filter(|change| change.top() == "ManagedPolicyArns") {
        if let Some(arn) = &change.new {
            call("AttachRolePolicy", json!({ "RoleName": name, "PolicyArn": arn }));
        }
        if let Some(arn) = &change.old {
            call("DetachRolePolicy", json!({ "RoleName": name, "PolicyArn": arn }));
        }
    }
    calls.extend(difference.tag_calls());
    Verdict::new(Action::Update, Impact::None, calls)
}

/// `DeleteRole` needs the policies gone first.
fn delete(live: &LiveResource) -> Vec<PlannedCall> {
    let name = &live.whole["RoleName"];
    let mut calls = Vec::new();
    for policy in live.whole["Policies"].as_array().into_iter().flatten() {
        let request = json!({ "RoleName": name, "PolicyName": policy["PolicyName"] });
        calls.push(PlannedCall::new("iam", "DeleteRolePolicy", request));
    }
    for arn in live.whole["ManagedPolicyArns"].as_array().into_iter().flatten() {
        calls.push(PlannedCall::new(
            "iam",
            "DetachRolePolicy",
            json!({ "RoleName": name, "PolicyArn": arn }),
        ));
    }
    calls.push(PlannedCall::new("iam", "DeleteRole", json!({ "RoleName": name })));
    calls
}

/// Returns a role as a live resource: IAM's shape, with `RolePolicyList` and `AttachedManagedPolicies`
/// as `GetAccountAuthorizationDetails` has them.
///
/// Policy documents may be strings, URL-encoded or not, or JSON. That listing does not tell the
/// description and the session duration; where those members are not there at all, they are not
/// compared. Put `null` where it is known that there is none.
pub fn live(described: &Value) -> LiveResource {
    let mut whole = described.clone();
    let mut untold = BTreeSet::new();
    for member in ["Description", "MaxSessionDuration"] {
        if described.get(member).is_none() {
            untold.insert(member.to_owned());
        }
    }
    if let Value::Object(members) = &mut whole {
        let policies = members.remove("RolePolicyList").unwrap_or_default();
        members.entry("Policies").or_insert(policies);
        let attached = members.remove("AttachedManagedPolicies").unwrap_or_default();
        let arns = attached.as_array().into_iter().flatten().map(|policy| policy["PolicyArn"].clone());
        members.entry("ManagedPolicyArns").or_insert(arns.collect());
        if let Some(arn) = described["PermissionsBoundary"]["PermissionsBoundaryArn"].as_str() {
            members.insert("PermissionsBoundary".to_owned(), arn.into());
        }
    }
    let arn = described["Arn"].as_str().map(str::to_owned);
    LiveResource { arn, untold, ..LiveResource::of(&RoleKind, tags_as_map(whole)) }
}
