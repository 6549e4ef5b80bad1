//! Runs: tasks that are started by hand or by a pipeline and end by themselves, such as a migration.

mod builder;
mod desired;
#[doc(hidden)]
pub mod lifecycle;
mod overrides;
#[cfg(test)]
mod tests;
pub(crate) mod validate;

pub use builder::RunTask;
pub use desired::DesiredRun;
pub use overrides::ContainerOverride;

/// The prefix of a run's address.
pub(crate) const KIND: &str = "run-task";
