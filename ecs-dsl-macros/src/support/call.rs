//! Keys that are methods of a builder: a table says what each takes, and calls come out.

use proc_macro2::{Ident, TokenStream};
use quote::quote_spanned;
use syn::{Expr, ExprLit, Lit};

use super::entry::{Entry, Form, Name, Pair, plain};
use super::errors::{Errors, advice};
use super::launch::{Capability, EVERYWHERE, Launch};
use super::value::{Kind, Value};

/// A method of a builder, which is also a key.
pub(crate) struct Method {
    pub(crate) name: &'static str,
    pub(crate) takes: Takes,
    pub(crate) repeats: bool,
    pub(crate) needs: &'static Capability,
}

/// What a method takes.
pub(crate) enum Takes {
    /// Nothing: `privileged`, or `privileged = condition`.
    Nothing,
    /// True or false, where the key alone is true: `essential = false`.
    Switch,
    /// One value: `user = "1000"`.
    One(Kind),
    /// The builder's own arguments: `ulimit("nofile", 65_536, 65_536)`.
    Arguments(&'static [Kind], &'static str),
}

pub(crate) const fn nothing(name: &'static str) -> Method {
    Method { name, takes: Takes::Nothing, repeats: false, needs: &EVERYWHERE }
}

pub(crate) const fn switch(name: &'static str) -> Method {
    Method { name, takes: Takes::Switch, repeats: false, needs: &EVERYWHERE }
}

pub(crate) const fn one(name: &'static str, kind: Kind) -> Method {
    Method { name, takes: Takes::One(kind), repeats: false, needs: &EVERYWHERE }
}

/// A method with several arguments; the example shows them in parentheses.
pub(crate) const fn arguments(name: &'static str, kinds: &'static [Kind], example: &'static str) -> Method {
    Method { name, takes: Takes::Arguments(kinds, example), repeats: false, needs: &EVERYWHERE }
}

impl Method {
    pub(crate) const fn repeats(self) -> Self {
        Self { repeats: true, ..self }
    }

    pub(crate) const fn on(self, needs: &'static Capability) -> Self {
        Self { needs, ..self }
    }
}

/// A call of a builder's method.
#[derive(Clone)]
pub(crate) struct Call {
    pub(crate) key: Ident,
    pub(crate) method: &'static str,
    pub(crate) arguments: Vec<Value>,
    /// The call is made only when this holds.
    pub(crate) condition: Option<Expr>,
}

/// Finds a key's method.
pub(crate) fn method<'t>(table: &'t [Method], key: &Ident) -> Option<&'t Method> {
    let key = plain(key);
    table.iter().find(|method| method.name == key)
}

