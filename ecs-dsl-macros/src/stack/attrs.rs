//! The attributes of a stack and of its fields, as they were written.

use ecs_dsl_facts::arn::ArnKind;
use ecs_dsl_facts::names::{self, NameRule};
use proc_macro2::Ident;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, GenericArgument, Meta, PathArguments, Token, Type};

use super::keys::{CAPACITY_PROVIDER, CLUSTER, LOG_GROUP, ROLE, RUN_TASK, SERVICE, STACK};
use super::model::{Kind, Made, Runner, Step};
use crate::support::call::{Call, Method, keys, method, missing_value, tags};
use crate::support::entry::{Entry, Form, Pair, entries, plain};
use crate::support::errors::{Errors, advice};
use crate::support::launch::Launch;
use crate::support::value::{Kind as ValueKind, Value, ident_of, text_of};

/// `#[stack(…)]` on the struct.
#[derive(Default)]
pub(super) struct StackAttrs {
    pub(super) name: Option<Value>,
    pub(super) name_misspelt: bool,
    pub(super) calls: Vec<Call>,
    pub(super) library: Option<Expr>,
}

impl StackAttrs {
    pub(super) fn read(attrs: &[Attribute], errors: &mut Errors) -> Self {
        let mut read = Self::default();
        let known = keys(STACK, &["name", "tags", "crate"]);
        let entries = entries(attrs, "stack", &known, repeats(STACK), errors);
        read.name_misspelt = entries.misspelt("name");
        for entry in entries.kept {
            if let Some(method) = method(STACK, &entry.key) {
                read.calls.extend(method.read(entry, errors));
                continue;
            }
            match plain(&entry.key).as_str() {
                "name" => {
                    let Some(value) = entry.value("name = \"shop\"", errors) else { continue };
                    read.name =
                        ValueKind::Text.read("name", value.clone(), errors).or(Some(Value::Written(value)));
                }
                "tags" => read.calls.extend(tags(&entry, errors)),
                _ => read.library = entry.value("crate = ::ecs_dsl", errors),
            }
        }
        read
    }
}

fn repeats(table: &'static [Method]) -> impl Fn(&str) -> bool {
    move |key| {
        matches!(key, "tags" | "with" | "targets")
            || table.iter().any(|method| method.name == key && method.repeats)
    }
}

/// What a field's attribute says, before it is known what the names in it mean.
pub(super) struct FieldAttrs {
    pub(super) made: Started,
    pub(super) steps: Vec<Step>,
    /// The name that AWS gets, where it is a literal.
    pub(super) literal_name: Option<syn::LitStr>,
}

/// How a field's value begins.
pub(super) enum Started {
    Made(Box<Made>),
    Runner(Box<Runner>),
}

/// Reads the attribute of a field of this kind.
pub(super) fn field(
    kind: Kind,
    attribute: &Attribute,
    ident: &Ident,
    ty: &Type,
    errors: &mut Errors,
) -> Option<FieldAttrs> {
    let named = |table, rule, function, errors: &mut Errors| {
        named(kind, attribute, ident, table, rule, function, errors)
    };
    match kind {
        Kind::Cluster => Some(named(CLUSTER, &names::CLUSTER, "new", errors)),
        Kind::LogGroup => Some(named(LOG_GROUP, &names::LOG_GROUP, "new", errors)),
        Kind::Role => Some(named(ROLE, &names::ROLE, "new", errors)),
        Kind::CapacityProvider => capacity_provider(attribute, ident, errors),
        Kind::Service => runner(kind, attribute, ident, ty, SERVICE, errors),
        Kind::RunTask => runner(kind, attribute, ident, ty, RUN_TASK, errors),
        Kind::TaskDef => task_def(attribute, ident, ty, errors),
        Kind::Resource | Kind::Value => written(kind, attribute, errors),
    }
}

