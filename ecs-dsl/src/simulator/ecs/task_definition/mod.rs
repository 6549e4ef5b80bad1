//! Task definitions: families of revisions that never change.

mod form;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::super::iam;
use super::input::{batch, includes, page, required, short, tags, text};
use super::{Answer, Millis, Refusal, Tags, World, tags_json};

/// The principal that tasks' roles trust.
const TASKS: &str = "ecs-tasks.amazonaws.com";

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Family {
    pub(super) revisions: BTreeMap<u32, Revision>,
    /// The highest number ever given: numbers are not used twice.
    last: u32,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Revision {
    pub(super) arn: String,
    pub(super) tags: Tags,
    pub(super) assumed: bool,
    /// The registration in the form in which it is described.
    pub(super) body: Value,
    status: Status,
    registered: Millis,
    #[serde(default)]
    registered_by: String,
    deregistered: Option<Millis>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Status {
    Active,
    Inactive,
    Deleting,
}

impl Revision {
    pub(super) fn is_active(&self) -> bool {
        self.status == Status::Active
    }

    /// Returns the containers.
    pub(super) fn containers(&self) -> &[Value] {
        self.body["containerDefinitions"].as_array().map_or(&[], Vec::as_slice)
    }
}

/// Finds a revision by `family`, `family:revision` or ARN; a family alone is its newest active one.
pub(super) fn find<'a>(world: &'a World, name: &str) -> Option<(String, u32, &'a Revision)> {
    let name = name.rsplit_once(":task-definition/").map_or(name, |(_, name)| name);
    let (family, number) = match name.rsplit_once(':') {
        Some((family, number)) => (family, Some(number.parse::<u32>().ok()?)),
        None => (name, None),
    };
    let revisions = &world.ecs.families.get(family)?.revisions;
    let (number, revision) = match number {
        Some(number) => (number, revisions.get(&number)?),
        None => {
            let newest = revisions.iter().rev().find(|(_, revision)| revision.is_active())?;
            (*newest.0, newest.1)
        }
    };
    Some((family.to_owned(), number, revision))
}

/// Finds a revision that something new may use.
pub(super) fn usable<'a>(world: &'a World, name: &str) -> Result<&'a Revision, Refusal> {
    match find(world, name) {
        Some((_, _, revision)) if revision.is_active() => Ok(revision),
        Some(_) => Err(Refusal::client("TaskDefinition is inactive")),
        None => Err(Refusal::client("TaskDefinition not found.")),
    }
}

pub(in crate::simulator) fn assume(world: &mut World, name: &str, registration: &Value) {
    let short_name = short(name);
    let (family, number) = short_name.rsplit_once(':').unwrap_or((short_name, "1"));
    let Ok(number) = number.parse::<u32>() else { return };
    let mut registration = registration.clone();
    if !registration.is_object() {
        registration = json!({});
    }
    registration["family"] = json!(family);
    if registration["containerDefinitions"].is_null() {
        registration["containerDefinitions"] = json!([{ "name": "main", "image": "scratch", "memory": 128 }]);
    }
    let mut revision = make(world, &registration, family, number, Tags::new());
    revision.assumed = true;
    let entry = world.ecs.families.entry(family.to_owned()).or_default();
    entry.last = entry.last.max(number);
    entry.revisions.entry(number).or_insert(revision);
}

fn make(world: &World, input: &Value, family: &str, number: u32, tags: Tags) -> Revision {
    let arn = world.arn("ecs", &format!("task-definition/{family}:{number}"));
    let mut body = form::normal(input);
    body["taskDefinitionArn"] = json!(arn);
    body["revision"] = json!(number);
    Revision {
        arn,
        tags,
        assumed: false,
        body,
        status: Status::Active,
        registered: world.now,
        registered_by: world.caller(),
        deregistered: None,
    }
}

pub(super) fn register(world: &mut World, input: &Value) -> Answer {
    let family =
        text(input, "family").ok_or_else(|| Refusal::client("Family contains invalid characters."))?;
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if family.len() > 255 || !family.chars().all(fits) {
        return Err(Refusal::client("Family contains invalid characters."));
    }
    form::check(input)?;
    let quotas = &world.settings.quotas;
    if input.to_string().len() > quotas.task_definition_bytes {
        return Err(Refusal::client("Actual length of the task definition exceeds the maximum of 64 KiB."));
    }
    let tags = tags(input)?;
    for member in ["taskRoleArn", "executionRoleArn"] {
        check_role(world, text(input, member))?;
    }
    let number = world.ecs.families.get(family).map_or(0, |family| family.last) + 1;
    if number > quotas.revisions_per_family {
        return Err(Refusal::new("LimitExceededException", "The family has too many revisions."));
    }
    let revision = make(world, input, family, number, tags);
    let answer = json!({
        "taskDefinition": shape(world, &revision),
        "tags": tags_json(&revision.tags),
    });
    let entry = world.ecs.families.entry(family.to_owned()).or_default();
    entry.last = number;
    entry.revisions.insert(number, revision);
    Ok(answer)
}

