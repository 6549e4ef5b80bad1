//! Tasks: started, run, stopped, and how each of them ends.

mod calls;
mod fate;
mod shape;

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::super::state::Item;
use super::{Answer, Millis, Refusal, Tags, World, rollout, task_definition};

pub(super) use calls::{describe, get_protection, list, run, start, stop, update_protection};
pub(super) use fate::NO_INSTANCES;

/// A task, from its making until it is forgotten.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Task {
    pub(super) arn: String,
    pub(super) cluster: String,
    pub(super) tags: Tags,
    /// The key of the service it belongs to.
    pub(super) service: Option<String>,
    /// The deployment or task set that started it.
    pub(super) deployment: Option<String>,
    /// Whether it runs and has passed its health checks.
    pub(super) healthy: bool,
    family: String,
    revision: u32,
    definition: String,
    launch: Launch,
    status: Status,
    /// Whether it is to stop, or has stopped.
    stopping: bool,
    schedule: VecDeque<(Millis, Step)>,
    created: Millis,
    pull_started: Option<Millis>,
    pull_stopped: Option<Millis>,
    started: Option<Millis>,
    stop_began: Option<Millis>,
    stopped: Option<Millis>,
    stop_code: Option<String>,
    stopped_reason: Option<String>,
    containers: Vec<Container>,
    protected_until: Option<Millis>,
}

/// How a task is run.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Launch {
    pub(super) group: String,
    pub(super) started_by: Option<String>,
    pub(super) launch_type: Option<String>,
    pub(super) capacity_provider: Option<String>,
    pub(super) platform_version: Option<String>,
    pub(super) network: Value,
    pub(super) overrides: Value,
    pub(super) exec: bool,
    /// The load balancers' target groups that it is registered with.
    pub(super) target_groups: Vec<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Container {
    name: String,
    image: String,
    essential: bool,
    exit_code: Option<i32>,
    reason: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Status {
    Provisioning,
    Pending,
    Activating,
    Running,
    Deactivating,
    Stopping,
    Deprovisioning,
    Stopped,
}

/// What happens to a task next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
enum Step {
    Becomes(Status),
    ImagesPulled,
    PassesHealthChecks,
    Ends(End),
    IsForgotten,
}

/// How a task ends when nobody stopped it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct End {
    stop_code: String,
    reason: String,
    exit_code: Option<i32>,
    container_reason: Option<String>,
    /// The last thing the application says.
    last_words: Option<String>,
}

impl Task {
    /// Returns whether it was placed by a capacity provider of this name.
    pub(super) fn is_on(&self, provider: &str) -> bool {
        self.launch.capacity_provider.as_deref() == Some(provider)
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.status == Status::Stopped
    }

    pub(super) fn is_running(&self) -> bool {
        self.status == Status::Running
    }

    /// Returns whether it counts as one of its service's tasks: it was not told to stop.
    pub(super) fn counts(&self) -> bool {
        !self.stopping
    }

    pub(super) fn stopped_reason(&self) -> &str {
        self.stopped_reason.as_deref().unwrap_or_default()
    }

    pub(super) fn allows_exec(&self) -> bool {
        self.launch.exec
    }

    pub(super) fn container_names(&self) -> Vec<&str> {
        self.containers.iter().map(|container| container.name.as_str()).collect()
    }

    fn id(&self) -> &str {
        super::input::short(&self.arn)
    }

    fn runtime_id(&self, container: &str) -> String {
        format!("{}-{}", self.id(), container.len())
    }
}

/// What a task is started for.
pub(super) struct Order<'a> {
    pub(super) cluster: &'a str,
    pub(super) definition: &'a str,
    pub(super) service: Option<&'a str>,
    pub(super) deployment: Option<&'a str>,
    pub(super) launch: Launch,
    pub(super) tags: Tags,
}

/// Makes a task, and plans its life.
///
/// # Errors
/// Why no place was found for it.
pub(super) fn place(world: &mut World, order: Order<'_>) -> Result<String, String> {
    let Some((family, revision, definition)) = task_definition::find(world, order.definition) else {
        return Err("the task definition does not exist".to_owned());
    };
    let definition = definition.clone();
    let fate = fate::of(world, &family, revision, &definition, &order)?;
    let id = world.new_id();
    let containers = definition.containers().iter().map(|container| {
        let text = |member: &str| container[member].as_str().unwrap_or_default().to_owned();
        Container {
            name: text("name"),
            image: text("image"),
            essential: container["essential"] != false,
            exit_code: None,
            reason: None,
        }
    });
    let mut task = Task {
        arn: world.arn("ecs", &format!("task/{}/{id}", order.cluster)),
        cluster: order.cluster.to_owned(),
        tags: order.tags,
        service: order.service.map(str::to_owned),
        deployment: order.deployment.map(str::to_owned),
        healthy: false,
        family,
        revision,
        definition: definition.arn.clone(),
        launch: order.launch,
        status: Status::Provisioning,
        stopping: false,
        schedule: VecDeque::new(),
        created: world.now,
        pull_started: None,
        pull_stopped: None,
        started: None,
        stop_began: None,
        stopped: None,
        stop_code: None,
        stopped_reason: None,
        containers: containers.collect(),
        protected_until: None,
    };
    task.schedule = fate::plan(world, &task, &definition, &fate);
    plan_next(world, &id, &task);
    world.ecs.tasks.insert(id.clone(), task);
    Ok(id)
}

