//! From a struct and its attributes to a contract, with every mistake on the way.

use ecs_dsl_facts::{duration, names, url};
use quote::{ToTokens, quote};
use syn::{
    Data, DeriveInput, Expr, ExprLit, Field, Fields, GenericArgument, Lit, LitStr, PathArguments, Type,
};

use super::attrs::{ContractAttrs, FieldAttrs};
use super::model::{Contract, Form, Presence, Variable};
use crate::support::errors::{Errors, advice};
use crate::support::{crate_path, docs};

/// Returns the contract as far as it could be understood, and every mistake.
pub(super) fn contract(input: &DeriveInput) -> (Option<Contract>, Errors) {
    let mut errors = Errors::default();
    let attrs = ContractAttrs::read(&input.attrs, &mut errors);
    if !input.generics.params.is_empty() {
        let why = "a contract is one list of variables, the same for the application and the stack";
        errors.push(&input.generics, advice("a contract takes no generic parameters", why, "name the types"));
        return (None, errors);
    }
    let fields = match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => Some(&fields.named),
            Fields::Unit => None,
            Fields::Unnamed(fields) => {
                let why = "a variable is named for its field";
                errors.push(
                    fields,
                    advice("a contract has named fields", why, "write `struct Env { port: u16 }`"),
                );
                return (None, errors);
            }
        },
        Data::Enum(_) | Data::Union(_) => {
            let why = "a contract lists variables, one a field";
            let fix = "derive it on a struct; an enum of values takes `#[derive(EnvValue)]`";
            errors.push(&input.ident, advice("a contract is a struct", why, fix));
            return (None, errors);
        }
    };
    let prefix = attrs.prefix.as_ref().map(LitStr::value).unwrap_or_default();
    let mut variables: Vec<Variable> = Vec::new();
    for field in fields.into_iter().flatten() {
        let Some(variable) = variable(field, &prefix, &mut errors) else { continue };
        if let Some(other) = variables.iter().find(|other| other.name == variable.name) {
            let what =
                format!("`{}` and `{}` are both the variable `{}`", other.field, variable.field, other.name);
            let fix = "give one of them another `#[env(name = \"…\")]`";
            errors.push(&field.ident, advice(what, "a variable has one value", fix));
        } else {
            variables.push(variable);
        }
    }
    let library = attrs.library.map_or_else(crate_path::env, ToTokens::into_token_stream);
    let contract = Contract { vis: input.vis.clone(), name: input.ident.clone(), library, variables };
    (Some(contract), errors)
}

fn variable(field: &Field, prefix: &str, errors: &mut Errors) -> Option<Variable> {
    let ident = field.ident.clone()?;
    let attrs = FieldAttrs::read(&field.attrs, errors);
    let name = name(&ident, prefix, attrs.name.as_ref(), errors);
    let kind = Kind::of(&field.ty, errors)?;
    let item = argument(&kind.value, "Vec");
    let list = match (&item, &attrs.separator) {
        (Some(item), Some((_, separator))) => Some((*separator, (*item).clone())),
        (Some(item), None) => Some((',', (*item).clone())),
        (None, Some((key, _))) => {
            let why = "a separator stands between the items of a list";
            errors.push(
                &key.key,
                advice("only a `Vec` has a separator", why, "remove it, or make the field a `Vec`"),
            );
            None
        }
        (None, None) => None,
    };
    let presence = match attrs.default {
        None if kind.optional => Presence::Optional,
        None => Presence::Required,
        Some((key, _)) if kind.secret => {
            let why = "a default stands in the source, where a secret must not";
            errors.push(
                &key.key,
                advice("a secret has no default", why, "remove the default, or make it an `Option`"),
            );
            Presence::Required
        }
        Some((key, _)) if kind.optional => {
            let why = "a variable that is left out is either `None` or the default";
            let fix = "drop the `Option`, or the default";
            errors.push(&key.key, advice("an optional variable has no default", why, fix));
            Presence::Optional
        }
        Some((_, Expr::Lit(ExprLit { lit: Lit::Str(text), .. }))) => {
            if attrs.from_str.is_none() {
                check_default(&text, &kind.value, list.as_ref(), errors);
            }
            Presence::Text(text)
        }
        Some((_, value)) => Presence::Value(value),
    };
    Some(Variable {
        field: ident,
        name,
        docs: docs::attributes(&field.attrs).cloned().collect(),
        summary: docs::summary(&field.attrs),
        secret: kind.secret,
        presence,
        value: kind.value,
        form: Form { from_str: attrs.from_str.is_some(), list },
    })
}

