//! The builder of services.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::rc::Rc;

use super::service_connect::ServiceConnect;
use super::{Deployment, Ebs, KIND, LatticeTarget, Network, TargetGroup};
use crate::api::ecs::{
    AvailabilityZoneRebalancing, CreateService, GatewayConnector, LaunchType, MetricConfiguration,
    PropagateTags, SchedulingStrategy, ServiceRegistry,
};
use crate::resource::basics::builder_basics;
use crate::resource::capacity_provider::{CapacityProviderRef, IntoCapacityProvider, Weighted};
use crate::resource::cluster::{ClusterRef, IntoCluster};
use crate::resource::container::{ContainerShared, Port};
use crate::resource::launch::{Daemon, Ec2, External, Fargate, InVpc, Launch, ManagedInstances};
use crate::resource::placement::placement_methods;
use crate::resource::role::RoleState;
use crate::resource::task_definition::{IntoTaskDef, TaskDefRef, TaskState, Volume};
use crate::resource::{Add, Buildable, Customization, IntoTexts, Node, Shared};
use crate::source::SourceLine;
use crate::units::Seconds;

/// The task definition of a service, without its launch type.
pub(crate) enum TaskSource {
    Own(Rc<Shared<TaskState>>, SourceLine),
    Existing(String),
}

impl<L> From<TaskDefRef<L>> for TaskSource {
    fn from(task: TaskDefRef<L>) -> Self {
        match task {
            TaskDefRef::Own(task, line, _) => Self::Own(task, line),
            TaskDefRef::Existing(name) => Self::Existing(name),
        }
    }
}

impl TaskSource {
    /// Returns whether a handle on this container can be used with the task definition.
    pub(crate) fn has(&self, container: &ContainerShared) -> bool {
        match self {
            Self::Own(task, _) => container.same_task(&Rc::downgrade(task)),
            Self::Existing(_) => container.task.upgrade().is_none(),
        }
    }

    pub(crate) fn own(&self) -> Option<&Rc<Shared<TaskState>>> {
        match self {
            Self::Own(task, _) => Some(task),
            Self::Existing(_) => None,
        }
    }
}

/// A load balancer's or a mesh's hold on a port of the task.
pub(crate) struct Attached<T> {
    pub(super) what: T,
    pub(super) container: Rc<ContainerShared>,
    pub(super) port: i32,
    pub(super) port_name: Option<String>,
}

impl<T> Attached<T> {
    pub(super) fn new<L>(what: T, port: &Port<L>) -> Self {
        Self { what, container: port.container.clone(), port: port.number(), port_name: port.name() }
    }
}

pub struct ServiceState {
    pub(super) request: CreateService,
    pub(super) cluster: (ClusterRef, SourceLine),
    pub(crate) task: TaskSource,
    pub(super) targets: Vec<Attached<TargetGroup>>,
    pub(super) lattice: Vec<Attached<LatticeTarget>>,
    pub(super) connectors: Vec<Attached<GatewayConnector>>,
    pub(super) registries: Vec<(ServiceRegistry, Option<Rc<ContainerShared>>)>,
    pub(super) capacity: Vec<Weighted>,
    pub(super) deployment: Option<Deployment>,
    pub(super) service_connect: Option<ServiceConnect>,
    pub(super) volumes: Vec<(Volume, Ebs)>,
    pub(super) exec: Option<SourceLine>,
    pub(super) autoscaled: bool,
    pub(super) derived_roles: BTreeMap<&'static str, Rc<Shared<RoleState>>>,
    pub(super) tags: Vec<(String, String)>,
    pub(super) customizations: Vec<Customization<CreateService>>,
}

/// A service: ECS keeps a number of tasks running, and replaces them when the revision changes.
///
/// The name has 1 to 255 letters, digits, `-` and `_`, and is unique in its cluster.
/// AWS: [`CreateService`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html)
pub struct Service<L = Fargate>(pub(crate) Rc<Shared<ServiceState>>, PhantomData<L>);

impl<L> Clone for Service<L> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}

impl<L> fmt::Debug for Service<L> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

builder_basics!(Service<L: Launch>);
placement_methods!(Service);

impl Service<Fargate> {
    /// Makes a service on Fargate, of one task unless [`desired_count`](Self::desired_count) says otherwise.
    ///
    /// AWS: `serviceName`, `cluster`, `taskDefinition`, `networkConfiguration`, launch type `FARGATE`.
    #[track_caller]
    pub fn fargate(
        name: impl Into<String>,
        cluster: impl IntoCluster,
        task: impl IntoTaskDef<Fargate>,
        network: Network,
    ) -> Self {
        let service = Self::of(name.into(), cluster.into_cluster(), task.into_task_def());
        service.connected(network)
    }

    /// Sets Fargate's platform version. Default: `LATEST`. AWS: `platformVersion`.
    #[track_caller]
    pub fn platform_version(self, version: impl Into<String>) -> Self {
        self.set("platformVersion", |request| request.platform_version = Some(version.into()))
    }
}

