//! Measuring whole processes, as a user meets them: from the start to the end, with all the memory they take.
//!
//! A figure alone says as much about the machine as about the program, so each is taken beside another program's, run
//! alternately on the same machine, and given as a ratio too.

mod machine;
mod process;
mod scenario;
mod statistics;
mod table;
#[cfg(test)]
mod tests;

pub use machine::describe as describe_machine;
pub use process::{Run, run};
pub use scenario::{Extent, Failure, Scenario, run_scenarios};
pub use statistics::{Pair, Stats};
pub use table::Table;
