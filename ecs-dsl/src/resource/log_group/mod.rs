//! CloudWatch log groups.

mod builder;

pub use builder::{DesiredLogGroup, ExistingLogGroup, LogGroup, LogGroupClass, LogGroupRef, Retention};
