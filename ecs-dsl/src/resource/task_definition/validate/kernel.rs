//! What a container wants of the kernel: limits, capabilities, settings, devices, memory file systems.

use std::collections::BTreeMap;

use ecs_dsl_facts::arn::{self, ArnKind};
use ecs_dsl_facts::fault::Fault;
use ecs_dsl_facts::nearest;

use super::{Container, Task};
use crate::api::ecs::{
    Compatibility, DeviceCgroupPermission, IpcMode, LinuxParameters, NetworkMode, Tmpfs, UlimitName,
};
use crate::check::limits::within;
use crate::check::value::{check_known, fault_in, has_token};
use crate::diagnostic::Finding;
use crate::diagnostic::code::container as codes;

/// The capabilities that Docker knows, without their `CAP_`.
const CAPABILITIES: &[&str] = &[
    "ALL",
    "AUDIT_CONTROL",
    "AUDIT_WRITE",
    "BLOCK_SUSPEND",
    "CHOWN",
    "DAC_OVERRIDE",
    "DAC_READ_SEARCH",
    "FOWNER",
    "FSETID",
    "IPC_LOCK",
    "IPC_OWNER",
    "KILL",
    "LEASE",
    "LINUX_IMMUTABLE",
    "MAC_ADMIN",
    "MAC_OVERRIDE",
    "MKNOD",
    "NET_ADMIN",
    "NET_BIND_SERVICE",
    "NET_BROADCAST",
    "NET_RAW",
    "SETFCAP",
    "SETGID",
    "SETPCAP",
    "SETUID",
    "SYS_ADMIN",
    "SYS_BOOT",
    "SYS_CHROOT",
    "SYS_MODULE",
    "SYS_NICE",
    "SYS_PACCT",
    "SYS_PTRACE",
    "SYS_RAWIO",
    "SYS_RESOURCE",
    "SYS_TIME",
    "SYS_TTY_CONFIG",
    "SYSLOG",
    "WAKE_ALARM",
];

/// The options with which a memory file system can be mounted.
const MOUNT_OPTIONS: &[&str] = &[
    "defaults",
    "ro",
    "rw",
    "suid",
    "nosuid",
    "dev",
    "nodev",
    "exec",
    "noexec",
    "sync",
    "async",
    "dirsync",
    "remount",
    "mand",
    "nomand",
    "atime",
    "noatime",
    "diratime",
    "nodiratime",
    "bind",
    "rbind",
    "unbindable",
    "runbindable",
    "private",
    "rprivate",
    "shared",
    "rshared",
    "slave",
    "rslave",
    "relatime",
    "norelatime",
    "strictatime",
    "nostrictatime",
    "mode",
    "uid",
    "gid",
    "nr_inodes",
    "nr_blocks",
    "mpol",
];

/// The parameters of the IPC namespace that a container may set, besides those under `fs.mqueue.`.
const IPC_CONTROLS: &[&str] = &[
    "kernel.msgmax",
    "kernel.msgmnb",
    "kernel.msgmni",
    "kernel.sem",
    "kernel.shmall",
    "kernel.shmmax",
    "kernel.shmmni",
    "kernel.shm_rmid_forced",
];

pub(super) fn check(container: &Container<'_>, findings: &mut Vec<Finding>) {
    check_ulimits(container, findings);
    check_security_options(container, findings);
    check_credential_specs(container, findings);
    // On Windows none of these is there to be set, and that is what is said.
    if container.task.windows {
        return;
    }
    check_system_controls(container, findings);
    if let Some(linux) = &container.definition.linux_parameters {
        check_capabilities(container, linux, findings);
        check_swap(container, linux, findings);
        for (path, device) in super::items(container.list("linuxParameters.devices"), &linux.devices) {
            for (path, permission) in super::items(format!("{path}.permissions"), &device.permissions) {
                check_known(&path, permission.as_str(), DeviceCgroupPermission::VALUES, findings);
            }
        }
        for (path, tmpfs) in super::items(container.list("linuxParameters.tmpfs"), &linux.tmpfs) {
            check_tmpfs(container, &path, tmpfs, findings);
        }
    }
}

fn check_ulimits(container: &Container<'_>, findings: &mut Vec<Finding>) {
    for (path, ulimit) in super::items(container.list("ulimits"), &container.definition.ulimits) {
        check_known(&format!("{path}.name"), ulimit.name.as_str(), UlimitName::VALUES, findings);
        // -1 stands for no limit at all.
        let over = match (ulimit.soft_limit, ulimit.hard_limit) {
            (_, -1) => false,
            (-1, _) => true,
            (soft, hard) => soft > hard,
        };
        if over {
            let (soft, hard) = (ulimit.soft_limit, ulimit.hard_limit);
            let what = format!(
                "{container} has a soft limit of {soft} for `{}`, and a hard one of {hard}",
                ulimit.name
            );
            let fix = format!("lower `softLimit` to {hard}, or raise `hardLimit`");
            let in_code = format!("lower the soft limit to {hard}, or raise the hard one, which stands last");
            let finding = Finding::new(&codes::ULIMIT_ORDER, format!("{path}.softLimit"), what, fix);
            findings.push(finding.in_code(in_code));
        }
    }
}

