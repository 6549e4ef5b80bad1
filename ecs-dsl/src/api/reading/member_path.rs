//! Paths of members in a JSON document: `containerDefinitions[0].dockerLabels["com.example.team"]`.
//!
//! A key stands plain after a dot when it has only letters, digits, `_` and `-`, and otherwise as a JSON
//! string in brackets.

use std::fmt;

/// One step from a value to one of those it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step<K> {
    /// The member of an object with this key.
    Member(K),
    /// The element of a list at this index, from 0.
    Element(usize),
}

/// The way from the document down to a value, kept on the stack of the reader that goes it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Trail<'t> {
    /// The document itself.
    Root,
    /// A member of the object at another trail.
    Member(&'t Trail<'t>, &'t str),
    /// An element of the list at another trail.
    Element(&'t Trail<'t>, usize),
}

impl fmt::Display for Trail<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => Ok(()),
            Self::Element(list, index) => write!(formatter, "{list}[{index}]"),
            Self::Member(object, key) if !is_plain(key) => {
                write!(formatter, "{object}[{}]", serde_json::Value::from(*key))
            }
            Self::Member(Trail::Root, key) => formatter.write_str(key),
            Self::Member(object, key) => write!(formatter, "{object}.{key}"),
        }
    }
}

fn is_plain(key: &str) -> bool {
    !key.is_empty()
        && key.chars().all(|character| character.is_ascii_alphanumeric() || matches!(character, '_' | '-'))
}

/// Returns the steps of a path, or `None` if it is not well formed.
pub(super) fn steps(path: &str) -> Option<Vec<Step<String>>> {
    let mut steps = Vec::new();
    let mut rest = path;
    while !rest.is_empty() {
        if let Some(inside) = rest.strip_prefix('[') {
            let (step, after) = bracketed(inside)?;
            steps.push(step);
            rest = after.strip_prefix(']')?;
            continue;
        }
        if !steps.is_empty() {
            rest = rest.strip_prefix('.')?;
        }
        let end = rest.find(['.', '[']).unwrap_or(rest.len());
        let (key, after) = rest.split_at(end);
        if key.is_empty() {
            return None;
        }
        steps.push(Step::Member(key.to_owned()));
        rest = after;
    }
    Some(steps)
}

/// Takes an index or a quoted key from the front of what follows a bracket.
fn bracketed(inside: &str) -> Option<(Step<String>, &str)> {
    if !inside.starts_with('"') {
        let (index, _) = inside.split_once(']')?;
        return Some((Step::Element(index.parse().ok()?), &inside[index.len()..]));
    }
    let mut strings = serde_json::Deserializer::from_str(inside).into_iter::<String>();
    let key = strings.next()?.ok()?;
    Some((Step::Member(key), inside.get(strings.byte_offset()..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trail_prints_as_a_path_that_reads_back() {
        let labels = Trail::Member(&Trail::Root, "containerDefinitions");
        let first = Trail::Element(&labels, 12);
        let labels = Trail::Member(&first, "dockerLabels");
        for (key, shown) in [
            ("team", "containerDefinitions[12].dockerLabels.team"),
            ("awslogs-group", "containerDefinitions[12].dockerLabels.awslogs-group"),
            ("a.b", r#"containerDefinitions[12].dockerLabels["a.b"]"#),
            ("", r#"containerDefinitions[12].dockerLabels[""]"#),
            (r#"]"\é"#, r#"containerDefinitions[12].dockerLabels["]\"\\é"]"#),
        ] {
            let path = Trail::Member(&labels, key).to_string();
            assert_eq!(path, shown);
            assert_eq!(
                steps(&path).unwrap(),
                [
                    Step::Member("containerDefinitions".to_owned()),
                    Step::Element(12),
                    Step::Member("dockerLabels".to_owned()),
                    Step::Member(key.to_owned()),
                ]
            );
        }
        assert_eq!(Trail::Root.to_string(), "");
        assert_eq!(Trail::Member(&Trail::Root, "a b").to_string(), r#"["a b"]"#);
    }

    #[test]
    fn what_is_no_path_has_no_steps() {
        for path in
            [".a", "a.", "a..b", "a[", "a[]", "a[x]", "a[-1]", "a[0", "a[0]b", r#"a["b"#, r#"a["b""#, "a[é"]
        {
            assert_eq!(steps(path), None, "{path}");
        }
    }
}
