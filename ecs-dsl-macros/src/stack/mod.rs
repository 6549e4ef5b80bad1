//! `#[derive(Stack)]`: a stack as a struct whose fields are its resources.

mod attrs;
mod expand;
pub(crate) mod keys;
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
    let (stack, errors) = validate::stack(&input);
    let errors = errors.into_result().err().map(|error| statements(&error));
    let expanded = stack.map(|stack| expand::stack(&stack, errors.is_none()));
    quote!(#errors #expanded)
}
