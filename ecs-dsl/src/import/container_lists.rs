//! The lists of a container, item by item: what the builder has a method for, and what is left.

use super::code::{Chain, Expr, string, strings};
use super::container::Task;
use super::launch::Launch;
use super::task::Demand;
use super::values::{api, mib};
use crate::api::ecs::{
    ApplicationProtocol, ContainerDefinition, MountPoint, PortMapping, ResourceRequirement, ResourceType,
    TransportProtocol, VolumeFrom,
};

/// Returns the containers that a container refers to.
pub(super) fn others(container: &ContainerDefinition) -> impl Iterator<Item = &str> {
    let waits = container.depends_on.iter().flatten().map(|it| it.container_name.as_str());
    let mounts = container.volumes_from.iter().flatten().filter_map(|it| it.source_container.as_deref());
    let links = container.links.iter().flatten().filter_map(|it| it.split(':').next());
    waits.chain(mounts).chain(links)
}

/// Sets what is written of a list, and what is wanted of it: what is written first, then what is left.
pub(super) fn divide<T: Clone>(
    written: &mut Option<Vec<T>>,
    wanted: &mut Option<Vec<T>>,
    writable: Vec<T>,
    left: Vec<T>,
) {
    *wanted = Some([writable.clone(), left].concat()).filter(|all| !all.is_empty());
    *written = Some(writable).filter(|all| !all.is_empty());
}

/// A port that needs a statement of its own.
pub(super) struct PortStatement {
    pub(super) number: u16,
    is_udp: bool,
    name: Option<String>,
    app_protocol: Option<ApplicationProtocol>,
    host_port: Option<u16>,
    /// Whether something refers to it.
    pub(super) is_wanted: bool,
}

impl PortStatement {
    /// Adds the calls that open the port.
    pub(super) fn write(&self, chain: &mut Chain) {
        chain.call(if self.is_udp { "udp_port" } else { "port" }, [Expr::plain(self.number)]);
        if let Some(name) = &self.name {
            chain.call("named", [string(name)]);
        }
        if let Some(protocol) = &self.app_protocol {
            chain.call("app_protocol", [api(protocol)]);
        }
        if let Some(port) = self.host_port {
            chain.call("host_port", [Expr::plain(port)]);
        }
    }

    /// Returns names for the variable, the best first.
    pub(super) fn wishes(&self, container: &str, several: bool) -> Vec<String> {
        let own = match (&self.name, self.number) {
            (Some(name), _) => name.clone(),
            (None, 80 | 8080 | 3000) if !several => "http".to_owned(),
            (None, 443 | 8443) if !several => "https".to_owned(),
            (None, number) => format!("port-{number}"),
        };
        vec![own.clone(), format!("{own}-port"), format!("{container}-{own}")]
    }
}

/// Writes the ports that need no handle, and returns the others.
pub(super) fn ports(
    chain: &mut Chain,
    wanted: &mut ContainerDefinition,
    written: &mut ContainerDefinition,
    launch: Launch,
    demand: &Demand,
) -> Vec<PortStatement> {
    let container = wanted.name.clone().unwrap_or_default();
    let (mut plain, mut ranges, mut statements, mut left) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for mapping in wanted.port_mappings.take().unwrap_or_default() {
        if let Some(statement) = statement(&mapping, &container, launch, demand) {
            let PortStatement { is_udp, name, app_protocol, host_port, is_wanted, .. } = &statement;
            if *is_udp || *is_wanted || name.is_some() || app_protocol.is_some() || host_port.is_some() {
                statements.push(statement);
            } else {
                plain.push(mapping);
            }
        } else if range(&mapping).is_some() {
            ranges.push(mapping);
        } else {
            left.push(mapping);
        }
    }
    if !plain.is_empty() {
        let numbers = plain.iter().filter_map(|mapping| mapping.container_port).map(Expr::plain);
        chain.call("ports", [Expr::Array(numbers.collect())]);
    }
    for (first, last) in ranges.iter().filter_map(range) {
        chain.call("port_range", [Expr::plain(first), Expr::plain(last)]);
    }
    plain.extend(ranges);
    divide(&mut written.port_mappings, &mut wanted.port_mappings, plain, left);
    statements
}

