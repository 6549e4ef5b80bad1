//! CloudWatch log groups.

mod builder;
pub mod lifecycle;

pub use builder::{DesiredLogGroup, ExistingLogGroup, LogGroup, LogGroupClass, LogGroupRef, Retention};

pub(crate) use builder::KIND;
