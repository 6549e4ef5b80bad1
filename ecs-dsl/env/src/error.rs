//! What is wrong with an environment, all of it together.

use std::fmt;

/// Every problem that a load of an environment met.
///
/// It prints as a heading and a line a variable, with `{}` and with `{:?}`, so that a `main` that
/// returns it shows the same. The value of a secret is never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct EnvErrors(Vec<EnvError>);

/// A variable that cannot be used.
#[derive(Clone, PartialEq, Eq)]
pub struct EnvError {
    pub(crate) name: &'static str,
    pub(crate) problem: Problem,
    pub(crate) expected: String,
}

/// What is wrong with a variable.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// It is required, and not set.
    NotSet,
    /// Its value is not valid UTF-8.
    NotText,
    /// Its value is not of the type that is expected.
    Invalid {
        /// The value, as far as it may be shown; absent for a secret.
        shown: Option<String>,
        /// What about the value is wrong, where more is known than the expected form.
        reason: Option<String>,
    },
    /// The default that the contract declares is not of the type that is expected.
    BadDefault {
        /// The default as it is declared.
        text: String,
    },
}

impl EnvErrors {
    /// Makes the report of these problems.
    pub(crate) fn new(errors: Vec<EnvError>) -> Self {
        Self(errors)
    }

    /// Returns the problems, in the order in which the contract declares the variables.
    pub fn iter(&self) -> impl Iterator<Item = &EnvError> {
        self.0.iter()
    }
}

impl EnvError {
    /// Returns the variable's name.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Returns what is wrong with it.
    pub fn problem(&self) -> &Problem {
        &self.problem
    }

    /// Returns what its value should look like.
    pub fn expected(&self) -> &str {
        &self.expected
    }
}

impl fmt::Display for EnvError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, problem, expected } = self;
        match problem {
            Problem::NotSet => write!(formatter, "{name} is not set")?,
            Problem::NotText => write!(formatter, "{name} is not valid UTF-8")?,
            Problem::Invalid { shown: Some(shown), reason: None } => {
                write!(formatter, "{name} is `{shown}`")?
            }
            Problem::Invalid { shown: Some(shown), reason: Some(reason) } => {
                write!(formatter, "{name} is `{shown}`, {reason}")?;
            }
            Problem::Invalid { shown: None, .. } => {
                write!(formatter, "{name} has a value that does not fit (a secret, so it is not shown)")?;
            }
            Problem::BadDefault { text } => {
                write!(formatter, "{name} is not set, and its default `{text}` does not fit")?;
            }
        }
        write!(formatter, "; expected {expected}")
    }
}

impl fmt::Debug for EnvError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl std::error::Error for EnvError {}

impl fmt::Display for EnvErrors {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.len() {
            1 => formatter.write_str("1 environment variable cannot be used:")?,
            count => write!(formatter, "{count} environment variables cannot be used:")?,
        }
        for error in &self.0 {
            write!(formatter, "\n  {error}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for EnvErrors {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl std::error::Error for EnvErrors {}
