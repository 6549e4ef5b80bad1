//! `import`: the Rust of a stack, written from what is there already.

use std::path::PathBuf;

use super::check::read_all;
use super::{DONE, FAILED, INVALID, count, fail};
use crate::diagnostic::{Severity, counts};
use crate::import::{self, Imported};
use crate::report;

/// The flags of `import`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// JSON files: requests, and answers that describe resources; - is standard input
    #[arg(long = "file", value_name = "FILE", num_args = 1.., required = true)]
    files: Vec<PathBuf>,
    /// The stack's name [default: that of the first cluster, service or family]
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
}

pub(super) fn run(arguments: &Arguments) -> u8 {
    let (sources, unreadable) = read_all(&arguments.files);
    if unreadable {
        return FAILED;
    }
    print(&import::files(&sources, arguments.name.as_deref()))
}

/// Prints the module, and tells what could not be carried over.
fn print(imported: &Imported) -> u8 {
    report::diagnostics(&imported.diagnostics);
    let errors = counts(&imported.diagnostics)[Severity::Error as usize];
    if errors > 0 {
        return fail(INVALID, &format!("{}, and nothing was imported", count(errors, "error")));
    }
    for note in &imported.notes {
        report::talk(&format!("note: {note}\n"));
    }
    if imported.code.is_empty() {
        return fail(INVALID, "nothing was found that a stack could define");
    }
    report::data(&imported.code);
    DONE
}
