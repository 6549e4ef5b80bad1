//! Instance profiles.

use serde_json::{Value, json};

use super::{Answer, Profile, Refusal, World, check, date, page, required, role, tags_json, text};

fn not_found(name: &str) -> Refusal {
    Refusal::no_such_entity(format!("Instance Profile {name} cannot be found."))
}

fn write<'a>(world: &'a mut World, input: &Value) -> Result<&'a mut Profile, Refusal> {
    let name = required(input, "InstanceProfileName")?;
    world.iam.profiles.get_mut(name).ok_or_else(|| not_found(name))
}

fn shape(world: &World, name: &str, profile: &Profile, with_tags: bool) -> Value {
    let roles = profile.roles.iter().filter_map(|role_name| {
        let found = world.iam.roles.get(role_name)?;
        Some(role::shape(role_name, found, false))
    });
    let mut shape = json!({
        "Path": profile.path,
        "InstanceProfileName": name,
        "InstanceProfileId": profile.id,
        "Arn": profile.arn,
        "CreateDate": date(profile.created),
        "Roles": roles.collect::<Vec<_>>(),
    });
    if with_tags && !profile.tags.is_empty() {
        shape["Tags"] = tags_json(&profile.tags);
    }
    shape
}

pub(super) fn holds(world: &World, role: &str) -> bool {
    world.iam.profiles.values().any(|profile| profile.roles.iter().any(|held| held == role))
}

pub(super) fn of_role<'a>(world: &'a World, role: &'a str) -> impl Iterator<Item = Value> + 'a {
    let holding = world.iam.profiles.iter().filter(move |(_, p)| p.roles.iter().any(|held| held == role));
    holding.map(|(name, profile)| shape(world, name, profile, false))
}

pub(super) fn create(world: &mut World, input: &Value) -> Answer {
    let name = required(input, "InstanceProfileName")?.to_owned();
    let path = if text(input, "Path").is_empty() { "/" } else { text(input, "Path") };
    check::name("instanceProfileName", &name, 128)?;
    check::path(path)?;
    let tags = check::tags(&input["Tags"])?;
    if world.iam.profiles.contains_key(&name) {
        let message = format!("Instance Profile {name} already exists.");
        return Err(Refusal::new("EntityAlreadyExists", message).with_status(409));
    }
    let profile = Profile {
        arn: format!(
            "arn:{}:iam::{}:instance-profile{path}{name}",
            world.settings.partition, world.settings.account
        ),
        path: path.to_owned(),
        id: format!("AIPA{}", &world.new_id()[..16].to_uppercase()),
        created: world.now,
        tags,
        roles: Vec::new(),
    };
    let answer = json!({ "InstanceProfile": shape(world, &name, &profile, true) });
    world.iam.profiles.insert(name, profile);
    Ok(answer)
}

pub(super) fn get(world: &World, input: &Value) -> Answer {
    let name = required(input, "InstanceProfileName")?;
    let profile = world.iam.profiles.get(name).ok_or_else(|| not_found(name))?;
    Ok(json!({ "InstanceProfile": shape(world, name, profile, true) }))
}

pub(super) fn delete(world: &mut World, input: &Value) -> Answer {
    if !write(world, input)?.roles.is_empty() {
        let message = "Cannot delete entity, must remove roles from instance profile first.";
        return Err(Refusal::new("DeleteConflict", message).with_status(409));
    }
    world.iam.profiles.remove(text(input, "InstanceProfileName"));
    Ok(json!({}))
}

pub(super) fn list(world: &World, input: &Value) -> Answer {
    let prefix = text(input, "PathPrefix");
    let found = world.iam.profiles.iter().filter(|(_, profile)| profile.path.starts_with(prefix));
    let shapes = found.map(|(name, profile)| shape(world, name, profile, false));
    page(input, "InstanceProfiles", shapes.collect())
}

pub(super) fn list_for_role(world: &World, input: &Value) -> Answer {
    page(input, "InstanceProfiles", of_role(world, required(input, "RoleName")?).collect())
}

pub(super) fn add_role(world: &mut World, input: &Value) -> Answer {
    let role_name = required(input, "RoleName")?.to_owned();
    role::write(world, &role_name)?;
    let profile = write(world, input)?;
    if !profile.roles.is_empty() {
        let message = "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1";
        return Err(Refusal::new("LimitExceeded", message).with_status(409));
    }
    profile.roles.push(role_name);
    Ok(json!({}))
}

pub(super) fn remove_role(world: &mut World, input: &Value) -> Answer {
    let role_name = required(input, "RoleName")?;
    let profile = write(world, input)?;
    let Some(at) = profile.roles.iter().position(|held| held == role_name) else {
        return Err(Refusal::no_such_entity(format!("The role with name {role_name} cannot be found.")));
    };
    profile.roles.remove(at);
    Ok(json!({}))
}

pub(super) fn tag(world: &mut World, input: &Value) -> Answer {
    let new = check::tags(&input["Tags"])?;
    write(world, input)?.tags.extend(new);
    Ok(json!({}))
}

pub(super) fn untag(world: &mut World, input: &Value) -> Answer {
    let profile = write(world, input)?;
    for key in input["TagKeys"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        profile.tags.remove(key);
    }
    Ok(json!({}))
}
