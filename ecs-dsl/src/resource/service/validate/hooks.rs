//! What runs at the stages of a deployment.

use ecs_dsl_facts::arn::ArnKind;

use super::basics::check_arn;
use super::setting::Setting;
use crate::api::ecs::{
    DeploymentLifecycleHook, DeploymentLifecycleHookAction, DeploymentLifecycleHookStage,
    DeploymentLifecycleHookTargetType,
};
use crate::check::limits::{given, within};
use crate::check::value::check_known;
use crate::diagnostic::Finding;
use crate::diagnostic::code::deployment as codes;

/// The two weeks that a hook may wait at most, in minutes.
const MAX_TIMEOUT: i32 = 20_160;

pub(super) fn check(hooks: &[DeploymentLifecycleHook], setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    for (index, hook) in hooks.iter().enumerate() {
        let at = format!("deploymentConfiguration.lifecycleHooks[{index}]");
        let target_type = hook.target_type.as_ref().unwrap_or(&DeploymentLifecycleHookTargetType::AwsLambda);
        check_stages(hook, target_type, &at, findings);
        check_target(hook, target_type, &at, setting, findings);
        check_timeout(hook, &at, findings);
    }
}

fn check_stages(
    hook: &DeploymentLifecycleHook,
    target_type: &DeploymentLifecycleHookTargetType,
    at: &str,
    findings: &mut Vec<Finding>,
) {
    use DeploymentLifecycleHookStage::{ProductionTrafficShift, TestTrafficShift};
    let member = format!("{at}.lifecycleStages");
    let stages = hook.lifecycle_stages.as_deref().unwrap_or_default();
    if stages.is_empty() {
        let fix = "name the stages at which it runs, such as `POST_SCALE_UP`";
        findings.push(Finding::new(&codes::HOOK_STAGES, member.as_str(), "the hook has no stages", fix));
    }
    for (number, stage) in stages.iter().enumerate() {
        let member = format!("{member}[{number}]");
        check_known(&member, stage.as_str(), DeploymentLifecycleHookStage::VALUES, findings);
        let pause = *target_type == DeploymentLifecycleHookTargetType::Pause;
        if pause && matches!(stage, TestTrafficShift | ProductionTrafficShift) {
            let what = format!("the deployment cannot pause at {stage}");
            let fix = match stage {
                TestTrafficShift => "write `POST_SCALE_UP` or `POST_TEST_TRAFFIC_SHIFT`",
                _ => "write `PRE_PRODUCTION_TRAFFIC_SHIFT` or `POST_PRODUCTION_TRAFFIC_SHIFT`",
            };
            findings.push(Finding::new(&codes::HOOK_STAGES, member, what, fix));
        }
    }
}

fn check_target(
    hook: &DeploymentLifecycleHook,
    target_type: &DeploymentLifecycleHookTargetType,
    at: &str,
    setting: &Setting<'_>,
    findings: &mut Vec<Finding>,
) {
    let member = format!("{at}.hookTargetArn");
    let target = given(&hook.hook_target_arn);
    match target_type {
        DeploymentLifecycleHookTargetType::AwsLambda => {
            if target.is_none() {
                let what = "the hook calls a function, and none is named";
                let fix = "add hookTargetArn, or write the targetType `PAUSE`";
                findings.push(Finding::new(&codes::HOOK_TARGET, member, what, fix));
            } else {
                check_arn(&member, target, &[ArnKind::LambdaFunction], setting, findings);
            }
        }
        DeploymentLifecycleHookTargetType::Pause => {
            if target.is_some() {
                let what = "a pause has a function to call";
                let fix = "leave hookTargetArn out, or write the targetType `AWS_LAMBDA`";
                findings.push(Finding::new(&codes::HOOK_TARGET, member, what, fix));
            }
            if hook.hook_details.is_some() {
                let what = "a pause has details, which nobody reads";
                let member = format!("{at}.hookDetails");
                findings.push(Finding::new(&codes::UNUSED, member, what, "leave hookDetails out"));
            }
        }
        DeploymentLifecycleHookTargetType::Unknown(value) => {
            let member = format!("{at}.targetType");
            check_known(&member, value, DeploymentLifecycleHookTargetType::VALUES, findings);
        }
    }
    check_arn(&format!("{at}.roleArn"), given(&hook.role_arn), &[ArnKind::Role], setting, findings);
}

fn check_timeout(hook: &DeploymentLifecycleHook, at: &str, findings: &mut Vec<Finding>) {
    let Some(timeout) = &hook.timeout_configuration else { return };
    let at = format!("{at}.timeoutConfiguration");
    let minutes = timeout.timeout_in_minutes;
    within(
        &codes::HOOK_TIMEOUT,
        format!("{at}.timeoutInMinutes"),
        minutes,
        1..=MAX_TIMEOUT,
        "minutes",
        findings,
    );
    if let Some(action) = &timeout.action {
        let values = DeploymentLifecycleHookAction::VALUES;
        check_known(&format!("{at}.action"), action.as_str(), values, findings);
    }
}
