//! Containers of a task definition: each a chain of the builder's methods, then its ports.

use std::collections::{BTreeMap, BTreeSet};

use super::code::{Chain, Expr, Statement, string, strings};
use super::container_lists as lists;
use super::document::Input;
use super::launch::Launch;
use super::logs;
use super::module::{Module, customize};
use super::task::Demand;
use super::values::{api, cpu, mib, seconds, secret};
use crate::api::ecs::{
    ContainerDefinition, ContainerRestartPolicy, FirelensConfiguration, FirelensConfigurationType,
    HealthCheck, LinuxParameters, RegisterTaskDefinition, VersionConsistency,
};

/// The task definition whose containers are written, and the handles in it so far.
pub(super) struct Task {
    pub(super) variable: String,
    pub(super) launch: Launch,
    /// Whether the task's own logs stand for those of the containers.
    shares_logs: bool,
    pub(super) volumes: BTreeMap<String, String>,
    pub(super) containers: BTreeMap<String, String>,
    pub(super) ports: BTreeMap<(String, i32), String>,
}

impl Task {
    pub(super) fn new(variable: &str, launch: Launch, shares_logs: bool) -> Self {
        Self {
            variable: variable.to_owned(),
            launch,
            shares_logs,
            volumes: BTreeMap::new(),
            containers: BTreeMap::new(),
            ports: BTreeMap::new(),
        }
    }
}

/// Writes the containers, each after those that it refers to.
pub(super) fn write_all(
    module: &mut Module,
    input: &Input<RegisterTaskDefinition>,
    containers: &[ContainerDefinition],
    task: &mut Task,
    demand: &Demand,
    proxy: Option<&str>,
) {
    let mut referred: BTreeSet<&str> = containers.iter().flat_map(lists::others).collect();
    referred.extend(proxy);
    for index in in_order(containers) {
        let container = &containers[index];
        let place = format!("containerDefinitions[{index}]");
        let is_referred = container.name.as_deref().is_some_and(|name| referred.contains(name));
        Writer { module, input, task, demand, place, comments: Vec::new() }.write(container, is_referred);
    }
}

/// Returns the containers' numbers so that each comes after those it refers to, as far as that can be.
fn in_order(containers: &[ContainerDefinition]) -> Vec<usize> {
    let mut left: Vec<usize> = (0..containers.len()).collect();
    let mut order = Vec::new();
    while !left.is_empty() {
        let waits = |index: &usize| {
            let others: Vec<&str> = lists::others(&containers[*index]).collect();
            left.iter().any(|other| {
                other != index
                    && containers[*other].name.as_deref().is_some_and(|name| others.contains(&name))
            })
        };
        // In a circle the first begins; the reference back is written as it stands.
        let next = left.iter().position(|index| !waits(index)).unwrap_or(0);
        order.push(left.remove(next));
    }
    order
}

struct Writer<'a> {
    module: &'a mut Module,
    input: &'a Input<RegisterTaskDefinition>,
    task: &'a mut Task,
    demand: &'a Demand,
    /// The container's path in the request.
    place: String,
    comments: Vec<String>,
}

