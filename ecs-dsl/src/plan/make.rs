//! Making the plan: each wanted resource against its live one, then what is live and no longer wanted.

use std::fmt;

use super::live::Live;
use super::model::{FORMAT, Plan};
use super::removal::{removed, what_goes};
use super::wanted::Maker;
use super::{order, retention};
use crate::assembly::{Manifest, RETAIN_TAG};
use crate::kind::{Known, LiveResource};
use crate::resource::of_kind;

/// How a plan is made.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Whether the live side is AWS or another manifest. Default: AWS.
    pub against_manifest: bool,
    /// Whether resources that exist without an owner come under the stack. Default: they block. See
    /// [`adoption`](super::adoption) for a plan that does nothing else.
    pub adopt: bool,
    /// Whether log groups are deleted with the rest by [`destroy`]. Default: they stay.
    pub delete_log_groups: bool,
    /// Whether revisions of a wanted task definition that the live side has beside the wanted one go.
    /// Default: they stay, but for those that are too many by the code's own number.
    pub revisions_go: bool,
    /// What tokens of other stacks stand for: `shop:role/web.arn`.
    pub known: Known,
}

/// What keeps a plan from being made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlanError {
    /// The manifest has a kind that this version does not know.
    UnknownKind {
        /// The resource's address.
        address: String,
        /// Its kind.
        kind: String,
    },
}

impl fmt::Display for PlanError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownKind { address, kind } => {
                write!(formatter, "`{address}` is of the kind `{kind}`, which this version does not know")
            }
        }
    }
}

impl std::error::Error for PlanError {}

/// Plans how to get from what there is to what is wanted.
///
/// # Errors
///
/// A resource of a kind that this version does not know.
pub fn plan(wanted: &Manifest, live: &Live, options: &Options) -> Result<Plan, PlanError> {
    let mut maker = Maker::new(wanted, live, options);
    maker.know_arns();
    let mut resources = Vec::with_capacity(wanted.resources.len());
    for address in wanted.in_dependency_order() {
        resources.push(maker.resource(address, &wanted.resources[address])?);
    }
    let goes = |address: &str| {
        !wanted.resources.contains_key(address)
            && (options.revisions_go || !retention::is_earlier(wanted, address))
    };
    for (address, resource) in what_goes(&wanted.stack, live, goes) {
        let keep = is_retained(resource);
        resources.extend(removed(address, resource, keep));
    }
    let superseded = retention::superseded(wanted, live, &resources);
    resources.extend(superseded);
    order::after_deletions(&mut resources, live);
    Ok(Plan {
        format: FORMAT.to_owned(),
        stack: wanted.stack.clone(),
        region: wanted.region.clone(),
        account: maker.account,
        resources,
        adopt: options.adopt,
        notes: live.notes.clone(),
        known: maker.known,
    })
}

/// Plans the removal of everything that a stack owns, each thing after what needs it.
///
/// What is marked to be retained stays and is released; log groups stay too unless told otherwise.
pub fn destroy(stack: &str, region: &str, live: &Live, options: &Options) -> Plan {
    let mut resources = Vec::new();
    for (address, resource) in what_goes(stack, live, |_| true) {
        let holds_data = of_kind(&resource.kind).is_some_and(|kind| kind.holds_data());
        let keep = (holds_data && !options.delete_log_groups) || is_retained(resource);
        resources.extend(removed(address, resource, keep));
    }
    order::after_deletions(&mut resources, live);
    Plan {
        format: FORMAT.to_owned(),
        stack: stack.to_owned(),
        region: region.to_owned(),
        account: live.account.clone(),
        resources,
        adopt: false,
        notes: live.notes.clone(),
        known: Known::new(),
    }
}

/// Returns the addresses of task definitions that must be described before a plan can say what differs:
/// those of which only tags are known, where the digest does not settle it.
pub fn needs_description(wanted: &Manifest, live: &Live, options: &Options) -> Vec<String> {
    let maker = Maker::new(wanted, live, options);
    let open = wanted.resources.iter().filter(|(address, _)| {
        let Some(found) = live.resources.get(*address).filter(|found| found.tags_only) else { return false };
        !maker.is_settled(address, found)
    });
    open.map(|(address, _)| address.clone()).collect()
}

fn is_retained(live: &LiveResource) -> bool {
    live.tag(RETAIN_TAG) == Some("true")
}
