//! From a struct and its attributes to a task definition, with every mistake on the way.
//!
//! Here stand the struct itself, its containers and where it runs; what they must be together is in the
//! files beside this one.

mod launch;
mod names;
mod relations;

use proc_macro2::{Ident, Span};
use quote::ToTokens;
use syn::{Data, DeriveInput, Expr, ExprLit, Field, Fields, Lit, LitStr};

use super::attrs::{ContainerAttrs, TaskAttrs};
use super::model::{Container, LaunchChoice, Step, Task};
use crate::support::call::Call;
use crate::support::entry::plain;
use crate::support::errors::{Errors, advice};
use crate::support::launch::Launch;
use crate::support::value::Value;
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
    let launch = the_launch(attrs.launches, &containers, misspelt, input, &mut errors);
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
    launch::size(&task, &mut errors);
    launch::launch_type(&task, &mut errors);
    launch::field_types(&task, &mut errors);
    relations::siblings(&task, &mut errors);
    relations::cycles(&task, &mut errors);
    names::of_parts(&task, &mut errors);
    names::handles(&task, &mut errors);
    names::ports(&task, &mut errors);
    names::variables(&task, &mut errors);
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
fn the_launch(
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
    let launch =
        containers.iter().find_map(|container| launch::launch_of(&container.ty)).unwrap_or(Launch::Fargate);
    let key = Ident::new(launch.key(), input.ident.span());
    LaunchChoice { launch, key, arguments: Vec::new(), size: None, network_mode: None }
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
