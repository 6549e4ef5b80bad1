//! The tagging API: what carries which tags.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::state::{Answer, Refusal, World};
use super::{ecs, logs};

pub(super) fn answer(world: &World, operation: &str, input: &Value) -> Answer {
    match operation {
        "GetResources" => get_resources(world, input),
        other => Err(Refusal::new("UnknownOperationException", format!("unknown operation {other}"))),
    }
}

fn get_resources(world: &World, input: &Value) -> Answer {
    let size = input["ResourcesPerPage"].as_u64().unwrap_or(50);
    if !(1..=100).contains(&size) {
        return Err(Refusal::invalid("ResourcesPerPage must be between 1 and 100"));
    }
    let mut resources = ecs::tagged(world);
    resources.extend(logs::tagged(world));
    resources.retain(|(arn, tags)| !tags.is_empty() && matches_type(input, arn) && matches_tags(input, tags));
    resources.sort();
    let after = input["PaginationToken"].as_str().unwrap_or_default();
    let mut rest = resources.into_iter().filter(|(arn, _)| arn.as_str() > after);
    let size = usize::try_from(size).unwrap_or(100);
    let page: Vec<_> = rest.by_ref().take(size).collect();
    let token = rest.next().and(page.last()).map(|(arn, _)| arn.clone()).unwrap_or_default();
    let list: Vec<Value> = page
        .iter()
        .map(|(arn, tags)| {
            let tags: Vec<Value> =
                tags.iter().map(|(key, value)| json!({ "Key": key, "Value": value })).collect();
            json!({ "ResourceARN": arn, "Tags": tags })
        })
        .collect();
    Ok(json!({ "PaginationToken": token, "ResourceTagMappingList": list }))
}

/// A type is `service` or `service:kind`, as `ecs:service`.
fn matches_type(input: &Value, arn: &str) -> bool {
    let Some(types) = input["ResourceTypeFilters"].as_array().filter(|types| !types.is_empty()) else {
        return true;
    };
    let mut parts = arn.splitn(6, ':').skip(2);
    let service = parts.next().unwrap_or_default();
    let resource = parts.nth(2).unwrap_or_default();
    let kind = resource.split(['/', ':']).next().unwrap_or_default();
    types.iter().filter_map(Value::as_str).any(|wanted| match wanted.split_once(':') {
        Some((wanted_service, wanted_kind)) => wanted_service == service && wanted_kind == kind,
        None => wanted == service,
    })
}

fn matches_tags(input: &Value, tags: &BTreeMap<String, String>) -> bool {
    input["TagFilters"].as_array().into_iter().flatten().all(|filter| {
        let value = filter["Key"].as_str().and_then(|key| tags.get(key));
        let wanted = filter["Values"].as_array().filter(|values| !values.is_empty());
        value.is_some_and(|value| wanted.is_none_or(|wanted| wanted.iter().any(|one| one == value)))
    })
}