fn statement(
    mapping: &PortMapping,
    container: &str,
    launch: Launch,
    demand: &Demand,
) -> Option<PortStatement> {
    let PortMapping { container_port, host_port, protocol, name, app_protocol, container_port_range } =
        mapping;
    let number = u16::try_from((*container_port)?).ok()?;
    let is_udp = match protocol {
        None | Some(TransportProtocol::Tcp) => false,
        Some(TransportProtocol::Udp) => true,
        Some(TransportProtocol::Unknown(_)) => return None,
    };
    let host_port = match host_port {
        None => None,
        Some(port) => Some(u16::try_from(*port).ok().filter(|_| launch.has_host())?),
    };
    if container_port_range.is_some() {
        return None;
    }
    let is_wanted = demand.ports.contains(&(container.to_owned(), number.into()))
        || name.as_ref().is_some_and(|name| demand.port_names.contains(name));
    let (name, app_protocol) = (name.clone(), app_protocol.clone());
    Some(PortStatement { number, is_udp, name, app_protocol, host_port, is_wanted })
}

fn range(mapping: &PortMapping) -> Option<(u16, u16)> {
    let text = mapping.container_port_range.as_deref()?;
    let (first, last) = text.split_once('-')?;
    let range = (first.parse().ok()?, last.parse().ok()?);
    let plain =
        PortMapping { container_port_range: mapping.container_port_range.clone(), ..Default::default() };
    (*mapping == plain && format!("{}-{}", range.0, range.1) == text).then_some(range)
}

/// Writes the lists whose items name other things of the task, and those of plain values.
pub(super) fn write(
    chain: &mut Chain,
    wanted: &mut ContainerDefinition,
    written: &mut ContainerDefinition,
    task: &Task,
) {
    let launch = task.launch;
    let mut left = Vec::new();
    let mut writable = Vec::new();
    for mount in wanted.mount_points.take().unwrap_or_default() {
        match mounted(&mount, task) {
            Some((method, arguments)) => {
                chain.call(method, arguments);
                writable.push(mount);
            }
            None => left.push(mount),
        }
    }
    divide(&mut written.mount_points, &mut wanted.mount_points, writable, left);
    volumes_from(chain, wanted, written, task);
    let (mut left, mut writable) = (Vec::new(), Vec::new());
    for dependency in wanted.depends_on.take().unwrap_or_default() {
        match task.containers.get(&dependency.container_name) {
            Some(other) => {
                chain.call("depends_on", [Expr::reference(other), api(&dependency.condition)]);
                writable.push(dependency);
            }
            None => left.push(dependency),
        }
    }
    divide(&mut written.depends_on, &mut wanted.depends_on, writable, left);
    links(chain, wanted, written, task);
    for limit in wanted.ulimits.iter().flatten() {
        let numbers = [Expr::plain(limit.soft_limit), Expr::plain(limit.hard_limit)];
        chain.call("ulimit", [api(&limit.name)].into_iter().chain(numbers));
    }
    written.ulimits.clone_from(&wanted.ulimits);
    let controls = wanted.system_controls.take().unwrap_or_default();
    let (writable, left): (Vec<_>, Vec<_>) =
        controls.into_iter().partition(|it| it.namespace.is_some() && it.value.is_some());
    for control in &writable {
        let parts = [control.namespace.as_deref(), control.value.as_deref()];
        chain.call("system_control", parts.map(|part| string(part.unwrap_or_default())));
    }
    divide(&mut written.system_controls, &mut wanted.system_controls, writable, left);
    requirements(chain, wanted, written, launch);
    if launch.has_host() {
        for option in wanted.docker_security_options.iter().flatten() {
            chain.call("docker_security_option", [string(option)]);
        }
        written.docker_security_options.clone_from(&wanted.docker_security_options);
        for host in wanted.extra_hosts.iter().flatten() {
            chain.call("extra_host", [string(&host.hostname), string(&host.ip_address)]);
        }
        written.extra_hosts.clone_from(&wanted.extra_hosts);
    }
    for spec in wanted.credential_specs.iter().flatten() {
        chain.call("credential_spec", [string(spec)]);
    }
    written.credential_specs.clone_from(&wanted.credential_specs);
    if let Some(servers) = &wanted.dns_servers {
        chain.call("dns_servers", [strings(servers)]);
        written.dns_servers = Some(servers.clone());
    }
    if let Some(domains) = &wanted.dns_search_domains {
        chain.call("dns_search_domains", [strings(domains)]);
        written.dns_search_domains = Some(domains.clone());
    }
    for (key, value) in wanted.docker_labels.iter().flatten() {
        chain.call("docker_label", [string(key), string(value)]);
    }
    written.docker_labels.clone_from(&wanted.docker_labels);
}

