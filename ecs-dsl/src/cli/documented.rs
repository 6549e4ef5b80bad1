//! The commands of the README and of docs/ are commands of the program.

use std::fs;
use std::path::Path;

use clap::Parser;

use super::Arguments;

/// What the program is called by on a page, up to its arguments.
const CALLS: &[&str] = &["cargo run -- ", "cargo run --locked -- ", "target/debug/stacks "];

/// Returns the words of a command, without what only the shell reads.
fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for c in command.chars() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (None, '\'' | '"') => quote = Some(c),
            (None, '>' | '#' | '|' | '&' | ')' | '`') => break,
            (None, ' ') => words.push(String::new()),
            _ => words.last_mut().expect("one at least").push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[test]
fn every_command_of_the_documentation_is_understood() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    let docs = fs::read_dir(root.join("docs")).expect("docs/").map(|entry| entry.expect("an entry").path());
    let pages: Vec<_> = docs.chain([root.join("README.md")]).collect();
    let mut seen = 0;
    for page in &pages {
        let text = fs::read_to_string(page).expect("a page");
        for (number, line) in text.lines().enumerate() {
            let call = CALLS.iter().find_map(|call| Some(&line[line.find(call)? + call.len()..]));
            let Some(command) = call.map(words) else { continue };
            let parsed = Arguments::try_parse_from(std::iter::once("stacks".to_owned()).chain(command));
            if let Err(wrong) = parsed {
                panic!("{}:{}: {line}\n{wrong}", page.display(), number + 1);
            }
            seen += 1;
        }
    }
    assert!(seen > 30, "{seen} commands");
}
