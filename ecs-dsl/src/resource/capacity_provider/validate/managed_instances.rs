//! Managed Instances: their template, what instances are wanted, and when they are let go.

use ecs_dsl_facts::arn::ArnKind;

use crate::api::ecs::{
    AutoRepairActionsStatus, CapacityOptionType, CapacityReservationPreference, CreateCapacityProvider,
    CreateManagedInstancesProviderConfiguration, InstanceLaunchTemplate, InstanceRequirements,
    ManagedInstancesMonitoringOptions, PropagateMiTags,
};
use crate::check::limits::{arn_of, within};
use crate::check::value::{check_known, has_token};
use crate::diagnostic::Finding;
use crate::diagnostic::code::{capacity_provider as codes, service as service_codes};
use crate::resource::service::validate::network::check_ids;

const MANAGED: &str = "managedInstancesProvider";
const TEMPLATE: &str = "managedInstancesProvider.instanceLaunchTemplate";
const MAX_TYPES: usize = 400;

pub(super) fn check(managed: &CreateManagedInstancesProviderConfiguration, findings: &mut Vec<Finding>) {
    let template = &managed.instance_launch_template;
    for (member, arn, kind, noun) in [
        (
            format!("{MANAGED}.infrastructureRoleArn"),
            &managed.infrastructure_role_arn,
            ArnKind::Role,
            "infrastructure role",
        ),
        (
            format!("{TEMPLATE}.ec2InstanceProfileArn"),
            &template.ec2_instance_profile_arn,
            ArnKind::InstanceProfile,
            "instance profile",
        ),
    ] {
        if arn.is_empty() {
            let what = format!("the Managed Instances have no {noun}");
            findings.push(Finding::new(&codes::MISSING, member, what, format!("add the ARN of an {noun}")));
        } else {
            arn_of(&service_codes::ARN_KIND, member, Some(arn), &[kind], findings);
        }
    }
    check_values(managed, findings);
    check_template(template, findings);
    if let Some(requirements) = &template.instance_requirements {
        check_requirements(requirements, findings);
    }
    let after = managed.infrastructure_optimization.as_ref().and_then(|of| of.scale_in_after);
    let member = format!("{MANAGED}.infrastructureOptimization.scaleInAfter");
    within(&codes::RANGE, member, after, -1..=3_600, "seconds", findings);
}

fn check_values(managed: &CreateManagedInstancesProviderConfiguration, findings: &mut Vec<Finding>) {
    let template = &managed.instance_launch_template;
    let mut known = |at: &str, name: &str, value: Option<&str>, values: &[&str]| {
        if let Some(value) = value {
            check_known(&format!("{at}.{name}"), value, values, findings);
        }
    };
    let tags = managed.propagate_tags.as_ref().map(|value| value.as_str());
    known(MANAGED, "propagateTags", tags, PropagateMiTags::VALUES);
    let repair = managed.auto_repair_configuration.as_ref().and_then(|of| of.actions_status.as_ref());
    let name = "autoRepairConfiguration.actionsStatus";
    known(MANAGED, name, repair.map(|value| value.as_str()), AutoRepairActionsStatus::VALUES);
    let monitoring = template.monitoring.as_ref().map(|value| value.as_str());
    known(TEMPLATE, "monitoring", monitoring, ManagedInstancesMonitoringOptions::VALUES);
    let option = template.capacity_option_type.as_ref().map(|value| value.as_str());
    known(TEMPLATE, "capacityOptionType", option, CapacityOptionType::VALUES);
    let reserved = template.capacity_reservations.as_ref().and_then(|of| of.reservation_preference.as_ref());
    let name = "capacityReservations.reservationPreference";
    known(TEMPLATE, name, reserved.map(|value| value.as_str()), CapacityReservationPreference::VALUES);
}

fn check_template(template: &InstanceLaunchTemplate, findings: &mut Vec<Finding>) {
    let network = &template.network_configuration;
    let subnets = network.subnets.as_deref().unwrap_or_default();
    let member = format!("{TEMPLATE}.networkConfiguration.subnets");
    if subnets.is_empty() {
        let what = "there are no subnets for the instances";
        findings.push(Finding::new(&codes::MISSING, member, what, "name the subnets, all of one VPC"));
    } else {
        check_ids(subnets, &member, "subnet", findings);
    }
    let groups = network.security_groups.as_deref().unwrap_or_default();
    check_ids(groups, &format!("{TEMPLATE}.networkConfiguration.securityGroups"), "sg", findings);
    let size = template.storage_configuration.as_ref().and_then(|storage| storage.storage_size_gib);
    let member = format!("{TEMPLATE}.storageConfiguration.storageSizeGiB");
    within(&codes::RANGE, member, size, 1..=i32::MAX, "GiB", findings);
    let local = template.local_storage_configuration.as_ref().and_then(|of| of.use_local_storage);
    if template.nitro_enclaves_enabled == Some(true) && local == Some(true) {
        let what = "the instances are to have enclaves and to use their local storage";
        let fix = "switch one of the two off";
        findings.push(Finding::new(&codes::ENCLAVES, format!("{TEMPLATE}.nitroEnclavesEnabled"), what, fix));
    }
    let option = template.capacity_option_type.as_ref().unwrap_or(&CapacityOptionType::OnDemand);
    let reserved = *option == CapacityOptionType::Reserved || !option.is_known();
    if template.capacity_reservations.is_some() && !reserved {
        let what = format!("capacity reservations stand beside the capacity option {option}");
        let fix = "write the capacityOptionType `RESERVED`, or leave capacityReservations out";
        let member = format!("{TEMPLATE}.capacityReservations");
        findings.push(Finding::new(&codes::RESERVATIONS, member, what, fix));
    }
}

