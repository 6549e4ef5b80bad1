//! What is planned for one resource that is wanted, by what there is of it.

use serde_json::Value;

use super::compare::{Against, compare};
use super::live::{Live, is_gone};
use super::make::{Options, PlanError};
use super::model::PlannedResource;
use super::{lost, marks};
use crate::assembly::{DIGEST_TAG, Manifest, ManifestResource};
use crate::kind::{
    Action, Difference, Home, Impact, Kind, Known, LiveResource, MemberChange, Verdict, create_calls,
    ownership, resolve,
};
use crate::resource::of_kind;

/// The plan in the making.
pub(super) struct Maker<'a> {
    wanted: &'a Manifest,
    live: &'a Live,
    options: &'a Options,
    pub(super) account: Option<String>,
    /// What tokens stand for, as far as it is known by now.
    pub(super) known: Known,
    /// The tokens of what gets another ARN, which moves whoever refers to it, and what to call the old one.
    moved: Known,
}

impl<'a> Maker<'a> {
    pub(super) fn new(wanted: &'a Manifest, live: &'a Live, options: &'a Options) -> Self {
        let account = live.account.clone().or_else(|| wanted.account.clone());
        Self { wanted, live, options, account, known: options.known.clone(), moved: Known::new() }
    }

    /// ARNs are known of what exists and stays, and where the account is known also of what AWS names
    /// after the request.
    pub(super) fn know_arns(&mut self) {
        if self.options.against_manifest {
            return;
        }
        if let Some(account) = &self.account {
            self.known.insert("aws.account".to_owned(), account.clone());
            let home = Home { region: &self.wanted.region, account };
            for (address, resource) in &self.wanted.resources {
                let arn = of_kind(&resource.kind).and_then(|kind| kind.arn(&resource.request, &home));
                self.known.extend(arn.map(|arn| (format!("{address}.arn"), arn)));
            }
        }
        for (address, resource) in &self.live.resources {
            let stays = of_kind(&resource.kind).is_none_or(|kind| kind.revisions().is_none());
            if let Some(arn) = resource.arn.as_ref().filter(|_| stays) {
                self.known.entry(format!("{address}.arn")).or_insert_with(|| arn.clone());
            }
        }
    }

    /// Plans one resource. Those that it needs must have been planned before.
    pub(super) fn resource(
        &mut self,
        address: &str,
        manifest: &ManifestResource,
    ) -> Result<PlannedResource, PlanError> {
        let kind = of_kind(&manifest.kind).ok_or_else(|| PlanError::UnknownKind {
            address: address.to_owned(),
            kind: manifest.kind.clone(),
        })?;
        let live = self.live.resources.get(address).filter(|live| !is_gone(live));
        let live = live.map(|live| self.live_side(live));
        let resource = self.wanted_side(address, kind, manifest, live.as_ref());
        let wanted = kind.whole(&resource);
        let (verdict, members) = self.verdict(address, kind, &resource, &wanted, live.as_ref());
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
        let needed = manifest.depends_on.iter().filter(|one| self.wanted.resources.contains_key(*one));
        Ok(PlannedResource {
            address: address.to_owned(),
            kind: manifest.kind.clone(),
            name: kind.name(&wanted),
            action,
            because,
            blocked,
            create_first,
            impact,
            lost: lost(kind, action),
            marks: marks(kind, action, Some(&wanted), before),
            members,
            deploys,
            arn: live.and_then(|live| live.arn),
            after: needed.cloned().collect(),
            calls,
        })
    }

    /// The live side, in which another manifest's tokens of what will move no longer are what they were.
    fn live_side(&self, live: &LiveResource) -> LiveResource {
        let mut live = live.clone();
        if self.options.against_manifest {
            live.whole = resolve(&live.whole, &self.moved);
        }
        live
    }

    /// The wanted side: tokens resolved, others' members as they are.
    fn wanted_side(
        &self,
        address: &str,
        kind: &dyn Kind,
        manifest: &ManifestResource,
        live: Option<&LiveResource>,
    ) -> ManifestResource {
        let mut resource = manifest.clone();
        resource.request = resolve(&resource.request, &self.known);
        for call in resource.then.iter_mut() {
            call.request = resolve(&call.request, &self.known);
        }
        if let Some(live) = live {
            let is_planned = |address: &str| self.wanted.resources.contains_key(address);
            let by_kind = kind.others_own(address, &resource.request, &is_planned);
            for path in manifest.unmanaged.iter().map(String::as_str).chain(by_kind) {
                ownership::inherit(&mut resource.request, &live.whole, path);
            }
            if !self.options.against_manifest {
                kind.keep(&mut resource.request, &live.whole, &|kind| self.all_of(kind));
            }
        }
        resource
    }

