//! What must differ: the names of containers, volumes and ports, their numbers, and the variables.

use std::collections::BTreeMap;

use ecs_dsl_facts::names;
use proc_macro2::{Ident, Span};
use syn::Expr;

use crate::support::entry::plain;
use crate::support::errors::{Errors, advice};
use crate::support::launch::Launch;
use crate::support::value::number_of;
use crate::task_def::model::{Step, Task};

/// Notes the second of two things with one name.
fn unique<'a, K: Ord>(
    items: impl IntoIterator<Item = (K, Span, &'a Ident)>,
    message: impl Fn(&K, &Ident, &Ident) -> String,
    errors: &mut Errors,
) {
    let mut seen: BTreeMap<K, &Ident> = BTreeMap::new();
    for (key, span, owner) in items {
        match seen.get(&key) {
            Some(first) => errors.push_at(span, message(&key, first, owner)),
            None => {
                seen.insert(key, owner);
            }
        }
    }
}

pub(super) fn of_parts(task: &Task, errors: &mut Errors) {
    for container in &task.containers {
        if let Err(fault) = names::CONTAINER.check(&container.name.value()) {
            errors.push(&container.name, advice(fault.what, fault.why, fault.fix));
        }
    }
    unique(
        task.containers
            .iter()
            .map(|container| (container.name.value(), container.name.span(), &container.field)),
        |name, first, second| {
            let why = "the containers of a task are told apart by their names";
            let what = format!("the containers `{first}` and `{second}` are both named `{name}`");
            advice(what, why, "give one of them another `name`")
        },
        errors,
    );
    unique(
        task.volumes.iter().map(|volume| (volume.name.value(), volume.name.span(), &volume.handle)),
        |name, first, second| {
            let why = "containers mount a volume by its name";
            let what = format!("the volumes `{first}` and `{second}` are both named `{name}`");
            advice(what, why, "give one of them another name")
        },
        errors,
    );
    let mut ebs = task.volumes.iter().filter(|volume| volume.is_ebs());
    let first = ebs.next();
    for (volume, first) in ebs.zip(std::iter::repeat(first).flatten()) {
        let what = format!("`{}` is an EBS volume too", first.handle);
        let why = "ECS attaches one EBS volume to a task";
        errors.push(&volume.source.key, advice(what, why, "keep one of them"));
    }
}

/// Ports are fields of one struct, so their handles differ in the whole task.
pub(super) fn handles(task: &Task, errors: &mut Errors) {
    unique(
        task.ports().map(|(container, port)| (plain(&port.handle), port.handle.span(), &container.field)),
        |handle, first, _| {
            let what = format!("`{first}` has a port called `{handle}` already");
            let why = "a service is pointed at a port by this name alone";
            advice(what, why, "give one of them another name")
        },
        errors,
    );
    unique(
        task.ports().filter_map(|(container, port)| {
            let name = port.name.as_ref()?;
            Some((name.value(), name.span(), &container.field))
        }),
        |name, first, _| {
            let what = format!("`{first}` has a port named `{name}` already");
            let why = "Service Connect finds a task's port by its name";
            advice(what, why, "give one of them another name")
        },
        errors,
    );
}

pub(super) fn ports(task: &Task, errors: &mut Errors) {
    // On Docker's bridge each container has a network of its own; elsewhere the task has one.
    let shared = matches!(task.launch.network_mode, Some("awsvpc" | "host"))
        || matches!(task.launch.launch, Launch::Fargate | Launch::ManagedInstances);
    unique(
        task.ports().filter_map(|(container, port)| {
            let number: u16 = number_of(&port.number)?.base10_parse().ok()?;
            let network = if shared { None } else { Some(plain(&container.field)) };
            Some(((network, number, port.udp), span_of(&port.number), &container.field))
        }),
        |(network, number, _), first, _| {
            let what = format!("port {number} is open already, in `{first}`");
            let why = match network {
                None => "the containers of this task share one network",
                Some(_) => "a container opens each port once",
            };
            advice(what, why, "let one of them listen on another port")
        },
        errors,
    );
}

fn span_of(number: &Expr) -> Span {
    number_of(number).map_or_else(Span::call_site, syn::LitInt::span)
}

pub(super) fn variables(task: &Task, errors: &mut Errors) {
    for container in &task.containers {
        unique(
            container.steps.iter().filter_map(|step| match step {
                Step::Env { name, .. } | Step::Secret { name, .. } => {
                    Some((name.value(), name.span(), &container.field))
                }
                _ => None,
            }),
            |name, _, _| {
                let what = format!("the variable `{name}` is set already");
                advice(what, "a variable has one value", "remove one of them, or give it another name")
            },
            errors,
        );
        unique(
            container.steps.iter().filter_map(|step| match step {
                Step::DependsOn { other, .. } => Some((plain(other), other.span(), &container.field)),
                _ => None,
            }),
            |name, _, _| {
                let what = format!("it is said twice what to wait for in `{name}`");
                advice(what, "a container waits for another once", "keep the later of the two conditions")
            },
            errors,
        );
    }
}
