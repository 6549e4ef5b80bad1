//! The attributes of a task definition and of its containers, as they were written.

use ecs_dsl_facts::names;
use proc_macro2::Ident;
use quote::ToTokens;
use syn::{Attribute, Expr, ExprCall, ExprStruct, FnArg, LitStr, Member};

use super::keys::{
    CONDITION, CONTAINER, CONTAINER_FORMS, HEALTH_CHECK, LOG_ROUTER, NETWORK_MODE, TASK, TASK_FORMS,
};
use super::model::{Contract, LaunchChoice, Size, Step, TaskStep, Volume};
use super::{ports, volumes};
use crate::support::call::{Call, Method, keys, method, missing_value, tags};
use crate::support::entry::{Entry, Form, Pair, entries, nearest_of, plain};
use crate::support::errors::{Errors, advice};
use crate::support::launch::Launch;
use crate::support::value::{Kind, Value, ident_of, number_of, text_of};

/// `#[task_def(…)]` on the struct.
#[derive(Default)]
pub(super) struct TaskAttrs {
    pub(super) family: Option<Value>,
    pub(super) launches: Vec<LaunchChoice>,
    pub(super) args: Vec<FnArg>,
    pub(super) steps: Vec<TaskStep>,
    pub(super) volumes: Vec<Volume>,
    pub(super) library: Option<Expr>,
    pub(super) family_misspelt: bool,
    pub(super) launch_misspelt: bool,
}

/// `#[container(…)]` on a field.
#[derive(Default)]
pub(super) struct ContainerAttrs {
    pub(super) name: Option<LitStr>,
    pub(super) image: Option<Value>,
    pub(super) image_misspelt: bool,
    pub(super) steps: Vec<Step>,
}

impl TaskAttrs {
    pub(super) fn read(attrs: &[Attribute], errors: &mut Errors) -> Self {
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
                "app_mesh_proxy" => read.steps.extend(proxy(&entry, errors)),
                "crate" => read.library = entry.value("crate = ::ecs_dsl", errors),
                "with" => {
                    let key = entry.key.clone();
                    let change = entry.value("with = |task| task.arm64()", errors);
                    read.steps.extend(change.map(|change| TaskStep::With { key, change }));
                }
                _ => read.launches.extend(launch(entry, errors)),
            }
        }
        read
    }
}

