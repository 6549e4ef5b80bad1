//! What an earlier run began and did not see the end of.

use serde_json::json;

use super::follow::primary;
use crate::live::cluster_of;
use crate::plan::{Action, Impact, Live, Plan, PlannedCall};

/// Adds to a plan what the members of a service do not show: a deployment that is still under way is
/// followed to its end, and one that failed for good is started again.
///
/// Without this a service whose first deployment failed would have no tasks, and every later plan
/// would find nothing to do.
pub fn finish(plan: &mut Plan, live: &Live) {
    let unchanged = plan.resources.iter_mut().filter(|one| one.action == Action::Unchanged);
    for resource in unchanged.filter(|one| one.kind == "ecs:service" && one.blocked.is_none()) {
        let Some(found) = live.resources.get(&resource.address) else { continue };
        let service = &found.whole;
        let state = primary(&found.state).map(|deployment| &deployment["rolloutState"]);
        match state.and_then(|state| state.as_str()) {
            Some("IN_PROGRESS") => resource.deploys = true,
            Some("FAILED") => {
                let request = json!({
                    "cluster": cluster_of(service),
                    "service": service["serviceName"],
                    "forceNewDeployment": true,
                });
                resource.action = Action::Update;
                resource.impact = Impact::RollingRestart;
                resource.because = vec!["its last deployment failed".to_owned()];
                resource.calls = vec![PlannedCall::new("ecs", "UpdateService", request)];
                resource.deploys = true;
            }
            _ => {}
        }
    }
}
