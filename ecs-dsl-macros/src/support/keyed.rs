//! Reads attributes such as `#[env(name = "PORT", from_str)]`, each value with its key, so that an
//! error stands on the key at fault.

use ecs_dsl_facts::{fault, nearest};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, Ident, Token};

use super::entry::unreadable;
use super::errors::{Errors, advice};

/// A key of an attribute, with its value if it has one.
pub(crate) struct Keyed {
    pub(crate) key: Ident,
    pub(crate) value: Option<Expr>,
}

impl Parse for Keyed {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let key = input.call(Ident::parse_any)?;
        let value = match input.parse::<Option<Token![=]>>()? {
            Some(_) => Some(input.parse()?),
            None => None,
        };
        Ok(Self { key, value })
    }
}

impl Keyed {
    pub(crate) fn is(&self, key: &str) -> bool {
        self.key == key
    }
}

/// Returns the entries of every `#[name(…)]` among the attributes, each known key once.
///
/// An unknown key, a key given twice and a malformed entry are noted; the entries that can be read are
/// returned all the same.
pub(crate) fn entries(
    attrs: &[Attribute],
    name: &str,
    known: &[&'static str],
    errors: &mut Errors,
) -> Vec<Keyed> {
    let mut kept: Vec<Keyed> = Vec::new();
    for attr in attrs.iter().filter(|attr| attr.path().is_ident(name)) {
        let parsed = match attr.parse_args_with(Punctuated::<Keyed, Token![,]>::parse_terminated) {
            Ok(parsed) => parsed,
            Err(error) => {
                unreadable(name, &error, errors);
                continue;
            }
        };
        for entry in parsed {
            let key = entry.key.to_string();
            if !known.contains(&key.as_str()) {
                let keys = || known.iter().copied();
                let fix = match nearest(&key, keys()) {
                    Some(near) => format!("write `{near}`"),
                    None => {
                        format!("the keys here are {}", fault::listed(keys().map(|key| format!("`{key}`"))))
                    }
                };
                errors.push(
                    &entry.key,
                    advice(format_args!("`{key}` is no key of `#[{name}(…)]`"), "it is not known here", fix),
                );
            } else if kept.iter().any(|other| other.key == entry.key) {
                let what = format!("`{key}` is given twice");
                errors.push(
                    &entry.key,
                    advice(what, "it would not be clear which one counts", "remove one of them"),
                );
            } else {
                kept.push(entry);
            }
        }
    }
    kept
}
