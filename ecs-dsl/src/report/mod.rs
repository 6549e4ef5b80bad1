//! The only code that prints: data on standard output, talk on standard error.

pub(crate) mod json;
#[cfg(feature = "deploy")]
mod live;
#[cfg(feature = "deploy")]
pub(crate) mod progress;
pub(crate) mod sarif;

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::diagnostic::{Diagnostic, Style, render};

/// Prints data: manifests, tables, documents.
///
/// A reader that went away, as `head` does, is not an error: what it wanted it has.
pub(crate) fn data(text: &str) {
    noted(io::stdout().lock().write_all(text.as_bytes()));
}

/// Prints data that is too much to gather first; a reader that went away is no error here either.
pub(crate) fn stream(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
    noted(write(&mut io::BufWriter::with_capacity(64 * 1024, io::stdout().lock())));
}

/// Whether data could not be written: a full disk behind the redirection, say.
static LOST: AtomicBool = AtomicBool::new(false);

/// Whether nobody reads standard output any more.
static UNREAD: AtomicBool = AtomicBool::new(false);

/// Returns whether nobody reads the data any more, so that a verb without end of its own can end.
#[cfg(feature = "deploy")]
pub(crate) fn is_unread() -> bool {
    UNREAD.load(Ordering::Relaxed)
}

fn noted(written: io::Result<()>) {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => UNREAD.store(true, Ordering::Relaxed),
        Err(error) => {
            talk(&format!("error: cannot write to standard output: {error}\n"));
            LOST.store(true, Ordering::Relaxed);
        }
        _ => {}
    }
}

/// Returns whether some of the data did not reach standard output, so that a verb cannot end well.
pub(crate) fn lost_data() -> bool {
    LOST.load(Ordering::Relaxed)
}

/// Prints talk: progress, warnings, errors.
pub(crate) fn talk(text: &str) {
    #[cfg(feature = "deploy")]
    live::write_above(text);
    #[cfg(not(feature = "deploy"))]
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Prints diagnostics for a person, as talk beside what a verb prints.
pub(crate) fn diagnostics(diagnostics: &[Diagnostic]) {
    talk(&render(diagnostics, style(io::stderr().is_terminal())));
}

/// Prints diagnostics for a person, as the data that the verb was asked for.
pub(crate) fn findings(diagnostics: &[Diagnostic]) {
    data(&render(diagnostics, style(io::stdout().is_terminal())));
}

/// Returns whether a terminal is written to in colour: unless `NO_COLOR` is set and not empty.
fn colours() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// With source lines on a terminal, in colour unless the user wants none; plain elsewhere.
fn style(terminal: bool) -> Style {
    match (terminal, colours()) {
        (false, _) => Style::Plain,
        (true, false) => Style::Uncoloured,
        (true, true) => Style::Terminal,
    }
}

/// Returns how data for people is written: with colour on a terminal, plain elsewhere.
pub(crate) fn style_of_data() -> Style {
    style(io::stdout().is_terminal())
}

/// Returns how talk for people is written: with colour on a terminal, plain elsewhere.
#[cfg(feature = "deploy")]
pub(crate) fn style_of_talk() -> Style {
    style(io::stderr().is_terminal())
}
