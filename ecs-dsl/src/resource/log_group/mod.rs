//! CloudWatch log groups.

mod builder;
#[allow(dead_code, reason = "the engine of the rules calls it")]
pub(crate) mod validate;

pub use builder::{DesiredLogGroup, ExistingLogGroup, LogGroup, LogGroupClass, LogGroupRef, Retention};
