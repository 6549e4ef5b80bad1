//! Blue/green, linear and canary deployments: a whole new crew beside the old one, stage by stage.

use serde_json::Value;

use super::super::super::state::Item;
use super::super::deployment::{RolloutState, Stage};
use super::super::service::Service;
use super::{Millis, World, complete, crew, failure, launch, others_linger, primary, retire};

const MINUTE: Millis = 60_000;

/// Returns whether the PRIMARY deployment goes by stages.
pub(super) fn applies(service: &Service) -> bool {
    let deployment = primary(service);
    deployment.stage.is_some() && deployment.state == RolloutState::InProgress
}

pub(super) fn reconcile(world: &mut World, service: &mut Service) {
    failure::heed_alarms(world, service);
    keep_blue(world, service);
    while let Some(stage) = primary(service).stage {
        if primary(service).state != RolloutState::InProgress || !is_over(world, service, stage) {
            return;
        }
        match stage.next() {
            Some(next) => enter(world, service, next),
            None => {
                complete(world, service);
                return;
            }
        }
    }
}

/// Both crews are kept at their full strength while traffic may go to either.
fn keep_blue(world: &mut World, service: &mut Service) {
    let desired = service.wanted(world);
    let clean_up = primary(service).stage == Some(Stage::CleanUp);
    for index in 1..service.deployments.len() {
        let id = service.deployments[index].id.clone();
        let there = crew(world, service, |one| one == id).len();
        // Of several older crews only the newest is kept.
        if index == 1 && !clean_up && service.deployments[index].state == RolloutState::Completed {
            launch(world, service, index, desired.saturating_sub(there));
        }
    }
}

/// Does the stage's work, and says whether it is done.
fn is_over(world: &mut World, service: &mut Service, stage: Stage) -> bool {
    let desired = service.wanted(world);
    let id = primary(service).id.clone();
    match stage {
        Stage::ScaleUp => {
            let green = crew(world, service, |one| one == id);
            launch(world, service, 0, desired.saturating_sub(green.len()));
            let healthy = green.healthy.len() as u64;
            healthy >= desired && time_is_up(world, service)
        }
        Stage::CleanUp => {
            let blue = crew(world, service, |one| one != id);
            let ids: Vec<String> = blue.least_missed_first().cloned().collect();
            retire(world, service, &ids);
            !others_linger(world, service, &id)
        }
        _ => {
            let green = crew(world, service, |one| one == id);
            if stage > Stage::ScaleUp {
                launch(world, service, 0, desired.saturating_sub(green.len()));
            }
            if primary(service).paused && time_is_up(world, service) {
                return pause_timed_out(world, service, stage);
            }
            !primary(service).paused && time_is_up(world, service)
        }
    }
}

fn time_is_up(world: &mut World, service: &Service) -> bool {
    let ends = primary(service).stage_ends;
    if ends > world.now {
        world.agenda.add(ends, Item::Service(service.key()));
    }
    ends <= world.now
}

/// The hooks that run in a stage.
fn hooks(service: &Service, stage: Stage) -> impl Iterator<Item = &Value> {
    let all = service.config["deploymentConfiguration"]["lifecycleHooks"].as_array();
    all.into_iter().flatten().filter(move |hook| {
        let stages = hook["lifecycleStages"].as_array();
        stages.is_some_and(|stages| stages.iter().any(|name| name == stage.name()))
    })
}

fn enter(world: &mut World, service: &mut Service, stage: Stage) {
    let now = world.now;
    let mut lasts = duration(world, service, stage);
    let mut paused = None;
    let mut failed = None;
    for hook in hooks(service, stage) {
        let target = hook["hookTargetArn"].as_str().unwrap_or_default();
        if hook["targetType"] == "PAUSE" {
            let minutes = hook["timeoutConfiguration"]["timeoutInMinutes"].as_u64().unwrap_or(1440);
            paused = Some(minutes * MINUTE);
        } else {
            lasts += world.settings.timings.lifecycle_hook;
            if world.externals.missing.contains(target) {
                failed = Some(target.to_owned());
            }
        }
    }
    if let Some(target) = failed {
        let what = format!("lifecycle hook {target} failed in {}.", stage.name());
        failure::fail(world, service, "Service deployment rolled back because of a hook", &what, true);
        return;
    }
    let hook = paused.map(|_| world.new_id());
    let deployment = &mut service.deployments[0];
    deployment.stage = Some(stage);
    deployment.stage_began = now;
    deployment.stage_ends = now + paused.unwrap_or(lasts);
    deployment.paused = paused.is_some();
    deployment.updated = now;
    if let Some(record) = service.history.iter_mut().find(|record| record.is_under_way()) {
        record.stage = Some(stage.name().to_owned());
        record.hook = hook;
        record.updated = now;
    }
}

/// How long a stage lasts by itself.
fn duration(world: &World, service: &Service, stage: Stage) -> Millis {
    let configuration = &service.config["deploymentConfiguration"];
    let shift = world.settings.timings.traffic_shift;
    let minutes = |value: &Value| value.as_u64().unwrap_or(0) * MINUTE;
    match stage {
        Stage::TestTrafficShift => shift,
        Stage::ProductionTrafficShift => match configuration["strategy"].as_str() {
            Some("LINEAR") => {
                let linear = &configuration["linearConfiguration"];
                let steps = linear_steps(linear["stepPercent"].as_f64().unwrap_or(10.0));
                let bake = linear["stepBakeTimeInMinutes"].as_u64().map_or(6 * MINUTE, |one| one * MINUTE);
                steps * shift + steps.saturating_sub(1) * bake
            }
            Some("CANARY") => {
                let bake = &configuration["canaryConfiguration"]["canaryBakeTimeInMinutes"];
                2 * shift + bake.as_u64().map_or(10 * MINUTE, |one| one * MINUTE)
            }
            _ => shift,
        },
        Stage::BakeTime => minutes(&configuration["bakeTimeInMinutes"]),
        _ => 0,
    }
}

/// Returns how many steps of a percentage make a hundred.
fn linear_steps(percent: f64) -> Millis {
    (100.0 / percent.clamp(1.0, 100.0)).ceil() as Millis
}

/// A pause that nobody ended ends as its hook says.
fn pause_timed_out(world: &mut World, service: &mut Service, stage: Stage) -> bool {
    let goes_on = hooks(service, stage).any(|hook| hook["timeoutConfiguration"]["action"] == "CONTINUE");
    if !goes_on {
        let what = format!("nobody continued the deployment in {}.", stage.name());
        failure::fail(world, service, "Service deployment rolled back because of a hook", &what, true);
    }
    goes_on
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_of_a_percentage_make_a_hundred() {
        assert_eq!(linear_steps(10.0), 10);
        assert_eq!(linear_steps(33.0), 4);
        assert_eq!(linear_steps(100.0), 1);
        assert_eq!(linear_steps(0.0), 100);
    }
}
