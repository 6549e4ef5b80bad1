//! What is not offered where the task is to run: on Fargate, on Windows, in awsvpc.

use super::{Container, Task};
use crate::api::ecs::{Compatibility, CpuArchitecture, IpcMode, NetworkMode, PidMode, ResourceType};
use crate::diagnostic::Finding;
use crate::diagnostic::code::{Code, container as codes, task_definition as task_codes};

pub(super) fn check_task(task: &Task<'_>, findings: &mut Vec<Finding>) {
    let request = task.request;
    let mut add = |code: &'static Code, member: &str, what: String, fix: &str| {
        findings.push(Finding::new(code, member, what, fix));
    };
    if task.is_for(Compatibility::Fargate) {
        let code = &task_codes::NOT_ON_FARGATE;
        if request.pid_mode == Some(PidMode::Host) {
            let fix = "use `task`, with which the containers see each other's processes, or leave it out";
            add(code, "pidMode", "Fargate has no PID mode `host`".to_owned(), fix);
        }
        if let Some(mode @ (IpcMode::Host | IpcMode::Task | IpcMode::None)) = &request.ipc_mode {
            add(code, "ipcMode", format!("Fargate has no IPC mode `{mode}`"), "leave it out");
        }
        if request.placement_constraints.as_ref().is_some_and(|constraints| !constraints.is_empty()) {
            let what = "Fargate has no instances on which to place tasks by constraints".to_owned();
            add(code, "placementConstraints", what, "leave them out; the service's subnets decide the zones");
        }
    }
    if task.windows {
        let code = &task_codes::NOT_ON_WINDOWS;
        // Where both forbid a member, Fargate's finding is enough.
        if let Some(mode) = request.pid_mode.as_ref().filter(|mode| mode.is_known())
            && !(task.is_for(Compatibility::Fargate) && *mode == PidMode::Host)
        {
            add(code, "pidMode", format!("Windows has no PID mode `{mode}`"), "leave it out");
        }
        if let Some(mode) = request.ipc_mode.as_ref().filter(|mode| mode.is_known())
            && !task.is_for(Compatibility::Fargate)
        {
            add(code, "ipcMode", format!("Windows has no IPC mode `{mode}`"), "leave it out");
        }
        let architecture =
            request.runtime_platform.as_ref().and_then(|platform| platform.cpu_architecture.as_ref());
        if architecture == Some(&CpuArchitecture::Arm64) {
            let what = "a Windows task is asked for on ARM64".to_owned();
            let fix = "write `X86_64`, or `LINUX` for the operating system";
            add(&task_codes::WINDOWS_ON_ARM, "runtimePlatform.cpuArchitecture", what, fix);
        }
    }
}

pub(super) fn check_container(container: &Container<'_>, findings: &mut Vec<Finding>) {
    let fargate = container.task.is_for(Compatibility::Fargate);
    if fargate {
        check_fargate(container, findings);
    }
    if container.task.windows {
        check_windows(container, fargate, findings);
    } else if container.task.has_network(NetworkMode::Awsvpc) {
        check_awsvpc(container, findings);
    }
}

/// Whether a list is there and has something in it.
fn is_filled<T>(list: &Option<Vec<T>>) -> bool {
    list.as_ref().is_some_and(|list| !list.is_empty())
}

