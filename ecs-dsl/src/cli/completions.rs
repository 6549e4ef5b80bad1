//! `completions`: a script that lets a shell complete verbs and flags.

use std::ffi::OsStr;
use std::path::Path;

use clap::CommandFactory;
use clap_complete::Shell;

use super::DONE;
use crate::report;

/// The flags of `completions`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Shell that the script is for
    #[arg(value_name = "SHELL", value_enum)]
    shell: Shell,
}

/// Prints the script, for the name that the program was started by.
pub(super) fn run(arguments: &Arguments, program: Option<&OsStr>) -> u8 {
    let mut command = super::Arguments::command();
    let name = program.map(Path::new).and_then(Path::file_stem).and_then(OsStr::to_str);
    let name = name.map_or_else(|| command.get_name().to_owned(), str::to_owned);
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, name, &mut script);
    report::data(&String::from_utf8_lossy(&script));
    DONE
}
