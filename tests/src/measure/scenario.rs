//! A benchmark's command line: which of its scenarios run, and how much of each.

use std::process::ExitCode;

/// What went wrong, or why something cannot be measured here.
pub type Failure = Box<dyn std::error::Error>;

/// How much of everything is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Enough runs for figures worth quoting.
    Full,
    /// One or two runs of the smallest, for CI.
    Smoke,
}

/// A scenario's name, and what measures it and returns what there is to print: tables, mostly.
pub type Scenario = (&'static str, fn(Extent) -> Result<String, Failure>);

/// Runs the scenarios that the command line names, or all, and prints the machine and what they return.
///
/// `--smoke` runs a little of each, to see that it still works. So does a start without `--bench`, as
/// `cargo test --benches` starts benchmarks: then only that they work is of interest.
#[allow(clippy::print_stdout, reason = "a benchmark is there to print its figures")]
#[must_use]
pub fn run_scenarios(scenarios: &[Scenario]) -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let given = |argument: &str| arguments.iter().any(|it| it == argument);
    let extent = if given("--smoke") || !given("--bench") { Extent::Smoke } else { Extent::Full };
    let chosen = scenarios.iter().any(|(name, _)| given(name));

    println!("{}\n", super::describe_machine());
    let mut ended = ExitCode::SUCCESS;
    for (name, measured) in scenarios {
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
