//! CloudWatch log groups.

mod builder;
#[doc(hidden)]
pub mod lifecycle;
pub(crate) mod validate;

pub use builder::{
    DesiredLogGroup, ExistingLogGroup, IntoLogGroup, LogGroup, LogGroupClass, LogGroupRef, Retention,
};

pub(crate) use builder::KIND;
