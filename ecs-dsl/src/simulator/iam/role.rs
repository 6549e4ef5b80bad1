//! Roles.

use std::collections::BTreeMap;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::{Answer, Refusal, Role, World, check, date, page, profile, required, tags_json, text};

/// What IAM leaves as it is when it URL-encodes a document.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

pub(super) fn encode(document: &str) -> String {
    utf8_percent_encode(document, ENCODED).to_string()
}

fn not_found(name: &str) -> Refusal {
    Refusal::no_such_entity(format!("The role with name {name} cannot be found."))
}

/// Finds a role, as a read does: for a while after a change the change is not seen.
fn read<'a>(world: &'a World, name: &str) -> Result<&'a Role, Refusal> {
    let role = world.iam.roles.get(name).ok_or_else(|| not_found(name))?;
    if role.created + world.settings.timings.iam_read > world.now {
        return Err(not_found(name));
    }
    Ok(role)
}

/// Finds a role, as a write does.
pub(super) fn write<'a>(world: &'a mut World, name: &str) -> Result<&'a mut Role, Refusal> {
    world.iam.roles.get_mut(name).ok_or_else(|| not_found(name))
}

pub(super) fn shape(name: &str, role: &Role, with_tags: bool) -> Value {
    let mut shape = json!({
        "Path": role.path,
        "RoleName": name,
        "RoleId": role.id,
        "Arn": role.arn,
        "CreateDate": date(role.created),
        "AssumeRolePolicyDocument": encode(&role.trust),
        "Description": role.description,
        "MaxSessionDuration": role.max_session_duration,
    });
    if let Some(boundary) = &role.boundary {
        shape["PermissionsBoundary"] =
            json!({ "PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": boundary });
    }
    if with_tags && !role.tags.is_empty() {
        shape["Tags"] = tags_json(&role.tags);
    }
    shape
}

pub(super) fn create(world: &mut World, input: &Value) -> Answer {
    let name = required(input, "RoleName")?.to_owned();
    let trust = required(input, "AssumeRolePolicyDocument")?;
    let path = if text(input, "Path").is_empty() { "/" } else { text(input, "Path") };
    check::name("roleName", &name, 64)?;
    check::path(path)?;
    check::document(trust, true)?;
    let tags = check::tags(&input["Tags"])?;
    let max_session_duration = session_duration(input)?;
    if world.iam.roles.keys().any(|used| used.eq_ignore_ascii_case(&name)) {
        let message = format!("Role with name {name} already exists.");
        return Err(Refusal::new("EntityAlreadyExists", message).with_status(409));
    }
    if world.iam.roles.len() >= world.settings.quotas.roles {
        let message = format!("Cannot exceed quota for RolesPerAccount: {}", world.settings.quotas.roles);
        return Err(Refusal::new("LimitExceeded", message).with_status(409));
    }
    let id = format!("AROA{}", &world.new_id()[..16].to_uppercase());
    let role = Role {
        arn: format!("arn:{}:iam::{}:role{path}{name}", world.settings.partition, world.settings.account),
        path: path.to_owned(),
        id,
        created: world.now,
        trust: trust.to_owned(),
        trust_changed: world.now,
        description: optional(input, "Description"),
        max_session_duration,
        boundary: optional(input, "PermissionsBoundary"),
        tags,
        inline: BTreeMap::new(),
        attached: BTreeMap::new(),
    };
    let answer = json!({ "Role": shape(&name, &role, true) });
    world.iam.roles.insert(name, role);
    Ok(answer)
}

fn optional(input: &Value, member: &str) -> Option<String> {
    Some(text(input, member)).filter(|value| !value.is_empty()).map(str::to_owned)
}

fn session_duration(input: &Value) -> Result<u64, Refusal> {
    let Some(given) = optional(input, "MaxSessionDuration") else { return Ok(3600) };
    let seconds = given.parse().ok().filter(|seconds| (3600..=43_200).contains(seconds));
    seconds.ok_or_else(|| {
        let message =
            format!("Value '{given}' at 'maxSessionDuration' failed to satisfy constraint: 3600 to 43200");
        Refusal::new("ValidationError", message)
    })
}

pub(super) fn get(world: &World, input: &Value) -> Answer {
    let name = required(input, "RoleName")?;
    let role = read(world, name)?;
    Ok(json!({ "Role": shape(name, role, true) }))
}

pub(super) fn update(world: &mut World, input: &Value) -> Answer {
    let max_session_duration = session_duration(input)?;
    let given = !text(input, "MaxSessionDuration").is_empty();
    let description = input.get("Description").and_then(Value::as_str).map(str::to_owned);
    let role = write(world, required(input, "RoleName")?)?;
    if let Some(description) = description {
        role.description = Some(description).filter(|text| !text.is_empty());
    }
    if given {
        role.max_session_duration = max_session_duration;
    }
    Ok(json!({}))
}

