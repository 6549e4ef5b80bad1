//! CloudWatch log groups.

mod builder;
pub(crate) mod validate;

pub use builder::{DesiredLogGroup, ExistingLogGroup, LogGroup, LogGroupClass, LogGroupRef, Retention};
