//! From a struct and its attributes to a task definition, with every mistake on the way.

use std::collections::BTreeMap;

use ecs_dsl_facts::fargate::{self, Half, Os};
use ecs_dsl_facts::names;
use proc_macro2::{Ident, Span};
use quote::ToTokens;
use syn::{
    Data, DeriveInput, Expr, ExprLit, Field, Fields, GenericArgument, Lit, LitStr, PathArguments, Type,
};

use super::attrs::{ContainerAttrs, TaskAttrs};
use super::keys::{CONTAINER, LINKS, PORT, SYSTEM, TASK};
use super::model::{Container, LaunchChoice, Step, Task, TaskStep};
use crate::support::call::{Call, check_launch, method};
use crate::support::entry::{nearest_of, plain};
use crate::support::errors::{Errors, advice};
use crate::support::launch::Launch;
use crate::support::value::{Value, number_of};
use crate::support::{crate_path, docs};

/// The most containers that a task takes.
const MOST_CONTAINERS: usize = 10;

/// Returns the task as far as it could be understood, and every mistake.
pub(super) fn task(input: &DeriveInput) -> (Option<Task>, Errors) {
    let mut errors = Errors::default();
    if !input.generics.params.is_empty() {
        let why = "a task definition is one list of containers";
        errors.push(
            &input.generics,
            advice("a task definition takes no generic parameters", why, "remove them"),
        );
        return (None, errors);
    }
    let Some(fields) = fields(input, &mut errors) else { return (None, errors) };
    let attrs = TaskAttrs::read(&input.attrs, &mut errors);
    let containers: Vec<Container> =
        fields.iter().filter_map(|field| container(field, &mut errors)).collect();

    let misspelt = attrs.launch_misspelt;
    let launch = launch(attrs.launches, &containers, misspelt, input, &mut errors);
    let family = attrs.family.unwrap_or_else(|| {
        if attrs.family_misspelt {
            return text("", input.ident.span());
        }
        let why = "AWS counts the revisions of a task definition by its family";
        let message =
            advice("this task definition has no family", why, "write `#[task_def(family = \"…\")]`");
        errors.push(&input.ident, message);
        text(&input.ident.to_string(), input.ident.span())
    });
    let task = Task {
        vis: input.vis.clone(),
        name: input.ident.clone(),
        summary: docs::summary(&input.attrs),
        library: attrs.library.map_or_else(crate_path::library, ToTokens::into_token_stream),
        family,
        launch,
        args: attrs.args,
        steps: attrs.steps,
        volumes: attrs.volumes,
        containers,
    };
    count(&task, &mut errors);
    essential(&task, &mut errors);
    size(&task, &mut errors);
    launch_type(&task, &mut errors);
    field_types(&task, &mut errors);
    siblings(&task, &mut errors);
    cycles(&task, &mut errors);
    names_of_containers(&task, &mut errors);
    handles(&task, &mut errors);
    ports(&task, &mut errors);
    variables(&task, &mut errors);
    (Some(task), errors)
}

fn fields(input: &DeriveInput, errors: &mut Errors) -> Option<Vec<Field>> {
    let why = "its fields are the containers of the task";
    let fix = "write `struct Web { #[container(image = \"…\")] app: Container }`";
    match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => return Some(fields.named.iter().cloned().collect()),
            Fields::Unnamed(fields) => {
                errors.push(fields, advice("a task definition has named fields", why, fix));
            }
            Fields::Unit => errors.push(&input.ident, advice("this task has no containers", why, fix)),
        },
        Data::Enum(_) | Data::Union(_) => {
            errors.push(&input.ident, advice("a task definition is a struct", why, fix));
        }
    }
    None
}

