//! ECS09 codes: how a service moves from one revision to the next.

use super::Code;
use crate::diagnostic::Severity::{Error, Warning};

/// A deployment has what only the controller ECS carries out.
pub static OTHER_CONTROLLER: Code = Code {
    id: "ECS0901",
    severity: Error,
    summary: "A deployment has what only the controller ECS carries out",
    why: "CodeDeploy and external controllers have their own ways of doing it, so ECS refuses circuit breakers, alarms, strategies, and on EC2 custom percentages for them",
    aws: "CreateService, members deploymentController and deploymentConfiguration",
    wrong: "Deployment::code_deploy().circuit_breaker(CircuitBreaker::rollback())",
    right: "Deployment::rolling().circuit_breaker(CircuitBreaker::rollback())",
    rules: &["DP-004", "DP-008", "DP-012", "DP-013", "DP-015", "DP-018"],
};

/// A deployment has a member that its controller or hook does not use.
pub static UNUSED: Code = Code {
    id: "ECS0902",
    severity: Warning,
    summary: "A deployment has a member that its controller or hook does not use",
    why: "ECS keeps the value and shows it, and nothing goes by it",
    aws: "DeploymentConfiguration, members maximumPercent, minimumHealthyPercent and hookDetails",
    wrong: "Hook::pause(stages).details(details)",
    right: "Hook::pause(stages)",
    rules: &["DP-004", "DP-029"],
};

/// A percentage or time of a deployment is outside its limits.
pub static NEGATIVE: Code = Code {
    id: "ECS0903",
    severity: Error,
    summary: "A percentage or time of a deployment is outside its limits",
    why: "percentages and minutes are counted from 0",
    aws: "DeploymentConfiguration, members maximumPercent, minimumHealthyPercent and bakeTimeInMinutes",
    wrong: r#""minimumHealthyPercent": -1"#,
    right: r#""minimumHealthyPercent": 100"#,
    rules: &["DP-005"],
};

/// A deployment may neither stop a task nor start one.
pub static NO_MOVE: Code = Code {
    id: "ECS0904",
    severity: Error,
    summary: "A deployment may neither stop a task nor start one",
    why: "the new tasks go in the room between minimumHealthyPercent and maximumPercent: ECS refuses 100 and 100, and other pairs without room never end",
    aws: "DeploymentConfiguration, members maximumPercent and minimumHealthyPercent",
    wrong: "Deployment::rolling().minimum_healthy_percent(Percent::new(100)).maximum_percent(Percent::new(100))",
    right: "Deployment::rolling().minimum_healthy_percent(Percent::new(100)).maximum_percent(Percent::new(200))",
    rules: &["DP-005"],
};

/// A deployment's percentages leave no room for a whole task.
pub static NO_ROOM: Code = Code {
    id: "ECS0905",
    severity: Warning,
    summary: "A deployment's percentages leave no room for a whole task",
    why: "ECS rounds the minimum up and the maximum down to whole tasks; where both give the same number, no task can be stopped and none started",
    aws: "DeploymentConfiguration, members maximumPercent and minimumHealthyPercent; CreateService, member desiredCount",
    wrong: "service.desired_count(1)   // with a maximum of 150 percent",
    right: "service.desired_count(1)   // with a maximum of 200 percent",
    rules: &["DP-006"],
};

/// A deployment has what belongs to another strategy.
pub static OTHER_STRATEGY: Code = Code {
    id: "ECS0906",
    severity: Error,
    summary: "A deployment has what belongs to another strategy",
    why: "steps belong to LINEAR, canaries to CANARY, early success to ROLLING; ECS refuses them elsewhere",
    aws: "DeploymentConfiguration, members strategy, linearConfiguration, canaryConfiguration and earlySuccessCriteria",
    wrong: r#"{ "strategy": "CANARY", "linearConfiguration": { … } }"#,
    right: r#"{ "strategy": "CANARY", "canaryConfiguration": { … } }"#,
    rules: &["DP-015", "DP-018", "DP-021"],
};

/// A blue/green deployment does not say how long both revisions run.
pub static BAKE_TIME: Code = Code {
    id: "ECS0907",
    severity: Error,
    summary: "A blue/green deployment does not say how long both revisions run",
    why: "after the traffic has moved, the old tasks stay for the bake time so that a rollback is immediate; ECS asks for it",
    aws: "DeploymentConfiguration, member bakeTimeInMinutes",
    wrong: r#"{ "strategy": "BLUE_GREEN" }"#,
    right: "Deployment::blue_green(Minutes::new(10))",
    rules: &["DP-014"],
};

