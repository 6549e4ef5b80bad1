//! `#[derive(EnvValue)]`: an enum without fields as the text of a variable.

mod expand;
mod model;
mod validate;

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use crate::support::errors::statements;

pub(crate) fn derive(input: TokenStream) -> TokenStream {
    let input = match syn::parse2::<DeriveInput>(input) {
        Ok(input) => input,
        Err(error) => return statements(&error),
    };
    let (choice, errors) = validate::choice(&input);
    let errors = errors.into_result().err().map(|error| statements(&error));
    let expanded = expand::choice(&choice);
    quote!(#errors #expanded)
}
