//! The beginning of a deployment, and its being overtaken.

use super::super::deployment::{Deployment, Outcome, Revision, RolloutState, ServiceDeployment, Stage};
use super::super::service::Service;
use super::{World, failure};

/// Starts a deployment of a service's present configuration.
pub(in super::super) fn begin(world: &mut World, key: &str) {
    let Some(mut service) = world.ecs.services.remove(key) else { return };
    let now = world.now;
    overtake(&mut service, now);
    let number = world.new_number();
    let base = format!("{}/{}", service.cluster, service.name);
    let revision = Revision {
        arn: world.arn("ecs", &format!("service-revision/{base}/{number}")),
        created: now,
        config: service.config.clone(),
    };
    let sources = service.deployments.iter().map(|one| one.revision.clone()).collect();
    let mut deployment = deployment(world, &revision);
    let strategy = service.config["deploymentConfiguration"]["strategy"].as_str();
    if matches!(strategy, Some("BLUE_GREEN" | "LINEAR" | "CANARY")) && service.controller() == "ECS" {
        deployment.stage = Some(Stage::ReconcileService);
    }
    let configuration = service.config["deploymentConfiguration"].clone();
    let alarms = &configuration["alarms"];
    let watched = alarms["alarmNames"].as_array().filter(|_| alarms["enable"] == true);
    let id = world.new_id();
    let record = ServiceDeployment {
        arn: world.arn("ecs", &format!("service-deployment/{base}/{}", &id[..21])),
        deployment: deployment.id.clone(),
        outcome: Outcome::InProgress,
        reason: String::new(),
        target: revision.arn.clone(),
        sources,
        stage: deployment.stage.map(|stage| stage.name().to_owned()),
        rollback: None,
        threshold: failure::threshold(&configuration, service.wanted(world)),
        failures: 0,
        breaker: configuration["deploymentCircuitBreaker"]["enable"] == true,
        alarms: watched.into_iter().flatten().filter_map(|name| name.as_str().map(str::to_owned)).collect(),
        triggered: Vec::new(),
        configuration,
        created: now,
        updated: now,
        finished: None,
        stopped: None,
        hook: None,
    };
    service.revisions.push(revision);
    service.deployments.insert(0, deployment);
    service.history.insert(0, record);
    service.steady = false;
    world.ecs.services.insert(key.to_owned(), service);
}

/// Makes the deployment of a revision.
pub(super) fn deployment(world: &mut World, revision: &Revision) -> Deployment {
    let id = format!("ecs-svc/{}", world.new_number());
    Deployment {
        revision: revision.arn.clone(),
        task_definition: revision.config["taskDefinition"].as_str().unwrap_or_default().to_owned(),
        state: RolloutState::InProgress,
        reason: format!("ECS deployment {id} in progress."),
        id,
        failed_tasks: 0,
        breaker_count: 0,
        in_a_row: 0,
        retry_at: 0,
        stage: None,
        stage_began: world.now,
        stage_ends: 0,
        paused: false,
        rolls_back: false,
        created: world.now,
        updated: world.now,
    }
}

/// A deployment that is under way when the next begins is stopped by it.
fn overtake(service: &mut Service, now: u64) {
    for record in service.history.iter_mut().filter(|record| record.is_under_way()) {
        "A newer service deployment has started.".clone_into(&mut record.reason);
        record.finish(Outcome::Stopped, now);
    }
    // What has no task any more needs not be replaced either.
    for deployment in &mut service.deployments {
        deployment.stage = None;
    }
}

/// Ends everything that is under way, as a service's deletion does.
pub(in super::super) fn abandon(world: &World, service: &mut Service) {
    for record in service.history.iter_mut().filter(|record| record.is_under_way()) {
        "The service was deleted.".clone_into(&mut record.reason);
        record.finish(Outcome::Stopped, world.now);
    }
    service.deployments.clear();
}
