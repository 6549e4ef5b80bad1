//! The security baseline of services: what AWS takes and advises against.

use super::basics::{has_task_sets, is_daemon};
use super::deployment::{percentages, strategy};
use super::setting::{RunsOn, Setting, provider_kind};
use crate::api::ecs::{
    AssignPublicIp, CapacityOptionType, CapacityProviderStrategyItem, CreateService, ExecuteCommandLogging,
};
use crate::check::Surroundings;
use crate::check::value::has_token;
use crate::diagnostic::Finding;
use crate::diagnostic::code::security_of_services as codes;

pub(super) fn check(request: &CreateService, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    check_public_ip(request, setting, findings);
    check_platform(setting, findings);
    check_exec(request, setting, findings);
    check_deployment(request, findings);
    check_spot(setting, findings);
}

fn check_public_ip(request: &CreateService, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let vpc = request.network_configuration.as_ref().and_then(|of| of.awsvpc_configuration.as_ref());
    let public = vpc.is_some_and(|vpc| vpc.assign_public_ip == Some(AssignPublicIp::Enabled));
    // Tasks outside Fargate cannot have one, which is an error of its own.
    if public && !matches!(setting.runs_on, Some(RunsOn::Ec2 | RunsOn::External)) {
        let what = "the tasks get public addresses";
        let fix = "write `DISABLED`, with NAT or VPC endpoints for what the tasks reach";
        let member = "networkConfiguration.awsvpcConfiguration.assignPublicIp";
        let in_code = "write `Network::private(…)`, with NAT or VPC endpoints for what the tasks reach";
        findings.push(Finding::new(&codes::PUBLIC_IP, member, what, fix).in_code(in_code));
    }
}

fn check_platform(setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let Some(version) = setting.platform_version else { return };
    let is_number = version.starts_with(|c: char| c.is_ascii_digit());
    if is_number && setting.is_fargate() {
        let what = format!("the platform version is held at {version}");
        let fix = "leave platformVersion out, which means LATEST";
        let finding = Finding::new(&codes::PLATFORM_PINNED, "platformVersion", what, fix);
        findings.push(finding.in_code("leave `.platform_version(…)` out, which means LATEST"));
    }
}

fn check_exec(request: &CreateService, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    if request.enable_execute_command != Some(true) || !setting.around.is_production() {
        return;
    }
    // A cluster that is not among what is checked may well log its sessions.
    let Some(cluster) = setting.cluster else { return };
    let exec = cluster.configuration.as_ref().and_then(|of| of.execute_command_configuration.as_ref());
    let audited = exec.is_some_and(|exec| exec.logging == Some(ExecuteCommandLogging::Override));
    if !audited {
        let what = format!(
            "ECS Exec is on, and the cluster `{}` keeps no log of its sessions",
            setting.cluster_name
        );
        let fix = "give the cluster an executeCommandConfiguration with the logging OVERRIDE";
        let in_code = "give the cluster `.exec_logging(ExecLogging::cloudwatch(&group))`";
        let finding = Finding::new(&codes::EXEC_UNAUDITED, "enableExecuteCommand", what, fix);
        findings.push(finding.in_code(in_code));
    }
}

fn check_deployment(request: &CreateService, findings: &mut Vec<Finding>) {
    if has_task_sets(request) || !strategy(request).is_rolling() {
        return;
    }
    let configuration = request.deployment_configuration.as_ref();
    let breaker = configuration.and_then(|of| of.deployment_circuit_breaker.as_ref());
    let alarms = configuration.and_then(|of| of.alarms.as_ref());
    if !breaker.is_some_and(|breaker| breaker.enable) && !alarms.is_some_and(|alarms| alarms.enable) {
        let what = "a deployment whose tasks fail goes on for ever";
        let fix = "enable the deployment circuit breaker, with rollback";
        let member = match breaker {
            Some(_) => "deploymentConfiguration.deploymentCircuitBreaker",
            None => "deploymentConfiguration",
        };
        let in_code = "add `.deployment(Deployment::rolling().circuit_breaker(CircuitBreaker::rollback()))`";
        findings.push(Finding::new(&codes::NO_CIRCUIT_BREAKER, member, what, fix).in_code(in_code));
    }
    let (_, minimum) = percentages(request);
    if !is_daemon(request) && request.desired_count == Some(1) && (0..100).contains(&minimum) {
        let what =
            format!("the service's only task may stop during a deployment: the minimum is {minimum} percent");
        let fix = "write 100, or run two tasks";
        let member = "deploymentConfiguration.minimumHealthyPercent";
        let in_code = "write `.minimum_healthy_percent(Percent::new(100))`, or run two tasks";
        findings.push(Finding::new(&codes::ONE_TASK_DOWN, member, what, fix).in_code(in_code));
    }
}

fn check_spot(setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let items = setting.strategy;
    let takes_tasks = |item: &&CapacityProviderStrategyItem| {
        items.len() == 1 || item.weight.unwrap_or(0) > 0 || item.base.unwrap_or(0) > 0
    };
    let mut used = items.iter().filter(takes_tasks).peekable();
    if used.peek().is_some() && used.all(|item| is_spot(&item.capacity_provider, setting.around)) {
        let what = "every task runs on Spot capacity";
        let fix = "add a provider that is not Spot, with a base of the tasks that must stay";
        let in_code = "add `.capacity_provider_with_base(…)` of a provider that is not Spot, with the tasks that must stay as its base";
        let finding = Finding::new(&codes::ALL_SPOT, "capacityProviderStrategy", what, fix);
        findings.push(finding.in_code(in_code));
    }
}

fn is_spot(name: &str, around: &dyn Surroundings) -> bool {
    if name == "FARGATE_SPOT" {
        return true;
    }
    if has_token(name) || provider_kind(name, around) != Some(RunsOn::ManagedInstances) {
        return false;
    }
    let managed = around.capacity_provider(name).and_then(|of| of.managed_instances_provider.as_ref());
    managed
        .is_some_and(|of| of.instance_launch_template.capacity_option_type == Some(CapacityOptionType::Spot))
}
