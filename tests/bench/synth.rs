//! How long a user waits: `synth` of small and large stacks, the loop of an edit and a look, the first run after a
//! clone. Each beside a program of serde and clap alone.
//!
//!     cargo bench --profile dev -p ecs-dsl-tests --bench synth [-- [--smoke] [size] [edit] [cold]]
//!
//! `--smoke` runs everything once and small, to see that it still works.

#![allow(clippy::print_stdout, reason = "a benchmark is there to print its figures")]

mod bare;
mod build;
mod cold;
mod edit;
mod size;

use std::process::ExitCode;

use ecs_dsl_tests::measure;

/// What went wrong, or why something cannot be measured here.
type Failure = Box<dyn std::error::Error>;

/// What is measured, each a table of its own.
const SCENARIOS: [(&str, Scenario); 3] =
    [("size", size::measured), ("edit", edit::measured), ("cold", cold::measured)];

/// Measures and returns the table.
type Scenario = fn(Extent) -> Result<String, Failure>;

/// How much of everything is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// Enough runs for figures worth quoting.
    Full,
    /// One or two runs of the smallest, for CI.
    Smoke,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let given = |argument: &str| arguments.iter().any(|it| it == argument);
    // `cargo test --benches` starts a benchmark without `--bench`: then only that it works is of interest.
    let extent = if given("--smoke") || !given("--bench") { Extent::Smoke } else { Extent::Full };
    let chosen = SCENARIOS.iter().any(|(name, _)| given(name));

    println!("{}\n", measure::describe_machine());
    let mut ended = ExitCode::SUCCESS;
    for (name, measured) in SCENARIOS {
        if chosen && !given(name) {
            continue;
        }
        match measured(extent) {
            Ok(report) => println!("{report}"),
            Err(failure) => {
                println!("{name} failed: {failure}\n");
                ended = ExitCode::FAILURE;
            }
        }
    }
    ended
}