fn container(field: &Field, errors: &mut Errors) -> Option<Container> {
    let ident = field.ident.clone()?;
    let attrs = ContainerAttrs::read(&field.attrs, errors);
    let image = attrs.image.unwrap_or_else(|| {
        if attrs.image_misspelt {
            return text("", ident.span());
        }
        let what = format!("the container `{ident}` has no image");
        let why = "a container runs an image";
        errors.push(&ident, advice(what, why, "write `#[container(image = \"…\")]`"));
        text("", ident.span())
    });
    let name = attrs.name.unwrap_or_else(|| LitStr::new(&plain(&ident).replace('_', "-"), ident.span()));
    Some(Container {
        ty: field.ty.clone(),
        summary: docs::summary(&field.attrs),
        name,
        image,
        steps: attrs.steps,
        field: ident,
    })
}

fn text(text: &str, span: Span) -> Value {
    let text = Lit::Str(LitStr::new(text, span));
    Value::Written(Expr::Lit(ExprLit { attrs: Vec::new(), lit: text }))
}

/// Returns the one launch type; where there is none, what the fields' types say, to go on with.
fn launch(
    launches: Vec<LaunchChoice>,
    containers: &[Container],
    misspelt: bool,
    input: &DeriveInput,
    errors: &mut Errors,
) -> LaunchChoice {
    let mut launches = launches.into_iter();
    if let Some(first) = launches.next() {
        for more in launches {
            let what = format!("a task definition is for `{}` or for `{}`", first.key, more.key);
            let why = "what a task may have differs between them";
            errors
                .push(&more.key, advice(what, why, "remove one of them, and derive a second struct for it"));
        }
        return first;
    }
    let why = "what a task may have depends on where it runs";
    let fix = "write `fargate(cpu = \"1 vCPU\", memory = \"4 GB\")`, `ec2(…)`, `external(…)` or `managed_instances(…)` in `#[task_def(…)]`";
    let message = advice("it is not said where this task runs", why, fix);
    match input.attrs.iter().find(|attr| attr.path().is_ident("task_def")) {
        _ if misspelt => {}
        Some(attr) => errors.push(attr.path(), message),
        None => errors.push(&input.ident, message),
    }
    let launch = containers.iter().find_map(|container| launch_of(&container.ty)).unwrap_or(Launch::Fargate);
    let key = Ident::new(launch.key(), input.ident.span());
    LaunchChoice { launch, key, arguments: Vec::new(), size: None, network_mode: None }
}

