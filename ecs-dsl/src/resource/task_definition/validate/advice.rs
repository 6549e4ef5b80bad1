//! Whether the containers of a task belong together.
//!
//! Two containers belong together where one waits for the other, helps it (a container that is not
//! essential, a log router, a proxy, an agent), shares a volume, namespace, GPU or name with it, or
//! speaks to it on localhost. Containers that nothing of this joins are better tasks of their own.

use std::collections::BTreeMap;

use ecs_dsl_facts::fault::listed;

use super::{Container, Task};
use crate::api::ecs::{IpcMode, LogDriver, PidMode, ResourceType};
use crate::diagnostic::Finding;
use crate::diagnostic::code::advice as codes;

/// Parts of image names by which helpers are known: what they help is not said in the definition.
const HELPERS: &[&str] = &[
    "agent",
    "collector",
    "envoy",
    "exporter",
    "firelens",
    "fluent",
    "logrouter",
    "otel",
    "proxy",
    "sidecar",
    "statsd",
    "telegraf",
    "vault",
    "vector",
    "xray",
];

pub(super) fn check(task: &Task<'_>, findings: &mut Vec<Finding>) {
    let containers: Vec<Container<'_>> = task.containers().collect();
    // More containers than a task can have is an error, and the first thing to mend.
    if !(2..=10).contains(&containers.len()) || shares_a_namespace(task) {
        return;
    }
    let mut groups = Groups::new(containers.len());
    let mut keys: BTreeMap<String, usize> = BTreeMap::new();
    let ports = ports_of(&containers);
    for container in &containers {
        for other in named_by(container).filter_map(|name| task.by_name.get(name)) {
            groups.join(container.index, *other);
        }
        for key in shared_by(container) {
            let first = *keys.entry(key).or_insert(container.index);
            groups.join(container.index, first);
        }
        for port in local_ports(container) {
            for other in ports.get(&port).into_iter().flatten() {
                groups.join(container.index, *other);
            }
        }
    }
    // A helper belongs to whatever is there.
    let mut parts = groups.parts();
    parts.retain(|part| {
        let mut members = part.iter().filter_map(|index| containers.get(*index));
        members.any(|container| !is_helper(task, container))
    });
    if parts.len() < 2 {
        return;
    }
    let names = parts.iter().map(|part| {
        let names = part.iter().filter_map(|index| containers.get(*index)).map(|container| {
            container.name().map_or_else(|| container.index.to_string(), |name| format!("`{name}`"))
        });
        names.collect::<Vec<_>>().join(" with ")
    });
    let what = format!("{} share nothing that the definition tells of", listed(names));
    let fix = "make a task definition of each; where one does need the other, say so with `dependsOn`";
    let in_code =
        "make a task definition of each; where one does need the other, say so with `.depends_on(…)`";
    findings.push(Finding::new(&codes::UNRELATED, "containerDefinitions", what, fix).in_code(in_code));
}

fn shares_a_namespace(task: &Task<'_>) -> bool {
    task.request.pid_mode == Some(PidMode::Task)
        || matches!(task.request.ipc_mode, Some(IpcMode::Task | IpcMode::Host))
}

/// Whether a container is there for the sake of the others.
fn is_helper(task: &Task<'_>, container: &Container<'_>) -> bool {
    let definition = container.definition;
    let proxy = task.request.proxy_configuration.as_ref().map(|proxy| proxy.container_name.as_str());
    let known = |text: Option<&str>| {
        let text = text.unwrap_or("").to_ascii_lowercase();
        HELPERS.iter().any(|helper| text.contains(helper))
    };
    let repository = definition.image.as_deref().map(|image| image.rsplit('/').next().unwrap_or(image));
    !container.is_essential()
        || definition.firelens_configuration.is_some()
        || (proxy.is_some() && proxy == container.name())
        || known(repository)
        || known(container.name())
}

/// The containers that a container names.
fn named_by<'a>(container: &Container<'a>) -> impl Iterator<Item = &'a str> {
    let definition = container.definition;
    let waits = definition.depends_on.iter().flatten().map(|wait| wait.container_name.as_str());
    let from = definition.volumes_from.iter().flatten().filter_map(|from| from.source_container.as_deref());
    let links = definition.links.iter().flatten().map(|link| link.split(':').next().unwrap_or(link));
    waits.chain(from).chain(links)
}

/// What a container shares with every other that has the same.
fn shared_by(container: &Container<'_>) -> Vec<String> {
    let definition = container.definition;
    let mut keys = Vec::new();
    for mount in definition.mount_points.iter().flatten() {
        keys.extend(mount.source_volume.as_deref().map(|volume| format!("volume {volume}")));
    }
    for requirement in definition.resource_requirements.iter().flatten() {
        let value = requirement.value.as_deref().unwrap_or("");
        match requirement.r#type {
            ResourceType::Gpu if requirement.sharing_strategy.is_some() => keys.push("gpu".to_owned()),
            ResourceType::InferenceAccelerator => keys.push(format!("accelerator {value}")),
            _ => {}
        }
    }
    let log = definition.log_configuration.as_ref();
    if log.is_some_and(|log| log.log_driver == LogDriver::Awsfirelens) {
        keys.push("log router".to_owned());
    }
    keys
}

/// The containers that listen on each port.
fn ports_of(containers: &[Container<'_>]) -> BTreeMap<u32, Vec<usize>> {
    let mut ports: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for container in containers {
        for mapping in container.definition.port_mappings.iter().flatten() {
            if let Some(port) = mapping.container_port.and_then(|port| u32::try_from(port).ok()) {
                ports.entry(port).or_default().push(container.index);
            }
        }
    }
    ports
}

/// The ports of localhost that a container's variables, command and health check speak of.
fn local_ports(container: &Container<'_>) -> Vec<u32> {
    let definition = container.definition;
    let variables = definition.environment.iter().flatten().filter_map(|variable| variable.value.as_deref());
    let words = [&definition.command, &definition.entry_point].into_iter().flatten().flatten();
    let words = words.map(String::as_str);
    variables.chain(words).flat_map(ports_in).collect()
}

fn ports_in(text: &str) -> Vec<u32> {
    const HOSTS: &[&str] = &["localhost:", "127.0.0.1:", "[::1]:"];
    let mut ports = Vec::new();
    for host in HOSTS {
        for (at, _) in text.match_indices(host) {
            let rest = text.get(at + host.len()..).unwrap_or("");
            let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            ports.extend(rest.get(..end).and_then(|digits| digits.parse::<u32>().ok()));
        }
    }
    ports
}

/// Which containers belong together: each points to one of its group, the first of a group to itself.
struct Groups(Vec<usize>);

impl Groups {
    fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    fn first_of(&self, mut index: usize) -> usize {
        while let Some(&next) = self.0.get(index).filter(|next| **next != index) {
            index = next;
        }
        index
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.first_of(one), self.first_of(other));
        if let Some(slot) = self.0.get_mut(one.max(other)) {
            *slot = one.min(other);
        }
    }

    fn parts(&self) -> Vec<Vec<usize>> {
        let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for index in 0..self.0.len() {
            parts.entry(self.first_of(index)).or_default().push(index);
        }
        parts.into_values().collect()
    }
}
