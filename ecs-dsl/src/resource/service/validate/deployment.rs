//! How a service moves from one revision to the next.

use super::basics::{controller, has_task_sets, is_daemon};
use super::hooks;
use super::setting::{RunsOn, Setting};
use crate::api::ecs::{
    CreateService, DeploymentConfiguration, DeploymentControllerType, DeploymentStrategy,
    SourceServiceRevisionCleanup, ThresholdType,
};
use crate::check::limits::within;
use crate::check::value::check_known;
use crate::diagnostic::Finding;
use crate::diagnostic::code::deployment as codes;

const MEMBER: &str = "deploymentConfiguration";
/// What makes room for a task between two revisions, in Rust.
const ROOM_IN_CODE: &str =
    "raise `.maximum_percent(…)` to `Percent::new(200)`, or lower `.minimum_healthy_percent(…)`";

/// What ECS does at a deployment: one of its strategies, or nothing where another controller does it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Strategy<'a> {
    Ecs(&'a DeploymentStrategy),
    /// CodeDeploy or an external controller deploys, or a controller that is not known.
    Other,
}

impl Strategy<'_> {
    pub(super) fn is_rolling(self) -> bool {
        self == Self::Ecs(&DeploymentStrategy::Rolling)
    }

    pub(super) fn shifts_traffic(self) -> bool {
        use DeploymentStrategy::{BlueGreen, Canary, Linear};
        matches!(self, Self::Ecs(BlueGreen | Linear | Canary))
    }
}

/// Returns the strategy of a service's deployments; rolling where nothing is said.
pub(super) fn strategy(request: &CreateService) -> Strategy<'_> {
    if *controller(request) != DeploymentControllerType::Ecs {
        return Strategy::Other;
    }
    let strategy = request.deployment_configuration.as_ref().and_then(|of| of.strategy.as_ref());
    Strategy::Ecs(strategy.unwrap_or(&DeploymentStrategy::Rolling))
}

pub(super) fn check(request: &CreateService, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let empty = DeploymentConfiguration::default();
    let configuration = request.deployment_configuration.as_ref().unwrap_or(&empty);
    check_values(configuration, findings);
    check_early_success(configuration, percentages(request).1, findings);
    match controller(request) {
        DeploymentControllerType::Ecs => {
            check_strategy(configuration, strategy(request), findings);
            check_traffic(request, findings);
        }
        DeploymentControllerType::Unknown(_) => {}
        other => check_other_controller(configuration, other, setting, findings),
    }
    if !has_task_sets(request) {
        check_percentages(request, configuration, findings);
    }
    hooks::check(configuration.lifecycle_hooks.as_deref().unwrap_or_default(), setting, findings);
}

