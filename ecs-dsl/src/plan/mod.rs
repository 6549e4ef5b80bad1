//! The plan: what a stack wants, what there is, and the calls between the two. Pure data and functions.
//!
//! [`plan`] takes a [`Manifest`](crate::assembly::Manifest) and a [`Live`] side. The live side is read
//! from AWS (each kind's `live` function turns a description into a [`LiveResource`]), or is another
//! manifest ([`Live::of_manifest`]), which compares two versions of the code offline. The answer is a
//! [`Plan`]: an action a resource, with the members that differ, what it means to users, what a person
//! must agree to, what must come before, and the exact calls. Applying does what it says and no more.
//!
//! Both sides are brought into [`normal`] form first, so that nothing AWS filled in, reordered or
//! rewrote shows as a difference.
//!
//! Two more plans are made of such a one: [`adoption`] only brings under the stack what belongs to
//! nobody, and [`back`](fn@back) undoes what a run of it did.

mod adopt;
mod back;
mod compare;
mod digest;
mod hidden;
mod make;
mod manifests;
mod marks;
mod model;
mod order;
mod ownership;
pub mod render;
pub(crate) mod request;
mod retention;
#[cfg(feature = "deploy")]
pub(crate) mod stacks;
mod token;

pub mod lifecycle;
pub mod normal;
pub(crate) mod policy;

pub use adopt::adoption;
pub use back::{WayBack, back};
#[cfg(feature = "deploy")]
pub(crate) use back::{manifest_of, replace_text, rolls_back_soon};
pub use compare::{Against, MemberChange};
pub use digest::digest;
pub(crate) use digest::digest_of;
pub use hidden::HIDDEN;
pub use lifecycle::{Action, Impact, Live, LiveResource, PlannedCall};
pub use make::{Options, PlanError, destroy, needs_description, plan};
pub use manifests::between;
pub use marks::Mark;
pub use model::{FORMAT, Plan, PlannedResource};
pub use token::{Known, open_tokens, resolve};

/// Returns which members differ between what is wanted and what there is, both as one document of
/// this kind.
///
/// Returns nothing for a kind that this version does not know.
pub fn members(kind: &str, wanted: &serde_json::Value, live: &serde_json::Value) -> Vec<MemberChange> {
    let Some(lifecycle) = lifecycle::of_kind(kind) else { return Vec::new() };
    compare::compare(wanted, live, lifecycle.normal, Against::Live, &std::collections::BTreeSet::new())
}
