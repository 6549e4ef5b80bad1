//! `explain CODE` and `explain --list`: the table of codes as text and JSON.

use serde::Serialize;

use crate::assembly::to_json;
use crate::diagnostic::{Code, Severity, code};

/// A code as JSON: `explain CODE --json`, and an element of `explain --list --json`.
#[derive(Serialize)]
struct Row {
    code: &'static str,
    severity: &'static str,
    summary: &'static str,
    why: &'static str,
    aws: &'static str,
    wrong: &'static str,
    right: &'static str,
}

impl From<&'static Code> for Row {
    fn from(code: &'static Code) -> Self {
        let Code { id, severity, summary, why, aws, wrong, right, rules: _ } = *code;
        Self { code: id, severity: severity.as_str(), summary, why, aws, wrong, right }
    }
}

/// Returns the long text of one code.
pub(super) fn text(code: &'static Code) -> String {
    let mut text = format!("{} ({})\n{}\n\nWhy\n", code.id, code.severity, code.summary);
    text.push_str(&wrapped(&sentence(code.why)));
    text.push_str(&format!("\nAWS\n{}", wrapped(code.aws)));
    if !code.wrong.is_empty() {
        text.push_str(&format!("\nWrong\n{}", indented(code.wrong)));
    }
    text.push_str(&format!("\nRight\n{}", indented(code.right)));
    text.push_str("\nAllowing\n");
    text.push_str(&match code.severity {
        Severity::Error => "    An error cannot be allowed.\n".to_owned(),
        Severity::Warning | Severity::Hint => format!(
            "    On one resource: .allow(\"{id}\", \"the reason\")\n    For one run of check: check --allow {id}\n",
            id = code.id
        ),
    });
    text
}

/// Returns a line for each code: id, severity, summary.
pub(super) fn list() -> String {
    code::all().map(|code| format!("{}  {:7}  {}\n", code.id, code.severity.as_str(), code.summary)).collect()
}

pub(super) fn as_json(code: &'static Code) -> String {
    to_json(&Row::from(code))
}

pub(super) fn list_as_json() -> String {
    to_json(&code::all().map(Row::from).collect::<Vec<_>>())
}

/// Returns a reason of the table, which begins small and has no full stop, as a sentence of its own.
fn sentence(text: &str) -> String {
    let mut characters = text.chars();
    match characters.next() {
        // A name of AWS's API that begins small stays as it is.
        Some(first)
            if !text.split(' ').next().is_some_and(|word| word.chars().skip(1).any(char::is_uppercase)) =>
        {
            format!("{}{}.", first.to_uppercase(), characters.as_str())
        }
        _ => format!("{text}."),
    }
}

/// Returns text in lines of at most 88 characters, indented.
fn wrapped(text: &str) -> String {
    let mut lines = String::new();
    let mut width = usize::MAX;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if width.saturating_add(length + 1) > 88 {
            lines.push_str(if lines.is_empty() { "    " } else { "\n    " });
            width = 4;
        } else {
            lines.push(' ');
            width += 1;
        }
        lines.push_str(word);
        width += length;
    }
    lines.push('\n');
    lines
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("    {line}\n")).collect()
}
