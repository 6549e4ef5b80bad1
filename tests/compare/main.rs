//! Who finds which mistake: our check and cfn-lint, on the same requests.
//!
//!     cargo run -p ecs-dsl-tests --bin compare [-- --write]
//!
//! Prints the table of the README; `--write` puts it there, between its markers.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "the table is what it is run for")]

use std::process::ExitCode;

use ecs_dsl_tests::compare;

fn main() -> ExitCode {
    let table = match compare::table() {
        Ok(table) => table,
        Err(why) => {
            eprintln!("error: cfn-lint cannot be had: {why}");
            return ExitCode::FAILURE;
        }
    };
    print!("{table}");
    if std::env::args().any(|argument| argument == "--write")
        && let Err(error) = compare::write(&table)
    {
        eprintln!("error: the README was not written: {error}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
