//! CloudWatch log groups.

mod builder;
pub mod lifecycle;
#[allow(dead_code, reason = "the engine of the rules calls it")]
pub(crate) mod validate;

pub use builder::{DesiredLogGroup, ExistingLogGroup, LogGroup, LogGroupClass, LogGroupRef, Retention};

pub(crate) use builder::KIND;
