//! Making the plan: each wanted resource against its live one, then what is live and no longer wanted.

use std::collections::BTreeSet;
use std::fmt;

use serde_json::Value;

use super::compare::{Against, MemberChange, compare};
use super::digest;
use super::lifecycle::{
    Action, Difference, Impact, Lifecycle, Live, LiveResource, PlannedCall, Verdict, bare_name, create_calls,
    of_kind, tag_calls,
};
use super::marks::marks;
use super::model::{FORMAT, Plan, PlannedResource};
use super::token::{self, Known};
use super::{order, ownership, retention};
use crate::assembly::{DIGEST_TAG, Manifest, ManifestResource, RETAIN_TAG, STACK_TAG, identity};
use crate::resource::cluster::lifecycle as cluster;
use crate::resource::service::lifecycle::owned_by_controller;

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
    let account = live.account.clone().or_else(|| wanted.account.clone());
    let mut maker =
        Maker { wanted, live, options, account, known: options.known.clone(), moved: Known::new() };
    maker.know_arns();
    let mut resources = Vec::with_capacity(wanted.resources.len());
    for address in wanted.in_dependency_order() {
        resources.push(maker.resource(address, &wanted.resources[address])?);
    }
    let mut gone: Vec<(&String, &LiveResource)> = live
        .resources
        .iter()
        .filter(|(address, resource)| {
            !wanted.resources.contains_key(*address)
                && (options.revisions_go || !retention::is_earlier(wanted, address))
                && resource.stack.as_deref() == Some(&wanted.stack)
                && !is_over(resource)
        })
        .collect();
    gone.sort_by_key(|(address, resource)| (std::cmp::Reverse(order::rank(resource)), *address));
    for (address, resource) in gone {
        let keep = resource.tag(RETAIN_TAG) == Some("true");
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
    let mut owned: Vec<(&String, &LiveResource)> = live
        .resources
        .iter()
        .filter(|(_, live)| live.stack.as_deref() == Some(stack) && !is_over(live))
        .collect();
    owned.sort_by_key(|(address, resource)| (std::cmp::Reverse(order::rank(resource)), *address));
    let mut resources = Vec::with_capacity(owned.len());
    for (address, resource) in owned {
        let log_group = resource.kind == "logs:log-group" && !options.delete_log_groups;
        let keep = log_group || resource.tag(RETAIN_TAG) == Some("true");
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
    let maker = Maker { wanted, live, options, account: None, known: Known::new(), moved: Known::new() };
    let open = wanted.resources.iter().filter(|(address, _)| {
        let Some(found) = live.resources.get(*address).filter(|found| found.tags_only) else { return false };
        !maker.is_settled(address, found)
    });
    open.map(|(address, _)| address.clone()).collect()
}

/// The plan in the making.
struct Maker<'a> {
    wanted: &'a Manifest,
    live: &'a Live,
    options: &'a Options,
    account: Option<String>,
    known: Known,
    /// The tokens of what gets another ARN, which moves whoever refers to it, and what to call the old one.
    moved: Known,
}

