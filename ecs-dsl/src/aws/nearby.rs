//! Which endpoints are on this machine, or beside it.

use std::net::IpAddr;

/// Returns whether a URL is of this machine.
pub(super) fn is_on_loopback(url: &str) -> bool {
    let host = host(url);
    let address: Option<IpAddr> = host.parse().ok();
    host.eq_ignore_ascii_case("localhost") || address.is_some_and(|address| address.is_loopback())
}

/// Returns whether a URL is of this machine or of what only this machine reaches: where instances, tasks and
/// pods get their credentials.
pub(super) fn is_nearby(url: &str) -> bool {
    is_on_loopback(url)
        || match host(url).parse() {
            Ok(IpAddr::V4(address)) => address.is_link_local(),
            // AWS has the services of an instance at fd00:ec2::/32.
            Ok(IpAddr::V6(address)) => {
                address.is_unicast_link_local() || address.segments()[..2] == [0xfd00, 0x0ec2]
            }
            Err(_) => false,
        }
}

/// Returns the host of a URL, without the brackets of an address; empty where it has none.
fn host(url: &str) -> &str {
    let Some((_, rest)) = url.split_once("://") else { return "" };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let authority = authority.rsplit('@').next().unwrap_or_default();
    match authority.strip_prefix('[') {
        Some(address) => address.split(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aws_is_never_on_this_machine() {
        for url in [
            "http://127.0.0.1:5000",
            "http://localhost:4566/",
            "https://[::1]:8443",
            "http://LOCALHOST",
            "http://me@127.0.0.1:80",
        ] {
            assert!(is_on_loopback(url) && is_nearby(url), "{url}");
        }
        for url in [
            "https://ecs.eu-central-1.amazonaws.com",
            "https://vpce-0a11-ecs.eu-central-1.vpce.amazonaws.com",
            "http://10.0.0.7:5000",
            "http://localhost.example.com",
            "http://localhost@example.com",
            "http://moto:5000",
            "127.0.0.1",
            "",
        ] {
            assert!(!is_on_loopback(url) && !is_nearby(url), "{url}");
        }
    }

    #[test]
    fn credentials_of_a_machine_come_from_beside_it() {
        for url in [
            "http://169.254.169.254/latest/api/token",
            "http://169.254.170.2/v2/credentials",
            "http://169.254.170.23/v1/credentials",
            "http://[fd00:ec2::254]/latest/api/token",
            "http://[fe80::1]/",
        ] {
            assert!(is_nearby(url) && !is_on_loopback(url), "{url}");
        }
        assert!(!is_nearby("http://[fd00:ec3::254]/"));
    }
}