fn check_requirements(requirements: &InstanceRequirements, findings: &mut Vec<Finding>) {
    let at = format!("{TEMPLATE}.instanceRequirements");
    check_ranges(requirements, &at, findings);
    let allowed = requirements.allowed_instance_types.as_deref().unwrap_or_default();
    let excluded = requirements.excluded_instance_types.as_deref().unwrap_or_default();
    for (name, types) in [("allowedInstanceTypes", allowed), ("excludedInstanceTypes", excluded)] {
        if types.len() > MAX_TYPES {
            let what = format!("there are {} instance types", types.len());
            let fix = "name at most 400; `m7g.*` stands for all of a family";
            findings.push(Finding::new(&codes::RANGE, format!("{at}.{name}"), what, fix));
        }
    }
    let prices = (
        requirements.spot_max_price_percentage_over_lowest_price,
        requirements.max_spot_price_as_percentage_of_optimal_on_demand_price,
    );
    let both_types = !allowed.is_empty() && !excluded.is_empty();
    for (both, name, other) in [
        (both_types, "excludedInstanceTypes", "allowedInstanceTypes"),
        (
            prices.0.is_some() && prices.1.is_some(),
            "maxSpotPriceAsPercentageOfOptimalOnDemandPrice",
            "spotMaxPricePercentageOverLowestPrice",
        ),
    ] {
        if both {
            let what = format!("`{name}` stands beside `{other}`");
            let fix = "leave one of the two out";
            findings.push(Finding::new(&codes::EXCLUSIVE, format!("{at}.{name}"), what, fix));
        }
    }
}

/// Checks that a range has something in it wherever both ends are given.
fn check_ranges(requirements: &InstanceRequirements, at: &str, findings: &mut Vec<Finding>) {
    let whole = |min: Option<i32>, max: Option<i32>| (min.map(f64::from), max.map(f64::from));
    let of = requirements;
    let ranges = [
        ("vCpuCount", whole(Some(of.vcpu_count.min), of.vcpu_count.max)),
        ("memoryMiB", whole(Some(of.memory_mib.min), of.memory_mib.max)),
        ("memoryGiBPerVCpu", of.memory_gib_per_vcpu.as_ref().map_or((None, None), |of| (of.min, of.max))),
        (
            "networkInterfaceCount",
            of.network_interface_count.as_ref().map_or((None, None), |of| whole(of.min, of.max)),
        ),
        (
            "totalLocalStorageGB",
            of.total_local_storage_gb.as_ref().map_or((None, None), |of| (of.min, of.max)),
        ),
        (
            "baselineEbsBandwidthMbps",
            of.baseline_ebs_bandwidth_mbps.as_ref().map_or((None, None), |of| whole(of.min, of.max)),
        ),
        ("acceleratorCount", of.accelerator_count.as_ref().map_or((None, None), |of| whole(of.min, of.max))),
        (
            "acceleratorTotalMemoryMiB",
            of.accelerator_total_memory_mib.as_ref().map_or((None, None), |of| whole(of.min, of.max)),
        ),
        (
            "networkBandwidthGbps",
            of.network_bandwidth_gbps.as_ref().map_or((None, None), |of| (of.min, of.max)),
        ),
    ];
    for (name, range) in ranges {
        if let (Some(min), Some(max)) = range
            && min > max
        {
            let what = format!("`{name}` is at least {min} and at most {max}");
            let fix = format!("write a max of {min} or more");
            findings.push(Finding::new(&codes::EMPTY_RANGE, format!("{at}.{name}.max"), what, fix));
        }
    }
}

/// Checks the tags that the instances show in their metadata: a key becomes a path there.
pub(super) fn check_metadata_tags(
    request: &CreateCapacityProvider,
    managed: &CreateManagedInstancesProviderConfiguration,
    findings: &mut Vec<Finding>,
) {
    let shown = managed.instance_launch_template.instance_metadata_tags_propagation != Some(false);
    if !shown || managed.propagate_tags != Some(PropagateMiTags::CapacityProvider) {
        return;
    }
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-_+=,.@:".contains(c);
    for (index, tag) in request.tags.iter().flatten().enumerate() {
        let Some(key) = tag.key.as_deref().filter(|key| !has_token(key)) else { continue };
        if let Some(c) = key.chars().find(|c| !allowed(*c)) {
            let what = format!("{c:?} cannot stand in the tag key `{key}` in instance metadata");
            let fix = "use letters, digits and `-_+=,.@:`, or switch instanceMetadataTagsPropagation off";
            findings.push(Finding::new(&codes::METADATA_TAG, format!("tags[{index}].key"), what, fix));
        }
    }
}