/// Which keys may be given more than once.
fn repeats(table: &'static [Method], more: &'static [&'static str]) -> impl Fn(&str) -> bool {
    move |key| more.contains(&key) || table.iter().any(|method| method.name == key && method.repeats)
}

/// Reads the launch type and what it needs: `fargate(cpu = "1 vCPU", memory = "4 GB")`.
fn launch(entry: Entry, errors: &mut Errors) -> Option<LaunchChoice> {
    let launch = Launch::of_key(&plain(&entry.key))?;
    let key = entry.key.clone();
    let mut choice = LaunchChoice { launch, key, arguments: Vec::new(), size: None, network_mode: None };
    if launch == Launch::Fargate
        && let Form::Value(size) = entry.form
    {
        let kind = Kind::Built("a size", "fargate(cpu = \"1 vCPU\", memory = \"4 GB\")");
        let _ = kind.read("fargate", size.clone(), errors);
        choice.arguments.push(Value::Written(size));
        return Some(choice);
    }
    let (parts, example): (&[&'static str], _) = match launch {
        Launch::Fargate => (&["cpu", "memory"], "fargate(cpu = \"1 vCPU\", memory = \"4 GB\")"),
        Launch::Ec2 => (&["network_mode"], "ec2(network_mode = \"bridge\")"),
        Launch::External => (&["network_mode"], "external(network_mode = \"bridge\")"),
        Launch::ManagedInstances => (
            &["network_mode", "cpu", "memory"],
            "managed_instances(network_mode = \"awsvpc\", cpu = \"1 vCPU\", memory = \"2 GB\")",
        ),
    };
    let mut given: Vec<(Ident, Expr)> = Vec::new();
    let pairs = entry.readable_list(example, errors);
    let mut sound = pairs.is_some();
    for Pair { name, value } in pairs.into_iter().flatten() {
        let Some(value) = value else {
            missing_value(&name, "part", errors);
            sound = false;
            continue;
        };
        let Some(name) = name.ident(errors) else { continue };
        if parts.iter().any(|part| name == part) {
            given.push((name, value));
        } else {
            sound = false;
            let what = format!("`{name}` is nothing that `{}` takes", choice.key);
            errors.push(
                &name,
                advice(what, format_args!("it is `{example}`"), nearest_of(&plain(&name), parts)),
            );
        }
    }
    let mut sizes = Vec::new();
    for part in parts {
        let Some((_, value)) = given.iter().find(|(name, _)| name == part) else {
            // A part that was misspelt is not missing as well.
            if sound {
                let what = format!("`{}` lacks its `{part}`", choice.key);
                let why = format!("a {launch} task definition needs one");
                errors.push(&choice.key, advice(what, why, format_args!("write `{example}`")));
            }
            continue;
        };
        let kind = match *part {
            "cpu" => Kind::Cpu,
            "memory" => Kind::Memory,
            _ => Kind::Choice(&NETWORK_MODE),
        };
        let literal = text_of(value).is_some() || number_of(value).is_some();
        let Some(read) = kind.read(part, value.clone(), errors) else { continue };
        if *part == "network_mode" {
            choice.network_mode = read.wire(&NETWORK_MODE);
            if let Some(mode) = choice.network_mode {
                network_mode(launch, mode, value, errors);
            }
        } else if literal && let Value::Made { argument, span, .. } = &read {
            sizes.extend(argument.to_string().replace('_', "").parse::<i32>().ok().map(|size| (size, *span)));
        }
        choice.arguments.push(read);
    }
    if let (Launch::Fargate, [cpu, memory]) = (launch, sizes.as_slice()) {
        choice.size = Some(Size { cpu: *cpu, memory: *memory });
    }
    Some(choice)
}

/// Notes a network mode that tasks of the launch type cannot have.
fn network_mode(launch: Launch, mode: &str, at: &Expr, errors: &mut Errors) {
    let modes: &[&str] = match launch {
        Launch::Fargate | Launch::Ec2 => return,
        Launch::External => &["bridge", "host", "none"],
        Launch::ManagedInstances => &["awsvpc", "host"],
    };
    if !modes.contains(&mode) {
        let modes = ecs_dsl_facts::fault::choice(modes.iter().map(|mode| format!("\"{mode}\"")));
        let what = format!("{launch} tasks have no network mode `{mode}`");
        errors.push(at, advice(what, format_args!("theirs is {modes}"), format_args!("write {modes}")));
    }
}

fn proxy(entry: &Entry, errors: &mut Errors) -> Option<TaskStep> {
    let example = "app_mesh_proxy(envoy, [(\"AppPorts\", \"8080\")])";
    let mut parts = entry.list::<Expr>(example, errors).into_iter();
    let (container, properties, more) = (parts.next(), parts.next(), parts.next());
    if let (Some(container), Some(properties), None) =
        (container.as_ref().and_then(ident_of), properties, more)
    {
        return Some(TaskStep::Proxy { key: entry.key.clone(), container: container.clone(), properties });
    }
    if matches!(entry.form, Form::List(_)) {
        let why = "a proxy is a container of the task and the settings of App Mesh";
        errors.push(&entry.key, advice("this is no proxy", why, format_args!("write `{example}`")));
    }
    None
}

impl ContainerAttrs {
    pub(super) fn read(attrs: &[Attribute], errors: &mut Errors) -> Self {
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
                "env" => env(entry, steps, errors),
                "secrets" => secrets(&entry, steps, errors),
                "depends_on" => depends_on(&entry, steps, errors),
                "mounts" => mounts(&entry, steps, errors),
                "volumes_from" => volumes_from(&entry, steps, errors),
                "links" => links(&entry, steps, errors),
                "health_check" => steps.extend(health_check(entry, errors)),
                "log_router" => steps.extend(log_router(entry, errors)),
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

/// Reads `env(KEY = value)`, or the values of a contract: `env = WebEnv { … }`.
fn env(entry: Entry, steps: &mut Vec<Step>, errors: &mut Errors) {
    let key = entry.key.clone();
    let example = "env(LOG_LEVEL = \"info\")";
    match entry.form {
        Form::Value(Expr::Struct(ExprStruct { path, fields, rest, .. })) => {
            if let Some(rest) = rest {
                let why = "a contract's optional variables are simply left out";
                errors.push(rest, advice("`..` has no meaning here", why, "remove it"));
            }
            let fields = fields.into_iter().filter_map(|field| match field.member {
                Member::Named(name) => Some((name, field.expr)),
                Member::Unnamed(_) => None,
            });
            let values = Contract::Struct(path.to_token_stream(), fields.collect());
            steps.push(Step::Contract { key, values });
        }
        Form::Value(Expr::Path(path))
            if path.path.segments.last().is_some_and(|last| is_type(&last.ident)) =>
        {
            steps.push(Step::Contract { key, values: Contract::Struct(path.to_token_stream(), Vec::new()) });
        }
        Form::Value(block @ Expr::Block(_)) => {
            let why = "variables are a list in parentheses, as all lists of names are here";
            errors.push(block, advice("`env` takes no braces", why, format_args!("write it as `{example}`")));
        }
        Form::Value(values) => steps.push(Step::Contract { key, values: Contract::Written(values) }),
        form => {
            for Pair { name, value } in (Entry { key, form }).list(example, errors) {
                let Some(value) = value else {
                    missing_value(&name, "variable", errors);
                    continue;
                };
                let name = variable(&name.text(), errors);
                steps.push(Step::Env { name, value: Value::Written(value) });
            }
        }
    }
}

fn is_type(name: &Ident) -> bool {
    name.to_string().starts_with(char::is_uppercase) && name.to_string().contains(char::is_lowercase)
}

fn secrets(entry: &Entry, steps: &mut Vec<Step>, errors: &mut Errors) {
    for Pair { name, value } in entry.list("secrets(DB_PASSWORD = Secret::ssm_parameter(\"/db\"))", errors) {
        let Some(value) = value else {
            missing_value(&name, "secret", errors);
            continue;
        };
        if let Some(text) = text_of(&value) {
            let what = format!("the secret `{}` is given as text", name.text().value());
            let why = "a stack holds references to secrets, never a secret or a bare name";
            let fix = "write `Secret::secrets_manager(\"arn:…\")` or `Secret::ssm_parameter(\"/name\")`";
            errors.push(text, advice(what, why, fix));
            continue;
        }
        let name = variable(&name.text(), errors);
        steps.push(Step::Secret { name, value: Value::Written(value) });
    }
}

fn variable(name: &LitStr, errors: &mut Errors) -> LitStr {
    if let Err(fault) = names::ENV_VAR.check(&name.value()) {
        errors.push(name, advice(fault.what, fault.why, fault.fix));
    }
    name.clone()
}

fn depends_on(entry: &Entry, steps: &mut Vec<Step>, errors: &mut Errors) {
    for Pair { name, value } in entry.list("depends_on(app = \"START\")", errors) {
        let Some(other) = name.ident(errors) else { continue };
        let Some(value) = value else {
            let what = format!("it is not said what to wait for in `{other}`");
            let why = "a container waits for another's START, COMPLETE, SUCCESS or HEALTHY";
            errors.push(&other, advice(what, why, format_args!("write `{other} = \"START\"`")));
            continue;
        };
        let Some(condition) = Kind::Choice(&CONDITION).read(&plain(&other), value, errors) else { continue };
        steps.push(Step::DependsOn { other, condition });
    }
}

fn mounts(entry: &Entry, steps: &mut Vec<Step>, errors: &mut Errors) {
    for Pair { name, value } in
        entry.list("mounts(data = \"/var/data\", models = read_only(\"/models\"))", errors)
    {
        let Some(volume) = name.ident(errors) else { continue };
        let Some(value) = value else {
            let what = format!("it is not said where `{volume}` is mounted");
            let fix = format!("write `{volume} = \"/path\"`");
            errors.push(&volume, advice(what, "a mount is a volume and a path of the container", fix));
            continue;
        };
        let (path, read_only) = match value {
            Expr::Call(ExprCall { func, args, .. })
                if ident_of(&func).is_some_and(|name| name == "read_only") && args.len() == 1 =>
            {
                (args.into_iter().next(), true)
            }
            path => (Some(path), false),
        };
        let path = path.and_then(|path| Kind::Text.read(&plain(&volume), path, errors));
        steps.extend(path.map(|path| Step::Mount { volume, path, read_only }));
    }
}

fn volumes_from(entry: &Entry, steps: &mut Vec<Step>, errors: &mut Errors) {
    for Pair { name, value } in entry.list("volumes_from(app, logs = read_only)", errors) {
        let Some(other) = name.ident(errors) else { continue };
        let read_only = match &value {
            None => false,
            Some(value) if ident_of(value).is_some_and(|word| word == "read_only") => true,
            Some(value) => {
                let why = "the volumes are taken with their paths; only reading can be asked for";
                let fix = format!("write `{other}`, or `{other} = read_only`");
                errors.push(value, advice("this is nothing that `volumes_from` takes", why, fix));
                continue;
            }
        };
        steps.push(Step::VolumesFrom { other, read_only });
    }
}

fn links(entry: &Entry, steps: &mut Vec<Step>, errors: &mut Errors) {
    for Pair { name, value } in entry.list("links(db = \"database\")", errors) {
        let Some(other) = name.ident(errors) else { continue };
        let alias = match value {
            Some(value) => Kind::Text.read(&plain(&other), value, errors),
            None => {
                let what = format!("`{other}` has no alias");
                let fix = format!("write `{other} = \"{other}\"`");
                errors.push(&other, advice(what, "a link names the other container for this one", fix));
                None
            }
        };
        let key = entry.key.clone();
        steps.extend(alias.map(|alias| Step::Link { key, other, alias }));
    }
}

fn health_check(entry: Entry, errors: &mut Errors) -> Option<Step> {
    let example = "health_check(shell = \"curl -f http://localhost/\", interval = \"10s\")";
    let key = entry.key.clone();
    if let Form::Value(check) = entry.form {
        let kind = Kind::Built("a health check", example);
        let _ = kind.read("health_check", check.clone(), errors);
        return Some(written_part(key, "health_check", check));
    }
    let list: Vec<Entry> = entry.list(example, errors);
    if list.is_empty() && !matches!(entry.form, Form::List(_)) {
        return None;
    }
    let mut start = None;
    let mut calls = Vec::new();
    for part in list {
        if part.is("shell") || part.is("program") {
            let shell = part.is("shell");
            let kind = if shell { Kind::Text } else { Kind::Any };
            let value = part.value(example, errors)?;
            let function = if shell {
                "resource::container::HealthCheck::shell"
            } else {
                "resource::container::HealthCheck::program"
            };
            start = Some((function, kind.read("health_check", value, errors)));
        } else {
            part_call(part, "health check", HEALTH_CHECK, &["shell", "program"], &mut calls, errors);
        }
    }
    let Some((start, argument)) = start else {
        let why = "a health check runs a line of the shell, or a program";
        errors.push(
            &key,
            advice("it is not said what the health check runs", why, format_args!("write `{example}`")),
        );
        return None;
    };
    Some(Step::Part { key, part: "health_check", start, argument, calls })
}

fn log_router(entry: Entry, errors: &mut Errors) -> Option<Step> {
    let example = "log_router(fluent_bit, ecs_log_metadata = true)";
    let key = entry.key.clone();
    if let Form::Value(router) = entry.form {
        return Some(written_part(key, "log_router", router));
    }
    let mut start = None;
    let mut sound = matches!(entry.form, Form::List(_));
    let mut calls = Vec::new();
    for part in entry.list::<Entry>(example, errors) {
        if part.is("fluent_bit") {
            start = Some("resource::container::Firelens::fluent_bit");
        } else if part.is("fluentd") {
            start = Some("resource::container::Firelens::fluentd");
        } else {
            sound &= method(LOG_ROUTER, &part.key).is_some();
            part_call(part, "log router", LOG_ROUTER, &["fluent_bit", "fluentd"], &mut calls, errors);
        }
    }
    let Some(start) = start else {
        if sound {
            let why = "a log router is Fluent Bit or Fluentd";
            errors.push(
                &key,
                advice("it is not said which log router this is", why, format_args!("write `{example}`")),
            );
        }
        return None;
    };
    Some(Step::Part { key, part: "log_router", start, argument: None, calls })
}

fn written_part(key: Ident, part: &'static str, value: Expr) -> Step {
    let call = Call { key, method: part, arguments: vec![Value::Written(value)], condition: None };
    Step::Call(call)
}

fn part_call(
    part: Entry,
    noun: &str,
    table: &'static [Method],
    more: &[&'static str],
    calls: &mut Vec<Call>,
    errors: &mut Errors,
) {
    match method(table, &part.key) {
        Some(method) => calls.extend(method.read(part, errors)),
        None => {
            let what = format!("`{}` is nothing that is said of a {noun}", part.key);
            let fix = nearest_of(&plain(&part.key), &keys(table, more));
            errors.push(&part.key, advice(what, "it is not known here", fix));
        }
    }
}
