//! Rollouts: how a service gets from what runs to what should run.
//!
//! Every change of a service and every turn in a task's life ends in [`reconcile`], which compares
//! what there is with what there should be and takes the next steps. What has to wait puts itself on
//! the agenda.

mod failure;
mod outside;
mod rolling;
mod staged;
mod start;

use super::super::state::Item;
use super::deployment::{Deployment, Outcome, RolloutState};
use super::service::Service;
use super::task::{self, Order, Task};
use super::{Answer, Millis, Refusal, World, task_set};

pub(super) use failure::{task_failed, task_gone};
pub(super) use outside::{go_on, stop};
pub(super) use start::{abandon, begin};

/// How long ECS waits before it looks for a place again.
const PLACEMENT_RETRY: Millis = 30_000;

/// Takes the next steps of a service.
pub(super) fn reconcile(world: &mut World, key: &str) {
    // The service is out of the world while its tasks are made and stopped there.
    let Some(mut service) = world.ecs.services.remove(key) else { return };
    if service.is_draining() {
        service.finish_draining(world);
    } else if service.is_active() {
        match service.controller() {
            "EXTERNAL" => task_set::reconcile(world, &mut service),
            _ if service.deployments.is_empty() => {}
            _ if staged::applies(&service) => staged::reconcile(world, &mut service),
            _ => rolling::reconcile(world, &mut service),
        }
    }
    world.ecs.services.insert(key.to_owned(), service);
}

/// Does what a service waited for.
pub(in crate::simulator) fn service_is_due(world: &mut World, key: &str) {
    reconcile(world, key);
}

/// Lets every service see what alarms say.
pub(in crate::simulator) fn alarms_changed(world: &mut World) {
    let keys: Vec<String> = world.ecs.services.keys().cloned().collect();
    keys.iter().for_each(|key| reconcile(world, key));
}

/// Lets a cluster's services see that its instances have changed.
pub(super) fn wake_services_of(world: &mut World, cluster: &str) {
    let of_cluster = world.ecs.services.iter().filter(|(_, service)| service.cluster == cluster);
    let keys: Vec<String> = of_cluster.map(|(key, _)| key.clone()).collect();
    for key in keys {
        if let Some(service) = world.ecs.services.get_mut(&key) {
            for deployment in &mut service.deployments {
                deployment.retry_at = 0;
            }
        }
        reconcile(world, &key);
    }
}

/// A deployment's tasks that were not told to stop.
#[derive(Debug, Default)]
pub(super) struct Crew {
    pub(super) healthy: Vec<String>,
    pub(super) starting: Vec<String>,
}

impl Crew {
    pub(super) fn len(&self) -> u64 {
        (self.healthy.len() + self.starting.len()) as u64
    }

    /// Returns the tasks, those first that are missed least.
    fn least_missed_first(&self) -> impl Iterator<Item = &String> {
        self.starting.iter().chain(&self.healthy)
    }
}

/// Returns the tasks of the deployments, or task sets, that a test picks.
pub(super) fn crew(world: &World, service: &Service, picks: impl Fn(&str) -> bool) -> Crew {
    let mut crew = Crew::default();
    for id in &service.tasks {
        let Some(task) = world.ecs.tasks.get(id).filter(|task| task.counts()) else { continue };
        if picks(task.deployment.as_deref().unwrap_or_default()) {
            let side = if task.healthy { &mut crew.healthy } else { &mut crew.starting };
            side.push(id.clone());
        }
    }
    crew
}

/// Returns whether tasks of other deployments are still there, be it only to stop.
fn others_linger(world: &World, service: &Service, deployment: &str) -> bool {
    let other = |task: &Task| task.deployment.as_deref() != Some(deployment);
    service.tasks.iter().filter_map(|id| world.ecs.tasks.get(id)).any(other)
}

