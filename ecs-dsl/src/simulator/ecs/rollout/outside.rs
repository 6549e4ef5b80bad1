//! Deployments that someone stops, or lets go on.

use serde_json::{Value, json};

use super::super::deployment::service_of;
use super::super::input::text;
use super::{Answer, Refusal, RolloutState, World, failure, reconcile};

fn take(world: &mut World, input: &Value) -> Result<(String, super::Service), Refusal> {
    let (key, deployment) = service_of(world, input)?;
    let current = world.ecs.services.get(&key).is_some_and(|service| {
        service.deployments.first().is_some_and(|one| {
            one.id == deployment && one.state == RolloutState::InProgress && !one.rolls_back
        })
    });
    if !current {
        return Err(Refusal::new(
            "ConflictException",
            "The service deployment cannot be changed because it is not in progress.",
        ));
    }
    match world.ecs.services.remove(&key) {
        Some(service) => Ok((key, service)),
        None => Err(Refusal::new("ServiceDeploymentNotFoundException", "not found")),
    }
}

pub(in super::super) fn stop(world: &mut World, input: &Value) -> Answer {
    let rollback = match text(input, "stopType") {
        None | Some("ROLLBACK") => true,
        Some("ABORT") => false,
        Some(other) => return Err(Refusal::invalid(format!("unknown stopType {other}"))),
    };
    let (key, mut service) = take(world, input)?;
    failure::fail(world, &mut service, "Service deployment", "stopped by a request.", rollback);
    world.ecs.services.insert(key.clone(), service);
    reconcile(world, &key);
    Ok(json!({ "serviceDeploymentArn": input["serviceDeploymentArn"] }))
}

pub(in super::super) fn go_on(world: &mut World, input: &Value) -> Answer {
    let (key, mut service) = take(world, input)?;
    let answer = if service.deployments[0].paused {
        if text(input, "action") == Some("ROLLBACK") {
            failure::fail(world, &mut service, "Service deployment", "rolled back by a request.", true);
        } else {
            service.deployments[0].paused = false;
            service.deployments[0].stage_ends = world.now;
            if let Some(record) = service.history.iter_mut().find(|record| record.is_under_way()) {
                record.hook = None;
            }
        }
        Ok(json!({ "serviceDeploymentArn": input["serviceDeploymentArn"] }))
    } else {
        Err(Refusal::invalid("The service deployment does not wait for an action."))
    };
    world.ecs.services.insert(key.clone(), service);
    reconcile(world, &key);
    answer
}
