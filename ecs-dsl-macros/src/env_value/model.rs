//! An enum of values in our own words.

use proc_macro2::TokenStream;
use syn::Ident;

/// An enum whose variants are the values of a variable.
pub(super) struct Choice {
    pub(super) name: Ident,
    /// The path of `ecs-dsl-env`.
    pub(super) library: TokenStream,
    /// The variants with their texts.
    pub(super) values: Vec<(Ident, String)>,
}
