//! What fits where the task runs: its size, its keys, the types of its fields.

use ecs_dsl_facts::fargate::{self, Half, Os};
use syn::{GenericArgument, PathArguments, Type};

use crate::support::call::{check_launch, method};
use crate::support::errors::{Errors, advice};
use crate::support::launch::Launch;
use crate::task_def::keys::{CONTAINER, LINKS, PORT, SYSTEM, TASK};
use crate::task_def::model::{Step, Task, TaskStep};

pub(super) fn size(task: &Task, errors: &mut Errors) {
    let Some(size) = &task.launch.size else { return };
    let windows = task.steps.iter().find_map(|step| match step {
        TaskStep::Call(call) if call.method == "platform" => call.arguments.first()?.wire(&SYSTEM),
        _ => None,
    });
    let os =
        if windows.is_some_and(|system| system.starts_with("WINDOWS")) { Os::Windows } else { Os::Linux };
    if let Err(fault) = fargate::check(size.cpu.0, size.memory.0, os) {
        let at = match fault.half {
            Half::Cpu => size.cpu.1,
            Half::Memory => size.memory.1,
        };
        errors.push_at(at, advice(fault.what, fault.why, fault.fix));
    }
}

pub(super) fn launch_type(task: &Task, errors: &mut Errors) {
    let launch = task.launch.launch;
    for step in &task.steps {
        if let TaskStep::Call(call) = step
            && let Some(method) = method(TASK, &call.key)
        {
            method.check_launch(&call.key, "task", launch, errors);
        }
    }
    for volume in &task.volumes {
        volume.check_launch(launch, errors);
    }
    for step in task.containers.iter().flat_map(|container| &container.steps) {
        match step {
            Step::Call(call) => {
                if let Some(method) = method(CONTAINER, &call.key) {
                    method.check_launch(&call.key, "task", launch, errors);
                }
            }
            Step::Port(port) => {
                for call in &port.calls {
                    if let Some(method) = method(PORT, &call.key) {
                        method.check_launch(&call.key, "task", launch, errors);
                    }
                }
            }
            Step::Link { key, .. } => check_launch(LINKS, key, "task", launch, errors),
            _ => {}
        }
    }
}

pub(super) fn field_types(task: &Task, errors: &mut Errors) {
    let launch = task.launch.launch;
    let right = match launch {
        Launch::Fargate => "Container".to_owned(),
        launch => format!("Container<{}>", launch.type_name()),
    };
    for container in &task.containers {
        match launch_of(&container.ty) {
            Some(of_field) if of_field == launch => {}
            // An alias of the user's may be right; the compiler knows.
            None if is_path(&container.ty) && !is_container(&container.ty) => {}
            _ => {
                let what = format!("`{}` has another type than this task's containers", container.field);
                let why = format!("the task is for {launch}, as `{}` says", task.launch.key);
                errors.push(&container.ty, advice(what, why, format_args!("write `{right}`")));
            }
        }
    }
}

/// Returns the launch type that `Container<…>` names; a bare `Container` is one of Fargate.
pub(super) fn launch_of(ty: &Type) -> Option<Launch> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    if last.ident != "Container" {
        return None;
    }
    match &last.arguments {
        PathArguments::None => Some(Launch::Fargate),
        PathArguments::AngleBracketed(arguments) => match arguments.args.first()? {
            GenericArgument::Type(Type::Path(launch)) => {
                Launch::of_type(&launch.path.segments.last()?.ident.to_string())
            }
            _ => None,
        },
        PathArguments::Parenthesized(_) => None,
    }
}

fn is_path(ty: &Type) -> bool {
    matches!(ty, Type::Path(_))
}

fn is_container(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "Container"))
}
