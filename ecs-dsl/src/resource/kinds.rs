//! The registry of kinds.

use super::{
    capacity_provider, cluster, cluster_capacity_providers, instance_profile, log_group, role, run_task,
    service, task_definition,
};
use crate::kind::Kind;

/// Every kind, in the order in which they need each other: what comes later may need what came before.
///
/// Adding a kind takes its folder beside this file and its row here: what differs between kinds stands in
/// each one's `lifecycle.rs`, and nobody else asks a resource which kind it is. What AWS has of it is read
/// in `live`, where one call tells of several kinds; a test deploys all kinds and says which is not found.
pub static KINDS: &[&dyn Kind] = &[
    &log_group::lifecycle::LogGroupKind,
    &role::lifecycle::RoleKind,
    &instance_profile::lifecycle::InstanceProfileKind,
    &capacity_provider::lifecycle::CapacityProviderKind,
    &cluster::lifecycle::ClusterKind,
    &cluster_capacity_providers::lifecycle::CapacityProvidersKind,
    &task_definition::lifecycle::TaskDefinitionKind,
    &service::lifecycle::ServiceKind,
    &run_task::lifecycle::RunTaskKind,
];

/// Returns the kind of this name, such as `ecs:service`.
pub fn of_kind(kind: &str) -> Option<&'static dyn Kind> {
    KINDS.iter().copied().find(|known| known.kind() == kind)
}

/// Returns the kind whose addresses begin with this one's prefix.
pub fn of_address(address: &str) -> Option<&'static dyn Kind> {
    let prefix = address.split('/').next()?;
    KINDS.iter().copied().find(|known| known.prefix() == prefix)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    /// Folders of what is a part of resources and no resource itself.
    const PARTS: &[&str] = &["container"];

    #[test]
    fn every_folder_is_a_kind_of_the_registry_and_every_kind_has_its_folder() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/resource");
        let entries =
            std::fs::read_dir(here).expect("the sources are there").map(|entry| entry.expect("an entry"));
        let folders = entries.filter(|entry| entry.path().is_dir());
        let folders = folders.map(|entry| entry.file_name().to_string_lossy().into_owned());
        let folders: BTreeSet<String> = folders.filter(|name| !PARTS.contains(&name.as_str())).collect();
        let rows: BTreeSet<String> = KINDS.iter().map(|kind| kind.prefix().replace('-', "_")).collect();
        let unlisted: Vec<&String> = folders.difference(&rows).collect();
        assert!(
            unlisted.is_empty(),
            "below resource/, {unlisted:?} have no row in KINDS: implement `Kind` in lifecycle.rs, with the \
             folder's name for a prefix (`-` for `_`), and add the row after what it needs"
        );
        let homeless: Vec<&String> = rows.difference(&folders).collect();
        assert!(
            homeless.is_empty(),
            "kinds with rows in KINDS have no folders below resource/: {homeless:?}"
        );
    }

    #[test]
    fn every_kind_has_names_of_its_own_and_is_found_by_them() {
        let mut seen = BTreeSet::new();
        for kind in KINDS {
            assert!(seen.insert(kind.kind()) && seen.insert(kind.prefix()), "{kind:?} has another's name");
            assert_eq!(of_kind(kind.kind()).map(|found| found.prefix()), Some(kind.prefix()));
            let address = format!("{}/web", kind.prefix());
            assert_eq!(of_address(&address).map(|found| found.kind()), Some(kind.kind()));
            assert!(["ecs", "iam", "logs"].contains(&kind.service()), "{kind:?}: {}", kind.service());
        }
    }

    #[test]
    fn every_kind_says_what_it_is_compared_by() {
        for kind in KINDS {
            assert!(!kind.members().is_empty() && !kind.normal().is_empty(), "{kind:?}");
            let tagged = kind.members().contains(&"tags");
            assert!(tagged || kind.tagging().is_none(), "{kind:?} has tags that are not compared");
            for beside in kind.beside() {
                assert!(
                    of_kind(beside).is_some(),
                    "{kind:?} is planned beside `{beside}`, which there is not"
                );
            }
        }
    }
}
