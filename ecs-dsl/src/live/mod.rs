//! Reading what there is: a stack's resources as AWS has them, with few calls.
//!
//! What the code names is described by name, in batches. What the stack owns and the code no longer
//! names is found by the tags that everything carries. Nothing here changes anything.

mod again;
mod awslogs;
mod ecs;
mod iam;
mod logs;
mod owned;
mod parallel;
mod targets;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

pub(crate) use again::Begun;
pub use awslogs::Awslogs;
pub(crate) use ecs::{
    absent_if_not_found, add_revisions, any_task_definition, capacity_providers, clusters, family_of, items,
    last_part, revision_of, revisions, service_names, services, task_definition, text,
};
pub(crate) use iam::role;
pub(crate) use targets::cluster_of;

use crate::assembly::{Manifest, STACK_TAG};
use crate::aws::{Aws, CallError, InstanceProfile};
use crate::plan::{self, Live, LiveResource, Options};
use crate::resource::{
    capacity_provider, cluster, instance_profile, log_group, role, service, task_definition as definition,
};
use owned::Owned;
use targets::Targets;

/// Whose credentials the calls are made with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The account's twelve digits.
    pub id: String,
    /// The partition, `aws` for most.
    pub partition: String,
}

/// How much is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// What a plan needs.
    Plan,
    /// Every revision of every task definition too, as all of them are to go.
    Everything,
}

/// Reads the live side of a stack.
///
/// # Errors
/// What can befall a call; nothing was changed.
pub async fn read(
    aws: &Aws,
    account: &Account,
    manifest: &Manifest,
    options: &Options,
    depth: Depth,
) -> Result<Live, CallError> {
    let mut known = options.known.clone();
    known.insert("aws.account".to_owned(), account.id.clone());
    let mut targets = Targets::of(manifest, &known);
    let owned = Owned::find(aws, manifest, &targets).await?;
    owned.add_to(&mut targets);
    let mut notes = Vec::new();
    if !owned.listing.is_whole() {
        let path = owned::role_path(&manifest.stack);
        notes.push(format!(
            "roles outside {path} that left the code were not looked for: the account's roles could not be \
             listed, which takes iam:GetAccountAuthorizationDetails"
        ));
    }
    let live = read_targets(aws, account, manifest, options, depth, Some(owned), targets).await?;
    for (address, resource) in &live.resources {
        let Some(wanted) = manifest.resources.get(address) else { continue };
        for member in resource.untold.iter().filter(|member| !wanted.request[member.as_str()].is_null()) {
            notes.push(format!("`{member}` of {address} was not compared: AWS did not tell it"));
        }
    }
    Ok(Live { notes, ..live })
}

/// Reads only what the manifest names, by name: what an index of tags says may be old.
pub(crate) async fn read_named(
    aws: &Aws,
    account: &Account,
    manifest: &Manifest,
    options: &Options,
    depth: Depth,
) -> Result<Live, CallError> {
    let targets = Targets::of(manifest, &options.known);
    read_targets(aws, account, manifest, options, depth, None, targets).await
}

async fn read_targets(
    aws: &Aws,
    account: &Account,
    manifest: &Manifest,
    options: &Options,
    depth: Depth,
    owned: Option<Owned>,
    targets: Targets,
) -> Result<Live, CallError> {
    let (named, owned) = (owned.is_none(), owned.unwrap_or_default());
    let names = |names: &targets::Names| names.keys().cloned().collect::<Vec<String>>();
    let (roles, profiles) = (names(&targets.roles), names(&targets.instance_profiles));
    let groups = names(&targets.log_groups);
    let mut reader = Reader { aws, manifest, account, live: BTreeMap::new(), named, owned: &owned, targets };
    // Each service answers for itself, so nothing but task definitions has to wait for another's answer.
    let ecs = async {
        reader.clusters_and_services().await?;
        reader.capacity_providers().await
    };
    // Boxed, as the futures of calls are large and a stack is not.
    let ((), roles, profiles, groups) = tokio::try_join!(
        Box::pin(ecs),
        Box::pin(iam::roles(aws, &roles, &owned.listing)),
        Box::pin(iam::instance_profiles(aws, &profiles)),
        Box::pin(logs::log_groups(aws, &groups, |arn| owned.tags_of(arn).cloned())),
    )?;
    reader.take_roles(roles);
    reader.take_instance_profiles(profiles);
    reader.take_log_groups(groups);
    reader.task_definitions(options, depth).await?;
    Ok(Live { account: Some(account.id.clone()), resources: reader.live, ..Live::default() })
}

