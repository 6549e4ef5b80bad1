//! The builder of clusters.

use std::rc::Rc;

use super::desired::Association;
use super::{ExecLogging, ExistingCluster, KIND};
use crate::api::ecs::{
    ClusterServiceConnectDefaults, ClusterSetting, ClusterSettingName, CreateCluster,
    ManagedStorageConfiguration,
};
use crate::resource::basics::builder_basics;
use crate::resource::capacity_provider::{ClusterCapacity, IntoClusterCapacity, Weighted};
use crate::resource::{Add, Buildable, Customization, Node, Shared};
use crate::source::SourceLine;

/// How much CloudWatch Container Insights collects. AWS: setting `containerInsights`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContainerInsights {
    /// Metrics of tasks and containers as well as of services.
    Enhanced,
    /// Metrics of the cluster and its services.
    Enabled,
    /// Nothing.
    Disabled,
}

pub struct ClusterState {
    pub(super) request: CreateCluster,
    pub(super) exec: Option<ExecLogging>,
    /// Capacity that the cluster's tasks may take, by the providers' names.
    pub(super) capacity: Vec<ClusterCapacity>,
    pub(super) default_strategy: Vec<Weighted>,
    /// The association as a resource of its own, where the providers can only be made after the cluster.
    pub(super) association: Option<Rc<Shared<Association>>>,
    pub(super) tags: Vec<(String, String)>,
    pub(super) customizations: Vec<Customization<CreateCluster>>,
}

impl ClusterState {
    /// Returns what must be in place before tasks can take the cluster's capacity.
    pub(super) fn associations(&self) -> Option<Rc<dyn Buildable>> {
        self.association.clone().map(|association| association as Rc<dyn Buildable>)
    }
}

/// A cluster: services and tasks run in one, on the capacity associated with it.
///
/// The name has 1 to 255 letters, digits, `-` and `_`.
/// AWS: [`CreateCluster`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCluster.html)
#[derive(Debug, Clone)]
pub struct Cluster(pub(crate) Rc<Shared<ClusterState>>);

builder_basics!(Cluster);

impl Cluster {
    /// Makes a cluster of this name.
    #[track_caller]
    pub fn new(name: impl Into<String>) -> Self {
        Self::of(name.into(), SourceLine::caller())
    }

    fn of(name: String, line: SourceLine) -> Self {
        let node = Node::new(KIND, name.clone(), line);
        let state = ClusterState {
            request: CreateCluster { cluster_name: Some(name), ..CreateCluster::default() },
            exec: None,
            capacity: Vec::new(),
            default_strategy: Vec::new(),
            association: None,
            tags: Vec::new(),
            customizations: Vec::new(),
        };
        Self(Shared::new(node, state))
    }

    /// Refers to a cluster that exists already, by its name or ARN.
    pub fn existing(name_or_arn: impl Into<String>) -> ExistingCluster {
        ExistingCluster(name_or_arn.into())
    }

    /// Returns the cluster's name.
    pub fn name(&self) -> &str {
        self.0.node.address().id()
    }

    #[track_caller]
    fn set(self, member: &'static str, change: impl FnOnce(&mut CreateCluster)) -> Self {
        change(&mut self.0.state.borrow_mut().request);
        self.0.node.record(member, SourceLine::caller());
        self
    }

    /// Sets how much Container Insights collects. Default: the account's setting, `disabled` unless changed. AWS: `settings`.
    #[track_caller]
    pub fn container_insights(self, insights: ContainerInsights) -> Self {
        let value = match insights {
            ContainerInsights::Enhanced => "enhanced",
            ContainerInsights::Enabled => "enabled",
            ContainerInsights::Disabled => "disabled",
        };
        let setting = ClusterSetting {
            name: Some(ClusterSettingName::ContainerInsights),
            value: Some(value.to_owned()),
        };
        self.set("settings", |request| request.settings = Some(vec![setting]))
    }

