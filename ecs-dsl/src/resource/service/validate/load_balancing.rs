//! Load balancers, VPC Lattice targets and gateway connectors.

use ecs_dsl_facts::arn::ArnKind;

use super::basics::{check_arn, controller};
use super::ports::{check_port_name, check_target};
use super::setting::Setting;
use crate::api::ecs::{
    AdvancedConfiguration, CreateService, DeploymentControllerType, GatewayAccessType, GatewayConnector,
    GatewayConnectorHealthCheckProtocol, LoadBalancer, NetworkMode,
};
use crate::check::limits::{at_most, given, within};
use crate::check::value::check_known;
use crate::diagnostic::Finding;
use crate::diagnostic::code::{load_balancing as codes, service as service_codes};

const MEMBER: &str = "loadBalancers";

pub(super) fn check(request: &CreateService, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let balancers = request.load_balancers.as_deref().unwrap_or_default();
    for (index, balancer) in balancers.iter().enumerate() {
        check_balancer(balancer, &format!("{MEMBER}[{index}]"), request, setting, findings);
    }
    let groups = balancers.iter().filter(|balancer| given(&balancer.target_group_arn).is_some()).count();
    at_most(&codes::TARGET_LIMIT, MEMBER, groups, 5, "target groups", findings);
    check_controller(request, balancers, findings);
    check_health_checks(balancers, setting, findings);
    check_grace_period(request, setting, findings);
    check_lattice(request, setting, findings);
    check_gateways(request.gateway_connectors.as_deref().unwrap_or_default(), setting, findings);
}

fn check_balancer(
    balancer: &LoadBalancer,
    at: &str,
    request: &CreateService,
    setting: &Setting<'_>,
    findings: &mut Vec<Finding>,
) {
    let group = given(&balancer.target_group_arn);
    let classic = given(&balancer.load_balancer_name);
    let (what, fix) = match (group, classic) {
        (Some(_), Some(classic)) => (
            format!("the target group stands beside the Classic Load Balancer `{classic}`"),
            "leave one of the two out: each entry is about one load balancer",
        ),
        (None, None) => ("the entry names no load balancer".to_owned(), "add targetGroupArn"),
        _ => (String::new(), ""),
    };
    if !what.is_empty() {
        findings.push(Finding::new(&codes::TARGET, at, what, fix));
        return;
    }
    match (given(&balancer.container_name), balancer.container_port) {
        (Some(container), Some(port)) => {
            if let Some(task) = setting.task {
                check_target(container, port, at, task, findings);
            }
        }
        (container, _) => {
            let missing = if container.is_none() { "containerName" } else { "containerPort" };
            let what = format!("the entry has no {missing}");
            findings.push(Finding::new(&codes::TARGET, at, what, format!("add {missing}")));
        }
    }
    check_arn(&format!("{at}.targetGroupArn"), group, &[ArnKind::TargetGroup], setting, findings);
    if classic.is_some() && setting.network_mode() == Some(NetworkMode::Awsvpc) {
        let what = "a Classic Load Balancer is to reach tasks of the network mode awsvpc";
        let fix = "use a target group of the type ip, of an Application or Network Load Balancer";
        let member = format!("{at}.loadBalancerName");
        findings.push(Finding::new(&codes::CLASSIC_AWSVPC, member, what, fix));
    }
    check_shift(balancer, at, request, setting, findings);
}

