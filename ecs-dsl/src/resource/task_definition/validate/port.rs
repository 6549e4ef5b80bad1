//! Ports: their numbers, ranges and names, and what they share with the host and with each other.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use ecs_dsl_facts::names;

use super::{Container, Task};
use crate::api::ecs::{ApplicationProtocol, NetworkMode, PortMapping, TransportProtocol};
use crate::check::limits::named;
use crate::check::value::{check_known, has_token};
use crate::diagnostic::Finding;
use crate::diagnostic::code::port as codes;

/// The ports that there are.
const PORTS: RangeInclusive<i32> = 1..=65_535;
/// What every instance keeps for SSH, Docker and the ECS agent.
const RESERVED: &[i32] = &[22, 2375, 2376, 51_678, 51_679, 51_680];
/// Where the kernel begins to give out ports by itself.
const FIRST_EPHEMERAL: i32 = 32_768;
/// How many ports a task can reserve of the 100 of an instance, beside the instance's own five.
const MAX_HOST_PORTS: usize = 95;
/// The most ranges of a container.
const MAX_RANGES: usize = 100;

pub(super) fn check(container: &Container<'_>, findings: &mut Vec<Finding>) {
    let mappings = container.definition.port_mappings.as_deref().unwrap_or_default();
    if mappings.is_empty() {
        return;
    }
    if container.task.has_network(NetworkMode::None) {
        let what = format!("{container} has ports, and the task has no network");
        let fix = "leave them out, or choose another network mode";
        findings.push(Finding::new(&codes::PORTS_WITHOUT_NETWORK, container.at("portMappings"), what, fix));
        return;
    }
    let mut taken = Taken::default();
    for (path, mapping) in super::items(container.list("portMappings"), &container.definition.port_mappings) {
        check_mapping(container, &path, mapping, findings);
        if let Some(ports) = ports_of(mapping) {
            let member =
                if mapping.container_port_range.is_some() { "containerPortRange" } else { "containerPort" };
            if let Some(both) = taken.add(ports) {
                let what = format!("{container} maps port {both} twice");
                let fix = "keep one mapping of it: one protocol, or the range";
                findings.push(Finding::new(&codes::PORT_TWICE, format!("{path}.{member}"), what, fix));
            }
        }
    }
    let ranges = mappings.iter().filter(|mapping| mapping.container_port_range.is_some()).count();
    if ranges > MAX_RANGES {
        let what = format!("{container} has {ranges} ranges of ports");
        findings.push(Finding::new(
            &codes::PORT_RANGE,
            container.at("portMappings"),
            what,
            "keep at most 100",
        ));
    }
}

/// Ports that are mapped already, as ranges by their first.
#[derive(Default)]
struct Taken(BTreeMap<i32, i32>);

impl Taken {
    /// Adds a range, or returns the first port of it that is taken.
    fn add(&mut self, (first, last): (i32, i32)) -> Option<i32> {
        let below = self.0.range(..=first).next_back().filter(|(_, end)| **end >= first);
        let within = self.0.range(first..=last).next();
        if below.is_some() {
            return Some(first);
        }
        if let Some((start, _)) = within {
            return Some(*start);
        }
        self.0.insert(first, last);
        None
    }
}

/// Returns the first and the last container port of a mapping that is well formed.
fn ports_of(mapping: &PortMapping) -> Option<(i32, i32)> {
    match (&mapping.container_port_range, mapping.container_port) {
        (Some(range), _) => range_of(range),
        (None, Some(port)) if PORTS.contains(&port) => Some((port, port)),
        _ => None,
    }
}

fn range_of(text: &str) -> Option<(i32, i32)> {
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let (first, last) = text.split_once('-').filter(|(first, last)| digits(first) && digits(last))?;
    let (first, last) = (first.parse().ok()?, last.parse().ok()?);
    (PORTS.contains(&first) && PORTS.contains(&last) && first < last).then_some((first, last))
}

fn check_mapping(container: &Container<'_>, path: &str, mapping: &PortMapping, findings: &mut Vec<Finding>) {
    if let Some(protocol) = &mapping.protocol {
        check_known(&format!("{path}.protocol"), protocol.as_str(), TransportProtocol::VALUES, findings);
    }
    if let Some(protocol) = &mapping.app_protocol {
        check_known(&format!("{path}.appProtocol"), protocol.as_str(), ApplicationProtocol::VALUES, findings);
    }
    if let Some(name) = &mapping.name {
        named(&codes::PORT_NAME, format!("{path}.name"), name, &names::PORT, findings);
    }
    if let Some(range) = mapping.container_port_range.as_deref() {
        check_port_range(container, path, range, mapping, findings);
        return;
    }
    let Some(port) = mapping.container_port.filter(|port| PORTS.contains(port)) else {
        let what = match mapping.container_port {
            Some(port) => format!("{container} maps port {port}"),
            None => format!("{container} maps no port"),
        };
        let fix = "give `containerPort` a number from 1 to 65535";
        let finding = Finding::new(&codes::PORT_NUMBER, format!("{path}.containerPort"), what, fix);
        findings.push(finding.in_code("write a number from 1 to 65535"));
        return;
    };
    check_host_port(container, path, port, mapping.host_port, findings);
}

