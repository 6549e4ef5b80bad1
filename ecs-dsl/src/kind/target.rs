//! What to ask AWS for.

/// By what AWS finds a resource.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Target {
    /// The cluster that its name is one of, where names are a cluster's own.
    pub within: Option<String>,
    /// Its name.
    pub name: String,
}

impl Target {
    /// Returns the target of what has its name in the whole account.
    pub fn named(name: impl Into<String>) -> Self {
        Self { within: None, name: name.into() }
    }
}