fn plan_next(world: &mut World, id: &str, task: &Task) {
    if let Some((due, _)) = task.schedule.front() {
        world.agenda.add(*due, Item::Task(id.to_owned()));
    }
}

/// Does what is due of a task's plan.
pub(in crate::simulator) fn task_is_due(world: &mut World, id: &str) {
    let Some(mut task) = world.ecs.tasks.get(id).cloned() else { return };
    let mut failed = false;
    let mut changed = false;
    while let Some((_, step)) = task.schedule.pop_front_if(|(due, _)| *due <= world.now) {
        changed = true;
        match step {
            Step::Becomes(status) => become_status(world, &mut task, status),
            Step::ImagesPulled => task.pull_stopped = Some(world.now),
            Step::PassesHealthChecks => task.healthy = true,
            Step::Ends(end) => {
                failed = true;
                end_by_itself(world, &mut task, end);
            }
            Step::IsForgotten => {
                world.ecs.tasks.remove(id);
                return;
            }
        }
    }
    plan_next(world, id, &task);
    let (service, deployment) = (task.service.clone(), task.deployment.clone());
    let reason = task.stopped_reason().to_owned();
    let gone = task.is_stopped();
    world.ecs.tasks.insert(id.to_owned(), task);
    if let Some(key) = service.filter(|_| changed) {
        if failed {
            rollout::task_failed(world, &key, deployment.as_deref().unwrap_or_default(), id, &reason);
        }
        if gone {
            rollout::task_gone(world, &key, id);
        }
        rollout::reconcile(world, &key);
    }
}

fn become_status(world: &mut World, task: &mut Task, status: Status) {
    task.status = status;
    match status {
        Status::Pending => task.pull_started = Some(world.now),
        Status::Running => {
            task.started = Some(world.now);
            fate::say(world, task, "started");
        }
        Status::Stopped => {
            task.stopped = Some(world.now);
            for container in &mut task.containers {
                // Told to stop, an application ends by the signal unless it catches it.
                if container.exit_code.is_none() && task.started.is_some() {
                    container.exit_code = Some(143);
                }
            }
        }
        _ => {}
    }
}

fn end_by_itself(world: &mut World, task: &mut Task, end: End) {
    if let Some(words) = &end.last_words {
        fate::say(world, task, words);
    }
    if let Some(container) = task.containers.iter_mut().find(|container| container.essential) {
        container.exit_code = end.exit_code;
        container.reason = end.container_reason;
    }
    begin_stop(world, task, &end.stop_code, &end.reason);
}

/// Tells a task to stop.
pub(super) fn tell_to_stop(world: &mut World, id: &str, stop_code: &str, reason: &str) {
    let Some(mut task) = world.ecs.tasks.remove(id) else { return };
    if !task.stopping {
        begin_stop(world, &mut task, stop_code, reason);
        plan_next(world, id, &task);
    }
    world.ecs.tasks.insert(id.to_owned(), task);
}

fn begin_stop(world: &World, task: &mut Task, stop_code: &str, reason: &str) {
    let timings = &world.settings.timings;
    let ran = task.status == Status::Running;
    task.stopping = true;
    task.healthy = false;
    task.stop_began = Some(world.now);
    task.stop_code = Some(stop_code.to_owned());
    task.stopped_reason = Some(reason.to_owned());
    task.schedule.clear();
    let mut at = world.now;
    if ran && !task.launch.target_groups.is_empty() {
        task.schedule.push_back((at, Step::Becomes(Status::Deactivating)));
        at += timings.draining;
    }
    task.schedule.push_back((at, Step::Becomes(Status::Stopping)));
    at += if ran { timings.stopping } else { 0 };
    task.schedule.push_back((at, Step::Becomes(Status::Deprovisioning)));
    at += timings.deprovisioning;
    task.schedule.push_back((at, Step::Becomes(Status::Stopped)));
    task.schedule.push_back((at + timings.remembered, Step::IsForgotten));
}

pub(super) fn uses_task_definition(world: &World, family: &str, revision: u32) -> bool {
    let uses = |task: &Task| !task.is_stopped() && task.family == family && task.revision == revision;
    world.ecs.tasks.values().any(uses)
}
