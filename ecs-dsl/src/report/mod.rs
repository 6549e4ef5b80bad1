//! The only code that prints: data on standard output, talk on standard error.

use std::io::{self, IsTerminal, Write};

use crate::diagnostic::{Diagnostic, Style, render};

/// Prints data: manifests, tables, documents.
///
/// A reader that went away, as `head` does, is not an error: what it wanted it has.
pub(crate) fn data(text: &str) {
    let _ = io::stdout().lock().write_all(text.as_bytes());
}

/// Prints talk: progress, warnings, errors.
pub(crate) fn talk(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Prints diagnostics for a person: with colour and source lines on a terminal, plain elsewhere.
pub(crate) fn diagnostics(diagnostics: &[Diagnostic]) {
    let terminal = io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    talk(&render(diagnostics, if terminal { Style::Terminal } else { Style::Plain }));
}

/// Returns how data for people is written: with colour on a terminal, plain elsewhere.
pub(crate) fn style_of_data() -> Style {
    let terminal = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    if terminal { Style::Terminal } else { Style::Plain }
}
