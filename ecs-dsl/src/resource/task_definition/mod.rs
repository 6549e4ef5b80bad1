//! Task definitions: what runs together, where, with which roles and volumes.

mod builder;
mod desired;
pub(crate) mod digest;
mod existing;
#[doc(hidden)]
pub mod lifecycle;
mod placement;
pub(crate) mod validate;
mod volume;

pub use builder::TaskDef;
pub(crate) use builder::TaskState;
pub use desired::DesiredTaskDefinition;
pub use existing::{ExistingTaskDef, IntoTaskDef, TaskDefRef};
pub use placement::MemberOf;
pub use volume::{EbsVolume, EfsVolume, Mountable, S3FilesVolume, Volume};

/// The prefix of a task definition's address.
pub(crate) const KIND: &str = "task-definition";
