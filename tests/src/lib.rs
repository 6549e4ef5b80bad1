//! Shared parts of the tests of the whole.
//!
//! What others wrote is the judge here: botocore reads our requests ([`botocore`]), moto and ministack answer them
//! ([`emulator`]), cfn-lint reads them as CloudFormation ([`cfn_lint`]). These are Python programs, pinned in
//! `python/requirements-*.txt` and installed by the tests themselves ([`python`]). [`measure`] times whole processes
//! for the benchmarks.

pub mod availability;
pub mod botocore;
pub mod cfn_lint;
pub mod compare;
pub mod emulator;
pub mod fleet;
pub mod generated;
pub mod measure;
pub mod mistakes;
pub mod mutate;
pub mod python;
pub mod request;
pub mod schema;
pub mod shapes;
pub mod shared;
pub mod workspace;
