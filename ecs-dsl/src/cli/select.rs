//! Picking stacks by name or glob.

use std::collections::BTreeSet;

use crate::assembly::{Assembly, StackAssembly};

/// Returns the stacks that the patterns name, in the program's order; all of them where there is no pattern.
///
/// A pattern is a stack's name, in which `*` stands for any text and `?` for one character.
///
/// # Errors
///
/// A pattern that no stack has, with the name that may have been meant.
pub(super) fn select<'a>(
    assembly: &'a Assembly,
    patterns: &[String],
) -> Result<Vec<&'a StackAssembly>, String> {
    for pattern in patterns {
        if !assembly.stacks.iter().any(|stack| matches(pattern, stack.name())) {
            return Err(unknown_stack(assembly, pattern));
        }
    }
    Ok(present(assembly, patterns))
}

/// Returns the stacks that the patterns name, in the program's order, and passes over patterns that none has.
pub(super) fn present<'a>(assembly: &'a Assembly, patterns: &[String]) -> Vec<&'a StackAssembly> {
    let picked = |stack: &&StackAssembly| {
        patterns.is_empty() || patterns.iter().any(|pattern| matches(pattern, stack.name()))
    };
    assembly.stacks.iter().filter(picked).collect()
}

/// Returns the names of stacks and of all that they refer to, directly or through others.
pub(super) fn with_needed<'a>(assembly: &'a Assembly, stacks: &[&'a StackAssembly]) -> BTreeSet<&'a str> {
    let mut names = BTreeSet::new();
    let mut open: Vec<&StackAssembly> = stacks.to_vec();
    while let Some(stack) = open.pop() {
        if names.insert(stack.name()) {
            let needs = stack.resources.values().flat_map(|resource| &resource.depends_on);
            let others = needs.filter_map(|need| need.stack.as_deref());
            open.extend(others.filter_map(|name| assembly.stack(name)));
        }
    }
    names
}

/// Says that no stack has this name, with the one that may have been meant.
pub(super) fn unknown_stack(assembly: &Assembly, pattern: &str) -> String {
    let names: Vec<&str> = assembly.stacks.iter().map(StackAssembly::name).collect();
    let mut message = format!("no stack is named `{pattern}`");
    match ecs_dsl_facts::nearest(pattern, names.iter().copied()) {
        Some(name) => message.push_str(&format!("; did you mean `{name}`?")),
        None if names.is_empty() => message.push_str("; the program has no stacks"),
        None => message.push_str(&format!("; there are {}", names.join(", "))),
    }
    message
}

/// Whether a stack's name fits a pattern.
pub(super) fn matches(pattern: &str, name: &str) -> bool {
    let (pattern, name) = (pattern.as_bytes(), name.as_bytes());
    // Where the last `*` stands in the pattern, and how much of the name it has taken so far.
    let mut star: Option<(usize, usize)> = None;
    let (mut p, mut n) = (0, 0);
    while n < name.len() {
        if p < pattern.len() && pattern[p] == b'*' {
            star = Some((p, n));
            p += 1;
        } else if p < pattern.len() && (pattern[p] == b'?' || pattern[p] == name[n]) {
            p += 1;
            n += 1;
        } else if let Some((star_p, star_n)) = star {
            star = Some((star_p, star_n + 1));
            p = star_p + 1;
            n = star_n + 1;
        } else {
            return false;
        }
    }
    pattern[p..].iter().all(|byte| *byte == b'*')
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn a_glob_takes_what_a_shell_would() {
        for (pattern, name, expected) in [
            ("shop", "shop", true),
            ("shop", "shop-dev", false),
            ("shop-*", "shop-dev", true),
            ("*-dev", "shop-dev", true),
            ("s*p-?ev", "shop-dev", true),
            ("*", "", true),
            ("?", "", false),
            ("a*b*c", "aXbYbZc", true),
            ("a*b*c", "aXbYbZ", false),
        ] {
            assert_eq!(matches(pattern, name), expected, "{pattern} on {name}");
        }
    }
}
