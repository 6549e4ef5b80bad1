//! Task definitions: which revision of a family is the stack's, and what earlier ones there are.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::parallel::in_parallel;
use super::{Depth, Reader, ecs};
use crate::assembly::STACK_TAG;
use crate::aws::{Aws, CallError};
use crate::plan::{self, Live, Options};
use crate::resource::of_kind;
use crate::resource::task_definition::lifecycle::{TaskDefinitionKind, live, tagged};

/// Families, each with the address that the code has for it, if it has one.
type Families = BTreeMap<String, Option<String>>;

impl Reader<'_> {
    /// The digest in a revision's tags mostly tells all there is to know; only where it does not is a
    /// task definition described.
    ///
    /// The index of tags lags, and tells of revisions that were deregistered. One that a service runs
    /// is both there and, as services run the newest, the newest.
    pub(super) async fn task_definitions(
        &mut self,
        options: &Options,
        depth: Depth,
    ) -> Result<(), CallError> {
        let families = self.targets.all(&TaskDefinitionKind).into_iter();
        let families: Families = families.map(|(target, address)| (target.name, address)).collect();
        if depth == Depth::Everything {
            return self.every_revision(families.into_keys().collect()).await;
        }
        let running = self.running();
        for (family, address) in &families {
            if let (Some(address), Some((arn, tags))) = (address, self.owned.newest_revision(family))
                && running.contains_key(arn)
            {
                self.live.insert(address.clone(), tagged(arn, tags));
            }
        }
        let known =
            Live { account: Some(self.account.id.clone()), resources: self.live.clone(), ..Live::default() };
        let mut open: BTreeSet<String> =
            plan::needs_description(self.manifest, &known, options).into_iter().collect();
        open.extend(self.unseen_revisions(&families).await?);
        let calls = families.iter().filter_map(|(family, address)| {
            let address = address.clone().filter(|address| open.contains(address))?;
            let (aws, family) = (self.aws.clone(), family.clone());
            let tagged = self.owned.newest_revision(&family).map(|(arn, _)| arn.to_owned());
            let stack = self.manifest.stack.clone();
            let released = self.leaves_image(&address).then(|| self.released(&running, &family));
            Some(async move {
                match released {
                    Some(released) => {
                        let described = ecs::task_definition(&aws, &released.name).await?;
                        Ok((address, described, released.is_ours))
                    }
                    None => Ok((address, newest(&aws, &family, tagged, &stack).await?, false)),
                }
            })
        });
        for (address, described, is_ours) in in_parallel(calls.collect()).await? {
            let Some(described) = described else {
                self.live.remove(&address);
                continue;
            };
            let mut resource = live(&described);
            if resource.stack.is_none() && is_ours {
                resource.stack = Some(self.manifest.stack.clone());
                resource.address = Some(address.clone());
                resource.untold.insert("tags".to_owned());
            }
            self.live.insert(address, resource);
        }
        for (family, address) in &families {
            if let Some(address) = address {
                self.earlier_revisions(family, address, open.contains(address)).await?;
            }
        }
        let left = families.into_iter().filter(|(_, address)| address.is_none());
        self.every_revision(left.map(|(family, _)| family).collect()).await
    }

    /// Returns the addresses of task definitions of which nothing is known so far, and which are there as
    /// far as a listing tells: in a first deployment none of many is.
    async fn unseen_revisions(&self, families: &Families) -> Result<Vec<String>, CallError> {
        let unseen = families.iter().filter_map(|(family, address)| Some((family, address.as_ref()?)));
        let unseen: Vec<_> = unseen.filter(|(_, address)| !self.live.contains_key(*address)).collect();
        let unknown = unseen.iter().filter(|(family, _)| self.owned.newest_revision(family).is_none());
        let unknown: Vec<String> = unknown.map(|(family, _)| (*family).clone()).collect();
        let there = ecs::families(self.aws, &unknown).await?;
        let is_absent = |family: &String| {
            there.as_ref().is_some_and(|there| !there.contains(family))
                && self.owned.newest_revision(family).is_none()
        };
        let unseen = unseen.into_iter().filter(|(family, _)| !is_absent(family));
        Ok(unseen.map(|(_, address)| address.clone()).collect())
    }

    /// Takes in all revisions of families that the stack owns.
    async fn every_revision(&mut self, families: Vec<String>) -> Result<(), CallError> {
        let calls = families.into_iter().map(|family| {
            let aws = self.aws.clone();
            async move {
                let mut revisions = ecs::revisions(&aws, &family).await?;
                revisions.sort_by_key(|arn| std::cmp::Reverse(ecs::revision_of(arn)));
                // Most families are ours, and of such a one the newest is described.
                let newest = match revisions.first() {
                    Some(arn) => ecs::task_definition(&aws, arn).await?,
                    None => None,
                };
                Ok((revisions, newest))
            }
        });
        for (revisions, newest) in in_parallel(calls.collect()).await? {
            self.take_revisions(revisions, newest).await?;
        }
        Ok(())
    }

    /// Returns the revisions that the services found so far run, each with whether the service is ours.
    fn running(&self) -> BTreeMap<String, bool> {
        let runs = self.live.values().filter_map(|one| {
            let ours = one.stack.as_deref() == Some(&self.manifest.stack);
            let deployment = of_kind(&one.kind)?.deployment()?;
            Some((one.whole[deployment.runs].as_str()?.to_owned(), ours))
        });
        runs.collect()
    }

    /// Whether others register revisions of a task definition with images of their own.
    fn leaves_image(&self, address: &str) -> bool {
        self.manifest.resources.get(address).is_some_and(|resource| !resource.unmanaged.is_empty())
    }

    /// Finds the revision that others have brought a family to: the one that a service of the stack
    /// runs, else the newest. It counts as the stack's without its tags, if the family is.
    fn released(&self, running: &BTreeMap<String, bool>, family: &str) -> Released {
        let of_family = running.iter().filter(|(arn, ours)| **ours && ecs::family_of(arn) == Some(family));
        let newest = of_family.map(|(arn, _)| arn).max_by_key(|arn| ecs::revision_of(arn));
        Released {
            name: newest.cloned().unwrap_or_else(|| family.to_owned()),
            is_ours: newest.is_some() || self.owned.newest_revision(family).is_some() || self.named,
        }
    }

    /// Takes in the earlier revisions of a family of which only some are kept, if they may be too many.
    async fn earlier_revisions(
        &mut self,
        family: &str,
        address: &str,
        may_grow: bool,
    ) -> Result<(), CallError> {
        let wanted = self.manifest.resources.get(address).filter(|_| !self.named);
        let keep = wanted.and_then(|resource| resource.keep_revisions);
        let (Some(keep), Some(current)) = (keep, self.live.get(address).and_then(|one| one.arn.clone()))
        else {
            return Ok(());
        };
        let known: BTreeSet<&String> = self.owned.revisions(family).chain([&current]).collect();
        let allowed = usize::try_from(keep).unwrap_or(usize::MAX).saturating_add(1);
        if self.owned.is_indexed && known.len() + usize::from(may_grow) <= allowed {
            return Ok(());
        }
        for arn in ecs::revisions(self.aws, family).await? {
            if arn == current {
                continue;
            }
            let resource = match self.owned.tags_of(&arn) {
                Some(tags) => tagged(&arn, tags),
                // The index lags behind: what it does not know yet is young, and can wait.
                None if self.owned.is_indexed => continue,
                None => match ecs::task_definition(self.aws, &arn).await? {
                    Some(described) => live(&described),
                    None => continue,
                },
            };
            let revision = ecs::revision_of(&arn).unwrap_or_default();
            self.live.insert(format!("{address}:{revision}"), resource);
        }
        Ok(())
    }

    /// Takes in the revisions of a family, the newest of which comes first: it at the address, the others
    /// each at one of its own.
    async fn take_revisions(
        &mut self,
        revisions: Vec<String>,
        mut first: Option<Value>,
    ) -> Result<(), CallError> {
        let mut newest = true;
        for (place, arn) in revisions.into_iter().enumerate() {
            // The newest is described: what it refers to has to stay until it is gone.
            let resource = match self.owned.tags_of(&arn) {
                Some(tags) if !newest => tagged(&arn, tags),
                _ => {
                    let described = match place {
                        0 => first.take(),
                        _ => ecs::task_definition(self.aws, &arn).await?,
                    };
                    match described {
                        Some(described) => live(&described),
                        None => continue,
                    }
                }
            };
            let Some(address) = resource.address.clone() else { continue };
            if resource.stack.as_deref() != Some(&self.manifest.stack) {
                continue;
            }
            let revision = ecs::revision_of(&arn).unwrap_or_default();
            let key = if newest { address } else { format!("{address}:{revision}") };
            newest = false;
            self.live.insert(key, resource);
        }
        Ok(())
    }
}

/// The revision that others have brought a family to.
struct Released {
    /// Its ARN, or the family's name.
    name: String,
    is_ours: bool,
}

/// Returns the newest revision of a family; where that is somebody else's, our own newest.
async fn newest(
    aws: &Aws,
    family: &str,
    tagged: Option<String>,
    stack: &str,
) -> Result<Option<Value>, CallError> {
    let described = ecs::task_definition(aws, family).await?;
    let ours = described.as_ref().is_some_and(|one| {
        let tags = one["tags"].as_array().into_iter().flatten();
        tags.into_iter().any(|tag| tag["key"] == STACK_TAG && tag["value"] == stack)
    });
    match tagged {
        Some(arn) if !ours => Ok(ecs::task_definition(aws, &arn).await?.or(described)),
        _ => Ok(described),
    }
}
