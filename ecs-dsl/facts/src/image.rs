//! Container image references: `registry/repository:tag@sha256:…`, and whose registry that is.

use std::ops::Range;

use crate::arn;
use crate::fault::{Fault, Faults};

/// The longest reference ECS takes, not counting `@` and the digest.
pub const MAX_LENGTH: usize = 255;

/// An image reference, in its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Image<'a> {
    /// The whole reference.
    pub text: &'a str,
    /// The registry's host and port; absent means Docker Hub.
    pub registry: Option<&'a str>,
    /// The repository, with its namespaces.
    pub repository: &'a str,
    /// The tag; absent means `latest`, unless there is a digest.
    pub tag: Option<&'a str>,
    /// The digest, with its `sha256:`.
    pub digest: Option<&'a str>,
    /// Whose registry it is.
    pub origin: Origin<'a>,
}

/// Whose registry an image comes from, which decides who may pull it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin<'a> {
    /// A private ECR registry: pulling takes permissions on the repository.
    Ecr(Ecr<'a>),
    /// The public ECR gallery, `public.ecr.aws`: anyone may pull.
    EcrPublic,
    /// Docker Hub.
    DockerHub,
    /// Another registry.
    Other,
}

/// The private ECR registry that a reference names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ecr<'a> {
    /// The account whose registry it is.
    pub account: &'a str,
    /// The region it lies in.
    pub region: &'a str,
    /// The partition it lies in, such as `aws` or `aws-cn`.
    pub partition: &'static str,
    /// The repository.
    pub repository: &'a str,
}

impl Ecr<'_> {
    /// Returns the repository's ARN.
    pub fn repository_arn(&self) -> String {
        let Self { account, region, partition, repository } = self;
        format!("arn:{partition}:ecr:{region}:{account}:repository/{repository}")
    }
}

impl Image<'_> {
    /// Returns whether what is pulled can change under the reference: no digest, and the tag `latest` or none.
    pub fn is_mutable_latest(&self) -> bool {
        self.digest.is_none() && self.tag.is_none_or(|tag| tag == "latest")
    }

    /// Returns whether AWS itself asks for permissions to pull the image.
    pub fn is_private_ecr(&self) -> bool {
        matches!(self.origin, Origin::Ecr(_))
    }
}

/// Reads an image reference.
///
/// # Errors
/// With every mistake: a character ECS refuses, a reference longer than 255 characters, a digest that
/// is not `sha256:` and 64 hex digits, an upper-case repository (which no registry can hold), a bad
/// tag, or an ECR host with a malformed account or region.
pub fn parse(text: &str) -> Result<Image<'_>, Faults> {
    let mut faults = Vec::new();
    let (name, digest) = match text.split_once('@') {
        Some((name, digest)) => (name, Some(digest)),
        None => (text, None),
    };
    if name.is_empty() {
        let fix = "name a repository, such as `nginx:1.27`";
        return Err(Fault::new(
            0..0,
            "the image has no repository",
            "an image is `registry/repository:tag`",
            fix,
        )
        .into());
    }
    if let Some((scheme, rest)) = text.split_once("://") {
        let what = format!("the image begins with the scheme `{scheme}://`");
        let why = "an image is `registry/repository:tag`, which is not a URL";
        return Err(Fault::new(0..scheme.len() + 3, what, why, format!("write `{rest}`")).into());
    }
    if let Some((at, c)) = name.char_indices().find(|(_, c)| !allowed(*c)) {
        let why = "an image is made of letters, digits, `-`, `_`, `:`, `.`, `/` and `#`";
        let fix = match c {
            c if c.is_whitespace() => "remove the white space",
            _ => "remove it",
        };
        // Where the parts begin and end cannot be told any more, so this mistake is told alone.
        return Err(
            Fault::new(at..at + c.len_utf8(), format!("{c:?} cannot stand in an image"), why, fix).into()
        );
    }
    if name.len() > MAX_LENGTH {
        let what = format!("the image has {} characters before its digest", name.len());
        let fix = format!("drop {} of them", name.len() - MAX_LENGTH);
        faults.push(Fault::new(MAX_LENGTH..name.len(), what, "at most 255 characters are allowed", fix));
    }
    if let Some(digest) = digest {
        faults.extend(digest_fault(digest).map(|fault| fault.moved(name.len() + 1)));
    }
    let (registry, path) = split_registry(name);
    let path_at = name.len() - path.len();
    let (repository, tag) = match path.rsplit_once(':') {
        Some((repository, tag)) => (repository, Some(tag)),
        None => (path, None),
    };
    if let Some(tag) = tag {
        faults.extend(tag_fault(tag).map(|fault| fault.moved(path_at + repository.len() + 1)));
    }
    faults.extend(repository_fault(repository).map(|fault| fault.moved(path_at)));
    let origin = origin(registry, repository, &mut faults);
    Faults::none_of(faults).map(|()| Image { text, registry, repository, tag, digest, origin })
}

