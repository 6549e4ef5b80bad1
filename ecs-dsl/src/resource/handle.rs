//! The shared state behind every builder, and references from one to another.

use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use super::{Allowance, Buildable};
use crate::address::Address;
use crate::source::{SourceLine, Trace};

/// What every resource has whatever its kind: its address, the lines that wrote it, what its user allowed.
#[derive(Debug)]
pub struct Node {
    address: Address,
    trace: RefCell<Trace>,
    allowances: RefCell<Vec<Allowance>>,
    retain: std::cell::Cell<bool>,
}

impl Node {
    pub(crate) fn new(kind: &'static str, id: impl Into<String>, line: SourceLine) -> Self {
        Self {
            address: Address::new(kind, id),
            trace: RefCell::new(Trace::new(line)),
            allowances: RefCell::default(),
            retain: std::cell::Cell::new(false),
        }
    }

    pub(crate) fn address(&self) -> &Address {
        &self.address
    }

    pub(crate) fn line(&self) -> SourceLine {
        self.trace.borrow().root()
    }

    pub(crate) fn trace(&self) -> std::cell::Ref<'_, Trace> {
        self.trace.borrow()
    }

    pub(crate) fn record(&self, member: impl Into<Cow<'static, str>>, line: SourceLine) {
        self.note(member.into(), line);
    }

    /// Not generic, as the builders' generic methods are compiled again in each crate with stacks.
    fn note(&self, member: Cow<'static, str>, line: SourceLine) {
        self.trace.borrow_mut().record(member, line);
    }

    /// Records the lines of a part whose members lie below `path`.
    pub(crate) fn nest(&self, path: &str, part: &Trace) {
        self.trace.borrow_mut().nest(path, part);
    }

    pub(crate) fn allow(&self, code: &str, reason: String, line: SourceLine) {
        self.allowances.borrow_mut().push(Allowance { code: code.to_owned(), reason, line });
    }

    pub(crate) fn allowances(&self) -> Vec<Allowance> {
        self.allowances.borrow().clone()
    }

    pub(crate) fn set_retain(&self, retain: bool) {
        self.retain.set(retain);
    }

    pub(crate) fn retain(&self) -> bool {
        self.retain.get()
    }
}

/// A builder's state, shared by all clones of its handle.
pub struct Shared<T> {
    pub(crate) node: Node,
    pub(crate) state: RefCell<T>,
}

impl<T> Shared<T> {
    pub(crate) fn new(node: Node, state: T) -> Rc<Self> {
        Rc::new(Self { node, state: RefCell::new(state) })
    }

    /// Changes the state and records the caller's line for the member that it sets.
    pub(crate) fn set(
        &self,
        member: impl Into<Cow<'static, str>>,
        line: SourceLine,
        change: impl FnOnce(&mut T),
    ) {
        change(&mut self.state.borrow_mut());
        self.node.record(member, line);
    }
}

impl<T> fmt::Debug for Shared<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not the state: handles point at each other, and a print of one should not be of all.
        self.node.address.fmt(formatter)
    }
}

/// A reference to a resource of some stack, with the line that made it.
#[derive(Clone)]
pub struct Reference {
    pub(crate) target: Rc<dyn Buildable>,
    pub(crate) line: SourceLine,
}

impl Reference {
    pub(crate) fn new(target: Rc<dyn Buildable>, line: SourceLine) -> Self {
        Self { target, line }
    }
}

impl fmt::Debug for Reference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.target.node().address().fmt(formatter)
    }
}
