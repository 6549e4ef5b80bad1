//! The plan as data: what is printed, saved, and all that applying reads.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::kind::{Action, Impact, Known, Mark, MemberChange, PlannedCall};

/// The format's name and version. A member may be added within a version; nothing else changes.
pub const FORMAT: &str = "ecs-dsl-plan/1";

/// The plan of one stack.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// [`FORMAT`].
    pub format: String,
    /// The stack's name.
    pub stack: String,
    /// The stack's region.
    pub region: String,
    /// The account, if it is known.
    pub account: Option<String>,
    /// Every resource, wanted or live: first what is made and changed, each after what it needs, then
    /// what is deleted, each before what it needed.
    pub resources: Vec<PlannedResource>,
    /// Whether it was made to bring under the stack what exists and belongs to nobody. Default: no.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub adopt: bool,
    /// What could not be seen when the plan was made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// What tokens stand for, as far as it is known when the plan is made.
    #[serde(default, skip_serializing_if = "Known::is_empty")]
    pub known: Known,
}

/// What is planned for one resource.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PlannedResource {
    /// The address in the stack.
    pub address: String,
    /// The kind, such as `ecs:service`.
    pub kind: String,
    /// The name by which AWS knows it.
    pub name: String,
    /// What is done.
    pub action: Action,
    /// Why it is done: of a replacement the members that cannot change in place, else a reason in words
    /// where the members do not tell it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<String>,
    /// What keeps it from being done at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blocked: Option<String>,
    /// Of a replacement: whether the new one is made before the old one goes.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub create_first: bool,
    /// What is noticed.
    pub impact: Impact,
    /// Of what is deleted or replaced: what it held that nobody can make again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lost: Option<String>,
    /// What a person must agree to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
    /// The members that differ. Of a creation or deletion none: all of it is new or goes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<MemberChange>,
    /// Whether ECS starts a deployment, which must then be followed to its end.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub deploys: bool,
    /// The ARN, where there is one already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arn: Option<String>,
    /// The addresses of this plan that must be done before.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub after: BTreeSet<String>,
    /// The calls, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub calls: Vec<PlannedCall>,
    /// The calls that are made at the end, once all that is deployed has been moved or is gone, as they take
    /// away what services use until then. What goes and comes after this resource comes after them too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub later: Vec<PlannedCall>,
}

impl PlannedResource {
    /// Whether applying the plan does anything to it.
    pub fn is_change(&self) -> bool {
        !matches!(self.action, Action::Unchanged | Action::OnDemand) || !self.members.is_empty()
    }
}

impl Plan {
    /// Whether the plan does nothing.
    pub fn is_empty(&self) -> bool {
        !self.resources.iter().any(PlannedResource::is_change)
    }

    /// Returns what the plan does something to.
    pub fn changes(&self) -> impl Iterator<Item = &PlannedResource> {
        self.resources.iter().filter(|resource| resource.is_change())
    }

    /// Returns the marks that the plan has anywhere, each once.
    pub fn marks(&self) -> BTreeSet<Mark> {
        self.resources.iter().flat_map(|resource| resource.marks.iter().copied()).collect()
    }

    /// Returns the resource at an address.
    pub fn resource(&self, address: &str) -> Option<&PlannedResource> {
        self.resources.iter().find(|resource| resource.address == address)
    }

    /// Returns the addresses for which a plan made now says something else: what has moved since this
    /// one was made.
    ///
    /// What is [`lost`](PlannedResource::lost) follows from kind and action, and older plans do not say it.
    pub fn moved<'a>(&'a self, now: &'a Self) -> BTreeSet<&'a str> {
        let by_address = |plan: &'a Self| -> BTreeMap<&'a str, &'a PlannedResource> {
            plan.resources.iter().map(|resource| (resource.address.as_str(), resource)).collect()
        };
        let (saved, fresh) = (by_address(self), by_address(now));
        let addresses = saved.keys().chain(fresh.keys()).copied();
        let says = |plan: &BTreeMap<&str, &'a PlannedResource>, address: &str| {
            plan.get(address).map(|one| PlannedResource { lost: None, ..(*one).clone() })
        };
        addresses.filter(|address| says(&saved, address) != says(&fresh, address)).collect()
    }

    /// Returns the plan for showing: the calls without their requests, and nothing of `known`.
    #[must_use]
    pub fn shown(&self) -> Self {
        let mut shown = self.clone();
        shown.known.clear();
        for resource in &mut shown.resources {
            for call in resource.calls.iter_mut().chain(&mut resource.later) {
                call.request = Value::Null;
            }
        }
        shown
    }
}
