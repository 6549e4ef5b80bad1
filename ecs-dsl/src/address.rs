//! Names of resources inside a program: `kind/id` in a stack, stable, ordered and printable.

use std::fmt;

/// The address of a resource in its stack: `kind/id`, the id as the user gave it.
///
/// Nothing in it is hashed or random, so the same code gives the same addresses on every machine.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    kind: &'static str,
    id: String,
}

impl Address {
    /// Makes an address of a kind's prefix (`service`) and an id (`web`).
    pub fn new(kind: &'static str, id: impl Into<String>) -> Self {
        Self { kind, id: id.into() }
    }

    /// Returns the kind's prefix, `service` in `service/web`.
    pub fn kind(&self) -> &'static str {
        self.kind
    }

    /// Returns the id, `web` in `service/web`.
    pub fn id(&self) -> &str {
        &self.id
    }
}

impl fmt::Display for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.kind, self.id)
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}
