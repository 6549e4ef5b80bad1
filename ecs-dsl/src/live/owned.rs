//! What a stack owns: by the tags that everything carries. Roles no index of tags knows; they are found
//! by the stack's path, and by the listing of the account's roles.

use std::collections::BTreeMap;

use super::ecs::{family_of, revision_of};
use super::iam::Listing;
use super::targets::Targets;
use crate::assembly::{Manifest, STACK_TAG};
use crate::aws::{Aws, CallError, CallErrorKind, TaggedResource};
use crate::kind::{Kind, Tagging, Target};
use crate::resource::instance_profile::lifecycle::InstanceProfileKind;
use crate::resource::role::lifecycle::RoleKind;
use crate::resource::{KINDS, of_address};

/// Returns the types that carry our tags and that the tagging API knows: the kinds' own names.
fn types() -> Vec<&'static str> {
    let indexed = KINDS.iter().filter(|kind| kind.tagging().is_some_and(Tagging::is_indexed));
    indexed.map(|kind| kind.kind()).collect()
}

/// Returns the path of a stack's roles.
pub(super) fn role_path(stack: &str) -> String {
    format!("/ecs-dsl/{stack}/")
}

/// What a stack owns, as far as listings tell.
#[derive(Debug, Default)]
pub(super) struct Owned {
    tagged: BTreeMap<String, BTreeMap<String, String>>,
    /// What listings tell of roles.
    pub(super) listing: Listing,
    roles: Vec<String>,
    instance_profiles: Vec<String>,
    /// By family, the ARNs of its revisions.
    revisions: BTreeMap<String, BTreeMap<u64, String>>,
    /// Whether there is an index of tags at all.
    pub(super) is_indexed: bool,
}

impl Owned {
    pub(super) async fn find(aws: &Aws, manifest: &Manifest, targets: &Targets) -> Result<Self, CallError> {
        let path = role_path(&manifest.stack);
        let filter = [(STACK_TAG, Some(manifest.stack.as_str()))];
        let tagged = async {
            match aws.tagging.get_resources(&filter, &types()).await {
                // An emulator without the tagging API: what the code names is found all the same.
                Err(error) if *error.kind() == CallErrorKind::NotOffered => Ok(None),
                tagged => tagged.map(Some),
            }
        };
        let (tagged, listing) = tokio::try_join!(Box::pin(tagged), Box::pin(Listing::read(aws, &path)))?;
        let roles = listing.owned(&manifest.stack);
        let mut owned = Self { roles, listing, is_indexed: tagged.is_some(), ..Self::default() };
        // Instance profiles are made with their roles alone, so without such roles there are none.
        if !targets.names(&InstanceProfileKind).is_empty() || !owned.roles.is_empty() {
            let profiles = aws.iam.list_instance_profiles(&path).await?;
            owned.instance_profiles = profiles.into_iter().map(|profile| profile.name).collect();
        }
        owned.take_tagged(tagged.unwrap_or_default());
        Ok(owned)
    }

    fn take_tagged(&mut self, tagged: Vec<TaggedResource>) {
        for TaggedResource { arn, tags } in tagged {
            let arn = arn.strip_suffix(":*").unwrap_or(&arn).to_owned();
            if kind_of(&arn).is_some_and(|(kind, _)| kind.revisions().is_some())
                && let (Some(family), Some(revision)) = (family_of(&arn), revision_of(&arn))
            {
                self.revisions.entry(family.to_owned()).or_default().insert(revision, arn.clone());
            }
            self.tagged.insert(arn, tags);
        }
    }

    /// Returns the tags of what is owned, where a listing told them.
    pub(super) fn tags_of(&self, arn: &str) -> Option<&BTreeMap<String, String>> {
        self.tagged.get(arn)
    }

    /// Returns the newest revision of a family, with its tags.
    pub(super) fn newest_revision(&self, family: &str) -> Option<(&str, &BTreeMap<String, String>)> {
        let (_, arn) = self.revisions.get(family)?.last_key_value()?;
        Some((arn, self.tagged.get(arn)?))
    }

    /// Returns the ARNs of a family's revisions that the index knows, those among them that were
    /// deregistered a while ago too.
    pub(super) fn revisions(&self, family: &str) -> impl Iterator<Item = &String> {
        self.revisions.get(family).into_iter().flat_map(BTreeMap::values)
    }

    /// Adds what is owned to what is to be read; what the code names keeps its address.
    pub(super) fn add_to(&self, targets: &mut Targets) {
        for name in &self.roles {
            targets.add(&RoleKind, Target::named(name));
        }
        for name in &self.instance_profiles {
            targets.add(&InstanceProfileKind, Target::named(name));
        }
        for arn in self.tagged.keys() {
            if let Some((kind, rest)) = kind_of(arn)
                && let Some(target) = kind.target_of_arn(rest)
            {
                targets.add(kind, target);
            }
        }
    }
}

/// Returns the kind of thing that an ARN names, and what follows the kind's word: `main/web` of
/// `arn:aws:ecs:…:service/main/web`.
fn kind_of(arn: &str) -> Option<(&'static dyn Kind, &str)> {
    let resource = arn.splitn(6, ':').nth(5)?;
    let (word, rest) = resource.split_once(['/', ':'])?;
    Some((of_address(word)?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resource::cluster::lifecycle::ClusterKind;
    use crate::resource::log_group::lifecycle::LogGroupKind;
    use crate::resource::service::lifecycle::ServiceKind;
    use crate::resource::task_definition::lifecycle::TaskDefinitionKind;

    fn tagged(arn: &str) -> TaggedResource {
        TaggedResource { arn: arn.to_owned(), tags: BTreeMap::new() }
    }

    #[test]
    fn what_is_tagged_is_to_be_read_and_the_newest_revision_counts() {
        let mut owned = Owned::default();
        owned.take_tagged(vec![
            tagged("arn:aws:ecs:us-east-1:111122223333:cluster/main"),
            tagged("arn:aws:ecs:us-east-1:111122223333:service/main/web"),
            tagged("arn:aws:ecs:us-east-1:111122223333:task-definition/web:9"),
            tagged("arn:aws:ecs:us-east-1:111122223333:task-definition/web:10"),
            tagged("arn:aws:logs:us-east-1:111122223333:log-group:/shop/web:*"),
        ]);
        let newest = owned.newest_revision("web").map(|(arn, _)| revision_of(arn));
        assert_eq!(newest, Some(Some(10)));
        let mut targets = Targets::default();
        owned.add_to(&mut targets);
        assert_eq!(targets.names(&ClusterKind), ["main"]);
        let service = Target { within: Some("main".to_owned()), name: "web".to_owned() };
        assert_eq!(targets.get(&ServiceKind, &service), Some(None));
        assert_eq!(targets.names(&TaskDefinitionKind), ["web"]);
        assert_eq!(targets.names(&LogGroupKind), ["/shop/web"]);
    }

    #[test]
    fn the_index_of_tags_is_asked_for_what_it_knows() {
        let types = types();
        assert!(types.contains(&"ecs:task-definition") && types.contains(&"logs:log-group"), "{types:?}");
        assert!(!types.iter().any(|one| one.starts_with("iam:") || *one == "ecs:run-task"), "{types:?}");
    }
}
