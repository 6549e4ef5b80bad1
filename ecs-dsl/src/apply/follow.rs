//! Following a deployment to its end.
//!
//! A service is done when *the deployment that we started* is COMPLETED. A service that is merely
//! stable may be stable at the old revision: that is what a rollback leaves behind.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::Value;

use super::outcome::Failure;
use super::run::Run;
use super::{autopsy, event::Event};
use crate::live::task_definition;

/// How long a deployment may be missing from descriptions: one that was just started, or from old ones.
const UNSEEN: Duration = Duration::from_secs(60);
/// How many looks may fail in a row before following is given up.
const LOOKS: u32 = 12;

/// What is followed.
#[derive(Debug, Clone)]
pub(crate) struct Target {
    pub(crate) address: String,
    pub(crate) cluster: String,
    pub(crate) service: String,
    /// The deployment that was started; without one, the PRIMARY one at the first look.
    pub(crate) deployment: Option<String>,
    /// The revision that it is to bring, where it is known.
    pub(crate) task_definition: Option<String>,
    pub(crate) timeout: Duration,
}

/// What a look at a service says.
#[derive(Debug, PartialEq, Eq)]
enum Look {
    Done,
    NotOurs(String),
    Going { what: String, failed: u64, wanted: u64, running: u64, breaker: bool },
    Failed { reason: String, rolls_back: Option<String> },
    Superseded { id: String, since: String, revision: String },
    Unseen,
}

/// Returns the PRIMARY deployment of a described service.
pub(crate) fn primary(service: &Value) -> Option<&Value> {
    service["deployments"].as_array()?.iter().find(|deployment| deployment["status"] == "PRIMARY")
}

fn text<'a>(value: &'a Value, member: &str) -> &'a str {
    value[member].as_str().unwrap_or_default()
}

fn look(service: &Value, id: &str) -> Look {
    let controller = text(&service["deploymentController"], "type");
    if !matches!(controller, "" | "ECS") {
        return Look::NotOurs(controller.to_owned());
    }
    let deployments = service["deployments"].as_array().map(Vec::as_slice).unwrap_or_default();
    let Some(primary) = primary(service) else { return Look::Unseen };
    let Some(ours) = deployments.iter().find(|deployment| deployment["id"] == id) else {
        return if text(primary, "rolloutStateReason").contains("rolling back") {
            Look::Failed {
                reason: text(primary, "rolloutStateReason").to_owned(),
                rolls_back: Some(text(primary, "taskDefinition").to_owned()),
            }
        } else {
            Look::Unseen
        };
    };
    let number = |member: &str| ours[member].as_u64().unwrap_or_default();
    let (running, wanted, failed) = (number("runningCount"), number("desiredCount"), number("failedTasks"));
    let state = text(ours, "rolloutState");
    let is_primary = primary["id"] == id;
    if state == "FAILED" || (!is_primary && text(primary, "rolloutStateReason").contains("rolling back")) {
        let rolls_back = (!is_primary).then(|| text(primary, "taskDefinition").to_owned());
        return Look::Failed { reason: text(ours, "rolloutStateReason").to_owned(), rolls_back };
    }
    if !is_primary {
        return Look::Superseded {
            id: text(primary, "id").to_owned(),
            since: point_in_time(&primary["createdAt"]),
            revision: text(primary, "taskDefinition").to_owned(),
        };
    }
    let counted = state.is_empty() && deployments.len() == 1 && running >= wanted;
    if state == "COMPLETED" || counted {
        return Look::Done;
    }
    let pending = number("pendingCount");
    let mut what = format!("{running}/{wanted} tasks run, {pending} start");
    let old: u64 =
        deployments.iter().filter(|one| one["id"] != id).filter_map(|one| one["runningCount"].as_u64()).sum();
    if old > 0 {
        what.push_str(&format!(", {old} of the old revision"));
    }
    if failed > 0 {
        what.push_str(&format!(", {failed} failed"));
    }
    let breaker = service["deploymentConfiguration"]["deploymentCircuitBreaker"]["enable"] == true;
    Look::Going { what, failed, wanted, running, breaker }
}

