//! A contract in our own words.

use proc_macro2::TokenStream;
use syn::{Attribute, Expr, Ident, LitStr, Type, Visibility};

/// A struct that lists the variables of a container.
pub(super) struct Contract {
    pub(super) vis: Visibility,
    pub(super) name: Ident,
    /// The path of `ecs-dsl-env`.
    pub(super) library: TokenStream,
    pub(super) variables: Vec<Variable>,
}

/// A field, and the variable it stands for.
pub(super) struct Variable {
    pub(super) field: Ident,
    /// The variable's name, such as `LOG_LEVEL`.
    pub(super) name: String,
    pub(super) docs: Vec<Attribute>,
    pub(super) summary: String,
    pub(super) secret: bool,
    pub(super) presence: Presence,
    /// The type of the value, without `Option` and `Secret`.
    pub(super) value: Type,
    pub(super) form: Form,
}

/// Whether a variable must be given.
pub(super) enum Presence {
    Required,
    Optional,
    /// A default that is an expression of the field's type.
    Value(Expr),
    /// A default that is the text a variable would have.
    Text(LitStr),
}

/// How a value stands in its text.
pub(super) struct Form {
    /// Whether the value, or each item of a list, is read with `FromStr`.
    pub(super) from_str: bool,
    /// The separator and the type of the items, when the value is a list.
    pub(super) list: Option<(char, Type)>,
}

impl Variable {
    pub(super) fn is_required(&self) -> bool {
        matches!(self.presence, Presence::Required)
    }
}
