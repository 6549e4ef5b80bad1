//! The task as a whole: family, number of containers, network mode, placement, storage.

use std::collections::BTreeMap;

use ecs_dsl_facts::fault::choice;
use ecs_dsl_facts::names;

use super::Task;
use crate::api::ecs;
use crate::api::ecs::{
    Compatibility, CpuArchitecture, IpcMode, IsolationMode, NetworkMode, PidMode,
    TaskDefinitionPlacementConstraintType,
};
use crate::check::limits::named;
use crate::check::value::check_known;
use crate::diagnostic::Finding;
use crate::diagnostic::code::task_definition as codes;

/// The most bytes of a task definition.
const MAX_BYTES: usize = 64 * 1024;
/// The most containers of a task definition.
const MAX_CONTAINERS: usize = 10;
/// The most placement constraints of a task definition.
const MAX_CONSTRAINTS: usize = 10;
/// The longest expression of a placement constraint.
const MAX_EXPRESSION: usize = 2000;

pub(super) fn check(task: &Task<'_>, findings: &mut Vec<Finding>) {
    let request = task.request;
    named(&codes::FAMILY_NAME, "family", &request.family, &names::FAMILY, findings);
    check_values(task, findings);
    check_containers(task, findings);
    check_network(task, findings);
    check_placement(task, findings);
    check_storage(task, findings);
    check_trusted_execution(task, findings);
    check_size(task, findings);
}

/// Checks the size of the whole, which no member tells alone.
fn check_size(task: &Task<'_>, findings: &mut Vec<Finding>) {
    let mut size = Size(0);
    // A request that cannot be written is refused elsewhere.
    if serde_json::to_writer(&mut size, task.request).is_err() || size.0 <= MAX_BYTES {
        return;
    }
    let what = format!("the task definition has {} KiB", size.0.div_ceil(1024));
    let fix = "put long values into a file of variables, a secret or the image";
    findings.push(Finding::new(&codes::SIZE, "", what, fix));
}

/// Counts what is written.
struct Size(usize);