/// Follows a deployment until it is done, or fails.
pub(crate) async fn follow(run: &Run, target: &Target) -> Result<(), Failure> {
    let begun = run.aws.time().now();
    let mut id = target.deployment.clone();
    let mut told = String::new();
    let mut heard: BTreeSet<String> = BTreeSet::new();
    let mut lost_looks = 0;
    let mut first = true;
    let mut seen = begun;
    loop {
        if run.stop.is_stopped() {
            let what = "not followed to its end, as the run was stopped; ECS goes on with the deployment";
            return Err(Failure::stopped(what));
        }
        let now = run.aws.time().now();
        let waited = now.saturating_sub(begun);
        let service = match run.describer.service(&target.cluster, &target.service).await {
            Ok(service) => service,
            Err(error) if error.patience().is_some() && lost_looks < LOOKS => {
                lost_looks += 1;
                run.aws.time().sleep(run.describer.pause()).await;
                continue;
            }
            Err(error) => return Err(Failure::of_call(&error)),
        };
        lost_looks = 0;
        let look = match &service {
            Some(service) if service["status"] == "ACTIVE" || service["status"].is_null() => {
                if id.is_none() {
                    id = primary(service).map(|deployment| text(deployment, "id").to_owned());
                }
                say(run, target, service, &mut heard, first);
                first = false;
                look(service, id.as_deref().unwrap_or_default())
            }
            _ => Look::Unseen,
        };
        // A single description may be old; only one that stays away is gone.
        if look != Look::Unseen {
            seen = now;
        }
        match look {
            Look::Done => return right_revision(target, service.as_ref()),
            Look::NotOurs(controller) => {
                let what = format!("{controller} carries the deployment out; it is not followed");
                run.tell(Event::Progress { address: target.address.clone(), what });
                return Ok(());
            }
            Look::Failed { reason, rolls_back } => {
                let mut what = "its deployment failed".to_owned();
                if !reason.is_empty() {
                    what.push_str(&format!(": {reason}"));
                }
                let mut failure = Failure::new(what);
                if let Some(revision) = rolls_back {
                    failure.details.push(format!("ECS puts back {}", short(&revision)));
                }
                return Err(died(run, target, id.as_deref(), service.as_ref(), failure).await);
            }
            Look::Superseded { id, since, revision } => {
                let what =
                    format!("another deployment took over: {id} of {}, since {}", short(&revision), since);
                let mut failure =
                    Failure::new(what).fix("see who else deploys this service, and deploy again");
                failure.details.extend(registrant(run, &revision).await);
                return Err(failure);
            }
            Look::Going { what, failed, wanted, running, breaker } => {
                if what != told {
                    run.tell(Event::Progress { address: target.address.clone(), what: what.clone() });
                    told = what;
                }
                // Without a circuit breaker ECS would try for ever; it is as good a measure here.
                if !breaker && running == 0 && failed >= wanted.div_ceil(2).clamp(3, 200) {
                    let what = format!("{failed} tasks failed and none runs; ECS keeps trying");
                    let failure = Failure::new(what);
                    let mut failure = died(run, target, id.as_deref(), service.as_ref(), failure).await;
                    failure.fix.get_or_insert_with(|| {
                        "mend the cause and deploy again; a circuit breaker would have put the old revision back"
                            .to_owned()
                    });
                    return Err(failure);
                }
            }
            Look::Unseen if now.saturating_sub(seen) > UNSEEN => {
                let what =
                    "the deployment that was started is gone: somebody replaced it, or deleted the service";
                return Err(Failure::new(what).fix("see who else deploys this service, and deploy again"));
            }
            Look::Unseen => {}
        }
        if waited >= target.timeout {
            let what = format!("its deployment is not done after {}", duration(target.timeout));
            let failure =
                Failure::new(what).fix("ECS goes on; look at `status`, or give more time by --timeout");
            return Err(died(run, target, id.as_deref(), service.as_ref(), failure).await);
        }
        run.aws.time().sleep(run.describer.pause()).await;
    }
}

/// Says who brought a revision. ECS does not tell who started a deployment; mostly it is the same.
async fn registrant(run: &Run, revision: &str) -> Option<String> {
    let definition = task_definition(&run.aws, revision).await.ok()??;
    let who = definition["registeredBy"].as_str()?;
    let when = point_in_time(&definition["registeredAt"]);
    Some(format!("{} was registered by {who} at {when}", short(revision)))
}

