//! `#[derive(TaskDef)]`: a task definition as a struct whose fields are its containers.

mod attrs;
mod expand;
pub(crate) mod keys;
mod model;
mod ports;
mod validate;
mod volumes;

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use crate::support::errors::statements;

pub(crate) fn derive(input: TokenStream) -> TokenStream {
    let input = match syn::parse2::<DeriveInput>(input) {
        Ok(input) => input,
        Err(error) => return statements(&error),
    };
    let (task, errors) = validate::task(&input);
    let errors = errors.into_result().err().map(|error| statements(&error));
    // What a struct with mistakes offers has the same names and no body, so that code which uses it
    // is not reported as well.
    let expanded = task.map(|task| expand::task(&task, errors.is_none()));
    quote!(#errors #expanded)
}
