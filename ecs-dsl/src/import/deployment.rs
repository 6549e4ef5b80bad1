//! How a service moves from one revision to the next, as the builder.

use super::code::{Chain, Expr, call, string, strings};
use super::document::Input;
use super::module::{INFRASTRUCTURE_ROLE, Module};
use super::values::{api, minutes, percent};
use crate::api::ecs::{
    CreateService, DeploymentCircuitBreaker, DeploymentConfiguration, DeploymentController,
    DeploymentControllerType, DeploymentLifecycleHook, DeploymentLifecycleHookTargetType, DeploymentStrategy,
    ThresholdType,
};

/// Writes the deployment configuration and the controller, and returns comments on what was left out.
pub(super) fn write(
    module: &mut Module,
    chain: &mut Chain,
    input: &Input<CreateService>,
    wanted: &mut CreateService,
    written: &mut CreateService,
) -> Vec<String> {
    let mut comments = Vec::new();
    let from = wanted.deployment_configuration.clone().unwrap_or_default();
    let mut to = DeploymentConfiguration::default();
    let mut deployment = Chain::new(beginning(&from, &mut to));
    match wanted.deployment_controller.as_ref().map(|controller| &controller.r#type) {
        None | Some(DeploymentControllerType::Ecs) => {}
        Some(controller) => {
            if let (DeploymentControllerType::CodeDeploy | DeploymentControllerType::External, None) =
                (controller, &to.strategy)
            {
                let codedeploy = *controller == DeploymentControllerType::CodeDeploy;
                let start = if codedeploy { "Deployment::code_deploy" } else { "Deployment::external" };
                deployment = Chain::new(call(start, []));
            } else {
                deployment.call("controller", [api(controller)]);
            }
            written.deployment_controller = Some(DeploymentController { r#type: controller.clone() });
        }
    }
    if let Some(share) = from.minimum_healthy_percent {
        deployment.call("minimum_healthy_percent", [percent(share)]);
        to.minimum_healthy_percent = Some(share);
    }
    if let Some(share) = from.maximum_percent {
        deployment.call("maximum_percent", [percent(share)]);
        to.maximum_percent = Some(share);
    }
    if let Some(breaker) = from.deployment_circuit_breaker.as_ref().and_then(circuit_breaker) {
        deployment.call("circuit_breaker", [breaker]);
        to.deployment_circuit_breaker.clone_from(&from.deployment_circuit_breaker);
    }
    if let Some(alarms) = from.alarms.as_ref().filter(|alarms| alarms.enable) {
        deployment.call("alarms", [strings(&alarms.alarm_names), Expr::plain(alarms.rollback)]);
        to.alarms = Some(alarms.clone());
    }
    if let (Some(minutes_), None) = (from.bake_time_in_minutes, to.bake_time_in_minutes) {
        deployment.call("bake_time", [minutes(minutes_)]);
        to.bake_time_in_minutes = Some(minutes_);
    }
    let hooks = from.lifecycle_hooks.as_deref().unwrap_or_default();
    let calls: Option<Vec<Expr>> = hooks.iter().map(|one| hook(module, one)).collect();
    match calls {
        Some(calls) => {
            calls.into_iter().for_each(|hook| deployment.call("hook", [hook]));
            to.lifecycle_hooks.clone_from(&from.lifecycle_hooks);
        }
        None => comments.extend(without_details(module, input, wanted)),
    }
    if let Some(success) = from.early_success_criteria.as_ref().filter(|success| success.enable)
        && let (Some(healthy), Some(cleanup)) =
            (success.healthy_percent, &success.source_service_revision_cleanup)
    {
        deployment.call("early_success", [percent(healthy), api(cleanup)]);
        to.early_success_criteria = Some(success.clone());
    }
    if to != DeploymentConfiguration::default() {
        written.deployment_configuration = Some(to);
    }
    if written.deployment_configuration.is_some() || written.deployment_controller.is_some() {
        chain.call("deployment", [deployment.into()]);
    }
    comments
}

/// Returns the constructor that the strategy asks for, and writes down what it writes.
fn beginning(from: &DeploymentConfiguration, to: &mut DeploymentConfiguration) -> Expr {
    let number = |number: f64| Expr::Plain(format!("{number:?}"));
    match &from.strategy {
        Some(DeploymentStrategy::BlueGreen) => {
            let bake = from.bake_time_in_minutes.unwrap_or_default();
            to.strategy.clone_from(&from.strategy);
            to.bake_time_in_minutes = Some(bake);
            return call("Deployment::blue_green", [minutes(bake)]);
        }
        Some(DeploymentStrategy::Linear) => {
            if let Some(linear) = &from.linear_configuration
                && let (Some(step), Some(bake)) = (linear.step_percent, linear.step_bake_time_in_minutes)
            {
                to.strategy.clone_from(&from.strategy);
                to.linear_configuration = Some(linear.clone());
                return call("Deployment::linear", [number(step), minutes(bake)]);
            }
        }
        Some(DeploymentStrategy::Canary) => {
            if let Some(canary) = &from.canary_configuration
                && let (Some(share), Some(bake)) = (canary.canary_percent, canary.canary_bake_time_in_minutes)
            {
                to.strategy.clone_from(&from.strategy);
                to.canary_configuration = Some(canary.clone());
                return call("Deployment::canary", [number(share), minutes(bake)]);
            }
        }
        _ => {}
    }
    call("Deployment::rolling", [])
}

fn circuit_breaker(breaker: &DeploymentCircuitBreaker) -> Option<Expr> {
    let start = match (breaker.enable, breaker.rollback) {
        (true, true) => "CircuitBreaker::rollback",
        (true, false) => "CircuitBreaker::stop",
        (false, false) => "CircuitBreaker::off",
        (false, true) => return None,
    };
    let mut chain = Chain::new(call(start, []));
    if let Some(threshold) = &breaker.threshold_configuration {
        let value = threshold.value;
        match threshold.r#type {
            ThresholdType::Count => chain.call("after_tasks", [Expr::plain(value)]),
            ThresholdType::BoundedPercent => chain.call("after_percent", [percent(value)]),
            ThresholdType::UnboundedPercent => chain.call("after_unbounded_percent", [percent(value)]),
            ThresholdType::Unknown(_) => return None,
        }
    }
    if let Some(reset) = breaker.reset_on_healthy_task {
        chain.call("reset_on_healthy_task", [Expr::plain(reset)]);
    }
    Some(chain.into())
}

fn hook(module: &Module, hook: &DeploymentLifecycleHook) -> Option<Expr> {
    let stages = Expr::Array(hook.lifecycle_stages.as_ref()?.iter().map(|stage| api(stage)).collect());
    let start = match (&hook.target_type, &hook.hook_target_arn) {
        (None | Some(DeploymentLifecycleHookTargetType::AwsLambda), Some(function)) => {
            call("Hook::lambda", [string(function), stages])
        }
        (Some(DeploymentLifecycleHookTargetType::Pause), None) => call("Hook::pause", [stages]),
        _ => return None,
    };
    let mut chain = Chain::new(start);
    if let Some(details) = &hook.hook_details {
        let mut parsed = Chain::new(string(details.to_string()));
        parsed.call("parse", []);
        parsed.call("expect", [string("JSON")]);
        chain.call("details", [parsed.into()]);
    }
    match &hook.timeout_configuration {
        None => {}
        Some(timeout) => {
            let (span, action) = (timeout.timeout_in_minutes?, timeout.action.as_ref()?);
            chain.call("timeout", [minutes(span), api(action)]);
        }
    }
    match (&hook.role_arn, &hook.hook_target_arn) {
        (Some(role), Some(_)) => {
            chain.call("infrastructure_role", [module.role(INFRASTRUCTURE_ROLE, role)]);
        }
        (Some(_), None) => return None,
        _ => {}
    }
    Some(chain.into())
}

/// Takes the details out of hooks that are written as they are on the wire: those have no literal.
fn without_details(
    module: &mut Module,
    input: &Input<CreateService>,
    wanted: &mut CreateService,
) -> Vec<String> {
    let configuration = wanted.deployment_configuration.iter_mut();
    let hooks = configuration.flat_map(|it| it.lifecycle_hooks.iter_mut().flatten());
    let mut comments = Vec::new();
    for (index, hook) in hooks.enumerate() {
        if hook.hook_details.take().is_some() {
            let member = format!("deploymentConfiguration.lifecycleHooks[{index}].hookDetails");
            comments.push(
                module.note(input.origin.note(&member, "left out: the hook is not one of those known")),
            );
        }
    }
    comments
}