/// A deployment that is done brought what it was to bring, unless somebody changed it under way.
fn right_revision(target: &Target, service: Option<&Value>) -> Result<(), Failure> {
    let Some(wanted) = &target.task_definition else { return Ok(()) };
    let runs = service.and_then(primary).map(|one| text(one, "taskDefinition")).unwrap_or_default();
    // Some servers tell the revision as it was asked for.
    if runs.is_empty() || short(runs) == short(wanted) {
        return Ok(());
    }
    let what = format!("its deployment is done, but runs {} instead of {}", short(runs), short(wanted));
    Err(Failure::new(what).fix("see who else deploys this service, and deploy again"))
}

/// Tells what ECS said since the last look; what it said before the first one is old.
fn say(run: &Run, target: &Target, service: &Value, heard: &mut BTreeSet<String>, first: bool) {
    let events = service["events"].as_array().into_iter().flatten();
    let mut new: Vec<&Value> = events.filter(|event| heard.insert(text(event, "id").to_owned())).collect();
    new.reverse();
    if first {
        return;
    }
    for event in new {
        let message = text(event, "message").to_owned();
        run.tell(Event::Said { address: target.address.clone(), message });
    }
}

async fn died(
    run: &Run,
    target: &Target,
    deployment: Option<&str>,
    service: Option<&Value>,
    mut failure: Failure,
) -> Failure {
    let found = autopsy::of_service(run, target, deployment, service).await;
    failure.details.extend(found.details);
    failure.fix = failure.fix.or(found.remedy);
    failure
}

