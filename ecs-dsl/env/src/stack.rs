//! Filling a contract in a stack.
//!
//! `MyEnv::values()` has a method for each variable. A type parameter for each required one remembers
//! whether it was given, and [`EnvBindings`] is implemented once all are, so the compiler itself says
//! what is missing: the derive writes a trait for each, whose message names it. Only the traits'
//! messages are shown to users, hence their care.

use std::fmt::Display;
use std::panic::Location;

use crate::load::{Codec, ContainerEnv, Native, Variable};
use crate::value::EnvValue;

/// The values of a complete environment: each required variable of the contract is given.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the complete environment of a container",
    label = "not a complete environment",
    note = "begin with `values()` of a struct that derives `ContainerEnv`, and give every required variable",
    note = "single variables without a contract are set with `.env(\"NAME\", value)`, several with `.envs([…])`"
)]
pub trait EnvBindings {
    /// The contract that the values fill.
    type Contract: ContainerEnv;

    /// Returns the variables that were given, in the order in which the contract declares them.
    ///
    /// A variable with a default that was not given is not among them: the application has its default.
    fn into_bindings(self) -> Vec<EnvBinding>;
}

/// A variable with what the stack gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct EnvBinding {
    /// The variable's name.
    pub name: &'static str,
    /// Its value, or the secret that holds it.
    pub value: BindingValue,
    /// The line that gave it.
    pub place: &'static Location<'static>,
    /// What the application will find wrong with the value, to follow the words "the variable is".
    pub problem: Option<String>,
}

/// What a variable is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BindingValue {
    /// A value that stands in the task definition for all to read.
    Plain(String),
    /// A secret or parameter whose value ECS fills in when it starts the container.
    Secret(SecretRef),
}

/// A reference to a secret or parameter, never its value.
///
/// AWS: `Secret.valueFrom`, the ARN of a Secrets Manager secret (with `:json-key:stage:version` after it
/// where one key of it is wanted), or the ARN or name of an SSM parameter.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SecretRef {
    value_from: String,
    kms_key: Option<String>,
}

impl SecretRef {
    /// Makes a reference of what ECS takes as `valueFrom`.
    pub fn new(value_from: impl Into<String>) -> Self {
        Self { value_from: value_from.into(), kms_key: None }
    }

    /// States the customer-managed KMS key, by ARN, id or alias, that the secret is encrypted with.
    #[must_use]
    pub fn encrypted_with(mut self, kms_key: impl Into<String>) -> Self {
        self.kms_key = Some(kms_key.into());
        self
    }

    /// Returns what ECS takes as `valueFrom`.
    pub fn value_from(&self) -> &str {
        &self.value_from
    }

    /// Returns the customer-managed key that the secret is encrypted with, if one was stated.
    pub fn kms_key(&self) -> Option<&str> {
        self.kms_key.as_deref()
    }
}

impl From<&SecretRef> for SecretRef {
    fn from(reference: &SecretRef) -> Self {
        reference.clone()
    }
}

/// The state of a required variable that was given.
#[derive(Debug, Clone, Copy)]
pub enum Given {}

/// The state of a required variable that was not given yet.
#[derive(Debug, Clone, Copy)]
pub enum Missing {}

/// A value for the plain variable `V`, whose type is `T`.
///
/// That is a `T` itself, or a text. A text is read as a `T` at synth, unless it holds a `${…}` that only
/// AWS can fill in.
#[diagnostic::on_unimplemented(
    message = "the environment variable `{V}` takes a plain value of type `{T}`, and `{Self}` is not one",
    label = "not a value for `{V}`",
    note = "give a `{T}`, or a text (`&str`) that is read as one",
    note = "a reference to a secret fits a variable that is declared as a `Secret`"
)]
pub trait PlainValue<V, T> {
    /// Returns the text of the value, and why it does not stand for a `T`, if it does not.
    #[doc(hidden)]
    fn into_text(self) -> (String, Option<String>);
}

impl<V, T: EnvValue> PlainValue<V, T> for T {
    fn into_text(self) -> (String, Option<String>) {
        (self.to_text(), None)
    }
}

impl<V, T: EnvValue> PlainValue<V, T> for &str {
    fn into_text(self) -> (String, Option<String>) {
        judged::<Native, T>(self.to_owned())
    }
}

impl<V, T: EnvValue> PlainValue<V, T> for &String {
    fn into_text(self) -> (String, Option<String>) {
        judged::<Native, T>(self.clone())
    }
}

/// A value for the plain variable `V`, whose type is read with `FromStr`: anything that prints.
#[diagnostic::on_unimplemented(
    message = "the environment variable `{V}` takes a plain value, and `{Self}` is not one",
    label = "not a value for `{V}`",
    note = "give anything that implements `Display`, such as a text",
    note = "a reference to a secret fits a variable that is declared as a `Secret`"
)]
pub trait TextValue<V> {
    /// Returns the text of the value.
    #[doc(hidden)]
    fn into_text(self) -> String;
}

