//! The attributes of a task definition and of its containers, as they were written.
//!
//! Keys that are the builders' methods are read by their tables; the keys with a form of their own are in the
//! files beside this one.

mod environment;
mod launch;
mod parts;
mod relations;

use ecs_dsl_facts::names;
use syn::{Attribute, Expr, FnArg, LitStr};

use super::keys::{CONTAINER, CONTAINER_FORMS, TASK, TASK_FORMS};
use super::model::{LaunchChoice, Step, TaskStep, Volume};
use super::{ports, volumes};
use crate::support::call::{Method, keys, method, tags};
use crate::support::entry::{Entry, entries, plain};
use crate::support::errors::{Errors, advice};
use crate::support::launch::Launch;
use crate::support::value::{Kind, Value, text_of};

/// `#[task_def(…)]` on the struct.
#[derive(Default)]
pub(in crate::task_def) struct TaskAttrs {
    pub(in crate::task_def) family: Option<Value>,
    pub(in crate::task_def) launches: Vec<LaunchChoice>,
    pub(in crate::task_def) args: Vec<FnArg>,
    pub(in crate::task_def) steps: Vec<TaskStep>,
    pub(in crate::task_def) volumes: Vec<Volume>,
    pub(in crate::task_def) library: Option<Expr>,
    pub(in crate::task_def) family_misspelt: bool,
    pub(in crate::task_def) launch_misspelt: bool,
}

/// `#[container(…)]` on a field.
#[derive(Default)]
pub(in crate::task_def) struct ContainerAttrs {
    pub(in crate::task_def) name: Option<LitStr>,
    pub(in crate::task_def) image: Option<Value>,
    pub(in crate::task_def) image_misspelt: bool,
    pub(in crate::task_def) steps: Vec<Step>,
}

impl TaskAttrs {
    pub(in crate::task_def) fn read(attrs: &[Attribute], errors: &mut Errors) -> Self {
        let mut read = Self::default();
        let known = keys(TASK, TASK_FORMS);
        let entries = entries(attrs, "task_def", &known, repeats(TASK, &["tags", "with"]), errors);
        read.family_misspelt = entries.misspelt("family");
        read.launch_misspelt = Launch::KEYS.iter().any(|key| entries.misspelt(key));
        for entry in entries.kept {
            if let Some(method) = method(TASK, &entry.key) {
                read.steps.extend(method.read(entry, errors).map(TaskStep::Call));
                continue;
            }
            let key = plain(&entry.key);
            match key.as_str() {
                "family" => {
                    let Some(value) = entry.value("family = \"web\"", errors) else { continue };
                    // A family with a mistake is there all the same: it is not missing.
                    read.family = Some(Value::Written(value.clone()));
                    let _ = Kind::Name(&names::FAMILY).read("family", value, errors);
                }
                "args" => read.args = entry.list("args(env: &Env, logs: &LogGroup)", errors),
                "volumes" => read.volumes.extend(volumes::read(&entry, errors)),
                "tags" => read.steps.extend(tags(&entry, errors).into_iter().map(TaskStep::Call)),
                "app_mesh_proxy" => read.steps.extend(relations::proxy(&entry, errors)),
                "crate" => read.library = entry.value("crate = ::ecs_dsl", errors),
                "with" => {
                    let key = entry.key.clone();
                    let change = entry.value("with = |task| task.arm64()", errors);
                    read.steps.extend(change.map(|change| TaskStep::With { key, change }));
                }
                _ => read.launches.extend(launch::launch(entry, errors)),
            }
        }
        read
    }
}

/// Which keys may be given more than once.
fn repeats(table: &'static [Method], more: &'static [&'static str]) -> impl Fn(&str) -> bool {
    move |key| more.contains(&key) || table.iter().any(|method| method.name == key && method.repeats)
}

impl ContainerAttrs {
    pub(in crate::task_def) fn read(attrs: &[Attribute], errors: &mut Errors) -> Self {
        let mut read = Self::default();
        let known = keys(CONTAINER, CONTAINER_FORMS);
        let more = &["ports", "env", "secrets", "depends_on", "mounts", "volumes_from", "links", "with"];
        let entries = entries(attrs, "container", &known, repeats(CONTAINER, more), errors);
        // An `image` without a value has been noted too.
        read.image_misspelt = entries.misspelt("image") || entries.kept.iter().any(|entry| entry.is("image"));
        for entry in entries.kept {
            if let Some(method) = method(CONTAINER, &entry.key) {
                read.steps.extend(method.read(entry, errors).map(Step::Call));
                continue;
            }
            let steps = &mut read.steps;
            match plain(&entry.key).as_str() {
                "name" => read.name = name(entry, errors),
                "image" => {
                    let Some(value) = entry.value("image = \"nginx:1.29\"", errors) else { continue };
                    read.image =
                        Kind::Image.read("image", value.clone(), errors).or(Some(Value::Written(value)));
                }
                "ports" => steps.extend(ports::read(&entry, errors).into_iter().map(Step::Port)),
                "env" => environment::env(entry, steps, errors),
                "secrets" => environment::secrets(&entry, steps, errors),
                "depends_on" => relations::depends_on(&entry, steps, errors),
                "mounts" => relations::mounts(&entry, steps, errors),
                "volumes_from" => relations::volumes_from(&entry, steps, errors),
                "links" => relations::links(&entry, steps, errors),
                "health_check" => steps.extend(parts::health_check(entry, errors)),
                "log_router" => steps.extend(parts::log_router(entry, errors)),
                _ => {
                    let key = entry.key.clone();
                    let change = entry.value("with = |container| container.user(\"1000\")", errors);
                    steps.extend(change.map(|change| Step::With { key, change }));
                }
            }
        }
        read
    }
}

fn name(entry: Entry, errors: &mut Errors) -> Option<LitStr> {
    let value = entry.value("name = \"web\"", errors)?;
    match text_of(&value) {
        Some(name) => Some(name.clone()),
        None => {
            let why = "containers are told apart here, so their names are known here";
            errors.push(
                &value,
                advice("a container's name is a string literal", why, "write `name = \"web\"`"),
            );
            None
        }
    }
}