impl Service<Ec2> {
    /// Makes a service on the cluster's EC2 instances.
    ///
    /// Tasks with network mode `awsvpc` need a [`network`](Self::network), others must have none.
    /// AWS: `serviceName`, `cluster`, `taskDefinition`, launch type `EC2`.
    #[track_caller]
    pub fn ec2(name: impl Into<String>, cluster: impl IntoCluster, task: impl IntoTaskDef<Ec2>) -> Self {
        Self::of(name.into(), cluster.into_cluster(), task.into_task_def())
    }

    /// Sets the subnets and security groups of tasks with network mode `awsvpc`. AWS: `networkConfiguration`.
    #[track_caller]
    pub fn network(self, network: Network) -> Self {
        self.connected(network)
    }
}

impl Service<External> {
    /// Makes a service on the user's own servers, registered with ECS Anywhere.
    ///
    /// AWS: `serviceName`, `cluster`, `taskDefinition`, launch type `EXTERNAL`.
    #[track_caller]
    pub fn external(
        name: impl Into<String>,
        cluster: impl IntoCluster,
        task: impl IntoTaskDef<External>,
    ) -> Self {
        Self::of(name.into(), cluster.into_cluster(), task.into_task_def())
    }
}

impl Service<ManagedInstances> {
    /// Makes a service on instances that ECS manages, of one capacity provider.
    ///
    /// AWS: `serviceName`, `cluster`, `taskDefinition`, `capacityProviderStrategy`.
    #[track_caller]
    pub fn managed_instances(
        name: impl Into<String>,
        cluster: impl IntoCluster,
        task: impl IntoTaskDef<ManagedInstances>,
        provider: impl IntoCapacityProvider<ManagedInstances>,
    ) -> Self {
        Self::of(name.into(), cluster.into_cluster(), task.into_task_def()).capacity_provider(provider, 1)
    }

    /// Sets the subnets and security groups of tasks with network mode `awsvpc`. AWS: `networkConfiguration`.
    #[track_caller]
    pub fn network(self, network: Network) -> Self {
        self.connected(network)
    }
}

impl<L: Launch> Service<L> {
    #[track_caller]
    fn of(name: String, cluster: ClusterRef, task: TaskDefRef<L>) -> Self {
        let line = SourceLine::caller();
        Self(begun(name, (cluster, line), task.into(), L::VALUE, line), PhantomData)
    }

    /// Returns the service's name.
    pub fn name(&self) -> &str {
        self.0.node.address().id()
    }

    #[track_caller]
    pub(super) fn set(self, member: &'static str, change: impl FnOnce(&mut CreateService)) -> Self {
        change(&mut self.0.state.borrow_mut().request);
        self.0.node.record(member, SourceLine::caller());
        self
    }

    #[track_caller]
    fn connected(self, network: Network) -> Self {
        let network = network.into_wire(&self.0.node, SourceLine::caller());
        self.0.state.borrow_mut().request.network_configuration = network;
        self
    }

    /// Sets how many tasks run. Default: 1. AWS: `desiredCount`.
    #[track_caller]
    pub fn desired_count(self, count: i32) -> Self {
        self.set("desiredCount", |request| request.desired_count = Some(count))
    }

    /// Leaves the number of tasks to an autoscaler after the creation, which begins with `initial`.
    ///
    /// Later deploys then neither compare nor send it. AWS: `desiredCount`.
    #[track_caller]
    pub fn autoscaled(self, initial: i32) -> Self {
        self.0.state.borrow_mut().autoscaled = true;
        self.desired_count(initial)
    }

    /// Takes tasks from a capacity provider, by weight, in place of the launch type. AWS: `capacityProviderStrategy`.
    ///
    /// Limits: 20 providers, weights 0 to 1,000 of which one is above 0.
    #[track_caller]
    pub fn capacity_provider(self, provider: impl IntoCapacityProvider<L>, weight: i32) -> Self {
        self.weighted(provider.into_capacity_provider(), weight, None)
    }

    /// Takes the first `base` tasks from a capacity provider and the rest by weight. Limit: one base a service, 0 to 100,000.
    ///
    /// AWS: `capacityProviderStrategy.base`.
    #[track_caller]
    pub fn capacity_provider_with_base(
        self,
        provider: impl IntoCapacityProvider<L>,
        weight: i32,
        base: i32,
    ) -> Self {
        self.weighted(provider.into_capacity_provider(), weight, Some(base))
    }

    #[track_caller]
    fn weighted(self, provider: CapacityProviderRef<L>, weight: i32, base: Option<i32>) -> Self {
        let line = SourceLine::caller();
        let index = self.0.state.borrow().capacity.len();
        self.0.set(format!("capacityProviderStrategy[{index}]"), line, |state| {
            // AWS takes a launch type or a strategy, never both.
            state.request.launch_type = None;
            state.capacity.push(Weighted::new(provider, weight, base));
        });
        self
    }