fn check_security_options(container: &Container<'_>, findings: &mut Vec<Finding>) {
    if container.task.is_for(Compatibility::Fargate) {
        return;
    }
    let list = &container.definition.docker_security_options;
    for (path, option) in super::items(container.list("dockerSecurityOptions"), list) {
        let (kind, value) = option.split_once(':').unwrap_or((option, ""));
        let fits = match kind {
            "no-new-privileges" => matches!(value, "" | "true" | "false"),
            "apparmor" | "label" | "credentialspec" => !value.is_empty(),
            _ => has_token(option),
        };
        if !fits {
            let what = format!("{container} has the security option `{option}`");
            let fix = "write `no-new-privileges`, `apparmor:PROFILE`, `label:VALUE` or `credentialspec:PATH`";
            findings.push(Finding::new(&codes::SECURITY_OPTION, path, what, fix));
        }
    }
}

fn check_credential_specs(container: &Container<'_>, findings: &mut Vec<Finding>) {
    let specs = container.definition.credential_specs.as_deref().unwrap_or_default();
    if specs.len() > 1 {
        let what = format!("{container} has {} credential specs", specs.len());
        findings.push(Finding::new(
            &codes::CREDENTIAL_SPEC,
            container.at("credentialSpecs"),
            what,
            "keep one of them",
        ));
    }
    for (path, spec) in
        super::items(container.list("credentialSpecs"), &container.definition.credential_specs)
    {
        if let Some(wrong) = credential_spec_fault(spec) {
            findings.push(fault_in(&codes::CREDENTIAL_SPEC, path, spec, wrong));
        }
    }
}

fn credential_spec_fault(spec: &str) -> Option<Fault> {
    if has_token(spec) {
        return None;
    }
    let Some((kind @ ("credentialspec" | "credentialspecdomainless"), reference)) = spec.split_once(':')
    else {
        return Some(Fault::new(
            0..spec.len(),
            format!("`{spec}` is no credential spec"),
            "a credential spec is `credentialspec:ARN`, or `credentialspecdomainless:ARN` for hosts outside the domain",
            "write `credentialspec:` before the ARN",
        ));
    };
    let parsed = if reference.contains(":ssm:") {
        arn::parse_as(reference, ArnKind::SsmParameter)
    } else {
        arn::parse_as(reference, ArnKind::S3Object)
    };
    let wrong = parsed.err()?.first().clone();
    Some(wrong.moved(kind.len() + 1))
}

/// What a system control belongs to, which decides who shares it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Namespace {
    Net,
    Ipc,
}

fn namespace(control: &str) -> Option<Namespace> {
    if control.strip_prefix("net.").is_some_and(|rest| !rest.is_empty()) {
        Some(Namespace::Net)
    } else if IPC_CONTROLS.contains(&control)
        || control.strip_prefix("fs.mqueue.").is_some_and(|rest| !rest.is_empty())
    {
        Some(Namespace::Ipc)
    } else {
        None
    }
}

fn check_system_controls(container: &Container<'_>, findings: &mut Vec<Finding>) {
    for (path, control) in
        super::items(container.list("systemControls"), &container.definition.system_controls)
    {
        let name = control.namespace.as_deref().unwrap_or("");
        let member = format!("{path}.namespace");
        let host = match namespace(name) {
            None if has_token(name) => continue,
            None => {
                let what = format!("{container} sets `{name}`, which is no parameter of a container's own");
                let known = IPC_CONTROLS.iter().copied().chain(["net.core.somaxconn"]);
                let fix = match nearest(name, known) {
                    Some(meant) => format!("write `{meant}`"),
                    None => "set it on the instance, or leave it out".to_owned(),
                };
                findings.push(Finding::new(&codes::SYSTEM_CONTROL, member, what, fix));
                continue;
            }
            Some(Namespace::Net) => container.task.has_network(NetworkMode::Host).then_some("network"),
            Some(Namespace::Ipc) => (container.task.request.ipc_mode == Some(IpcMode::Host)).then_some("IPC"),
        };
        if let Some(shared) = host {
            let what = format!("{container} sets `{name}` in {shared} mode host");
            let fix = "leave it out, and set it on the instance; or use another mode";
            findings.push(Finding::new(&codes::SYSTEM_CONTROL_OF_HOST, member, what, fix));
        }
    }
}

