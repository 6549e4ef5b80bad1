//! A resource that is wanted otherwise than it is, for its kind to decide on.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Kind, LiveResource, MemberChange, PlannedCall, tag_calls};
use crate::assembly::ManifestResource;

/// A resource that is wanted otherwise than it is.
#[derive(Debug)]
pub struct Difference<'a> {
    /// Its kind.
    pub kind: &'static dyn Kind,
    /// The manifest's resource, tokens resolved as far as they are known.
    pub resource: &'a ManifestResource,
    /// What is wanted, as one document.
    pub wanted: &'a Value,
    /// What there is.
    pub live: &'a LiveResource,
    /// The members that differ; there is one at least.
    pub members: &'a [MemberChange],
}

impl Difference<'_> {
    /// Returns whether anything differs in one of the request's own members.
    pub fn changed(&self, member: &str) -> bool {
        self.members.iter().any(|change| change.top() == member)
    }

    /// Returns the calls that make the resource anew.
    pub fn create_calls(&self) -> Vec<PlannedCall> {
        create_calls(self.kind, self.resource)
    }

    /// Returns the calls that bring the tags up to date, if they differ.
    pub fn tag_calls(&self) -> Vec<PlannedCall> {
        let (mut set, mut unset) = (BTreeMap::new(), Vec::new());
        for change in self.members {
            let Some(key) = change.tag_key() else { continue };
            match change.new {
                // The value is taken from the request: the change may hide it.
                Some(_) => _ = set.insert(key.to_owned(), self.wanted["tags"][key].clone()),
                None => unset.push(key.to_owned()),
            }
        }
        tag_calls(self.kind, self.wanted, &self.live.arn(), &set, &unset)
    }
}

/// Returns the calls that make a resource: its request, and those that complete it.
pub(crate) fn create_calls(kind: &dyn Kind, resource: &ManifestResource) -> Vec<PlannedCall> {
    let service = kind.service();
    let mut calls = vec![PlannedCall::new(service, &resource.operation, resource.request.clone())];
    calls.extend(
        resource.then.iter().map(|call| PlannedCall::new(service, &call.operation, call.request.clone())),
    );
    calls
}
