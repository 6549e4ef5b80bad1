//! How long a deployment takes: to an emulator, at AWS's own limits, and when there is nothing to do.
//!
//!     cargo bench --profile dev -p ecs-dsl-tests --bench deploy [-- [--smoke] [moto] [limits] [unchanged]]
//!
//! `--smoke` runs everything once and small, to see that it still works. Wrong results fail; no clock does.

mod calls;
mod critical;
mod limits;
mod moto;
mod replay;
mod rig;
mod unchanged;

use std::process::ExitCode;

use ecs_dsl_tests::measure::{self, Extent, Failure};

fn main() -> ExitCode {
    measure::run_scenarios(&[
        ("moto", moto::measured),
        ("limits", limits::measured),
        ("unchanged", unchanged::measured),
    ])
}
