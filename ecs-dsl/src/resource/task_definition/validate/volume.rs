//! Volumes of the task, and where containers mount them.

use std::collections::BTreeSet;

use ecs_dsl_facts::fault::{Fault, listed};
use ecs_dsl_facts::{arn, names, nearest};

use super::secret::{Short, check_reference};
use super::{Container, Task};
use crate::api::ecs::{
    Compatibility, DockerVolumeConfiguration, EfsAuthorizationConfigIam, EfsTransitEncryption,
    EfsVolumeConfiguration, FsxWindowsFileServerVolumeConfiguration, S3FilesVolumeConfiguration, Scope,
    Volume,
};
use crate::check::limits::{named, within};
use crate::check::value::{check_known, fault_in, has_token};
use crate::diagnostic::Finding;
use crate::diagnostic::code::volume as codes;

pub(super) fn check(task: &Task<'_>, findings: &mut Vec<Finding>) {
    let mut at_launch = 0;
    let mut names = BTreeSet::new();
    for (path, volume) in super::items("volumes", &task.request.volumes) {
        let kinds = kinds_of(volume);
        if let Some(name) = volume.name.as_deref().filter(|name| !name.is_empty())
            && !names.insert(name)
        {
            let what = format!("the task has two volumes named `{name}`");
            let fix = "give one of them another name, or mount the first in both places";
            findings.push(Finding::new(&codes::VOLUME_TWICE, format!("{path}.name"), what, fix));
        }
        check_volume_name(&path, volume, &kinds, findings);
        if kinds.len() > 1 {
            let names = listed(kinds.iter().map(|kind| format!("`{kind}`")));
            let what = format!("{} has {names}", called(volume));
            let fix = "keep one of them, and make a volume of its own for another";
            findings.push(Finding::new(&codes::VOLUME_KINDS, path.as_str(), what, fix));
        }
        if volume.configured_at_launch == Some(true) {
            at_launch += 1;
            if at_launch == 2 {
                let what = format!("{} is the second volume that is attached at launch", called(volume));
                let fix = "keep one with `configuredAtLaunch`";
                let member = format!("{path}.configuredAtLaunch");
                let in_code = "keep one `.ebs_volume(…)`";
                findings.push(Finding::new(&codes::AT_LAUNCH_TWICE, member, what, fix).in_code(in_code));
            }
        }
        check_host(task, &path, volume, findings);
        if let Some(docker) = &volume.docker_volume_configuration {
            check_docker(task, &path, volume, docker, findings);
        }
        if let Some(efs) = &volume.efs_volume_configuration {
            check_efs(task, &format!("{path}.efsVolumeConfiguration"), volume, efs, findings);
        }
        if let Some(s3) = &volume.s3files_volume_configuration {
            check_s3_files(task, &format!("{path}.s3filesVolumeConfiguration"), volume, s3, findings);
        }
        if let Some(fsx) = &volume.fsx_windows_file_server_volume_configuration {
            let path = format!("{path}.fsxWindowsFileServerVolumeConfiguration");
            check_fsx(&path, volume, fsx, findings);
        }
    }
}

/// What a sentence calls a volume.
fn called(volume: &Volume) -> String {
    match volume.name.as_deref().filter(|name| !name.is_empty()) {
        Some(name) => format!("volume `{name}`"),
        None => "a volume without a name".to_owned(),
    }
}

/// Returns the members that say of which kind a volume is; none stands for an empty one of the host.
fn kinds_of(volume: &Volume) -> Vec<&'static str> {
    // A description brings back an empty `host` for what had none.
    let host = volume.host.as_ref().is_some_and(|host| host.source_path.is_some());
    [
        (host, "host"),
        (volume.docker_volume_configuration.is_some(), "dockerVolumeConfiguration"),
        (volume.efs_volume_configuration.is_some(), "efsVolumeConfiguration"),
        (volume.s3files_volume_configuration.is_some(), "s3filesVolumeConfiguration"),
        (
            volume.fsx_windows_file_server_volume_configuration.is_some(),
            "fsxWindowsFileServerVolumeConfiguration",
        ),
        (volume.configured_at_launch == Some(true), "configuredAtLaunch"),
    ]
    .into_iter()
    .filter_map(|(set, kind)| set.then_some(kind))
    .collect()
}

