//! Where the task runs, and what that asks for: `fargate(cpu = "1 vCPU", memory = "4 GB")`.

use proc_macro2::Ident;
use syn::Expr;

use crate::support::call::missing_value;
use crate::support::entry::{Entry, Form, Pair, nearest_of, plain};
use crate::support::errors::{Errors, advice};
use crate::support::launch::Launch;
use crate::support::value::{Kind, Value, number_of, text_of};
use crate::task_def::keys::NETWORK_MODE;
use crate::task_def::model::{LaunchChoice, Size};

/// Reads the launch type and what it needs: `fargate(cpu = "1 vCPU", memory = "4 GB")`.
pub(super) fn launch(entry: Entry, errors: &mut Errors) -> Option<LaunchChoice> {
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
