//! The examples that `explain` shows in Rust: each method is one of the builders', with as many arguments.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use ecs_dsl::diagnostic::code;
use ecs_dsl_tests::workspace;

/// The numbers of arguments with which functions of a name can be called, `self` left out.
type Functions = BTreeMap<String, BTreeSet<usize>>;

fn read(folder: &Path, functions: &mut Functions) {
    let mut entries: Vec<_> =
        fs::read_dir(folder).expect("a folder").map(|it| it.expect("a file").path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            read(&path, functions);
        } else if path.extension().is_some_and(|it| it == "rs") {
            collect(&fs::read_to_string(&path).expect("text"), functions);
        }
    }
}

fn collect(source: &str, functions: &mut Functions) {
    for part in source.replace("pub const fn ", "pub fn ").split("pub fn ").skip(1) {
        let Some((name, rest)) = part.split_once(['(', '<']) else { continue };
        // Of the generics only the closures' arrows have parentheses, and none of ours has one.
        let Some(open) = part.find('(').filter(|_| !rest.is_empty()) else { continue };
        let Some((inside, _)) = balanced(&part[open..]) else { continue };
        let of_self =
            |argument: &String| argument.split(':').next().is_some_and(|it| it.trim().ends_with("self"));
        let count = arguments(inside).iter().filter(|argument| !of_self(argument)).count();
        functions.entry(name.to_owned()).or_default().insert(count);
    }
}

/// Returns what stands between the parenthesis that begins the text and the one that closes it, and the rest.
fn balanced(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0i32;
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '(' | '[' | '{' if !quoted => depth += 1,
            ')' | ']' | '}' if !quoted => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((&text[1..at], &text[at + 1..]));
        }
    }
    None
}

/// Splits at the commas that stand in no brackets of their own.
fn arguments(inside: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let (mut depth, mut quoted, mut before) = (0i32, false, ' ');
    for c in inside.chars() {
        match c {
            '"' => quoted = !quoted,
            '(' | '[' | '{' | '<' if !quoted => depth += 1,
            '>' if before == '-' => {}
            ')' | ']' | '}' | '>' if !quoted => depth -= 1,
            _ => {}
        }
        before = c;
        match c {
            ',' if depth == 0 && !quoted => parts.push(String::new()),
            _ => parts.last_mut().expect("there is always one").push(c),
        }
    }
    parts.retain(|part| !part.trim().is_empty());
    parts
}

/// Returns the calls in an example: the name, and how many arguments where none is left out.
fn calls(example: &str) -> Vec<(String, Option<usize>)> {
    let mut found = Vec::new();
    for (at, _) in example.match_indices('(') {
        let before = &example[..at];
        let start = before.rfind(|c: char| !(c.is_alphanumeric() || c == '_')).map_or(0, |it| it + 1);
        let lead = before[..start].chars().last();
        let name = &before[start..];
        if name.is_empty() || !matches!(lead, Some('.' | ':')) {
            continue;
        }
        let Some((inside, _)) = balanced(&example[at..]) else { continue };
        let count = (!inside.contains('…')).then(|| arguments(inside).len());
        found.push((name.to_owned(), count));
    }
    found
}

#[test]
fn examples_call_what_there_is() {
    let source = workspace::root().join("ecs-dsl/src");
    let mut functions = Functions::new();
    for part in ["resource", "units.rs", "app.rs", "env.rs", "declare", "iam"] {
        let path = source.join(part);
        match path.is_dir() {
            true => read(&path, &mut functions),
            false => collect(&fs::read_to_string(&path).expect("text"), &mut functions),
        }
    }
    // What the derives make, and what is Rust's own.
    for (name, count) in [("values", 0), ("port", 1), ("stage", 0)] {
        functions.entry(name.to_owned()).or_default().insert(count);
    }
    let mut wrong = Vec::new();
    let mut seen = 0;
    for code in code::all() {
        for example in [code.wrong, code.right] {
            if example.trim_start().starts_with(['{', '"', '[']) {
                continue;
            }
            for (name, count) in calls(example) {
                seen += 1;
                match functions.get(&name) {
                    None => wrong.push(format!("{}: there is no `{name}`: {example}", code.id)),
                    Some(counts) if count.is_some_and(|count| !counts.contains(&count)) => {
                        wrong.push(format!("{}: `{name}` takes {counts:?} arguments: {example}", code.id));
                    }
                    Some(_) => {}
                }
            }
        }
    }
    assert!(seen > 100, "only {seen} calls were looked at");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
