//! The container's handle and the state behind it.

use std::cell::RefCell;
use std::fmt;
use std::marker::PhantomData;
use std::rc::{Rc, Weak};

use super::{LogChoice, SecretMisuse, Value};
use crate::api::ecs::ContainerDefinition;
use crate::resource::Shared;
use crate::resource::launch::{Fargate, Launch};
use crate::resource::task_definition::TaskState;
use crate::source::{SourceLine, Trace};

/// A container of a task definition, one on Fargate unless said otherwise; a cheap handle, as every builder is.
pub struct Container<L = Fargate> {
    pub(crate) shared: Rc<ContainerShared>,
    launch: PhantomData<L>,
}

/// A handle of another task definition was used here.
#[derive(Debug, Clone)]
pub(crate) struct Foreign {
    pub(crate) member: String,
    pub(crate) what: String,
}

/// A value of an environment contract does not fit its variable's type.
#[derive(Debug, Clone)]
pub(crate) struct Unfit {
    pub(crate) member: String,
    pub(crate) variable: &'static str,
    pub(crate) problem: String,
}

pub(crate) struct ContainerState {
    pub(crate) definition: ContainerDefinition,
    /// Environment entries whose value is an attribute of another resource, by index.
    pub(crate) late_environment: Vec<(usize, Value)>,
    pub(crate) log: Option<LogChoice>,
    /// Whether others register revisions with images of their own.
    pub(crate) image_unmanaged: bool,
    /// KMS keys by the secret reference that they decrypt.
    pub(crate) keys: Vec<(String, String)>,
    pub(crate) foreign: Vec<Foreign>,
    pub(crate) unfit: Vec<Unfit>,
    /// Secrets that are referred to as they cannot be, by member.
    pub(crate) misused: Vec<(String, SecretMisuse)>,
}

pub(crate) struct ContainerShared {
    pub(crate) name: String,
    pub(crate) task: Weak<Shared<TaskState>>,
    pub(crate) trace: RefCell<Trace>,
    pub(crate) state: RefCell<ContainerState>,
}

impl fmt::Debug for ContainerShared {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "container/{}", self.name)
    }
}

impl ContainerState {
    /// Returns whether the output goes where the task's own logs go.
    pub(crate) fn takes_shared_logs(&self) -> bool {
        // A router that sent its own output to itself would never write it.
        self.log.is_none()
            && self.definition.log_configuration.is_none()
            && self.definition.firelens_configuration.is_none()
    }
}

impl ContainerShared {
    pub(crate) fn new(
        name: String,
        image: Option<String>,
        task: Weak<Shared<TaskState>>,
        line: SourceLine,
    ) -> Rc<Self> {
        let definition =
            ContainerDefinition { name: Some(name.clone()), image, ..ContainerDefinition::default() };
        let state = ContainerState {
            definition,
            late_environment: Vec::new(),
            log: None,
            image_unmanaged: false,
            keys: Vec::new(),
            foreign: Vec::new(),
            unfit: Vec::new(),
            misused: Vec::new(),
        };
        let trace = RefCell::new(Trace::new(line));
        Rc::new(Self { name, task, trace, state: RefCell::new(state) })
    }

    /// Appends to a list of the definition, records the line for the new item and returns its index.
    ///
    /// Here and not at `Container<L>`, whose methods are compiled again in each crate with stacks.
    pub(super) fn push<T>(
        &self,
        line: SourceLine,
        member: &'static str,
        list: fn(&mut ContainerDefinition) -> &mut Option<Vec<T>>,
        item: T,
    ) -> usize {
        let mut state = self.state.borrow_mut();
        let list = list(&mut state.definition).get_or_insert_default();
        list.push(item);
        let index = list.len() - 1;
        self.note_item(member, index, line);
        index
    }

    fn note_item(&self, member: &'static str, index: usize, line: SourceLine) {
        self.trace.borrow_mut().record(format!("{member}[{index}]"), line);
    }

    /// Remembers that a handle of another task definition was used, to be reported at synth.
    pub(super) fn note_foreign(&self, member: String, what: String) {
        self.state.borrow_mut().foreign.push(Foreign { member, what });
    }

    /// Returns whether both belong to one task definition.
    pub(crate) fn same_task(&self, other: &Weak<Shared<TaskState>>) -> bool {
        Weak::ptr_eq(&self.task, other)
    }
}

impl<L> Clone for Container<L> {
    fn clone(&self) -> Self {
        Self::from_shared(self.shared.clone())
    }
}

impl<L> fmt::Debug for Container<L> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "container/{}", self.shared.name)
    }
}

impl<L> Container<L> {
    pub(crate) fn from_shared(shared: Rc<ContainerShared>) -> Self {
        Self { shared, launch: PhantomData }
    }

    /// Returns the container's name.
    pub fn name(&self) -> &str {
        &self.shared.name
    }

    /// Changes the definition and records the caller's line for the member.
    #[track_caller]
    pub(super) fn set(self, member: &'static str, change: impl FnOnce(&mut ContainerDefinition)) -> Self {
        change(&mut self.shared.state.borrow_mut().definition);
        self.shared.trace.borrow_mut().record(member, SourceLine::caller());
        self
    }

    /// Changes the definition where the lines of the member are recorded already.
    pub(super) fn set_quietly(self, change: impl FnOnce(&mut ContainerDefinition)) -> Self {
        change(&mut self.shared.state.borrow_mut().definition);
        self
    }

    /// Appends to a list of the definition and records the caller's line for the new item.
    #[track_caller]
    pub(super) fn push<T>(
        self,
        member: &'static str,
        list: fn(&mut ContainerDefinition) -> &mut Option<Vec<T>>,
        item: T,
    ) -> Self {
        self.shared.push(SourceLine::caller(), member, list, item);
        self
    }
}

impl<L: Launch> Container<L> {
    /// Changes the definition itself: the way to members without a method of their own.
    ///
    /// It is applied at once, so later calls of builder methods add to what it left.
    /// AWS: [`ContainerDefinition`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html)
    #[track_caller]
    pub fn customize(self, change: impl FnOnce(&mut ContainerDefinition)) -> Self {
        let line = SourceLine::caller();
        {
            let mut state = self.shared.state.borrow_mut();
            let before = state.definition.clone();
            change(&mut state.definition);
            let mut trace = self.shared.trace.borrow_mut();
            trace.record_changes(&before, &state.definition, line);
        }
        self
    }
}