/// Returns the variable's name: as given, or the field's in capitals after the prefix.
fn name(ident: &syn::Ident, prefix: &str, given: Option<&LitStr>, errors: &mut Errors) -> String {
    let (name, at) = match given {
        Some(given) => (given.value(), given.to_token_stream()),
        None => {
            let field = ident.to_string();
            let field = field.trim_start_matches("r#").to_uppercase();
            (format!("{prefix}{field}"), quote!(#ident))
        }
    };
    if let Err(fault) = names::PORTABLE_ENV_VAR.check(&name) {
        errors.push(at, advice(fault.what, fault.why, fault.fix));
    }
    name
}

/// What the wrappers of a field's type say.
struct Kind {
    optional: bool,
    secret: bool,
    value: Type,
}

impl Kind {
    fn of(ty: &Type, errors: &mut Errors) -> Option<Self> {
        let (optional, inner) = match argument(ty, "Option") {
            Some(inner) => (true, inner),
            None => (false, ty),
        };
        let (secret, value) = match argument(inner, "Secret") {
            Some(value) => (true, value),
            None => (false, inner),
        };
        let misplaced = match () {
            () if argument(value, "Option").is_some() && secret => Some("write `Option<Secret<…>>`"),
            () if argument(value, "Option").is_some() => Some("write one `Option`"),
            () if argument(value, "Secret").is_some() => Some("write one `Secret`"),
            () => match argument(value, "Vec") {
                Some(item) if argument(item, "Secret").is_some() => Some("write `Secret<Vec<…>>`"),
                Some(item) if argument(item, "Option").is_some() => Some("write `Option<Vec<…>>`"),
                _ => None,
            },
        };
        if let Some(fix) = misplaced {
            let why = "`Option` stands outside, then `Secret`, then the type of the value, each at most once";
            errors.push(ty, advice("the wrappers of this type are out of order", why, fix));
            return None;
        }
        Some(Self { optional, secret, value: value.clone() })
    }
}

/// Returns the argument of a generic type by its last name: `u16` of `std::option::Option<u16>`.
fn argument<'t>(ty: &'t Type, name: &str) -> Option<&'t Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == name)?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first() {
        Some(GenericArgument::Type(argument)) if arguments.args.len() == 1 => Some(argument),
        _ => None,
    }
}

/// Checks a default that is given as text, for the types whose form is known here.
fn check_default(text: &LitStr, value: &Type, list: Option<&(char, Type)>, errors: &mut Errors) {
    let written = text.value();
    let refusal = match list {
        Some(_) if written.is_empty() => None,
        Some((separator, item)) => written.split(*separator).find_map(|part| refusal(part.trim(), item)),
        None => refusal(&written, value),
    };
    if let Some((expected, fix)) = refusal {
        let ty = value.to_token_stream().to_string().replace(' ', "");
        let what = format!("the default `{written}` is not a `{ty}`");
        errors.push(text, advice(what, format_args!("{expected} is expected"), fix));
    }
}

/// Returns what was expected, and advice, when a text does not stand for a value of a known type.
fn refusal(text: &str, ty: &Type) -> Option<(String, String)> {
    let Type::Path(path) = ty else { return None };
    let name = path.path.segments.last()?.ident.to_string();
    macro_rules! whole {
        ($($number:ident),+) => {
            match name.as_str() {
                $(stringify!($number) => text.parse::<$number>().is_err().then(|| {
                    let range = format!("a whole number from {} to {}", $number::MIN, $number::MAX);
                    (range, "write the number without quotes and units".to_owned())
                }),)+
                _ => None,
            }
        };
    }
    match name.as_str() {
        "bool" => (!matches!(text, "true" | "false" | "1" | "0" | "yes" | "no" | "on" | "off"))
            .then(|| ("`true` or `false`".to_owned(), "write it without quotes".to_owned())),
        "f32" | "f64" => text
            .parse::<f64>()
            .is_err()
            .then(|| ("a number".to_owned(), "write the number without quotes and units".to_owned())),
        "Duration" => duration::parse(text).err().map(|fault| ("a span of time".to_owned(), fault.fix)),
        "Url" => url::check(text).err().map(|reason| {
            ("a URL".to_owned(), format!("write one like `https://host/path`; this one is {reason}"))
        }),
        _ => whole!(u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize),
    }
}
