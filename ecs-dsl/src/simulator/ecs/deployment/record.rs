//! The records of service deployments, which outlive the deployments themselves.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::super::input::{batch, page, required, short, texts};
use super::super::{cluster, missing, service};
use super::{Answer, Millis, Refusal, Service, World, revision_summary};

/// A service deployment as `DescribeServiceDeployments` tells it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in super::super) struct ServiceDeployment {
    pub(in super::super) arn: String,
    /// The deployment that `DescribeServices` tells.
    pub(in super::super) deployment: String,
    pub(in super::super) outcome: Outcome,
    pub(in super::super) reason: String,
    pub(in super::super) target: String,
    pub(in super::super) sources: Vec<String>,
    pub(in super::super) stage: Option<String>,
    /// Why and since when it is rolled back, and to which revision.
    pub(in super::super) rollback: Option<(String, Millis, String)>,
    pub(in super::super) threshold: u64,
    pub(in super::super) failures: u64,
    pub(in super::super) breaker: bool,
    pub(in super::super) alarms: Vec<String>,
    pub(in super::super) triggered: Vec<String>,
    pub(in super::super) configuration: Value,
    pub(in super::super) created: Millis,
    pub(in super::super) updated: Millis,
    pub(in super::super) finished: Option<Millis>,
    pub(in super::super) stopped: Option<Millis>,
    /// The hook that waits for a word from outside.
    pub(in super::super) hook: Option<String>,
}

/// How a service deployment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(in super::super) enum Outcome {
    InProgress,
    Successful,
    Stopped,
    RollbackInProgress,
    RollbackSuccessful,
    RollbackFailed,
}

impl Outcome {
    fn name(self) -> &'static str {
        match self {
            Self::InProgress => "IN_PROGRESS",
            Self::Successful => "SUCCESSFUL",
            Self::Stopped => "STOPPED",
            Self::RollbackInProgress => "ROLLBACK_IN_PROGRESS",
            Self::RollbackSuccessful => "ROLLBACK_SUCCESSFUL",
            Self::RollbackFailed => "ROLLBACK_FAILED",
        }
    }
}

impl ServiceDeployment {
    pub(in super::super) fn is_under_way(&self) -> bool {
        matches!(self.outcome, Outcome::InProgress | Outcome::RollbackInProgress)
    }

    pub(in super::super) fn finish(&mut self, outcome: Outcome, now: Millis) {
        self.outcome = outcome;
        self.updated = now;
        self.finished = Some(now);
        self.hook = None;
        if outcome == Outcome::Stopped {
            self.stopped = Some(now);
        }
    }
}

fn shape(world: &World, service: &Service, record: &ServiceDeployment) -> Value {
    let summary = |arn: &String| {
        let live = service.deployments.iter().find(|one| one.revision == *arn);
        live.map_or_else(|| json!({ "arn": arn }), |one| revision_summary(world, service, one))
    };
    let mut shape = json!({
        "serviceDeploymentArn": record.arn,
        "serviceArn": service.arn,
        "clusterArn": world.arn("ecs", &format!("cluster/{}", service.cluster)),
        "createdAt": World::seconds(record.created),
        "startedAt": World::seconds(record.created),
        "updatedAt": World::seconds(record.updated),
        "sourceServiceRevisions": record.sources.iter().map(summary).collect::<Vec<_>>(),
        "targetServiceRevision": summary(&record.target),
        "status": record.outcome.name(),
        "deploymentConfiguration": record.configuration,
        "deploymentCircuitBreaker": {
            "status": match (record.breaker, record.is_under_way(), record.failures >= record.threshold) {
                (false, _, _) => "DISABLED",
                (true, _, true) => "TRIGGERED",
                (true, true, false) => "MONITORING",
                (true, false, false) => "MONITORING_COMPLETE",
            },
            "failureCount": record.failures,
            "threshold": record.threshold,
        },
    });
    if !record.reason.is_empty() {
        shape["statusReason"] = json!(record.reason);
    }
    if let Some(stage) = &record.stage {
        shape["lifecycleStage"] = json!(stage);
    }
    if let Some((reason, since, revision)) = &record.rollback {
        shape["rollback"] = json!({
            "reason": reason,
            "startedAt": World::seconds(*since),
            "serviceRevisionArn": revision,
        });
    }
    if !record.alarms.is_empty() {
        shape["alarms"] = json!({
            "status": if record.triggered.is_empty() { "MONITORING" } else { "TRIGGERED" },
            "alarmNames": record.alarms,
            "triggeredAlarmNames": record.triggered,
        });
    }
    if let Some(hook) = &record.hook {
        shape["lifecycleHookDetails"] =
            json!([{ "hookId": hook, "targetType": "PAUSE", "status": "AWAITING_ACTION" }]);
    }
    for (member, time) in [("finishedAt", record.finished), ("stoppedAt", record.stopped)] {
        if let Some(time) = time {
            shape[member] = World::seconds(time);
        }
    }
    shape
}

