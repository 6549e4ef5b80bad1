//! Which containers and ports of the task definition a service refers to.

use crate::api::ecs::{ContainerDefinition, PortMapping, RegisterTaskDefinition};
use crate::check::value::has_token;
use crate::diagnostic::Finding;
use crate::diagnostic::code::load_balancing as codes;

/// Checks that a container of this name exists and maps the port; `at` is the member that names both.
pub(super) fn check_target(
    container: &str,
    port: i32,
    at: &str,
    task: &RegisterTaskDefinition,
    findings: &mut Vec<Finding>,
) {
    if has_token(container) {
        return;
    }
    let names = || task.container_definitions.iter().filter_map(|container| container.name.as_deref());
    let found = task.container_definitions.iter().find(|one| one.name.as_deref() == Some(container));
    let Some(found) = found else {
        let what = format!("the task definition `{}` has no container `{container}`", task.family);
        let fix = match ecs_dsl_facts::nearest(container, names()) {
            Some(meant) => format!("write `{meant}`"),
            None => one_of(&names().map(|name| format!("`{name}`")).collect::<Vec<_>>()),
        };
        findings.push(Finding::new(&codes::NO_SUCH_CONTAINER, format!("{at}.containerName"), what, fix));
        return;
    };
    if !maps(found, port) {
        let what = format!("the container `{container}` does not map the port {port}");
        let ports: Vec<String> = mappings(found)
            .filter_map(|mapping| mapping.container_port)
            .map(|port| port.to_string())
            .collect();
        let fix = match ports.is_empty() {
            true => format!("add {port} to the container's portMappings"),
            false => format!("{}, or add {port} to the container's portMappings", one_of(&ports)),
        };
        let in_code = format!("take the port from the container: `container.port({port})`");
        let finding = Finding::new(&codes::NO_SUCH_PORT, format!("{at}.containerPort"), what, fix);
        findings.push(finding.in_code(in_code));
    }
}

/// Checks that a port mapping of this name exists, and returns it.
pub(super) fn check_port_name<'a>(
    name: &str,
    member: &str,
    task: &'a RegisterTaskDefinition,
    findings: &mut Vec<Finding>,
) -> Option<&'a PortMapping> {
    let all = || task.container_definitions.iter().flat_map(mappings);
    if has_token(name) {
        return None;
    }
    let found = all().find(|mapping| mapping.name.as_deref() == Some(name));
    if found.is_none() {
        let names: Vec<&str> = all().filter_map(|mapping| mapping.name.as_deref()).collect();
        let what = match name.is_empty() {
            true => format!("the port has no name in the task definition `{}`", task.family),
            false => format!("the task definition `{}` has no port named `{name}`", task.family),
        };
        let fix = match ecs_dsl_facts::nearest(name, names.iter().copied()) {
            Some(meant) => format!("write `{meant}`"),
            None if names.is_empty() => "give the port mapping a name".to_owned(),
            None => one_of(&names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>()),
        };
        let finding = Finding::new(&codes::NO_SUCH_PORT_NAME, member, what, fix);
        findings.push(match name.is_empty() {
            true => finding.in_code("give the port a name, as in `container.port(8080).named(\"http\")`"),
            false => finding,
        });
    }
    found
}

fn mappings(container: &ContainerDefinition) -> impl Iterator<Item = &PortMapping> {
    container.port_mappings.iter().flatten()
}

fn maps(container: &ContainerDefinition, port: i32) -> bool {
    mappings(container).any(|mapping| {
        mapping.container_port == Some(port)
            || mapping.container_port_range.as_deref().is_some_and(|range| in_range(range, port))
    })
}

fn in_range(range: &str, port: i32) -> bool {
    let Some((low, high)) = range.split_once('-') else { return false };
    match (low.trim().parse::<i32>(), high.trim().parse::<i32>()) {
        (Ok(low), Ok(high)) => (low..=high).contains(&port),
        // A range that cannot be read is the task definition's mistake.
        _ => true,
    }
}

fn one_of(names: &[String]) -> String {
    match names {
        [] => "name one that it has".to_owned(),
        [one] => format!("write {one}"),
        _ => format!("write one of {}", names.join(", ")),
    }
}
