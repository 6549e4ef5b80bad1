//! The rules of task definitions, one file a topic.
//!
//! Every rule sees the task through [`Task`] and a container through [`Container`], which settle once
//! what many rules ask: where the task may run, on which network, and what a container is called. What
//! cannot be told from the request (a token, an unknown value, a member that is reported already) is
//! not judged any further, so that one mistake gives one finding.

mod accelerator;
mod advice;
mod container;
mod dependency;
mod environment;
mod execution_role;
mod firelens;
mod health;
mod kernel;
mod logging;
mod platform;
mod port;
mod proxy;
mod role;
mod secret;
mod security;
mod service_connect_log;
mod size;
mod task;
mod volume;

use std::collections::BTreeMap;
use std::fmt::Display;

use crate::api::ecs::{
    Compatibility, ContainerDefinition, NetworkMode, OsFamily, RegisterTaskDefinition, Volume,
};
use crate::check::Surroundings;
use crate::diagnostic::Finding;
use crate::resource::role::validate as roles;
use crate::resource::tags;

pub(crate) use security::secret_by;
pub(crate) use service_connect_log::check_service_connect_log;

/// Checks a task definition.
pub(crate) fn validate(
    request: &RegisterTaskDefinition,
    around: &dyn Surroundings,
    findings: &mut Vec<Finding>,
) {
    let task = Task::new(request);
    task::check(&task, findings);
    platform::check_task(&task, findings);
    size::check(&task, findings);
    role::check(&task, findings);
    roles::check_task_definition(request, around, findings);
    execution_role::check(&task, findings);
    proxy::check(&task, findings);
    accelerator::check_task(&task, findings);
    volume::check(&task, findings);
    for container in task.containers() {
        container::check(&container, findings);
        platform::check_container(&container, findings);
        environment::check(&container, findings);
        secret::check(&container, findings);
        dependency::check(&container, findings);
        port::check(&container, findings);
        health::check(&container, findings);
        logging::check(&container, findings);
        firelens::check(&container, findings);
        volume::check_mounts(&container, findings);
        kernel::check(&container, findings);
        accelerator::check(&container, findings);
    }
    dependency::check_cycles(&task, findings);
    port::check_across(&task, findings);
    firelens::check_routers(&task, findings);
    kernel::check_shared_controls(&task, findings);
    tags::check(request.tags.as_deref(), "tags", findings);
    security::check(&task, around, findings);
    advice::check(&task, findings);
}

/// A task definition, and what its rules ask of it.
struct Task<'a> {
    request: &'a RegisterTaskDefinition,
    /// The network mode that counts: the one given, or what ECS takes where none is; nothing where it cannot be told.
    network: Option<NetworkMode>,
    /// Whether the task is for Windows; a definition that does not say is for Linux.
    windows: bool,
    /// The containers by name; the first of two that have one.
    by_name: BTreeMap<&'a str, usize>,
    /// The volumes by name.
    volumes: BTreeMap<&'a str, &'a Volume>,
}

impl<'a> Task<'a> {
    fn new(request: &'a RegisterTaskDefinition) -> Self {
        let mut by_name = BTreeMap::new();
        for (index, container) in request.container_definitions.iter().enumerate() {
            if let Some(name) = container.name.as_deref() {
                by_name.entry(name).or_insert(index);
            }
        }
        let platform = request.runtime_platform.as_ref();
        let family = platform.and_then(|platform| platform.operating_system_family.as_ref());
        let windows = family.is_some_and(OsFamily::is_windows);
        let volumes = request.volumes.iter().flatten();
        let volumes = volumes.filter_map(|volume| Some((volume.name.as_deref()?, volume))).collect();
        let mut task = Self { request, network: None, windows, by_name, volumes };
        task.network = match &request.network_mode {
            // A mode that is not offered is reported; what hangs on it cannot be judged.
            Some(mode)
                if !mode.is_known()
                    || task.is_for(Compatibility::Fargate) && *mode != NetworkMode::Awsvpc =>
            {
                None
            }
            Some(mode) => Some(mode.clone()),
            None if task.is_for(Compatibility::Fargate) => Some(NetworkMode::Awsvpc),
            None if windows || task.is_for(Compatibility::ManagedInstances) => None,
            None => Some(NetworkMode::Bridge),
        };
        task
    }

    /// Returns whether the definition lists a launch type; it is then held against that type's rules.
    fn is_for(&self, launch: Compatibility) -> bool {
        self.launch_types().contains(&launch)
    }

    /// Returns whether the definition lists launch types, and this is not one of them.
    fn excludes(&self, launch: Compatibility) -> bool {
        !self.launch_types().is_empty() && !self.is_for(launch)
    }

    fn launch_types(&self) -> &[Compatibility] {
        self.request.requires_compatibilities.as_deref().unwrap_or_default()
    }

    fn has_network(&self, mode: NetworkMode) -> bool {
        self.network.as_ref() == Some(&mode)
    }

    fn containers(&self) -> impl Iterator<Item = Container<'_>> {
        self.request.container_definitions.iter().enumerate().map(|(index, definition)| Container {
            task: self,
            definition,
            index,
        })
    }

    /// Returns the container of this name.
    fn container(&self, name: &str) -> Option<&'a ContainerDefinition> {
        self.by_name.get(name).and_then(|index| self.request.container_definitions.get(*index))
    }
}

/// A container of a task definition.
#[derive(Clone, Copy)]
struct Container<'a> {
    task: &'a Task<'a>,
    definition: &'a ContainerDefinition,
    index: usize,
}

impl Container<'_> {
    /// Returns the path of a member.
    fn at(&self, member: impl Display) -> String {
        format!("containerDefinitions[{}].{member}", self.index)
    }

    /// Returns the path of a list of the container, which is written out only where there is an item in it.
    fn list<'m>(&self, member: &'m str) -> ListPath<'m> {
        ListPath { container: self.index, member }
    }

    /// Returns the container's path.
    fn path(&self) -> String {
        format!("containerDefinitions[{}]", self.index)
    }

    fn name(&self) -> Option<&str> {
        self.definition.name.as_deref().filter(|name| !name.is_empty())
    }

    fn is_essential(&self) -> bool {
        self.definition.essential.unwrap_or(true)
    }
}

/// Writes what a sentence calls the container.
impl Display for Container<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.name() {
            Some(name) => write!(formatter, "container `{name}`"),
            None => write!(formatter, "container {} (which has no name)", self.index),
        }
    }
}

/// The path of a list in a container.
struct ListPath<'m> {
    container: usize,
    member: &'m str,
}

impl Display for ListPath<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "containerDefinitions[{}].{}", self.container, self.member)
    }
}

/// Goes through a list that may be absent, with the path of each item.
fn items<T>(path: impl Display, list: &Option<Vec<T>>) -> impl Iterator<Item = (String, &T)> {
    list.iter().flatten().enumerate().map(move |(index, item)| (format!("{path}[{index}]"), item))
}

#[cfg(test)]
mod tests;
