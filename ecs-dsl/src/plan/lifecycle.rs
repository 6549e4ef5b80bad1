//! What a kind tells the plan: its table, its name, what a difference means, how it is deleted.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::compare::MemberChange;
use super::normal::Row;
use crate::assembly::{ADDRESS_TAG, CLAIM_TAG, Manifest, ManifestResource, STACK_TAG};
use crate::resource::{
    capacity_provider, cluster, instance_profile, log_group, role, run_task, service, task_definition,
};

/// What one kind of resource tells the plan.
#[derive(Debug)]
pub struct Lifecycle {
    /// The kind's name in a manifest, such as `ecs:service`.
    pub kind: &'static str,
    /// The prefix of its addresses, such as `service`.
    pub prefix: &'static str,
    /// The members of the document that it is compared by; what else AWS tells of it, now or in later
    /// versions, is nothing that anybody asked for.
    pub members: &'static [&'static str],
    /// What AWS does to its members.
    pub normal: &'static [Row],
    /// Gathers the create request and those after it into one document, tags as a map.
    pub whole: fn(&ManifestResource) -> Value,
    /// Returns the name by which AWS knows it.
    pub name: fn(&Value) -> String,
    /// Says what a difference means and which calls make it go away.
    pub decide: fn(&Difference<'_>) -> Verdict,
    /// Returns the calls that delete it.
    pub delete: fn(&LiveResource) -> Vec<PlannedCall>,
    /// Takes such a document apart again, into the create request and those after it, each with its
    /// operation: what `whole` gathers of them is the document, but for what AWS sets by itself.
    pub requests: fn(&Value) -> Vec<(&'static str, Value)>,
    /// What is not as it was when it was deleted and is made again.
    pub lost: &'static str,
    /// Says why AWS would refuse to delete it, where its description tells that.
    pub protected: fn(&LiveResource) -> Option<String>,
    /// Returns the calls after which it would not: for what a failed run made itself and takes back.
    pub unprotect: fn(&LiveResource) -> Vec<PlannedCall>,
}

/// Every kind, in the order in which they need each other: what comes later may need what came before.
pub static KINDS: &[&Lifecycle] = &[
    &log_group::lifecycle::LIFECYCLE,
    &role::lifecycle::LIFECYCLE,
    &instance_profile::lifecycle::LIFECYCLE,
    &capacity_provider::lifecycle::LIFECYCLE,
    &cluster::lifecycle::LIFECYCLE,
    &cluster::lifecycle::ASSOCIATION,
    &task_definition::lifecycle::LIFECYCLE,
    &service::lifecycle::LIFECYCLE,
    &run_task::lifecycle::LIFECYCLE,
];

/// Returns what the plan knows of a kind.
pub fn of_kind(kind: &str) -> Option<&'static Lifecycle> {
    KINDS.iter().copied().find(|lifecycle| lifecycle.kind == kind)
}

/// Returns the kind whose addresses begin with this one's prefix.
pub fn of_address(address: &str) -> Option<&'static Lifecycle> {
    let prefix = address.split('/').next()?;
    KINDS.iter().copied().find(|lifecycle| lifecycle.prefix == prefix)
}

/// What is done to a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// It is made.
    Create,
    /// It is changed where it is.
    Update,
    /// A revision is registered beside those that there are.
    NewRevision,
    /// A new one takes its place; see `because` and `createFirst` for why and in which order.
    Replace,
    /// It is deleted.
    Delete,
    /// It left the code but stays in AWS, and is no longer the stack's.
    Release,
    /// It exists without belonging to a stack, and comes under this one.
    Adopt,
    /// Nothing.
    Unchanged,
    /// It is started by hand or a pipeline, never by a deploy.
    OnDemand,
}

/// What those who use the resource notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Impact {
    /// Nothing.
    None,
    /// Tasks are replaced while enough others run.
    RollingRestart,
    /// For a while, or from then on, fewer tasks run than before.
    CapacityDrop,
    /// Another object takes its place, with another ARN.
    Replacement,
    /// For a while nothing runs.
    Outage,
}

/// A call that applies a part of the plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlannedCall {
    /// The AWS service: `ecs`, `iam` or `logs`.
    pub service: String,
    /// The operation, such as `UpdateService`.
    pub operation: String,
    /// The request. What only AWS will know when others were applied stands in it as a token. A printed
    /// plan leaves it out: it may hold values that the plan does not show.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub request: Value,
}

