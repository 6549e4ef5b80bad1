//! Task definitions, as the builder and its handles.

use std::collections::{BTreeMap, BTreeSet};

use super::code::{Chain, Expr, call, string, tuple};
use super::container::{self, Task};
use super::document::Input;
use super::launch::Launch;
use super::module::{EXECUTION_ROLE, Module, TASK_ROLE, customize_request, tags};
use super::values::{cpu, gib, mib};
use super::{logs, volume};
use crate::api::ecs::{
    CpuArchitecture, LogConfiguration, NetworkMode, OsFamily, PidMode, RegisterTaskDefinition,
    RuntimePlatform, TaskDefinitionPlacementConstraintType,
};
use crate::assembly::Scope;
use crate::iam::derive;
use crate::resource::role::derived_name;
use crate::source::{SourceLine, Trace};
use ecs_dsl_facts::{fargate, quantity};

const KIND: &str = "ecs:task-definition";

/// What others refer to a task definition of the module by.
pub(super) struct TaskHandle {
    pub(super) variable: String,
    pub(super) launch: Launch,
    pub(super) revision: Option<i64>,
    /// Variables of ports, by container and number.
    pub(super) ports: BTreeMap<(String, i32), String>,
    /// The port that has a name: its container and number.
    pub(super) port_names: BTreeMap<String, (String, i32)>,
    /// Variables of the volumes that are attached at launch, by name.
    pub(super) ebs: BTreeMap<String, String>,
}

/// What others want of a task definition.
#[derive(Debug, Default)]
pub(super) struct Demand {
    pub(super) launch: Option<Launch>,
    pub(super) ports: BTreeSet<(String, i32)>,
    pub(super) port_names: BTreeSet<String>,
}

/// Returns the launch type that a task definition is written for.
pub(super) fn launch(request: &RegisterTaskDefinition, demand: &Demand) -> Launch {
    let asked = request.requires_compatibilities.as_deref().unwrap_or_default();
    let all = || asked.iter().filter_map(|one| Launch::named(one.as_str()));
    if let Some(launch) = demand.launch.filter(|launch| asked.is_empty() || all().any(|one| one == *launch)) {
        return launch;
    }
    // Of several that a definition is checked for, the one whose rules are strictest.
    all().find(|one| *one == Launch::Fargate).or_else(|| all().next()).unwrap_or(Launch::Ec2)
}

/// Writes a task definition with its volumes and containers.
pub(super) fn write(
    module: &mut Module,
    input: &Input<RegisterTaskDefinition>,
    demand: &Demand,
    alone: bool,
) {
    let wanted = &input.request;
    let launch = launch(wanted, demand);
    let family = wanted.family.as_str();
    let wishes = if alone { vec!["task".to_owned()] } else { vec![format!("{family}-task")] };
    let variable = module.names.free(wishes);
    let mut comments = module.unknown(input, |member| !member.starts_with("containerDefinitions"));
    let mut written = RegisterTaskDefinition {
        family: family.to_owned(),
        requires_compatibilities: Some(vec![launch.compatibility()]),
        ..RegisterTaskDefinition::default()
    };
    let mut wanted = wanted.clone();
    let mut chain = constructor(&wanted, &mut written, launch);
    members(module, &mut chain, &wanted, &mut written, launch);
    // The containers write themselves.
    let containers = std::mem::take(&mut wanted.container_definitions);
    let shared = shared_logs(&containers).filter(|logs| logs::builder(module, logs).is_some()).cloned();
    if let Some(logs) = shared.as_ref().and_then(|shared| logs::builder(module, shared)) {
        chain.call("logs", [logs]);
    }
    tags(&mut chain, &input.tags);
    let volumes = wanted.volumes.take().unwrap_or_default();
    let (writable, left): (Vec<_>, Vec<_>) =
        volumes.into_iter().partition(|volume| volume::of(volume, launch).is_some());
    written.volumes = (!writable.is_empty()).then(|| writable.clone());
    wanted.volumes = Some([writable.clone(), left].concat()).filter(|all| !all.is_empty());
    let proxy = proxy(&wanted, &containers);
    if proxy.is_some() {
        written.proxy_configuration.clone_from(&wanted.proxy_configuration);
    }
    customize_request(KIND, &mut chain, &written, &wanted);
    comments.extend(derived_roles(module, input));
    module.resource(&variable, chain, comments);

    let mounted: BTreeSet<&str> = containers
        .iter()
        .flat_map(|it| it.mount_points.iter().flatten())
        .filter_map(|it| it.source_volume.as_deref())
        .collect();
    let mut task = Task::new(&variable, launch, shared.is_some());
    let mut ebs = BTreeMap::new();
    for one in &writable {
        let (Some(name), Some(call)) = (one.name.as_deref(), volume::of(one, launch)) else { continue };
        let is_ebs = one.configured_at_launch == Some(true);
        let binding = (is_ebs || mounted.contains(name))
            .then(|| module.names.free([name.to_owned(), format!("{name}-volume")]));
        if let Some(binding) = &binding {
            task.volumes.insert(name.to_owned(), binding.clone());
            if is_ebs {
                ebs.insert(name.to_owned(), binding.clone());
            }
        }
        module.push(volume::statement(&variable, binding, call));
    }
    container::write_all(module, input, &containers, &mut task, demand, proxy.as_deref());
    if let (Some(name), Some(configuration)) = (&proxy, &wanted.proxy_configuration)
        && let Some(container) = task.containers.get(name)
    {
        let properties = configuration.properties.iter().flatten();
        let properties = properties.filter_map(|pair| Some((pair.name.as_deref()?, pair.value.as_deref()?)));
        let properties: Vec<Expr> =
            properties.map(|(name, value)| tuple([string(name), string(value)])).collect();
        let mut chain = Chain::new(Expr::plain(&variable));
        chain.call("app_mesh_proxy", [Expr::reference(container), Expr::Array(properties)]);
        module.push(super::code::Statement::new(Some(variable.clone()), chain));
    }
    let port_names = containers.iter().flat_map(|container| {
        let ports = container.port_mappings.iter().flatten();
        ports.filter_map(|port| Some((port.name.clone()?, (container.name.clone()?, port.container_port?))))
    });
    let handle = TaskHandle {
        variable,
        launch,
        revision: input.revision,
        ports: task.ports,
        port_names: port_names.collect(),
        ebs,
    };
    module.tasks.insert(family.to_owned(), handle);
}