impl Writer<'_> {
    fn write(mut self, container: &ContainerDefinition, is_referred: bool) {
        let unknown = self.module.unknown(self.input, |member| crate::source::holds(&self.place, member));
        self.comments.extend(unknown);
        let launch = self.task.launch;
        let (name, image) =
            (container.name.as_deref().unwrap_or(""), container.image.as_deref().unwrap_or(""));
        let mut wanted = container.clone();
        let mut written = ContainerDefinition {
            name: wanted.name.clone(),
            image: wanted.image.clone(),
            ..ContainerDefinition::default()
        };
        let mut chain = Chain::new(Expr::plain(&self.task.variable));
        chain.call("container", [string(name), string(image)]);
        let ports = lists::ports(&mut chain, &mut wanted, &mut written, launch, self.demand);
        run(&mut chain, &wanted, &mut written);
        self.environment(&mut chain, &mut wanted, &mut written);
        limits(&mut chain, &wanted, &mut written);
        life(&mut chain, &mut wanted, &mut written);
        linux(&mut chain, &wanted, &mut written, launch);
        lists::write(&mut chain, &mut wanted, &mut written, self.task);
        self.logs(&mut chain, &wanted, &mut written);
        customize(&mut chain, "container", (&written, &wanted), |_| true);

        let wishes = [name.to_owned(), format!("{name}-container")];
        let binding = (is_referred || !ports.is_empty()).then(|| self.module.names.free(wishes));
        if let Some(binding) = &binding {
            self.task.containers.insert(name.to_owned(), binding.clone());
        }
        let statement = Statement { comments: self.comments, ..Statement::new(binding.clone(), chain) };
        self.module.push(statement);
        let Some(binding) = binding else { return };
        let several = ports.len() > 1;
        for port in ports {
            let mut chain = Chain::new(Expr::plain(&binding));
            port.write(&mut chain);
            let wishes = port.wishes(name, several);
            let variable = port.is_wanted.then(|| self.module.names.free(wishes));
            if let Some(variable) = &variable {
                self.task.ports.insert((name.to_owned(), port.number.into()), variable.clone());
            }
            self.module.push(Statement::new(variable, chain));
        }
    }

    /// Writes the variables, but for those that seem to be secrets: such a value must not enter the code.
    fn environment(
        &mut self,
        chain: &mut Chain,
        wanted: &mut ContainerDefinition,
        written: &mut ContainerDefinition,
    ) {
        let mut left = Vec::new();
        let mut plain = Vec::new();
        for (index, variable) in wanted.environment.take().unwrap_or_default().into_iter().enumerate() {
            match (&variable.name, &variable.value) {
                (Some(name), Some(value)) => {
                    if let Some(by) = crate::resource::task_definition::validate::secret_by(name, value) {
                        let member = format!("{}.environment[{index}]", self.place);
                        let what = format!(
                            "`{name}` is left out, as it seems to be a secret, {by}: keep it in Secrets Manager or \
                             Parameter Store and add `.secret({name:?}, …)`"
                        );
                        let note = self.input.origin.note(&member, what);
                        self.comments.push(self.module.note(note));
                        continue;
                    }
                    chain.call("env", [string(name), string(value)]);
                    plain.push(variable);
                }
                _ => left.push(variable),
            }
        }
        lists::divide(&mut written.environment, &mut wanted.environment, plain, left);
        for file in wanted.environment_files.iter().flatten() {
            chain.call("env_file", [string(&file.value)]);
        }
        written.environment_files.clone_from(&wanted.environment_files);
        for one in wanted.secrets.iter().flatten() {
            chain.call("secret", [string(&one.name), secret(&one.value_from)]);
        }
        written.secrets.clone_from(&wanted.secrets);
    }

    fn logs(&self, chain: &mut Chain, wanted: &ContainerDefinition, written: &mut ContainerDefinition) {
        let by_task = self.task.shares_logs && wanted.firelens_configuration.is_none();
        let Some(configuration) = &wanted.log_configuration else { return };
        let call = logs::of(self.module, configuration, self.task.launch);
        if let (Some(call), false) = (&call, by_task) {
            chain.call(call.method, call.arguments.iter().cloned());
        }
        if call.is_some() || by_task {
            written.log_configuration = Some(configuration.clone());
        }
    }
}

/// What runs.
fn run(chain: &mut Chain, wanted: &ContainerDefinition, written: &mut ContainerDefinition) {
    if let Some(credentials) = &wanted.repository_credentials {
        chain.call("registry_credentials", [secret(&credentials.credentials_parameter)]);
        written.repository_credentials = Some(credentials.clone());
    }
    if let Some(program) = &wanted.entry_point {
        chain.call("entry_point", [strings(program)]);
        written.entry_point = Some(program.clone());
    }
    if let Some(arguments) = &wanted.command {
        chain.call("command", [strings(arguments)]);
        written.command = Some(arguments.clone());
    }
    if let Some(folder) = &wanted.working_directory {
        chain.call("working_directory", [string(folder)]);
        written.working_directory = Some(folder.clone());
    }
    if let Some(user) = &wanted.user {
        chain.call("user", [string(user)]);
        written.user = Some(user.clone());
    }
}

/// What it may use.
fn limits(chain: &mut Chain, wanted: &ContainerDefinition, written: &mut ContainerDefinition) {
    if let Some(units) = wanted.cpu {
        chain.call("cpu", [cpu(units)]);
    }
    if let Some(memory) = wanted.memory {
        chain.call("memory", [mib(memory)]);
    }
    if let Some(memory) = wanted.memory_reservation {
        chain.call("memory_reservation", [mib(memory)]);
    }
    (written.cpu, written.memory, written.memory_reservation) =
        (wanted.cpu, wanted.memory, wanted.memory_reservation);
}

/// When it starts, how its health is told, how it ends.
fn life(chain: &mut Chain, wanted: &mut ContainerDefinition, written: &mut ContainerDefinition) {
    if wanted.essential == Some(false) {
        chain.call("essential", [Expr::plain("false")]);
        written.essential = Some(false);
    }
    if let Some(check) = wanted.health_check.as_ref().and_then(health_check) {
        chain.call("health_check", [check]);
        written.health_check.clone_from(&wanted.health_check);
    }
    if let Some(timeout) = wanted.start_timeout {
        chain.call("start_timeout", [seconds(timeout)]);
        written.start_timeout = Some(timeout);
    }
    if let Some(timeout) = wanted.stop_timeout {
        chain.call("stop_timeout", [seconds(timeout)]);
        written.stop_timeout = Some(timeout);
    }
    if let Some(policy @ ContainerRestartPolicy { enabled: true, .. }) = &mut wanted.restart_policy {
        let period = *policy.restart_attempt_period.get_or_insert(300);
        chain.call("restart", [seconds(period)]);
        if let Some(codes) = &policy.ignored_exit_codes {
            chain.call("ignore_exit_codes", [Expr::Array(codes.iter().map(Expr::plain).collect())]);
        }
        written.restart_policy = Some(policy.clone());
    }
    if wanted.version_consistency == Some(VersionConsistency::Disabled) {
        chain.call("pin_image_version", [Expr::plain("false")]);
        written.version_consistency = Some(VersionConsistency::Disabled);
    }
    let on: [(Option<bool>, &mut Option<bool>, &str); 3] = [
        (wanted.interactive, &mut written.interactive, "interactive"),
        (wanted.pseudo_terminal, &mut written.pseudo_terminal, "pseudo_terminal"),
        (wanted.disable_networking, &mut written.disable_networking, "disable_networking"),
    ];
    for (wanted, written, method) in on {
        if wanted == Some(true) {
            chain.call(method, []);
            *written = wanted;
        }
    }
    if let Some(router) = wanted.firelens_configuration.as_ref().and_then(firelens) {
        chain.call("log_router", [router]);
        written.firelens_configuration.clone_from(&wanted.firelens_configuration);
    }
}

