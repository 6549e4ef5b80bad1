//! The kinds of resource: what the user builds, and what each kind sends to AWS.
//!
//! A folder a kind. A builder is a cheap handle on shared state; at synth each is asked for its
//! request ([`Buildable::build`]), with references resolved by the [`Build`] it is given.

mod add;
mod basics;
mod customization;
mod handle;
mod kinds;
mod placement;
pub(crate) mod tags;
mod texts;
mod when;

pub mod capacity_provider;
pub mod cluster;
#[doc(hidden)]
pub mod cluster_capacity_providers;
pub mod container;
pub mod instance_profile;
pub mod launch;
pub mod log_group;
pub mod role;
pub mod run_task;
pub mod service;
pub mod task_definition;

use std::any::Any;
use std::fmt;
use std::rc::Rc;

pub use add::Add;
pub(crate) use customization::{Customization, customized};
pub(crate) use handle::{Node, Reference, Shared};
#[doc(hidden)]
pub use kinds::{KINDS, of_address, of_kind};
pub use texts::IntoTexts;

use crate::assembly::Build;
use crate::check::{Index, Surroundings};
use crate::diagnostic::Finding;
use crate::source::SourceLine;

/// A request that a resource needs, as it goes on the wire.
pub struct Call<'a> {
    /// The AWS service, `ecs`, `iam` or `logs`.
    pub service: &'static str,
    /// The operation, such as `CreateService`.
    pub operation: &'static str,
    /// The request: serializing it gives what `aws … --cli-input-json` takes.
    pub request: &'a dyn erased_serde::Serialize,
}

/// What one resource should be: its requests, in the order in which they are sent.
pub trait Desired: fmt::Debug + Any {
    /// Returns the kind's name in the manifest, such as `ecs:service`.
    fn kind(&self) -> &'static str;

    /// Returns the create request, then those that complete it.
    fn calls(&self) -> Vec<Call<'_>>;

    /// Adds what is wrong with the requests to `findings`, as far as they and what is around them tell.
    fn validate(&self, around: &dyn Surroundings, findings: &mut Vec<Finding>);

    /// Makes the resource known to the rules of others, under the names by which they refer to it.
    fn announce<'a>(&'a self, _index: &mut Index<'a>) {}

    /// Returns itself for the rules that know the concrete type.
    fn as_any(&self) -> &dyn Any;

    /// Returns itself, to be changed, for what is added to it late.
    fn as_any_mut(&mut self) -> &mut dyn Any;
}

/// A warning that the user allowed on one resource.
#[derive(Debug, Clone)]
pub struct Allowance {
    /// The id of the code that is allowed, as it was written.
    pub code: String,
    /// The user's reason.
    pub reason: String,
    /// Where it was allowed.
    pub line: SourceLine,
}

/// Something that a stack can hold.
pub trait Buildable: fmt::Debug {
    #[doc(hidden)]
    fn node(&self) -> &Node;

    #[doc(hidden)]
    fn build(&self, build: &mut Build<'_>) -> Box<dyn Desired>;

    /// Asks other resources for what this one needs of them, before any request is built: roles
    /// gather their statements here.
    #[doc(hidden)]
    fn require(self: Rc<Self>, _requirements: &mut crate::iam::derive::Requirements) {}
}
