//! References to roles, each of one purpose.

use std::marker::PhantomData;
use std::rc::Rc;

use super::{Execution, Infrastructure, Purpose, Role, RoleState, Task};
use crate::iam::derive::{NotedStatement, Requirements};
use crate::resource::Shared;
use crate::source::SourceLine;

/// A role that exists already, by its ARN.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExistingRole<P> {
    pub(super) arn: String,
    pub(super) purpose: PhantomData<P>,
}

/// A role of a stack, or one that exists already.
#[derive(Debug, Clone)]
pub enum RoleRef {
    #[doc(hidden)]
    Own(Rc<Shared<RoleState>>, SourceLine),
    #[doc(hidden)]
    Existing(String),
}

impl RoleRef {
    /// Adds a statement to a role of a stack; for one that exists already it is noted.
    pub(crate) fn ask(&self, requirements: &mut Requirements, policy: &str, statement: NotedStatement) {
        match self {
            Self::Own(role, _) => requirements.statement(&role.node, policy, statement),
            Self::Existing(arn) => requirements.existing(arn, statement),
        }
    }
}

impl<P: Purpose> From<&Role<P>> for RoleRef {
    #[track_caller]
    fn from(role: &Role<P>) -> Self {
        Self::Own(role.0.clone(), SourceLine::caller())
    }
}

impl<P> From<&ExistingRole<P>> for RoleRef {
    fn from(role: &ExistingRole<P>) -> Self {
        Self::Existing(role.arn.clone())
    }
}

macro_rules! into_role {
    ($(#[$meta:meta])* $name:ident($method:ident): $purpose:ident) => {
        $(#[$meta])*
        pub trait $name {
            #[doc(hidden)]
            fn $method(self) -> RoleRef;
        }

        #[diagnostic::do_not_recommend]
        impl $name for &Role<$purpose> {
            #[track_caller]
            fn $method(self) -> RoleRef {
                self.into()
            }
        }

        #[diagnostic::do_not_recommend]
        impl $name for &ExistingRole<$purpose> {
            fn $method(self) -> RoleRef {
                self.into()
            }
        }

        #[diagnostic::do_not_recommend]
        impl $name for ExistingRole<$purpose> {
            fn $method(self) -> RoleRef {
                (&self).into()
            }
        }
    };
}

into_role! {
    /// What can be a task role: `&TaskRole`, or `TaskRole::existing(arn)`.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` is not a task role",
        label = "a task role is meant: what the application in the containers may do",
        note = "make one with `TaskRole::new(name)` or `TaskRole::existing(arn)`",
        note = "an execution role, which ECS uses to pull images, fetch secrets and write logs, is set with `.execution_role(…)`"
    )]
    IntoTaskRole(into_task_role): Task
}
into_role! {
    /// What can be an execution role: `&ExecutionRole`, or `ExecutionRole::existing(arn)`.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` is not an execution role",
        label = "an execution role is meant: what ECS needs to pull images, fetch secrets and write logs",
        note = "make one with `ExecutionRole::new(name)` or `ExecutionRole::existing(arn)`, or leave it out: one is derived",
        note = "a task role, which the application in the containers uses, is set with `.task_role(…)`"
    )]
    IntoExecutionRole(into_execution_role): Execution
}
into_role! {
    /// What can be an infrastructure role: `&InfrastructureRole`, or `InfrastructureRole::existing(arn)`.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` is not an infrastructure role",
        label = "an infrastructure role is meant: what ECS needs to manage volumes, listeners and certificates",
        note = "make one with `InfrastructureRole::new(name)` or `InfrastructureRole::existing(arn)`, or leave it out: one is derived"
    )]
    IntoInfrastructureRole(into_infrastructure_role): Infrastructure
}