impl Maker<'_> {
    /// ARNs are known of what exists and stays, and where the account is known also of what AWS names
    /// after the request.
    fn know_arns(&mut self) {
        if self.options.against_manifest {
            return;
        }
        if let Some(account) = &self.account {
            self.known.insert("aws.account".to_owned(), account.clone());
        }
        for (address, resource) in &self.wanted.resources {
            let Some(account) = &self.account else { break };
            let arn = identity::arn(&resource.kind, &resource.request, &self.wanted.region, account);
            self.known.extend(arn.map(|arn| (format!("{address}.arn"), arn)));
        }
        for (address, resource) in &self.live.resources {
            let stays = resource.kind != "ecs:task-definition";
            if let Some(arn) = resource.arn.as_ref().filter(|_| stays) {
                self.known.entry(format!("{address}.arn")).or_insert_with(|| arn.clone());
            }
        }
    }

    fn resource(&mut self, address: &str, manifest: &ManifestResource) -> Result<PlannedResource, PlanError> {
        let lifecycle = of_kind(&manifest.kind).ok_or_else(|| PlanError::UnknownKind {
            address: address.to_owned(),
            kind: manifest.kind.clone(),
        })?;
        let live = self.live.resources.get(address).filter(|live| !is_gone(live));
        let live = live.map(|live| self.live_side(live));
        let resource = self.wanted_side(address, lifecycle, manifest, live.as_ref());
        let wanted = (lifecycle.whole)(&resource);
        let (verdict, members) = self.verdict(address, lifecycle, &resource, &wanted, live.as_ref());
        let token = format!("{address}.arn");
        match verdict.action {
            Action::NewRevision | Action::Create | Action::Replace => {
                self.moved.insert(token, format!("{address} as it is now"));
            }
            _ => {
                if let Some(arn) = live.as_ref().and_then(|live| live.arn.clone()) {
                    self.known.insert(token, arn);
                }
            }
        }
        let Verdict { action, impact, calls, because, create_first, deploys, blocked } = verdict;
        let before = live.as_ref().filter(|_| action != Action::Create).map(|live| &live.whole);
        Ok(PlannedResource {
            address: address.to_owned(),
            kind: manifest.kind.clone(),
            name: (lifecycle.name)(&wanted),
            action,
            because,
            blocked,
            create_first,
            impact,
            marks: marks(&manifest.kind, action, Some(&wanted), before),
            members,
            deploys,
            arn: live.and_then(|live| live.arn),
            after: manifest
                .depends_on
                .iter()
                .filter(|needed| self.wanted.resources.contains_key(*needed))
                .cloned()
                .collect(),
            calls,
        })
    }

    /// The live side, in which another manifest's tokens of what will move no longer are what they were.
    fn live_side(&self, live: &LiveResource) -> LiveResource {
        let mut live = live.clone();
        if self.options.against_manifest {
            live.whole = token::resolve(&live.whole, &self.moved);
        }
        live
    }

    /// The wanted side: tokens resolved, others' members as they are.
    fn wanted_side(
        &self,
        address: &str,
        lifecycle: &Lifecycle,
        manifest: &ManifestResource,
        live: Option<&LiveResource>,
    ) -> ManifestResource {
        let mut resource = manifest.clone();
        resource.request = token::resolve(&resource.request, &self.known);
        for call in resource.then.iter_mut() {
            call.request = token::resolve(&call.request, &self.known);
        }
        if let Some(live) = live {
            let mut others: Vec<&str> = resource.unmanaged.iter().map(String::as_str).collect();
            if lifecycle.kind == "ecs:service" {
                others.extend(owned_by_controller(&resource.request));
            }
            let associated = address.strip_prefix("cluster/").is_some_and(|id| {
                self.wanted.resources.contains_key(&format!("cluster-capacity-providers/{id}"))
            });
            if associated {
                // The association is a resource of its own, made when the providers are.
                others.extend(["capacityProviders", "defaultCapacityProviderStrategy"]);
            }
            let others: Vec<String> = others.into_iter().map(str::to_owned).collect();
            for path in others {
                ownership::inherit(&mut resource.request, &live.whole, &path);
            }
            if !self.options.against_manifest {
                cluster::keep_providers_made_in(&mut resource, &live.whole, |provider, cluster| {
                    self.is_made_in(provider, cluster)
                });
            }
        }
        resource
    }

    /// Whether a capacity provider, wanted or there, is one that is made in this cluster.
    fn is_made_in(&self, provider: &str, cluster: &str) -> bool {
        let is_it = |kind: &str, whole: &Value| {
            kind == "ecs:capacity-provider"
                && whole["name"] == provider
                && whole["cluster"].as_str().is_some_and(|its| bare_name(its) == cluster)
        };
        self.wanted.resources.values().any(|one| is_it(&one.kind, &token::resolve(&one.request, &self.known)))
            || self.live.resources.values().any(|one| is_it(&one.kind, &one.whole))
    }

    fn verdict(
        &self,
        address: &str,
        lifecycle: &'static Lifecycle,
        resource: &ManifestResource,
        wanted: &Value,
        live: Option<&LiveResource>,
    ) -> (Verdict, Vec<MemberChange>) {
        if lifecycle.kind == "ecs:run-task" && !self.options.against_manifest {
            return (Verdict::new(Action::OnDemand, Impact::None, Vec::new()), Vec::new());
        }
        let Some(live) = live else {
            let (action, calls) = match lifecycle.kind {
                "ecs:run-task" => (Action::OnDemand, Vec::new()),
                _ => (Action::Create, create_calls(lifecycle, resource)),
            };
            let deploys = lifecycle.kind == "ecs:service";
            return (Verdict { deploys, ..Verdict::new(action, Impact::None, calls) }, Vec::new());
        };
        let members = self.members(address, lifecycle, wanted, live);
        let difference = Difference { lifecycle, resource, wanted, live, members: &members };
        let mut verdict = if members.is_empty() {
            Verdict::new(Action::Unchanged, Impact::None, Vec::new())
        } else {
            (lifecycle.decide)(&difference)
        };
        let foreign = match &live.stack {
            Some(owner) if *owner == self.wanted.stack => None,
            Some(owner) => Some(format!(
                "it belongs to stack `{owner}`; take it out there, or give it another name here"
            )),
            None if self.options.adopt => {
                if verdict.action == Action::Update || verdict.action == Action::Unchanged {
                    verdict.action = Action::Adopt;
                }
                None
            }
            None => {
                Some("it exists already and belongs to no stack; `adopt` brings it under this one".to_owned())
            }
        };
        if foreign.is_some() {
            verdict = Verdict { blocked: foreign, ..Verdict::new(Action::Adopt, Impact::None, Vec::new()) };
        } else if verdict.blocked.is_some() {
            verdict.calls.clear();
        }
        (verdict, members)
    }

    fn members(
        &self,
        address: &str,
        lifecycle: &Lifecycle,
        wanted: &Value,
        live: &LiveResource,
    ) -> Vec<MemberChange> {
        let against = if self.options.against_manifest { Against::Manifest } else { Against::Live };
        let mut members = if live.tags_only {
            self.members_of_tagged(address, lifecycle, wanted, live)
        } else {
            compare(wanted, &live.whole, lifecycle.normal, against, &live.untold)
        };
        // The digest follows from the other members. Alone it differs where another version of this
        // library wrote it, which is nothing between two manifests.
        let follows = self.options.against_manifest || members.iter().any(|change| change.top() != "tags");
        members.retain(|change| match tag_key(change) {
            Some(DIGEST_TAG) => !follows,
            // AWS's own tags are nobody's to change.
            Some(key) => !key.starts_with("aws:"),
            None => true,
        });
        members
    }

    /// Whether the digest of a revision says that it is the wanted one.
    fn is_settled(&self, address: &str, live: &LiveResource) -> bool {
        let wanted = self.wanted.resources.get(address);
        let relied_on = wanted.and_then(|resource| digest::relied_on(self.wanted, resource));
        relied_on.is_some_and(|digest| live.tag(DIGEST_TAG) == Some(digest))
    }

    /// Of a revision that was not described the digest says whether it is the wanted one.
    fn members_of_tagged(
        &self,
        address: &str,
        lifecycle: &Lifecycle,
        wanted: &Value,
        live: &LiveResource,
    ) -> Vec<MemberChange> {
        let mut as_described = wanted.clone();
        as_described["tags"] = live.whole["tags"].clone();
        let mut members = compare(wanted, &as_described, lifecycle.normal, Against::Live, &live.untold);
        if !self.is_settled(address, live) {
            members.push(MemberChange {
                member: "containerDefinitions".to_owned(),
                old: Some("not read".into()),
                new: Some("as in the code".into()),
                known_after_apply: false,
                hidden: true,
            });
        }
        members
    }
}

