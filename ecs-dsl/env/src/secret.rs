//! A value that is not shown.

use std::fmt;

/// A value that came from a secret: it does not print, and is read with [`Secret::expose`] alone.
///
/// In a contract it declares the variable as one that the stack fills from Secrets Manager or from the
/// Parameter Store. It has no `Display`, so that printing one does not compile, and its `Debug` shows
/// nothing of the value. It is not wiped from memory when dropped: that takes unsafe code, which this
/// crate is free of.
#[derive(Clone)]
pub struct Secret<T>(T);

impl<T> Secret<T> {
    /// Wraps a value that is not to be shown.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// Returns the value, to be handed to what needs it and not to a log.
    pub const fn expose(&self) -> &T {
        &self.0
    }

    /// Returns the value itself and gives up the wrapping.
    pub fn into_exposed(self) -> T {
        self.0
    }
}

impl<T> fmt::Debug for Secret<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(not shown)")
    }
}

impl<T> From<T> for Secret<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

#[cfg(test)]
mod tests {
    use super::Secret;

    #[test]
    fn it_shows_nothing_and_is_exposed_on_demand() {
        let secret = Secret::new("correct horse".to_owned());
        assert_eq!(
            format!("{secret:?} {:#?}", Some(&secret)),
            "Secret(not shown) Some(\n    Secret(not shown),\n)"
        );
        assert_eq!(secret.expose(), "correct horse");
        assert_eq!(secret.into_exposed(), "correct horse");
    }
}
