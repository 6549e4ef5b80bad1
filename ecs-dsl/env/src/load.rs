//! Loading a contract from an environment.

use std::fmt::Display;
use std::marker::PhantomData;
use std::str::FromStr;

use crate::error::{EnvError, EnvErrors, Problem};
use crate::secret::Secret;
use crate::value::{EnvValue, ValueError};

/// An environment contract: the variables that a container needs, as a struct.
///
/// `#[derive(ContainerEnv)]` implements it; the derive's page has the attributes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an environment contract",
    label = "not a contract",
    note = "derive `ContainerEnv` on the struct that lists the container's variables"
)]
pub trait ContainerEnv: Sized {
    /// The variables, in the order in which they are declared.
    const VARIABLES: &'static [Variable];

    /// Reads the contract's variables from a source; problems stay with the loader.
    #[doc(hidden)]
    fn load(loader: &mut Loader<'_>) -> Option<Self>;

    /// Loads the contract from the environment of this process.
    ///
    /// # Errors
    /// With every variable that is missing or does not fit, not just the first.
    fn from_env() -> Result<Self, EnvErrors> {
        run(&mut |name| match std::env::var(name) {
            Ok(value) => Found::Text(value),
            Err(std::env::VarError::NotPresent) => Found::Nothing,
            Err(std::env::VarError::NotUnicode(_)) => Found::NotText,
        })
    }

    /// Loads the contract from any source of names and values, such as a map in a test.
    ///
    /// # Errors
    /// As [`from_env`](ContainerEnv::from_env).
    fn from_lookup(mut lookup: impl FnMut(&str) -> Option<String>) -> Result<Self, EnvErrors> {
        run(&mut |name| lookup(name).map_or(Found::Nothing, Found::Text))
    }
}

/// A variable of a contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Variable {
    /// The variable's name.
    pub name: &'static str,
    /// Whether its value comes from a secret.
    pub secret: bool,
    /// Whether it must be given.
    pub presence: Presence,
    /// What the contract's documentation says of it; empty if nothing.
    pub doc: &'static str,
}

/// Whether a variable must be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It must be given.
    Required,
    /// It may be left out, and is `None` then.
    Optional,
    /// It may be left out, and has this default then, as the contract writes it.
    Defaulted(&'static str),
}

impl Variable {
    #[doc(hidden)]
    pub const fn new(name: &'static str, secret: bool, presence: Presence, doc: &'static str) -> Self {
        Self { name, secret, presence, doc }
    }
}

/// What a source has under a name.
enum Found {
    Text(String),
    NotText,
    Nothing,
}

fn run<E: ContainerEnv>(source: &mut dyn FnMut(&str) -> Found) -> Result<E, EnvErrors> {
    let mut loader = Loader { source, errors: Vec::new() };
    match E::load(&mut loader) {
        Some(env) if loader.errors.is_empty() => Ok(env),
        _ => Err(EnvErrors::new(loader.errors)),
    }
}

/// How the text of a field is read and written.
pub trait Codec<T> {
    /// Returns what a value looks like.
    fn expected() -> String;
    /// Reads a value.
    ///
    /// # Errors
    /// When the text does not stand for one.
    fn parse(text: &str) -> Result<T, ValueError>;
    /// Returns as much of a text as may be shown.
    fn shown(text: &str) -> String;
}

/// The codec of [`EnvValue`] types.
#[derive(Debug)]
pub struct Native;

impl<T: EnvValue> Codec<T> for Native {
    fn expected() -> String {
        T::expected()
    }

    fn parse(text: &str) -> Result<T, ValueError> {
        T::parse(text)
    }

    fn shown(text: &str) -> String {
        T::shown(text)
    }
}

/// A type that is read with `FromStr` and written with `Display`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is marked `from_str`, and lacks `FromStr` or `Display`",
    label = "this type is not read and written as text",
    note = "the application reads it with `FromStr`, whose error must print, and the stack writes it with `Display`"
)]
pub trait Text: Sized {
    /// Reads a value; the error says why it is refused.
    ///
    /// # Errors
    /// When the type's `FromStr` refuses the text.
    fn read(text: &str) -> Result<Self, String>;
}

#[diagnostic::do_not_recommend]
impl<T: FromStr<Err: Display> + Display> Text for T {
    fn read(text: &str) -> Result<Self, String> {
        text.parse().map_err(|error: T::Err| error.to_string())
    }
}

/// The codec of fields marked `#[env(from_str)]`.
#[derive(Debug)]
pub struct Parsed;

impl<T: Text> Codec<T> for Parsed {
    fn expected() -> String {
        let name = std::any::type_name::<T>();
        format!("a value of type `{}`", name.rsplit("::").next().unwrap_or(name))
    }

    fn parse(text: &str) -> Result<T, ValueError> {
        T::read(text).map_err(|error| ValueError::new(format!("which is refused: {error}")))
    }

    fn shown(text: &str) -> String {
        text.to_owned()
    }
}

/// The codec of lists: items with a separator between them, an empty text being an empty list.
#[derive(Debug)]
pub struct Separated<const SEPARATOR: char, C>(PhantomData<C>);

