//! Reads attributes whose keys stand alone, before `=` or before a list in parentheses, in the order
//! in which they were written: `#[container(image = "nginx", ports(http = 80), essential)]`.

use ecs_dsl_facts::{fault, nearest};
use proc_macro2::{Span, TokenStream};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, Ident, LitStr, Meta, Token};

use super::aws_names;
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
        no_colon(input)?;
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

/// Refuses `key: value`, which a struct would have, by its name.
fn no_colon(input: ParseStream<'_>) -> syn::Result<()> {
    if input.peek(Token![:]) && !input.peek(Token![::]) {
        return Err(input.error("`:` stands where `=` is expected"));
    }
    Ok(())
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
        self.readable_list(example, errors).unwrap_or_default()
    }

    /// Like [`list`](Self::list), and tells a list that cannot be read from an empty one.
    pub(crate) fn readable_list<T: Parse>(&self, example: &str, errors: &mut Errors) -> Option<Vec<T>> {
        let Form::List(tokens) = &self.form else {
            let what = format!("`{}` takes a list in parentheses", self.key);
            errors.push(&self.key, advice(what, "each of its parts has a name", as_example(example)));
            return None;
        };
        match Punctuated::<T, Token![,]>::parse_terminated.parse2(tokens.clone()) {
            Ok(items) => Some(items.into_iter().collect()),
            Err(error) => {
                let what = format!("`{}` cannot be read: {}", self.key, expected(&error));
                errors
                    .push_at(error.span(), advice(what, "its parts have another form", as_example(example)));
                None
            }
        }
    }
}

/// Says in a user's words what the parser expected.
fn expected(error: &syn::Error) -> String {
    match error.to_string().as_str() {
        "expected ident" | "expected identifier" => "a name is expected here".to_owned(),
        "expected `,`" => "a comma is expected here".to_owned(),
        text if text.starts_with("unexpected end of input") => "its end is missing".to_owned(),
        text => text.to_owned(),
    }
}

/// Notes an attribute that is no list of keys.
pub(crate) fn unreadable(name: &str, error: &syn::Error, errors: &mut Errors) {
    let what = format!("`#[{name}(…)]` cannot be read: {}", expected(error));
    let why = "it is a list of keys, most of them with a value";
    let fix = "write `key = value` for each, with commas between them, and text in quotes";
    errors.push_at(error.span(), advice(what, why, fix));
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
        no_colon(input)?;
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
                let fix = match syn::parse_str::<Ident>(&name.value()) {
                    Ok(_) => "write it without the quotes".to_owned(),
                    Err(_) => format!("write a name and `=` before it, as in `name = \"{}\"`", name.value()),
                };
                errors.push(&name, advice(what, "this part is named, not quoted", fix));
                None
            }
        }
    }
}

/// Returns an identifier's text without `r#`.
pub(crate) fn plain(ident: &Ident) -> String {
    ident.unraw().to_string()
}

/// The entries of an attribute, and what its unknown keys were most likely meant to be.
pub(crate) struct Entries {
    pub(crate) kept: Vec<Entry>,
    meant: Vec<&'static str>,
    /// Whether an attribute could not be read, so that nothing in it is missing for certain.
    unreadable: bool,
}

impl Entries {
    /// Returns whether a key that is not there was misspelt or could not be read, which has been noted already.
    pub(crate) fn misspelt(&self, key: &str) -> bool {
        self.unreadable || self.meant.contains(&key)
    }
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
) -> Entries {
    let mut read = Entries { kept: Vec::new(), meant: Vec::new(), unreadable: false };
    for attr in attrs.iter().filter(|attr| attr.path().is_ident(name)) {
        let parsed = match &attr.meta {
            Meta::Path(_) => continue,
            _ => attr.parse_args_with(Punctuated::<Entry, Token![,]>::parse_terminated),
        };
        match parsed {
            Ok(parsed) => {
                for entry in parsed {
                    read.keep(entry, name, known, &repeats, errors);
                }
            }
            Err(error) => {
                unreadable(name, &error, errors);
                read.unreadable = true;
            }
        }
    }
    read
}

impl Entries {
    fn keep(
        &mut self,
        entry: Entry,
        name: &str,
        known: &[&'static str],
        repeats: &impl Fn(&str) -> bool,
        errors: &mut Errors,
    ) {
        let key = plain(&entry.key);
        if !known.contains(&key.as_str()) {
            let what = format!("`{key}` is no key of `#[{name}(…)]`");
            errors.push(&entry.key, advice(what, "it is not known here", nearest_of(&key, known)));
            self.meant.extend(meant(&key, known));
        } else if !repeats(&key) && self.kept.iter().any(|other| other.key == entry.key) {
            let what = format!("`{key}` is given twice");
            let why = "it would not be clear which one counts";
            errors.push(&entry.key, advice(what, why, "remove one of them"));
        } else {
            self.kept.push(entry);
        }
    }
}

/// How many names an advice lists before it names the place where all are listed.
const LISTED: usize = 12;

/// Advises the known name that a mistyped one was most likely meant to be, or lists all.
pub(crate) fn nearest_of(name: &str, known: &[&str]) -> String {
    if let Some(near) = meant(name, known) {
        return format!("write `{near}`");
    }
    let mut names: Vec<&str> = known.to_vec();
    names.sort_unstable();
    if names.len() > LISTED {
        return "write one of the keys that the derive's documentation lists, or `customize = |it| …`"
            .to_owned();
    }
    let names = names.iter().map(|name| format!("`{name}`"));
    match known.len() {
        1 => format!("write {}", fault::choice(names)),
        _ => format!("write one of {}", fault::choice(names)),
    }
}

/// Returns the known name that a mistyped one stands for: one close by, AWS's word, or a longer name.
fn meant<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    if let Some(near) = nearest(name, known.iter().copied()) {
        return Some(near);
    }
    if let Some(ours) = aws_names::ours(name)
        && let Some(key) = known.iter().find(|key| **key == ours)
    {
        return Some(key);
    }
    let begins = |key: &&&str| key.starts_with(name) || name.starts_with(**key);
    let mut longer = known.iter().filter(|key| key.len() > 3).filter(begins);
    longer.next().copied().filter(|_| name.len() > 3 && longer.next().is_none())
}