/// What is said of a resource that has a name and methods.
struct Named {
    name: Option<Value>,
    literal_name: Option<syn::LitStr>,
    others: Vec<Entry>,
    steps: Vec<Step>,
    /// Keys that were misspelt, which has been noted.
    misspelt: Vec<&'static str>,
}

fn read(
    kind: Kind,
    attribute: &Attribute,
    table: &'static [Method],
    rule: &'static NameRule,
    forms: &[&'static str],
    errors: &mut Errors,
) -> Named {
    let mut known = keys(table, &["name", "tags", "with"]);
    known.extend(forms);
    let entries = entries(std::slice::from_ref(attribute), kind.attribute(), &known, repeats(table), errors);
    let misspelt =
        ["name", "cluster", "task", "network", "provider", "auto_scaling_group", "managed_instances"];
    let misspelt = misspelt.into_iter().filter(|key| entries.misspelt(key)).collect();
    let mut named = Named { name: None, literal_name: None, others: Vec::new(), steps: Vec::new(), misspelt };
    for entry in entries.kept {
        if let Some(method) = method(table, &entry.key) {
            named.steps.extend(method.read(entry, errors).map(Step::Call));
        } else if entry.is("name") {
            let Some(value) = entry.value("name = \"shop\"", errors) else { continue };
            named.literal_name = text_of(&value).cloned();
            let read = ValueKind::Name(rule).read("name", value.clone(), errors);
            named.name = read.or(Some(Value::Written(value)));
        } else if entry.is("tags") {
            named.steps.extend(tags(&entry, errors).into_iter().map(Step::Call));
        } else if entry.is("with") {
            let key = entry.key.clone();
            let change = entry.value("with = |it| it.tag(\"team\", \"shop\")", errors);
            named.steps.extend(change.map(|change| Step::With { key, change }));
        } else {
            named.others.push(entry);
        }
    }
    named
}

fn missing_name(kind: Kind, attribute: &Attribute, errors: &mut Errors) {
    let what = format!("{} needs a name", kind.noun());
    let why = "AWS knows it by its name, which should not change with the field's";
    let fix = format!("write `#[{}(name = \"…\")]`", kind.attribute());
    errors.push(attribute.path(), advice(what, why, fix));
}

fn named(
    kind: Kind,
    attribute: &Attribute,
    _: &Ident,
    table: &'static [Method],
    rule: &'static NameRule,
    function: &'static str,
    errors: &mut Errors,
) -> FieldAttrs {
    let named = read(kind, attribute, table, rule, &[], errors);
    if named.name.is_none() && !named.misspelt.contains(&"name") {
        missing_name(kind, attribute, errors);
    }
    let arguments = named.name.into_iter().collect();
    FieldAttrs {
        made: Started::Made(Box::new(Made::Call { function, arguments })),
        steps: named.steps,
        literal_name: named.literal_name,
    }
}

fn capacity_provider(attribute: &Attribute, ident: &Ident, errors: &mut Errors) -> Option<FieldAttrs> {
    let kind = Kind::CapacityProvider;
    let forms = &["auto_scaling_group", "managed_instances"];
    let mut named = read(kind, attribute, CAPACITY_PROVIDER, &names::CAPACITY_PROVIDER, forms, errors);
    if named.name.is_none() && !named.misspelt.contains(&"name") {
        missing_name(kind, attribute, errors);
    }
    let mut arguments: Vec<Value> = named.name.take().into_iter().collect();
    let mut others = named.others.into_iter();
    let Some(first) = others.next() else {
        if named.misspelt.iter().any(|key| forms.contains(key)) {
            return None;
        }
        let what = format!("it is not said what `{ident}` provides");
        let why = "a capacity provider is an Auto Scaling group's, or of managed instances";
        let fix = "write `auto_scaling_group = \"arn:…\"`, or `managed_instances(cluster, subnets, security_groups)`";
        errors.push(attribute.path(), advice(what, why, fix));
        return None;
    };
    for more in others {
        let why = "a capacity provider is of one kind";
        errors.push(
            &more.key,
            advice(format_args!("`{}` stands beside `{}`", more.key, first.key), why, "remove one"),
        );
    }
    let function = if first.is("auto_scaling_group") {
        let group = first.value("auto_scaling_group = \"arn:…\"", errors)?;
        arguments.push(ValueKind::Text.read("auto_scaling_group", group, errors)?);
        "auto_scaling_group"
    } else {
        let example = "managed_instances(cluster, [\"subnet-…\"], [\"sg-…\"])";
        let parts = first.list::<Expr>(example, errors);
        if parts.len() != 3 {
            if matches!(first.form, Form::List(_)) {
                let what = format!("`managed_instances` takes 3 values and not {}", parts.len());
                let why = "they are the cluster, the subnets and the security groups of the instances";
                errors.push(&first.key, advice(what, why, format_args!("write `{example}`")));
            }
            return None;
        }
        arguments.extend(parts.into_iter().map(Value::Written));
        "managed_instances"
    };
    Some(FieldAttrs {
        made: Started::Made(Box::new(Made::Call { function, arguments })),
        steps: named.steps,
        literal_name: named.literal_name,
    })
}

fn runner(
    kind: Kind,
    attribute: &Attribute,
    ident: &Ident,
    ty: &Type,
    table: &'static [Method],
    errors: &mut Errors,
) -> Option<FieldAttrs> {
    let forms: &[&'static str] = match kind {
        Kind::Service => &["cluster", "task", "network", "provider", "targets"],
        _ => &["cluster", "task", "network", "provider"],
    };
    let named = read(kind, attribute, table, &names::SERVICE, forms, errors);
    let wrapper = if kind == Kind::Service { "Service" } else { "RunTask" };
    let launch = launch_of(ty, wrapper);
    let mut steps = named.steps;
    let mut runner = Runner {
        launch: launch.unwrap_or(Launch::Fargate),
        name: named.name,
        cluster: None,
        task: None,
        network: None,
        provider: None,
        misspelt: named.misspelt,
    };
    let mut targets = Vec::new();
    for entry in named.others {
        let key = entry.key.clone();
        match plain(&key).as_str() {
            "cluster" => runner.cluster = entry.value("cluster = main", errors),
            "task" => runner.task = entry.value("task = web", errors),
            "network" => {
                let value = entry.value("network = Network::private([\"subnet-…\"], [\"sg-…\"])", errors);
                runner.network = value.map(|value| (key, value));
            }
            "provider" => {
                runner.provider = entry.value("provider = instances", errors).map(|value| (key, value))
            }
            _ => targets.push(entry),
        }
    }
    for entry in targets {
        steps.extend(read_targets(&entry, runner.task.as_ref(), errors));
    }
    if launch.is_none() {
        let what = format!("it is not said where `{ident}` runs");
        let why = "its type says so, with one of the launch types";
        let fix = format!(
            "write `{wrapper}` for Fargate, or `{wrapper}<Ec2>`, `{wrapper}<External>`, `{wrapper}<ManagedInstances>`"
        );
        errors.push(ty, advice(what, why, fix));
        return None;
    }
    if runner.name.is_none() && !runner.misspelt.contains(&"name") {
        missing_name(kind, attribute, errors);
    }
    for step in &steps {
        if let Step::Call(call) = step
            && let Some(method) = method(table, &call.key)
        {
            let noun = if kind == Kind::Service { "service" } else { "run" };
            method.check_launch(&call.key, noun, runner.launch, errors);
        }
    }
    Some(FieldAttrs { made: Started::Runner(Box::new(runner)), steps, literal_name: named.literal_name })
}

fn read_targets(entry: &Entry, task: Option<&Expr>, errors: &mut Errors) -> Vec<Step> {
    let mut steps = Vec::new();
    for Pair { name, value } in entry.list("targets(http = \"arn:aws:elasticloadbalancing:…\")", errors) {
        let Some(value) = value else {
            missing_value(&name, "target", errors);
            continue;
        };
        let Some(port) = name.ident(errors) else { continue };
        let Some(group) = ValueKind::Arn(ArnKind::TargetGroup).read(&plain(&port), value, errors) else {
            continue;
        };
        match task.and_then(ident_of) {
            Some(task) => steps.push(Step::Target { task: task.clone(), port, group }),
            None => {
                let what = format!("it is not known whose port `{port}` is");
                let why = "`targets` names the ports of the field that `task` names";
                let fix = "write `task = web` with a field of this struct, or `target(group, &port)`";
                errors.push(&port, advice(what, why, fix));
            }
        }
    }
    steps
}

/// Returns the launch type that `Service<…>` names; a bare `Service` is one of Fargate.
fn launch_of(ty: &Type, wrapper: &str) -> Option<Launch> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == wrapper)?;
    match &last.arguments {
        PathArguments::None => Some(Launch::Fargate),
        _ => match argument(ty)? {
            Type::Path(launch) => Launch::of_type(&launch.path.segments.last()?.ident.to_string()),
            _ => None,
        },
    }
}