fn mounted(mount: &MountPoint, task: &Task) -> Option<(&'static str, Vec<Expr>)> {
    let volume = task.volumes.get(mount.source_volume.as_deref()?)?;
    let method = if mount.read_only == Some(true) { "mount_read_only" } else { "mount" };
    Some((method, vec![Expr::reference(volume), string(mount.container_path.as_deref()?)]))
}

fn volumes_from(
    chain: &mut Chain,
    wanted: &mut ContainerDefinition,
    written: &mut ContainerDefinition,
    task: &Task,
) {
    let variable = |it: &VolumeFrom| task.containers.get(it.source_container.as_deref()?);
    let (writable, left): (Vec<_>, Vec<_>) =
        wanted.volumes_from.take().unwrap_or_default().into_iter().partition(|it| variable(it).is_some());
    for source in &writable {
        if let Some(other) = variable(source) {
            let read_only = source.read_only == Some(true);
            chain.call("volumes_from", [Expr::reference(other), Expr::plain(read_only)]);
        }
    }
    divide(&mut written.volumes_from, &mut wanted.volumes_from, writable, left);
}

/// Writes the links, if all can be: their order counts.
fn links(chain: &mut Chain, wanted: &ContainerDefinition, written: &mut ContainerDefinition, task: &Task) {
    let parts = |link: &String| {
        let (name, alias) = link.split_once(':')?;
        Some([Expr::reference(task.containers.get(name)?), string(alias)])
    };
    let calls: Option<Vec<_>> = wanted.links.iter().flatten().map(parts).collect();
    let Some(calls) = calls.filter(|_| task.launch.has_docker()) else { return };
    for call in calls {
        chain.call("link", call);
    }
    written.links.clone_from(&wanted.links);
}

fn requirements(
    chain: &mut Chain,
    wanted: &mut ContainerDefinition,
    written: &mut ContainerDefinition,
    launch: Launch,
) {
    let (mut left, mut writable) = (Vec::new(), Vec::new());
    for requirement in wanted.resource_requirements.take().unwrap_or_default() {
        match required(&requirement, launch) {
            Some((method, arguments)) => {
                chain.call(method, arguments);
                writable.push(requirement);
            }
            None => left.push(requirement),
        }
    }
    divide(&mut written.resource_requirements, &mut wanted.resource_requirements, writable, left);
}

fn required(requirement: &ResourceRequirement, launch: Launch) -> Option<(&'static str, Vec<Expr>)> {
    let ResourceRequirement { value, r#type, sharing_strategy } = requirement;
    match (r#type, value.as_deref(), sharing_strategy) {
        (ResourceType::Gpu, Some(count), None) if launch.has_host() => {
            let number: u32 = count.parse().ok().filter(|number: &u32| number.to_string() == count)?;
            Some(("gpus", vec![Expr::plain(number)]))
        }
        (ResourceType::Gpu, None, Some(sharing)) if launch.has_host() => {
            let share = sharing.nvidia_mps.as_ref()?;
            let compute = match share.max_compute_percent {
                Some(percent) => format!("Some(Percent::new({percent}))"),
                None => "None".to_owned(),
            };
            Some(("gpu_share", vec![mib(share.memory), Expr::Plain(compute)]))
        }
        (ResourceType::NeuronDevice, Some("ALL"), None) if launch == Launch::ManagedInstances => {
            Some(("neuron_devices", Vec::new()))
        }
        _ => None,
    }
}