/// Returns the constructor's call, and writes down what it writes.
fn constructor(
    wanted: &RegisterTaskDefinition,
    written: &mut RegisterTaskDefinition,
    launch: Launch,
) -> Chain {
    let family = string(&wanted.family);
    let function = format!("TaskDef::{}", launch.constructor());
    let units = wanted.cpu.as_deref().and_then(|text| quantity::cpu_units(text).ok());
    let memory = wanted.memory.as_deref().and_then(|text| quantity::memory_mib(text).ok());
    let (some_units, some_memory) = (units.unwrap_or_default(), memory.unwrap_or_default());
    let mode = wanted.network_mode.clone();
    let sized = |written: &mut RegisterTaskDefinition| {
        written.cpu = Some(some_units.to_string());
        written.memory = Some(some_memory.to_string());
    };
    match launch {
        Launch::Fargate => {
            sized(written);
            written.network_mode = Some(NetworkMode::Awsvpc);
            let size = fargate_size(wanted, some_units, some_memory);
            Chain::new(call(&function, [family, size]))
        }
        Launch::Ec2 | Launch::External => {
            let mode = mode.unwrap_or(NetworkMode::Bridge);
            written.network_mode = Some(mode.clone());
            let mut chain = Chain::new(call(&function, [family, super::values::api(&mode)]));
            if let Some(units) = units {
                written.cpu.clone_from(&wanted.cpu);
                chain.call("cpu", [cpu(units)]);
            }
            if let Some(memory) = memory {
                written.memory.clone_from(&wanted.memory);
                chain.call("memory", [mib(memory)]);
            }
            chain
        }
        Launch::ManagedInstances => {
            sized(written);
            let mode = mode.unwrap_or(NetworkMode::Awsvpc);
            written.network_mode = Some(mode.clone());
            let mode = super::values::api(&mode);
            Chain::new(call(&function, [family, mode, cpu(some_units), mib(some_memory)]))
        }
    }
}

/// Returns a size as a checked literal, or as it is where Fargate does not offer it.
fn fargate_size(wanted: &RegisterTaskDefinition, units: i32, memory: i32) -> Expr {
    let system =
        wanted.runtime_platform.as_ref().and_then(|platform| platform.operating_system_family.as_ref());
    let windows = system.is_some_and(|system| system.as_str().starts_with("WINDOWS"));
    let (os, end) = if windows { (fargate::Os::Windows, ", windows") } else { (fargate::Os::Linux, "") };
    if fargate::check(units, memory, os).is_err() {
        return call("FargateSize::new", [cpu(units), mib(memory)]);
    }
    let cpu = match units {
        256 => "0.25 vCPU".to_owned(),
        512 => "0.5 vCPU".to_owned(),
        _ => format!("{} vCPU", units / 1024),
    };
    let memory = if memory % 1024 == 0 { format!("{} GB", memory / 1024) } else { format!("{memory} MiB") };
    Expr::Plain(format!("fargate!({cpu}, {memory}{end})"))
}