fn check_fargate(container: &Container<'_>, findings: &mut Vec<Finding>) {
    let definition = container.definition;
    for (path, ulimit) in super::items("ulimits", &definition.ulimits) {
        if ulimit.name.is_known() && ulimit.name.as_str() != "nofile" {
            let what = format!("{container} sets the limit `{}`, which Fargate does not offer", ulimit.name);
            let fix = "leave it out; Fargate lets `nofile` be changed alone";
            findings.push(Finding::new(&codes::FARGATE_ULIMIT, container.at(path), what, fix));
        }
    }
    let mut add = |member: &str, what: String, fix: &str| {
        findings.push(Finding::new(&codes::NOT_ON_FARGATE, container.at(member), what, fix));
    };
    if definition.privileged == Some(true) {
        let fix = "leave it out; if one capability is enough, `SYS_PTRACE` can be added";
        add("privileged", format!("{container} is privileged, which Fargate does not offer"), fix);
    }
    if is_filled(&definition.docker_security_options) {
        let what = format!("{container} has Docker security options, which Fargate does not offer");
        add("dockerSecurityOptions", what, "leave them out");
    }
    for (path, requirement) in super::items("resourceRequirements", &definition.resource_requirements) {
        if requirement.r#type == ResourceType::Gpu {
            let what = format!("{container} asks for a GPU, which Fargate does not have");
            add(&path, what, "run the task on EC2 or Managed Instances");
        }
    }
    let Some(linux) = &definition.linux_parameters else { return };
    if is_filled(&linux.devices) {
        let what = format!("{container} asks for devices of a host, which Fargate does not give");
        add("linuxParameters.devices", what, "leave them out");
    }
    if linux.shared_memory_size.is_some() {
        let what = format!("{container} chooses the size of /dev/shm, which Fargate does not offer");
        add(
            "linuxParameters.sharedMemorySize",
            what,
            "leave it out, or mount a tmpfs where the program can use it",
        );
    }
    if linux.max_swap.is_some() {
        let what = format!("{container} sets an amount of swap, which Fargate does not offer");
        add("linuxParameters.maxSwap", what, "leave it out, and give the task more memory");
    }
    if linux.swappiness.is_some() {
        let what = format!("{container} sets a swappiness, which Fargate does not offer");
        add("linuxParameters.swappiness", what, "leave it out");
    }
    let added = linux.capabilities.as_ref().and_then(|capabilities| capabilities.add.as_deref());
    for (index, capability) in added.unwrap_or_default().iter().enumerate() {
        // A name that no kernel has is reported as such.
        if capability != "SYS_PTRACE" && super::kernel::is_capability(capability) {
            let member = container.at(format_args!("linuxParameters.capabilities.add[{index}]"));
            let what = format!("{container} adds the capability `{capability}`, which Fargate does not give");
            let fix = "leave it out; Fargate gives `SYS_PTRACE` alone";
            findings.push(Finding::new(&codes::FARGATE_CAPABILITY, member, what, fix));
        }
    }
}

fn check_windows(container: &Container<'_>, fargate: bool, findings: &mut Vec<Finding>) {
    let definition = container.definition;
    let members = [
        ("user", definition.user.as_ref().is_some_and(|user| !user.is_empty())),
        ("disableNetworking", definition.disable_networking == Some(true)),
        // Where Fargate forbids it too, one finding is enough.
        ("privileged", definition.privileged == Some(true) && !fargate),
        ("readonlyRootFilesystem", definition.readonly_root_filesystem == Some(true)),
        ("dnsServers", is_filled(&definition.dns_servers)),
        ("dnsSearchDomains", is_filled(&definition.dns_search_domains)),
        ("extraHosts", is_filled(&definition.extra_hosts)),
        ("ulimits", is_filled(&definition.ulimits)),
        ("systemControls", is_filled(&definition.system_controls)),
        ("linuxParameters", definition.linux_parameters.is_some()),
    ];
    for (member, set) in members {
        if set {
            let what = format!("{container} sets `{member}`, which Windows containers do not have");
            let fix = "leave it out, or `LINUX` is the operating system that was meant";
            findings.push(Finding::new(&codes::NOT_ON_WINDOWS, container.at(member), what, fix));
        }
    }
}

fn check_awsvpc(container: &Container<'_>, findings: &mut Vec<Finding>) {
    let definition = container.definition;
    let mut add = |code, member: &str, what: String, fix: &str| {
        findings.push(Finding::new(code, container.at(member), what, fix));
    };
    if definition.hostname.as_ref().is_some_and(|name| !name.is_empty()) {
        let what = format!("{container} sets its host name in network mode awsvpc");
        add(&codes::NOT_IN_AWSVPC, "hostname", what, "leave it out; the VPC names the task's interface");
    }
    if is_filled(&definition.extra_hosts) {
        let what = format!("{container} adds hosts to its hosts file in network mode awsvpc");
        let fix = "leave them out, and put the names in a private hosted zone of Route 53";
        add(&codes::NOT_IN_AWSVPC, "extraHosts", what, fix);
    }
    let dns = [
        ("dnsServers", is_filled(&definition.dns_servers)),
        ("dnsSearchDomains", is_filled(&definition.dns_search_domains)),
    ];
    for (member, set) in dns {
        if set {
            let what = format!("{container} sets `{member}` in network mode awsvpc");
            add(&codes::DNS_IN_AWSVPC, member, what, "leave it out, and set it in the VPC's DHCP options");
        }
    }
}
