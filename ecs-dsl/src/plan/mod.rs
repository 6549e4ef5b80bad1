//! The plan: what a stack wants, what there is, and the calls between the two. Pure data and functions.
//!
//! A [`Plan`] says of each resource what is done, with the members that differ, what that means to users,
//! what a person must agree to, what must come before, and the exact calls. `diff` shows it ([`render`] has
//! its forms, and the JSON's schema), `deploy` does what it says and no more. [`between`] plans the way from
//! one version of the code to another without a look at AWS.
//!
//! Where AWS is looked at, `live` reads it (each kind's `live` function turns a description into a
//! [`LiveResource`]), and [`plan`](fn@plan) takes the [`Live`] side and a
//! [`Manifest`](crate::assembly::Manifest). Both are brought into normal form first, so that nothing AWS
//! filled in, reordered or rewrote shows as a difference. What a difference means is for each resource's
//! kind to say (`resource/<kind>/lifecycle.rs`); nothing here asks a resource which kind it is.
//!
//! Two more plans are made of such a one: [`adoption`] only brings under the stack what belongs to
//! nobody, and [`back`](fn@back) undoes what a run of it did. [`finish`](fn@finish) adds what an earlier
//! run left under way.

mod adopt;
mod back;
mod compare;
mod finish;
mod hidden;
mod live;
mod make;
mod manifests;
mod model;
mod order;
mod removal;
pub mod render;
mod retention;
#[cfg(feature = "deploy")]
pub(crate) mod stacks;
mod wanted;
#[cfg(feature = "deploy")]
pub(crate) mod work;

use serde_json::Value;

#[doc(hidden)]
pub use adopt::adoption;
#[doc(hidden)]
pub use back::{WayBack, back};
#[cfg(feature = "deploy")]
pub(crate) use back::{manifest_of, replace_text, rolls_back_soon};
#[doc(hidden)]
pub use finish::finish;
pub use hidden::HIDDEN;
#[doc(hidden)]
pub use live::Live;
pub use make::PlanError;
#[doc(hidden)]
pub use make::{Options, destroy, needs_description, plan};
pub use manifests::between;
pub use model::{FORMAT, Plan, PlannedResource};

#[doc(inline)]
pub use crate::kind::{Action, Impact, Known, Mark, MemberChange, PlannedCall};
#[doc(hidden)]
pub use crate::kind::{LiveResource, open_tokens, resolve};
#[doc(hidden)]
pub use crate::resource::task_definition::digest::digest;

use crate::kind::Kind;
use crate::resource::of_kind;

/// Returns which members differ between what is wanted and what there is, both as one document of
/// this kind.
///
/// Returns nothing for a kind that this version does not know.
pub fn members(kind: &str, wanted: &Value, live: &Value) -> Vec<MemberChange> {
    let Some(kind) = of_kind(kind) else { return Vec::new() };
    compare::compare(wanted, live, kind.normal(), compare::Against::Live, &std::collections::BTreeSet::new())
}

/// Returns the marks of an action on a resource.
fn marks(kind: &dyn Kind, action: Action, wanted: Option<&Value>, live: Option<&Value>) -> Vec<Mark> {
    let wanted = wanted.filter(|_| !matches!(action, Action::Unchanged | Action::OnDemand));
    let mut marks = wanted.map(|wanted| kind.marks(wanted, live)).unwrap_or_default();
    marks.extend(match action {
        Action::Replace => Some(Mark::Replaces),
        Action::Delete => Some(Mark::Deletes),
        _ => None,
    });
    marks
}

/// Returns what nobody can make again after an action, where that is the data which a resource holds.
fn lost(kind: &dyn Kind, action: Action) -> Option<String> {
    let goes = matches!(action, Action::Delete | Action::Replace);
    (goes && kind.holds_data()).then(|| kind.lost().to_owned())
}