fn check_shift(
    balancer: &LoadBalancer,
    at: &str,
    request: &CreateService,
    setting: &Setting<'_>,
    findings: &mut Vec<Finding>,
) {
    let member = format!("{at}.advancedConfiguration");
    let strategy = super::deployment::strategy(request);
    let empty = AdvancedConfiguration::default();
    let advanced = balancer.advanced_configuration.as_ref();
    if !strategy.shifts_traffic() {
        if advanced.is_some_and(|advanced| *advanced != empty) && strategy.is_rolling() {
            let what = "the target group has an alternate, and the deployment is rolling";
            let fix = "leave advancedConfiguration out, or choose the strategy BLUE_GREEN, LINEAR or CANARY";
            let in_code =
                "leave `.shift(…)` out, or deploy with `Deployment::blue_green(…)`, `linear` or `canary`";
            findings.push(Finding::new(&codes::SHIFT_UNUSED, member, what, fix).in_code(in_code));
        }
        return;
    }
    if given(&balancer.target_group_arn).is_none() {
        return;
    }
    let AdvancedConfiguration {
        alternate_target_group_arn,
        production_listener_rule,
        test_listener_rule,
        role_arn,
    } = advanced.unwrap_or(&empty);
    let missing: Vec<&str> = [
        ("alternateTargetGroupArn", alternate_target_group_arn),
        ("productionListenerRule", production_listener_rule),
        ("roleArn", role_arn),
    ]
    .into_iter()
    .filter(|(_, value)| given(value).is_none())
    .map(|(name, _)| name)
    .collect();
    if !missing.is_empty() {
        let what = format!("the target group has no {}", missing.join(", no "));
        let fix = format!("add to advancedConfiguration: {}", missing.join(", "));
        let in_code = "give the target group `.shift(TrafficShift::new(alternate_target_group, listener_rule))`; the role for it is derived";
        findings.push(Finding::new(&codes::SHIFT_INCOMPLETE, member.as_str(), what, fix).in_code(in_code));
    }
    let rules = [ArnKind::ListenerRule, ArnKind::Listener];
    let check = |name: &str, value: &Option<String>, kinds: &[ArnKind], findings: &mut Vec<Finding>| {
        check_arn(&format!("{member}.{name}"), given(value), kinds, setting, findings);
    };
    check("alternateTargetGroupArn", alternate_target_group_arn, &[ArnKind::TargetGroup], findings);
    check("productionListenerRule", production_listener_rule, &rules, findings);
    check("testListenerRule", test_listener_rule, &rules, findings);
    check("roleArn", role_arn, &[ArnKind::Role], findings);
    if given(alternate_target_group_arn).is_some() && *alternate_target_group_arn == balancer.target_group_arn
    {
        let what = "the alternate target group is the target group itself";
        let fix = "name another target group of the same load balancer";
        let member = format!("{member}.alternateTargetGroupArn");
        findings.push(Finding::new(&codes::SAME_ALTERNATE, member, what, fix));
    }
}

fn check_controller(request: &CreateService, balancers: &[LoadBalancer], findings: &mut Vec<Finding>) {
    let mut report = |what: String, fix: &str| {
        let in_code = fix
            .replace(
                "let the controller ECS deploy the service",
                "let ECS deploy the service: `Deployment::rolling()`",
            )
            .replace("add a target group", "add a `.target(…)`");
        findings.push(Finding::new(&codes::CONTROLLER_TARGETS, MEMBER, what, fix).in_code(in_code));
    };
    let classic = balancers.iter().any(|balancer| given(&balancer.load_balancer_name).is_some());
    match controller(request) {
        DeploymentControllerType::CodeDeploy if balancers.is_empty() => {
            let what = "CodeDeploy is to deploy a service without a load balancer".to_owned();
            report(what, "add a target group, or let the controller ECS deploy the service");
        }
        DeploymentControllerType::CodeDeploy if classic => {
            let what = "CodeDeploy is to deploy a service with a Classic Load Balancer".to_owned();
            report(what, "use a target group of an Application or Network Load Balancer");
        }
        DeploymentControllerType::CodeDeploy if balancers.len() > 1 => {
            let what =
                format!("CodeDeploy is to deploy a service with {} load balancer entries", balancers.len());
            report(what, "keep one; the second target group belongs to CodeDeploy's deployment group");
        }
        DeploymentControllerType::External if balancers.len() > 1 => {
            let what =
                format!("a service with the controller EXTERNAL has {} target groups", balancers.len());
            report(what, "keep one, or let the controller ECS deploy the service");
        }
        _ => {}
    }
}