/// Returns the launch type that `Container<…>` names; a bare `Container` is one of Fargate.
fn launch_of(ty: &Type) -> Option<Launch> {
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

fn count(task: &Task, errors: &mut Errors) {
    if task.containers.is_empty() {
        let why = "a task definition has one container at least";
        let fix = "add a field: `#[container(image = \"…\")] app: Container`";
        errors.push(&task.name, advice("this task has no containers", why, fix));
    }
    for extra in task.containers.iter().skip(MOST_CONTAINERS) {
        let what = format!("`{}` is one container too many", extra.field);
        let why = format!("a task definition has at most {MOST_CONTAINERS} containers");
        let fix = "move some of them to a task definition of their own";
        errors.push(&extra.field, advice(what, why, fix));
    }
}

fn calls(container: &Container) -> impl Iterator<Item = &Call> {
    container.steps.iter().filter_map(|step| match step {
        Step::Call(call) => Some(call),
        _ => None,
    })
}

fn essential(task: &Task, errors: &mut Errors) {
    let mut first = None;
    for container in &task.containers {
        let optional = calls(container).find(|call| {
            let never = |value: &Value| matches!(value, Value::Written(Expr::Lit(ExprLit { lit: Lit::Bool(on), .. })) if !on.value);
            call.method == "essential" && call.arguments.iter().any(never)
        });
        // An expression, or a change made in `with`, may make the container essential.
        let Some(optional) = optional else { return };
        first = first.or(Some((container, optional)));
    }
    if let Some((container, call)) = first {
        let why = "a task ends when an essential container ends, so one at least is";
        let fix = format!(
            "remove `essential = false` from `{}`, or from the one that does the work",
            container.field
        );
        errors.push(&call.key, advice("no container of this task is essential", why, fix));
    }
}

fn size(task: &Task, errors: &mut Errors) {
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

fn launch_type(task: &Task, errors: &mut Errors) {
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

fn field_types(task: &Task, errors: &mut Errors) {
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

fn is_path(ty: &Type) -> bool {
    matches!(ty, Type::Path(_))
}

fn is_container(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "Container"))
}

/// Checks that what is named is there.
fn siblings(task: &Task, errors: &mut Errors) {
    let containers: Vec<String> = task.containers.iter().map(|container| plain(&container.field)).collect();
    let volumes: Vec<String> = task.volumes.iter().map(|volume| plain(&volume.handle)).collect();
    let mut check = |name: &Ident, noun: &str, known: &[String], missing: &str| {
        if known.iter().any(|known| *known == plain(name)) {
            return;
        }
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        let what = format!("this task has no {noun} `{name}`");
        let (why, fix) = if known.is_empty() {
            (format!("it has no {noun}s at all"), missing.to_owned())
        } else {
            (format!("{noun}s are meant by their names in this struct"), nearest_of(&plain(name), &known))
        };
        errors.push(name, advice(what, why, fix));
    };
    for step in &task.steps {
        if let TaskStep::Proxy { container, .. } = step {
            check(container, "container", &containers, "add a field for it");
        }
    }
    for step in task.containers.iter().flat_map(|container| &container.steps) {
        match step {
            Step::Mount { volume, .. } => {
                let missing = format!("add `volumes({volume})` to `#[task_def(…)]`");
                check(volume, "volume", &volumes, &missing);
            }
            step => {
                if let Some(other) = step.other() {
                    check(other, "container", &containers, "add a field for it");
                }
            }
        }
    }
}

/// Finds containers that wait for each other, and so never start.
fn cycles(task: &Task, errors: &mut Errors) {
    let index = |name: &Ident| task.containers.iter().position(|container| container.field == *name);
    let edges: Vec<Vec<(usize, &Ident)>> = task
        .containers
        .iter()
        .map(|container| {
            container
                .steps
                .iter()
                .filter_map(Step::other)
                .filter_map(|other| Some((index(other)?, other)))
                .collect()
        })
        .collect();
    let mut done = vec![false; edges.len()];
    for start in 0..edges.len() {
        let mut path = Vec::new();
        if let Some((from, at)) = walk(start, &edges, &mut done, &mut path) {
            let ring: Vec<String> = path
                .iter()
                .skip(from)
                .chain(path.get(from))
                .filter_map(|index| task.containers.get(*index))
                .map(|container| format!("`{}`", container.field))
                .collect();
            let what = if ring.len() == 2 {
                format!("{} waits for itself", ring.concat().split_inclusive('`').take(2).collect::<String>())
            } else {
                format!("these containers wait for each other: {}", ring.join(" → "))
            };
            let why = "each would start after the other, so none would start";
            errors.push(at, advice(what, why, "remove one of these dependencies"));
        }
    }
}

/// Follows the edges from a container; returns where on the path a ring begins, and the name that closes it.
fn walk<'t>(
    at: usize,
    edges: &[Vec<(usize, &'t Ident)>],
    done: &mut [bool],
    path: &mut Vec<usize>,
) -> Option<(usize, &'t Ident)> {
    if done.get(at).copied().unwrap_or(true) {
        return None;
    }
    path.push(at);
    for &(next, name) in edges.get(at).into_iter().flatten() {
        if let Some(from) = path.iter().position(|seen| *seen == next) {
            path.iter().for_each(|&seen| mark(done, seen));
            return Some((from, name));
        }
        if let Some(ring) = walk(next, edges, done, path) {
            return Some(ring);
        }
    }
    path.pop();
    mark(done, at);
    None
}

fn mark(done: &mut [bool], at: usize) {
    if let Some(done) = done.get_mut(at) {
        *done = true;
    }
}

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

fn names_of_containers(task: &Task, errors: &mut Errors) {
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
fn handles(task: &Task, errors: &mut Errors) {
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

fn ports(task: &Task, errors: &mut Errors) {
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

fn variables(task: &Task, errors: &mut Errors) {
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
