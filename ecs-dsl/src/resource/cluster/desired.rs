//! What a cluster should be, and the association of its capacity providers.

use std::rc::Rc;

use super::ClusterState;
use crate::api::ecs::{CreateCluster, PutClusterCapacityProviders, Tag};
use crate::assembly::Build;
use crate::check::{Index, Surroundings};
use crate::diagnostic::Finding;
use crate::diagnostic::code::cluster as codes;
use crate::iam::derive::Requirements;
use crate::resource::basics::as_any;
use crate::resource::capacity_provider::ClusterCapacity;
use crate::resource::{Buildable, Call, Desired, Node, Reference, Shared, cluster_capacity_providers};

impl Buildable for Shared<ClusterState> {
    fn node(&self) -> &Node {
        &self.node
    }

    fn require(self: Rc<Self>, requirements: &mut Requirements) {
        let mut state = self.state.borrow_mut();
        // A provider of Managed Instances is made in its cluster, so the cluster cannot name it at birth.
        let defaults = state.default_strategy.iter().map(|item| &item.provider);
        let late = state.capacity.iter().chain(defaults).any(ClusterCapacity::needs_cluster);
        if late && state.association.is_none() {
            let node =
                Node::new(cluster_capacity_providers::KIND, self.node.address().id(), self.node.line());
            state.association = Some(Shared::new(node, Association { cluster: Rc::downgrade(&self) }));
        }
        if let Some(association) = &state.association {
            requirements.derive_for(&self.node, association.clone());
        }
    }

    fn build(&self, build: &mut Build<'_>) -> Box<dyn Desired> {
        let state = self.state.borrow();
        let mut request = state.request.clone();
        if let Some(exec) = &state.exec {
            let configuration = request.configuration.get_or_insert_default();
            configuration.execute_command_configuration = Some(exec.configuration.clone());
            if let Some(group) = &exec.group {
                build.depend(group, "configuration.executeCommandConfiguration");
            }
        }
        if state.association.is_none() {
            let (providers, strategy) = state.association_members(self, build);
            request.capacity_providers = (!providers.is_empty()).then_some(providers);
            request.default_capacity_provider_strategy = (!strategy.is_empty()).then_some(strategy);
        }
        let tags = build.tags(&state.tags);
        request.tags = Some(tags.into_iter().map(|(key, value)| Tag::new(key, value)).collect());
        let request = build.customized(request, &state.customizations);
        if request.cluster_name.as_deref() == Some("") {
            // In a request this means the cluster `default`, which nobody asks for by an empty text.
            let what = "the cluster's name is empty";
            build.report(Finding::new(&codes::NAME, "clusterName", what, "give it one, such as `shop`"));
        }
        Box::new(DesiredCluster { request })
    }
}

impl ClusterState {
    /// Returns the names of the providers, those of the default strategy among them, and the strategy.
    fn association_members(
        &self,
        cluster: &Shared<Self>,
        build: &mut Build<'_>,
    ) -> (Vec<String>, Vec<crate::api::ecs::CapacityProviderStrategyItem>) {
        let mut providers = Vec::new();
        let named = self
            .capacity
            .iter()
            .enumerate()
            .map(|(index, item)| (format!("capacityProviders[{index}]"), item));
        let member = |index| format!("defaultCapacityProviderStrategy[{index}]");
        let defaults = self.default_strategy.iter().enumerate();
        let defaults_named = defaults.clone().map(|(index, item)| (member(index), &item.provider));
        for (member, provider) in named.chain(defaults_named) {
            let line = cluster.node.trace().line_of(&member);
            let name = provider.resolve(build, line, &member);
            if !providers.contains(&name) {
                providers.push(name);
            }
        }
        let strategy = defaults.map(|(index, item)| item.resolve(build, &member(index))).collect();
        (providers, strategy)
    }
}

/// What a cluster should be.
#[derive(Debug, Clone, PartialEq)]
pub struct DesiredCluster {
    /// The create request.
    pub request: CreateCluster,
}

impl Desired for DesiredCluster {
    fn kind(&self) -> &'static str {
        "ecs:cluster"
    }

    fn calls(&self) -> Vec<Call<'_>> {
        vec![Call { service: "ecs", operation: "CreateCluster", request: &self.request }]
    }

    fn validate(&self, around: &dyn Surroundings, findings: &mut Vec<Finding>) {
        super::validate::validate(&self.request, around, findings);
    }

    fn announce<'a>(&'a self, index: &mut Index<'a>) {
        index.cluster(&self.request);
    }

    as_any!();
}

/// The association of capacity providers with a cluster, as a step after both.
pub struct Association {
    cluster: std::rc::Weak<Shared<ClusterState>>,
}

impl Buildable for Shared<Association> {
    fn node(&self) -> &Node {
        &self.node
    }

    fn build(&self, build: &mut Build<'_>) -> Box<dyn Desired> {
        let mut request = PutClusterCapacityProviders {
            cluster: self.node.address().id().to_owned(),
            ..PutClusterCapacityProviders::default()
        };
        if let Some(cluster) = self.state.borrow().cluster.upgrade() {
            build.depend(&Reference::new(cluster.clone(), self.node.line()), "cluster");
            build.nest("", &cluster.node.trace().clone());
            let (providers, strategy) = cluster.state.borrow().association_members(&cluster, build);
            request.capacity_providers = providers;
            request.default_capacity_provider_strategy = strategy;
        }
        Box::new(DesiredCapacityProviders { request })
    }
}

/// Which capacity providers a cluster should be associated with.
#[derive(Debug, Clone, PartialEq)]
pub struct DesiredCapacityProviders {
    /// The request, which replaces the whole association.
    pub request: PutClusterCapacityProviders,
}

impl Desired for DesiredCapacityProviders {
    fn kind(&self) -> &'static str {
        "ecs:cluster-capacity-providers"
    }

    fn calls(&self) -> Vec<Call<'_>> {
        vec![Call { service: "ecs", operation: "PutClusterCapacityProviders", request: &self.request }]
    }

    fn validate(&self, around: &dyn Surroundings, findings: &mut Vec<Finding>) {
        super::validate::validate_association(&self.request, around, findings);
    }

    fn announce<'a>(&'a self, index: &mut Index<'a>) {
        index.association(&self.request);
    }

    as_any!();
}