fn check_health_checks(balancers: &[LoadBalancer], setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let classic = balancers.iter().position(|balancer| given(&balancer.load_balancer_name).is_some());
    let (Some(index), Some(task)) = (classic, setting.task) else { return };
    let checked = task.container_definitions.iter().find(|container| container.health_check.is_some());
    if let Some(container) = checked {
        let name = container.name.as_deref().unwrap_or_default();
        let what = format!("the container `{name}` has a health check of its own");
        let fix = "leave the healthCheck out, or use a target group";
        let member = format!("{MEMBER}[{index}].loadBalancerName");
        let in_code = "leave the container's `.health_check(…)` out, or use a `.target(…)`";
        findings.push(Finding::new(&codes::CLASSIC_HEALTH_CHECK, member, what, fix).in_code(in_code));
    }
}

fn check_grace_period(request: &CreateService, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let Some(seconds) = request.health_check_grace_period_seconds.filter(|seconds| *seconds > 0) else {
        return;
    };
    let balanced = request.load_balancers.iter().flatten().next().is_some()
        || request.vpc_lattice_configurations.iter().flatten().next().is_some()
        || request.gateway_connectors.iter().flatten().next().is_some();
    // Without the task definition nobody knows whether a container checks its health.
    let Some(task) = setting.task else { return };
    let checked = task.container_definitions.iter().any(|container| container.health_check.is_some());
    if !balanced && !checked {
        let what =
            format!("a grace period of {seconds} seconds is given, and nothing checks the tasks' health");
        let fix = "leave it out, or add a load balancer or a container health check";
        let code = &service_codes::GRACE_PERIOD_UNUSED;
        findings.push(Finding::new(code, "healthCheckGracePeriodSeconds", what, fix));
    }
}

fn check_lattice(request: &CreateService, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    for (index, lattice) in request.vpc_lattice_configurations.iter().flatten().enumerate() {
        let at = format!("vpcLatticeConfigurations[{index}]");
        if let Some(task) = setting.task {
            check_port_name(&lattice.port_name, &format!("{at}.portName"), task, findings);
        }
        let group = Some(lattice.target_group_arn.as_str());
        let kinds = [ArnKind::LatticeTargetGroup];
        check_arn(&format!("{at}.targetGroupArn"), group, &kinds, setting, findings);
        let role = Some(lattice.role_arn.as_str());
        check_arn(&format!("{at}.roleArn"), role, &[ArnKind::Role], setting, findings);
    }
}

fn check_gateways(connectors: &[GatewayConnector], setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    at_most(&codes::GATEWAY_LIMIT, "gatewayConnectors", connectors.len(), 1, "gateway connectors", findings);
    for (index, connector) in connectors.iter().enumerate() {
        let at = format!("gatewayConnectors[{index}]");
        if let Some(task) = setting.task {
            check_port_name(&connector.port_name, &format!("{at}.portName"), task, findings);
        }
        let delay = connector.deregistration_delay.as_ref().and_then(|delay| delay.timeout_seconds);
        let member = format!("{at}.deregistrationDelay.timeoutSeconds");
        within(&codes::GATEWAY_LIMIT, member, delay, 0..=3_600, "seconds", findings);
        let types = connector.filters.as_ref().and_then(|filters| filters.access_types.as_deref());
        let types = types.unwrap_or_default();
        let member = format!("{at}.filters.accessTypes");
        at_most(&codes::GATEWAY_LIMIT, member.as_str(), types.len(), 2, "access types", findings);
        for (number, access) in types.iter().enumerate() {
            let values = GatewayAccessType::VALUES;
            check_known(&format!("{member}[{number}]"), access.as_str(), values, findings);
        }
        let check = connector.health_check.as_ref();
        if let Some(protocol) = check.and_then(|check| check.health_check_protocol.as_ref()) {
            let member = format!("{at}.healthCheck.healthCheckProtocol");
            let values = GatewayConnectorHealthCheckProtocol::VALUES;
            check_known(&member, protocol.as_str(), values, findings);
        }
    }
}