/// Returns the keys of a table and `more` beside them.
pub(crate) fn keys(table: &[Method], more: &[&'static str]) -> Vec<&'static str> {
    more.iter().copied().chain(table.iter().map(|method| method.name)).collect()
}

impl Method {
    /// Reads the call that an entry stands for.
    pub(crate) fn read(&self, entry: Entry, errors: &mut Errors) -> Option<Call> {
        let name = plain(&entry.key);
        let key = entry.key.clone();
        let call = |arguments, condition| Call { key: key.clone(), method: self.name, arguments, condition };
        match (&self.takes, entry.form) {
            (Takes::Nothing, Form::Alone) => Some(call(Vec::new(), None)),
            (Takes::Nothing, Form::Value(condition)) => match condition {
                Expr::Lit(ExprLit { lit: Lit::Bool(on), .. }) => on.value.then(|| call(Vec::new(), None)),
                Expr::Lit(_) => {
                    let what = format!("`{name}` takes no value");
                    let why = "it is said by being there";
                    errors.push(&condition, advice(what, why, format_args!("write `{name}` alone")));
                    None
                }
                condition => Some(call(Vec::new(), Some(condition))),
            },
            (Takes::Switch, Form::Alone) => {
                let on = syn::LitBool::new(true, key.span());
                let on = Expr::Lit(ExprLit { attrs: Vec::new(), lit: Lit::Bool(on) });
                Some(call(vec![Value::Written(on)], None))
            }
            (Takes::Switch, Form::Value(value)) => {
                Some(call(vec![Kind::Switch.read(&name, value, errors)?], None))
            }
            (Takes::One(kind), Form::Value(value)) => {
                Some(call(vec![kind.read(&name, value, errors)?], None))
            }
            (Takes::Arguments(kinds, example), form @ Form::List(_)) => {
                let written: Vec<Expr> = Entry { key: key.clone(), form }.list(example, errors);
                if written.len() == kinds.len() {
                    let values =
                        kinds.iter().zip(written).map(|(kind, value)| kind.read(&name, value, errors));
                    return Some(call(values.collect::<Vec<_>>().into_iter().collect::<Option<_>>()?, None));
                }
                let what = format!("`{name}` takes {} and not {}", values(kinds.len()), written.len());
                let why = "they are the arguments of the builder's method of the same name";
                errors.push(&key, advice(what, why, format_args!("write it as `{example}`")));
                None
            }
            (takes, _) => {
                let (what, fix) = match takes {
                    Takes::Nothing => (format!("`{name}` takes no list"), format!("write `{name}` alone")),
                    Takes::Switch => {
                        (format!("`{name}` takes true or false"), format!("write `{name} = false`"))
                    }
                    Takes::One(_) => {
                        (format!("`{name}` takes one value"), format!("write it as `{name} = …`"))
                    }
                    Takes::Arguments(_, example) => {
                        (format!("`{name}` takes a list in parentheses"), format!("write it as `{example}`"))
                    }
                };
                errors.push(&key, advice(what, "it is written in another form", fix));
                None
            }
        }
    }

    /// Notes the key when tasks of this launch type have no such thing.
    pub(crate) fn check_launch(&self, key: &Ident, subject: &str, launch: Launch, errors: &mut Errors) {
        check_launch(self.needs, key, subject, launch, errors);
    }
}

/// Notes a key that tasks of this launch type do not have.
pub(crate) fn check_launch(
    needs: &Capability,
    key: &Ident,
    subject: &str,
    launch: Launch,
    errors: &mut Errors,
) {
    if !needs.holds(launch) {
        let article = if matches!(launch, Launch::Ec2 | Launch::External) { "an" } else { "a" };
        let what = format!("`{key}` is not for {article} {launch} {subject}");
        let why = format!("{article} {launch} {subject} {}", needs.lack);
        errors.push(key, advice(what, why, needs.fix));
    }
}

/// Reads `tags(team = "shop", "cost centre" = "7")` as a call of `tag` for each.
pub(crate) fn tags(entry: &Entry, errors: &mut Errors) -> Vec<Call> {
    let mut calls = Vec::new();
    for Pair { name, value } in entry.list("tags(team = \"shop\")", errors) {
        let Some(value) = value else {
            missing_value(&name, "tag", errors);
            continue;
        };
        let key = Value::Written(Expr::Lit(ExprLit { attrs: Vec::new(), lit: Lit::Str(name.text()) }));
        let Some(value) = Kind::Text.read(&name.text().value(), value, errors) else { continue };
        let at = Ident::new("tag", name.span());
        calls.push(Call { key: at, method: "tag", arguments: vec![key, value], condition: None });
    }
    calls
}

/// Writes a number of values as a person says it.
pub(crate) fn values(count: usize) -> String {
    match count {
        0 => "no values".to_owned(),
        1 => "one value".to_owned(),
        count => format!("{count} values"),
    }
}

/// Notes a name in a list that lacks its value.
pub(crate) fn missing_value(name: &Name, noun: &str, errors: &mut Errors) {
    let text = name.text().value();
    let what = format!("the {noun} `{text}` has no value");
    errors
        .push_at(name.span(), advice(what, "a name alone says nothing", format_args!("write `{text} = …`")));
}

impl Call {
    /// Writes the call on a builder's variable, at the place of the key, which rules then point at.
    pub(crate) fn tokens(&self, receiver: &Ident, library: &TokenStream) -> TokenStream {
        let span = self.key.span();
        let method = Ident::new(self.method, span);
        let arguments = self.arguments.iter().map(|value| value.tokens(library));
        let call = quote_spanned!(span=> #receiver.#method(#(#arguments),*));
        match &self.condition {
            None => quote_spanned!(span=> let #receiver = #call;),
            Some(condition) => {
                quote_spanned!(span=> let #receiver = if #condition { #call } else { #receiver };)
            }
        }
    }
}