struct Reader<'a> {
    aws: &'a Aws,
    manifest: &'a Manifest,
    account: &'a Account,
    live: BTreeMap<String, LiveResource>,
    /// Whether only what the manifest names is read, as someone did who found it to be the stack's.
    named: bool,
    owned: &'a Owned,
    targets: Targets,
}

impl Reader<'_> {
    /// Takes in a resource, under the address that the code has for it or its tags tell.
    fn take(&mut self, in_code: Option<String>, resource: LiveResource) {
        let ours = resource.stack.as_deref() == Some(&self.manifest.stack);
        let address = match in_code {
            Some(address) => address,
            None if ours => match &resource.address {
                Some(address) => address.clone(),
                None => return,
            },
            None => return,
        };
        // What the code names comes first; an older thing of the same address gives way to it.
        self.live.entry(address).or_insert(resource);
    }

    async fn clusters_and_services(&mut self) -> Result<(), CallError> {
        let names: Vec<String> = self.targets.clusters.keys().cloned().collect();
        let clusters = ecs::clusters(self.aws, &names).await?;
        let ours = |cluster: &Value| {
            let tags = cluster["tags"].as_array().into_iter().flatten();
            tags.into_iter()
                .any(|tag| tag["key"] == STACK_TAG && tag["value"] == self.manifest.stack.as_str())
        };
        // The index of tags lags behind: a cluster of ours is asked for its services itself.
        for (name, cluster) in &clusters {
            if ours(cluster) && cluster["activeServicesCount"] != 0 {
                for service in ecs::service_names(self.aws, name).await? {
                    self.targets.services.entry((name.clone(), service)).or_default();
                }
            }
        }
        // Where a cluster was asked for and is not there, its services are neither.
        let absent =
            |cluster: &String| self.targets.clusters.contains_key(cluster) && !clusters.contains_key(cluster);
        let names = self.targets.services.keys().filter(|(cluster, _)| !absent(cluster));
        let names: Vec<_> = names.cloned().collect();
        let mut services = ecs::services(self.aws, &names).await?;
        ecs::add_revisions(self.aws, &mut services).await?;
        let mut associations = self.targets.associations.clone();
        for (name, described) in clusters {
            self.find_cluster_of_providers(&name, &described);
            let resource = cluster::lifecycle::live(&described);
            let associated = described["capacityProviders"].as_array().is_some_and(|all| !all.is_empty());
            if let Some(address) = associations.remove(&name)
                && associated
            {
                let id = address.split_once('/').map_or(address.as_str(), |(_, id)| id);
                let stack = resource.stack.as_deref();
                let association = cluster::lifecycle::live_association(&described, stack, id);
                self.take(Some(address.clone()), association);
            }
            let in_code = self.targets.clusters.get(&name).cloned().flatten();
            self.take(in_code, resource);
        }
        let (named, others): (Vec<_>, Vec<_>) = services
            .into_iter()
            .partition(|(name, _)| self.targets.services.get(name).is_some_and(Option::is_some));
        for (name, described) in named.into_iter().chain(others) {
            let in_code = self.targets.services.get(&name).cloned().flatten();
            let state = json!({
                "runningCount": described["runningCount"],
                "deployments": described["deployments"],
                "lastEvent": described["events"][0]["message"],
            });
            self.take(in_code, LiveResource { state, ..service::lifecycle::live(&described) });
        }
        Ok(())
    }

    /// What is owned and no longer in the code is known by its name alone; its cluster names it too.
    fn find_cluster_of_providers(&mut self, cluster: &str, described: &Value) {
        for provider in described["capacityProviders"].as_array().into_iter().flatten() {
            let name = provider.as_str().unwrap_or_default();
            let left = self.targets.capacity_providers.get(name).is_some_and(Option::is_none);
            if left {
                self.targets.made_in.entry(name.to_owned()).or_insert_with(|| cluster.to_owned());
            }
        }
    }

    async fn capacity_providers(&mut self) -> Result<(), CallError> {
        let names: Vec<String> = self.targets.capacity_providers.keys().cloned().collect();
        for (name, described) in ecs::capacity_providers(self.aws, &names, &self.targets.made_in).await? {
            let in_code = self.targets.capacity_providers.get(&name).cloned().flatten();
            self.take(in_code, capacity_provider::lifecycle::live(&described));
        }
        Ok(())
    }

    fn take_roles(&mut self, roles: BTreeMap<String, iam::LiveRole>) {
        for (name, live) in roles {
            let in_code = self.targets.roles.get(&name).cloned().flatten();
            self.take(in_code, role::lifecycle::live(&live.described()));
        }
    }

    fn take_instance_profiles(&mut self, profiles: BTreeMap<String, InstanceProfile>) {
        for (name, profile) in profiles {
            let described = json!({
                "InstanceProfileName": profile.name,
                "Path": profile.path,
                "Arn": profile.arn,
                "Roles": profile.roles,
                "Tags": iam::tag_list(&profile.tags),
            });
            let in_code = self.targets.instance_profiles.get(&name).cloned().flatten();
            self.take(in_code, instance_profile::lifecycle::live(&described));
        }
    }

    fn take_log_groups(&mut self, groups: BTreeMap<String, logs::LiveGroup>) {
        for (name, logs::LiveGroup { group, tags }) in groups {
            let mut described = json!({ "logGroupName": name, "logGroupArn": group.arn });
            for (member, value) in [
                ("retentionInDays", group.retention_in_days.map(Value::from)),
                ("kmsKeyId", group.kms_key_id.map(Value::from)),
                ("logGroupClass", group.class.map(Value::from)),
                ("deletionProtectionEnabled", group.deletion_protection.map(Value::from)),
            ] {
                if let Some(value) = value {
                    described[member] = value;
                }
            }
            let in_code = self.targets.log_groups.get(&name).cloned().flatten();
            self.take(in_code, log_group::lifecycle::live(&described, &json!(tags)));
        }
    }

    /// The digest in a revision's tags mostly tells all there is to know; only where it does not is a
    /// task definition described.
    ///
    /// The index of tags lags, and tells of revisions that were deregistered. One that a service runs
    /// is both there and, as services run the newest, the newest.
    async fn task_definitions(&mut self, options: &Options, depth: Depth) -> Result<(), CallError> {
        let families = self.targets.families.clone();
        if depth == Depth::Everything {
            return self.every_revision(families.into_keys().collect()).await;
        }
        let running = self.running();
        for (family, address) in &families {
            if let (Some(address), Some((arn, tags))) = (address, self.owned.newest_revision(family))
                && running.contains_key(arn)
            {
                self.live.insert(address.clone(), LiveResource::tagged_revision(arn, tags));
            }
        }
        let live =
            Live { account: Some(self.account.id.clone()), resources: self.live.clone(), ..Live::default() };
        let mut open: BTreeSet<String> =
            plan::needs_description(self.manifest, &live, options).into_iter().collect();
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
        for (address, described, is_ours) in parallel::in_parallel(calls.collect()).await? {
            let Some(described) = described else {
                self.live.remove(&address);
                continue;
            };
            let mut resource = definition::lifecycle::live(&described);
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
    async fn unseen_revisions(&self, families: &targets::Names) -> Result<Vec<String>, CallError> {
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
        for (revisions, newest) in parallel::in_parallel(calls.collect()).await? {
            self.take_revisions(revisions, newest).await?;
        }
        Ok(())
    }

    /// Returns the revisions that the services found so far run, each with whether the service is ours.
    fn running(&self) -> BTreeMap<String, bool> {
        let services = self.live.values().filter(|one| one.kind == "ecs:service");
        let runs = services.filter_map(|one| {
            let ours = one.stack.as_deref() == Some(&self.manifest.stack);
            Some((one.whole["taskDefinition"].as_str()?.to_owned(), ours))
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
        let (Some(keep), Some(current)) = (keep, self.live.get(address).and_then(|live| live.arn.clone()))
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
                Some(tags) => LiveResource::tagged_revision(&arn, tags),
                // The index lags behind: what it does not know yet is young, and can wait.
                None if self.owned.is_indexed => continue,
                None => match ecs::task_definition(self.aws, &arn).await? {
                    Some(described) => definition::lifecycle::live(&described),
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
                Some(tags) if !newest => LiveResource::tagged_revision(&arn, tags),
                _ => {
                    let described = match place {
                        0 => first.take(),
                        _ => ecs::task_definition(self.aws, &arn).await?,
                    };
                    match described {
                        Some(described) => definition::lifecycle::live(&described),
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