    /// Sets how the service moves to a new revision. Default: rolling. AWS: `deploymentConfiguration`, `deploymentController`.
    #[track_caller]
    pub fn deployment(self, deployment: Deployment) -> Self {
        let line = SourceLine::caller();
        self.0.node.record("deploymentConfiguration", line);
        self.0.node.nest("deploymentConfiguration", &deployment.trace);
        self.0.state.borrow_mut().deployment = Some(deployment);
        self
    }

    /// States that ECS keeps the desired count, which it does unless told otherwise. AWS: `schedulingStrategy`, `REPLICA`.
    #[track_caller]
    pub fn replica(self) -> Self {
        self.set("schedulingStrategy", |request| {
            request.scheduling_strategy = Some(SchedulingStrategy::Replica);
        })
    }

    /// Runs one task on each instance that meets the constraints. AWS: `schedulingStrategy`, `DAEMON`.
    #[track_caller]
    pub fn daemon(self) -> Self
    where
        L: Daemon,
    {
        self.set("schedulingStrategy", |request| {
            request.scheduling_strategy = Some(SchedulingStrategy::Daemon);
            request.desired_count = None;
        })
    }

    /// Allows opening a shell in the containers: the task role is given what that needs.
    ///
    /// Tasks that run already do not get it. AWS: `enableExecuteCommand`.
    #[track_caller]
    pub fn enable_execute_command(self) -> Self {
        let line = SourceLine::caller();
        self.0.set("enableExecuteCommand", line, |state| {
            state.exec = Some(line);
            state.request.enable_execute_command = Some(true);
        });
        self
    }

    /// Lets ECS tag tasks with the cluster's and service's names. AWS: `enableECSManagedTags`.
    #[track_caller]
    pub fn enable_ecs_managed_tags(self) -> Self {
        self.set("enableECSManagedTags", |request| request.enable_ecs_managed_tags = Some(true))
    }

    /// Copies the service's or the task definition's tags to the tasks. Default: none. AWS: `propagateTags`.
    #[track_caller]
    pub fn propagate_tags(self, from: PropagateTags) -> Self {
        self.set("propagateTags", |request| request.propagate_tags = Some(from))
    }

    /// Sets whether ECS moves tasks so that Availability Zones stay even. Default: on where the service allows it.
    ///
    /// AWS: `availabilityZoneRebalancing`.
    #[track_caller]
    pub fn availability_zone_rebalancing(self, enable: bool) -> Self
    where
        L: InVpc,
    {
        let value =
            if enable { AvailabilityZoneRebalancing::Enabled } else { AvailabilityZoneRebalancing::Disabled };
        self.set("availabilityZoneRebalancing", |request| request.availability_zone_rebalancing = Some(value))
    }

    /// Reports metrics of the service at a finer grain, 20 or 60 s. AWS: `monitoring`.
    #[track_caller]
    pub fn monitor(self, metric_names: impl IntoTexts, resolution: Seconds) -> Self {
        let metrics = MetricConfiguration {
            metric_names: metric_names.into_texts(),
            resolution_seconds: resolution.get(),
        };
        self.set("monitoring", |request| {
            let monitoring = request.monitoring.get_or_insert_default();
            monitoring.metric_configurations.get_or_insert_default().push(metrics);
        })
    }

    /// Adds a tag. Limit: 50. AWS: `tags`.
    #[track_caller]
    pub fn tag(self, key: impl Into<String>, value: impl Into<String>) -> Self {
        let line = SourceLine::caller();
        let index = self.0.state.borrow().tags.len();
        self.0.set(format!("tags[{index}]"), line, |state| state.tags.push((key.into(), value.into())));
        self
    }

    /// Changes the request itself, after everything else: the way to members without a method of their own.
    #[track_caller]
    pub fn customize(self, change: impl Fn(&mut CreateService) + 'static) -> Self {
        let change = Customization::new(change, SourceLine::caller());
        self.0.state.borrow_mut().customizations.push(change);
        self
    }
}

/// Begins a service; not generic, as what is generic is compiled again in each crate with stacks.
fn begun(
    name: String,
    cluster: (ClusterRef, SourceLine),
    task: TaskSource,
    launch: &str,
    line: SourceLine,
) -> Rc<Shared<ServiceState>> {
    let request = CreateService {
        service_name: name.clone(),
        desired_count: Some(1),
        launch_type: Some(LaunchType::from(launch)),
        ..CreateService::default()
    };
    let state = ServiceState {
        request,
        cluster,
        task,
        targets: Vec::new(),
        lattice: Vec::new(),
        connectors: Vec::new(),
        registries: Vec::new(),
        capacity: Vec::new(),
        deployment: None,
        service_connect: None,
        volumes: Vec::new(),
        exec: None,
        autoscaled: false,
        derived_roles: BTreeMap::new(),
        tags: Vec::new(),
        customizations: Vec::new(),
    };
    Shared::new(Node::new(KIND, name, line), state)
}

impl<L: Launch> Add for &Service<L> {
    fn add_to(self, items: &mut Vec<Rc<dyn Buildable>>) {
        items.push(self.0.clone());
    }
}
