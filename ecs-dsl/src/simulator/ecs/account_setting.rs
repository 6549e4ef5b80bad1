//! Account settings.

use serde_json::{Value, json};

use super::input::{page, required, text};
use super::{Answer, Refusal, World};

/// The settings there are, with the values that an account begins with.
const SETTINGS: &[(&str, &str)] = &[
    ("awsvpcTrunking", "disabled"),
    ("containerInsights", "disabled"),
    ("containerInstanceLongArnFormat", "enabled"),
    ("defaultLogDriverMode", "non-blocking"),
    ("dualStackIPv6", "enabled"),
    ("fargateFIPSMode", "disabled"),
    ("fargateTaskRetirementWaitPeriod", "7"),
    ("guardDutyActivate", "off"),
    ("serviceLongArnFormat", "enabled"),
    ("tagResourceAuthorization", "off"),
    ("taskLongArnFormat", "enabled"),
];

fn principal(world: &World) -> String {
    format!("arn:{}:iam::{}:root", world.settings.partition, world.settings.account)
}

fn shape(world: &World, name: &str, value: &str) -> Value {
    json!({ "name": name, "value": value, "principalArn": principal(world), "type": "user" })
}

fn default(name: &str) -> Result<&'static str, Refusal> {
    let found = SETTINGS.iter().find(|(known, _)| *known == name);
    found.map(|(_, value)| *value).ok_or_else(|| Refusal::invalid(format!("Invalid setting name {name}.")))
}

pub(super) fn list(world: &World, input: &Value) -> Answer {
    let wanted = text(input, "name");
    let effective = input["effectiveSettings"].as_bool().unwrap_or(false);
    let settings = SETTINGS.iter().filter(|(name, _)| wanted.is_none_or(|wanted| wanted == *name));
    let shapes = settings.filter_map(|(name, default)| match world.ecs.account_settings.get(*name) {
        Some(value) => Some(shape(world, name, value)),
        None if effective => Some(shape(world, name, default)),
        None => None,
    });
    page(input, "settings", shapes.collect(), 100)
}

pub(super) fn put(world: &mut World, input: &Value) -> Answer {
    let name = required(input, "name")?;
    let value = required(input, "value")?;
    default(name)?;
    world.ecs.account_settings.insert(name.to_owned(), value.to_owned());
    Ok(json!({ "setting": shape(world, name, value) }))
}

pub(super) fn delete(world: &mut World, input: &Value) -> Answer {
    let name = required(input, "name")?;
    let value = default(name)?;
    world.ecs.account_settings.remove(name);
    Ok(json!({ "setting": shape(world, name, value) }))
}
