//! IAM roles, a type for each purpose, so that one is never passed where another is meant.

mod builder;
mod derived;
mod desired;
#[doc(hidden)]
pub mod lifecycle;
pub(crate) mod policy;
mod purpose;
mod reference;
pub(crate) mod validate;

pub use builder::Role;
pub(crate) use builder::RoleState;
pub(crate) use derived::{derived, derived_name};
pub use desired::{DesiredRole, StatementNote};
pub use purpose::{
    Execution, ExecutionRole, Infrastructure, InfrastructureRole, Instance, InstanceRole, Purpose,
    RunsContainers, Task, TaskRole,
};
pub use reference::{ExistingRole, IntoExecutionRole, IntoInfrastructureRole, IntoTaskRole, RoleRef};

/// The prefix of a role's address.
pub(crate) const KIND: &str = "role";
