//! A terminal's last lines, drawn anew whenever something moves.
//!
//! What is told for good is written above them, so that scrolling back shows the lines that a pipe would
//! have got, and no line twice.

use std::io::{self, IsTerminal, Write};
use std::sync::{Mutex, PoisonError};

/// How many lines are shown at most: a screen should have room for what is above.
const MOST: usize = 10;

/// The lines that stand at the end of the terminal.
static SHOWN: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Returns whether standard error is a terminal whose cursor can be moved.
pub(super) fn is_possible() -> bool {
    let dumb = std::env::var_os("TERM").is_none_or(|kind| kind.is_empty() || kind == "dumb");
    io::stderr().is_terminal() && !dumb
}

/// Returns the signs of what was done and what failed, in colour unless `NO_COLOR` is set.
pub(super) fn signs() -> (&'static str, &'static str) {
    if super::colours() { ("\u{1b}[32m✓\u{1b}[0m", "\u{1b}[31m✗\u{1b}[0m") } else { ("✓", "✗") }
}

/// Writes a text for good, and shows other lines below it from now on.
pub(super) fn show(text: Option<&str>, mut lines: Vec<String>) {
    if lines.len() > MOST {
        let more = lines.len() + 1 - MOST;
        lines.truncate(MOST - 1);
        lines.push(format!("  … and {more} more"));
    }
    let mut shown = SHOWN.lock().unwrap_or_else(PoisonError::into_inner);
    write(&shown, text.unwrap_or_default(), &lines);
    *shown = lines;
}

/// Writes a text for good, above the lines that are shown.
pub(super) fn write_above(text: &str) {
    let shown = SHOWN.lock().unwrap_or_else(PoisonError::into_inner);
    write(&shown, text, &shown);
}

fn write(old: &[String], text: &str, new: &[String]) {
    let all = drawn(old.len(), text, new);
    let mut out = io::stderr().lock();
    let _ = out.write_all(all.as_bytes());
    let _ = out.flush();
}

/// Returns what takes so many lines away, writes a text and then other lines.
fn drawn(old: usize, text: &str, new: &[String]) -> String {
    let mut all = String::new();
    if old > 0 {
        all.push_str(&format!("\u{1b}[{old}A\r\u{1b}[J"));
    }
    all.push_str(text);
    if !new.is_empty() {
        // A line that is too long is cut at the edge: one that went on below would not be taken away.
        all.push_str("\u{1b}[?7l");
        for line in new {
            all.push_str(line);
            all.push('\n');
        }
        all.push_str("\u{1b}[?7h");
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_taken_away_before_others_are_written() {
        let lines = |all: &[&str]| all.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
        assert_eq!(drawn(0, "kept\n", &[]), "kept\n");
        assert_eq!(drawn(0, "", &lines(&["a"])), "\u{1b}[?7la\n\u{1b}[?7h");
        assert_eq!(
            drawn(2, "kept\n", &lines(&["a", "b"])),
            "\u{1b}[2A\r\u{1b}[Jkept\n\u{1b}[?7la\nb\n\u{1b}[?7h"
        );
        assert_eq!(drawn(1, "", &[]), "\u{1b}[1A\r\u{1b}[J");
    }
}
