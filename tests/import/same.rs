//! Whether a manifest asks for what documents said: in normal form, member by member.

use std::fmt::Write as _;

use ecs_dsl::import::Note;
use ecs_dsl::kind::tags_as_map;
use ecs_dsl::plan::{Known, MemberChange, members, resolve};
use ecs_dsl::resource::{capacity_provider, cluster, service, task_definition};
use serde_json::{Value, json};

use super::documents::Group;

/// A resource that a document tells of: its kind, its name, and what it is.
type Told = (&'static str, String, Value);

/// Returns what a document tells of.
fn told(document: &Value) -> Vec<Told> {
    let text = |value: &Value, member: &str| value[member].as_str().unwrap_or_default().to_owned();
    let task = |whole: Value| ("ecs:task-definition", text(&whole, "family"), whole);
    let of_service = |whole: Value| ("ecs:service", text(&whole, "serviceName"), whole);
    let of_cluster = |whole: Value| ("ecs:cluster", text(&whole, "clusterName"), whole);
    let each = |member: &str| document[member].as_array().cloned().unwrap_or_default();
    if document["taskDefinition"].is_object() || !document["taskDefinitionArn"].is_null() {
        return vec![task(task_definition::lifecycle::live(document).whole)];
    }
    if document["services"].is_array() {
        return each("services").iter().map(|one| of_service(service::lifecycle::live(one).whole)).collect();
    }
    if document["clusters"].is_array() {
        return each("clusters").iter().map(|one| of_cluster(cluster::lifecycle::live(one).whole)).collect();
    }
    if document["service"].is_object() {
        return vec![of_service(service::lifecycle::live(&document["service"]).whole)];
    }
    if !document["serviceArn"].is_null() {
        return vec![of_service(service::lifecycle::live(document).whole)];
    }
    if document["capacityProviders"][0].is_object() {
        let provider = |one: &Value| {
            let whole = capacity_provider::lifecycle::live(one).whole;
            ("ecs:capacity-provider", text(&whole, "name"), whole)
        };
        return each("capacityProviders").iter().map(provider).collect();
    }
    let whole = tags_as_map(document.clone());
    vec![match () {
        () if !document["containerDefinitions"].is_null() => task(whole),
        () if !document["serviceName"].is_null() => of_service(whole),
        () if !document["clusterName"].is_null() => of_cluster(whole),
        // What is derived for a role is added to its policies, so only those given are looked for.
        () if !document["PolicyName"].is_null() => {
            ("policy", text(document, "RoleName"), json!({ "Policies": [document] }))
        }
        () if !document["PolicyArn"].is_null() => ("attached", text(document, "RoleName"), whole),
        () if !document["RoleName"].is_null() => ("iam:role", text(document, "RoleName"), whole),
        () if !document["logGroupName"].is_null() => {
            ("logs:log-group", text(document, "logGroupName"), whole)
        }
        () if !document["taskDefinition"].is_null() => ("ecs:run-task", String::new(), whole),
        () => ("ecs:capacity-provider", text(document, "name"), whole),
    }]
}

/// Returns what differs, a line each; what the notes tell of is no difference.
pub(super) fn differences(group: &Group, notes: &[Note], manifest: &Value) -> String {
    let mut found = String::new();
    for (kind, name, mut live) in group.documents().iter().flat_map(told) {
        leave_out(&mut live);
        if kind == "logs:log-group" {
            // The group and its retention are requests of their own.
            let whole: Vec<Told> =
                group.documents().iter().flat_map(told).filter(|it| it.1 == name).collect();
            for (member, value) in whole.iter().flat_map(|(.., other)| other.as_object()).flatten() {
                if !value.is_null() && value != &json!({}) {
                    live[member] = value.clone();
                }
            }
        }
        let resources = manifest["resources"].as_object().expect("resources");
        if kind == "attached" {
            let role = &resources[&format!("role/{name}")];
            let mut calls = role["then"].as_array().into_iter().flatten();
            if !calls.any(|call| call["request"]["PolicyArn"] == live["PolicyArn"]) {
                let _ = writeln!(found, "  {name} lacks {live}");
            }
            continue;
        }
        let (kind, is_policy) = if kind == "policy" { ("iam:role", true) } else { (kind, false) };
        let is = |address: &str, resource: &Value| {
            let (_, id) = address.split_once('/').unwrap_or_default();
            resource["kind"] == kind && (kind == "ecs:run-task" || id == name)
        };
        let Some((_, resource)) = resources.iter().find(|(address, resource)| is(address, resource)) else {
            let _ = writeln!(found, "  no {kind} `{name}` in the manifest");
            continue;
        };
        let mut wanted = wanted(kind, resource, &live);
        if kind == "iam:role" {
            only_policies(&mut wanted, &live, is_policy);
        }
        let mut changes = members(kind, &wanted, &live);
        changes.extend(members(kind, &live, &wanted));
        for change in changes.iter().filter(|change| !is_told(change, notes)) {
            let _ =
                writeln!(found, "  {kind} {name}: {}: {:?} -> {:?}", change.member, change.old, change.new);
        }
    }
    found
}

/// Returns a manifest's request in the shape of a description: without what the stack adds, names in place of tokens.
fn wanted(kind: &str, resource: &Value, live: &Value) -> Value {
    let mut whole = tags_as_map(resource["request"].clone());
    leave_out(&mut whole);
    if kind == "logs:log-group" || kind == "iam:role" {
        complete(kind, resource, &mut whole);
    }
    let mut known = Known::new();
    for (member, value) in live.as_object().into_iter().flatten() {
        if let (Some(token), Some(named)) = (whole[member].as_str(), value.as_str())
            && let Some(token) = token.strip_prefix("${").and_then(|token| token.strip_suffix('}'))
            && !token.starts_with("role/")
        {
            known.insert(token.to_owned(), named.to_owned());
        }
    }
    // What stands under the user's own names is not touched.
    let mut resolved = resolve(&whole, &known);
    resolved["containerDefinitions"] = whole["containerDefinitions"].clone();
    if resolved["containerDefinitions"].is_null()
        && let Some(members) = resolved.as_object_mut()
    {
        members.remove("containerDefinitions");
    }
    resolved
}

/// Leaves out what is not imported: what a stack marks its own with, the role that AWS chooses, and what
/// makes one call repeatable.
fn leave_out(whole: &mut Value) {
    let Some(members) = whole.as_object_mut() else { return };
    if let Some(tags) = members.get_mut("tags").and_then(Value::as_object_mut) {
        tags.retain(|key, _| !key.starts_with("ecs-dsl:"));
    }
    let linked = |role: &Value| role.as_str().is_some_and(|role| role.contains(":role/aws-service-role/"));
    if members.get("role").is_some_and(linked) {
        members.remove("role");
    }
    members.remove("clientToken");
}

/// Leaves a role with the policies that a document gives, or with everything but policies.
fn only_policies(wanted: &mut Value, live: &Value, is_policy: bool) {
    let given = live["Policies"][0]["PolicyName"].clone();
    let policies = wanted["Policies"].as_array().into_iter().flatten();
    let policies: Value = policies.filter(|policy| policy["PolicyName"] == given).cloned().collect();
    if is_policy {
        *wanted = json!({ "Policies": policies });
    } else if let Some(members) = wanted.as_object_mut() {
        members.remove("Policies");
    }
}

/// Adds what the requests after the first say.
fn complete(kind: &str, resource: &Value, whole: &mut Value) {
    let calls = || resource["then"].as_array().into_iter().flatten();
    if kind == "logs:log-group" {
        for call in calls() {
            whole["retentionInDays"] = call["request"]["retentionInDays"].clone();
        }
        return;
    }
    let of = |operation: &'static str| calls().filter(move |call| call["operation"] == operation);
    whole["Policies"] = of("PutRolePolicy").map(|call| call["request"].clone()).collect();
}

/// Returns whether a note tells of a difference.
fn is_told(change: &MemberChange, notes: &[Note]) -> bool {
    let unknown = |note: &Note| {
        let name = note.path.rsplit('.').next().unwrap_or_default();
        note.what.starts_with("left out: no member") && change.member.contains(&format!(".{name}"))
    };
    if notes.iter().any(unknown) {
        return true;
    }
    let variable = change.member.rsplit_once(".environment[").and_then(|(_, name)| name.strip_suffix(']'));
    notes.iter().any(|note| match variable {
        Some(name) => note.path.contains(".environment[") && note.what.starts_with(&format!("`{name}` ")),
        None => !note.path.is_empty() && note.path.ends_with(&change.member),
    })
}
