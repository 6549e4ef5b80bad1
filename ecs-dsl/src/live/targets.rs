//! What is to be read: the names that the code has for things, by kind.

use std::collections::BTreeMap;

use serde_json::Value;

use super::ecs::{ServiceName, last_part};
use crate::assembly::Manifest;
use crate::plan::lifecycle::of_kind;
use crate::plan::{Known, resolve};

/// A name that AWS knows something by, with the address that the code has for it, if it has one.
pub(super) type Names = BTreeMap<String, Option<String>>;

/// What is to be read.
#[derive(Debug, Default)]
pub(super) struct Targets {
    pub(super) clusters: Names,
    /// By the cluster's name.
    pub(super) associations: BTreeMap<String, String>,
    pub(super) services: BTreeMap<ServiceName, Option<String>>,
    pub(super) capacity_providers: Names,
    /// The clusters that capacity providers are made in, by the providers' names.
    pub(super) made_in: BTreeMap<String, String>,
    pub(super) families: Names,
    pub(super) roles: Names,
    pub(super) instance_profiles: Names,
    pub(super) log_groups: Names,
}

impl Targets {
    pub(super) fn of(manifest: &Manifest, known: &Known) -> Self {
        let mut targets = Self::default();
        for (address, resource) in &manifest.resources {
            let Some(lifecycle) = of_kind(&resource.kind) else { continue };
            let whole = resolve(&(lifecycle.whole)(resource), known);
            let name = (lifecycle.name)(&whole);
            let address = Some(address.clone());
            match resource.kind.as_str() {
                "ecs:cluster" => _ = targets.clusters.insert(name, address),
                "ecs:cluster-capacity-providers" => {
                    let cluster = last_part(whole["cluster"].as_str().unwrap_or_default()).to_owned();
                    targets.clusters.entry(cluster.clone()).or_default();
                    targets.associations.extend(address.map(|address| (cluster, address)));
                }
                "ecs:service" => _ = targets.services.insert((cluster_of(&whole), name), address),
                "ecs:capacity-provider" => {
                    if let Some(cluster) = whole["cluster"].as_str() {
                        targets.made_in.insert(name.clone(), last_part(cluster).to_owned());
                    }
                    targets.capacity_providers.insert(name, address);
                }
                "ecs:task-definition" => _ = targets.families.insert(name, address),
                "iam:role" => _ = targets.roles.insert(name, address),
                "iam:instance-profile" => _ = targets.instance_profiles.insert(name, address),
                "logs:log-group" => _ = targets.log_groups.insert(name, address),
                _ => {}
            }
        }
        targets
    }
}

/// Returns the name of a service's cluster.
pub(crate) fn cluster_of(whole: &Value) -> String {
    match whole["cluster"].as_str() {
        None | Some("") => "default".to_owned(),
        Some(cluster) => last_part(cluster).to_owned(),
    }
}