    /// Returns the documents of a kind, of what is wanted and of what there is.
    fn all_of(&self, kind: &str) -> Vec<Value> {
        let wanted = self.wanted.resources.values().filter(|one| one.kind == kind);
        let live = self.live.resources.values().filter(|one| one.kind == kind);
        let wanted = wanted.map(|one| resolve(&one.request, &self.known));
        wanted.chain(live.map(|one| one.whole.clone())).collect()
    }

    fn verdict(
        &self,
        address: &str,
        kind: &'static dyn Kind,
        resource: &ManifestResource,
        wanted: &Value,
        live: Option<&LiveResource>,
    ) -> (Verdict, Vec<MemberChange>) {
        if kind.on_demand() && (live.is_none() || !self.options.against_manifest) {
            return (Verdict::new(Action::OnDemand, Impact::None, Vec::new()), Vec::new());
        }
        let Some(live) = live else {
            let verdict = Verdict::new(Action::Create, Impact::None, create_calls(kind, resource));
            return (Verdict { deploys: kind.deployment().is_some(), ..verdict }, Vec::new());
        };
        let members = self.members(address, kind, wanted, live);
        let verdict = if members.is_empty() {
            Verdict::new(Action::Unchanged, Impact::None, Vec::new())
        } else {
            kind.decide(&Difference { kind, resource, wanted, live, members: &members })
        };
        (self.as_owned(verdict, live), members)
    }

    /// What becomes of a verdict on something that may be somebody else's, or blocked.
    fn as_owned(&self, mut verdict: Verdict, live: &LiveResource) -> Verdict {
        let foreign = match &live.stack {
            Some(owner) if *owner == self.wanted.stack => None,
            Some(owner) => Some(format!(
                "it belongs to stack `{owner}`; take it out there, or give it another name here"
            )),
            None if self.options.adopt => {
                if matches!(verdict.action, Action::Update | Action::Unchanged) {
                    verdict.action = Action::Adopt;
                }
                None
            }
            None => {
                Some("it exists already and belongs to no stack; `adopt` brings it under this one".to_owned())
            }
        };
        if foreign.is_some() {
            return Verdict { blocked: foreign, ..Verdict::new(Action::Adopt, Impact::None, Vec::new()) };
        }
        if verdict.blocked.is_some() {
            verdict.calls.clear();
        }
        verdict
    }

    fn members(
        &self,
        address: &str,
        kind: &dyn Kind,
        wanted: &Value,
        live: &LiveResource,
    ) -> Vec<MemberChange> {
        let against = if self.options.against_manifest { Against::Manifest } else { Against::Live };
        let mut members = if live.tags_only {
            self.members_of_tagged(address, kind, wanted, live)
        } else {
            compare(wanted, &live.whole, kind.normal(), against, &live.untold)
        };
        // The digest follows from the other members. Alone it differs where another version of this
        // library wrote it, which is nothing between two manifests.
        let follows = self.options.against_manifest || members.iter().any(|change| change.top() != "tags");
        members.retain(|change| match change.tag_key() {
            Some(DIGEST_TAG) => !follows,
            // AWS's own tags are nobody's to change.
            Some(key) => !key.starts_with("aws:"),
            None => true,
        });
        members
    }

    /// Whether the digest of a revision says that it is the wanted one.
    pub(super) fn is_settled(&self, address: &str, live: &LiveResource) -> bool {
        let digest = self.wanted.resources.get(address).and_then(|resource| {
            let revisions = of_kind(&resource.kind)?.revisions()?;
            (revisions.digest)(self.wanted, resource)
        });
        digest.is_some_and(|digest| live.tag(DIGEST_TAG) == Some(digest))
    }

    /// Of a revision that was not described the digest says whether it is the wanted one.
    fn members_of_tagged(
        &self,
        address: &str,
        kind: &dyn Kind,
        wanted: &Value,
        live: &LiveResource,
    ) -> Vec<MemberChange> {
        let mut as_described = wanted.clone();
        as_described["tags"] = live.whole["tags"].clone();
        let mut members = compare(wanted, &as_described, kind.normal(), Against::Live, &live.untold);
        if let Some(revisions) = kind.revisions().filter(|_| !self.is_settled(address, live)) {
            members.push(MemberChange {
                member: revisions.contents.to_owned(),
                old: Some("not read".into()),
                new: Some("as in the code".into()),
                known_after_apply: false,
                hidden: true,
            });
        }
        members
    }
}