fn check_volume_name(path: &str, volume: &Volume, kinds: &[&str], findings: &mut Vec<Finding>) {
    let member = format!("{path}.name");
    match volume.name.as_deref() {
        Some(name) => named(&codes::VOLUME_NAME, member, name, &names::VOLUME, findings),
        None => {
            let needs = ["configuredAtLaunch", "efsVolumeConfiguration", "s3filesVolumeConfiguration"];
            if let Some(kind) = kinds.iter().find(|kind| needs.contains(*kind)) {
                let what = format!("a volume with `{kind}` has no name");
                findings.push(Finding::new(&codes::VOLUME_NAME, member, what, "give it one"));
            }
        }
    }
}

fn check_host(task: &Task<'_>, path: &str, volume: &Volume, findings: &mut Vec<Finding>) {
    if !task.is_for(Compatibility::Fargate) {
        return;
    }
    let source = volume.host.as_ref().and_then(|host| host.source_path.as_deref());
    if let Some(source) = source.filter(|source| !source.is_empty()) {
        let what = format!("{} is the path `{source}` of a host, and Fargate has none", called(volume));
        let fix = "leave `sourcePath` out for a volume that lives with the task, or use an EFS volume";
        let member = format!("{path}.host.sourcePath");
        findings.push(Finding::new(&codes::VOLUME_NOT_ON_FARGATE, member, what, fix));
    }
    if volume.docker_volume_configuration.is_some() {
        let what = format!("{} is a Docker volume, which Fargate does not offer", called(volume));
        let fix = "leave `dockerVolumeConfiguration` out, or use an EFS volume";
        let member = format!("{path}.dockerVolumeConfiguration");
        findings.push(Finding::new(&codes::VOLUME_NOT_ON_FARGATE, member, what, fix));
    }
}

fn check_docker(
    task: &Task<'_>,
    path: &str,
    volume: &Volume,
    docker: &DockerVolumeConfiguration,
    findings: &mut Vec<Finding>,
) {
    let path = format!("{path}.dockerVolumeConfiguration");
    if let Some(scope) = &docker.scope {
        check_known(&format!("{path}.scope"), scope.as_str(), Scope::VALUES, findings);
    }
    if docker.autoprovision == Some(true) && matches!(docker.scope, None | Some(Scope::Task)) {
        let what = format!("{} is provisioned automatically, and is a task's own", called(volume));
        let fix = "set `scope` to `shared`, or leave `autoprovision` out";
        findings.push(Finding::new(&codes::DOCKER_VOLUME, format!("{path}.autoprovision"), what, fix));
    }
    if let Some(driver) = docker.driver.as_deref().filter(|driver| *driver != "local" && task.windows) {
        let what = format!("{} has the driver `{driver}`, and Windows has `local` alone", called(volume));
        findings.push(Finding::new(&codes::DOCKER_VOLUME, format!("{path}.driver"), what, "write `local`"));
    }
}

/// Checks that an access point's root is not named a second time.
fn check_root(
    path: &str,
    volume: &Volume,
    root: Option<&str>,
    access_point: Option<&str>,
    findings: &mut Vec<Finding>,
) {
    if access_point.is_some_and(|point| !point.is_empty())
        && let Some(root) = root.filter(|root| !matches!(*root, "" | "/"))
    {
        let what = format!("{} has an access point and the root directory `{root}`", called(volume));
        let fix = "leave `rootDirectory` out; the access point has its own";
        let finding = Finding::new(&codes::ROOT_DIRECTORY, format!("{path}.rootDirectory"), what, fix);
        findings.push(finding.in_code("leave `.root_directory(…)` out; the access point has its own"));
    }
}

fn has_task_role(task: &Task<'_>) -> bool {
    task.request.task_role_arn.as_ref().is_some_and(|role| !role.is_empty())
}

