//! URLs, checked as far as a setting needs it.

use std::fmt;

use ecs_dsl_facts::url::{check, host_and_port, split};

use crate::value::{EnvValue, ValueError};

/// A URL with a scheme and a host: `https://host:443/path`, `postgres://db.internal/orders`.
///
/// It is kept as it was written; nothing is normalised. A URL that holds a password belongs in a
/// `Secret<Url>`; its `Debug` hides the password all the same.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Url(String);

impl Url {
    /// Makes a URL of a text.
    ///
    /// # Errors
    /// When the scheme, the `://` or the host is missing, the port is no port, a `%` begins no
    /// escape, or a character cannot stand in a URL.
    pub fn parse(text: impl Into<String>) -> Result<Self, ValueError> {
        let text = text.into();
        check(&text).map_err(ValueError::new)?;
        Ok(Self(text))
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the scheme: `https`.
    pub fn scheme(&self) -> &str {
        split(&self.0).scheme
    }

    /// Returns the user name before the `@`, if there is one.
    pub fn user(&self) -> Option<&str> {
        split(&self.0).user_info.map(|info| info.split(':').next().unwrap_or(info))
    }

    /// Returns the password before the `@`, if there is one, with its escapes.
    pub fn password(&self) -> Option<&str> {
        split(&self.0).user_info.and_then(|info| info.split_once(':')).map(|(_, password)| password)
    }

    /// Returns the host, an IPv6 address without its brackets; the first where there are several.
    pub fn host(&self) -> &str {
        let (host, _) = host_and_port(split(&self.0).first_host());
        host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host)
    }

    /// Returns the port of the first host, if it is given.
    pub fn port(&self) -> Option<u16> {
        host_and_port(split(&self.0).first_host()).1?.parse().ok()
    }

    /// Returns the path: what stands between the host and `?` or `#`, with its `/`.
    pub fn path(&self) -> &str {
        let rest = split(&self.0).rest;
        &rest[..rest.find(['?', '#']).unwrap_or(rest.len())]
    }

    /// Returns the text with a password replaced by `***`.
    fn redacted(text: &str) -> String {
        // A password may hold `/`, `?` or `#` that its writer forgot to escape, so all up to the last
        // `@` is taken for one.
        let Some((before, after)) = text.rsplit_once('@') else { return text.to_owned() };
        let (scheme, info) = match before.split_once("://") {
            Some((scheme, info)) => (format!("{scheme}://"), info),
            None => (String::new(), before),
        };
        match info.split_once(':') {
            Some((user, _)) => format!("{scheme}{user}:***@{after}"),
            None => text.to_owned(),
        }
    }
}

impl EnvValue for Url {
    fn expected() -> String {
        "a URL such as `https://host/path`".to_owned()
    }

    fn parse(text: &str) -> Result<Self, ValueError> {
        Self::parse(text)
    }

    fn to_text(&self) -> String {
        self.0.clone()
    }

    fn shown(text: &str) -> String {
        Self::redacted(text)
    }
}

impl AsRef<str> for Url {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl std::str::FromStr for Url {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        Self::parse(text)
    }
}

/// Prints the whole URL, a password in it too.
impl fmt::Display for Url {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl fmt::Debug for Url {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Url({:?})", Self::redacted(&self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_falls_into_its_parts() {
        let url = Url::parse("postgres://app:p%40ss@db.internal:5432/orders?sslmode=require").unwrap();
        assert_eq!(
            (url.scheme(), url.host(), url.port(), url.path()),
            ("postgres", "db.internal", Some(5432), "/orders")
        );
        assert_eq!((url.user(), url.password()), (Some("app"), Some("p%40ss")));
        let url = Url::parse("http://[::1]:8080").unwrap();
        assert_eq!((url.host(), url.port(), url.path(), url.user()), ("::1", Some(8080), "", None));
        let url = Url::parse("mongodb://a:1,b:2/db").unwrap();
        assert_eq!((url.host(), url.port()), ("a", Some(1)));
    }

    #[test]
    fn a_password_is_not_shown_even_in_a_broken_url() {
        let url = Url::parse("postgres://app:hunter2@db/x").unwrap();
        assert_eq!(format!("{url:?}"), "Url(\"postgres://app:***@db/x\")");
        for text in ["postgres://app:hun/ter2@db:x", "app:hunter2@db", "postgres://app:hunt@er2@db"] {
            assert!(!<Url as EnvValue>::shown(text).contains("er2"), "{text}");
        }
        assert_eq!(<Url as EnvValue>::shown("nonsense"), "nonsense");
    }
}
