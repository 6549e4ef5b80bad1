//! The EBS volumes that ECS makes for the tasks of a service or run.

use std::collections::BTreeSet;

use ecs_dsl_facts::arn::{self, ArnKind};

use super::basics::{check_arn, is_daemon};
use super::setting::Setting;
use crate::api::ecs::{
    CreateService, EbsResourceType, EbsTagSpecification, PropagateTags, ServiceManagedEbsVolumeConfiguration,
    TaskFilesystemType, TaskVolumeConfiguration,
};
use crate::check::limits::{given, within};
use crate::check::value::{check_known, has_token};
use crate::diagnostic::Finding;
use crate::diagnostic::code::ebs as codes;
use crate::resource::tags;

const MEMBER: &str = "volumeConfigurations";

/// A type of volume: its name, and its limits in GiB and in operations per second where it takes any.
struct VolumeType {
    name: &'static str,
    size: (i32, i32),
    iops: Iops,
}

enum Iops {
    /// Given or not, within these limits.
    Optional(i32, i32),
    Required(i32, i32),
    /// The type has none to choose.
    Refused,
    /// Nothing is known that forbids them.
    Unsaid,
}

const TYPES: [VolumeType; 7] = [
    VolumeType { name: "gp2", size: (1, 16_384), iops: Iops::Unsaid },
    VolumeType { name: "gp3", size: (1, 16_384), iops: Iops::Optional(3_000, 16_000) },
    VolumeType { name: "io1", size: (4, 16_384), iops: Iops::Required(100, 64_000) },
    VolumeType { name: "io2", size: (4, 16_384), iops: Iops::Required(100, 256_000) },
    VolumeType { name: "st1", size: (125, 16_384), iops: Iops::Refused },
    VolumeType { name: "sc1", size: (125, 16_384), iops: Iops::Refused },
    VolumeType { name: "standard", size: (1, 1_024), iops: Iops::Refused },
];

/// The type of a volume that says none.
const DEFAULT_TYPE: &str = "gp3";

/// The members that a volume of a service and one of a run have in common.
struct Ebs<'a> {
    volume_type: Option<&'a str>,
    size: Option<i32>,
    snapshot: Option<&'a str>,
    rate: Option<i32>,
    iops: Option<i32>,
    throughput: Option<i32>,
    kms_key: Option<&'a str>,
    role: &'a str,
    filesystem: Option<&'a TaskFilesystemType>,
    tags: &'a [EbsTagSpecification],
    of_service: bool,
}

pub(super) fn check_service(request: &CreateService, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    // A daemon cannot have any, which is reported as such.
    if is_daemon(request) {
        return;
    }
    let volumes = request.volume_configurations.as_deref().unwrap_or_default();
    let names: Vec<&str> = volumes.iter().map(|volume| volume.name.as_str()).collect();
    check_names(&names, super::basics::has_task_sets(request), setting, findings);
    for (index, volume) in volumes.iter().enumerate() {
        let managed = volume.managed_ebs_volume.as_ref().map(of_service);
        check_volume(managed, index, setting, findings);
    }
}

/// Checks the volumes of a run.
pub(crate) fn check_run(
    volumes: &[TaskVolumeConfiguration],
    setting: &Setting<'_>,
    findings: &mut Vec<Finding>,
) {
    let names: Vec<&str> = volumes.iter().map(|volume| volume.name.as_str()).collect();
    check_names(&names, false, setting, findings);
    for (index, volume) in volumes.iter().enumerate() {
        let managed = volume.managed_ebs_volume.as_ref().map(|ebs| Ebs {
            volume_type: given(&ebs.volume_type),
            size: ebs.size_in_gib,
            snapshot: given(&ebs.snapshot_id),
            rate: ebs.volume_initialization_rate,
            iops: ebs.iops,
            throughput: ebs.throughput,
            kms_key: given(&ebs.kms_key_id),
            role: &ebs.role_arn,
            filesystem: ebs.filesystem_type.as_ref(),
            tags: ebs.tag_specifications.as_deref().unwrap_or_default(),
            of_service: false,
        });
        check_volume(managed, index, setting, findings);
    }
}

fn of_service(ebs: &ServiceManagedEbsVolumeConfiguration) -> Ebs<'_> {
    Ebs {
        volume_type: given(&ebs.volume_type),
        size: ebs.size_in_gib,
        snapshot: given(&ebs.snapshot_id),
        rate: ebs.volume_initialization_rate,
        iops: ebs.iops,
        throughput: ebs.throughput,
        kms_key: given(&ebs.kms_key_id),
        role: &ebs.role_arn,
        filesystem: ebs.filesystem_type.as_ref(),
        tags: ebs.tag_specifications.as_deref().unwrap_or_default(),
        of_service: true,
    }
}