impl std::io::Write for Size {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Checks the members that take one of a few values.
fn check_values(task: &Task<'_>, findings: &mut Vec<Finding>) {
    let request = task.request;
    for (path, launch) in super::items("requiresCompatibilities", &request.requires_compatibilities) {
        check_known(&path, launch.as_str(), Compatibility::VALUES, findings);
    }
    let mut check = |member: &str, value: Option<&str>, known: &[&str]| {
        if let Some(value) = value {
            check_known(member, value, known, findings);
        }
    };
    check("networkMode", request.network_mode.as_ref().map(NetworkMode::as_str), NetworkMode::VALUES);
    check("pidMode", request.pid_mode.as_ref().map(PidMode::as_str), PidMode::VALUES);
    check("ipcMode", request.ipc_mode.as_ref().map(IpcMode::as_str), IpcMode::VALUES);
    if let Some(platform) = &request.runtime_platform {
        let architecture = platform.cpu_architecture.as_ref().map(CpuArchitecture::as_str);
        check("runtimePlatform.cpuArchitecture", architecture, CpuArchitecture::VALUES);
        let family = platform.operating_system_family.as_ref().map(ecs::OsFamily::as_str);
        check("runtimePlatform.operatingSystemFamily", family, ecs::OsFamily::VALUES);
    }
}

fn check_containers(task: &Task<'_>, findings: &mut Vec<Finding>) {
    let containers = &task.request.container_definitions;
    let count = containers.len();
    let path = "containerDefinitions";
    if count == 0 {
        let fix = "add a container";
        findings.push(Finding::new(&codes::CONTAINER_COUNT, path, "there is no container", fix));
        return;
    }
    if count > MAX_CONTAINERS {
        let what = format!("there are {count} containers");
        let fix = "keep at most 10, and give the others a task definition of their own";
        findings.push(Finding::new(&codes::CONTAINER_COUNT, path, what, fix));
    }
    if task.containers().all(|container| !container.is_essential()) {
        let what = if count == 1 {
            "the only container is not essential".to_owned()
        } else {
            format!("none of the {count} containers is essential")
        };
        let fix = "leave `essential` out of the container whose end should end the task, or set it to true";
        findings.push(Finding::new(&codes::NO_ESSENTIAL, path, what, fix));
    }
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for container in task.containers() {
        let Some(name) = container.definition.name.as_deref().filter(|name| !name.is_empty()) else {
            continue;
        };
        if let Some(first) = seen.insert(name, container.index) {
            let what = format!("containers {first} and {} are both named `{name}`", container.index);
            let fix = "give one of them another name";
            findings.push(Finding::new(&codes::CONTAINER_TWICE, container.at("name"), what, fix));
        }
    }
}

fn check_network(task: &Task<'_>, findings: &mut Vec<Finding>) {
    let given = task.request.network_mode.as_ref();
    if given.is_some_and(|mode| !mode.is_known()) {
        return;
    }
    let shown = given.map_or("absent".to_owned(), |mode| format!("`{mode}`"));
    if task.is_for(Compatibility::Fargate) {
        if given != Some(&NetworkMode::Awsvpc) {
            let what = format!("the network mode of a Fargate task is {shown}");
            let fix = "set `networkMode` to `awsvpc`";
            let finding = Finding::new(&codes::NETWORK_NOT_OFFERED, "networkMode", what, fix);
            findings.push(finding.in_code("set it to `NetworkMode::Awsvpc`"));
        }
    } else if task.windows && given.is_some_and(|mode| *mode != NetworkMode::Awsvpc) {
        let what = format!("the network mode of a Windows task is {shown}");
        let fix = "set `networkMode` to `awsvpc`, or leave it out for Docker's default";
        let finding = Finding::new(&codes::NETWORK_NOT_OFFERED, "networkMode", what, fix);
        findings.push(finding.in_code("set it to `NetworkMode::Awsvpc`"));
    }
    for (launch, noun, offered) in [
        (
            Compatibility::External,
            "an External",
            &[NetworkMode::Bridge, NetworkMode::Host, NetworkMode::None][..],
        ),
        (Compatibility::ManagedInstances, "a Managed Instances", &[NetworkMode::Awsvpc, NetworkMode::Host]),
    ] {
        let Some(mode) = given.filter(|mode| task.is_for(launch) && !offered.contains(mode)) else {
            continue;
        };
        let what = format!("the network mode of {noun} task is `{mode}`");
        let choices = choice(offered.iter().map(|mode| format!("`{mode}`")));
        let fix = format!("set `networkMode` to {choices}");
        let why = match *mode {
            NetworkMode::Awsvpc => "servers outside AWS have no network interfaces of a VPC",
            _ => "ECS offers no Docker networks on the instances that it manages",
        };
        findings.push(Finding::new(&codes::NETWORK_NOT_OFFERED, "networkMode", what, fix).because(why));
    }
    if task.has_network(NetworkMode::Host) {
        check_host_ports(task, findings);
    }
}

fn check_host_ports(task: &Task<'_>, findings: &mut Vec<Finding>) {
    let ports: Vec<i32> = task
        .containers()
        .flat_map(|container| container.definition.port_mappings.iter().flatten())
        .filter_map(|mapping| mapping.container_port)
        .collect();
    let Some(first) = ports.first() else { return };
    let what = if let [port] = ports.as_slice() {
        format!("port {port} is a port of the instance")
    } else {
        format!("port {first} and {} more are ports of the instance", ports.len() - 1)
    };
    let fix = "use `awsvpc` if more than one task may land on an instance, or run the service as a daemon";
    findings.push(Finding::new(&codes::ONE_AN_INSTANCE, "networkMode", what, fix));
}

fn check_placement(task: &Task<'_>, findings: &mut Vec<Finding>) {
    let path = "placementConstraints";
    let count = task.request.placement_constraints.as_ref().map_or(0, Vec::len);
    if count > MAX_CONSTRAINTS {
        let what = format!("there are {count} placement constraints");
        let fix = format!("join some with `and` in one expression; {} are too many", count - MAX_CONSTRAINTS);
        findings.push(Finding::new(&codes::PLACEMENT, path, what, fix));
    }
    for (path, constraint) in super::items(path.to_owned(), &task.request.placement_constraints) {
        if let Some(kind) = &constraint.r#type {
            let known = TaskDefinitionPlacementConstraintType::VALUES;
            check_known(&format!("{path}.type"), kind.as_str(), known, findings);
        }
        let expression = constraint.expression.as_deref().unwrap_or("");
        let length = expression.chars().count();
        let (what, fix) = match length {
            0 => (
                "a placement constraint has no expression".to_owned(),
                "write one, such as `attribute:ecs.availability-zone == eu-west-1a`",
            ),
            1..=MAX_EXPRESSION => continue,
            _ => (format!("the expression has {length} characters"), "shorten it to 2000 characters"),
        };
        findings.push(Finding::new(&codes::PLACEMENT, format!("{path}.expression"), what, fix));
    }
}

