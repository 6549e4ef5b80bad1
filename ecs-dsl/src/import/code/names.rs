//! Names of variables, each taken once.

use std::collections::BTreeSet;

/// Words that cannot name a variable, and those that the module has a use for itself.
const TAKEN: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn",
    "else", "enum", "env", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop",
    "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "stack",
    "static", "struct", "super", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Returns a text as the name of a variable: letters and digits in lower case, words parted by `_`.
pub(in crate::import) fn identifier(text: &str) -> String {
    let mut name = String::new();
    let mut lower_before = false;
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            if c.is_ascii_uppercase() && lower_before {
                name.push('_');
            }
            name.push(c.to_ascii_lowercase());
            lower_before = c.is_ascii_lowercase() || c.is_ascii_digit();
        } else {
            if !name.is_empty() && !name.ends_with('_') {
                name.push('_');
            }
            lower_before = false;
        }
    }
    let name = name.trim_end_matches('_').to_owned();
    match name.chars().next() {
        None => "it".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("no_{name}"),
        Some(_) => name,
    }
}

/// The names of one function.
#[derive(Debug, Default)]
pub(in crate::import) struct Names {
    taken: BTreeSet<String>,
}

impl Names {
    /// Returns a name for a variable: the first that is free, else the last with a number.
    pub(in crate::import) fn free<S: AsRef<str>>(&mut self, wishes: impl IntoIterator<Item = S>) -> String {
        let mut last = "it".to_owned();
        for wish in wishes {
            last = identifier(wish.as_ref());
            if self.take(&last) {
                return last;
            }
        }
        let numbered = (2..).map(|number| format!("{last}_{number}"));
        numbered.into_iter().find(|name| self.take(name)).unwrap_or(last)
    }

    fn take(&mut self, name: &str) -> bool {
        !TAKEN.contains(&name) && self.taken.insert(name.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::{Names, identifier};

    #[test]
    fn any_text_becomes_a_name() {
        for (text, name) in [
            ("web", "web"),
            ("shop-web", "shop_web"),
            ("LogRouter", "log_router"),
            ("log_router", "log_router"),
            ("/ecs/app", "ecs_app"),
            ("2048", "no_2048"),
            ("ünï", "n"),
            ("", "it"),
            ("--", "it"),
        ] {
            assert_eq!(identifier(text), name, "{text}");
        }
    }

    #[test]
    fn a_name_is_given_once() {
        let mut names = Names::default();
        assert_eq!(names.free(["type", "web"]), "web");
        assert_eq!(names.free(["web", "web-container"]), "web_container");
        assert_eq!(names.free(["web"]), "web_2");
        assert_eq!(names.free(["env"]), "env_2");
    }
}