/// Finds settings that several containers of a task make for all of them.
pub(super) fn check_shared_controls(task: &Task<'_>, findings: &mut Vec<Finding>) {
    let net = task.has_network(NetworkMode::Awsvpc);
    let ipc = task.request.ipc_mode == Some(IpcMode::Task);
    let mut setters: BTreeMap<&str, usize> = BTreeMap::new();
    for container in task.containers() {
        for (path, control) in
            super::items(container.list("systemControls"), &container.definition.system_controls)
        {
            let Some(name) = control.namespace.as_deref() else { continue };
            let shared = match namespace(name) {
                Some(Namespace::Net) => net,
                Some(Namespace::Ipc) => ipc,
                None => false,
            };
            if shared && *setters.entry(name).or_insert(container.index) != container.index {
                let what = format!("{container} sets `{name}`, as a container before it does, for both");
                let fix = "set it on one container of the task";
                findings.push(Finding::new(
                    &codes::SYSTEM_CONTROL_SHARED,
                    format!("{path}.namespace"),
                    what,
                    fix,
                ));
            }
        }
    }
}

/// Returns whether a name is one of the capabilities that can be added or dropped.
pub(super) fn is_capability(name: &str) -> bool {
    CAPABILITIES.contains(&name)
}

fn check_capabilities(container: &Container<'_>, linux: &LinuxParameters, findings: &mut Vec<Finding>) {
    let Some(capabilities) = &linux.capabilities else { return };
    let path = container.at("linuxParameters.capabilities");
    let mut any = false;
    for (member, list) in [("add", &capabilities.add), ("drop", &capabilities.drop)] {
        for (path, name) in super::items(format!("{path}.{member}"), list) {
            any = true;
            if is_capability(name) || has_token(name) {
                continue;
            }
            let bare = name.to_ascii_uppercase();
            let bare = bare.strip_prefix("CAP_").unwrap_or(&bare);
            let fix = match CAPABILITIES.iter().copied().find(|known| *known == bare) {
                Some(meant) => format!("write `{meant}`"),
                None => match nearest(bare, CAPABILITIES.iter().copied()) {
                    Some(meant) => format!("write `{meant}`"),
                    None => "write one that Linux has, such as `NET_ADMIN`".to_owned(),
                },
            };
            let what = format!("{container} names the capability `{name}`, which there is not");
            findings.push(Finding::new(&codes::CAPABILITY, path, what, fix));
        }
    }
    let privileged = container.definition.privileged == Some(true);
    if any && privileged && !container.task.is_for(Compatibility::Fargate) {
        let what = format!("{container} is privileged, so the capabilities it adds and drops mean nothing");
        let fix = "leave `privileged` out, or the capabilities";
        findings.push(Finding::new(&codes::CAPABILITIES_IGNORED, path, what, fix));
    }
}

fn check_swap(container: &Container<'_>, linux: &LinuxParameters, findings: &mut Vec<Finding>) {
    // Fargate has no swap at all, and that is what is said.
    if container.task.is_for(Compatibility::Fargate) {
        return;
    }
    let member = container.at("linuxParameters.maxSwap");
    if let Some(swap) = linux.max_swap.filter(|swap| *swap < 0) {
        let what = format!("{container} may swap {swap} MiB");
        findings.push(Finding::new(&codes::SWAP, member, what, "write 0 for none, or a number of MiB"));
    }
    let member = container.at("linuxParameters.swappiness");
    within(&codes::SWAP, member.as_str(), linux.swappiness, 0..=100, "", findings);
    if linux.swappiness.is_some() && linux.max_swap.is_none() {
        let what = format!("{container} has a swappiness and no `maxSwap`");
        let fix = "set `maxSwap`, or leave `swappiness` out";
        findings.push(Finding::new(&codes::SWAPPINESS_IGNORED, member, what, fix));
    }
}

fn check_tmpfs(container: &Container<'_>, path: &str, tmpfs: &Tmpfs, findings: &mut Vec<Finding>) {
    let mut add = |member: &str, what: String, fix: String| {
        findings.push(Finding::new(&codes::TMPFS, format!("{path}.{member}"), what, fix));
    };
    let at = &tmpfs.container_path;
    if !at.starts_with('/') && !has_token(at) {
        let what = format!("{container} mounts a tmpfs at `{at}`, which is no absolute path");
        let fix = match at.as_str() {
            "" => "write an absolute path, such as `/tmp`".to_owned(),
            relative => format!("write `/{relative}`"),
        };
        add("containerPath", what, fix);
    }
    if tmpfs.size < 1 {
        let what = format!("{container} mounts a tmpfs of {} MiB", tmpfs.size);
        add("size", what, "give it 1 MiB or more".to_owned());
    }
    for (index, option) in tmpfs.mount_options.iter().flatten().enumerate() {
        // Some options carry a value: `mode=1777`.
        let name = option.split('=').next().unwrap_or(option);
        if !MOUNT_OPTIONS.contains(&name) && !has_token(option) {
            let what = format!("{container} mounts a tmpfs with the option `{option}`, which there is not");
            let fix = match nearest(name, MOUNT_OPTIONS.iter().copied()) {
                Some(meant) => format!("write `{meant}`"),
                None => "leave it out".to_owned(),
            };
            add(&format!("mountOptions[{index}]"), what, fix);
        }
    }
}
