//! What one look at a service says of the deployment that is followed.

use serde_json::Value;

use super::text;
use crate::apply::words::point_in_time;
use crate::resource::service::lifecycle::primary;

/// What a look at a service says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Look {
    Done,
    NotOurs(String),
    Going { what: String, failed: u64, wanted: u64, running: u64, breaker: bool },
    Failed { reason: String, rolls_back: Option<String> },
    Superseded { id: String, since: String, revision: String },
    Unseen,
}

/// Says what a described service tells of the deployment with this id.
pub(super) fn look(service: &Value, id: &str) -> Look {
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
}
