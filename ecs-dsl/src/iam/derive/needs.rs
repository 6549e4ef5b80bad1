//! What resources ask of roles, gathered before any role is built.

use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;

use crate::iam::policy::Statement;
use crate::resource::{Buildable, Node};
use crate::scope::Scope;
use crate::source::SourceLine;

/// A line of the user's code that asked for a permission, and what for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Because {
    /// The line.
    pub line: SourceLine,
    /// What it asked for, such as ``image `…` of container `web` ``.
    pub what: String,
}

impl fmt::Display for Because {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}  {}", self.line, self.what)
    }
}

/// A statement and the line that asked for it.
#[derive(Debug, Clone, PartialEq)]
pub struct NotedStatement {
    /// The statement.
    pub statement: Statement,
    /// Who asked for it.
    pub because: Because,
}

impl NotedStatement {
    pub(crate) fn new(statement: Statement, line: SourceLine, what: impl Into<String>) -> Self {
        Self { statement, because: Because { line, what: what.into() } }
    }
}

/// What others ask of one role.
#[derive(Debug, Default)]
pub struct Needs {
    /// Statements, each with the inline policy that it belongs to.
    pub statements: Vec<(String, NotedStatement)>,
    /// ARNs of managed policies.
    pub managed: Vec<(String, Because)>,
}

/// What roles that exist already must allow, by their ARNs.
pub type ExistingNeeds = BTreeMap<String, Vec<NotedStatement>>;

/// What the resources of all stacks ask of roles, and the roles derived for it.
#[derive(Debug, Default)]
pub struct Requirements {
    needs: BTreeMap<usize, Needs>,
    derived: Vec<(usize, Rc<dyn Buildable>)>,
    existing: BTreeMap<String, ExistingNeeds>,
    scope: Option<Rc<Scope>>,
}

impl Requirements {
    /// Sets where the resource that is asked next goes.
    pub(crate) fn enter(&mut self, scope: Rc<Scope>) {
        self.scope = Some(scope);
    }

    /// Returns where the resource that is being asked goes.
    pub(crate) fn scope(&self) -> Rc<Scope> {
        self.scope.clone().expect("a scope is entered before resources are asked")
    }

    pub(crate) fn statement(&mut self, role: &Node, policy: &str, statement: NotedStatement) {
        self.needs.entry(key(role)).or_default().statements.push((policy.to_owned(), statement));
    }

    /// Notes what a role of no stack must allow, by its ARN: nothing can be added to it.
    pub(crate) fn existing(&mut self, role: &str, statement: NotedStatement) {
        let stack = self.scope().stack().to_owned();
        self.existing.entry(stack).or_default().entry(role.to_owned()).or_default().push(statement);
    }

    /// Returns what roles that exist already must allow for one stack, by their ARNs.
    pub(crate) fn of_existing(&self, stack: &str) -> ExistingNeeds {
        self.existing.get(stack).cloned().unwrap_or_default()
    }

    pub(crate) fn managed_policy(&mut self, role: &Node, arn: String, because: Because) {
        self.needs.entry(key(role)).or_default().managed.push((arn, because));
    }

    /// Adds a derived resource to the stack that holds `owner`.
    pub(crate) fn derive_for(&mut self, owner: &Node, resource: Rc<dyn Buildable>) {
        self.derived.push((key(owner), resource));
    }

    /// Takes the derived resources, each with the key of the resource whose stack it joins.
    pub(crate) fn take_derived(&mut self) -> Vec<(usize, Rc<dyn Buildable>)> {
        std::mem::take(&mut self.derived)
    }

    pub(crate) fn of(&self, role: &Node) -> Option<&Needs> {
        self.needs.get(&key(role))
    }
}

/// A node is known by where it lives: handles on one resource share one node.
pub(crate) fn key(node: &Node) -> usize {
    std::ptr::from_ref(node) as usize
}