fn check_host_port(
    container: &Container<'_>,
    path: &str,
    port: i32,
    host_port: Option<i32>,
    findings: &mut Vec<Finding>,
) {
    let mut add = |code, what: String, fix: String| {
        let in_code = fix.replace("`hostPort`", "`.host_port(…)`");
        findings.push(Finding::new(code, format!("{path}.hostPort"), what, fix).in_code(in_code));
    };
    if let Some(host) = host_port.filter(|host| *host != 0 && !PORTS.contains(host)) {
        let what = format!("{container} maps port {port} to port {host} of the host");
        add(&codes::PORT_NUMBER, what, "give `hostPort` a number up to 65535, or leave it out".to_owned());
        return;
    }
    let task = container.task;
    let bridge = task.has_network(NetworkMode::Bridge);
    let host_network = task.has_network(NetworkMode::Host);
    if let Some(host) = host_port
        && host != port
        && let Some(mode @ (NetworkMode::Awsvpc | NetworkMode::Host)) = &task.network
    {
        let what = format!("{container} maps port {port} to host port {host} in network mode {mode}");
        add(&codes::HOST_PORT, what, format!("leave `hostPort` out, or write {port}"));
        return;
    }
    let Some(host) = (if host_network { Some(port) } else { host_port.filter(|port| *port != 0 && bridge) })
    else {
        return;
    };
    if RESERVED.contains(&host) {
        let what = format!("{container} takes port {host} of the host, which the instance itself uses");
        add(&codes::RESERVED_HOST_PORT, what, "choose another port".to_owned());
    } else if bridge && host >= FIRST_EPHEMERAL {
        let what = format!("{container} takes port {host} of the host");
        let fix = format!("choose a port below {FIRST_EPHEMERAL}, or leave `hostPort` out for a dynamic one");
        add(&codes::EPHEMERAL_HOST_PORT, what, fix);
    }
}

fn check_port_range(
    container: &Container<'_>,
    path: &str,
    range: &str,
    mapping: &PortMapping,
    findings: &mut Vec<Finding>,
) {
    let mut add = |member: &str, what: String, fix: &str| {
        findings.push(Finding::new(&codes::PORT_RANGE, format!("{path}.{member}"), what, fix));
    };
    if range_of(range).is_none() && !has_token(range) {
        let what = format!("{container} maps the range `{range}`");
        add("containerPortRange", what, "write two rising ports, such as `9000-9100`");
    } else if container.task.has_network(NetworkMode::Host) {
        let what = format!("{container} maps a range of ports in network mode host");
        add("containerPortRange", what, "leave it out; every port of the container is the host's");
    }
    if mapping.host_port.is_some_and(|port| port != 0) {
        let what = format!("{container} maps a range of ports to a host port");
        add("hostPort", what, "leave `hostPort` out; ECS chooses the range on the host");
    }
}

/// Checks the ports that containers of a task share.
pub(super) fn check_across(task: &Task<'_>, findings: &mut Vec<Finding>) {
    check_names(task, findings);
    let bridge = task.has_network(NetworkMode::Bridge);
    let shares = task.has_network(NetworkMode::Awsvpc) || task.has_network(NetworkMode::Host);
    if !bridge && !shares {
        return;
    }
    let mut takers: BTreeMap<(i32, &str), (usize, String)> = BTreeMap::new();
    let mut reserved = 0;
    for container in task.containers() {
        for (path, mapping) in
            super::items(container.list("portMappings"), &container.definition.port_mappings)
        {
            if mapping.container_port_range.is_some() {
                continue;
            }
            let (member, port) = if shares {
                ("containerPort", mapping.container_port)
            } else {
                ("hostPort", mapping.host_port.filter(|port| *port != 0))
            };
            let Some(port) = port else { continue };
            reserved += 1;
            let protocol = mapping.protocol.as_ref().map_or("tcp", TransportProtocol::as_str);
            let taker = takers.entry((port, protocol));
            let (taker, called) = taker.or_insert_with(|| (container.index, container.to_string()));
            // Twice in one container is a mistake of its own.
            if *taker != container.index {
                let what = format!("{container} and {called} both take port {port}");
                let fix = "give one of them another port";
                findings.push(Finding::new(&codes::PORT_SHARED, format!("{path}.{member}"), what, fix));
            }
        }
    }
    if reserved > MAX_HOST_PORTS && !task.has_network(NetworkMode::Awsvpc) {
        let what =
            format!("the task reserves {reserved} ports of its instance, which has {MAX_HOST_PORTS} to give");
        let fix = "leave host ports out where a dynamic one will do, or use awsvpc";
        findings.push(Finding::new(&codes::MANY_HOST_PORTS, "containerDefinitions", what, fix));
    }
}

fn check_names(task: &Task<'_>, findings: &mut Vec<Finding>) {
    let mut names: BTreeMap<&str, i32> = BTreeMap::new();
    for container in task.containers() {
        for (path, mapping) in
            super::items(container.list("portMappings"), &container.definition.port_mappings)
        {
            let Some(name) = mapping.name.as_deref().filter(|name| !name.is_empty()) else { continue };
            let port = mapping.container_port.unwrap_or(0);
            if let Some(first) = names.insert(name, port) {
                let what = format!("ports {first} and {port} are both named `{name}`");
                let fix = "give one of them another name";
                findings.push(Finding::new(&codes::PORT_NAME_TWICE, format!("{path}.name"), what, fix));
            }
        }
    }
}
