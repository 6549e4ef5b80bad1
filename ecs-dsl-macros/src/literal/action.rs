//! `iam_action!("s3:GetObject")` and `actions!["…", …]`: actions that IAM knows.

use ecs_dsl_facts::iam_action;
use proc_macro2::TokenStream;
use quote::quote;
use syn::punctuated::Punctuated;
use syn::{LitStr, Token};

use super::input::{Input, expression};
use crate::support::errors::{Errors, advice};

pub(crate) fn one(input: TokenStream) -> TokenStream {
    let input = Input::split(input);
    let library = &input.library;
    let checked = input.text("iam_action!(\"s3:GetObject\")").and_then(|literal| {
        let mut errors = Errors::default();
        let action = action(library, &literal, &mut errors);
        errors.into_result().map(|()| action)
    });
    expression(checked, || quote!(#library::iam::IamAction::from_checked("")))
}

pub(crate) fn several(input: TokenStream) -> TokenStream {
    let input = Input::split(input);
    let library = &input.library;
    expression(all(&input), || quote!([#library::iam::IamAction::from_checked("")]))
}

fn all(input: &Input) -> syn::Result<TokenStream> {
    let parse =
        syn::parse::Parser::parse2(Punctuated::<LitStr, Token![,]>::parse_terminated, input.written.clone());
    let literals = parse.map_err(|error| {
        let why = "the actions are checked while the program compiles";
        let fix = "write it as `actions![\"s3:GetObject\", \"s3:PutObject\"]`";
        syn::Error::new(error.span(), advice("this is not a list of string literals", why, fix))
    })?;
    let mut errors = Errors::default();
    if literals.is_empty() {
        let why = "a statement without an action allows nothing";
        let message = advice("the list has no action", why, "name one, such as `\"s3:GetObject\"`");
        errors.push_at(proc_macro2::Span::call_site(), message);
    }
    let mut seen: Vec<String> = Vec::new();
    let mut actions = Vec::new();
    for literal in &literals {
        actions.push(action(&input.library, literal, &mut errors));
        let folded = literal.value().to_ascii_lowercase();
        if seen.contains(&folded) {
            let what = format!("`{}` stands in the list twice", literal.value());
            errors.push(literal, advice(what, "once is enough", "remove it"));
        }
        seen.push(folded);
    }
    errors.into_result().map(|()| quote!([#(#actions),*]))
}

fn action(library: &TokenStream, literal: &LitStr, errors: &mut Errors) -> TokenStream {
    match iam_action::check(&literal.value()) {
        Ok(action) => quote!(#library::iam::IamAction::from_checked(#action)),
        Err(fault) => {
            errors.push(literal, advice(fault.what, fault.why, fault.fix));
            quote!(#library::iam::IamAction::from_checked(""))
        }
    }
}
