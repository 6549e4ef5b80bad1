//! References to task definitions: of a stack, or registered already.

use std::fmt;
use std::marker::PhantomData;
use std::rc::{Rc, Weak};

use super::{TaskDef, TaskState};
use crate::resource::Shared;
use crate::resource::container::Container;
use crate::resource::container::{ContainerShared, Port};
use crate::resource::launch::Launch;
use crate::source::SourceLine;

/// A task definition that is registered already, by someone else.
pub struct ExistingTaskDef<L> {
    name: String,
    launch: PhantomData<L>,
}

impl<L> fmt::Debug for ExistingTaskDef<L> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "existing task definition {}", self.name)
    }
}

impl<L> Clone for ExistingTaskDef<L> {
    fn clone(&self) -> Self {
        Self { name: self.name.clone(), launch: PhantomData }
    }
}

impl<L: Launch> ExistingTaskDef<L> {
    /// Refers to a revision of a family: `querypie-app:5`.
    pub fn revision(family: impl fmt::Display, revision: u32) -> Self {
        Self { name: format!("{family}:{revision}"), launch: PhantomData }
    }

    /// Refers to a family's newest active revision, whichever that is when the service is created.
    pub fn latest(family: impl Into<String>) -> Self {
        Self { name: family.into(), launch: PhantomData }
    }

    /// Refers to a revision by its ARN.
    pub fn arn(arn: impl Into<String>) -> Self {
        Self { name: arn.into(), launch: PhantomData }
    }

    /// Refers to a port that a container of it is known to open.
    #[track_caller]
    pub fn port(&self, container: impl Into<String>, container_port: u16) -> Port<L> {
        let shared = ContainerShared::new(container.into(), None, Weak::new(), SourceLine::caller());
        Container::from_shared(shared).port(container_port)
    }
}

/// The task definition of a service: of a stack, or registered already.
pub enum TaskDefRef<L> {
    #[doc(hidden)]
    Own(Rc<Shared<TaskState>>, SourceLine, PhantomData<L>),
    #[doc(hidden)]
    Existing(String),
}

impl<L> fmt::Debug for TaskDefRef<L> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Own(task, ..) => task.fmt(formatter),
            Self::Existing(name) => formatter.write_str(name),
        }
    }
}

impl<L> TaskDefRef<L> {
    #[track_caller]
    pub(crate) fn own<M>(task: &TaskDef<M>) -> Self {
        Self::Own(task.0.clone(), SourceLine::caller(), PhantomData)
    }
}

/// What a service or a run of one launch type can start: a task definition made for it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a task definition for `{L}`",
    label = "a task definition for `{L}` is expected",
    note = "a service and its task definition are for the same launch type",
    note = "make both with the constructors of one launch type, such as `TaskDef::fargate(…)` and `Service::fargate(…)`",
    note = "one that is registered already is named as `ExistingTaskDef::revision(\"web\", 5)`, `latest` or `arn`"
)]
pub trait IntoTaskDef<L> {
    #[doc(hidden)]
    fn into_task_def(self) -> TaskDefRef<L>;
}

impl<L> IntoTaskDef<L> for TaskDefRef<L> {
    fn into_task_def(self) -> Self {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<L: Launch> IntoTaskDef<L> for &TaskDef<L> {
    #[track_caller]
    fn into_task_def(self) -> TaskDefRef<L> {
        TaskDefRef::own(self)
    }
}

#[diagnostic::do_not_recommend]
impl<L: Launch> IntoTaskDef<L> for &ExistingTaskDef<L> {
    fn into_task_def(self) -> TaskDefRef<L> {
        TaskDefRef::Existing(self.name.clone())
    }
}

#[diagnostic::do_not_recommend]
impl<L: Launch> IntoTaskDef<L> for ExistingTaskDef<L> {
    fn into_task_def(self) -> TaskDefRef<L> {
        TaskDefRef::Existing(self.name)
    }
}
