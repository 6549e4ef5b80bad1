//! Task definitions and stacks that are declared as structs.
//!
//! [`derive@TaskDef`] makes a struct of containers a task definition, [`derive@Stack`] a struct of resources a
//! stack. What they write is what a user of the builders would write, in the order of the struct; what that
//! code shares stands here.

#[doc = include_str!("stack.md")]
pub use ecs_dsl_macros::Stack;
#[doc = include_str!("task_def.md")]
pub use ecs_dsl_macros::TaskDef;

mod ports;

use std::any::Any;
use std::fmt;
use std::rc::Rc;

#[doc(hidden)]
pub use ports::{port, port_called};

use crate::resource::container::Port;
use crate::resource::launch::Launch;
use crate::resource::task_definition::{IntoTaskDef, TaskDef, TaskDefRef};
use crate::resource::{Add, Buildable};

/// A struct whose fields are the containers of a task, by `#[derive(TaskDef)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a task definition",
    label = "a struct that derives `TaskDef` is expected",
    note = "write `#[derive(TaskDef)]` and `#[task_def(family = \"…\", …)]` on the struct"
)]
pub trait TaskDefStruct: Sized {
    /// Where the task runs.
    type Launch: Launch;
    /// The ports of the containers, a field each.
    type Ports;
    /// The volumes of the task, a field each.
    type Volumes;
    /// The names of the ports, in the order of [`ports`](Self::ports).
    const PORTS: &'static [&'static str];

    /// Returns handles on the ports.
    fn ports(ports: &Self::Ports) -> Vec<&Port<Self::Launch>>;

    #[doc(hidden)]
    fn containers(&self) -> Vec<&dyn Any>;
}

/// A task definition that was declared as a struct, with handles on all it has.
///
/// It stands wherever a [`TaskDef`](struct@TaskDef) does: `Service::fargate("web", &cluster, &web, network)`,
/// `stack.add(&web)`.
pub struct TaskDefOf<T: TaskDefStruct> {
    /// The task definition itself, as the builders make it.
    pub definition: TaskDef<T::Launch>,
    /// The containers: a value of the struct.
    pub containers: T,
    /// The ports by the names that `ports(…)` gave them: `&web.ports.http`.
    pub ports: T::Ports,
    /// The volumes by the names that `volumes(…)` gave them: `&web.volumes.scratch`.
    pub volumes: T::Volumes,
}

impl<T: TaskDefStruct> fmt::Debug for TaskDefOf<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.definition.fmt(formatter)
    }
}

impl<T: TaskDefStruct> Add for &TaskDefOf<T> {
    fn add_to(self, items: &mut Vec<Rc<dyn Buildable>>) {
        self.definition.add_to(items);
    }
}

/// States for which launch type a struct that derives `TaskDef` is.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a task definition for `{L}`",
    label = "a task definition for `{L}` is expected",
    note = "a service and its task definition are for the same launch type",
    note = "`#[task_def(…)]` of `{Self}` says where it runs: `fargate(…)`, `ec2(…)`, `external(…)` or `managed_instances(…)`"
)]
pub trait RunsOn<L>: TaskDefStruct {}

impl<L: Launch, T: RunsOn<L>> IntoTaskDef<L> for &TaskDefOf<T> {
    #[track_caller]
    fn into_task_def(self) -> TaskDefRef<L> {
        TaskDefRef::own(&self.definition)
    }
}

/// What a stack gathers from the fields of a struct that derives `Stack`.
#[doc(hidden)]
pub type Items = Vec<Rc<dyn Buildable>>;

/// Applies a change to a builder: what `with = …` of the derives stands for.
#[doc(hidden)]
pub fn changed<T>(builder: T, change: impl FnOnce(T) -> T) -> T {
    change(builder)
}

/// Clones a value that several fields use: what the bare name of a `#[value]` stands for.
#[doc(hidden)]
pub fn value<T: Clone>(value: &T) -> T {
    value.clone()
}
