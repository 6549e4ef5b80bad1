//! Task sets: what a service with an EXTERNAL deployment controller is made of.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::super::state::Item;
use super::input::{includes, required, short, tags, text, texts};
use super::service::{self, Service};
use super::task::{self, Launch, Order};
use super::{Answer, Millis, Refusal, Tags, World, deployment, missing, rollout, tags_json, task_definition};

/// A task set.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct TaskSet {
    pub(super) arn: String,
    pub(super) tags: Tags,
    id: String,
    /// The request in the form in which it is described.
    config: Value,
    definition: String,
    scale: f64,
    primary: bool,
    created: Millis,
    updated: Millis,
    token: Option<(String, Value)>,
    /// When the next task may be started, after one has failed.
    retry_at: Millis,
}

impl TaskSet {
    pub(super) fn is_of(&self, id: &str) -> bool {
        self.id == id
    }

    /// Waits before the next task is started.
    pub(super) fn wait_until(&mut self, time: Millis) {
        self.retry_at = time;
    }
}

/// What of the request is told again.
const SHOWN: &[&str] = &[
    "externalId",
    "launchType",
    "capacityProviderStrategy",
    "platformVersion",
    "networkConfiguration",
    "loadBalancers",
    "serviceRegistries",
];

fn not_found() -> Refusal {
    Refusal::new("TaskSetNotFoundException", "Task set not found.")
}

fn external(world: &World, input: &Value) -> Result<String, Refusal> {
    let key = service::active(world, input)?;
    if world.ecs.services[&key].controller() == "ECS" {
        return Err(Refusal::invalid("Task sets need a service with an EXTERNAL deployment controller."));
    }
    Ok(key)
}

pub(super) fn create(world: &mut World, input: &Value) -> Answer {
    let key = external(world, input)?;
    let sent = text(input, "clientToken");
    if let Some(known) = world.ecs.services[&key].task_sets.iter().find(|set| {
        set.token.as_ref().is_some_and(|(token, asked)| Some(token.as_str()) == sent && asked == input)
    }) {
        return Ok(json!({ "taskSet": shape(world, &world.ecs.services[&key], known, true) }));
    }
    let revision = task_definition::usable(world, required(input, "taskDefinition")?)?;
    let definition = revision.arn.clone();
    task_definition::check_role(world, text(&revision.body, "taskRoleArn"))?;
    task_definition::check_role(world, text(&revision.body, "executionRoleArn"))?;
    let id = format!("ecs-svc/{}", world.new_number());
    let service = &world.ecs.services[&key];
    let config: Map<String, Value> = SHOWN
        .iter()
        .filter(|member| !input[**member].is_null())
        .map(|member| ((*member).to_owned(), input[*member].clone()))
        .collect();
    let set = TaskSet {
        arn: world.arn("ecs", &format!("task-set/{}/{}/{id}", service.cluster, service.name)),
        tags: tags(input)?,
        id,
        config: Value::Object(config),
        definition,
        scale: input["scale"]["value"].as_f64().unwrap_or(0.0),
        primary: false,
        created: world.now,
        updated: world.now,
        token: sent.map(|token| (token.to_owned(), input.clone())),
        retry_at: 0,
    };
    let arn = set.arn.clone();
    if let Some(service) = world.ecs.services.get_mut(&key) {
        service.task_sets.push(set);
    }
    rollout::reconcile(world, &key);
    answer(world, &key, &arn)
}

fn answer(world: &World, key: &str, arn: &str) -> Answer {
    let service = &world.ecs.services[key];
    let set = service.task_sets.iter().find(|set| set.arn == arn).ok_or_else(not_found)?;
    Ok(json!({ "taskSet": shape(world, service, set, true) }))
}

fn locate(world: &World, key: &str, name: &str) -> Result<String, Refusal> {
    let sets = &world.ecs.services[key].task_sets;
    let found = sets.iter().find(|set| set.arn == name || set.id == name || short(&set.id) == short(name));
    found.map(|set| set.arn.clone()).ok_or_else(not_found)
}

fn write<'a>(world: &'a mut World, key: &str, arn: &str) -> Result<&'a mut TaskSet, Refusal> {
    let service = world.ecs.services.get_mut(key).ok_or_else(not_found)?;
    service.task_sets.iter_mut().find(|set| set.arn == arn).ok_or_else(not_found)
}

pub(super) fn update(world: &mut World, input: &Value) -> Answer {
    let key = external(world, input)?;
    let arn = locate(world, &key, required(input, "taskSet")?)?;
    let scale = input["scale"]["value"].as_f64().filter(|scale| (0.0..=100.0).contains(scale));
    let scale = scale.ok_or_else(|| Refusal::invalid("The scale must be between 0 and 100."))?;
    let now = world.now;
    let set = write(world, &key, &arn)?;
    set.scale = scale;
    set.updated = now;
    rollout::reconcile(world, &key);
    answer(world, &key, &arn)
}

