//! The attributes of a contract, as they were written.

use syn::{Attribute, Expr, ExprLit, Lit, LitStr};

use crate::support::errors::{Errors, advice};
use crate::support::keyed::{Keyed, entries};

/// `#[env(…)]` on the struct.
#[derive(Default)]
pub(super) struct ContractAttrs {
    pub(super) prefix: Option<LitStr>,
    pub(super) library: Option<Expr>,
}

/// `#[env(…)]` on a field.
#[derive(Default)]
pub(super) struct FieldAttrs {
    pub(super) name: Option<LitStr>,
    pub(super) default: Option<(Keyed, Expr)>,
    pub(super) separator: Option<(Keyed, char)>,
    pub(super) from_str: Option<Keyed>,
}

impl ContractAttrs {
    pub(super) fn read(attrs: &[Attribute], errors: &mut Errors) -> Self {
        let mut read = Self::default();
        for entry in entries(attrs, "env", &["prefix", "crate"], errors) {
            if entry.is("prefix") {
                read.prefix = text(&entry, "prefix = \"APP_\"", errors);
            } else {
                read.library = value(entry, "crate = ::ecs_dsl_env", errors).map(|(_, value)| value);
            }
        }
        read
    }
}

impl FieldAttrs {
    pub(super) fn read(attrs: &[Attribute], errors: &mut Errors) -> Self {
        let mut read = Self::default();
        for entry in entries(attrs, "env", &["name", "default", "separator", "from_str"], errors) {
            match entry.key.to_string().as_str() {
                "name" => read.name = text(&entry, "name = \"PORT\"", errors),
                "default" => read.default = value(entry, "default = 8080", errors),
                "separator" => read.separator = separator(entry, errors),
                _ => {
                    if entry.value.is_some() {
                        let why = "the type itself says how it is read";
                        errors.push(
                            &entry.key,
                            advice("`from_str` takes no value", why, "write `from_str` alone"),
                        );
                    }
                    read.from_str = Some(entry);
                }
            }
        }
        read
    }
}

fn value(mut entry: Keyed, example: &str, errors: &mut Errors) -> Option<(Keyed, Expr)> {
    match entry.value.take() {
        Some(value) => Some((entry, value)),
        None => {
            missing(&entry, example, errors);
            None
        }
    }
}

fn missing(entry: &Keyed, example: &str, errors: &mut Errors) {
    let what = format!("`{}` has no value", entry.key);
    errors.push(&entry.key, advice(what, "it says nothing alone", format_args!("write it as `{example}`")));
}

fn text(entry: &Keyed, example: &str, errors: &mut Errors) -> Option<LitStr> {
    match &entry.value {
        Some(Expr::Lit(ExprLit { lit: Lit::Str(text), .. })) => Some(text.clone()),
        Some(other) => {
            let what = format!("`{}` takes a string literal", entry.key);
            let fix = format!("write it as `{example}`");
            errors.push(other, advice(what, "the names are known while the program compiles", fix));
            None
        }
        None => {
            missing(entry, example, errors);
            None
        }
    }
}

fn separator(mut entry: Keyed, errors: &mut Errors) -> Option<(Keyed, char)> {
    let written = match entry.value.take() {
        Some(written) => written,
        None => {
            missing(&entry, "separator = ','", errors);
            return None;
        }
    };
    let separator = match &written {
        Expr::Lit(ExprLit { lit: Lit::Char(separator), .. }) => Some(separator.value()),
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => {
            let text = text.value();
            let mut chars = text.chars();
            chars.next().filter(|_| chars.next().is_none())
        }
        _ => None,
    };
    if separator.is_none() {
        let why = "one character stands between two items";
        errors.push(&written, advice("a separator is one character", why, "write it as `separator = ','`"));
    }
    separator.map(|separator| (entry, separator))
}
