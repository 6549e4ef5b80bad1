//! Stopping a deployment that is under way, and following ECS while it puts back what was before.

use std::time::Duration;

use serde_json::{Value, json};

use crate::apply::{Event, Failure, Run, duration, primary, short};
use crate::aws::EcsOperation;
use crate::live::items;
use crate::operate::service::Service;

/// How long to pause between two looks.
const PAUSE: Duration = Duration::from_secs(5);
/// How many looks may fail in a row before following is given up.
const LOOKS: u32 = 12;

/// Asks ECS to stop a service deployment.
pub(super) async fn stop(run: &Run, request: &Value) -> Result<(), Failure> {
    let answer = run.aws.ecs.call(EcsOperation::StopServiceDeployment, request).await;
    answer.map(drop).map_err(|error| match error.code() {
        Some("ConflictException") => Failure::new("the deployment came to its end meanwhile")
            .fix("see what the service runs with `status`, and roll back again if it is not what you want"),
        _ => Failure::of_call(&error),
    })
}

/// Follows a stopped service deployment until what was before is back.
pub(super) async fn follow(
    run: &Run,
    address: &str,
    service: &Service,
    deployment: &str,
    timeout: Duration,
) -> Result<(), Failure> {
    let begun = run.aws.time().now();
    let mut lost_looks = 0;
    loop {
        let body = json!({ "serviceDeploymentArns": [deployment] });
        match run.aws.ecs.call(EcsOperation::DescribeServiceDeployments, &body).await {
            Ok(mut answer) => {
                lost_looks = 0;
                let described = items(&mut answer, "serviceDeployments").pop().unwrap_or_default();
                if let Some(ended) = ended(&described) {
                    return ended;
                }
            }
            Err(error) if error.patience().is_some() && lost_looks < LOOKS => lost_looks += 1,
            Err(error) => return Err(Failure::of_call(&error)),
        }
        // A look that fails is made up for by the next.
        if let Ok(Some(described)) = run.describer.service(&service.cluster, &service.name).await {
            run.tell(Event::Progress { address: address.to_owned(), what: progress(&described) });
        }
        if run.aws.time().now().saturating_sub(begun) >= timeout {
            let what = format!("it is not back after {}", duration(timeout));
            return Err(
                Failure::new(what).fix("ECS goes on; look at `status`, or give more time by --timeout")
            );
        }
        run.pause(PAUSE).await.map_err(|_| {
            Failure::stopped(
                "not followed to its end, as the run was stopped; ECS goes on with putting it back",
            )
        })?;
    }
}

/// Says how a service deployment ended; `None` while it has not.
fn ended(deployment: &Value) -> Option<Result<(), Failure>> {
    let status = deployment["status"].as_str().unwrap_or_default();
    match status {
        "ROLLBACK_SUCCESSFUL" => Some(Ok(())),
        "PENDING" | "IN_PROGRESS" | "STOP_REQUESTED" | "ROLLBACK_REQUESTED" | "ROLLBACK_IN_PROGRESS" | "" => {
            None
        }
        other => {
            let reason = deployment["statusReason"].as_str().unwrap_or_default();
            let what = format!("it was not put back: the deployment ended as {other}");
            let mut failure = Failure::new(what).fix("see the service with `status`, and roll back again");
            failure.details.extend((!reason.is_empty()).then(|| format!("ECS says: {reason}")));
            Some(Err(failure))
        }
    }
}

fn progress(service: &Value) -> String {
    let Some(primary) = primary(service) else { return "waits for ECS".to_owned() };
    let number = |member: &str| primary[member].as_u64().unwrap_or_default();
    let revision = short(primary["taskDefinition"].as_str().unwrap_or_default());
    format!("{}/{} tasks of {revision} run", number("runningCount"), number("desiredCount"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stopped_deployment_has_ended_when_what_was_before_is_back() {
        let of = |status: &str| ended(&json!({ "status": status, "statusReason": "why" }));
        assert_eq!(of("ROLLBACK_SUCCESSFUL"), Some(Ok(())));
        for status in ["IN_PROGRESS", "ROLLBACK_REQUESTED", "ROLLBACK_IN_PROGRESS", "STOP_REQUESTED"] {
            assert_eq!(of(status), None, "{status}");
        }
        for status in ["ROLLBACK_FAILED", "STOPPED", "SUCCESSFUL"] {
            let failure = of(status).expect("it ended").expect_err("not as it was to");
            assert!(failure.to_string().contains(status) && failure.to_string().contains("why"), "{failure}");
        }
    }
}