pub(super) fn make_primary(world: &mut World, input: &Value) -> Answer {
    let key = external(world, input)?;
    let arn = locate(world, &key, required(input, "primaryTaskSet")?)?;
    let Some(service) = world.ecs.services.get_mut(&key) else { return Err(not_found()) };
    for set in &mut service.task_sets {
        set.primary = set.arn == arn;
    }
    // The service shows the primary task set's definition as its own.
    if let Some(set) = service.task_sets.iter().find(|set| set.primary) {
        service.config["taskDefinition"] = json!(set.definition);
    }
    answer(world, &key, &arn)
}

pub(super) fn describe(world: &World, input: &Value) -> Answer {
    let key = external(world, input)?;
    let service = &world.ecs.services[&key];
    let wanted = texts(input, "taskSets");
    let with_tags = includes(input, "TAGS");
    let (mut sets, mut failures) = (Vec::new(), Vec::new());
    if wanted.is_empty() {
        sets.extend(service.task_sets.iter().map(|set| shape(world, service, set, with_tags)));
    }
    for name in wanted {
        match service.task_sets.iter().find(|set| set.arn == name || set.id == name) {
            Some(set) => sets.push(shape(world, service, set, with_tags)),
            None => failures.push(missing(name)),
        }
    }
    Ok(json!({ "taskSets": sets, "failures": failures }))
}

pub(super) fn delete(world: &mut World, input: &Value) -> Answer {
    let key = external(world, input)?;
    let arn = locate(world, &key, required(input, "taskSet")?)?;
    let Some(mut service) = world.ecs.services.remove(&key) else { return Err(not_found()) };
    let outcome = match service.task_sets.iter().position(|set| set.arn == arn) {
        Some(at) if service.task_sets[at].scale > 0.0 && input["force"] != true => {
            Err(Refusal::invalid("The task set cannot be deleted while it is scaled above 0."))
        }
        Some(at) => {
            let set = service.task_sets.remove(at);
            let mut shape = shape(world, &service, &set, false);
            shape["status"] = json!("DRAINING");
            let crew = rollout::crew(world, &service, |one| one == set.id);
            for id in crew.healthy.iter().chain(&crew.starting) {
                task::tell_to_stop(world, id, "ServiceSchedulerInitiated", "Task set deleted");
            }
            Ok(json!({ "taskSet": shape }))
        }
        None => Err(not_found()),
    };
    world.ecs.services.insert(key, service);
    outcome
}

fn wanted(service: &Service, set: &TaskSet) -> u64 {
    (service.desired as f64 * set.scale / 100.0).ceil() as u64
}

pub(super) fn shape(world: &World, service: &Service, set: &TaskSet, with_tags: bool) -> Value {
    let (running, pending) = deployment::counts(world, service, &set.id);
    let crew = rollout::crew(world, service, |one| one == set.id);
    let wanted = wanted(service, set);
    let steady = crew.healthy.len() as u64 == wanted && crew.starting.is_empty();
    let mut shape = json!({
        "id": set.id,
        "taskSetArn": set.arn,
        "serviceArn": service.arn,
        "clusterArn": world.arn("ecs", &format!("cluster/{}", service.cluster)),
        "status": if set.primary { "PRIMARY" } else { "ACTIVE" },
        "taskDefinition": set.definition,
        "computedDesiredCount": wanted,
        "runningCount": running,
        "pendingCount": pending,
        "createdAt": World::seconds(set.created),
        "updatedAt": World::seconds(set.updated),
        "scale": { "value": set.scale, "unit": "PERCENT" },
        "stabilityStatus": if steady { "STEADY_STATE" } else { "STABILIZING" },
        "stabilityStatusAt": World::seconds(set.updated),
        "tags": if with_tags { tags_json(&set.tags) } else { json!([]) },
    });
    for (member, value) in set.config.as_object().into_iter().flatten() {
        shape[member] = value.clone();
    }
    shape
}

/// Brings every task set to its scale.
pub(super) fn reconcile(world: &mut World, service: &mut Service) {
    for set in service.task_sets.clone() {
        let wanted = wanted(service, &set);
        let crew = rollout::crew(world, service, |one| one == set.id);
        let surplus = usize::try_from(crew.len().saturating_sub(wanted)).unwrap_or(usize::MAX);
        for id in crew.starting.iter().chain(&crew.healthy).take(surplus) {
            task::tell_to_stop(world, id, "ServiceSchedulerInitiated", "Task set scaled down");
        }
        if set.retry_at > world.now {
            world.agenda.add(set.retry_at, Item::Service(service.key()));
            continue;
        }
        for _ in crew.len()..wanted {
            let launch = Launch {
                group: format!("service:{}", service.name),
                started_by: Some(set.id.clone()),
                ..service::launch_of(world, &service.cluster, &set.config)
            };
            let order = Order {
                cluster: &service.cluster,
                definition: &set.definition,
                service: Some(&service.key()),
                deployment: Some(&set.id),
                launch,
                tags: Tags::new(),
            };
            match task::place(world, order) {
                Ok(id) => {
                    service.tasks.insert(id);
                }
                Err(reason) => {
                    service.say(world, &format!("was unable to place a task. Reason: {reason}"));
                    break;
                }
            }
        }
    }
}
