//! Expressions and statements, as far as stacks need them.

use std::collections::BTreeSet;

/// An expression.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::import) enum Expr {
    /// Something that has one form: a name, a number, a quoted text, a checked literal.
    Plain(String),
    /// A type of [`crate::api::ecs`], or what belongs to it: `NetworkMode::Host`, `Tag::default()`.
    Api { type_name: String, rest: String },
    /// A value of an enum that this version does not know: `NetworkMode::from("…")`.
    Unknown { type_name: String, value: String },
    /// `function(…)`
    Call { function: String, arguments: Vec<Expr> },
    /// `[…]`
    Array(Vec<Expr>),
    /// `vec![…]`
    Vec(Vec<Expr>),
    /// `(…)`
    Tuple(Vec<Expr>),
    /// A struct of [`crate::api::ecs`], with the fields that are not the default's where `rest` is set.
    Struct { type_name: String, fields: Vec<(String, Expr)>, rest: bool },
    /// `root.method(…).method(…)`
    Chain(Chain),
    /// `|parameter| …`
    Closure { parameter: &'static str, body: Vec<(String, Expr)> },
}

/// A method with its arguments, or a field, which has none.
pub(super) type Link = (String, Option<Vec<Expr>>);

/// Method calls on a value.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::import) struct Chain {
    pub(super) root: Box<Expr>,
    pub(super) links: Vec<Link>,
}

impl Chain {
    /// Begins with a value.
    pub(in crate::import) fn new(root: Expr) -> Self {
        Self { root: Box::new(root), links: Vec::new() }
    }

    /// Begins with a place such as `request.volumes`.
    pub(super) fn of_place(place: &str) -> Self {
        let mut parts = place.split('.');
        let mut chain = Self::new(Expr::plain(parts.next().unwrap_or_default()));
        for part in parts {
            match part.strip_suffix("()") {
                Some(method) => chain.call(method, []),
                None => chain.links.push((part.to_owned(), None)),
            }
        }
        chain
    }

    /// Adds a method call.
    pub(in crate::import) fn call(&mut self, method: &str, arguments: impl IntoIterator<Item = Expr>) {
        self.links.push((method.to_owned(), Some(arguments.into_iter().collect())));
    }

    /// Adds the method calls of another chain.
    pub(in crate::import) fn extend(&mut self, other: Self) {
        self.links.extend(other.links);
    }
}

impl From<Chain> for Expr {
    /// A chain without a link is its root.
    fn from(chain: Chain) -> Self {
        if chain.links.is_empty() { *chain.root } else { Self::Chain(chain) }
    }
}

/// A statement of a stack's function, with the comments above it.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::import) struct Statement {
    pub(in crate::import) comments: Vec<String>,
    /// The name that the value is bound to, if it is used later.
    pub(in crate::import) binding: Option<String>,
    pub(in crate::import) value: Expr,
    /// Whether the statement is what the function returns.
    pub(in crate::import) is_tail: bool,
}

impl Statement {
    /// Makes a statement that binds a value to a name, or drops it.
    pub(in crate::import) fn new(binding: Option<String>, value: impl Into<Expr>) -> Self {
        Self { comments: Vec::new(), binding, value: value.into(), is_tail: false }
    }
}

/// Returns a quoted text.
pub(in crate::import) fn string(text: impl AsRef<str>) -> Expr {
    Expr::Plain(format!("{:?}", text.as_ref()))
}

/// Returns an array of quoted texts.
pub(in crate::import) fn strings<S: AsRef<str>>(texts: impl IntoIterator<Item = S>) -> Expr {
    let texts: Vec<Expr> = texts.into_iter().map(string).collect();
    // The type of an empty array's elements could not be told.
    if texts.is_empty() { Expr::Plain("Vec::<String>::new()".to_owned()) } else { Expr::Array(texts) }
}

/// Returns a call of a function.
pub(in crate::import) fn call(function: &str, arguments: impl IntoIterator<Item = Expr>) -> Expr {
    Expr::Call { function: function.to_owned(), arguments: arguments.into_iter().collect() }
}

/// Returns a tuple.
pub(in crate::import) fn tuple(items: impl IntoIterator<Item = Expr>) -> Expr {
    Expr::Tuple(items.into_iter().collect())
}

impl Expr {
    /// Returns a name, a number or another text that has one form.
    pub(in crate::import) fn plain(text: impl ToString) -> Self {
        Self::Plain(text.to_string())
    }

    /// Returns a reference to a variable.
    pub(in crate::import) fn reference(name: &str) -> Self {
        Self::Plain(format!("&{name}"))
    }

    /// Adds the types that the expression names and that have to be brought in: those of the ECS API by
    /// their name, others by their path.
    pub(in crate::import) fn types(&self, types: &mut BTreeSet<String>) {
        self.visit(&mut |one| match one {
            Self::Plain(text) => elsewhere(text, types),
            Self::Call { function, .. } => elsewhere(function, types),
            Self::Api { type_name, .. }
            | Self::Unknown { type_name, .. }
            | Self::Struct { type_name, .. } => {
                types.insert(type_name.clone());
            }
            _ => {}
        });
    }

    /// Adds the variables that the expression names.
    pub(in crate::import) fn variables(&self, variables: &mut BTreeSet<String>) {
        self.visit(&mut |one| {
            if let Self::Plain(text) = one {
                let code = text.split('"').next().unwrap_or_default();
                let words = code.split(|c: char| !c.is_alphanumeric() && c != '_');
                variables.extend(words.filter(|word| !word.is_empty()).map(str::to_owned));
            }
        });
    }

    /// Shows the expression and all within it.
    fn visit(&self, see: &mut impl FnMut(&Self)) {
        see(self);
        match self {
            Self::Plain(_) | Self::Api { .. } | Self::Unknown { .. } => {}
            Self::Call { arguments: items, .. }
            | Self::Array(items)
            | Self::Vec(items)
            | Self::Tuple(items) => {
                items.iter().for_each(|one| one.visit(see));
            }
            Self::Struct { fields, .. } => fields.iter().for_each(|(_, value)| value.visit(see)),
            Self::Chain(chain) => {
                chain.root.visit(see);
                let arguments = chain.links.iter().filter_map(|(_, arguments)| arguments.as_ref());
                arguments.flatten().for_each(|one| one.visit(see));
            }
            Self::Closure { body, .. } => body.iter().for_each(|(_, value)| value.visit(see)),
        }
    }
}

/// What stacks seldom need, and the prelude leaves out.
const ELSEWHERE: &[&str] = &[
    "std::collections::BTreeMap",
    "ecs_dsl::iam::policy::Principal",
    "ecs_dsl::resource::task_definition::S3FilesVolume",
];

/// Adds the path of a type that a function or value is of.
fn elsewhere(text: &str, types: &mut BTreeSet<String>) {
    let is_of = |path: &&&str| {
        let name = path.rsplit("::").next().unwrap_or(path);
        text.strip_prefix(name).is_some_and(|rest| rest.starts_with("::"))
    };
    types.extend(ELSEWHERE.iter().find(is_of).map(|path| (*path).to_owned()));
}