fn allowed(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.' | '/' | '#')
}

/// The first part is a registry when it looks like a host, as Docker decides it.
fn split_registry(name: &str) -> (Option<&str>, &str) {
    match name.split_once('/') {
        Some((host, rest)) if host == "localhost" || host.contains(['.', ':']) => (Some(host), rest),
        _ => (None, name),
    }
}

fn digest_fault(digest: &str) -> Option<Fault> {
    let why = "a digest is `sha256:` and 64 hex digits";
    let fix = "copy the whole digest, or use a tag";
    let Some(hex) = digest.strip_prefix("sha256:") else {
        let end = digest.find(':').unwrap_or(digest.len());
        return Some(Fault::new(0..end, format!("the digest `{digest}` is not a sha256 digest"), why, fix));
    };
    let start = digest.len() - hex.len();
    if let Some((at, c)) = hex.char_indices().find(|(_, c)| !c.is_ascii_hexdigit()) {
        let at = start + at;
        return Some(Fault::new(
            at..at + c.len_utf8(),
            format!("{c:?} in the digest is no hex digit"),
            why,
            fix,
        ));
    }
    (hex.len() != 64).then(|| {
        Fault::new(start..digest.len(), format!("the digest has {} hex digits", hex.len()), why, fix)
    })
}

fn tag_fault(tag: &str) -> Option<Fault> {
    let why =
        "a tag has 1 to 128 letters, digits, `_`, `.` and `-`, and begins with a letter, a digit or `_`";
    if tag.is_empty() {
        return Some(Fault::new(0..0, "the tag after `:` is empty", why, "name the tag, or drop the `:`"));
    }
    if let Some(first) = tag.chars().next().filter(|c| matches!(c, '.' | '-')) {
        return Some(Fault::new(
            0..1,
            format!("the tag `{tag}` begins with `{first}`"),
            why,
            "begin it otherwise",
        ));
    }
    if let Some((at, c)) = tag.char_indices().find(|(_, c)| matches!(c, '#' | '/' | ':')) {
        return Some(Fault::new(
            at..at + 1,
            format!("`{c}` cannot stand in the tag `{tag}`"),
            why,
            "remove it",
        ));
    }
    (tag.len() > 128).then(|| {
        let fix = format!("drop {} of them", tag.len() - 128);
        Fault::new(128..tag.len(), format!("the tag has {} characters", tag.len()), why, fix)
    })
}

fn repository_fault(repository: &str) -> Option<Fault> {
    let shape = "a repository is lower-case names with single `/` between them";
    if repository.is_empty() {
        return Some(Fault::new(
            0..0,
            "the image has no repository",
            shape,
            "name the repository before the tag",
        ));
    }
    let mut at = 0;
    for part in repository.split('/') {
        let range: Range<usize> = at..at + part.len();
        if part.is_empty() {
            let what = format!("the repository `{repository}` has an empty part");
            return Some(Fault::new(range, what, shape, "remove the extra `/`"));
        }
        if let Some(upper) = part.find(|c: char| c.is_ascii_uppercase()) {
            let fix = format!("write `{}`", repository.to_ascii_lowercase());
            let what = format!("the repository `{repository}` has upper-case letters");
            return Some(Fault::new(
                at + upper..at + upper + 1,
                what,
                "registries hold lower-case repositories only",
                fix,
            ));
        }
        if part.contains(':') {
            let what = format!("the repository `{repository}` has a `:`");
            return Some(Fault::new(
                range,
                what,
                "`:` stands before the port of a registry or the tag, each once",
                "keep the last `:` only",
            ));
        }
        let edge = |c: char| matches!(c, '.' | '-' | '_');
        if part.starts_with(edge) || part.ends_with(edge) {
            let what = format!("`{part}` in the repository begins or ends with a separator");
            return Some(Fault::new(
                range,
                what,
                "each part begins and ends with a letter or a digit",
                "remove it",
            ));
        }
        at += part.len() + 1;
    }
    None
}