/// Adds the task's own members.
fn members(
    module: &Module,
    chain: &mut Chain,
    wanted: &RegisterTaskDefinition,
    written: &mut RegisterTaskDefinition,
    launch: Launch,
) {
    if let Some(platform) = &wanted.runtime_platform {
        let system = platform.operating_system_family.clone().unwrap_or(OsFamily::Linux);
        let architecture = platform.cpu_architecture.clone().unwrap_or(CpuArchitecture::X86_64);
        if (&system, &architecture) == (&OsFamily::Linux, &CpuArchitecture::Arm64) {
            chain.call("arm64", []);
        } else {
            chain.call("platform", [super::values::api(&system), super::values::api(&architecture)]);
        }
        written.runtime_platform = Some(RuntimePlatform {
            cpu_architecture: Some(architecture),
            operating_system_family: Some(system),
        });
    }
    if let Some(arn) = &wanted.task_role_arn {
        chain.call("task_role", [module.role(TASK_ROLE, arn)]);
        written.task_role_arn = Some(arn.clone());
    }
    if let Some(arn) = &wanted.execution_role_arn {
        chain.call("execution_role", [module.role(EXECUTION_ROLE, arn)]);
        written.execution_role_arn = Some(arn.clone());
    }
    if let (Some(storage), Launch::Fargate) = (&wanted.ephemeral_storage, launch) {
        chain.call("ephemeral_storage", [gib(storage.size_in_gib)]);
        written.ephemeral_storage = Some(storage.clone());
    }
    match (&wanted.pid_mode, launch.has_host()) {
        (Some(PidMode::Task), _) => chain.call("share_processes", []),
        (Some(mode), true) => chain.call("pid_mode", [super::values::api(mode)]),
        _ => {}
    }
    if wanted.pid_mode == Some(PidMode::Task) || launch.has_host() {
        written.pid_mode.clone_from(&wanted.pid_mode);
    }
    if let (Some(mode), true) = (&wanted.ipc_mode, launch.has_host()) {
        chain.call("ipc_mode", [super::values::api(mode)]);
        written.ipc_mode = Some(mode.clone());
    }
    if wanted.enable_fault_injection == Some(true) {
        chain.call("enable_fault_injection", []);
        written.enable_fault_injection = Some(true);
    }
    if let (Some(trusted), Launch::ManagedInstances) = (&wanted.trusted_execution_configuration, launch) {
        let policy = match &trusted.attestation_policy {
            Some(policy) => Expr::Plain(format!("Some({policy:?}.to_owned())")),
            None => Expr::plain("None"),
        };
        chain.call("trusted_execution", [super::values::api(&trusted.isolation_mode), policy]);
        written.trusted_execution_configuration = Some(trusted.clone());
    }
    let constraints = wanted.placement_constraints.as_deref().unwrap_or_default();
    let writable = launch.has_docker()
        && constraints.iter().all(|one| {
            one.r#type == Some(TaskDefinitionPlacementConstraintType::MemberOf) && one.expression.is_some()
        });
    if writable {
        for expression in constraints.iter().filter_map(|one| one.expression.as_deref()) {
            chain.call("place_on", [member_of(expression)]);
        }
        written.placement_constraints.clone_from(&wanted.placement_constraints);
    }
}

/// Returns the condition that an instance must meet.
pub(super) fn member_of(expression: &str) -> Expr {
    match expression.strip_prefix("attribute:ecs.instance-type =~ ") {
        Some(pattern) => call("MemberOf::instance_type", [string(pattern)]),
        None => call("MemberOf::new", [string(expression)]),
    }
}

/// Returns the log configuration that all containers share, but for the log router.
fn shared_logs(containers: &[crate::api::ecs::ContainerDefinition]) -> Option<&LogConfiguration> {
    let takes_part = |it: &&crate::api::ecs::ContainerDefinition| it.firelens_configuration.is_none();
    let mut all = containers.iter().filter(takes_part).map(|it| it.log_configuration.as_ref());
    let first = all.next().flatten()?;
    all.all(|logs| logs == Some(first)).then_some(first)
}

/// Returns the container that is the task's proxy, where the builder has a way to say so.
fn proxy(
    wanted: &RegisterTaskDefinition,
    containers: &[crate::api::ecs::ContainerDefinition],
) -> Option<String> {
    let proxy = wanted.proxy_configuration.as_ref()?;
    let properties = proxy.properties.as_deref().filter(|properties| !properties.is_empty())?;
    let whole = properties.iter().all(|pair| pair.name.is_some() && pair.value.is_some());
    let there = containers.iter().any(|container| container.name.as_deref() == Some(&proxy.container_name));
    (whole && there && proxy.r#type.is_none()).then(|| proxy.container_name.clone())
}

/// Takes note of the roles that are derived as the document names none.
fn derived_roles(module: &mut Module, input: &Input<RegisterTaskDefinition>) -> Vec<String> {
    let request = &input.request;
    let (family, trace) = (&request.family, Trace::new(SourceLine::caller()));
    let region = module.region.clone().unwrap_or_else(|| "us-east-1".to_owned());
    let scope = Scope::new("import", "dev", &region, module.account.as_deref());
    let mut found = Vec::new();
    let mut derived = |member: &str, end: &str, whose: &str| {
        let role = derived_name(family, end);
        let what = format!("the document names none, so the role `{role}` is derived: {whose}");
        found.push(module.note(input.origin.note(member, what)));
    };
    if request.execution_role_arn.is_none()
        && !derive::execution::needs(request, &trace, &[], &scope).is_empty()
    {
        derived("executionRoleArn", "execution", "ECS starts the task with it");
    }
    let acts = !derive::task::needs(request, &trace, &scope).is_empty();
    if request.task_role_arn.is_none() && acts {
        derived("taskRoleArn", "task", "the containers act with it");
    }
    if request.task_role_arn.is_some() || acts {
        module.has_task_role.insert(family.clone());
    }
    found
}
