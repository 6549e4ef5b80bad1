//! Rules over the tags of a resource, the same for every kind that has any.

use std::collections::BTreeSet;

use crate::api::ecs::Tag;
use crate::check::value::has_token;
use crate::diagnostic::Finding;
use crate::diagnostic::code::tag as codes;

/// The most tags that a resource may have.
const MAX_TAGS: usize = 50;
/// The longest key, in characters.
const MAX_KEY: usize = 128;
/// The longest value, in characters.
const MAX_VALUE: usize = 256;

/// Checks the tags of an ECS resource; `path` is the member that holds them.
pub(crate) fn check(tags: Option<&[Tag]>, path: &str, findings: &mut Vec<Finding>) {
    let tags = tags.unwrap_or_default();
    let pairs = tags.iter().enumerate().map(|(index, tag)| {
        (format!("{path}[{index}]"), tag.key.as_deref().unwrap_or(""), tag.value.as_deref().unwrap_or(""))
    });
    check_pairs(pairs, path, findings);
}

/// Checks the tags that ECS puts on the EBS volumes it makes: two keys are its own there.
pub(crate) fn check_of_volume(tags: Option<&[Tag]>, path: &str, findings: &mut Vec<Finding>) {
    check(tags, path, findings);
    for (index, tag) in tags.unwrap_or_default().iter().enumerate() {
        let Some(key @ ("AmazonECSCreated" | "AmazonECSManaged")) = tag.key.as_deref() else { continue };
        let what = format!("the tag `{key}` is one that ECS sets itself");
        let fix = "leave it out, or take another key";
        findings.push(Finding::new(&codes::OF_ECS, format!("{path}[{index}].key"), what, fix));
    }
}

/// Checks tags given as paths, keys and values; `path` is the member that holds them all.
pub(crate) fn check_pairs<'a>(
    tags: impl Iterator<Item = (String, &'a str, &'a str)>,
    path: &str,
    findings: &mut Vec<Finding>,
) {
    let mut keys = BTreeSet::new();
    let mut count = 0;
    for (at, key, value) in tags {
        // AWS sets tags of its own, which a description brings back; they do not count.
        count += usize::from(!is_reserved(key));
        if keys.insert(key) {
            check_key(&at, key, findings);
        } else {
            let what = format!("the tag `{key}` is there twice");
            let fix = "keep one of the two; keys that differ only in letter case are different tags";
            findings.push(Finding::new(&codes::TWICE, format!("{at}.key"), what, fix));
        }
        check_value(&at, key, value, findings);
    }
    if count > MAX_TAGS {
        let what = format!("there are {count} tags");
        let fix = format!("drop {} of them", count - MAX_TAGS);
        findings.push(Finding::new(&codes::TOO_MANY, path, what, fix));
    }
}

/// The beginning of the keys by which this program knows what it owns.
const OWN: &str = "ecs-dsl:";

/// Returns whether a key is one of those that this program sets itself.
pub(crate) fn is_own(key: &str) -> bool {
    key.starts_with(OWN)
}

/// Reports a tag of the user's whose key is one of this program's own.
pub(crate) fn own_key(at: &str, key: &str) -> Finding {
    let what = format!("the tag `{key}` begins with `{OWN}`, which is kept for the program's own");
    Finding::new(&codes::OF_THIS_PROGRAM, format!("{at}.key"), what, "begin the key with another word")
}

fn check_key(at: &str, key: &str, findings: &mut Vec<Finding>) {
    let mut add = |code, what: String, fix: &str| {
        findings.push(Finding::new(code, format!("{at}.key"), what, fix));
    };
    let length = key.chars().count();
    if length == 0 {
        add(&codes::LENGTH, "a tag has no key".to_owned(), "give it a key, or leave it out");
    } else if has_token(key) {
    } else if length > MAX_KEY {
        let what = format!("a tag's key has {length} characters");
        add(&codes::LENGTH, what, "shorten it to 128 characters");
    } else if let Some(c) = bad_character(key) {
        let what = format!("{c:?} cannot stand in the tag key `{key}`");
        add(&codes::CHARACTERS, what, "use letters, digits, spaces and `_.:/=+-@`");
    } else if is_reserved(key) {
        let what = format!("the tag `{key}` begins with `{}`", &key[..4]);
        add(&codes::RESERVED, what, "begin the key with another word");
    }
}