/// Checks that the volumes are those that the task definition leaves to be configured.
fn check_names(names: &[&str], has_task_sets: bool, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let Some(task) = setting.task else { return };
    let volumes = || task.volumes.iter().flatten();
    let open: Vec<&str> = volumes()
        .filter(|volume| volume.configured_at_launch == Some(true))
        .filter_map(|volume| volume.name.as_deref())
        .collect();
    for (index, name) in names.iter().enumerate() {
        if open.contains(name) || has_token(name) {
            continue;
        }
        let exists = volumes().any(|volume| volume.name.as_deref() == Some(*name));
        let (what, fix) = match exists {
            true => (
                format!("the volume `{name}` of the task definition is not left to be configured at launch"),
                "write configuredAtLaunch true for it, and nothing else beside its name".to_owned(),
            ),
            false => (
                format!("the task definition `{}` has no volume `{name}`", task.family),
                match ecs_dsl_facts::nearest(name, open.iter().copied()) {
                    Some(meant) => format!("write `{meant}`"),
                    None => {
                        "add it to the task definition's volumes, with configuredAtLaunch true".to_owned()
                    }
                },
            ),
        };
        let in_code = "hand over what `task.ebs_volume(…)` gives for the service's own task definition";
        let finding = Finding::new(&codes::VOLUME_NAME, format!("{MEMBER}[{index}].name"), what, fix);
        findings.push(finding.in_code(in_code));
    }
    let configured: BTreeSet<&str> = names.iter().copied().collect();
    for name in open.iter().filter(|name| !configured.contains(*name) && !has_task_sets) {
        // A mistyped name was reported already.
        if names.iter().any(|given| has_token(given) || ecs_dsl_facts::nearest(given, [*name]).is_some()) {
            continue;
        }
        let what = format!("the volume `{name}` of the task definition `{}` is not configured", task.family);
        let fix = format!("add a volume configuration with the name `{name}`");
        let finding = Finding::new(&codes::VOLUME_NAME, MEMBER, what, fix);
        findings.push(finding.in_code("add `.ebs_volume(&volume, Ebs::gp3(Gib::new(…)))`"));
    }
}

fn check_volume(ebs: Option<Ebs<'_>>, index: usize, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let Some(ebs) = ebs else {
        let what = "the volume is not described";
        let fix = "add managedEBSVolume with a role and a size or a snapshot";
        findings.push(Finding::new(&codes::SOURCE, format!("{MEMBER}[{index}]"), what, fix));
        return;
    };
    let at = format!("{MEMBER}[{index}].managedEBSVolume");
    if ebs.size.is_none() && ebs.snapshot.is_none() {
        let what = "the volume has neither a size nor a snapshot";
        findings.push(Finding::new(&codes::SOURCE, at.as_str(), what, "add sizeInGiB or snapshotId"));
    }
    if ebs.role.is_empty() {
        let what = "the volume has no role with which ECS makes it";
        let fix = "add the ARN of an infrastructure role";
        findings.push(Finding::new(&codes::SOURCE, format!("{at}.roleArn"), what, fix));
    }
    check_arn(&format!("{at}.roleArn"), Some(ebs.role), &[ArnKind::Role], setting, findings);
    check_type(&ebs, &at, setting, findings);
    if ebs.rate.is_some() && ebs.snapshot.is_none() {
        let what = "an initialization rate is given without a snapshot";
        let fix = "leave it out, or add snapshotId";
        let member = format!("{at}.volumeInitializationRate");
        let in_code = "leave it out, or write `Ebs::from_snapshot(…)`";
        findings.push(Finding::new(&codes::INITIALIZATION_RATE, member, what, fix).in_code(in_code));
    }
    check_filesystem(&ebs, &at, setting, findings);
    check_key(&ebs, &at, findings);
    check_tags(&ebs, &at, findings);
}

fn check_type(ebs: &Ebs<'_>, at: &str, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let name = ebs.volume_type.unwrap_or(DEFAULT_TYPE);
    if has_token(name) {
        return;
    }
    let member = format!("{at}.volumeType");
    let Some(row) = TYPES.iter().find(|row| row.name == name) else {
        let what = format!("there is no volume type `{name}`");
        let fix = match ecs_dsl_facts::nearest(name, TYPES.iter().map(|row| row.name)) {
            Some(meant) => format!("write `{meant}`"),
            None => "write `gp3`, or `io2` for many operations, `st1` for long reads".to_owned(),
        };
        findings.push(Finding::new(&codes::TYPE, member, what, fix));
        return;
    };
    if name == "standard" && setting.is_fargate() {
        let what = "Fargate tasks have no volumes of the type standard";
        findings.push(Finding::new(&codes::TYPE, member, what, "write `gp3`"));
    }
    let (low, high) = row.size;
    within(&codes::SIZE, format!("{at}.sizeInGiB"), ebs.size, low..=high, &format!("GiB ({name})"), findings);
    check_iops(ebs.iops, row, &format!("{at}.iops"), findings);
    let member = format!("{at}.throughput");
    if ebs.throughput.is_some() && name != "gp3" {
        let what = format!("a volume of the type {name} has a throughput");
        findings.push(Finding::new(
            &codes::THROUGHPUT,
            member,
            what,
            "leave it out, or write the type `gp3`",
        ));
    } else {
        within(&codes::THROUGHPUT, member, ebs.throughput, 0..=1_000, "MiB/s", findings);
    }
}