/// The hosts of private ECR registries, by what follows the region, with their partition.
///
/// China comes before the commercial suffix, which its own begins with.
const ECR_SUFFIXES: &[(&str, &str)] = &[
    (".amazonaws.com.cn", "aws-cn"),
    (".amazonaws.com", "aws"),
    (".amazonaws.eu", "aws-eusc"),
    (".c2s.ic.gov", "aws-iso"),
    (".sc2s.sgov.gov", "aws-iso-b"),
    (".on.aws", "aws"),
    (".on.amazonwebservices.com.cn", "aws-cn"),
];

fn origin<'a>(registry: Option<&'a str>, repository: &'a str, faults: &mut Vec<Fault>) -> Origin<'a> {
    let Some(host) = registry else { return Origin::DockerHub };
    match host {
        "docker.io" | "index.docker.io" | "registry-1.docker.io" => return Origin::DockerHub,
        "public.ecr.aws" => return Origin::EcrPublic,
        _ => {}
    }
    let Some((account, region, partition)) = ecr_host(host) else { return Origin::Other };
    if !arn::is_account(account) {
        let what = format!("`{account}` in the ECR registry is not an account id");
        let fix = "write the 12 digits of the account that holds the repository";
        faults.push(Fault::new(0..account.len(), what, "an account id has 12 digits", fix));
    }
    let partition = arn::partition_of_region(region).unwrap_or(partition);
    if !arn::is_region(region) {
        let at = host.find(region).unwrap_or(0);
        let what = format!("`{region}` in the ECR registry is not a region");
        let fix = "write the region that holds the repository, such as `eu-west-1`";
        faults.push(Fault::new(at..at + region.len(), what, "a region is a code such as `eu-west-1`", fix));
    }
    Origin::Ecr(Ecr { account, region, partition, repository })
}

