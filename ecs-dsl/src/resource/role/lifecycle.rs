//! What becomes of a role, with the policies in it and attached to it.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::plan::lifecycle::{
    Action, Difference, Impact, Lifecycle, LiveResource, PlannedCall, Verdict, tags_as_map,
};
use crate::plan::normal::{Mark, Plain, Row, Rule};
use crate::plan::policy;
use crate::plan::request::request;

use Mark::{Documented, Observed};

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

/// The lifecycle of roles.
pub static LIFECYCLE: Lifecycle = Lifecycle {
    kind: "iam:role",
    prefix: super::KIND,
    members: &[
        "Path",
        "RoleName",
        "AssumeRolePolicyDocument",
        "Description",
        "MaxSessionDuration",
        "PermissionsBoundary",
        "tags",
        "Policies",
        "ManagedPolicyArns",
    ],
    normal: NORMAL,
    whole: |resource| {
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
    },
    name: |whole| whole["RoleName"].as_str().unwrap_or_default().to_owned(),
    decide,
    delete,
    requests,
    lost: "its sessions have ended, and policies elsewhere that let it in know it by the old id",
    protected: |_| None,
    unprotect: |_| Vec::new(),
};

const fn row(member: &'static str, rule: Rule, mark: Mark, reason: &'static str) -> Row {
    Row { member, rule, mark, reason }
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

fn requests(whole: &Value) -> Vec<(&'static str, Value)> {
    let mut create = request(whole, "iam");
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
    LiveResource { arn, untold, ..LiveResource::of(&LIFECYCLE, tags_as_map(whole)) }
}
