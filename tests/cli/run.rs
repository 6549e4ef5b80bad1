//! Running the program under test.

use std::path::Path;
use std::process::{Command, Output};

/// What a run of the program left behind.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    /// Standard output: data.
    pub(crate) data: String,
    /// Standard error: talk.
    pub(crate) talk: String,
}

impl Ran {
    pub(crate) fn of(output: Output) -> Self {
        Self {
            code: output.status.code().expect("the program ends by itself"),
            data: String::from_utf8(output.stdout).expect("data is UTF-8"),
            talk: String::from_utf8(output.stderr).expect("talk is UTF-8"),
        }
    }
}

/// Runs one of the program's sets of stacks with these arguments.
pub(crate) fn run(stacks: &str, arguments: &[&str]) -> Ran {
    run_in(Path::new("."), stacks, arguments)
}

/// As [`run`], in a folder.
pub(crate) fn run_in(folder: &Path, stacks: &str, arguments: &[&str]) -> Ran {
    Ran::of(command(folder, stacks, arguments, &[]).output().expect("the program starts"))
}

/// As [`run_in`], with these variables in the environment.
pub(crate) fn run_with(folder: &Path, stacks: &str, arguments: &[&str], variables: &[(&str, &str)]) -> Ran {
    Ran::of(command(folder, stacks, arguments, variables).output().expect("the program starts"))
}

/// Returns the call of the program.
pub(crate) fn command(
    folder: &Path,
    stacks: &str,
    arguments: &[&str],
    variables: &[(&str, &str)],
) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_program"));
    command.current_dir(folder).arg(stacks).args(arguments);
    // Nothing of the caller's environment may reach what is printed.
    command.env_clear().envs(variables.iter().copied());
    command
}
