//! What failed tasks and alarms do to a deployment: waiting longer, the circuit breaker, rolling back.

use serde_json::Value;

use super::super::super::state::Item;
use super::super::deployment::{Outcome, RolloutState};
use super::super::service::Service;
use super::{Millis, World, start};

/// How many failures in a row make ECS try less often.
const SEVERAL: u32 = 3;
/// The first pause after several failures in a row; each further failure doubles it.
const FIRST_PAUSE: Millis = 10_000;
/// The longest pause.
const LONGEST_PAUSE: Millis = 15 * 60_000;

/// Returns how many failed tasks trip the circuit breaker.
pub(super) fn threshold(configuration: &Value, desired: u64) -> u64 {
    let threshold = &configuration["deploymentCircuitBreaker"]["thresholdConfiguration"];
    let value = threshold["value"].as_u64().unwrap_or(50);
    let share = (desired * value).div_ceil(100);
    match threshold["type"].as_str() {
        Some("COUNT") => value.max(1),
        Some("UNBOUNDED_PERCENT") => share.max(1),
        _ => share.clamp(3, 200),
    }
}

/// Takes note of a task that failed.
pub(in super::super) fn task_failed(
    world: &mut World,
    key: &str,
    deployment: &str,
    task: &str,
    reason: &str,
) {
    let Some(mut service) = world.ecs.services.remove(key) else { return };
    if service.is_active() {
        note(world, &mut service, deployment, task, reason);
    }
    world.ecs.services.insert(key.to_owned(), service);
}

/// Takes note of a task that has stopped.
pub(in super::super) fn task_gone(world: &mut World, key: &str, task: &str) {
    if let Some(service) = world.ecs.services.get_mut(key) {
        service.tasks.remove(task);
    }
}

fn note(world: &mut World, service: &mut Service, deployment: &str, task: &str, reason: &str) {
    service.steady = false;
    if reason.contains("ELB health checks") || reason.contains("container health checks") {
        service.say(world, &format!("(task {task}) has been stopped: {reason}"));
    }
    let now = world.now;
    if let Some(set) = service.task_sets.iter_mut().find(|set| set.is_of(deployment)) {
        set.wait_until(now + FIRST_PAUSE);
    }
    let Some(index) = service.deployments.iter().position(|one| one.id == deployment) else { return };
    let one = &mut service.deployments[index];
    one.failed_tasks += 1;
    one.breaker_count += 1;
    one.in_a_row += 1;
    one.updated = now;
    if one.in_a_row >= SEVERAL {
        let doublings = (one.in_a_row - SEVERAL).min(16);
        one.retry_at = now + (FIRST_PAUSE << doublings).min(LONGEST_PAUSE);
        let message = "is unable to consistently start tasks successfully. For more information, see the \
                       Troubleshooting section of the Amazon ECS Developer Guide.";
        service.say(world, message);
    }
    let one = &service.deployments[index];
    let (failures, state) = (one.breaker_count, one.state);
    if index != 0 || state != RolloutState::InProgress {
        return;
    }
    let breaker = service.config["deploymentConfiguration"]["deploymentCircuitBreaker"].clone();
    let wanted = service.wanted(world);
    let limit = threshold(&service.config["deploymentConfiguration"], wanted);
    if let Some(record) = service.history.iter_mut().find(|record| record.is_under_way()) {
        record.failures = failures;
        record.updated = now;
    }
    if breaker["enable"] == true && failures >= limit {
        fail(
            world,
            service,
            "ECS deployment circuit breaker",
            "tasks failed to start.",
            breaker["rollback"] == true,
        );
    }
}

/// Lets a healthy task wipe out earlier failures, where the configuration says so.
pub(super) fn forget_failures_on_health(service: &mut Service, any_healthy: bool) {
    let resets = &service.config["deploymentConfiguration"]["deploymentCircuitBreaker"]["resetOnHealthyTask"];
    if *resets == true && any_healthy {
        service.deployments[0].breaker_count = 0;
    }
}