fn check_value(at: &str, key: &str, value: &str, findings: &mut Vec<Finding>) {
    let mut add = |code, what: String, fix: &str| {
        findings.push(Finding::new(code, format!("{at}.value"), what, fix));
    };
    if has_token(value) {
        return;
    }
    let length = value.chars().count();
    if length > MAX_VALUE {
        let what = format!("the value of the tag `{key}` has {length} characters");
        add(&codes::LENGTH, what, "shorten it to 256 characters");
    } else if let Some(c) = bad_character(value) {
        let what = format!("{c:?} cannot stand in the value of the tag `{key}`");
        add(&codes::CHARACTERS, what, "use letters, digits, spaces and `_.:/=+-@`");
    } else if is_reserved(value) {
        let what = format!("the value of the tag `{key}` begins with `{}`", &value[..4]);
        add(&codes::RESERVED, what, "begin the value with another word");
    }
}

fn is_reserved(text: &str) -> bool {
    text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("aws:"))
}

/// Returns the first character that AWS does not take in a key or value.
fn bad_character(text: &str) -> Option<char> {
    let allowed = |c: char| {
        c.is_alphabetic()
            || c.is_numeric()
            || "_.:/=+-@".contains(c)
            || (c.is_whitespace() && !c.is_control())
    };
    text.chars().find(|c| !allowed(*c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(tags: &[(&str, &str)]) -> Vec<(&'static str, String)> {
        let tags: Vec<Tag> = tags.iter().map(|(key, value)| Tag::new(*key, *value)).collect();
        let mut findings = Vec::new();
        check_of_volume(Some(&tags), "tags", &mut findings);
        findings.into_iter().map(|finding| (finding.code.id, finding.member)).collect()
    }

    #[test]
    fn each_limit_has_an_inside_and_an_outside() {
        let (long_key, long_value) = ("k".repeat(129), "v".repeat(257));
        for (key, value, expected) in [
            ("team", "web", None),
            ("team", "", None),
            ("Équipe de paie", "a_b.c:d/e=f+g-h@i ½", None),
            (&long_key[1..], &long_value[1..], None),
            ("${role/web.arn}", "${role/web.arn}", None),
            ("", "web", Some(("ECS0602", "tags[0].key"))),
            (&long_key, "web", Some(("ECS0602", "tags[0].key"))),
            ("team", &long_value, Some(("ECS0602", "tags[0].value"))),
            ("te*m", "web", Some(("ECS0603", "tags[0].key"))),
            ("team", "a\tb", Some(("ECS0603", "tags[0].value"))),
            ("team", "{}", Some(("ECS0603", "tags[0].value"))),
            ("aws:team", "web", Some(("ECS0605", "tags[0].key"))),
            ("AwS:team", "web", Some(("ECS0605", "tags[0].key"))),
            ("team", "aws:web", Some(("ECS0605", "tags[0].value"))),
            ("awsteam", "aws", None),
            ("AmazonECSManaged", "true", Some(("ECS0606", "tags[0].key"))),
            ("amazonECSManaged", "true", None),
        ] {
            let expected: Vec<(&str, String)> =
                expected.into_iter().map(|(code, at)| (code, at.to_owned())).collect();
            assert_eq!(found(&[(key, value)]), expected, "{key:?}: {value:?}");
        }
    }

    #[test]
    fn keys_are_unique_in_their_exact_letters() {
        assert_eq!(found(&[("a", "1"), ("A", "1")]), []);
        assert_eq!(found(&[("a", "1"), ("a", "1")]), [("ECS0604", "tags[1].key".to_owned())]);
    }

    #[test]
    fn fifty_tags_are_allowed_beside_those_of_aws() {
        let keys: Vec<String> = (0..51).map(|index| format!("k{index}")).collect();
        let mut tags: Vec<(&str, &str)> = keys[..50].iter().map(|key| (key.as_str(), "v")).collect();
        assert_eq!(found(&tags), []);
        tags.push((&keys[50], "v"));
        assert_eq!(found(&tags), [("ECS0601", "tags".to_owned())]);
    }
}
