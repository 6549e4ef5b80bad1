//! Reading again what a run began: what stands at its addresses now, under the names from before and
//! under those that the run gave.

use std::collections::{BTreeMap, BTreeSet};

use super::{Account, Depth, ecs, read_named};
use crate::assembly::{Manifest, ManifestResource};
use crate::aws::{Aws, CallError};
use crate::plan::lifecycle::of_kind;
use crate::plan::{Known, Live, LiveResource, Options, manifest_of, replace_text, resolve};
use crate::resource::task_definition::lifecycle as definition;

/// What AWS knows a resource by: its name, and of what lives in a cluster that too.
fn identity(resource: &ManifestResource, known: &Known) -> Option<(String, String)> {
    let kind = of_kind(&resource.kind)?;
    let whole = resolve(&(kind.whole)(resource), known);
    let cluster = ecs::last_part(whole["cluster"].as_str().unwrap_or_default()).to_owned();
    Some(((kind.name)(&whole), cluster))
}

const DEFINITION: &str = "ecs:task-definition";

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
        for (address, was) in &mut self.before.resources {
            let is_newest = was.address.as_deref() == Some(address);
            let Some(arn) = was.arn.clone().filter(|_| was.tags_only && is_newest) else { continue };
            if let Some(described) = ecs::any_task_definition(aws, &arn).await? {
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
        let was = self.before.resources.get_mut(address).filter(|was| was.kind == DEFINITION);
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
        before.resources.retain(|_, one| one.kind != DEFINITION);
        let mut made = self.code.clone();
        made.resources.retain(|address, one| {
            let is_there =
                before.resources.get(address).is_some_and(|was| identity(was, known) == identity(one, known));
            one.kind != DEFINITION && !is_there
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

    /// Takes in the revision from before, if it is still ACTIVE, and those that came since.
    async fn revisions(
        &self,
        aws: &Aws,
        resources: &mut BTreeMap<String, LiveResource>,
    ) -> Result<(), CallError> {
        let in_code = self.code.resources.iter().filter(|(_, one)| one.kind == DEFINITION);
        let of_before = self.before.resources.iter().filter(|(_, one)| one.kind == DEFINITION);
        let mut addresses: BTreeSet<&str> = in_code.clone().map(|(address, _)| address.as_str()).collect();
        addresses.extend(of_before.clone().map(|(address, _)| address.as_str()));
        for address in addresses {
            let was = self.before.resources.get(address);
            if was.is_some_and(|was| was.address.as_deref().is_some_and(|own| own != address)) {
                continue;
            }
            let old = was.and_then(|was| was.arn.clone());
            if let Some(arn) = &old
                && let Some(described) = ecs::task_definition(aws, arn).await?
            {
                resources.insert(address.to_owned(), definition::live(&described));
            }
            let new = self.code.resources.get(address).and_then(|one| one.request["family"].as_str());
            let before = old.as_deref().and_then(ecs::family_of);
            let families: BTreeSet<&str> = before.into_iter().chain(new).collect();
            for family in families {
                let since = old.as_deref().filter(|_| before == Some(family)).and_then(ecs::revision_of);
                for arn in ecs::revisions(aws, family).await? {
                    let revision = ecs::revision_of(&arn);
                    if revision <= since {
                        continue;
                    }
                    let Some(described) = ecs::task_definition(aws, &arn).await? else { continue };
                    let found = definition::live(&described);
                    let ours = found.stack.as_deref() == Some(&self.code.stack)
                        && found.address.as_deref() == Some(address);
                    if ours {
                        let key = format!("{address}:{}", revision.unwrap_or_default());
                        resources.insert(key, found);
                    }
                }
            }
        }
        Ok(())
    }
}