/// Returns a point in time as AWS's tools write it, from the seconds since 1970 of an answer.
pub(crate) fn point_in_time(told: &Value) -> String {
    let Some(seconds) = told.as_f64() else { return told.as_str().unwrap_or("some time ago").to_owned() };
    let seconds = seconds as i64;
    let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    // Days are counted from March 1st of the year 0, so that the leap day is a year's last.
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// Returns `family:revision` of a task definition's ARN.
pub(crate) fn short(arn: &str) -> &str {
    arn.rsplit('/').next().unwrap_or(arn)
}

/// Returns a length of time as people say it.
pub(crate) fn duration(length: Duration) -> String {
    let seconds = length.as_secs();
    match (seconds / 60, seconds % 60) {
        (0, seconds) => format!("{seconds} s"),
        (minutes, 0) => format!("{minutes} min"),
        (minutes, seconds) => format!("{minutes} min {seconds} s"),
    }
}

/// Returns how long a service's deployment may take: long enough for every task to be replaced by the
/// rules that the service itself states, twice over.
pub(crate) fn patience(service: &Value, task_definition: Option<&Value>) -> Duration {
    let number = |value: &Value, default: u64| value.as_u64().unwrap_or(default);
    let desired = number(&service["desiredCount"], 1).max(1);
    let configuration = &service["deploymentConfiguration"];
    let most = desired * number(&configuration["maximumPercent"], 200) / 100;
    let least = (desired * number(&configuration["minimumHealthyPercent"], 100)).div_ceil(100);
    let batch = most.saturating_sub(least).max(1);
    let waves = desired.div_ceil(batch);

    let mut start = 120 + number(&service["healthCheckGracePeriodSeconds"], 0);
    let mut stop = 30;
    let containers = task_definition.and_then(|one| one["containerDefinitions"].as_array());
    for container in containers.into_iter().flatten() {
        let check = &container["healthCheck"];
        if check.is_object() {
            let tries = number(&check["retries"], 3) * number(&check["interval"], 30);
            start = start.max(120 + number(&check["startPeriod"], 0) + tries);
        }
        stop = stop.max(number(&container["stopTimeout"], 30));
    }
    let balanced = service["loadBalancers"].as_array().is_some_and(|all| !all.is_empty());
    // A target group drains for five minutes unless it is told otherwise.
    let drain = if balanced { 300 } else { 0 };
    let mut total = waves * (start + stop + drain);
    total += 60 * number(&configuration["bakeTimeInMinutes"], 0);
    for hook in configuration["lifecycleHooks"].as_array().into_iter().flatten() {
        total += 60 * number(&hook["timeoutConfiguration"]["timeoutInMinutes"], 10);
    }
    for shift in ["linearConfiguration", "canaryConfiguration"] {
        let each = number(&configuration[shift]["stepBakeTimeInMinutes"], 0)
            + number(&configuration[shift]["canaryBakeTimeInMinutes"], 0);
        total += 60 * each * 100 / number(&configuration[shift]["stepPercent"], 100).max(1);
    }
    Duration::from_secs((2 * total).clamp(600, 6 * 3600))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn service(deployments: Value) -> Value {
        json!({ "status": "ACTIVE", "deployments": deployments })
    }

    #[test]
    fn a_look_judges_the_deployment_that_was_started() {
        let old = |state: &str| json!({ "id": "old", "status": "ACTIVE", "rolloutState": state, "runningCount": 2 });
        let new = |status: &str, state: &str| {
            json!({ "id": "new", "status": status, "rolloutState": state, "desiredCount": 2, "runningCount": 1,
                    "pendingCount": 1, "taskDefinition": "web:2", "rolloutStateReason": "why" })
        };
        assert_eq!(look(&service(json!([new("PRIMARY", "COMPLETED")])), "new"), Look::Done);
        let Look::Going { what, .. } =
            look(&service(json!([new("PRIMARY", "IN_PROGRESS"), old("COMPLETED")])), "new")
        else {
            panic!("it goes on")
        };
        assert_eq!(what, "1/2 tasks run, 1 start, 2 of the old revision");
        assert_eq!(
            look(&service(json!([new("PRIMARY", "FAILED")])), "new"),
            Look::Failed { reason: "why".to_owned(), rolls_back: None }
        );
        // The old revision is stable again: that is a failure of ours, not a success.
        let back = json!({ "id": "back", "status": "PRIMARY", "rolloutState": "COMPLETED", "taskDefinition": "web:1",
                           "rolloutStateReason": "ECS deployment circuit breaker: rolling back to …" });
        assert!(matches!(look(&service(json!([back])), "new"), Look::Failed { rolls_back: Some(_), .. }));
        let other = json!({ "id": "other", "status": "PRIMARY", "rolloutState": "IN_PROGRESS" });
        assert!(matches!(
            look(&service(json!([other.clone(), new("ACTIVE", "IN_PROGRESS")])), "new"),
            Look::Superseded { .. }
        ));
        assert_eq!(look(&service(json!([other])), "new"), Look::Unseen);
        // Task sets are no deployments: there is none to wait for, and it is not ours to wait.
        let external = json!({ "deploymentController": { "type": "EXTERNAL" }, "deployments": [] });
        assert_eq!(look(&external, ""), Look::NotOurs("EXTERNAL".to_owned()));
        // A server that knows no rollout states is judged by its counts.
        let counts = json!({ "id": "new", "status": "PRIMARY", "desiredCount": 1, "runningCount": 1 });
        assert_eq!(look(&service(json!([counts])), "new"), Look::Done);
    }

    #[test]
    fn patience_follows_what_the_service_states() {
        let minutes = |service: Value| patience(&service, None).as_secs() / 60;
        assert_eq!(minutes(json!({ "desiredCount": 1 })), 10);
        assert!(
            minutes(json!({ "desiredCount": 1, "deploymentConfiguration": { "bakeTimeInMinutes": 30 } }))
                > 60
        );
        let one_by_one = json!({ "minimumHealthyPercent": 100, "maximumPercent": 110 });
        assert!(minutes(json!({ "desiredCount": 10, "deploymentConfiguration": one_by_one })) > 40);
        let checked = json!({ "containerDefinitions": [{ "healthCheck": { "startPeriod": 300 } }] });
        let service = json!({ "desiredCount": 1 });
        assert!(patience(&service, Some(&checked)) > patience(&service, None));
    }

    #[test]
    fn points_in_time_are_written_as_aws_tools_do() {
        for (seconds, expected) in [
            (0.0, "1970-01-01T00:00:00Z"),
            (951_782_399.9, "2000-02-28T23:59:59Z"),
            (951_782_400.0, "2000-02-29T00:00:00Z"),
            (1_735_689_600.5, "2025-01-01T00:00:00Z"),
            (4_107_542_400.0, "2100-03-01T00:00:00Z"),
        ] {
            assert_eq!(point_in_time(&json!(seconds)), expected);
        }
        assert_eq!(point_in_time(&json!("2025-01-01T00:00:00Z")), "2025-01-01T00:00:00Z");
    }

    #[test]
    fn lengths_of_time_are_told_as_people_say_them() {
        for (seconds, expected) in [(30, "30 s"), (600, "10 min"), (95, "1 min 35 s")] {
            assert_eq!(duration(Duration::from_secs(seconds)), expected);
        }
    }
}