/// Returns the first argument of a generic type.
fn argument(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    let PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments else { return None };
    match arguments.args.first()? {
        GenericArgument::Type(argument) => Some(argument),
        _ => None,
    }
}

fn expressions(attribute: &Attribute, errors: &mut Errors) -> Option<Vec<Expr>> {
    match &attribute.meta {
        Meta::Path(_) => Some(Vec::new()),
        Meta::List(list) => {
            match Punctuated::<Expr, Token![,]>::parse_terminated.parse2(list.tokens.clone()) {
                Ok(expressions) => Some(expressions.into_iter().collect()),
                Err(error) => {
                    errors.join(error);
                    None
                }
            }
        }
        Meta::NameValue(pair) => Some(vec![pair.value.clone()]),
    }
}

fn task_def(attribute: &Attribute, ident: &Ident, ty: &Type, errors: &mut Errors) -> Option<FieldAttrs> {
    let of_struct = matches!(ty, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "TaskDefOf"));
    let Some(task) = argument(ty).filter(|_| of_struct) else {
        let written = quote::ToTokens::to_token_stream(ty).to_string().replace(' ', "");
        let what = format!("`{ident}` has another type than a declared task definition");
        let why = "it holds what the struct that derives `TaskDef` makes, with its ports and volumes";
        let fix = format!(
            "write `TaskDefOf<{written}>`, or make it with a builder: `#[resource(TaskDef::fargate(…))]`"
        );
        errors.push(ty, advice(what, why, fix));
        return None;
    };
    let arguments = expressions(attribute, errors)?.into_iter().map(Value::Written).collect();
    let made = Started::Made(Box::new(Made::TaskDef { task: task.clone(), arguments }));
    Some(FieldAttrs { made, steps: Vec::new(), literal_name: None })
}

fn written(kind: Kind, attribute: &Attribute, errors: &mut Errors) -> Option<FieldAttrs> {
    let mut expressions = expressions(attribute, errors)?.into_iter();
    let (Some(expression), None) = (expressions.next(), expressions.next()) else {
        let name = kind.attribute();
        let what = format!("`#[{name}(…)]` takes one expression");
        let example = if kind == Kind::Resource {
            "Cluster::new(\"shop\")"
        } else {
            "Network::private([\"subnet-…\"], [\"sg-…\"])"
        };
        let why = "it makes the field's value";
        errors.push(attribute.path(), advice(what, why, format_args!("write `#[{name}({example})]`")));
        return None;
    };
    Some(FieldAttrs {
        made: Started::Made(Box::new(Made::Written(expression))),
        steps: Vec::new(),
        literal_name: None,
    })
}