fn health_check(check: &HealthCheck) -> Option<Expr> {
    let start = match check.command.as_slice() {
        [kind, line] if kind == "CMD-SHELL" => super::code::call("HealthCheck::shell", [string(line)]),
        [kind, arguments @ ..] if kind == "CMD" && !arguments.is_empty() => {
            super::code::call("HealthCheck::program", [strings(arguments)])
        }
        _ => return None,
    };
    let mut chain = Chain::new(start);
    for (method, value) in
        [("interval", check.interval), ("timeout", check.timeout), ("start_period", check.start_period)]
    {
        if let Some(value) = value {
            chain.call(method, [seconds(value)]);
        }
    }
    if let Some(retries) = check.retries {
        chain.call("retries", [Expr::plain(retries)]);
    }
    Some(chain.into())
}

fn firelens(router: &FirelensConfiguration) -> Option<Expr> {
    let start = match router.r#type {
        FirelensConfigurationType::Fluentbit => "Firelens::fluent_bit",
        FirelensConfigurationType::Fluentd => "Firelens::fluentd",
        FirelensConfigurationType::Unknown(_) => return None,
    };
    let mut chain = Chain::new(super::code::call(start, []));
    let mut options = router.options.clone().unwrap_or_default();
    match options.remove("enable-ecs-log-metadata").as_deref() {
        Some(enable @ ("true" | "false")) => chain.call("ecs_log_metadata", [Expr::plain(enable)]),
        Some(_) => return None,
        None => {}
    }
    let file = (options.remove("config-file-type"), options.remove("config-file-value"));
    match (file.0.as_deref(), file.1) {
        (Some("file"), Some(path)) => chain.call("config_file", [string(path)]),
        (Some("s3"), Some(object)) => chain.call("config_object", [string(object)]),
        (None, None) => {}
        _ => return None,
    }
    // What the builder has no word for is written whole.
    options.is_empty().then(|| chain.into())
}

/// What it may do to the kernel and the host.
fn linux(chain: &mut Chain, wanted: &ContainerDefinition, written: &mut ContainerDefinition, launch: Launch) {
    if wanted.readonly_root_filesystem == Some(true) {
        chain.call("readonly_root_filesystem", []);
        written.readonly_root_filesystem = Some(true);
    }
    if wanted.privileged == Some(true) && launch.has_host() {
        chain.call("privileged", []);
        written.privileged = Some(true);
    }
    if let (Some(name), true) = (&wanted.hostname, launch.has_host()) {
        chain.call("hostname", [string(name)]);
        written.hostname = Some(name.clone());
    }
    let Some(from) = &wanted.linux_parameters else { return };
    let mut to = LinuxParameters::default();
    if from.init_process_enabled == Some(true) {
        chain.call("init_process", []);
        to.init_process_enabled = Some(true);
    }
    if let Some(capabilities) = &from.capabilities {
        for (method, names) in
            [("add_capabilities", &capabilities.add), ("drop_capabilities", &capabilities.drop)]
        {
            if let Some(names) = names {
                chain.call(method, [strings(names)]);
            }
        }
        to.capabilities = Some(capabilities.clone());
    }
    for mount in from.tmpfs.iter().flatten() {
        let options = strings(mount.mount_options.iter().flatten());
        chain.call("tmpfs", [string(&mount.container_path), mib(mount.size), options]);
    }
    to.tmpfs.clone_from(&from.tmpfs);
    if launch.has_host() {
        for device in from.devices.iter().flatten() {
            chain.call("device", [api(device)]);
        }
        to.devices.clone_from(&from.devices);
        if let Some(size) = from.shared_memory_size {
            chain.call("shared_memory", [mib(size)]);
            to.shared_memory_size = Some(size);
        }
        if let Some(max) = from.max_swap {
            let swappiness = match from.swappiness {
                Some(swappiness) => format!("Some({swappiness})"),
                None => "None".to_owned(),
            };
            chain.call("swap", [mib(max), Expr::Plain(swappiness)]);
            (to.max_swap, to.swappiness) = (from.max_swap, from.swappiness);
        }
    }
    if to != LinuxParameters::default() {
        written.linux_parameters = Some(to);
    }
}