/// Starts tasks of a deployment; stops at the first that finds no place.
fn launch(world: &mut World, service: &mut Service, index: usize, count: u64) {
    let now = world.now;
    let Some(deployment) = service.deployments.get(index) else { return };
    if count == 0 {
        return;
    }
    if deployment.retry_at > now {
        world.agenda.add(deployment.retry_at, Item::Service(service.key()));
        return;
    }
    let (id, definition) = (deployment.id.clone(), deployment.task_definition.clone());
    let config = service.revision(&deployment.revision).map(|one| one.config.clone()).unwrap_or_default();
    let launch = task::Launch {
        group: format!("service:{}", service.name),
        started_by: Some(id.clone()),
        ..super::service::launch_of(world, &service.cluster, &config)
    };
    let tags = task_tags(world, service, &definition, &config);
    let mut started = Vec::new();
    for _ in 0..count {
        let order = Order {
            cluster: &service.cluster,
            definition: &definition,
            service: Some(&service.key()),
            deployment: Some(&id),
            launch: launch.clone(),
            tags: tags.clone(),
        };
        match task::place(world, order) {
            Ok(task) => started.push(task),
            Err(reason) => {
                service.say(
                    world,
                    &format!(
                        "was unable to place a task because no container instance met all of its \
                         requirements. Reason: {reason}"
                    ),
                );
                service.deployments[index].retry_at = now + PLACEMENT_RETRY;
                world.agenda.add(now + PLACEMENT_RETRY, Item::Service(service.key()));
                break;
            }
        }
    }
    if !started.is_empty() {
        let names: Vec<String> = started.iter().map(|id| format!("(task {id})")).collect();
        service.say(world, &format!("has started {} tasks: {}.", started.len(), names.join(" ")));
        service.steady = false;
        service.tasks.extend(started);
    }
}

/// Works out which tags tasks get, from the task definition or the service.
fn task_tags(world: &World, service: &Service, definition: &str, config: &serde_json::Value) -> super::Tags {
    let mut tags = match config["propagateTags"].as_str() {
        Some("SERVICE") => service.tags.clone(),
        Some("TASK_DEFINITION") => super::task_definition::find(world, definition)
            .map(|found| found.2.tags.clone())
            .unwrap_or_default(),
        _ => super::Tags::new(),
    };
    if config["enableECSManagedTags"] == true {
        tags.insert("aws:ecs:clusterName".to_owned(), service.cluster.clone());
        tags.insert("aws:ecs:serviceName".to_owned(), service.name.clone());
    }
    tags
}

/// Stops tasks as the scheduler does.
fn retire(world: &mut World, service: &mut Service, ids: &[String]) {
    if ids.is_empty() {
        return;
    }
    for id in ids {
        let reason = format!("Scaling activity initiated by deployment {}", service.deployments[0].id);
        task::tell_to_stop(world, id, "ServiceSchedulerInitiated", &reason);
    }
    let names: Vec<String> = ids.iter().map(|id| format!("(task {id})")).collect();
    service.say(world, &format!("has stopped {} running tasks: {}.", ids.len(), names.join(" ")));
    service.steady = false;
}

/// Marks the PRIMARY deployment as done.
fn complete(world: &mut World, service: &mut Service) {
    let now = world.now;
    service.deployments.truncate(1);
    let deployment = &mut service.deployments[0];
    if deployment.state == RolloutState::InProgress {
        deployment.state = RolloutState::Completed;
        deployment.updated = now;
        deployment.stage = None;
        deployment.reason = format!("ECS deployment {} completed.", deployment.id);
        let rolled_back = deployment.rolls_back;
        let id = deployment.id.clone();
        let under_way = service.history.iter_mut().find(|record| record.is_under_way());
        if let Some(record) = under_way {
            let outcome = if rolled_back { Outcome::RollbackSuccessful } else { Outcome::Successful };
            record.finish(outcome, now);
        }
        service.say(world, &format!("(deployment {id}) deployment completed."));
    }
    if !service.steady {
        service.steady = true;
        service.say(world, "has reached a steady state.");
    }
}

/// Returns the deployment that is PRIMARY.
fn primary(service: &Service) -> &Deployment {
    &service.deployments[0]
}