fn check_efs(
    task: &Task<'_>,
    path: &str,
    volume: &Volume,
    efs: &EfsVolumeConfiguration,
    findings: &mut Vec<Finding>,
) {
    check_id(path, volume, &efs.file_system_id, findings);
    check_port(path, efs.transit_encryption_port, findings);
    if let Some(encryption) = &efs.transit_encryption {
        let member = format!("{path}.transitEncryption");
        check_known(&member, encryption.as_str(), EfsTransitEncryption::VALUES, findings);
    }
    let authorization = efs.authorization_config.as_ref();
    let access_point = authorization.and_then(|config| config.access_point_id.as_deref());
    check_root(path, volume, efs.root_directory.as_deref(), access_point, findings);
    let iam = authorization.and_then(|config| config.iam.as_ref());
    if let Some(iam) = iam {
        let member = format!("{path}.authorizationConfig.iam");
        check_known(&member, iam.as_str(), EfsAuthorizationConfigIam::VALUES, findings);
    }
    let by_iam = iam == Some(&EfsAuthorizationConfigIam::Enabled);
    let by_access_point = access_point.is_some_and(|point| !point.is_empty());
    let unencrypted = matches!(efs.transit_encryption, None | Some(EfsTransitEncryption::Disabled));
    if (by_iam || by_access_point) && unencrypted {
        let reason = if by_iam { "IAM authorization" } else { "an access point" };
        let what = format!("{} has {reason} and no encryption on the way", called(volume));
        let fix = "set `transitEncryption` to `ENABLED`";
        let finding = Finding::new(&codes::EFS_ENCRYPTION, format!("{path}.transitEncryption"), what, fix);
        findings.push(finding.in_code("leave `.unencrypted()` out"));
    }
    if by_iam && !has_task_role(task) {
        let what = format!("{} lets IAM decide, and the task has no task role", called(volume));
        let fix = "give the task a `taskRoleArn` that may mount the file system";
        let finding = Finding::new(&codes::EFS_ROLE, format!("{path}.authorizationConfig.iam"), what, fix);
        findings.push(
            finding.in_code("give the task `.task_role(…)` with a role that may mount the file system"),
        );
    }
}

fn check_s3_files(
    task: &Task<'_>,
    path: &str,
    volume: &Volume,
    s3: &S3FilesVolumeConfiguration,
    findings: &mut Vec<Finding>,
) {
    check_port(path, s3.transit_encryption_port, findings);
    check_root(path, volume, s3.root_directory.as_deref(), s3.access_point_arn.as_deref(), findings);
    let arns =
        [("fileSystemArn", Some(&s3.file_system_arn)), ("accessPointArn", s3.access_point_arn.as_ref())];
    for (member, text) in arns {
        let Some(text) = text.filter(|text| !has_token(text)) else { continue };
        let service = text.strip_prefix("arn:").and_then(|rest| rest.split(':').nth(1));
        let member = format!("{path}.{member}");
        if let Some(other) = service.filter(|service| !matches!(*service, "" | "s3files")) {
            let what = format!("`{text}` is an ARN of the service `{other}`");
            let fix = "name what S3 Files has for the bucket, such as \
                       `arn:aws:s3files:eu-west-1:123456789012:file-system/fs-0123456789abcdef0`";
            findings.push(Finding::new(&codes::FILE_SYSTEM, member, what, fix));
        } else if let Err(faults) = arn::parse(text) {
            findings.push(fault_in(&codes::FILE_SYSTEM, member, text, faults.first().clone()));
        }
    }
    if !has_task_role(task) {
        let what = format!("{} is mounted as the task role, and there is none", called(volume));
        let fix = "give the task a `taskRoleArn`";
        let finding = Finding::new(&codes::S3_FILES_ROLE, path, what, fix);
        findings.push(finding.in_code("give the task `.task_role(…)`"));
    }
}

fn check_fsx(
    path: &str,
    volume: &Volume,
    fsx: &FsxWindowsFileServerVolumeConfiguration,
    findings: &mut Vec<Finding>,
) {
    check_id(path, volume, &fsx.file_system_id, findings);
    if fsx.root_directory.is_empty() {
        let what = format!("{} names no share", called(volume));
        let fix = "give `rootDirectory` the share's path, such as `share`";
        let finding = Finding::new(&codes::FILE_SYSTEM, format!("{path}.rootDirectory"), what, fix);
        findings.push(finding.in_code("name the share's path, such as `share`"));
    }
    let authorization = &fsx.authorization_config;
    let member = format!("{path}.authorizationConfig.credentialsParameter");
    check_reference(&member, &authorization.credentials_parameter, Short::Never, findings);
    let domain = &authorization.domain;
    let is_full = domain.contains('.') && domain.split('.').all(|part| !part.is_empty());
    if !is_full && !has_token(domain) {
        let what = format!("{} is in the domain `{domain}`", called(volume));
        let fix = "write the domain's full name, such as `corp.example.com`";
        findings.push(Finding::new(
            &codes::FILE_SYSTEM,
            format!("{path}.authorizationConfig.domain"),
            what,
            fix,
        ));
    }
}