/// A share or time of traffic shifting is outside its limits.
pub static STEP: Code = Code {
    id: "ECS0908",
    severity: Error,
    summary: "A share or time of traffic shifting is outside its limits",
    why: "linear steps are 3.0 to 100.0 percent, canaries 0.1 to 100.0 percent, both in steps of 0.1, and each waits 0 to 1440 minutes",
    aws: "LinearConfiguration and CanaryConfiguration",
    wrong: "Deployment::linear(2.5, Minutes::new(5))",
    right: "Deployment::linear(3.0, Minutes::new(5))",
    rules: &["DP-016", "DP-017", "DP-019", "DP-020"],
};

/// Early success criteria are incomplete or outside their limits.
pub static EARLY_SUCCESS: Code = Code {
    id: "ECS0909",
    severity: Error,
    summary: "Early success criteria are incomplete or outside their limits",
    why: "when enabled they say which share of tasks must be healthy, from minimumHealthyPercent to 100, and what becomes of the old tasks",
    aws: "DeploymentEarlySuccessCriteria",
    wrong: r#"{ "enable": true }"#,
    right: r#"{ "enable": true, "healthyPercent": 100, "sourceServiceRevisionCleanup": "DEFERRED" }"#,
    rules: &["DP-022", "DP-023"],
};

/// A lifecycle hook has no stages, or one at which it cannot run.
pub static HOOK_STAGES: Code = Code {
    id: "ECS0910",
    severity: Error,
    summary: "A lifecycle hook has no stages, or one at which it cannot run",
    why: "a hook runs at the stages that it names; a pause cannot interrupt a shift of traffic, only stand before or after it",
    aws: "DeploymentLifecycleHook, member lifecycleStages",
    wrong: "Hook::pause([DeploymentLifecycleHookStage::ProductionTrafficShift])",
    right: "Hook::pause([DeploymentLifecycleHookStage::PreProductionTrafficShift])",
    rules: &["DP-025", "DP-028"],
};

/// A lifecycle hook has no function to call, or has one it does not call.
pub static HOOK_TARGET: Code = Code {
    id: "ECS0911",
    severity: Error,
    summary: "A lifecycle hook has no function to call, or has one it does not call",
    why: "a hook of type AWS_LAMBDA, the default, calls a function; a PAUSE calls none",
    aws: "DeploymentLifecycleHook, members targetType and hookTargetArn",
    wrong: r#"{ "targetType": "AWS_LAMBDA", "lifecycleStages": ["POST_SCALE_UP"] }"#,
    right: r#"Hook::lambda("arn:aws:lambda:…", [DeploymentLifecycleHookStage::PostScaleUp])"#,
    rules: &["DP-027"],
};

/// A lifecycle hook's timeout is outside its limits.
pub static HOOK_TIMEOUT: Code = Code {
    id: "ECS0912",
    severity: Error,
    summary: "A lifecycle hook's timeout is outside its limits",
    why: "a hook waits 1 to 20160 minutes, which are two weeks",
    aws: "DeploymentLifecycleHookTimeoutConfiguration, member timeoutInMinutes",
    wrong: "Hook::pause(stages).timeout(Minutes::new(0), DeploymentLifecycleHookAction::Rollback)",
    right: "Hook::pause(stages).timeout(Minutes::new(60), DeploymentLifecycleHookAction::Rollback)",
    rules: &["DP-030"],
};

/// A deployment shifts traffic, and the service has none that ECS can shift.
pub static NOTHING_TO_SHIFT: Code = Code {
    id: "ECS0913",
    severity: Warning,
    summary: "A deployment shifts traffic, and the service has none that ECS can shift",
    why: "ECS moves the traffic of an Application or Network Load Balancer and of Service Connect; a service without them is taken, but its new tasks get no traffic share by share, so this is a warning",
    aws: "DeploymentConfiguration, member strategy",
    wrong: "service.deployment(Deployment::canary(10.0, Minutes::new(5)))   // without a target group",
    right: r#"service.deployment(Deployment::canary(10.0, Minutes::new(5))).target(TargetGroup::arn("arn:…").shift(shift), &port)"#,
    rules: &["DP-032"],
};

/// Alarms are to fail a deployment, and none is named.
pub static ALARMS: Code = Code {
    id: "ECS0914",
    severity: Error,
    summary: "Alarms are to fail a deployment, and none is named",
    why: "ECS watches the alarms that are named, and refuses to watch none",
    aws: "DeploymentAlarms, member alarmNames",
    wrong: "Deployment::rolling().alarms([\"\"], true)",
    right: "Deployment::rolling().alarms([\"web-5xx\"], true)",
    rules: &[],
};

/// Every code of the family.
pub static CODES: &[&Code] = &[
    &OTHER_CONTROLLER,
    &UNUSED,
    &NEGATIVE,
    &NO_MOVE,
    &NO_ROOM,
    &OTHER_STRATEGY,
    &BAKE_TIME,
    &STEP,
    &EARLY_SUCCESS,
    &HOOK_STAGES,
    &HOOK_TARGET,
    &HOOK_TIMEOUT,
    &NOTHING_TO_SHIFT,
    &ALARMS,
];
