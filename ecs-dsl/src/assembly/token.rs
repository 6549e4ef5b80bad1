//! Tokens: what only AWS knows, as `${kind/id.arn}` in the strings of a request; of another stack's
//! resource `${stack:kind/id.arn}`, and `${aws.account}` for an account that is not known.
//!
//! Users write `${…}` too: for a shell, for IAM, for a template. A text is a token only where it has this
//! very form, with a kind that there is.

use super::ACCOUNT_TOKEN;
use crate::address::Address;
use crate::resource::KINDS;

/// The one attribute that requests are given.
const ATTRIBUTE: &str = ".arn";

/// What a token for an ARN names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token<'a> {
    /// The other stack, or none for the request's own.
    pub(crate) stack: Option<&'a str>,
    /// The kind of the resource in that stack, as addresses have it.
    pub(crate) kind: &'static str,
    /// Its id.
    pub(crate) id: &'a str,
}

impl<'a> Token<'a> {
    /// Reads what stands between `${` and `}`.
    pub(crate) fn read(inner: &'a str) -> Option<Self> {
        let address = inner.strip_suffix(ATTRIBUTE)?;
        let (kind, id) = address.split_once('/')?;
        let (stack, kind) = kind.split_once(':').map_or((None, kind), |(stack, kind)| (Some(stack), kind));
        let kind = KINDS.iter().map(|known| known.prefix()).find(|known| *known == kind)?;
        (!id.is_empty()).then_some(Self { stack, kind, id })
    }

    /// Returns the address in that stack.
    pub(crate) fn address(&self) -> Address {
        Address::new(self.kind, self.id)
    }
}

/// Returns whether what stands between `${` and `}` waits for AWS.
pub(crate) fn is_token(inner: &str) -> bool {
    format!("${{{inner}}}") == ACCOUNT_TOKEN || Token::read(inner).is_some()
}

/// Returns the next `${…}` of a text, where it begins and what stands in it; of nested ones the innermost.
pub(crate) fn next(text: &str) -> Option<(usize, &str)> {
    let mut start = text.find("${")?;
    let length = text[start..].find('}')?;
    let end = start + length;
    if let Some(inner) = text[start..end].rfind("${") {
        start += inner;
    }
    Some((start, &text[start + 2..end]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_told_from_what_users_write() {
        for (inner, expected) in [
            ("role/web.arn", Some((None, "role/web"))),
            ("log-group//shop/web.arn", Some((None, "log-group//shop/web"))),
            ("shop-dev:role/web.task.arn", Some((Some("shop-dev"), "role/web.task"))),
            ("shop:log-group/a:b.arn", Some((Some("shop"), "log-group/a:b"))),
            ("FILE/.tmpl/.conf", None),
            ("role/web.name", None),
            ("roles/web.arn", None),
            ("role/.arn", None),
            ("aws:username", None),
            ("aws.account", None),
            ("", None),
        ] {
            let read = Token::read(inner).map(|token| (token.stack, token.address().to_string()));
            let read = read.as_ref().map(|(stack, address)| (*stack, address.as_str()));
            assert_eq!(read, expected, "{inner}");
        }
        assert!(is_token("aws.account") && is_token("role/web.arn") && !is_token("FILE/.a/.b"));
    }

    #[test]
    fn the_innermost_of_nested_ones_is_next() {
        assert_eq!(next("a ${b} ${c}"), Some((2, "b")));
        assert_eq!(next("${ROLE:-${role/web.arn}}"), Some((8, "role/web.arn")));
        assert_eq!(next("${b"), None);
        assert_eq!(next("} ${b}"), Some((2, "b")));
    }
}