impl<const SEPARATOR: char, C: Codec<T>, T> Codec<Vec<T>> for Separated<SEPARATOR, C> {
    fn expected() -> String {
        format!("a list with `{SEPARATOR}` between its items, each {}", C::expected())
    }

    fn parse(text: &str) -> Result<Vec<T>, ValueError> {
        if text.is_empty() {
            return Ok(Vec::new());
        }
        let item = |(index, item): (usize, &str)| {
            // People write a space after the comma.
            let item = if SEPARATOR.is_whitespace() { item } else { item.trim() };
            C::parse(item).map_err(|error| {
                let reason = error.reason().map(|reason| format!(", {reason}")).unwrap_or_default();
                ValueError::new(format!("of which item {} does not fit{reason}", index + 1))
            })
        };
        text.split(SEPARATOR).enumerate().map(item).collect()
    }

    fn shown(text: &str) -> String {
        text.split(SEPARATOR).map(C::shown).collect::<Vec<_>>().join(&SEPARATOR.to_string())
    }
}

/// Reads variables from a source, and keeps every problem.
///
/// Each method returns `None` exactly when it has noted a problem.
pub struct Loader<'s> {
    source: &'s mut dyn FnMut(&str) -> Found,
    errors: Vec<EnvError>,
}

impl Loader<'_> {
    /// Reads a variable that must be set.
    pub fn required<C: Codec<T>, T>(&mut self, variable: &Variable) -> Option<T> {
        match self.text::<C, T>(variable)? {
            Some(text) => self.value::<C, T>(variable, &text),
            None => self.fail::<C, T, T>(variable, Problem::NotSet),
        }
    }

    /// Reads a variable that may be left out, or be empty, which means the same.
    pub fn optional<C: Codec<T>, T>(&mut self, variable: &Variable) -> Option<Option<T>> {
        match self.text::<C, T>(variable)?.filter(|text| !text.is_empty()) {
            Some(text) => self.value::<C, T>(variable, &text).map(Some),
            None => Some(None),
        }
    }

    /// Reads a variable that has a default value.
    pub fn defaulted<C: Codec<T>, T>(
        &mut self,
        variable: &Variable,
        default: impl FnOnce() -> T,
    ) -> Option<T> {
        match self.text::<C, T>(variable)? {
            Some(text) => self.value::<C, T>(variable, &text),
            None => Some(default()),
        }
    }

    /// Reads a variable that has a default, given as the text a variable would have.
    pub fn defaulted_text<C: Codec<T>, T>(&mut self, variable: &Variable, default: &str) -> Option<T> {
        match self.text::<C, T>(variable)? {
            Some(text) => self.value::<C, T>(variable, &text),
            None => match C::parse(default) {
                Ok(value) => Some(value),
                Err(_) => self.fail::<C, T, T>(variable, Problem::BadDefault { text: default.to_owned() }),
            },
        }
    }

    /// Reads a secret that must be set.
    pub fn required_secret<C: Codec<T>, T>(&mut self, variable: &Variable) -> Option<Secret<T>> {
        self.required::<C, T>(variable).map(Secret::new)
    }

    /// Reads a secret that may be left out.
    pub fn optional_secret<C: Codec<T>, T>(&mut self, variable: &Variable) -> Option<Option<Secret<T>>> {
        self.optional::<C, T>(variable).map(|value| value.map(Secret::new))
    }

    fn text<C: Codec<T>, T>(&mut self, variable: &Variable) -> Option<Option<String>> {
        match (self.source)(variable.name) {
            Found::Text(text) => Some(Some(text)),
            Found::Nothing => Some(None),
            Found::NotText => self.fail::<C, T, _>(variable, Problem::NotText),
        }
    }

    fn value<C: Codec<T>, T>(&mut self, variable: &Variable, text: &str) -> Option<T> {
        let error = match C::parse(text) {
            Ok(value) => return Some(value),
            Err(error) => error,
        };
        let problem = if variable.secret {
            // A reason may quote the value, so of a secret not even that is told.
            Problem::Invalid { shown: None, reason: None }
        } else {
            let trimmed = text.trim();
            let reason = if trimmed != text && C::parse(trimmed).is_ok() {
                Some("with white space around it".to_owned())
            } else {
                error.reason().map(str::to_owned)
            };
            Problem::Invalid { shown: Some(shortened(&C::shown(text))), reason }
        };
        self.fail::<C, T, T>(variable, problem)
    }

    fn fail<C: Codec<T>, T, R>(&mut self, variable: &Variable, problem: Problem) -> Option<R> {
        let secret = if variable.secret { " (a secret)" } else { "" };
        let expected = format!("{}{secret}", C::expected());
        self.errors.push(EnvError { name: variable.name, problem, expected });
        None
    }
}

/// Keeps a message on one line of a log.
fn shortened(text: &str) -> String {
    const MOST: usize = 80;
    let line: String = text.escape_debug().take(MOST).collect();
    if line.len() < text.len() && text.chars().count() > MOST { format!("{line}…") } else { line }
}
