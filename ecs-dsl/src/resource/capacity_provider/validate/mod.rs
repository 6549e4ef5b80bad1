//! The rules of capacity providers.

mod managed_instances;
#[cfg(test)]
mod tests;

use ecs_dsl_facts::arn::ArnKind;
use ecs_dsl_facts::names;

use crate::api::ecs::{
    AutoScalingGroupProvider, CreateCapacityProvider, ManagedDraining, ManagedScaling, ManagedScalingStatus,
    ManagedTerminationProtection,
};
use crate::check::Surroundings;
use crate::check::limits::{arn_of, given, named, within};
use crate::check::value::check_known;
use crate::diagnostic::Finding;
use crate::diagnostic::code::{capacity_provider as codes, service as service_codes};
use crate::resource::role::validate as roles;
use crate::resource::tags;

const GROUP: &str = "autoScalingGroupProvider";

/// Checks a capacity provider.
pub(crate) fn validate(
    request: &CreateCapacityProvider,
    around: &dyn Surroundings,
    findings: &mut Vec<Finding>,
) {
    named(&codes::NAME, "name", &request.name, &names::CAPACITY_PROVIDER, findings);
    match (&request.auto_scaling_group_provider, &request.managed_instances_provider) {
        (Some(_), Some(_)) => {
            let what = "the provider is an Auto Scaling group and Managed Instances";
            let fix = "keep one of autoScalingGroupProvider and managedInstancesProvider";
            findings.push(Finding::new(&codes::ONE_KIND, "managedInstancesProvider", what, fix));
        }
        (None, None) => {
            let what = "the provider is neither an Auto Scaling group nor Managed Instances";
            let fix = "add autoScalingGroupProvider or managedInstancesProvider";
            findings.push(Finding::new(&codes::ONE_KIND, "", what, fix));
        }
        (Some(group), None) => {
            check_cluster(request, false, around, findings);
            check_group(group, findings);
        }
        (None, Some(managed)) => {
            check_cluster(request, true, around, findings);
            managed_instances::check(managed, findings);
            managed_instances::check_metadata_tags(request, managed, findings);
            roles::check_capacity_provider(request, around, findings);
        }
    }
    tags::check(request.tags.as_deref(), "tags", findings);
}

fn check_cluster(
    request: &CreateCapacityProvider,
    is_managed: bool,
    around: &dyn Surroundings,
    findings: &mut Vec<Finding>,
) {
    let (what, fix) = match (given(&request.cluster), is_managed) {
        (None, true) => ("the provider of Managed Instances has no cluster", "add cluster: its name or ARN"),
        (Some(_), false) => (
            "the provider of an Auto Scaling group has a cluster",
            "name it in the cluster's capacityProviders",
        ),
        (Some(cluster), true) => {
            let code = &service_codes::REFERENCE_FORM;
            match cluster.starts_with("arn:") {
                true => arn_of(code, "cluster", Some(cluster), &[ArnKind::Cluster], findings),
                false if around.cluster(cluster).is_some() => {}
                false => named(code, "cluster", cluster, &names::CLUSTER, findings),
            }
            return;
        }
        (None, false) => return,
    };
    findings.push(Finding::new(&codes::CLUSTER, "cluster", what, fix));
}

fn check_group(group: &AutoScalingGroupProvider, findings: &mut Vec<Finding>) {
    let member = format!("{GROUP}.autoScalingGroupArn");
    let name = group.auto_scaling_group_arn.as_str();
    if name.is_empty() {
        let what = "the Auto Scaling group is not named";
        findings.push(Finding::new(&codes::GROUP, member, what, "write the group's ARN or name"));
    } else if name.starts_with("arn:") {
        arn_of(&codes::GROUP, member, Some(name), &[ArnKind::AutoScalingGroup], findings);
    }
    let scaling = group.managed_scaling.as_ref();
    if let Some(scaling) = scaling {
        check_scaling(scaling, findings);
    }
    if let Some(draining) = &group.managed_draining {
        let member = format!("{GROUP}.managedDraining");
        check_known(&member, draining.as_str(), ManagedDraining::VALUES, findings);
    }
    let Some(protection) = &group.managed_termination_protection else { return };
    let member = format!("{GROUP}.managedTerminationProtection");
    check_known(&member, protection.as_str(), ManagedTerminationProtection::VALUES, findings);
    let status = scaling.and_then(|scaling| scaling.status.as_ref());
    let scales = scaling.is_some() && status != Some(&ManagedScalingStatus::Disabled);
    if *protection == ManagedTerminationProtection::Enabled && !scales {
        let what = "termination protection is on, and managed scaling is off";
        let fix = "write the managedScaling status `ENABLED`, or protection `DISABLED`";
        let in_code =
            "write `.managed_scaling(ManagedScaling::target(…))`, or leave `.termination_protection()` out";
        findings.push(Finding::new(&codes::PROTECTION, member, what, fix).in_code(in_code));
    }
}

fn check_scaling(scaling: &ManagedScaling, findings: &mut Vec<Finding>) {
    let at = format!("{GROUP}.managedScaling");
    if let Some(status) = &scaling.status {
        check_known(&format!("{at}.status"), status.as_str(), ManagedScalingStatus::VALUES, findings);
    }
    let (minimum, maximum) = (scaling.minimum_scaling_step_size, scaling.maximum_scaling_step_size);
    let before = findings.len();
    for (name, value, limits, unit) in [
        ("targetCapacity", scaling.target_capacity, 1..=100, "percent"),
        ("minimumScalingStepSize", minimum, 1..=10_000, "instances"),
        ("maximumScalingStepSize", maximum, 1..=10_000, "instances"),
        ("instanceWarmupPeriod", scaling.instance_warmup_period, 0..=10_000, "seconds"),
    ] {
        within(&codes::RANGE, format!("{at}.{name}"), value, limits, unit, findings);
    }
    if let (Some(minimum), Some(maximum)) = (minimum, maximum)
        && maximum < minimum
        && findings.len() == before
    {
        let what = format!("a step is at least {minimum} and at most {maximum} instances");
        let fix = format!("write {minimum} or more");
        findings.push(Finding::new(&codes::STEPS, format!("{at}.maximumScalingStepSize"), what, fix));
    }
}
