//! Parts of a container that are values of the library: `health_check(…)` and `log_router(…)`.

use proc_macro2::Ident;
use syn::Expr;

use crate::support::call::{Call, Method, keys, method};
use crate::support::entry::{Entry, Form, nearest_of, plain};
use crate::support::errors::{Errors, advice};
use crate::support::value::{Kind, Value};
use crate::task_def::keys::{HEALTH_CHECK, LOG_ROUTER};
use crate::task_def::model::Step;

pub(super) fn health_check(entry: Entry, errors: &mut Errors) -> Option<Step> {
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

pub(super) fn log_router(entry: Entry, errors: &mut Errors) -> Option<Step> {
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
