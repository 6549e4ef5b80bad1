//! Values that look like secrets are not shown, whoever put them into plain sight.
//!
//! A secret belongs into `secrets`, where a manifest has only its name. Still, a password in an
//! environment variable must not travel into a pull request's comments through a diff.

use serde_json::Value;

use crate::kind::MemberChange;

/// What stands in place of a value that is not shown.
pub const HIDDEN: &str = "(hidden)";

/// Words of a name that say its value is a secret.
const WORDS: &[&str] = &[
    "password",
    "passwd",
    "pwd",
    "passphrase",
    "secret",
    "token",
    "apikey",
    "privatekey",
    "accesskey",
    "credential",
    "credentials",
    "secretkey",
];

/// Members whose keys are the user's own names.
const NAMED: &[&str] = &["environment", "options", "dockerLabels", "driverOpts", "labels"];

/// Whether a name says that its value is a secret: `DB_PASSWORD`, `splunk-token`, `apiKey`.
fn names_a_secret(name: &str) -> bool {
    let mut words: Vec<String> = vec![String::new()];
    let mut lower_before = false;
    for c in name.chars() {
        if !c.is_ascii_alphanumeric() || (c.is_ascii_uppercase() && lower_before) {
            words.push(String::new());
        }
        if c.is_ascii_alphanumeric() {
            words.last_mut().expect("there is always a word").push(c.to_ascii_lowercase());
        }
        lower_before = c.is_ascii_lowercase();
    }
    words.retain(|word| !word.is_empty());
    let pairs = words.windows(2).map(|two| two.concat()).collect::<Vec<_>>();
    words.iter().chain(&pairs).any(|word| WORDS.contains(&word.as_str()))
}

/// Takes the values out of a change that looks like one of a secret.
pub(super) fn hide(change: &mut MemberChange) {
    let secret =
        change.member.strip_suffix(']').and_then(|path| path.rsplit_once('[')).is_some_and(|(list, name)| {
            NAMED.contains(&list.rsplit(['.', ']']).next().unwrap_or(list)) && names_a_secret(name)
        });
    for value in [&mut change.old, &mut change.new].into_iter().flatten() {
        if secret {
            *value = Value::from(HIDDEN);
            change.hidden = true;
        } else if hide_within(value, false) {
            change.hidden = true;
        }
    }
}

/// Hides within a value that is shown whole, such as a new container.
fn hide_within(value: &mut Value, named: bool) -> bool {
    let mut hidden = false;
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                if named && member.is_string() && names_a_secret(key) {
                    *member = Value::from(HIDDEN);
                    hidden = true;
                } else {
                    hidden |= hide_within(member, NAMED.contains(&key.as_str()));
                }
            }
        }
        Value::Array(items) => {
            for item in items {
                hidden |= hide_within(item, false);
            }
        }
        _ => {}
    }
    hidden
}

#[cfg(test)]
mod tests {
    use super::names_a_secret;

    #[test]
    fn names_of_secrets() {
        for (name, expected) in [
            ("DB_PASSWORD", true),
            ("splunk-token", true),
            ("apiKey", true),
            ("API_KEY", true),
            ("AWS_SECRET_ACCESS_KEY", true),
            ("GITHUB_TOKEN", true),
            ("LOG_LEVEL", false),
            ("TOKENIZER", false),
            ("KEY_PREFIX", false),
            ("PORT", false),
        ] {
            assert_eq!(names_a_secret(name), expected, "{name}");
        }
    }
}