fn check_iops(iops: Option<i32>, row: &VolumeType, member: &str, findings: &mut Vec<Finding>) {
    let name = row.name;
    match (&row.iops, iops) {
        (Iops::Required(low, high), None) => {
            let what = format!("a volume of the type {name} does not say its operations per second");
            let fix = format!("add iops: {low} to {high}");
            findings.push(Finding::new(&codes::IOPS, member, what, fix));
        }
        (Iops::Required(low, high) | Iops::Optional(low, high), iops) => {
            within(&codes::IOPS, member, iops, *low..=*high, &format!("per second ({name})"), findings);
        }
        (Iops::Refused, Some(_)) => {
            let what = format!("a volume of the type {name} has iops");
            let fix = "leave it out, or write the type `gp3`";
            findings.push(Finding::new(&codes::IOPS, member, what, fix));
        }
        (Iops::Refused | Iops::Unsaid, _) => {}
    }
}

fn check_filesystem(ebs: &Ebs<'_>, at: &str, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let Some(filesystem) = ebs.filesystem else { return };
    let member = format!("{at}.filesystemType");
    if !filesystem.is_known() {
        return check_known(&member, filesystem.as_str(), TaskFilesystemType::VALUES, findings);
    }
    let ntfs = *filesystem == TaskFilesystemType::Ntfs;
    if setting.task.is_some() && ntfs != setting.is_windows() {
        let system = if ntfs { "Linux" } else { "Windows" };
        let what = format!("{system} tasks cannot use the file system {filesystem}");
        let fix = if ntfs { "write `xfs` or `ext4`" } else { "write `ntfs`" };
        findings.push(Finding::new(&codes::FILE_SYSTEM, member, what, fix));
    }
}

/// Warns of what cannot be a key: an id, an alias, or the ARN of either.
fn check_key(ebs: &Ebs<'_>, at: &str, findings: &mut Vec<Finding>) {
    let Some(key) = ebs.kms_key.filter(|key| !has_token(key)) else { return };
    let is_arn = || [ArnKind::KmsKey, ArnKind::KmsAlias].iter().any(|kind| arn::parse_as(key, *kind).is_ok());
    let is_id =
        |text: &str| text.len() >= 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    let named = key.strip_prefix("alias/").is_some_and(|name| !name.is_empty());
    if !named && !is_arn() && !is_id(key.strip_prefix("mrk-").unwrap_or(key)) {
        let what = format!("`{key}` does not look like a KMS key");
        let fix = "write the key's id, its alias as `alias/NAME`, or the ARN of either";
        findings.push(Finding::new(&codes::KEY, format!("{at}.kmsKeyId"), what, fix));
    }
}

fn check_tags(ebs: &Ebs<'_>, at: &str, findings: &mut Vec<Finding>) {
    for (number, specification) in ebs.tags.iter().enumerate() {
        let at = format!("{at}.tagSpecifications[{number}]");
        let kind = specification.resource_type.as_str();
        check_known(&format!("{at}.resourceType"), kind, EbsResourceType::VALUES, findings);
        tags::check_of_volume(specification.tags.as_deref(), &format!("{at}.tags"), findings);
        if let Some(from) = &specification.propagate_tags {
            check_propagation(from, ebs.of_service, &format!("{at}.propagateTags"), findings);
        }
    }
}

/// Checks from where tags are copied: a run has no service to copy from.
pub(crate) fn check_propagation(
    from: &PropagateTags,
    of_service: bool,
    member: &str,
    findings: &mut Vec<Finding>,
) {
    check_known(member, from.as_str(), PropagateTags::VALUES, findings);
    if *from == PropagateTags::Service && !of_service {
        let what = "a run is to copy the tags of a service";
        let fix = "write `TASK_DEFINITION` or `NONE`";
        let in_code = "write `PropagateTags::TaskDefinition`, or leave it out";
        findings.push(Finding::new(&codes::PROPAGATE_SERVICE, member, what, fix).in_code(in_code));
    }
}
