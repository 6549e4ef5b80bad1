//! Reading again what a run began: what stands at its addresses now, under the names from before and
//! under those that the run gave.

use std::collections::{BTreeMap, BTreeSet};

use super::parallel::in_parallel;
use super::{Account, Depth, ecs, read_named};
use crate::assembly::{Manifest, ManifestResource};
use crate::aws::{Aws, CallError};
use crate::kind::{Known, LiveResource, resolve};
use crate::plan::{Live, Options, manifest_of, replace_text};
use crate::resource::of_kind;
use crate::resource::task_definition::lifecycle as definition;

/// What AWS knows a resource by: its name, and of what lives in a cluster that too.
fn identity(resource: &ManifestResource, known: &Known) -> Option<(String, String)> {
    let kind = of_kind(&resource.kind)?;
    let whole = resolve(&kind.whole(resource), known);
    let cluster = ecs::last_part(whole["cluster"].as_str().unwrap_or_default()).to_owned();
    Some((kind.name(&whole), cluster))
}

/// Whether a kind's changes make revisions, which are found by their numbers and not by name.
fn has_revisions(kind: &str) -> bool {
    of_kind(kind).is_some_and(|kind| kind.revisions().is_some())
}

/// What a run began: its part of the code, and what there was of it before.
#[derive(Debug)]
pub(crate) struct Begun {
    /// The resources of the code that the run began.
    pub(crate) code: Manifest,
    /// The live side from before, of the same addresses and of those that the code no longer has.
    pub(crate) before: Live,
}

impl Begun {
    /// Describes the revisions of which only tags were read, also those that are INACTIVE by now.
    ///
    /// # Errors
    /// What can befall a call.
    pub(crate) async fn describe(&mut self, aws: &Aws) -> Result<(), CallError> {
        let is_newest = |address: &String, was: &LiveResource| was.address.as_ref() == Some(address);
        let open =
            self.before.resources.iter().filter(|(address, was)| was.tags_only && is_newest(address, was));
        let calls = open.filter_map(|(address, was)| {
            let (aws, address, arn) = (aws.clone(), address.clone(), was.arn.clone()?);
            Some(async move { Ok((address, ecs::any_task_definition(&aws, &arn).await?)) })
        });
        for (address, described) in in_parallel(calls.collect()).await? {
            if let (Some(was), Some(described)) = (self.before.resources.get_mut(&address), described) {
                let mut whole = definition::live(&described).whole;
                whole["tags"] = was.whole["tags"].take();
                (was.whole, was.tags_only) = (whole, false);
            }
        }
        Ok(())
    }

    /// Takes note that a revision from before has another number now: it was deregistered, and its like
    /// registered.
    pub(crate) fn renumber(&mut self, address: &str, arn: &str) {
        let was = self.before.resources.get_mut(address).filter(|was| has_revisions(&was.kind));
        let Some(old) = was.and_then(|was| was.arn.replace(arn.to_owned())) else { return };
        for one in self.before.resources.values_mut() {
            replace_text(&mut one.whole, &old, arn);
        }
    }

    /// Reads what there is now, in the form that [`back`](crate::plan::back) takes.
    ///
    /// # Errors
    /// What can befall a call.
    pub(crate) async fn read(&self, aws: &Aws, account: &Account, known: &Known) -> Result<Live, CallError> {
        let options = Options { known: known.clone(), ..Options::default() };
        let mut before = manifest_of(&self.code.stack, &self.code.region, &self.before);
        before.resources.retain(|_, one| !has_revisions(&one.kind));
        let mut made = self.code.clone();
        made.resources.retain(|address, one| {
            let is_there =
                before.resources.get(address).is_some_and(|was| identity(was, known) == identity(one, known));
            !has_revisions(&one.kind) && !is_there
        });
        let mut resources = BTreeMap::new();
        for (manifest, is_new) in [(&before, false), (&made, true)] {
            if manifest.resources.is_empty() {
                continue;
            }
            let live = read_named(aws, account, manifest, &options, Depth::Plan).await?;
            // A cluster tells of its other services too.
            for (address, one) in live.resources {
                if manifest.resources.contains_key(&address) {
                    let other = is_new && before.resources.contains_key(&address);
                    let key = if other { format!("{address} (new)") } else { address };
                    resources.insert(key, one);
                }
            }
        }
        self.revisions(aws, &mut resources).await?;
        Ok(Live { account: Some(account.id.clone()), resources, ..Live::default() })
    }

    /// Takes in the revisions from before, where they are still ACTIVE, and those that came since.
    async fn revisions(
        &self,
        aws: &Aws,
        resources: &mut BTreeMap<String, LiveResource>,
    ) -> Result<(), CallError> {
        let is_own = |address: &&String| {
            let was = self.before.resources.get(*address).and_then(|was| was.address.as_deref());
            was.is_none_or(|own| own == address.as_str())
        };
        let in_code = self.code.resources.iter().filter(|(_, one)| has_revisions(&one.kind));
        let before = self.before.resources.iter().filter(|(_, one)| has_revisions(&one.kind));
        let mut addresses: BTreeSet<&String> = in_code.map(|(address, _)| address).collect();
        addresses.extend(before.map(|(address, _)| address));
        let calls = addresses.into_iter().filter(is_own).map(|address| {
            let old = self.before.resources.get(address).and_then(|was| was.arn.clone());
            let family = self.code.resources.get(address).and_then(|one| one.request["family"].as_str());
            let family = family.map(str::to_owned);
            let (aws, address, stack) = (aws.clone(), address.clone(), self.code.stack.clone());
            async move { revisions_at(&aws, &address, &stack, old, family).await }
        });
        resources.extend(in_parallel(calls.collect()).await?.into_iter().flatten());
        Ok(())
    }
}

/// Returns the revision from before at its address, and the stack's own newer ones of the family from
/// before and of that in the code, each under a key of its own.
async fn revisions_at(
    aws: &Aws,
    address: &str,
    stack: &str,
    old: Option<String>,
    family: Option<String>,
) -> Result<Vec<(String, LiveResource)>, CallError> {
    let mut found = Vec::new();
    if let Some(arn) = &old
        && let Some(described) = ecs::task_definition(aws, arn).await?
    {
        found.push((address.to_owned(), definition::live(&described)));
    }
    let before = old.as_deref().and_then(ecs::family_of);
    for family in before.into_iter().chain(family.as_deref()).collect::<BTreeSet<&str>>() {
        let since = old.as_deref().filter(|_| before == Some(family)).and_then(ecs::revision_of);
        for arn in ecs::revisions(aws, family).await? {
            let revision = ecs::revision_of(&arn);
            if revision <= since {
                continue;
            }
            let Some(described) = ecs::task_definition(aws, &arn).await? else { continue };
            let newer = definition::live(&described);
            if newer.stack.as_deref() == Some(stack) && newer.address.as_deref() == Some(address) {
                let key = format!("{address} (revision {})", revision.unwrap_or_default());
                found.push((key, newer));
            }
        }
    }
    Ok(found)
}