/// Refuses a role that ECS cannot assume for tasks, or cannot assume yet.
pub(super) fn check_role(world: &World, role: Option<&str>) -> Result<(), Refusal> {
    let Some(role) = role else { return Ok(()) };
    // A plain name is a role without path in the same account.
    let arn = if role.starts_with("arn:") {
        role.to_owned()
    } else {
        format!("arn:{}:iam::{}:role/{role}", world.settings.partition, world.settings.account)
    };
    if iam::can_assume(world, &arn, TASKS) {
        return Ok(());
    }
    let message = format!(
        "ECS was unable to assume the role '{arn}' that was provided for this task. Please verify that the \
         role being passed has the proper trust relationship and permissions and that your IAM user has \
         permissions to pass this role."
    );
    Err(Refusal::client(message))
}

fn shape(world: &World, revision: &Revision) -> Value {
    let mut shape = revision.body.clone();
    shape["status"] = json!(match revision.status {
        Status::Active => "ACTIVE",
        Status::Inactive => "INACTIVE",
        Status::Deleting => "DELETE_IN_PROGRESS",
    });
    shape["registeredAt"] = World::seconds(revision.registered);
    shape["registeredBy"] = json!(revision.registered_by);
    if let Some(at) = revision.deregistered {
        shape["deregisteredAt"] = World::seconds(at);
    }
    form::shuffle_lists(&mut shape, world.settings.shuffle);
    shape
}

pub(super) fn describe(world: &World, input: &Value) -> Answer {
    let name = required(input, "taskDefinition")?;
    let found = find(world, name).map(|(_, _, revision)| revision);
    let revision = found.ok_or_else(|| Refusal::client("Unable to describe task definition."))?;
    let mut answer = json!({ "taskDefinition": shape(world, revision) });
    if includes(input, "TAGS") {
        answer["tags"] = tags_json(&revision.tags);
    }
    Ok(answer)
}

fn status_filter(input: &Value) -> Result<Status, Refusal> {
    match text(input, "status") {
        None | Some("ACTIVE") => Ok(Status::Active),
        Some("INACTIVE") => Ok(Status::Inactive),
        Some("DELETE_IN_PROGRESS") => Ok(Status::Deleting),
        Some(other) => Err(Refusal::invalid(format!("unknown status {other}"))),
    }
}

pub(super) fn list(world: &World, input: &Value) -> Answer {
    let status = status_filter(input)?;
    // The prefix is a whole family's name here, although it is called a prefix.
    let wanted = text(input, "familyPrefix");
    let mut arns = Vec::new();
    for (name, family) in &world.ecs.families {
        if wanted.is_none_or(|wanted| wanted == name) {
            let matching = family.revisions.values().filter(|revision| revision.status == status);
            arns.extend(matching.map(|revision| json!(revision.arn)));
        }
    }
    if text(input, "sort") == Some("DESC") {
        arns.reverse();
    }
    page(input, "taskDefinitionArns", arns, 100)
}

pub(super) fn list_families(world: &World, input: &Value) -> Answer {
    let prefix = text(input, "familyPrefix").unwrap_or_default();
    let wanted = |family: &Family| {
        let has_active = family.revisions.values().any(Revision::is_active);
        match text(input, "status") {
            Some("ACTIVE") => has_active,
            Some("INACTIVE") => !has_active && !family.revisions.is_empty(),
            _ => !family.revisions.is_empty(),
        }
    };
    let families =
        world.ecs.families.iter().filter(|(name, family)| name.starts_with(prefix) && wanted(family));
    page(input, "families", families.map(|(name, _)| json!(name)).collect(), 100)
}

fn locate(world: &World, name: &str) -> Result<(String, u32), Refusal> {
    if !short(name).contains(':') {
        return Err(Refusal::invalid("The specified task definition must have a revision."));
    }
    let found = find(world, name).map(|(family, number, _)| (family, number));
    found.ok_or_else(|| Refusal::client("The specified task definition does not exist."))
}

fn write<'a>(world: &'a mut World, family: &str, number: u32) -> Option<&'a mut Revision> {
    world.ecs.families.get_mut(family)?.revisions.get_mut(&number)
}

pub(super) fn deregister(world: &mut World, input: &Value) -> Answer {
    let (family, number) = locate(world, required(input, "taskDefinition")?)?;
    let now = world.now;
    if let Some(revision) = write(world, &family, number)
        && revision.status == Status::Active
    {
        revision.status = Status::Inactive;
        revision.deregistered = Some(now);
    }
    let revision = &world.ecs.families[&family].revisions[&number];
    Ok(json!({ "taskDefinition": shape(world, revision) }))
}

pub(super) fn delete(world: &mut World, input: &Value) -> Answer {
    let (mut deleted, mut failures) = (Vec::new(), Vec::new());
    for name in batch(input, "taskDefinitions", 10)? {
        let Ok((family, number)) = locate(world, name) else {
            failures.push(json!({ "arn": name, "reason": "The specified task definition does not exist." }));
            continue;
        };
        let used = super::service::uses_task_definition(world, &family, number)
            || super::task::uses_task_definition(world, &family, number);
        let Some(revision) = write(world, &family, number) else { continue };
        if revision.status == Status::Active {
            failures.push(json!({
                "arn": revision.arn,
                "reason": "The specified task definition is still in ACTIVE status. Please deregister the \
                           target and try again.",
            }));
            continue;
        }
        revision.status = Status::Deleting;
        let revision = &world.ecs.families[&family].revisions[&number];
        deleted.push(shape(world, revision));
        // What still runs by it keeps it; the rest is gone.
        if !used && let Some(entry) = world.ecs.families.get_mut(&family) {
            entry.revisions.remove(&number);
        }
    }
    Ok(json!({ "taskDefinitions": deleted, "failures": failures }))
}
