//! CloudWatch log groups.

mod builder;

pub use builder::{ExistingLogGroup, LogGroup, LogGroupClass, LogGroupRef, Retention};
