//! The assembly: what a program asks for, with every reference resolved, checked and in order.
//!
//! It is what `synth` prints, what plans are made of and what rules look at. Nothing in it depends
//! on the machine, the clock or an account.

mod assemble;
mod build;
mod digests;
mod files;
pub mod graph;
pub(crate) mod identity;
mod manifest;
mod order;
mod reading;
mod stacks;
mod texts;
pub(crate) mod token;
mod tokens;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

pub use crate::scope::{ACCOUNT_TOKEN, Scope};
pub use assemble::assemble;
pub use build::Build;
pub use files::{WriteError, write_files};
pub use manifest::FORMAT;
pub(crate) use manifest::{to_json, write_manifests};
pub use order::in_dependency_order;
pub use reading::{Absentable, Manifest, ManifestAllowance, ManifestCall, ManifestError, ManifestResource};

/// The tag that names the stack which owns a resource.
pub const STACK_TAG: &str = "ecs-dsl:stack";
/// The tag that names a resource's address in its stack.
pub const ADDRESS_TAG: &str = "ecs-dsl:address";
/// The tag on what stays in AWS when it leaves the code.
pub const RETAIN_TAG: &str = "ecs-dsl:retain";
/// The tag that says in short what a task definition's revision was made of, so that one listing of tags
/// tells which revisions need no look.
pub const DIGEST_TAG: &str = "ecs-dsl:digest";
/// The tag on one resource of a stack while somebody deploys the stack: who, since when, until when.
pub const CLAIM_TAG: &str = "ecs-dsl:deploying";

use crate::address::Address;
use crate::iam::derive::ExistingNeeds;
use crate::resource::{Allowance, Desired};
use crate::source::{SourceLine, Trace};

/// All stacks of a program, in the order in which it added them.
#[derive(Debug)]
pub struct Assembly {
    /// The stacks.
    pub stacks: Vec<StackAssembly>,
}

impl Assembly {
    /// Returns the stack of this name.
    pub fn stack(&self, name: &str) -> Option<&StackAssembly> {
        self.stacks.iter().find(|stack| stack.scope.stack() == name)
    }
}

/// One stack: its resources by address.
#[derive(Debug)]
pub struct StackAssembly {
    /// Where the stack goes.
    pub scope: Scope,
    /// The line that made the stack.
    pub line: SourceLine,
    /// Whether a failed deploy puts back what it changed.
    pub roll_back_on_failure: bool,
    /// The resources, by address.
    pub resources: BTreeMap<Address, Resource>,
    /// What roles that exist already, and are of no stack, must allow for this one.
    pub existing_roles: ExistingNeeds,
}

impl StackAssembly {
    /// Returns the stack's name.
    pub fn name(&self) -> &str {
        self.scope.stack()
    }

    /// Returns the resources whose concrete type is `T`, such as the services.
    pub fn of_type<T: Desired>(&self) -> impl Iterator<Item = (&Address, &T)> {
        self.resources
            .iter()
            .filter_map(|(address, resource)| Some((address, resource.desired.as_any().downcast_ref()?)))
    }
}

/// One resource of a stack.
#[derive(Debug)]
pub struct Resource {
    /// What it should be.
    pub desired: Box<dyn Desired>,
    /// What must exist before it.
    pub depends_on: BTreeSet<Dependency>,
    /// The members of the request that someone else changes after the creation: the autoscaler, CI.
    pub unmanaged: BTreeSet<Cow<'static, str>>,
    /// Whether it stays in AWS when it leaves the code.
    pub retain: bool,
    /// Of a task definition: how many revisions are kept beside the newest, if not all.
    pub keep_revisions: Option<u32>,
    /// The warnings that its user allowed.
    pub allowed: Vec<Allowance>,
    /// The lines that wrote it.
    pub trace: Trace,
}

/// What a resource needs to exist before it: an address of its own stack, or of another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dependency {
    /// The other stack, or none for the resource's own.
    pub stack: Option<String>,
    /// The address in that stack.
    pub address: Address,
}

impl std::fmt::Display for Dependency {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(stack) = &self.stack {
            write!(formatter, "{stack}:")?;
        }
        self.address.fmt(formatter)
    }
}
