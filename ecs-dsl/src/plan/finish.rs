//! What an earlier run began and did not see the end of.

use super::live::Live;
use super::model::Plan;
use crate::kind::{Action, Impact, RolloutState};
use crate::resource::of_kind;

/// Adds to a plan what the members of a service do not show: a deployment that is still under way is
/// followed to its end, and one that failed for good is started again.
///
/// Without this a service whose first deployment failed would have no tasks, and every later plan
/// would find nothing to do.
pub fn finish(plan: &mut Plan, live: &Live) {
    let unchanged = plan.resources.iter_mut().filter(|one| one.action == Action::Unchanged);
    for resource in unchanged.filter(|one| one.blocked.is_none()) {
        let Some(deployment) = of_kind(&resource.kind).and_then(|kind| kind.deployment()) else { continue };
        let Some(found) = live.resources.get(&resource.address) else { continue };
        match (deployment.rollout)(found).state {
            RolloutState::UnderWay => resource.deploys = true,
            RolloutState::Failed => {
                resource.action = Action::Update;
                resource.impact = Impact::RollingRestart;
                resource.because = vec!["its last deployment failed".to_owned()];
                resource.calls = vec![(deployment.again)(found)];
                resource.deploys = true;
            }
            RolloutState::Over => {}
        }
    }
}
