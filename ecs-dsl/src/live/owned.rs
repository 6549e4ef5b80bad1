//! What a stack owns: by the tags that everything carries. Roles no index of tags knows; they are found
//! by the stack's path, and by the listing of the account's roles.

use std::collections::BTreeMap;

use super::ecs::{family_of, last_part, revision_of};
use super::iam::Listing;
use super::targets::Targets;
use crate::assembly::{Manifest, STACK_TAG};
use crate::aws::{Aws, CallError, CallErrorKind, TaggedResource};

/// The types that carry our tags and that the tagging API knows.
const TYPES: &[&str] =
    &["ecs:cluster", "ecs:service", "ecs:task-definition", "ecs:capacity-provider", "logs:log-group"];

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
            match aws.tagging.get_resources(&filter, TYPES).await {
                // An emulator without the tagging API: what the code names is found all the same.
                Err(error) if *error.kind() == CallErrorKind::NotOffered => Ok(None),
                tagged => tagged.map(Some),
            }
        };
        let (tagged, listing) = tokio::try_join!(Box::pin(tagged), Box::pin(Listing::read(aws, &path)))?;
        let roles = listing.owned(&manifest.stack);
        let mut owned = Self { roles, listing, is_indexed: tagged.is_some(), ..Self::default() };
        // Instance profiles are made with their roles alone, so without such roles there are none.
        if !targets.instance_profiles.is_empty() || !owned.roles.is_empty() {
            let profiles = aws.iam.list_instance_profiles(&path).await?;
            owned.instance_profiles = profiles.into_iter().map(|profile| profile.name).collect();
        }
        owned.take_tagged(tagged.unwrap_or_default());
        Ok(owned)
    }

    fn take_tagged(&mut self, tagged: Vec<TaggedResource>) {
        for TaggedResource { arn, tags } in tagged {
            let arn = arn.strip_suffix(":*").unwrap_or(&arn).to_owned();
            if kind_of(&arn) == Some("task-definition")
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
            targets.roles.entry(name.clone()).or_default();
        }
        for name in &self.instance_profiles {
            targets.instance_profiles.entry(name.clone()).or_default();
        }
        for arn in self.tagged.keys() {
            let name = last_part(arn).to_owned();
            match kind_of(arn) {
                Some("cluster") => _ = targets.clusters.entry(name).or_default(),
                Some("capacity-provider") => _ = targets.capacity_providers.entry(name).or_default(),
                Some("task-definition") => {
                    if let Some(family) = family_of(arn) {
                        targets.families.entry(family.to_owned()).or_default();
                    }
                }
                Some("service") => {
                    // The older form of the ARN has no cluster in it.
                    let parts: Vec<&str> = arn.split('/').collect();
                    if let [_, cluster, service] = parts[..] {
                        let key = (cluster.to_owned(), service.to_owned());
                        targets.services.entry(key).or_default();
                    }
                }
                Some("log-group") => {
                    let name = arn.splitn(7, ':').nth(6).unwrap_or_default().to_owned();
                    targets.log_groups.entry(name).or_default();
                }
                _ => {}
            }
        }
    }
}

/// Returns the kind of thing that an ARN names: `service` of `arn:aws:ecs:…:service/main/web`.
fn kind_of(arn: &str) -> Option<&str> {
    arn.splitn(6, ':').nth(5)?.split(['/', ':']).next()
}

#[cfg(test)]
mod tests {
    use super::*;

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
        targets.clusters.insert("main".to_owned(), Some("cluster/main".to_owned()));
        owned.add_to(&mut targets);
        assert_eq!(targets.clusters["main"].as_deref(), Some("cluster/main"));
        assert!(targets.services.contains_key(&("main".to_owned(), "web".to_owned())));
        assert!(targets.families.contains_key("web"));
        assert!(targets.log_groups.contains_key("/shop/web"));
    }
}