fn check_storage(task: &Task<'_>, findings: &mut Vec<Finding>) {
    let Some(storage) = &task.request.ephemeral_storage else { return };
    if task.excludes(Compatibility::Fargate) {
        let what = "ephemeral storage is asked for, and FARGATE is not among `requiresCompatibilities`";
        let fix = "leave it out; use a volume, or make the task one for Fargate";
        findings.push(Finding::new(&codes::EPHEMERAL_ELSEWHERE, "ephemeralStorage", what, fix));
    } else if !(21..=200).contains(&storage.size_in_gib) {
        let what = format!("{} GiB of ephemeral storage are not offered", storage.size_in_gib);
        let fix = match storage.size_in_gib {
            ..=20 => "leave it out for the 20 GiB that every task has, or ask for 21 to 200",
            _ => "ask for 21 to 200 GiB, or attach an EBS or EFS volume",
        };
        findings.push(Finding::new(&codes::EPHEMERAL_SIZE, "ephemeralStorage.sizeInGiB", what, fix));
    }
}

fn check_trusted_execution(task: &Task<'_>, findings: &mut Vec<Finding>) {
    let Some(trusted) = &task.request.trusted_execution_configuration else { return };
    let path = "trustedExecutionConfiguration";
    check_known(
        &format!("{path}.isolationMode"),
        trusted.isolation_mode.as_str(),
        IsolationMode::VALUES,
        findings,
    );
    if task.excludes(Compatibility::ManagedInstances) {
        let what = "trusted execution is configured for a task that is not for Managed Instances";
        let fix = "leave it out, or make MANAGED_INSTANCES the task's compatibility";
        findings.push(Finding::new(&codes::TRUSTED_EXECUTION, path, what, fix));
        return;
    }
    let member = format!("{path}.attestationPolicy");
    match trusted.attestation_policy.as_deref() {
        None | Some("") if trusted.isolation_mode == IsolationMode::ConfidentialSandbox => {
            let what = "a confidential sandbox has no attestation policy";
            let fix = "give the policy, in base64";
            findings.push(Finding::new(&codes::TRUSTED_EXECUTION, member, what, fix));
        }
        Some(policy) if !is_base64(policy) => {
            let what = "the attestation policy is not base64";
            let fix = "encode the policy in base64, padded with `=` to a multiple of four characters";
            findings.push(Finding::new(&codes::TRUSTED_EXECUTION, member, what, fix));
        }
        _ => {}
    }
}

fn is_base64(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    crate::check::value::has_token(text)
        || text.len().is_multiple_of(4) && text.len() - body.len() <= 2 && body.bytes().all(plain)
}