/// Fails the deployment if an alarm that it watches is raised.
pub(super) fn heed_alarms(world: &mut World, service: &mut Service) {
    let under_way = service
        .deployments
        .first()
        .is_some_and(|one| one.state == RolloutState::InProgress && !one.rolls_back);
    let alarms = &service.config["deploymentConfiguration"]["alarms"];
    if !under_way || alarms["enable"] != true {
        return;
    }
    let rollback = alarms["rollback"] == true;
    let names = alarms["alarmNames"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let raised: Vec<String> =
        names.filter(|name| world.externals.alarms.contains(*name)).map(str::to_owned).collect();
    if raised.is_empty() {
        return;
    }
    if let Some(record) = service.history.iter_mut().find(|record| record.is_under_way()) {
        record.triggered.clone_from(&raised);
    }
    fail(
        world,
        service,
        "ECS deployment alarms",
        &format!("alarm detected: {}.", raised.join(", ")),
        rollback,
    );
}

/// Fails the PRIMARY deployment, and puts back the last good one where that is wanted and there is one.
pub(super) fn fail(world: &mut World, service: &mut Service, who: &str, what: &str, rollback: bool) {
    let now = world.now;
    let failed = &mut service.deployments[0];
    let was_rollback = failed.rolls_back;
    failed.state = RolloutState::Failed;
    failed.stage = None;
    failed.paused = false;
    failed.updated = now;
    failed.reason = format!("{who}: {what}");
    let (id, revision) = (failed.id.clone(), failed.revision.clone());
    service.say(world, &format!("(deployment {id}) deployment failed: {what}"));

    let good = service
        .history
        .iter()
        .find(|record| record.outcome == Outcome::Successful && record.target != revision);
    let good = good
        .and_then(|record| service.revision(&record.target))
        .filter(|_| rollback && !was_rollback)
        .cloned();
    let Some(good) = good else {
        let outcome = if rollback || was_rollback { Outcome::RollbackFailed } else { Outcome::Stopped };
        if let Some(record) = service.history.iter_mut().find(|record| record.is_under_way()) {
            record.reason = format!("{who}: {what}");
            record.finish(outcome, now);
        }
        return;
    };
    let mut back = start::deployment(world, &good);
    back.rolls_back = true;
    back.reason = format!("{who}: rolling back to deploymentId {}.", back.id);
    service.deployments[0].reason.clone_from(&back.reason);
    service.say(world, &format!("(deployment {id}) rolling back to deployment {}.", back.id));
    if let Some(record) = service.history.iter_mut().find(|record| record.is_under_way()) {
        record.outcome = Outcome::RollbackInProgress;
        record.reason = format!("{who}: {what}");
        record.rollback = Some((format!("{who}: {what}"), now, good.arn.clone()));
        record.updated = now;
    }
    // What still runs of the good revision goes on under its new deployment.
    let same: Vec<String> =
        service.deployments.iter().filter(|one| one.revision == good.arn).map(|one| one.id.clone()).collect();
    for id in &service.tasks {
        if let Some(task) = world.ecs.tasks.get_mut(id)
            && task.deployment.as_ref().is_some_and(|one| same.contains(one))
        {
            task.deployment = Some(back.id.clone());
        }
    }
    service.config = good.config;
    service.deployments.retain(|one| !same.contains(&one.id));
    service.deployments.insert(0, back);
    service.steady = false;
    world.agenda.add(now, Item::Service(service.key()));
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_breaker_trips_at_half_within_3_and_200() {
        let default = json!({});
        assert_eq!(threshold(&default, 1), 3);
        assert_eq!(threshold(&default, 25), 13);
        assert_eq!(threshold(&default, 1000), 200);
        let with = |kind: &str, value: u64| json!({ "deploymentCircuitBreaker": { "thresholdConfiguration": { "type": kind, "value": value } } });
        assert_eq!(threshold(&with("COUNT", 7), 1000), 7);
        assert_eq!(threshold(&with("UNBOUNDED_PERCENT", 10), 10), 1);
        assert_eq!(threshold(&with("BOUNDED_PERCENT", 10), 100), 10);
    }
}
