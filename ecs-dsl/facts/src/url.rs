//! URLs, as far as a setting needs them: a scheme, a host, and sound characters.

/// A URL's parts, none of them judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts<'a> {
    /// What stands before `://`.
    pub scheme: &'a str,
    /// What stands before the `@`.
    pub user_info: Option<&'a str>,
    /// The hosts with their ports, a comma between them where there are several.
    pub hosts: &'a str,
    /// All from the path on.
    pub rest: &'a str,
}

impl<'a> Parts<'a> {
    /// Returns the first host, with its port.
    pub fn first_host(&self) -> &'a str {
        self.hosts.split(',').next().unwrap_or(self.hosts)
    }
}

/// Splits a URL into its parts.
pub fn split(text: &str) -> Parts<'_> {
    let (scheme, after) = text.split_once("://").unwrap_or(("", text));
    let (authority, rest) = after.split_at(after.find(['/', '?', '#']).unwrap_or(after.len()));
    let (user_info, hosts) = match authority.rsplit_once('@') {
        Some((user_info, hosts)) => (Some(user_info), hosts),
        None => (None, authority),
    };
    Parts { scheme, user_info, hosts, rest }
}

/// Splits a host from its port.
pub fn host_and_port(host: &str) -> (&str, Option<&str>) {
    match host.rsplit_once(':') {
        // The colons of an IPv6 address stand inside brackets.
        Some((name, port)) if !port.contains(']') => (name, Some(port)),
        _ => (host, None),
    }
}

/// Judges a URL; a refusal follows the URL and a comma: `without a host`.
///
/// # Errors
/// When the scheme, the `://` or the host is missing, the port is no port, a `%` begins no escape, or
/// a character cannot stand in a URL.
pub fn check(text: &str) -> Result<(), String> {
    let refused = |c: &char| c.is_whitespace() || c.is_control() || "<>\"\\^`{|}".contains(*c);
    if let Some(c) = text.chars().find(refused) {
        return Err(format!("with {c:?}, which cannot stand in a URL"));
    }
    let escape = |at: usize| text.as_bytes().get(at + 1..at + 3);
    let sound = |hex: &[u8]| hex.iter().all(u8::is_ascii_hexdigit);
    if text.match_indices('%').any(|(at, _)| !escape(at).is_some_and(sound)) {
        return Err("with a `%` that begins no escape such as `%20`".to_owned());
    }
    if !text.contains("://") {
        return Err("without a scheme such as `https://`".to_owned());
    }
    let Parts { scheme, hosts, .. } = split(text);
    let in_scheme = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    if !scheme.starts_with(|c: char| c.is_ascii_alphabetic()) || !scheme.chars().all(in_scheme) {
        return Err("with a malformed scheme".to_owned());
    }
    if hosts.is_empty() && scheme == "file" {
        return Ok(());
    }
    // Databases take several hosts in one URL, with commas between them.
    hosts.split(',').try_for_each(check_host)
}

fn check_host(host: &str) -> Result<(), String> {
    let (name, port) = host_and_port(host);
    if name.is_empty() {
        return Err("without a host".to_owned());
    }
    let sound = match name.strip_prefix('[').and_then(|name| name.strip_suffix(']')) {
        Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
        None => !name.contains(['[', ']', ':', '@']),
    };
    if !sound {
        return Err("with a malformed host".to_owned());
    }
    // An empty port is allowed, as in `http://host:/`.
    if port.is_some_and(|port| !port.is_empty() && port.parse::<u16>().is_err()) {
        return Err("with a port that is no number from 0 to 65535".to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_inside_and_outside() {
        for text in
            ["https://host", "redis://cache:6379/0", "http://host:/x", "file:///etc/app", "a+b.c-d://h?q#f"]
        {
            assert!(check(text).is_ok(), "{text}: {}", check(text).unwrap_err());
        }
        for (text, reason) in [
            ("", "without a scheme such as `https://`"),
            ("host/path", "without a scheme such as `https://`"),
            ("mailto:a@b", "without a scheme such as `https://`"),
            ("://host", "with a malformed scheme"),
            ("1http://host", "with a malformed scheme"),
            ("http://", "without a host"),
            ("http:///path", "without a host"),
            ("http://:80", "without a host"),
            ("http://host:80a", "with a port that is no number from 0 to 65535"),
            ("http://host:65536", "with a port that is no number from 0 to 65535"),
            ("http://[::1", "with a malformed host"),
            ("http://[nope]", "with a malformed host"),
            ("http://a b", "with ' ', which cannot stand in a URL"),
            ("http://host/%2", "with a `%` that begins no escape such as `%20`"),
            ("http://host\n", "with '\\n', which cannot stand in a URL"),
        ] {
            assert_eq!(check(text).unwrap_err(), reason, "{text}");
        }
    }
}
