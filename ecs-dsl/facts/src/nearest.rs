//! Which known name a mistyped one was meant to be.

/// Returns the known name that a mistyped one was most likely meant to be.
///
/// Near is at most one slip for each three characters of the known name, and no more than three slips
/// in all; a slip is a character missing, too many, wrong, or swapped with its neighbour. Upper and
/// lower case, and the separators `_` and `-`, are no slips, so `log_driver` finds `logDriver`. The
/// first of equally near names wins. Returns `None` when nothing is near, or the name is known.
pub fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let folded = fold(name);
    let mut best: Option<(usize, &'k str)> = None;
    for candidate in known {
        if candidate == name {
            return None;
        }
        let target = fold(candidate);
        let limit = (target.len() / 3).min(3);
        if folded.len().abs_diff(target.len()) > limit {
            continue;
        }
        let slips = slips(&folded, &target);
        if slips <= limit && best.is_none_or(|(fewest, _)| slips < fewest) {
            best = Some((slips, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The characters that a comparison looks at.
fn fold(name: &str) -> Vec<char> {
    name.chars().filter(|character| !matches!(character, '_' | '-')).flat_map(char::to_lowercase).collect()
}

/// The edit distance in which swapping two neighbours counts once (optimal string alignment).
fn slips(from: &[char], to: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=to.len()).collect();
    for (row, &from_char) in from.iter().enumerate() {
        let mut current = Vec::with_capacity(to.len() + 1);
        current.push(row + 1);
        for (column, &to_char) in to.iter().enumerate() {
            let replaced = last[column] + usize::from(from_char != to_char);
            let mut fewest = replaced.min(last[column + 1] + 1).min(current[column] + 1);
            if row > 0 && column > 0 && from_char == to[column - 1] && from[row - 1] == to_char {
                fewest = fewest.min(before[column - 1] + 1);
            }
            current.push(fewest);
        }
        before = std::mem::replace(&mut last, current);
    }
    last[to.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    const MEMBERS: &[&str] =
        &["name", "image", "cpu", "memory", "memoryReservation", "portMappings", "logConfiguration", "user"];

    fn of(name: &str) -> Option<&'static str> {
        nearest(name, MEMBERS.iter().copied())
    }

    #[test]
    fn finds_what_was_meant() {
        for (typed, meant) in [
            ("portMapings", "portMappings"),
            ("PortMappings", "portMappings"),
            ("port_mappings", "portMappings"),
            ("imgae", "image"),
            ("cpus", "cpu"),
            ("momory", "memory"),
            ("memoryreservations", "memoryReservation"),
        ] {
            assert_eq!(of(typed), Some(meant), "{typed}");
        }
    }

    #[test]
    fn stays_silent_when_nothing_is_near() {
        for typed in ["", "x", "gpu2x", "platformFamily", "cpu", "useless", "größe", "logConfig"] {
            assert_eq!(of(typed), None, "{typed}");
        }
    }

    #[test]
    fn the_fewest_slips_win_and_the_first_of_equals() {
        assert_eq!(nearest("abcd", ["abxx", "abce", "abcf"]), Some("abce"));
        assert_eq!(nearest("abc", []), None);
    }

    #[test]
    fn a_swap_of_neighbours_is_one_slip() {
        assert_eq!(nearest("cup", ["cpu"]), Some("cpu"));
        assert_eq!(nearest("puc", ["cpu"]), None);
    }
}
