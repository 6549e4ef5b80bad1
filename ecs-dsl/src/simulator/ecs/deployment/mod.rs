//! Deployments of a service, their records, and the revisions that they bring.

mod record;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::service::Service;
use super::{Answer, Millis, Refusal, World};

pub(super) use record::{Outcome, ServiceDeployment, describe, describe_revisions, list, service_of};

/// What a service runs, or ran: an immutable copy of its configuration.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Revision {
    pub(super) arn: String,
    pub(super) created: Millis,
    pub(super) config: Value,
}

/// A deployment as `DescribeServices` tells it: one PRIMARY, and those that it replaces.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Deployment {
    pub(super) id: String,
    pub(super) revision: String,
    pub(super) task_definition: String,
    pub(super) state: RolloutState,
    pub(super) reason: String,
    /// Failed tasks, as they are told.
    pub(super) failed_tasks: u64,
    /// Failed tasks that the circuit breaker counts.
    pub(super) breaker_count: u64,
    /// Failed tasks in a row, which make ECS try ever less often.
    pub(super) in_a_row: u32,
    /// When the next task may be started.
    pub(super) retry_at: Millis,
    pub(super) stage: Option<Stage>,
    /// When the stage began, and when it ends by itself.
    pub(super) stage_began: Millis,
    pub(super) stage_ends: Millis,
    /// Whether the stage waits for a word from outside.
    pub(super) paused: bool,
    /// Whether it puts back what a failed deployment replaced.
    pub(super) rolls_back: bool,
    pub(super) created: Millis,
    pub(super) updated: Millis,
}

/// How far a deployment has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum RolloutState {
    InProgress,
    Completed,
    Failed,
}

/// The stages of a blue/green, linear or canary deployment, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum Stage {
    ReconcileService,
    PreScaleUp,
    ScaleUp,
    PostScaleUp,
    TestTrafficShift,
    PostTestTrafficShift,
    ProductionTrafficShift,
    PostProductionTrafficShift,
    BakeTime,
    CleanUp,
}

impl Stage {
    const ALL: &[Self] = &[
        Self::ReconcileService,
        Self::PreScaleUp,
        Self::ScaleUp,
        Self::PostScaleUp,
        Self::TestTrafficShift,
        Self::PostTestTrafficShift,
        Self::ProductionTrafficShift,
        Self::PostProductionTrafficShift,
        Self::BakeTime,
        Self::CleanUp,
    ];

    pub(super) fn next(self) -> Option<Self> {
        Self::ALL.iter().copied().find(|stage| *stage > self)
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::ReconcileService => "RECONCILE_SERVICE",
            Self::PreScaleUp => "PRE_SCALE_UP",
            Self::ScaleUp => "SCALE_UP",
            Self::PostScaleUp => "POST_SCALE_UP",
            Self::TestTrafficShift => "TEST_TRAFFIC_SHIFT",
            Self::PostTestTrafficShift => "POST_TEST_TRAFFIC_SHIFT",
            Self::ProductionTrafficShift => "PRODUCTION_TRAFFIC_SHIFT",
            Self::PostProductionTrafficShift => "POST_PRODUCTION_TRAFFIC_SHIFT",
            Self::BakeTime => "BAKE_TIME",
            Self::CleanUp => "CLEAN_UP",
        }
    }
}

impl Service {
    /// Returns the revision that a deployment brings.
    pub(super) fn revision(&self, arn: &str) -> Option<&Revision> {
        self.revisions.iter().find(|revision| revision.arn == arn)
    }
}

/// What a deployment shows of its configuration.
const SHOWN: &[&str] = &[
    "launchType",
    "capacityProviderStrategy",
    "platformFamily",
    "networkConfiguration",
    "serviceConnectConfiguration",
    "volumeConfigurations",
    "vpcLatticeConfigurations",
];

pub(super) fn shape(world: &World, service: &Service, deployment: &Deployment) -> Value {
    let primary = service.deployments.first().is_some_and(|first| first.id == deployment.id);
    let (running, pending) = counts(world, service, &deployment.id);
    let mut shape = json!({
        "id": deployment.id,
        "status": if primary { "PRIMARY" } else { "ACTIVE" },
        "taskDefinition": deployment.task_definition,
        "desiredCount": if primary { service.wanted(world) } else { running + pending },
        "runningCount": running,
        "pendingCount": pending,
        "failedTasks": deployment.failed_tasks,
        "createdAt": World::seconds(deployment.created),
        "updatedAt": World::seconds(deployment.updated),
    });
    if service.controller() == "ECS" {
        shape["rolloutState"] = json!(match deployment.state {
            RolloutState::InProgress => "IN_PROGRESS",
            RolloutState::Completed => "COMPLETED",
            RolloutState::Failed => "FAILED",
        });
        shape["rolloutStateReason"] = json!(deployment.reason);
    }
    let Some(revision) = service.revision(&deployment.revision) else { return shape };
    for member in SHOWN {
        let value = &revision.config[*member];
        if !value.is_null() {
            shape[*member] = value.clone();
        }
    }
    let launch = super::service::launch_of(world, &service.cluster, &revision.config);
    if let Some(version) = launch.platform_version {
        // LATEST is what was asked for; a deployment tells what it came to.
        let asked = revision.config["platformVersion"].as_str().filter(|asked| *asked != "LATEST");
        shape["platformVersion"] = json!(asked.unwrap_or(&version));
    }
    shape
}

/// Returns the deployment's running and pending tasks.
pub(super) fn counts(world: &World, service: &Service, deployment: &str) -> (u64, u64) {
    let tasks = service.tasks.iter().filter_map(|id| world.ecs.tasks.get(id));
    let (mut running, mut pending) = (0, 0);
    for task in tasks.filter(|task| task.deployment.as_deref() == Some(deployment)) {
        if task.is_running() {
            running += 1;
        } else if task.counts() {
            pending += 1;
        }
    }
    (running, pending)
}

pub(super) fn revision_summary(world: &World, service: &Service, deployment: &Deployment) -> Value {
    let (running, pending) = counts(world, service, &deployment.id);
    json!({
        "arn": deployment.revision,
        "requestedTaskCount": service.wanted(world),
        "runningTaskCount": running,
        "pendingTaskCount": pending,
    })
}