pub(super) fn update_trust(world: &mut World, input: &Value) -> Answer {
    let document = required(input, "PolicyDocument")?;
    check::document(document, true)?;
    let now = world.now;
    let role = write(world, required(input, "RoleName")?)?;
    if role.trust != document {
        document.clone_into(&mut role.trust);
        role.trust_changed = now;
    }
    Ok(json!({}))
}

pub(super) fn delete(world: &mut World, input: &Value) -> Answer {
    let name = required(input, "RoleName")?;
    let in_profile = profile::holds(world, name);
    let role = write(world, name)?;
    let conflict = if !role.attached.is_empty() {
        Some("Cannot delete entity, must detach all policies first.")
    } else if !role.inline.is_empty() {
        Some("Cannot delete entity, must delete policies first.")
    } else if in_profile {
        Some("Cannot delete entity, must remove roles from instance profile first.")
    } else {
        None
    };
    if let Some(message) = conflict {
        return Err(Refusal::new("DeleteConflict", message).with_status(409));
    }
    world.iam.roles.remove(name);
    Ok(json!({}))
}

/// The roles that reads show by now.
fn visible(world: &World) -> impl Iterator<Item = (&String, &Role)> {
    let lag = world.settings.timings.iam_read;
    world.iam.roles.iter().filter(move |(_, role)| role.created + lag <= world.now)
}

pub(super) fn list(world: &World, input: &Value) -> Answer {
    let prefix = text(input, "PathPrefix");
    let roles = visible(world).filter(|(_, role)| role.path.starts_with(prefix));
    page(input, "Roles", roles.map(|(name, role)| shape(name, role, false)).collect())
}

pub(super) fn details(world: &World, input: &Value) -> Answer {
    let wanted = |kind: &str| {
        let filter = input["Filter"].as_array();
        filter.is_none_or(|kinds| kinds.iter().any(|known| known == kind))
    };
    if !wanted("Role") {
        return page(input, "RoleDetailList", Vec::new());
    }
    let details = visible(world).map(|(name, role)| {
        let mut detail = shape(name, role, true);
        if let Value::Object(members) = &mut detail {
            // The listing leaves these two out, as AWS does.
            members.remove("Description");
            members.remove("MaxSessionDuration");
        }
        detail["RolePolicyList"] = role
            .inline
            .iter()
            .map(|(name, document)| json!({ "PolicyName": name, "PolicyDocument": encode(document) }))
            .collect();
        detail["AttachedManagedPolicies"] = super::policy::attached(role);
        detail["InstanceProfileList"] = profile::of_role(world, name).collect();
        detail
    });
    page(input, "RoleDetailList", details.collect())
}

pub(super) fn tag(world: &mut World, input: &Value) -> Answer {
    let new = check::tags(&input["Tags"])?;
    let role = write(world, required(input, "RoleName")?)?;
    let mut tags = role.tags.clone();
    tags.extend(new);
    if tags.len() > 50 {
        return Err(Refusal::new("LimitExceeded", "The number of tags has reached the maximum limit."));
    }
    role.tags = tags;
    Ok(json!({}))
}

pub(super) fn untag(world: &mut World, input: &Value) -> Answer {
    let role = write(world, required(input, "RoleName")?)?;
    for key in input["TagKeys"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        role.tags.remove(key);
    }
    Ok(json!({}))
}

pub(super) fn list_tags(world: &World, input: &Value) -> Answer {
    let role = read(world, required(input, "RoleName")?)?;
    let tags = tags_json(&role.tags).as_array().cloned().unwrap_or_default();
    page(input, "Tags", tags)
}

pub(super) fn put_boundary(world: &mut World, input: &Value) -> Answer {
    let boundary = required(input, "PermissionsBoundary")?.to_owned();
    write(world, required(input, "RoleName")?)?.boundary = Some(boundary);
    Ok(json!({}))
}

pub(super) fn delete_boundary(world: &mut World, input: &Value) -> Answer {
    let role = write(world, required(input, "RoleName")?)?;
    if role.boundary.take().is_none() {
        return Err(Refusal::no_such_entity("The role has no permissions boundary."));
    }
    Ok(json!({}))
}

pub(super) fn create_service_linked(world: &mut World, input: &Value) -> Answer {
    let service = required(input, "AWSServiceName")?;
    let name = format!("AWSServiceRoleFor{}", service.split('.').next().unwrap_or_default().to_uppercase());
    if world.iam.roles.contains_key(&name) {
        let message = format!(
            "Service role name {name} has been taken in this account, please try a different suffix."
        );
        return Err(Refusal::new("InvalidInput", message));
    }
    let trust = json!({
        "Version": "2012-10-17",
        "Statement": [{ "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": { "Service": service } }],
    });
    let request = json!({
        "RoleName": name,
        "Path": format!("/aws-service-role/{service}/"),
        "AssumeRolePolicyDocument": trust.to_string(),
    });
    create(world, &request)
}
