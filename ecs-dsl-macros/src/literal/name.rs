//! `name!(family, "…")`: names held to AWS's patterns.

use ecs_dsl_facts::names::{self, NameRule};
use ecs_dsl_facts::nearest;
use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::{Parse, ParseStream};
use syn::{Ident, LitStr, Token};

use super::input::{Input, expression};
use crate::support::errors::{Errors, advice, fault_message};

/// The kinds of name, as the macro spells them.
const KINDS: &[(&str, &NameRule)] = &[
    ("family", &names::FAMILY),
    ("container", &names::CONTAINER),
    ("service", &names::SERVICE),
    ("cluster", &names::CLUSTER),
    ("capacity_provider", &names::CAPACITY_PROVIDER),
    ("volume", &names::VOLUME),
    ("port", &names::PORT),
    ("discovery_name", &names::DISCOVERY),
    ("client_alias", &names::DNS_ALIAS),
    ("namespace", &names::NAMESPACE),
    ("role", &names::ROLE),
    ("policy", &names::POLICY),
    ("log_group", &names::LOG_GROUP),
    ("target_group", &names::TARGET_GROUP),
    ("env_var", &names::ENV_VAR),
];

struct Name {
    kind: Ident,
    text: LitStr,
}

impl Parse for Name {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let kind = input.parse()?;
        input.parse::<Token![,]>()?;
        let text = input.parse()?;
        input.parse::<Option<Token![,]>>()?;
        Ok(Self { kind, text })
    }
}

pub(crate) fn name(input: TokenStream) -> TokenStream {
    let input = Input::split(input);
    expression(checked(&input), || quote!(""))
}

fn checked(input: &Input) -> syn::Result<TokenStream> {
    let example = "write it as `name!(family, \"web\")`";
    let parsed = syn::parse2::<Name>(input.written.clone());
    let Name { kind, text } = parsed.map_err(|error| {
        let why = "this macro takes the kind of name, a comma and a string literal";
        syn::Error::new(error.span(), advice("this is not a kind and a name", why, example))
    })?;
    let mut errors = Errors::default();
    let spelt = kind.to_string();
    match KINDS.iter().find(|(known, _)| *known == spelt) {
        None => {
            let known = || KINDS.iter().map(|(known, _)| *known);
            let fix = match nearest(&spelt, known()) {
                Some(near) => format!("write `{near}`"),
                None => format!("write one of {}", ecs_dsl_facts::fault::listed(known())),
            };
            errors.push(
                &kind,
                advice(format_args!("`{spelt}` is no kind of name"), "each kind has its own pattern", fix),
            );
        }
        Some((_, rule)) => {
            let value = text.value();
            if let Err(fault) = rule.check(&value) {
                errors.push(&text, fault_message(&value, &fault));
            }
        }
    }
    errors.into_result().map(|()| quote!(#text))
}
