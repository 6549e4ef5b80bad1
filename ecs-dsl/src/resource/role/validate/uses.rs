//! What roles are used for: whether the service that a member passes a role to may take it on.

use ecs_dsl_facts::iam::service_principal::{ECS, ECS_TASKS};

use crate::api::ecs::{CreateCapacityProvider, CreateService, RegisterTaskDefinition};
use crate::check::Surroundings;
use crate::check::limits::given;
use crate::diagnostic::code::{capacity_provider as provider_codes, role as codes};
use crate::diagnostic::{Finding, Severity};
use crate::iam::check::{trust_policy, trusts_service};
use crate::iam::policy::{Effect, PolicyDocument, Statement, action_covers};

/// Checks that ECS may take on the two roles of a task definition.
pub(crate) fn check_task_definition(
    request: &RegisterTaskDefinition,
    around: &dyn Surroundings,
    findings: &mut Vec<Finding>,
) {
    for (member, role) in
        [("taskRoleArn", &request.task_role_arn), ("executionRoleArn", &request.execution_role_arn)]
    {
        check_trust(member, given(role), ECS_TASKS, around, findings);
    }
}

/// Checks the infrastructure roles that a service passes to ECS: for traffic, volumes, certificates, hooks.
pub(crate) fn check_service(request: &CreateService, around: &dyn Surroundings, findings: &mut Vec<Finding>) {
    let mut check = |member: String, role: Option<&str>| {
        check_trust(&member, role, ECS, around, findings);
    };
    for (index, balancer) in request.load_balancers.iter().flatten().enumerate() {
        let role = balancer.advanced_configuration.as_ref().and_then(|of| of.role_arn.as_deref());
        check(format!("loadBalancers[{index}].advancedConfiguration.roleArn"), role);
    }
    for (index, volume) in request.volume_configurations.iter().flatten().enumerate() {
        let role = volume.managed_ebs_volume.as_ref().map(|of| of.role_arn.as_str());
        check(format!("volumeConfigurations[{index}].managedEBSVolume.roleArn"), role);
    }
    for (index, lattice) in request.vpc_lattice_configurations.iter().flatten().enumerate() {
        check(format!("vpcLatticeConfigurations[{index}].roleArn"), Some(lattice.role_arn.as_str()));
    }
    let connected = request.service_connect_configuration.iter().flat_map(|of| of.services.iter().flatten());
    for (index, service) in connected.enumerate() {
        let role = service.tls.as_ref().and_then(|tls| tls.role_arn.as_deref());
        check(format!("serviceConnectConfiguration.services[{index}].tls.roleArn"), role);
    }
    let hooks = request.deployment_configuration.iter().flat_map(|of| of.lifecycle_hooks.iter().flatten());
    for (index, hook) in hooks.enumerate() {
        check(format!("deploymentConfiguration.lifecycleHooks[{index}].roleArn"), hook.role_arn.as_deref());
    }
}

/// Checks the role with which ECS manages the instances of a capacity provider.
pub(crate) fn check_capacity_provider(
    request: &CreateCapacityProvider,
    around: &dyn Surroundings,
    findings: &mut Vec<Finding>,
) {
    let role = request.managed_instances_provider.as_ref().map(|of| of.infrastructure_role_arn.as_str());
    check_trust("managedInstancesProvider.infrastructureRoleArn", role, ECS, around, findings);
    check_pass_role(request, around, findings);
}

/// Checks that ECS may give instances their role, as far as the infrastructure role is known.
fn check_pass_role(request: &CreateCapacityProvider, around: &dyn Surroundings, findings: &mut Vec<Finding>) {
    let Some(managed) = &request.managed_instances_provider else { return };
    let Some((role, policies)) = around.role(&managed.infrastructure_role_arn) else { return };
    let profile = &managed.instance_launch_template.ec2_instance_profile_arn;
    let name = profile.rsplit('/').next().unwrap_or(profile);
    // A profile made in the console or by the guide has its role's name.
    let passes = |statement: &Statement| {
        statement.effect == Effect::Allow
            && statement.action.iter().flat_map(|of| of.iter()).any(|it| action_covers(it, "iam:PassRole"))
    };
    if name.is_empty()
        || name.starts_with("ecsInstanceRole")
        || policies.iter().flat_map(|policy| policy.statements.iter()).any(passes)
    {
        return;
    }
    let what = format!("the role `{}` may not pass on the role in the profile `{name}`", role.role_name);
    let fix = "write the infrastructure role, and allow it iam:PassRole on the role in the profile";
    let member = "managedInstancesProvider.instanceLaunchTemplate.ec2InstanceProfileArn";
    findings.push(Finding::new(&provider_codes::PASS_ROLE, member, what, fix));
}

fn check_trust(
    member: &str,
    role: Option<&str>,
    principal: &str,
    around: &dyn Surroundings,
    findings: &mut Vec<Finding>,
) {
    let Some((role, _)) = role.and_then(|role| around.role(role)) else { return };
    // A trust policy that cannot be read is reported where it stands.
    let Ok(trust) = serde_json::from_str::<PolicyDocument>(&role.assume_role_policy_document) else { return };
    // What is wrong with the policy itself is reported there, and is the cause.
    let is_sound = || trust_policy(&trust).iter().all(|finding| finding.code.severity != Severity::Error);
    if !trusts_service(&trust, principal) && is_sound() {
        let what = format!("the role `{}` does not trust `{principal}`", role.role_name);
        let fix = format!("name the service `{principal}` in the role's trust policy");
        findings.push(Finding::new(&codes::NOT_TRUSTED, member, what, fix));
    }
}