fn check_id(path: &str, volume: &Volume, id: &str, findings: &mut Vec<Finding>) {
    // Ids have 8 or 17 digits today, which nobody promises; those of examples end in EXAMPLE.
    let is_id = id.strip_prefix("fs-").is_some_and(|digits| {
        let digits = digits.trim_end_matches("EXAMPLE");
        (1..=40).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
    });
    if is_id || has_token(id) {
        return;
    }
    let what = match id {
        "" => format!("{} names no file system", called(volume)),
        id => format!("{} has the file system `{id}`, which is no id of one", called(volume)),
    };
    let fix = "give `fileSystemId` an id, such as `fs-0123456789abcdef0`".to_owned();
    let wrong = Fault::new(0..id.len(), what, "an id is `fs-` and hexadecimal digits", fix);
    findings.push(fault_in(&codes::FILE_SYSTEM, format!("{path}.fileSystemId"), id, wrong));
}

fn check_port(path: &str, port: Option<i32>, findings: &mut Vec<Finding>) {
    let member = format!("{path}.transitEncryptionPort");
    within(&codes::FILE_SYSTEM, member, port, 1..=65_535, "", findings);
}

/// Checks what a container mounts.
pub(super) fn check_mounts(container: &Container<'_>, findings: &mut Vec<Finding>) {
    let volumes = &container.task.volumes;
    let mut paths = BTreeSet::new();
    for (path, mount) in super::items(container.list("mountPoints"), &container.definition.mount_points) {
        if let Some(at) = mount.container_path.as_deref().filter(|at| !has_token(at)) {
            check_path(container, &path, at, &mut paths, findings);
        }
        let name = mount.source_volume.as_deref().unwrap_or("");
        let Some(volume) = volumes.get(name) else {
            if !has_token(name) {
                let what = match name {
                    "" => format!("{container} has a mount point without a volume"),
                    name => format!("{container} mounts volume `{name}`, which the task does not have"),
                };
                let fix = match nearest(name, volumes.keys().copied()) {
                    Some(meant) => format!("write `{meant}`"),
                    None => "add the volume to `volumes`, or name one that is there".to_owned(),
                };
                findings.push(Finding::new(
                    &codes::UNKNOWN_VOLUME,
                    format!("{path}.sourceVolume"),
                    what,
                    fix,
                ));
            }
            continue;
        };
        let source = volume.host.as_ref().and_then(|host| host.source_path.as_deref());
        if let (Some(from), Some(to)) =
            (source.and_then(drive), mount.container_path.as_deref().and_then(drive))
            && from != to
        {
            let what = format!("{container} mounts a path of drive {from}: on drive {to}:");
            let fix = format!("mount it at a path of drive {from}:");
            findings.push(Finding::new(&codes::DRIVES, format!("{path}.containerPath"), what, fix));
        }
    }
}

/// Checks where a volume is mounted: at a whole path, and at each path once.
fn check_path<'m>(
    container: &Container<'_>,
    path: &str,
    at: &'m str,
    paths: &mut BTreeSet<&'m str>,
    findings: &mut Vec<Finding>,
) {
    let absolute = at.starts_with(['/', '\\']) || drive(at).is_some();
    let place = at.trim_end_matches('/');
    let (what, fix) = if !absolute {
        let what = match at {
            "" => format!("{container} mounts a volume at an empty path"),
            at => format!("{container} mounts a volume at `{at}`, which is no whole path"),
        };
        (what, format!("write the path from the root, such as `/{}`", at.trim_start_matches("./")))
    } else if !paths.insert(place) {
        let what = format!("{container} mounts two volumes at `{at}`");
        (what, "mount one of them elsewhere: the other would hide it".to_owned())
    } else {
        return;
    };
    findings.push(Finding::new(&codes::MOUNT_PATH, format!("{path}.containerPath"), what, fix));
}

/// Returns the drive of a Windows path.
fn drive(path: &str) -> Option<char> {
    let mut start = path.chars();
    match (start.next(), start.next()) {
        (Some(letter), Some(':')) if letter.is_ascii_alphabetic() => Some(letter.to_ascii_uppercase()),
        _ => None,
    }
}