impl PlannedCall {
    /// Makes a call of a service's operation.
    pub fn new(service: &str, operation: &str, request: Value) -> Self {
        Self { service: service.to_owned(), operation: operation.to_owned(), request }
    }
}

/// What a difference means.
#[derive(Debug)]
pub struct Verdict {
    /// What is done.
    pub action: Action,
    /// What is noticed.
    pub impact: Impact,
    /// The calls, in order.
    pub calls: Vec<PlannedCall>,
    /// Of a replacement: the members that cannot change in place.
    pub because: Vec<String>,
    /// Of a replacement: whether the new one is made before the old one goes.
    pub create_first: bool,
    /// Whether ECS starts a deployment, which must then be followed to its end.
    pub deploys: bool,
    /// What keeps it from being done at all.
    pub blocked: Option<String>,
}

impl Verdict {
    /// Makes a verdict that replaces nothing and deploys nothing.
    pub fn new(action: Action, impact: Impact, calls: Vec<PlannedCall>) -> Self {
        Self {
            action,
            impact,
            calls,
            because: Vec::new(),
            create_first: false,
            deploys: false,
            blocked: None,
        }
    }
}

/// A resource that is wanted otherwise than it is.
#[derive(Debug)]
pub struct Difference<'a> {
    /// Its kind.
    pub lifecycle: &'static Lifecycle,
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
    /// Returns the calls that make the resource anew.
    pub fn create_calls(&self) -> Vec<PlannedCall> {
        create_calls(self.lifecycle, self.resource)
    }

    /// Returns the calls that bring the tags up to date, if they differ.
    pub fn tag_calls(&self) -> Vec<PlannedCall> {
        let tags = self.members.iter().filter_map(|change| {
            let key = change.member.strip_prefix("tags[")?.strip_suffix(']')?;
            Some((key.to_owned(), change.new.clone()))
        });
        let (mut set, mut unset) = (BTreeMap::new(), Vec::new());
        for (key, new) in tags {
            match new {
                // The value is taken from the request: the change may hide it.
                Some(_) => _ = set.insert(key.clone(), self.wanted["tags"][&key].clone()),
                None => unset.push(key),
            }
        }
        tag_calls(self.lifecycle, self.wanted, &self.live.arn(), &set, &unset)
    }
}

/// Returns the calls that set and unset tags of a resource.
pub(crate) fn tag_calls(
    lifecycle: &Lifecycle,
    whole: &Value,
    arn: &str,
    set: &BTreeMap<String, Value>,
    unset: &[String],
) -> Vec<PlannedCall> {
    let service = service_of(lifecycle.kind);
    let name = (lifecycle.name)(whole);
    let (tag, untag, subject, subject_value) = match lifecycle.kind {
        "iam:role" => ("TagRole", "UntagRole", "RoleName", name.as_str()),
        "iam:instance-profile" => {
            ("TagInstanceProfile", "UntagInstanceProfile", "InstanceProfileName", name.as_str())
        }
        _ => ("TagResource", "UntagResource", "resourceArn", arn),
    };
    let (tags_member, keys_member) = if service == "iam" { ("Tags", "TagKeys") } else { ("tags", "tagKeys") };
    let list = |key: &str, value: &str| -> Value {
        set.iter().map(|(tag, held)| json!({ key: tag, value: held })).collect()
    };
    let tags = match service {
        "iam" => list("Key", "Value"),
        "logs" => set.iter().map(|(key, value)| (key.clone(), value.clone())).collect(),
        _ => list("key", "value"),
    };
    let mut calls = Vec::new();
    if !set.is_empty() {
        calls.push(PlannedCall::new(service, tag, json!({ subject: subject_value, tags_member: tags })));
    }
    if !unset.is_empty() {
        calls.push(PlannedCall::new(service, untag, json!({ subject: subject_value, keys_member: unset })));
    }
    calls
}

/// The AWS service of a kind: what stands before the colon.
pub(crate) fn service_of(kind: &str) -> &str {
    kind.split(':').next().unwrap_or_default()
}

/// Returns the calls that make a resource: its request, and those that complete it.
pub(crate) fn create_calls(lifecycle: &Lifecycle, resource: &ManifestResource) -> Vec<PlannedCall> {
    let service = service_of(lifecycle.kind);
    let mut calls = vec![PlannedCall::new(service, &resource.operation, resource.request.clone())];
    calls.extend(
        resource.then.iter().map(|call| PlannedCall::new(service, &call.operation, call.request.clone())),
    );
    calls
}

