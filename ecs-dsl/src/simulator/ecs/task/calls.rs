//! The operations on tasks.

use serde_json::{Value, json};

use super::super::input::{batch, includes, page, required, short, tags, text, texts};
use super::super::{cluster, missing, service};
use super::shape::shape;
use super::{
    Answer, Launch, NO_INSTANCES, Order, Refusal, Task, World, place, task_definition, tell_to_stop,
};

pub(in super::super) fn run(world: &mut World, input: &Value) -> Answer {
    let count = input["count"].as_u64().unwrap_or(1);
    if !(1..=10).contains(&count) {
        return Err(Refusal::invalid("Count cannot be less than 1 or more than 10."));
    }
    begin(world, input, count)
}

pub(in super::super) fn start(world: &mut World, input: &Value) -> Answer {
    let instances = texts(input, "containerInstances");
    if instances.is_empty() {
        return Err(Refusal::invalid("Container instances can not be empty."));
    }
    let count = instances.len() as u64;
    let mut input = input.clone();
    input["launchType"] = json!("EC2");
    begin(world, &input, count)
}

fn begin(world: &mut World, input: &Value, count: u64) -> Answer {
    let cluster = cluster::of(world, input)?;
    if let Some(token) = text(input, "clientToken")
        && let Some((asked, answered)) = world.ecs.run_tokens.get(token)
    {
        if asked == input {
            return Ok(answered.clone());
        }
        let message = "The client token was used before with another request.";
        return Err(Refusal::new("ConflictException", message));
    }
    let revision = task_definition::usable(world, required(input, "taskDefinition")?)?;
    let (definition, body) = (revision.arn.clone(), revision.body.clone());
    let family = body["family"].as_str().unwrap_or_default().to_owned();
    let mut tags = tags(input)?;
    if input["propagateTags"] == "TASK_DEFINITION" {
        let inherited = revision.tags.clone();
        tags = inherited.into_iter().chain(tags).collect();
    }
    for member in ["taskRoleArn", "executionRoleArn"] {
        let role = text(&input["overrides"], member).or_else(|| text(&body, member));
        task_definition::check_role(world, role)?;
    }
    if body["networkMode"] == "awsvpc" && input["networkConfiguration"]["awsvpcConfiguration"].is_null() {
        return Err(Refusal::invalid(
            "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
        ));
    }
    let launch = Launch {
        group: text(input, "group").map_or_else(|| format!("family:{family}"), str::to_owned),
        started_by: text(input, "startedBy").map(str::to_owned),
        network: input["networkConfiguration"].clone(),
        overrides: input["overrides"].clone(),
        exec: input["enableExecuteCommand"].as_bool().unwrap_or(false),
        ..service::launch_of(world, &cluster, input)
    };
    let (mut tasks, mut failures) = (Vec::new(), Vec::new());
    for _ in 0..count {
        let order = Order {
            cluster: &cluster,
            definition: &definition,
            service: None,
            deployment: None,
            launch: launch.clone(),
            tags: tags.clone(),
        };
        match place(world, order) {
            Ok(id) => tasks.push(shape(world, &world.ecs.tasks[&id], true)),
            Err(reason) if reason == NO_INSTANCES => return Err(Refusal::invalid(reason)),
            Err(_) => failures.push(json!({ "reason": "RESOURCE:MEMORY" })),
        }
    }
    let answer = json!({ "tasks": tasks, "failures": failures });
    if let Some(token) = text(input, "clientToken") {
        world.ecs.run_tokens.insert(token.to_owned(), (input.clone(), answer.clone()));
    }
    Ok(answer)
}

fn find<'a>(world: &'a World, cluster: &str, task: &str) -> Option<&'a Task> {
    world.ecs.tasks.get(short(task)).filter(|found| found.cluster == cluster)
}

