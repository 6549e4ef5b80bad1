//! Clusters, and what is found through them: their services, their providers, the association of the two.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Reader, ecs};
use crate::assembly::STACK_TAG;
use crate::aws::CallError;
use crate::kind::{LiveResource, Target};
use crate::resource::capacity_provider::lifecycle::{self as capacity_provider, CapacityProviderKind};
use crate::resource::cluster::lifecycle::{self as cluster, ClusterKind};
use crate::resource::cluster_capacity_providers::lifecycle::{self as association, CapacityProvidersKind};
use crate::resource::service::lifecycle::{self as service, ServiceKind};

impl Reader<'_> {
    /// Reads clusters with their associations, then the services in them.
    pub(super) async fn clusters_and_services(&mut self) -> Result<(), CallError> {
        for name in self.targets.names(&CapacityProvidersKind) {
            self.targets.add(&ClusterKind, Target::named(name));
        }
        let names = self.targets.names(&ClusterKind);
        let clusters = ecs::clusters(self.aws, &names).await?;
        let ours = |cluster: &Value| {
            let tags = cluster["tags"].as_array().into_iter().flatten();
            tags.into_iter()
                .any(|tag| tag["key"] == STACK_TAG && tag["value"] == self.manifest.stack.as_str())
        };
        // The index of tags lags behind: a cluster of ours is asked for its services itself.
        for (cluster, described) in &clusters {
            if ours(described) && described["activeServicesCount"] != 0 {
                for name in ecs::service_names(self.aws, cluster).await? {
                    self.targets.add(&ServiceKind, Target { within: Some(cluster.clone()), name });
                }
            }
        }
        // Where a cluster was asked for and is not there, its services are neither.
        let asked: BTreeSet<&String> = names.iter().collect();
        let absent = |cluster: &String| asked.contains(cluster) && !clusters.contains_key(cluster);
        let services = self.targets.all(&ServiceKind).into_keys();
        let services = services.filter_map(|target| Some((target.within?, target.name)));
        let services: Vec<_> = services.filter(|(cluster, _)| !absent(cluster)).collect();
        let mut services = ecs::services(self.aws, &services).await?;
        ecs::add_revisions(self.aws, &mut services).await?;
        for (name, described) in clusters {
            self.take_cluster(name, &described);
        }
        let services = services.into_iter().map(|((cluster, name), described)| {
            let target = Target { within: Some(cluster), name };
            let is_named = self.targets.get(&ServiceKind, &target).flatten().is_some();
            (target, described, is_named)
        });
        let (named, others): (Vec<_>, Vec<_>) = services.partition(|(.., is_named)| *is_named);
        for (target, described, _) in named.into_iter().chain(others) {
            let state = json!({
                "runningCount": described["runningCount"],
                "deployments": described["deployments"],
                "lastEvent": described["events"][0]["message"],
            });
            let live = LiveResource { state, ..service::live(&described) };
            self.take(&ServiceKind, &target, live);
        }
        Ok(())
    }

    fn take_cluster(&mut self, name: String, described: &Value) {
        self.find_cluster_of_providers(&name, described);
        let target = Target::named(name);
        let live = cluster::live(described);
        let associated = described["capacityProviders"].as_array().is_some_and(|all| !all.is_empty());
        if let Some(Some(address)) = self.targets.get(&CapacityProvidersKind, &target)
            && associated
        {
            let id = address.split_once('/').map_or(address, |(_, id)| id);
            let association = association::live(described, live.stack.as_deref(), id);
            self.take(&CapacityProvidersKind, &target, association);
        }
        self.take(&ClusterKind, &target, live);
    }

    /// What is owned and no longer in the code is known by its name alone; its cluster names it too.
    fn find_cluster_of_providers(&mut self, cluster: &str, described: &Value) {
        for provider in described["capacityProviders"].as_array().into_iter().flatten() {
            let name = provider.as_str().unwrap_or_default();
            if self.targets.get(&CapacityProviderKind, &Target::named(name)) == Some(None) {
                self.targets.made_in.entry(name.to_owned()).or_insert_with(|| cluster.to_owned());
            }
        }
    }

    /// Reads capacity providers, once it is known in which clusters they are made.
    pub(super) async fn capacity_providers(&mut self) -> Result<(), CallError> {
        let names = self.targets.names(&CapacityProviderKind);
        for (name, described) in ecs::capacity_providers(self.aws, &names, &self.targets.made_in).await? {
            self.take(&CapacityProviderKind, &Target::named(name), capacity_provider::live(&described));
        }
        Ok(())
    }
}