    /// Sets where the record of ECS Exec sessions goes. AWS: `configuration.executeCommandConfiguration`.
    #[track_caller]
    pub fn exec_logging(self, logging: ExecLogging) -> Self {
        let line = SourceLine::caller();
        self.0.set("configuration.executeCommandConfiguration", line, |state| state.exec = Some(logging));
        self
    }

    /// Encrypts Fargate tasks' own disks with a KMS key. AWS: `configuration.managedStorageConfiguration`.
    #[track_caller]
    pub fn fargate_storage_key(self, kms_key: impl Into<String>) -> Self {
        self.storage(|storage| storage.fargate_ephemeral_storage_kms_key_id = Some(kms_key.into()))
    }

    /// Encrypts the storage that ECS manages with a KMS key. AWS: `configuration.managedStorageConfiguration`.
    #[track_caller]
    pub fn managed_storage_key(self, kms_key: impl Into<String>) -> Self {
        self.storage(|storage| storage.kms_key_id = Some(kms_key.into()))
    }

    #[track_caller]
    fn storage(self, change: impl FnOnce(&mut ManagedStorageConfiguration)) -> Self {
        self.set("configuration.managedStorageConfiguration", |request| {
            let configuration = request.configuration.get_or_insert_default();
            change(configuration.managed_storage_configuration.get_or_insert_default());
        })
    }

    /// Sets the Cloud Map namespace in which services join Service Connect unless they name another.
    ///
    /// A name that no namespace has yet makes ECS create one, which stays when the cluster goes.
    /// AWS: `serviceConnectDefaults`.
    #[track_caller]
    pub fn service_connect_namespace(self, namespace: impl Into<String>) -> Self {
        let defaults = ClusterServiceConnectDefaults { namespace: namespace.into() };
        self.set("serviceConnectDefaults", |request| request.service_connect_defaults = Some(defaults))
    }

    /// Lets the cluster's tasks take capacity of a provider. AWS: `capacityProviders`.
    ///
    /// Managed Instances providers are associated by being made for the cluster; naming them here
    /// too lets them stand in the default strategy.
    #[track_caller]
    pub fn capacity_provider(self, provider: impl IntoClusterCapacity) -> Self {
        let line = SourceLine::caller();
        let index = self.0.state.borrow().capacity.len();
        let provider = provider.into_cluster_capacity();
        self.0.set(format!("capacityProviders[{index}]"), line, |state| state.capacity.push(provider));
        self
    }

    /// Sets where tasks run that name neither a launch type nor a strategy; given again, it adds to the strategy.
    ///
    /// AWS: `defaultCapacityProviderStrategy`.
    #[track_caller]
    pub fn default_capacity_provider(
        self,
        provider: impl IntoClusterCapacity,
        weight: i32,
        base: Option<i32>,
    ) -> Self {
        let line = SourceLine::caller();
        let index = self.0.state.borrow().default_strategy.len();
        let item = Weighted { provider: provider.into_cluster_capacity(), weight, base };
        self.0.set(format!("defaultCapacityProviderStrategy[{index}]"), line, |state| {
            state.default_strategy.push(item);
        });
        self
    }

    /// Adds a tag. Limit: 50. AWS: `tags`.
    #[track_caller]
    pub fn tag(self, key: impl Into<String>, value: impl Into<String>) -> Self {
        let line = SourceLine::caller();
        let index = self.0.state.borrow().tags.len();
        self.0.set(format!("tags[{index}]"), line, |state| state.tags.push((key.into(), value.into())));
        self
    }

    /// Changes the create request itself, after everything else: the way to members without a method of their own.
    #[track_caller]
    pub fn customize(self, change: impl Fn(&mut CreateCluster) + 'static) -> Self {
        let change = Customization::new(change, SourceLine::caller());
        self.0.state.borrow_mut().customizations.push(change);
        self
    }
}

impl Add for &Cluster {
    fn add_to(self, items: &mut Vec<Rc<dyn Buildable>>) {
        items.push(self.0.clone());
    }
}
