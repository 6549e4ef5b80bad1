//! Reading what there is: a stack's resources as AWS has them, with few calls.
//!
//! What the code names is described by name, in batches. What the stack owns and the code no longer
//! names is found by the tags that everything carries. Nothing here changes anything.
//!
//! What to ask for is each kind's to say ([`Kind::target`](crate::kind::Kind::target)). How the answers
//! come about is here, as what AWS describes in one call is more than one kind: a cluster tells of the
//! association of its providers and of its services, these tell which revisions run.

mod again;
mod awslogs;
mod clusters;
mod ecs;
mod iam;
mod logs;
mod owned;
mod parallel;
mod targets;
mod task_definitions;

use std::collections::BTreeMap;

pub(crate) use again::Begun;
pub use awslogs::Awslogs;
pub(crate) use ecs::{
    absent_if_not_found, add_revisions, any_task_definition, capacity_providers, clusters, family_of, items,
    last_part, revision_of, revisions, service_names, services, task_definition, text,
};
pub(crate) use iam::role;

use crate::assembly::Manifest;
use crate::aws::{Aws, CallError};
use crate::kind::{Kind, LiveResource, Target};
use crate::plan::{Live, Options};
use crate::resource::instance_profile::lifecycle::{self as instance_profile, InstanceProfileKind};
use crate::resource::log_group::lifecycle::{self as log_group, LogGroupKind};
use crate::resource::role::lifecycle::{self as role_kind, RoleKind};
pub(crate) use crate::resource::service::lifecycle::cluster_of;
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
    let (roles, profiles) = (targets.names(&RoleKind), targets.names(&InstanceProfileKind));
    let groups = targets.names(&LogGroupKind);
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
    for (name, role) in roles {
        reader.take(&RoleKind, &Target::named(name), role_kind::live(&role.described()));
    }
    for (name, profile) in profiles {
        let live = instance_profile::live(&iam::described_profile(&profile));
        reader.take(&InstanceProfileKind, &Target::named(name), live);
    }
    for (name, group) in groups {
        let live = log_group::live(&group.described(&name), &serde_json::json!(group.tags));
        reader.take(&LogGroupKind, &Target::named(name), live);
    }
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
    fn take(&mut self, kind: &dyn Kind, target: &Target, resource: LiveResource) {
        let ours = resource.stack.as_deref() == Some(&self.manifest.stack);
        let in_code = self.targets.get(kind, target).flatten();
        let in_tags = resource.address.as_deref().filter(|_| ours);
        let Some(address) = in_code.or(in_tags).map(str::to_owned) else { return };
        // What the code names comes first; an older thing of the same address gives way to it.
        self.live.entry(address).or_insert(resource);
    }
}
