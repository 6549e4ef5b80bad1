//! How long a user waits: `synth` of small and large stacks, the loop of an edit and a look, the first run after a
//! clone. Each beside a program of serde and clap alone.
//!
//!     cargo bench --profile dev -p ecs-dsl-tests --bench synth [-- [--smoke] [size] [edit] [cold]]
//!
//! `--smoke` runs everything once and small, to see that it still works.

mod bare;
mod build;
mod cold;
mod edit;
mod size;

use std::process::ExitCode;

use ecs_dsl_tests::measure::{self, Extent, Failure};

fn main() -> ExitCode {
    measure::run_scenarios(&[("size", size::measured), ("edit", edit::measured), ("cold", cold::measured)])
}
