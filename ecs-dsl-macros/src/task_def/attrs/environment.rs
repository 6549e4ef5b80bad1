//! What a container finds in its environment: `env(…)`, `env = WebEnv { … }`, `secrets(…)`.

use ecs_dsl_facts::names;
use proc_macro2::Ident;
use quote::ToTokens;
use syn::{Expr, ExprStruct, LitStr, Member};

use crate::support::call::missing_value;
use crate::support::entry::{Entry, Form, Pair};
use crate::support::errors::{Errors, advice};
use crate::support::value::{Value, text_of};
use crate::task_def::model::{Contract, Step};

/// Reads `env(KEY = value)`, or the values of a contract: `env = WebEnv { … }`.
pub(super) fn env(entry: Entry, steps: &mut Vec<Step>, errors: &mut Errors) {
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

pub(super) fn secrets(entry: &Entry, steps: &mut Vec<Step>, errors: &mut Errors) {
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