pub(in super::super) fn stop(world: &mut World, input: &Value) -> Answer {
    let cluster = cluster::of(world, input)?;
    let id = short(required(input, "task")?).to_owned();
    if find(world, &cluster, &id).is_none() {
        return Err(Refusal::invalid("The referenced task was not found."));
    }
    let reason = text(input, "reason").unwrap_or("Task stopped by user");
    tell_to_stop(world, &id, "UserInitiated", reason);
    let service = world.ecs.tasks[&id].service.clone();
    if let Some(key) = service {
        super::rollout::reconcile(world, &key);
    }
    Ok(json!({ "task": shape(world, &world.ecs.tasks[&id], false) }))
}

pub(in super::super) fn describe(world: &World, input: &Value) -> Answer {
    let cluster = cluster::of(world, input)?;
    let wanted = batch(input, "tasks", 100)?;
    if wanted.is_empty() {
        return Err(Refusal::invalid("Tasks cannot be empty."));
    }
    let (mut tasks, mut failures) = (Vec::new(), Vec::new());
    for name in wanted {
        match find(world, &cluster, name) {
            Some(task) => tasks.push(shape(world, task, includes(input, "TAGS"))),
            None => {
                let arn = world.arn("ecs", &format!("task/{cluster}/{}", short(name)));
                failures.push(missing(&arn));
            }
        }
    }
    Ok(json!({ "tasks": tasks, "failures": failures }))
}

pub(in super::super) fn list(world: &World, input: &Value) -> Answer {
    let cluster = cluster::of(world, input)?;
    let stopped = match text(input, "desiredStatus") {
        None | Some("RUNNING") => false,
        Some("STOPPED") => true,
        Some(other) => return Err(Refusal::invalid(format!("desiredStatus {other} is not supported"))),
    };
    let service = match text(input, "serviceName") {
        Some(name) => Some(service::key_of(world, &cluster, name)?),
        None => None,
    };
    let is =
        |member: &str, value: Option<&str>| text(input, member).is_none_or(|wanted| value == Some(wanted));
    let matching = world.ecs.tasks.values().filter(|task| {
        task.cluster == cluster
            && task.stopping == stopped
            && service.as_ref().is_none_or(|key| task.service.as_ref() == Some(key))
            && is("family", Some(&task.family))
            && is("startedBy", task.launch.started_by.as_deref())
            && is("launchType", task.launch.launch_type.as_deref())
    });
    page(input, "taskArns", matching.map(|task| json!(task.arn)).collect(), 100)
}

fn protection(task: &Task) -> Value {
    let mut shape = json!({ "taskArn": task.arn, "protectionEnabled": task.protected_until.is_some() });
    if let Some(until) = task.protected_until {
        shape["expirationDate"] = World::seconds(until);
    }
    shape
}

pub(in super::super) fn get_protection(world: &World, input: &Value) -> Answer {
    let cluster = cluster::of(world, input)?;
    let tasks = world.ecs.tasks.values().filter(|task| task.cluster == cluster && !task.is_stopped());
    let wanted = texts(input, "tasks");
    let chosen = tasks.filter(|task| wanted.is_empty() || wanted.iter().any(|name| short(name) == task.id()));
    Ok(json!({ "protectedTasks": chosen.map(protection).collect::<Vec<_>>(), "failures": [] }))
}

pub(in super::super) fn update_protection(world: &mut World, input: &Value) -> Answer {
    let cluster = cluster::of(world, input)?;
    let enabled = input["protectionEnabled"].as_bool().unwrap_or(false);
    let minutes = input["expiresInMinutes"].as_u64().unwrap_or(120);
    let until = enabled.then_some(world.now + minutes * 60_000);
    let (mut changed, mut failures) = (Vec::new(), Vec::new());
    for name in batch(input, "tasks", 10)? {
        let found = world.ecs.tasks.get_mut(short(name)).filter(|task| task.cluster == cluster);
        match found.filter(|task| task.service.is_some()) {
            Some(task) => {
                task.protected_until = until;
                changed.push(protection(task));
            }
            None => failures.push(json!({ "arn": name, "reason": "TASK_NOT_VALID" })),
        }
    }
    Ok(json!({ "protectedTasks": changed, "failures": failures }))
}
