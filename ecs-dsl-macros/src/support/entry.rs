//! Reads attributes whose keys stand alone, before `=` or before a list in parentheses, in the order
//! in which they were written: `#[container(image = "nginx", ports(http = 80), essential)]`.

use ecs_dsl_facts::{fault, nearest};
use proc_macro2::{Span, TokenStream};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, Ident, LitStr, Meta, Token};

use super::errors::{Errors, advice};

/// A key of an attribute, and what was said of it.
pub(crate) struct Entry {
    pub(crate) key: Ident,
    pub(crate) form: Form,
}

/// What follows a key.
pub(crate) enum Form {
    Alone,
    Value(Expr),
    List(TokenStream),
}

impl Parse for Entry {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let key = input.call(Ident::parse_any)?;
        let form = if input.parse::<Option<Token![=]>>()?.is_some() {
            Form::Value(input.parse()?)
        } else if input.peek(syn::token::Paren) {
            let list;
            syn::parenthesized!(list in input);
            Form::List(list.parse()?)
        } else {
            Form::Alone
        };
        Ok(Self { key, form })
    }
}

impl Entry {
    pub(crate) fn is(&self, key: &str) -> bool {
        self.key == key
    }

    /// Returns the value after `=`; anything else is noted, with an example of what is right.
    pub(crate) fn value(self, example: &str, errors: &mut Errors) -> Option<Expr> {
        match self.form {
            Form::Value(value) => Some(value),
            Form::Alone => {
                let what = format!("`{}` has no value", self.key);
                errors.push(&self.key, advice(what, "it says nothing alone", as_example(example)));
                None
            }
            Form::List(_) => {
                let what = format!("`{}` takes one value", self.key);
                errors.push(&self.key, advice(what, "a list is not expected here", as_example(example)));
                None
            }
        }
    }

    /// Returns the list in parentheses; anything else is noted, with an example of what is right.
    pub(crate) fn list<T: Parse>(&self, example: &str, errors: &mut Errors) -> Vec<T> {
        let Form::List(tokens) = &self.form else {
            let what = format!("`{}` takes a list in parentheses", self.key);
            errors.push(&self.key, advice(what, "each of its parts has a name", as_example(example)));
            return Vec::new();
        };
        match Punctuated::<T, Token![,]>::parse_terminated.parse2(tokens.clone()) {
            Ok(items) => items.into_iter().collect(),
            Err(error) => {
                let what = format!("`{}` cannot be read: {error}", self.key);
                errors
                    .push_at(error.span(), advice(what, "its parts have another form", as_example(example)));
                Vec::new()
            }
        }
    }
}

fn as_example(example: &str) -> String {
    format!("write it as `{example}`")
}

/// A name in a list, with its value if it has one: `web = 3000`, `"a.b" = "c"`, `app`.
pub(crate) struct Pair {
    pub(crate) name: Name,
    pub(crate) value: Option<Expr>,
}

/// A name as an identifier, or as a text where it is none.
pub(crate) enum Name {
    Ident(Ident),
    Text(LitStr),
}

impl Parse for Pair {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = if input.peek(LitStr) {
            Name::Text(input.parse()?)
        } else {
            Name::Ident(input.call(Ident::parse_any)?)
        };
        let value = input.parse::<Option<Token![=]>>()?.map(|_| input.parse()).transpose()?;
        Ok(Self { name, value })
    }
}

impl Name {
    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Ident(name) => name.span(),
            Self::Text(name) => name.span(),
        }
    }

    /// Returns the name as a literal that stands where it was written.
    pub(crate) fn text(&self) -> LitStr {
        match self {
            Self::Ident(name) => LitStr::new(&plain(name), name.span()),
            Self::Text(name) => name.clone(),
        }
    }

    /// Returns the identifier; a text is noted.
    pub(crate) fn ident(self, errors: &mut Errors) -> Option<Ident> {
        match self {
            Self::Ident(name) => Some(name),
            Self::Text(name) => {
                let what = format!("\"{}\" stands where a name is expected", name.value());
                errors.push(
                    &name,
                    advice(what, "this part is named, not quoted", "write it without the quotes"),
                );
                None
            }
        }
    }
}

/// Returns an identifier's text without `r#`.
pub(crate) fn plain(ident: &Ident) -> String {
    ident.unraw().to_string()
}

/// Returns the entries of every `#[name(…)]` among the attributes.
///
/// A key that is not known is noted with the nearest one. A key given twice is noted unless it
/// `repeats`. What can be read is returned all the same.
pub(crate) fn entries(
    attrs: &[Attribute],
    name: &str,
    known: &[&'static str],
    repeats: impl Fn(&str) -> bool,
    errors: &mut Errors,
) -> Vec<Entry> {
    let mut kept: Vec<Entry> = Vec::new();
    for attr in attrs.iter().filter(|attr| attr.path().is_ident(name)) {
        let parsed = match &attr.meta {
            Meta::Path(_) => continue,
            _ => attr.parse_args_with(Punctuated::<Entry, Token![,]>::parse_terminated),
        };
        match parsed {
            Ok(parsed) => {
                for entry in parsed {
                    keep(entry, name, known, &repeats, &mut kept, errors);
                }
            }
            Err(error) => errors.join(error),
        }
    }
    kept
}

fn keep(
    entry: Entry,
    name: &str,
    known: &[&'static str],
    repeats: &impl Fn(&str) -> bool,
    kept: &mut Vec<Entry>,
    errors: &mut Errors,
) {
    let key = plain(&entry.key);
    if !known.contains(&key.as_str()) {
        let what = format!("`{key}` is no key of `#[{name}(…)]`");
        errors.push(&entry.key, advice(what, "it is not known here", nearest_of(&key, known)));
    } else if !repeats(&key) && kept.iter().any(|other| other.key == entry.key) {
        let what = format!("`{key}` is given twice");
        errors.push(&entry.key, advice(what, "it would not be clear which one counts", "remove one of them"));
    } else {
        kept.push(entry);
    }
}

/// Advises the known name that a mistyped one was most likely meant to be, or lists all.
pub(crate) fn nearest_of<'k>(name: &str, known: &[&'k str]) -> String {
    match nearest(name, known.iter().copied()) {
        Some(near) => format!("write `{near}`"),
        None => {
            let mut names: Vec<&str> = known.to_vec();
            names.sort_unstable();
            format!("write one of {}", fault::choice(names.iter().map(|name| format!("`{name}`"))))
        }
    }
}