/// A resource as it is in AWS.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LiveResource {
    /// The kind, such as `ecs:service`.
    pub kind: String,
    /// The stack that owns it, by its tags.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stack: Option<String>,
    /// Its address in that stack, by its tags.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Its ARN; of a task definition that of the newest revision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arn: Option<String>,
    /// Its status, where the kind has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// What it is, in the shape of the requests that make it, tags as a map.
    pub whole: Value,
    /// The members that the description does not tell, and that are therefore not compared.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub untold: BTreeSet<String>,
    /// What it is doing, which is no part of what it is: of a service its counts, deployments and last
    /// event, as described.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub state: Value,
    /// Whether only tags are known: of a task definition whose digest says the rest.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub tags_only: bool,
}

impl LiveResource {
    /// Makes a live resource of one document, and finds its owner in the document's tags.
    pub fn of(lifecycle: &Lifecycle, mut whole: Value) -> Self {
        if let Value::Object(members) = &mut whole {
            members.retain(|member, _| lifecycle.members.contains(&member.as_str()));
            // A deploy that is under way is no part of what a resource is.
            if let Some(Value::Object(tags)) = members.get_mut("tags") {
                tags.remove(CLAIM_TAG);
            }
        }
        let tag = |key: &str| whole["tags"][key].as_str().map(str::to_owned);
        Self {
            kind: lifecycle.kind.to_owned(),
            stack: tag(STACK_TAG),
            address: tag(ADDRESS_TAG),
            whole,
            ..Self::default()
        }
    }

    /// Makes a task definition of which only ARN and tags were read; its digest tag says whether it is
    /// what is wanted, and if it is not it must be described.
    pub fn tagged_revision(arn: &str, tags: &BTreeMap<String, String>) -> Self {
        let whole =
            json!({ "family": arn.rsplit('/').next().and_then(|name| name.split(':').next()), "tags": tags });
        let arn = Some(arn.to_owned());
        Self { arn, tags_only: true, ..Self::of(&task_definition::lifecycle::LIFECYCLE, whole) }
    }

    /// Returns the ARN, or the token for it where it is not known.
    pub fn arn(&self) -> String {
        match (&self.arn, &self.address) {
            (Some(arn), _) => arn.clone(),
            (None, Some(address)) => format!("${{{address}.arn}}"),
            (None, None) => String::new(),
        }
    }

    /// Returns a tag's value.
    pub fn tag(&self, key: &str) -> Option<&str> {
        self.whole["tags"][key].as_str()
    }
}

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
            let lifecycle = of_kind(&resource.kind)?;
            let whole = (lifecycle.whole)(resource);
            let live = LiveResource {
                stack: Some(manifest.stack.clone()),
                address: Some(address.clone()),
                ..LiveResource::of(lifecycle, whole)
            };
            Some((address.clone(), live))
        });
        Self { account: manifest.account.clone(), resources: resources.collect(), notes: Vec::new() }
    }
}

/// Returns a document whose tags, in whichever of AWS's shapes, are a map under `tags`.
pub fn tags_as_map(mut whole: Value) -> Value {
    let Value::Object(members) = &mut whole else { return whole };
    let tags = members.remove("Tags").or_else(|| members.remove("tags"));
    let map: Map<String, Value> = match tags {
        Some(Value::Array(tags)) => tags
            .iter()
            .filter_map(|tag| {
                let member = |small: &str, large: &str| tag.get(small).or_else(|| tag.get(large)).cloned();
                let key = member("key", "Key")?.as_str()?.to_owned();
                Some((key, member("value", "Value").unwrap_or_else(|| "".into())))
            })
            .collect(),
        Some(Value::Object(tags)) => tags,
        _ => Map::new(),
    };
    members.insert("tags".to_owned(), map.into());
    whole
}

/// Returns what an ARN ends in, or the name itself: `web:3` of `arn:…:task-definition/web:3`.
pub fn bare_name(name: &str) -> &str {
    if name.starts_with("arn:") { name.rsplit('/').next().unwrap_or(name) } else { name }
}

/// Whether two names, either of which may be an ARN, mean the same.
pub fn same_name(wanted: &str, live: &str) -> bool {
    bare_name(wanted) == bare_name(live)
}