/// Returns the key of a tag that differs.
fn tag_key(change: &MemberChange) -> Option<&str> {
    change.member.strip_prefix("tags[")?.strip_suffix(']')
}

/// ECS tells of clusters and services for a while after they are gone. The name of one that drains is
/// still taken: whoever makes the new one waits for it.
pub(super) fn is_gone(live: &LiveResource) -> bool {
    matches!(live.status.as_deref(), Some("INACTIVE" | "DRAINING" | "DEPROVISIONING"))
}

/// Whether nothing is left to be waited for. A service that drains still has tasks, and they need their
/// roles, log groups and cluster: whatever else goes must come after it, also in a run that finds it so.
fn is_over(live: &LiveResource) -> bool {
    is_gone(live) && !(live.kind == "ecs:service" && live.status.as_deref() == Some("DRAINING"))
}

/// Plans the end of a resource; one that is kept is only no longer ours.
pub(super) fn removed(address: &str, live: &LiveResource, keep: bool) -> Option<PlannedResource> {
    let lifecycle = of_kind(&live.kind)?;
    let (action, calls): (Action, Vec<PlannedCall>) = if keep {
        let ours: Vec<String> = live.whole["tags"]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(key, _)| key.clone())
            .filter(|key| key.starts_with(STACK_TAG.trim_end_matches("stack")))
            .collect();
        let calls = tag_calls(lifecycle, &live.whole, &live.arn(), &std::collections::BTreeMap::new(), &ours);
        (Action::Release, calls)
    } else if lifecycle.kind == "ecs:run-task" {
        (Action::OnDemand, Vec::new())
    } else {
        (Action::Delete, (lifecycle.delete)(live))
    };
    let blocked = (lifecycle.protected)(live).filter(|_| action == Action::Delete);
    let outage = action == Action::Delete && live.kind == "ecs:service";
    Some(PlannedResource {
        address: address.to_owned(),
        kind: live.kind.clone(),
        name: (lifecycle.name)(&live.whole),
        action,
        because: Vec::new(),
        calls: if blocked.is_some() { Vec::new() } else { calls },
        blocked,
        create_first: false,
        impact: if outage { Impact::Outage } else { Impact::None },
        marks: marks(&live.kind, action, None, Some(&live.whole)),
        members: Vec::new(),
        deploys: false,
        arn: live.arn.clone(),
        after: BTreeSet::new(),
    })
}
