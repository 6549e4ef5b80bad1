//! The live side of one stack.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::assembly::Manifest;
use crate::kind::LiveResource;
use crate::resource::of_kind;

/// The live side of one stack.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Live {
    /// The account that was read, if any was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// What the stack owns, by address, and what has the name of something it wants.
    pub resources: BTreeMap<String, LiveResource>,
    /// What could not be seen, for whoever reads the plan.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

impl Live {
    /// Takes a manifest for what there is, so that two manifests can be compared.
    pub fn of_manifest(manifest: &Manifest) -> Self {
        let resources = manifest.resources.iter().filter_map(|(address, resource)| {
            let kind = of_kind(&resource.kind)?;
            let live = LiveResource {
                stack: Some(manifest.stack.clone()),
                address: Some(address.clone()),
                ..LiveResource::of(kind, kind.whole(resource))
            };
            Some((address.clone(), live))
        });
        Self { account: manifest.account.clone(), resources: resources.collect(), notes: Vec::new() }
    }
}

/// Whether it is gone for whoever wants it.
///
/// ECS tells of clusters and services for a while after they are gone. The name of one that drains is
/// still taken: whoever makes the new one waits for it.
pub(super) fn is_gone(live: &LiveResource) -> bool {
    matches!(live.status.as_deref(), Some("INACTIVE" | "DRAINING" | "DEPROVISIONING"))
}

/// Whether nothing is left to be waited for either. What drains still needs what it needed: whatever else
/// goes must come after it, also in a run that finds it so.
pub(super) fn is_over(live: &LiveResource) -> bool {
    let drains = || of_kind(&live.kind).is_some_and(|kind| kind.drains());
    is_gone(live) && !(live.status.as_deref() == Some("DRAINING") && drains())
}
