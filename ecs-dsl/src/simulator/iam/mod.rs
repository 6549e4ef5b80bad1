//! IAM: roles and instance profiles.

mod check;
mod policy;
mod profile;
mod role;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::state::{Answer, Millis, Refusal, World};
use crate::api::utc;

/// What IAM knows.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Iam {
    roles: BTreeMap<String, Role>,
    profiles: BTreeMap<String, Profile>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Role {
    arn: String,
    path: String,
    id: String,
    created: Millis,
    trust: String,
    trust_changed: Millis,
    description: Option<String>,
    max_session_duration: u64,
    boundary: Option<String>,
    tags: BTreeMap<String, String>,
    inline: BTreeMap<String, String>,
    attached: BTreeMap<String, String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Profile {
    arn: String,
    path: String,
    id: String,
    created: Millis,
    tags: BTreeMap<String, String>,
    roles: Vec<String>,
}

pub(super) fn answer(world: &mut World, operation: &str, input: &Value) -> Answer {
    match operation {
        "CreateRole" => role::create(world, input),
        "GetRole" => role::get(world, input),
        "UpdateRole" => role::update(world, input),
        "UpdateAssumeRolePolicy" => role::update_trust(world, input),
        "DeleteRole" => role::delete(world, input),
        "ListRoles" => role::list(world, input),
        "GetAccountAuthorizationDetails" => role::details(world, input),
        "TagRole" => role::tag(world, input),
        "UntagRole" => role::untag(world, input),
        "ListRoleTags" => role::list_tags(world, input),
        "PutRolePermissionsBoundary" => role::put_boundary(world, input),
        "DeleteRolePermissionsBoundary" => role::delete_boundary(world, input),
        "CreateServiceLinkedRole" => role::create_service_linked(world, input),
        "PutRolePolicy" => policy::put(world, input),
        "GetRolePolicy" => policy::get(world, input),
        "DeleteRolePolicy" => policy::delete(world, input),
        "ListRolePolicies" => policy::list(world, input),
        "AttachRolePolicy" => policy::attach(world, input),
        "DetachRolePolicy" => policy::detach(world, input),
        "ListAttachedRolePolicies" => policy::list_attached(world, input),
        "CreateInstanceProfile" => profile::create(world, input),
        "GetInstanceProfile" => profile::get(world, input),
        "DeleteInstanceProfile" => profile::delete(world, input),
        "ListInstanceProfiles" => profile::list(world, input),
        "ListInstanceProfilesForRole" => profile::list_for_role(world, input),
        "AddRoleToInstanceProfile" => profile::add_role(world, input),
        "RemoveRoleFromInstanceProfile" => profile::remove_role(world, input),
        "TagInstanceProfile" => profile::tag(world, input),
        "UntagInstanceProfile" => profile::untag(world, input),
        other => {
            let message = format!("Could not find operation {other} for version 2010-05-08");
            Err(Refusal::new("InvalidAction", message))
        }
    }
}

/// Returns whether ECS can assume a role by now: it exists, its trust policy names the principal, and
/// both are known everywhere.
pub(super) fn can_assume(world: &World, arn: &str, principal: &str) -> bool {
    if world.externals.missing.contains(arn) {
        return false;
    }
    if world.externals.roles.contains(arn) || arn.contains(":role/aws-service-role/") {
        return true;
    }
    let found = world.iam.roles.values().find(|role| role.arn == arn);
    found.is_some_and(|role| {
        let known = role.trust_changed.max(role.created) + world.settings.timings.role_known;
        known <= world.now && check::trusts(&role.trust, principal)
    })
}

pub(super) fn leftovers(world: &World) -> Vec<String> {
    let linked = |arn: &str| arn.contains(":role/aws-service-role/");
    let roles = world.iam.roles.values().map(|role| &role.arn).filter(|arn| !linked(arn));
    roles.chain(world.iam.profiles.values().map(|profile| &profile.arn)).cloned().collect()
}

/// Everything that carries tags, for the tagging API. Roles are global, and not in it.
pub(super) fn tags_json(tags: &BTreeMap<String, String>) -> Value {
    tags.iter().map(|(key, value)| json!({ "Key": key, "Value": value })).collect()
}

fn text<'a>(input: &'a Value, member: &str) -> &'a str {
    input[member].as_str().unwrap_or_default()
}

fn required<'a>(input: &'a Value, member: &str) -> Result<&'a str, Refusal> {
    match text(input, member) {
        "" => Err(Refusal::new("ValidationError", format!("{member} is required and must not be empty"))),
        value => Ok(value),
    }
}

/// Cuts one page out of a listing.
fn page(input: &Value, member: &str, items: Vec<Value>) -> Answer {
    let number = |member: &str| text(input, member).parse::<usize>().ok();
    let size = number("MaxItems").unwrap_or(100).clamp(1, 1000);
    let start = match (text(input, "Marker"), number("Marker")) {
        ("", _) => 0,
        (_, Some(start)) => start,
        (marker, None) => {
            return Err(Refusal::new("ValidationError", format!("invalid marker {marker}")));
        }
    };
    let total = items.len();
    let end = (start + size).min(total);
    let items: Vec<Value> = items.into_iter().skip(start).take(size).collect();
    let marker = (end < total).then(|| end.to_string());
    Ok(json!({ member: items, "IsTruncated": end < total, "Marker": marker }))
}

/// Returns a time as XML has it.
fn date(millis: Millis) -> String {
    utc(i64::try_from(millis / 1000).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listing_comes_in_pages() {
        let items = || (0..5).map(|n| json!({ "n": n })).collect::<Vec<_>>();
        let first = page(&json!({ "MaxItems": "2" }), "Roles", items()).expect("a page");
        assert_eq!((&first["IsTruncated"], &first["Marker"]), (&json!(true), &json!("2")));
        let last = page(&json!({ "MaxItems": "2", "Marker": "4" }), "Roles", items()).expect("a page");
        assert_eq!(last, json!({ "Roles": [{ "n": 4 }], "IsTruncated": false, "Marker": null }));
    }
}