/// Splits `ACCOUNT.dkr.ecr[-fips].REGION.SUFFIX` and `ACCOUNT.dkr-ecr[-fips].REGION.SUFFIX`.
fn ecr_host(host: &str) -> Option<(&str, &str, &'static str)> {
    let (account, rest) = host.split_once('.')?;
    let rest = ["dkr.ecr.", "dkr.ecr-fips.", "dkr-ecr.", "dkr-ecr-fips."]
        .into_iter()
        .find_map(|prefix| rest.strip_prefix(prefix))?;
    ECR_SUFFIXES
        .iter()
        .find_map(|(suffix, partition)| Some((account, rest.strip_suffix(suffix)?, *partition)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEX: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    fn parts(text: &str) -> (Option<&str>, &str, Option<&str>, Option<&str>) {
        let image = parse(text).unwrap_or_else(|faults| panic!("{text}: {faults}"));
        (image.registry, image.repository, image.tag, image.digest)
    }

    #[test]
    fn a_scheme_is_to_be_left_out() {
        let fault = parse("http://x/y:1").unwrap_err().first().clone();
        assert_eq!((fault.at, fault.fix.as_str()), (0..7, "write `x/y:1`"));
    }

    #[test]
    fn references_fall_into_their_parts() {
        assert_eq!(parts("nginx"), (None, "nginx", None, None));
        assert_eq!(parts("nginx:1.27"), (None, "nginx", Some("1.27"), None));
        assert_eq!(parts("querypie/querypie:9.15.0"), (None, "querypie/querypie", Some("9.15.0"), None));
        assert_eq!(parts("localhost:5000/web:1"), (Some("localhost:5000"), "web", Some("1"), None));
        assert_eq!(parts("localhost/web"), (Some("localhost"), "web", None, None));
        assert_eq!(parts("quay.io/a/b-c_d:X_1"), (Some("quay.io"), "a/b-c_d", Some("X_1"), None));
        assert_eq!(
            parts("vault.habana.ai/gaudi-docker/1.1.0/tf:1"),
            (Some("vault.habana.ai"), "gaudi-docker/1.1.0/tf", Some("1"), None)
        );
        let pinned = format!("nginx@sha256:{HEX}");
        assert_eq!(parts(&pinned), (None, "nginx", None, Some(&pinned[6..])));
        let both = format!("ghcr.io/a/b:v1@sha256:{HEX}");
        assert_eq!(parts(&both).2, Some("v1"));
    }

    #[test]
    fn registries_are_recognised() {
        let origin = |text| parse(text).unwrap().origin;
        assert_eq!(origin("nginx"), Origin::DockerHub);
        assert_eq!(origin("docker.io/library/nginx"), Origin::DockerHub);
        assert_eq!(origin("public.ecr.aws/nginx/nginx:1"), Origin::EcrPublic);
        assert_eq!(origin("ghcr.io/a/b"), Origin::Other);
        assert_eq!(origin("dkr.ecr.us-east-1.amazonaws.com.example.org/a"), Origin::Other);
        for (host, region, partition) in [
            ("123456789012.dkr.ecr.eu-west-1.amazonaws.com", "eu-west-1", "aws"),
            ("123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com", "us-gov-west-1", "aws-us-gov"),
            ("123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn", "cn-north-1", "aws-cn"),
            ("123456789012.dkr-ecr.ap-northeast-2.on.aws", "ap-northeast-2", "aws"),
            ("123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu", "eusc-de-east-1", "aws-eusc"),
        ] {
            let text = format!("{host}/team/web:1");
            let Origin::Ecr(ecr) = parse(&text).unwrap().origin else { panic!("{text} is ECR") };
            assert_eq!(
                (ecr.account, ecr.region, ecr.partition, ecr.repository),
                ("123456789012", region, partition, "team/web")
            );
        }
        let image = parse("123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/web:1").unwrap();
        assert!(image.is_private_ecr());
        let Origin::Ecr(ecr) = image.origin else { panic!("ECR") };
        assert_eq!(ecr.repository_arn(), "arn:aws:ecr:eu-west-1:123456789012:repository/team/web");
    }

    #[test]
    fn latest_moves_and_a_digest_does_not() {
        let moves = |text: &str| parse(text).unwrap().is_mutable_latest();
        assert!(moves("nginx"));
        assert!(moves("nginx:latest"));
        assert!(!moves("nginx:1"));
        assert!(!moves(&format!("nginx@sha256:{HEX}")));
        assert!(!moves(&format!("nginx:latest@sha256:{HEX}")));
    }

    #[test]
    fn the_length_counts_what_stands_before_the_digest() {
        let longest = "a".repeat(255);
        assert!(parse(&longest).is_ok());
        assert!(parse(&format!("{longest}@sha256:{HEX}")).is_ok());
        assert_eq!(parse(&"a".repeat(256)).unwrap_err().first().at, 255..256);
        assert_eq!(parse(&format!("{}@sha256:{HEX}", "a".repeat(257))).unwrap_err().first().at, 255..257);
    }

    #[test]
    fn tags_just_inside_and_just_outside() {
        assert!(parse(&format!("a:{}", "t".repeat(128))).is_ok());
        assert_eq!(parse(&format!("a:{}", "t".repeat(129))).unwrap_err().first().at, 130..131);
    }

    #[test]
    fn each_mistake_is_placed() {
        let short = format!("nginx@sha256:{}", &HEX[1..]);
        let long = format!("nginx@sha256:{HEX}0");
        let no_hex = format!("nginx@sha256:{}g", &HEX[1..]);
        for (text, at) in [
            ("", 0..0),
            ("@sha256:00", 0..0),
            ("my image", 2..3),
            ("nginx ", 5..6),
            ("nginx:1+2", 7..8),
            ("nginx:", 6..6),
            ("nginx:.1", 6..7),
            (":1", 0..0),
            ("ghcr.io/:1", 8..8),
            ("ghcr.io//a", 8..8),
            ("a/b/", 4..4),
            ("/a", 0..0),
            ("ghcr.io/Team/web", 8..9),
            ("team/webApp:1", 8..9),
            ("team/-web", 5..9),
            ("a/b:c:d", 2..5),
            ("nginx@md5:00", 6..9),
            ("nginx@sha512:00", 6..12),
            ("nginx@", 6..6),
            (&short, 13..76),
            (&long, 13..78),
            (&no_hex, 76..77),
            ("12345.dkr.ecr.eu-west-1.amazonaws.com/web", 0..5),
            ("XXXXX.dkr.ecr.us-east-1.amazonaws.com/web", 0..5),
            ("123456789012.dkr.ecr.region-code.amazonaws.com/web", 21..32),
        ] {
            let faults = parse(text).unwrap_err();
            assert_eq!(faults.first().at, at, "{text}: {faults}");
        }
    }

    #[test]
    fn several_mistakes_are_told_together() {
        let faults = parse("1.dkr.ecr.nowhere.amazonaws.com/Web:-x@sha256:0").unwrap_err();
        let starts: Vec<usize> = faults.iter().map(|fault| fault.at.start).collect();
        assert_eq!(starts, [0, 10, 32, 36, 46], "{faults}");
    }

    #[test]
    fn a_message_reads_as_advice() {
        assert_eq!(
            parse("team/webApp:1").unwrap_err().to_string(),
            "the repository `team/webApp` has upper-case letters: registries hold lower-case repositories only; \
             write `team/webapp`"
        );
    }
}
