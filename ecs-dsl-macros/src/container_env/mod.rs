//! `#[derive(ContainerEnv)]`: a container's environment as one struct.

mod attrs;
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
    // What could be understood is expanded even beside errors, so that one mistake in the contract is
    // not followed by one more at each place that uses it.
    let (contract, errors) = validate::contract(&input);
    let errors = errors.into_result().err();
    let expanded = contract.map(|contract| expand::contract(&contract, errors.is_none()));
    let errors = errors.as_ref().map(statements);
    quote!(#errors #expanded)
}
