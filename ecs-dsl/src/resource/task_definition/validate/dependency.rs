//! What containers want of each other: an order, links, volumes.

use ecs_dsl_facts::names;
use ecs_dsl_facts::nearest;

use super::{Container, Task};
use crate::api::ecs::{ContainerCondition, NetworkMode};
use crate::check::value::{check_known, has_token};
use crate::diagnostic::Finding;
use crate::diagnostic::code::container as codes;

pub(super) fn check(container: &Container<'_>, findings: &mut Vec<Finding>) {
    check_dependencies(container, findings);
    check_links(container, findings);
    for (path, from) in super::items(container.list("volumesFrom"), &container.definition.volumes_from) {
        let name = from.source_container.as_deref().unwrap_or("");
        let member = format!("{path}.sourceContainer");
        if is_itself(container, name) {
            let what = format!("{container} mounts its own volumes");
            let fix = "name another container of the task";
            findings.push(Finding::new(&codes::UNKNOWN_CONTAINER, member, what, fix));
        } else if container.task.container(name).is_none() && !has_token(name) {
            let what = format!("{container} mounts the volumes of `{name}`, which the task does not have");
            unknown(container.task, &member, name, what, findings);
        }
    }
}

/// Returns whether a name means the container itself; of two that share one, it means the first.
fn is_itself(container: &Container<'_>, name: &str) -> bool {
    container.task.by_name.get(name) == Some(&container.index)
}

/// Reports a container that the task does not have, and offers the one that was meant.
pub(super) fn unknown(task: &Task<'_>, member: &str, name: &str, what: String, findings: &mut Vec<Finding>) {
    let fix = match nearest(name, task.by_name.keys().copied()) {
        Some(meant) => format!("write `{meant}`"),
        None => "name a container of the task definition".to_owned(),
    };
    findings.push(Finding::new(&codes::UNKNOWN_CONTAINER, member, what, fix));
}

fn check_dependencies(container: &Container<'_>, findings: &mut Vec<Finding>) {
    for (path, dependency) in super::items(container.list("dependsOn"), &container.definition.depends_on) {
        let condition = &dependency.condition;
        let member = format!("{path}.condition");
        check_known(&member, condition.as_str(), ContainerCondition::VALUES, findings);
        let name = dependency.container_name.as_str();
        if has_token(name) || is_itself(container, name) {
            // Itself is the smallest of circles, and is reported as one.
            continue;
        }
        let Some(other) = container.task.container(name) else {
            let what = format!("{container} waits for `{name}`, which the task does not have");
            unknown(container.task, &format!("{path}.containerName"), name, what, findings);
            continue;
        };
        let ends = matches!(condition, ContainerCondition::Complete | ContainerCondition::Success);
        if ends && other.essential.unwrap_or(true) {
            let what = format!("{container} waits for `{name}` to end, which is essential");
            let fix = format!("set `essential` of `{name}` to false, or wait for START or HEALTHY");
            let in_code = format!(
                "give `{name}` `.essential(false)`, or wait for `ContainerCondition::Start` or `Healthy`"
            );
            findings.push(Finding::new(&codes::WAITS_FOR_ESSENTIAL, member, what, fix).in_code(in_code));
        } else if *condition == ContainerCondition::Healthy && other.health_check.is_none() {
            let what = format!("{container} waits for `{name}` to be healthy, which has no health check");
            let fix = format!("give `{name}` a `healthCheck`, or wait for START");
            let in_code = format!(
                "give `{name}` a `.health_check(HealthCheck::shell(…))`, or wait for `ContainerCondition::Start`"
            );
            findings.push(Finding::new(&codes::WAITS_FOR_HEALTH, member, what, fix).in_code(in_code));
        }
    }
}

fn check_links(container: &Container<'_>, findings: &mut Vec<Finding>) {
    let links = container.definition.links.as_deref().unwrap_or_default();
    if links.is_empty() {
        return;
    }
    let task = container.task;
    let elsewhere = task.network.as_ref().filter(|mode| **mode != NetworkMode::Bridge);
    if task.windows || elsewhere.is_some() {
        let place = match elsewhere {
            Some(mode) if !task.windows => format!("in network mode {mode}"),
            _ => "on Windows".to_owned(),
        };
        let what = format!("{container} has links {place}");
        let fix = match elsewhere {
            Some(NetworkMode::Awsvpc | NetworkMode::Host) => {
                "leave them out; containers of the task reach each other on localhost"
            }
            _ => "leave them out, or use network mode bridge on Linux",
        };
        findings.push(Finding::new(&codes::LINKS, container.at("links"), what, fix));
        return;
    }
    for (index, link) in links.iter().enumerate() {
        let member = container.at(format_args!("links[{index}]"));
        let (name, alias) = link.split_once(':').unwrap_or((link, link));
        if has_token(link) {
        } else if !names::CONTAINER.accepts(name) || !names::CONTAINER.accepts(alias) {
            let what = format!("`{link}` is not a link");
            let fix = "write a container's name, or `name:alias`";
            findings.push(Finding::new(&codes::LINK_FORM, member, what, fix));
        } else if task.container(name).is_none() {
            let what = format!("{container} is linked to `{name}`, which the task does not have");
            unknown(task, &member, name, what, findings);
        }
    }
}

/// Finds containers that wait for each other; each circle is reported once, at the wait that closes it.
pub(super) fn check_cycles(task: &Task<'_>, findings: &mut Vec<Finding>) {
    let containers = &task.request.container_definitions;
    let mut state = vec![State::New; containers.len()];
    for start in 0..containers.len() {
        if state.get(start) != Some(&State::New) {
            continue;
        }
        // A walk in depth, with the containers on the way and the next wait of each to follow.
        let mut way: Vec<(usize, usize)> = vec![(start, 0)];
        set(&mut state, start, State::OnTheWay);
        while let Some((at, next)) = way.last_mut() {
            let waits = containers.get(*at).and_then(|container| container.depends_on.as_deref());
            let Some(wait) = waits.unwrap_or_default().get(*next) else {
                set(&mut state, *at, State::Done);
                way.pop();
                continue;
            };
            let (from, index) = (*at, *next);
            *next += 1;
            let Some(&to) = task.by_name.get(wait.container_name.as_str()) else { continue };
            match state.get(to) {
                Some(State::New) => {
                    set(&mut state, to, State::OnTheWay);
                    way.push((to, 0));
                }
                Some(State::OnTheWay) => report_cycle(task, &way, from, index, to, findings),
                _ => {}
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    OnTheWay,
    Done,
}

fn set(states: &mut [State], index: usize, state: State) {
    if let Some(slot) = states.get_mut(index) {
        *slot = state;
    }
}

fn report_cycle(
    task: &Task<'_>,
    way: &[(usize, usize)],
    from: usize,
    index: usize,
    to: usize,
    findings: &mut Vec<Finding>,
) {
    let name = |index: usize| {
        let container = task.request.container_definitions.get(index);
        container.and_then(|container| container.name.as_deref()).unwrap_or("").to_owned()
    };
    let circle: Vec<String> = way
        .iter()
        .map(|(container, _)| *container)
        .skip_while(|container| *container != to)
        .chain([to])
        .map(|container| format!("`{}`", name(container)))
        .collect();
    let what = if from == to {
        format!("container `{}` waits for itself", name(to))
    } else {
        format!("containers wait for each other: {}", circle.join(" for "))
    };
    let member = format!("containerDefinitions[{from}].dependsOn[{index}].containerName");
    let fix = "take one of the waits out";
    findings.push(Finding::new(&codes::DEPENDENCY_CYCLE, member, what, fix));
}