pub(in super::super) fn list(world: &World, input: &Value) -> Answer {
    let cluster = cluster::of(world, input)?;
    let key = service::key_of(world, &cluster, required(input, "service")?)?;
    let service = &world.ecs.services[&key];
    let wanted = texts(input, "status");
    let after = input["createdAt"]["after"].as_f64();
    let before = input["createdAt"]["before"].as_f64();
    let matching = service.history.iter().filter(|record| {
        let created = World::seconds(record.created).as_f64().unwrap_or_default();
        (wanted.is_empty() || wanted.contains(&record.outcome.name()))
            && after.is_none_or(|after| created >= after)
            && before.is_none_or(|before| created <= before)
    });
    let briefs = matching.map(|record| {
        let full = shape(world, service, record);
        let mut brief = json!({ "targetServiceRevisionArn": record.target });
        for member in [
            "serviceDeploymentArn",
            "serviceArn",
            "clusterArn",
            "startedAt",
            "createdAt",
            "finishedAt",
            "status",
            "statusReason",
        ] {
            if !full[member].is_null() {
                brief[member] = full[member].clone();
            }
        }
        brief
    });
    page(input, "serviceDeployments", briefs.collect(), 20)
}

pub(in super::super) fn describe(world: &World, input: &Value) -> Answer {
    let (mut found, mut failures) = (Vec::new(), Vec::new());
    for arn in batch(input, "serviceDeploymentArns", 20)? {
        let place = world.ecs.services.values().find_map(|service| {
            service.history.iter().find(|record| record.arn == arn).map(|record| (service, record))
        });
        match place {
            Some((service, record)) => found.push(shape(world, service, record)),
            None => failures.push(missing(arn)),
        }
    }
    Ok(json!({ "serviceDeployments": found, "failures": failures }))
}

/// What a revision shows of its configuration.
const REVISION: &[&str] = &[
    "taskDefinition",
    "launchType",
    "capacityProviderStrategy",
    "platformVersion",
    "platformFamily",
    "loadBalancers",
    "serviceRegistries",
    "networkConfiguration",
    "serviceConnectConfiguration",
    "volumeConfigurations",
    "vpcLatticeConfigurations",
    "gatewayConnectors",
    "monitoring",
];

pub(in super::super) fn describe_revisions(world: &World, input: &Value) -> Answer {
    let (mut found, mut failures) = (Vec::new(), Vec::new());
    for arn in batch(input, "serviceRevisionArns", 20)? {
        let place = world
            .ecs
            .services
            .values()
            .find_map(|service| service.revision(arn).map(|revision| (service, revision)));
        let Some((service, revision)) = place else {
            failures.push(missing(arn));
            continue;
        };
        let mut shape = json!({
            "serviceRevisionArn": revision.arn,
            "serviceArn": service.arn,
            "clusterArn": world.arn("ecs", &format!("cluster/{}", service.cluster)),
            "createdAt": World::seconds(revision.created),
            "guardDutyEnabled": false,
        });
        for member in REVISION {
            if !revision.config[*member].is_null() {
                shape[*member] = revision.config[*member].clone();
            }
        }
        found.push(shape);
    }
    Ok(json!({ "serviceRevisions": found, "failures": failures }))
}

/// Finds the service that a service deployment's ARN belongs to.
pub(in super::super) fn service_of(world: &World, input: &Value) -> Result<(String, String), Refusal> {
    let arn = required(input, "serviceDeploymentArn")?;
    let found = world.ecs.services.iter().find_map(|(key, service)| {
        let record = service.history.iter().find(|record| record.arn == arn)?;
        Some((key.clone(), record.deployment.clone()))
    });
    found.ok_or_else(|| {
        let message = format!("The service deployment {} was not found.", short(arn));
        Refusal::new("ServiceDeploymentNotFoundException", message)
    })
}
