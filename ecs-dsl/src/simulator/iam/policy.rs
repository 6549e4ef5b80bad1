//! Policies in roles and on roles.

use serde_json::{Value, json};

use super::role::{encode, write};
use super::{Answer, Refusal, Role, World, check, page, required};

fn find<'a>(world: &'a World, input: &Value) -> Result<&'a Role, Refusal> {
    let name = required(input, "RoleName")?;
    let message = || Refusal::no_such_entity(format!("The role with name {name} cannot be found."));
    world.iam.roles.get(name).ok_or_else(message)
}

pub(super) fn put(world: &mut World, input: &Value) -> Answer {
    let name = required(input, "PolicyName")?;
    let document = required(input, "PolicyDocument")?;
    check::name("policyName", name, 128)?;
    check::document(document, false)?;
    let limit = world.settings.quotas.inline_policy_characters;
    let role_name = required(input, "RoleName")?;
    let role = write(world, role_name)?;
    let length = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    let others = role.inline.iter().filter(|(other, _)| *other != name);
    let total = length(document) + others.map(|(_, document)| length(document)).sum::<usize>();
    if total > limit {
        let message = format!("Maximum policy size of {limit} bytes exceeded for role {role_name}");
        return Err(Refusal::new("LimitExceeded", message).with_status(409));
    }
    role.inline.insert(name.to_owned(), document.to_owned());
    Ok(json!({}))
}

fn no_policy(input: &Value, name: &str) -> Refusal {
    let role = input["RoleName"].as_str().unwrap_or_default();
    Refusal::no_such_entity(format!("The role policy with name {name} cannot be found for role {role}."))
}

pub(super) fn get(world: &World, input: &Value) -> Answer {
    let name = required(input, "PolicyName")?;
    let document = find(world, input)?.inline.get(name).ok_or_else(|| no_policy(input, name))?;
    Ok(json!({
        "RoleName": input["RoleName"],
        "PolicyName": name,
        "PolicyDocument": encode(document),
    }))
}

pub(super) fn delete(world: &mut World, input: &Value) -> Answer {
    let name = required(input, "PolicyName")?;
    let role = write(world, required(input, "RoleName")?)?;
    role.inline.remove(name).ok_or_else(|| no_policy(input, name))?;
    Ok(json!({}))
}

pub(super) fn list(world: &World, input: &Value) -> Answer {
    let role = find(world, input)?;
    page(input, "PolicyNames", role.inline.keys().map(|name| json!(name)).collect())
}

pub(super) fn attach(world: &mut World, input: &Value) -> Answer {
    let arn = required(input, "PolicyArn")?;
    if !arn.contains(":policy/") || world.externals.missing.contains(arn) {
        let message = format!("Policy {arn} does not exist or is not attachable.");
        return Err(Refusal::no_such_entity(message));
    }
    let limit = world.settings.quotas.attached_policies_per_role;
    let role = write(world, required(input, "RoleName")?)?;
    if role.attached.len() >= limit && !role.attached.contains_key(arn) {
        let message = format!("Cannot exceed quota for PoliciesPerRole: {limit}");
        return Err(Refusal::new("LimitExceeded", message).with_status(409));
    }
    let name = arn.rsplit('/').next().unwrap_or(arn);
    role.attached.insert(arn.to_owned(), name.to_owned());
    Ok(json!({}))
}

pub(super) fn detach(world: &mut World, input: &Value) -> Answer {
    let arn = required(input, "PolicyArn")?;
    let role = write(world, required(input, "RoleName")?)?;
    if role.attached.remove(arn).is_none() {
        return Err(Refusal::no_such_entity(format!("Policy {arn} was not found.")));
    }
    Ok(json!({}))
}

pub(super) fn attached(role: &Role) -> Value {
    let shape = |(arn, name): (&String, &String)| json!({ "PolicyName": name, "PolicyArn": arn });
    role.attached.iter().map(shape).collect()
}

pub(super) fn list_attached(world: &World, input: &Value) -> Answer {
    let policies = attached(find(world, input)?);
    page(input, "AttachedPolicies", policies.as_array().cloned().unwrap_or_default())
}
