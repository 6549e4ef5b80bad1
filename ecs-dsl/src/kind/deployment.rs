//! How what is rolled out in deployments tells of them.

use std::time::Duration;

use serde_json::Value;

use super::{LiveResource, PlannedCall};

/// How a kind whose changes start deployments is rolled out.
#[derive(Debug)]
pub struct Deployment {
    /// The member that names the revision which it runs.
    pub runs: &'static str,
    /// Returns the id of the deployment that a call of this operation started, by its answer.
    pub started: fn(&str, &Value) -> Option<String>,
    /// Says how the newest deployment stands.
    pub rollout: fn(&LiveResource) -> Rollout,
    /// Returns the call that starts another deployment of what it is.
    pub again: fn(&LiveResource) -> PlannedCall,
    /// Returns how long a deployment may take, by its request and that of the revision.
    pub patience: fn(&Value, Option<&Value>) -> Duration,
}

/// How a deployment stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rollout {
    /// How far it is.
    pub state: RolloutState,
    /// The revision that it brings.
    pub revision: Option<String>,
    /// Whether AWS goes back to the revision from before by itself if it fails.
    pub rolls_back: bool,
}

/// How far a deployment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RolloutState {
    /// It is done, or there is none.
    Over,
    /// It is under way.
    UnderWay,
    /// It was given up.
    Failed,
}
