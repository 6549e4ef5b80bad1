//! Wildcards and variables, as they stand in policies.

/// What a piece of a pattern stands for.
#[derive(Clone, Copy)]
enum Piece {
    Literal(char),
    One,
    Run,
    /// A run without a slash.
    Name,
}

/// The names in forms that have no slash in them. Most may have: roles have paths, log groups and
/// parameters are named like files; but a bucket's objects are not the bucket.
const NAMES: &[&str] = &["BucketName"];

/// Returns whether a text has the form of a pattern with `*` and `?`, case ignored.
pub fn matches(pattern: &str, text: &str) -> bool {
    // Nearly every pattern fails or succeeds by what comes before its first wildcard, and a look-up asks
    // for hundreds: the rest is for the few that are left.
    let same = pattern
        .bytes()
        .zip(text.bytes())
        .take_while(|(pattern, text)| !matches!(pattern, b'*' | b'?') && pattern.eq_ignore_ascii_case(text));
    let same = same.count();
    match pattern.as_bytes().get(same) {
        None => text.len() == same,
        // What was the same ends before a wildcard, and so between characters, in the text too.
        Some(b'*' | b'?') => {
            let pattern = pieces(&pattern[same..], false);
            let text: Vec<Piece> =
                text[same..].chars().map(|of| Piece::Literal(of.to_ascii_lowercase())).collect();
            meet(&pattern, &text)
        }
        Some(_) => false,
    }
}

/// Returns whether a text fits a pattern and a policy's pattern at once.
///
/// In `form`, `*` and a name in braces stand for anything. In `policy`, `*` and `?` are wildcards, and
/// a variable (`${aws:username}`, `${role/web.arn}`) stands for anything, since only AWS knows what.
pub(super) fn forms_meet(form: &str, policy: &str) -> bool {
    // Partitions, regions and accounts are open in every form, and most other parts differ in their first
    // letters or not at all: the rest is for the few that are left.
    if form == "*" {
        return true;
    }
    let plain = |character: char| character.is_ascii() && !matches!(character, '*' | '?' | '{' | '$');
    let same = form
        .bytes()
        .zip(policy.bytes())
        .take_while(|(form, policy)| plain(char::from(*form)) && form.eq_ignore_ascii_case(policy));
    let same = same.count();
    let (form, policy) = (&form[same..], &policy[same..]);
    match (form.chars().next(), policy.chars().next()) {
        (None, None) => true,
        (Some(one), Some(other)) if plain(one) && plain(other) => false,
        (Some(left), None) | (None, Some(left)) if plain(left) => false,
        _ if policy == "*" || is_one_run(form) => true,
        _ => meet(&form_pieces(form), &pieces(policy, true)),
    }
}

/// Returns whether what is left of a form is a name that takes anything.
fn is_one_run(form: &str) -> bool {
    let name = form.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    name.is_some_and(|name| !name.contains(['{', '}']) && !NAMES.contains(&name))
}

/// Returns whether what a text stands for is open: it has a wildcard or a variable.
pub fn is_open(text: &str) -> bool {
    text.contains(['*', '?']) || text.contains("${")
}

/// Splits a text at a character outside of `${…}`, into at most so many parts.
pub fn split(text: &str, separator: char, parts: usize) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    let mut left = parts;
    std::iter::from_fn(move || {
        let text = rest?;
        left -= 1;
        let at = if left > 0 { outside(text, separator) } else { None };
        match at {
            Some(at) => {
                rest = Some(&text[at + separator.len_utf8()..]);
                Some(&text[..at])
            }
            None => {
                rest = None;
                Some(text)
            }
        }
    })
}

/// Returns where a character first stands outside of `${…}`.
fn outside(text: &str, wanted: char) -> Option<usize> {
    if !text.as_bytes().contains(&b'$') {
        return text.find(wanted);
    }
    let mut variable_end = 0;
    text.char_indices().find_map(|(at, character)| {
        if at < variable_end {
            return None;
        }
        if text[at..].starts_with("${") {
            variable_end = text[at..].find('}').map_or(0, |end| at + end);
        }
        (character == wanted).then_some(at)
    })
}

fn pieces(text: &str, variables: bool) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(text.len());
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        let variable = variables.then(|| text[at..].strip_prefix("${")?.find('}')).flatten();
        pieces.push(match (variable, character) {
            (Some(length), _) => {
                // The dollar is taken; what is left of `${…}` is the brace, the name and the brace.
                let end = at + "${".len() + length;
                characters.by_ref().take_while(|(at, _)| *at < end).for_each(drop);
                Piece::Run
            }
            (None, '*') => Piece::Run,
            (None, '?') => Piece::One,
            (None, literal) => Piece::Literal(literal.to_ascii_lowercase()),
        });
    }
    pieces
}

