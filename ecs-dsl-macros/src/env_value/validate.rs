//! From an enum and its attributes to its values, with every mistake on the way.

use quote::ToTokens;
use syn::{Data, DeriveInput, Expr, ExprLit, Fields, Lit, Variant};

use super::model::Choice;
use crate::support::crate_path;
use crate::support::errors::{Errors, advice};
use crate::support::keyed::entries;

/// Returns the values as far as they could be understood, and every mistake.
pub(super) fn choice(input: &DeriveInput) -> (Choice, Errors) {
    let mut errors = Errors::default();
    let mut library = None;
    for entry in entries(&input.attrs, "env", &["crate"], &mut errors) {
        library = entry.value.map(ToTokens::into_token_stream);
    }
    let library = library.unwrap_or_else(crate_path::env);
    let mut choice = Choice { name: input.ident.clone(), library, values: Vec::new() };
    if !input.generics.params.is_empty() {
        let why = "its values are known while the program compiles";
        errors.push(
            &input.generics,
            advice("an enum of values takes no generic parameters", why, "remove them"),
        );
    }
    let Data::Enum(data) = &input.data else {
        let why = "the variants are the values";
        let fix = "a type with `FromStr` needs no derive: mark its field `#[env(from_str)]`";
        errors.push(&input.ident, advice("`EnvValue` is derived on an enum", why, fix));
        return (choice, errors);
    };
    if data.variants.is_empty() {
        let why = "no text could stand for a value";
        errors.push(&input.ident, advice("an enum of values has variants", why, "add the values"));
    }
    for variant in &data.variants {
        if !matches!(variant.fields, Fields::Unit) {
            let why = "a variable's text says which variant it is, and no more";
            errors.push(&variant.fields, advice("a value has no fields", why, "remove them"));
            continue;
        }
        let text = text(variant, &mut errors);
        let same = |(_, other): &&(syn::Ident, String)| other.eq_ignore_ascii_case(&text);
        if let Some((other, _)) = choice.values.iter().find(same) {
            let what = format!("`{other}` and `{}` are both written `{text}`", variant.ident);
            let fix = "give one of them another `#[env(name = \"…\")]`";
            errors.push(&variant.ident, advice(what, "upper and lower case are read the same", fix));
            continue;
        }
        choice.values.push((variant.ident.clone(), text));
    }
    (choice, errors)
}

fn text(variant: &Variant, errors: &mut Errors) -> String {
    for entry in entries(&variant.attrs, "env", &["name"], errors) {
        match &entry.value {
            Some(Expr::Lit(ExprLit { lit: Lit::Str(text), .. })) if !text.value().is_empty() => {
                return text.value();
            }
            _ => {
                let why = "it is the text that stands for the value";
                errors.push(&entry.key, advice("`name` takes a text", why, "write it as `name = \"debug\"`"));
            }
        }
    }
    kebab_case(&variant.ident.to_string())
}

fn kebab_case(name: &str) -> String {
    let mut text = String::new();
    for c in name.trim_start_matches("r#").chars() {
        if c.is_uppercase() && !text.is_empty() {
            text.push('-');
        }
        text.extend(c.to_lowercase());
    }
    text
}