#[diagnostic::do_not_recommend]
impl<V, T: Display> TextValue<V> for T {
    fn into_text(self) -> String {
        self.to_string()
    }
}

/// A reference to a secret for the variable `V`.
#[diagnostic::on_unimplemented(
    message = "the environment variable `{V}` is a secret, and `{Self}` is not a reference to one",
    label = "`{V}` takes a secret",
    note = "a plain value would stand in the task definition for all to read",
    note = "give the Secrets Manager secret or the SSM parameter that holds the value"
)]
pub trait SecretValue<V> {
    /// Returns the reference.
    #[doc(hidden)]
    fn into_secret_ref(self) -> SecretRef;
}

#[diagnostic::do_not_recommend]
impl<V, S: Into<SecretRef>> SecretValue<V> for S {
    fn into_secret_ref(self) -> SecretRef {
        self.into()
    }
}

/// What the variables of a contract are given so far.
#[derive(Debug, Clone)]
pub struct Slots {
    variables: &'static [Variable],
    bindings: Vec<Option<EnvBinding>>,
}

impl Slots {
    /// Makes the empty slots of a contract.
    pub fn new(variables: &'static [Variable]) -> Self {
        Self { variables, bindings: vec![None; variables.len()] }
    }

    /// Fills a plain variable.
    #[track_caller]
    pub fn plain<V, T>(self, index: usize, value: impl PlainValue<V, T>) -> Self {
        let (text, problem) = value.into_text();
        self.bind(index, text, problem)
    }

    /// Fills a plain variable whose type is read with `FromStr`.
    #[track_caller]
    pub fn text<V, C: Codec<T>, T>(self, index: usize, value: impl TextValue<V>) -> Self {
        let (text, problem) = judged::<C, T>(value.into_text());
        self.bind(index, text, problem)
    }

    /// Fills a plain variable that is a list.
    #[track_caller]
    pub fn list<V, T>(
        self,
        index: usize,
        separator: char,
        items: impl IntoIterator<Item = impl PlainValue<V, T>>,
    ) -> Self {
        let (texts, problems): (Vec<_>, Vec<_>) = items.into_iter().map(PlainValue::into_text).unzip();
        let split = texts.iter().find(|text| text.contains(separator)).map(|text| {
            format!(
                "a list whose item `{text}` holds the separator `{separator}`, so it would be read as several"
            )
        });
        let problem = problems.into_iter().flatten().next().or(split);
        self.bind(index, texts.join(&separator.to_string()), problem)
    }

    /// Fills a plain variable that is a list whose items are read with `FromStr`.
    #[track_caller]
    pub fn text_list<V, C: Codec<T>, T>(
        self,
        index: usize,
        separator: char,
        items: impl IntoIterator<Item = impl TextValue<V>>,
    ) -> Self {
        let texts: Vec<String> = items.into_iter().map(TextValue::into_text).collect();
        let split = texts.iter().find(|text| text.contains(separator)).map(|text| {
            format!(
                "a list whose item `{text}` holds the separator `{separator}`, so it would be read as several"
            )
        });
        let problem = texts.iter().find_map(|text| judged::<C, T>(text.clone()).1).or(split);
        self.bind(index, texts.join(&separator.to_string()), problem)
    }

    /// Fills a variable from a secret.
    #[track_caller]
    pub fn secret<V>(mut self, index: usize, value: impl SecretValue<V>) -> Self {
        let value = BindingValue::Secret(value.into_secret_ref());
        self.put(index, value, None, Location::caller());
        self
    }

    /// Returns the filled slots in the contract's order.
    pub fn into_bindings(self) -> Vec<EnvBinding> {
        self.bindings.into_iter().flatten().collect()
    }

    #[track_caller]
    fn bind(mut self, index: usize, text: String, problem: Option<String>) -> Self {
        self.put(index, BindingValue::Plain(text), problem, Location::caller());
        self
    }

    fn put(
        &mut self,
        index: usize,
        value: BindingValue,
        problem: Option<String>,
        place: &'static Location<'static>,
    ) {
        if let (Some(slot), Some(variable)) = (self.bindings.get_mut(index), self.variables.get(index)) {
            *slot = Some(EnvBinding { name: variable.name, value, place, problem });
        }
    }
}

/// Returns a text, and why it does not stand for a `T`, if it does not.
fn judged<C: Codec<T>, T>(text: String) -> (String, Option<String>) {
    if text.contains("${") {
        return (text, None);
    }
    let problem = C::parse(&text).err().map(|error| {
        let reason = error.reason().map(|reason| format!(", {reason}")).unwrap_or_default();
        format!("`{}`{reason}; expected {}", C::shown(&text), C::expected())
    });
    (text, problem)
}