fn form_pieces(form: &str) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(form.len());
    let mut characters = form.chars();
    while let Some(character) = characters.next() {
        pieces.push(match character {
            '{' => {
                let name: String = characters.by_ref().take_while(|character| *character != '}').collect();
                if NAMES.contains(&name.as_str()) { Piece::Name } else { Piece::Run }
            }
            '*' => Piece::Run,
            literal => Piece::Literal(literal.to_ascii_lowercase()),
        });
    }
    pieces
}

/// Returns whether some text fits both patterns; names stand in the left one alone.
fn meet(left: &[Piece], right: &[Piece]) -> bool {
    // Row by row from the end: meets[column] tells of `left[row..]` and `right[column..]`, `below` of the
    // row after. A run is left behind, or takes in a piece of the other side, be it a run itself.
    let mut below = vec![false; right.len() + 1];
    let mut meets = below.clone();
    for row in (0..=left.len()).rev() {
        for column in (0..=right.len()).rev() {
            let skip_left = || row < left.len() && below[column];
            meets[column] = match (left.get(row), right.get(column)) {
                (None, None) => true,
                (Some(Piece::Run), Some(_)) => skip_left() || meets[column + 1],
                (Some(Piece::Name), Some(Piece::Literal('/'))) => skip_left(),
                (Some(Piece::Name), Some(_)) => skip_left() || meets[column + 1],
                (Some(Piece::Run | Piece::Name), None) => skip_left(),
                (_, Some(Piece::Run)) => meets[column + 1] || skip_left(),
                (Some(left), Some(right)) => one_meets(*left, *right) && below[column + 1],
                _ => false,
            };
        }
        std::mem::swap(&mut below, &mut meets);
    }
    below[0]
}

fn one_meets(left: Piece, right: Piece) -> bool {
    match (left, right) {
        (Piece::Literal(left), Piece::Literal(right)) => left == right,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_texts() {
        for (pattern, text, expected) in [
            ("*", "", true),
            ("", "", true),
            ("", "a", false),
            ("Get*", "getobject", true),
            ("Get?", "Get", false),
            ("Get?", "GetX", true),
            ("*Object*Acl", "PutObjectVersionAcl", true),
            ("*Object*Acl", "PutObjectVersion", false),
            ("é*", "è", false),
            ("é*", "éa", true),
            ("É?", "éa", false),
            ("Get*", "Ge", false),
            ("GetObject", "Get", false),
            ("Get", "GetObject", false),
            ("a*b*c*d", "abcabcabcd", true),
            ("a*b*c*d", "abcabcabc", false),
            ("${aws:username}", "anything", false),
        ] {
            assert_eq!(matches(pattern, text), expected, "{pattern} {text}");
        }
    }

    #[test]
    fn forms_and_policies_meet() {
        for (form, policy, expected) in [
            ("cluster/{ClusterName}", "cluster/c", true),
            ("cluster/{ClusterName}", "*", true),
            ("cluster/{ClusterName}", "c*", true),
            ("cluster/{ClusterName}", "*/c", true),
            ("cluster/{ClusterName}", "?luster/*", true),
            ("cluster/{ClusterName}", "service/*", false),
            ("cluster/{ClusterName}", "cluster", false),
            ("{BucketName}/{ObjectName}", "bucket", false),
            ("{BucketName}/{ObjectName}", "bucket*", true),
            ("{BucketName}/{ObjectName}", "${aws:username}", true),
            ("{BucketName}", "bucket/*", false),
            ("{BucketName}", "bucket*", true),
            ("{BucketName}", "*", true),
            ("{BucketName}", "", true),
            ("{BucketName}/{ObjectName}", "*/key", true),
            ("role/{RoleNameWithPath}", "role/path/name", true),
            ("task/{Cluster}/{Task}", "task/${aws:PrincipalTag/team}", true),
            ("a{X}b", "a*c*b", true),
            ("a{X}b", "*c", false),
            ("abc", "a?c", true),
            ("abc", "a??c", false),
            ("abc", "*b*", true),
            ("abc", "*bb*", false),
            ("", "*", true),
            ("", "?", false),
            ("größe", "größe", true),
            ("größe", "größte", false),
            ("a$", "a${b}", true),
            ("", "", true),
        ] {
            assert_eq!(forms_meet(form, policy), expected, "{form} {policy}");
        }
    }

    #[test]
    fn variables_are_not_split() {
        let parts: Vec<&str> = split("arn:${a:b}:c:d", ':', 3).collect();
        assert_eq!(parts, ["arn", "${a:b}", "c:d"]);
        let parts: Vec<&str> = split("a${:b", ':', 3).collect();
        assert_eq!(parts, ["a${", "b"]);
        let parts: Vec<&str> = split("", ':', 3).collect();
        assert_eq!(parts, [""]);
    }
}
