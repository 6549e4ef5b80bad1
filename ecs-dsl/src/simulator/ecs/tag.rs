//! Tags of everything that has an ARN.

use serde_json::{Value, json};

use super::input::{required, short, tags, texts};
use super::{Answer, Refusal, Tags, World, tags_json};

/// Finds the tags of the resource with an ARN.
fn find<'a>(world: &'a mut World, arn: &str) -> Result<&'a mut Tags, Refusal> {
    let not_found = || Refusal::invalid("The specified resource is not found. Specify a valid ARN.");
    let resource = arn.splitn(6, ':').nth(5).ok_or_else(not_found)?;
    let (kind, _) = resource.split_once('/').ok_or_else(not_found)?;
    let ecs = &mut world.ecs;
    let name = short(resource);
    let found = match kind {
        "cluster" => ecs.clusters.get_mut(name).filter(|one| one.is_active()).map(|one| &mut one.tags),
        "capacity-provider" => ecs.providers.get_mut(name).map(|one| &mut one.tags),
        "service" => {
            ecs.services.values_mut().find(|one| one.arn == arn && !one.is_gone()).map(|one| &mut one.tags)
        }
        "task" => ecs.tasks.get_mut(name).filter(|one| !one.is_stopped()).map(|one| &mut one.tags),
        "task-definition" => name.rsplit_once(':').and_then(|(family, number)| {
            let revisions = &mut ecs.families.get_mut(family)?.revisions;
            Some(&mut revisions.get_mut(&number.parse().ok()?)?.tags)
        }),
        "task-set" => ecs
            .services
            .values_mut()
            .flat_map(|service| service.task_sets.iter_mut())
            .find(|set| set.arn == arn)
            .map(|set| &mut set.tags),
        _ => None,
    };
    found.ok_or_else(not_found)
}

pub(super) fn add(world: &mut World, input: &Value) -> Answer {
    let new = tags(input)?;
    let tags = find(world, required(input, "resourceArn")?)?;
    let mut all = tags.clone();
    all.extend(new);
    if all.len() > 50 {
        return Err(Refusal::invalid("A resource can have at most 50 tags."));
    }
    *tags = all;
    Ok(json!({}))
}

pub(super) fn remove(world: &mut World, input: &Value) -> Answer {
    let tags = find(world, required(input, "resourceArn")?)?;
    for key in texts(input, "tagKeys") {
        tags.remove(key);
    }
    Ok(json!({}))
}

pub(super) fn list(world: &mut World, input: &Value) -> Answer {
    let tags = find(world, required(input, "resourceArn")?)?;
    Ok(json!({ "tags": tags_json(tags) }))
}