fn check_values(configuration: &DeploymentConfiguration, findings: &mut Vec<Finding>) {
    if let Some(strategy) = &configuration.strategy {
        let member = format!("{MEMBER}.strategy");
        check_known(&member, strategy.as_str(), DeploymentStrategy::VALUES, findings);
    }
    let breaker = configuration.deployment_circuit_breaker.as_ref();
    if let Some(threshold) = breaker.and_then(|breaker| breaker.threshold_configuration.as_ref()) {
        let member = format!("{MEMBER}.deploymentCircuitBreaker.thresholdConfiguration.type");
        check_known(&member, threshold.r#type.as_str(), ThresholdType::VALUES, findings);
    }
    let number = |name: &str, value: Option<i32>, unit: &str, findings: &mut Vec<Finding>| {
        within(&codes::NEGATIVE, format!("{MEMBER}.{name}"), value, 0..=i32::MAX, unit, findings);
    };
    number("maximumPercent", configuration.maximum_percent, "percent", findings);
    number("minimumHealthyPercent", configuration.minimum_healthy_percent, "percent", findings);
    number("bakeTimeInMinutes", configuration.bake_time_in_minutes, "minutes", findings);
    check_steps(configuration, findings);
    check_alarms(configuration, findings);
}

fn check_alarms(configuration: &DeploymentConfiguration, findings: &mut Vec<Finding>) {
    let Some(alarms) = configuration.alarms.as_ref().filter(|alarms| alarms.enable) else { return };
    let member = format!("{MEMBER}.alarms.alarmNames");
    if alarms.alarm_names.is_empty() {
        let what = "alarms are to fail the deployment, and none is named";
        let fix = "name the alarms, or leave them out";
        findings.push(Finding::new(&codes::ALARMS, member, what, fix));
    } else if let Some(index) = alarms.alarm_names.iter().position(String::is_empty) {
        let what = "an alarm that is to fail the deployment has no name";
        findings.push(Finding::new(&codes::ALARMS, format!("{member}[{index}]"), what, "write its name"));
    }
}

fn check_steps(configuration: &DeploymentConfiguration, findings: &mut Vec<Finding>) {
    if let Some(linear) = &configuration.linear_configuration {
        let at = format!("{MEMBER}.linearConfiguration");
        check_share(linear.step_percent, 3.0, &format!("{at}.stepPercent"), findings);
        let member = format!("{at}.stepBakeTimeInMinutes");
        within(&codes::STEP, member, linear.step_bake_time_in_minutes, 0..=1_440, "minutes", findings);
    }
    if let Some(canary) = &configuration.canary_configuration {
        let at = format!("{MEMBER}.canaryConfiguration");
        check_share(canary.canary_percent, 0.1, &format!("{at}.canaryPercent"), findings);
        let member = format!("{at}.canaryBakeTimeInMinutes");
        within(&codes::STEP, member, canary.canary_bake_time_in_minutes, 0..=1_440, "minutes", findings);
    }
}

/// Checks a share of traffic: from its least to 100 percent, in tenths.
fn check_share(share: Option<f64>, least: f64, member: &str, findings: &mut Vec<Finding>) {
    let Some(share) = share else { return };
    let tenths = share * 10.0;
    let (what, fix) = if !(least..=100.0).contains(&share) {
        (format!("{share} percent of the traffic is moved"), format!("write {least:.1} to 100.0"))
    } else if (tenths - tenths.round()).abs() > 1e-6 {
        let rounded = tenths.round() / 10.0;
        (format!("{share} percent is not a number of tenths"), format!("write {rounded:.1}"))
    } else {
        return;
    };
    findings.push(Finding::new(&codes::STEP, member, what, fix));
}

/// Checks early success against the least share of healthy tasks, AWS's default where none is given.
fn check_early_success(configuration: &DeploymentConfiguration, minimum: i64, findings: &mut Vec<Finding>) {
    let Some(criteria) = &configuration.early_success_criteria else { return };
    let at = format!("{MEMBER}.earlySuccessCriteria");
    if let Some(cleanup) = &criteria.source_service_revision_cleanup {
        let member = format!("{at}.sourceServiceRevisionCleanup");
        check_known(&member, cleanup.as_str(), SourceServiceRevisionCleanup::VALUES, findings);
    }
    let mut missing = Vec::new();
    if criteria.healthy_percent.is_none() {
        missing.push("healthyPercent");
    }
    if criteria.source_service_revision_cleanup.is_none() {
        missing.push("sourceServiceRevisionCleanup");
    }
    if criteria.enable && !missing.is_empty() {
        let what = format!("early success is on without {}", missing.join(" and "));
        let fix = format!("add {}", missing.join(" and "));
        findings.push(Finding::new(&codes::EARLY_SUCCESS, at.as_str(), what, fix));
    }
    let Some(healthy) = criteria.healthy_percent else { return };
    let member = format!("{at}.healthyPercent");
    let minimum = minimum.clamp(0, 100);
    if !(minimum..=100).contains(&i64::from(healthy)) {
        let what = format!("early success asks for {healthy} percent of healthy tasks");
        let fix = format!("write {minimum} to 100: no less than minimumHealthyPercent");
        let in_code = format!("ask for {minimum} to 100 percent: no less than `.minimum_healthy_percent(…)`");
        findings.push(Finding::new(&codes::EARLY_SUCCESS, member, what, fix).in_code(in_code));
    }
}

fn check_strategy(
    configuration: &DeploymentConfiguration,
    strategy: Strategy<'_>,
    findings: &mut Vec<Finding>,
) {
    let Strategy::Ecs(strategy) = strategy else { return };
    if !strategy.is_known() {
        return;
    }
    for (name, given, owner) in [
        ("linearConfiguration", configuration.linear_configuration.is_some(), DeploymentStrategy::Linear),
        ("canaryConfiguration", configuration.canary_configuration.is_some(), DeploymentStrategy::Canary),
        ("earlySuccessCriteria", configuration.early_success_criteria.is_some(), DeploymentStrategy::Rolling),
    ] {
        if given && *strategy != owner {
            let what = format!("`{name}` stands beside the strategy {strategy}");
            let fix = format!("leave it out, or write the strategy `{owner}`");
            let in_code = match owner {
                DeploymentStrategy::Rolling => "leave it out, or deploy with `Deployment::rolling()`",
                DeploymentStrategy::Linear => "leave it out, or deploy with `Deployment::linear(…)`",
                _ => "leave it out, or deploy with `Deployment::canary(…)`",
            };
            let finding = Finding::new(&codes::OTHER_STRATEGY, format!("{MEMBER}.{name}"), what, fix);
            findings.push(finding.in_code(in_code));
        }
    }
    if *strategy == DeploymentStrategy::BlueGreen && configuration.bake_time_in_minutes.is_none() {
        let what = "the blue/green deployment has no bake time";
        let fix = "add bakeTimeInMinutes; 0 stops the old tasks at once";
        let finding = Finding::new(&codes::BAKE_TIME, format!("{MEMBER}.bakeTimeInMinutes"), what, fix);
        findings.push(
            finding.in_code("write `Deployment::blue_green(Minutes::new(…))`; 0 stops the old tasks at once"),
        );
    }
}

fn check_traffic(request: &CreateService, findings: &mut Vec<Finding>) {
    let strategy = strategy(request);
    let Strategy::Ecs(name) = strategy else { return };
    let balanced = request.load_balancers.iter().flatten().next().is_some()
        || request.vpc_lattice_configurations.iter().flatten().next().is_some();
    let connected = request.service_connect_configuration.as_ref();
    let offered = connected.is_some_and(|of| of.enabled && of.services.iter().flatten().next().is_some());
    if strategy.shifts_traffic() && !balanced && !offered {
        let what =
            format!("the strategy {name} has no traffic to shift: no target group, no Service Connect port");
        let fix = "add a target group or a Service Connect port, or write the strategy `ROLLING`";
        let in_code = "give the service `.target(TargetGroup::arn(…).shift(…), &port)` or an endpoint of Service Connect, or deploy with `Deployment::rolling()`";
        let finding = Finding::new(&codes::NOTHING_TO_SHIFT, format!("{MEMBER}.strategy"), what, fix);
        findings.push(finding.in_code(in_code));
    }
}

fn check_other_controller(
    configuration: &DeploymentConfiguration,
    controller: &DeploymentControllerType,
    setting: &Setting<'_>,
    findings: &mut Vec<Finding>,
) {
    let breaker = configuration.deployment_circuit_breaker.as_ref().is_some_and(|breaker| breaker.enable);
    let strategy = configuration.strategy.as_ref();
    for (name, given) in [
        ("deploymentCircuitBreaker", breaker),
        ("alarms", configuration.alarms.as_ref().is_some_and(|alarms| alarms.enable)),
        ("strategy", strategy.is_some_and(|of| *of != DeploymentStrategy::Rolling && of.is_known())),
        ("linearConfiguration", configuration.linear_configuration.is_some()),
        ("canaryConfiguration", configuration.canary_configuration.is_some()),
    ] {
        if given {
            let what = format!("`{name}` stands beside the controller {controller}");
            let fix = "leave it out, or let the controller `ECS` deploy the service";
            let finding = Finding::new(&codes::OTHER_CONTROLLER, format!("{MEMBER}.{name}"), what, fix);
            findings.push(
                finding.in_code("leave it out, or let ECS deploy the service: `Deployment::rolling()`"),
            );
        }
    }
    let custom = [
        ("maximumPercent", configuration.maximum_percent, 200),
        ("minimumHealthyPercent", configuration.minimum_healthy_percent, 100),
    ];
    for (name, value, default) in custom {
        let Some(value) = value.filter(|value| *value != default && *value >= 0) else { continue };
        let what = format!("`{name}` is {value} beside the controller {controller}");
        let fix = format!("leave it out: {controller} goes by its own settings");
        let code = match setting.runs_on {
            Some(RunsOn::Ec2) => &codes::OTHER_CONTROLLER,
            _ => &codes::UNUSED,
        };
        findings.push(Finding::new(code, format!("{MEMBER}.{name}"), what, fix));
    }
}

fn check_percentages(
    request: &CreateService,
    configuration: &DeploymentConfiguration,
    findings: &mut Vec<Finding>,
) {
    if !strategy(request).is_rolling() {
        return;
    }
    let (maximum, minimum) = percentages(request);
    if maximum < 0 || minimum < 0 {
        return;
    }
    let member = match (configuration.maximum_percent, configuration.minimum_healthy_percent) {
        (Some(_), _) => format!("{MEMBER}.maximumPercent"),
        (None, Some(_)) => format!("{MEMBER}.minimumHealthyPercent"),
        (None, None) => return,
    };
    if maximum <= minimum {
        let what = format!("at least {minimum} and at most {maximum} percent of the tasks may run");
        let fix = match is_daemon(request) {
            true => "lower minimumHealthyPercent: a daemon's old task stops before its new one starts",
            false => "raise maximumPercent to 200, or lower minimumHealthyPercent",
        };
        let in_code = match is_daemon(request) {
            true => {
                "lower `.minimum_healthy_percent(…)`: a daemon's old task stops before its new one starts"
            }
            false => ROOM_IN_CODE,
        };
        findings.push(Finding::new(&codes::NO_MOVE, member, what, fix).in_code(in_code));
        return;
    }
    let Some(count) = request.desired_count.filter(|count| *count > 0) else { return };
    // Whole tasks: the minimum is rounded up, the maximum down.
    let count = i64::from(count);
    let least = (count * minimum + 99) / 100;
    let most = count * maximum / 100;
    if most <= least {
        let what = format!("of {count} tasks at least {least} and at most {most} may run");
        let fix = "raise maximumPercent to 200, or lower minimumHealthyPercent";
        findings.push(Finding::new(&codes::NO_ROOM, member, what, fix).in_code(ROOM_IN_CODE));
    }
}

/// Returns the maximum and the minimum of running tasks in percent, AWS's defaults filled in.
pub(super) fn percentages(request: &CreateService) -> (i64, i64) {
    let configuration = request.deployment_configuration.as_ref();
    let (maximum, minimum) = if is_daemon(request) { (100, 0) } else { (200, 100) };
    (
        configuration.and_then(|of| of.maximum_percent).map_or(maximum, i64::from),
        configuration.and_then(|of| of.minimum_healthy_percent).map_or(minimum, i64::from),
    )
}
