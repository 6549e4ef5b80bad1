//! The builder of runs.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::rc::Rc;

use super::KIND;
use super::overrides::Overridden;
use crate::api::ecs::{LaunchType, PropagateTags, RunTask as RunTaskRequest};
use crate::resource::basics::builder_basics;
use crate::resource::capacity_provider::{CapacityProviderRef, IntoCapacityProvider, Weighted};
use crate::resource::cluster::{ClusterRef, IntoCluster};
use crate::resource::launch::{EbsVolumes, Ec2, External, Fargate, InVpc, Launch, ManagedInstances};
use crate::resource::placement::placement_methods;
use crate::resource::role::{RoleRef, RoleState};
use crate::resource::service::{Ebs, Network, TaskSource};
use crate::resource::task_definition::{EbsVolume, IntoTaskDef, TaskDefRef, Volume};
use crate::resource::{Add, Buildable, Customization, Node, Shared};
use crate::source::SourceLine;

pub(crate) struct RunTaskState {
    pub(super) request: RunTaskRequest,
    pub(super) cluster: (ClusterRef, SourceLine),
    pub(super) task: TaskSource,
    pub(super) capacity: Vec<Weighted>,
    pub(super) volumes: Vec<EbsOfRun>,
    pub(super) overrides: Vec<Overridden>,
    /// Roles of this run in place of the task definition's.
    pub(super) task_role: Option<RoleRef>,
    pub(super) execution_role: Option<RoleRef>,
    pub(super) exec: Option<SourceLine>,
    pub(super) derived_roles: BTreeMap<&'static str, Rc<Shared<RoleState>>>,
    pub(super) tags: Vec<(String, String)>,
    pub(super) customizations: Vec<Customization<RunTaskRequest>>,
}

/// An EBS volume of a run, and whether it outlives the task.
pub(super) struct EbsOfRun {
    pub(super) volume: Volume,
    pub(super) ebs: Ebs,
    pub(super) kept: bool,
}

/// A task that is run on demand, not kept running: a migration, a backup, a report.
///
/// A deploy does not start it; it stands in the manifest as the request that will.
/// AWS: [`RunTask`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html)
pub struct RunTask<L = Fargate>(pub(super) Rc<Shared<RunTaskState>>, PhantomData<L>);

impl<L> Clone for RunTask<L> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}

impl<L> fmt::Debug for RunTask<L> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

builder_basics!(RunTask<L: Launch>);
placement_methods!(RunTask);

impl RunTask<Fargate> {
    /// Makes a run on Fargate. The name is the run's address in the stack; AWS does not see it.
    #[track_caller]
    pub fn fargate(
        name: impl Into<String>,
        cluster: impl IntoCluster,
        task: impl IntoTaskDef<Fargate>,
        network: Network,
    ) -> Self {
        Self::of(name.into(), cluster.into_cluster(), task.into_task_def()).network(network)
    }

    /// Sets Fargate's platform version. Default: `LATEST`. AWS: `platformVersion`.
    #[track_caller]
    pub fn platform_version(self, version: impl Into<String>) -> Self {
        self.set("platformVersion", |request| request.platform_version = Some(version.into()))
    }
}

impl RunTask<Ec2> {
    /// Makes a run on the cluster's EC2 instances.
    #[track_caller]
    pub fn ec2(name: impl Into<String>, cluster: impl IntoCluster, task: impl IntoTaskDef<Ec2>) -> Self {
        Self::of(name.into(), cluster.into_cluster(), task.into_task_def())
    }
}

impl RunTask<External> {
    /// Makes a run on the user's own servers.
    #[track_caller]
    pub fn external(
        name: impl Into<String>,
        cluster: impl IntoCluster,
        task: impl IntoTaskDef<External>,
    ) -> Self {
        Self::of(name.into(), cluster.into_cluster(), task.into_task_def())
    }
}

impl RunTask<ManagedInstances> {
    /// Makes a run on instances that ECS manages.
    #[track_caller]
    pub fn managed_instances(
        name: impl Into<String>,
        cluster: impl IntoCluster,
        task: impl IntoTaskDef<ManagedInstances>,
        provider: impl IntoCapacityProvider<ManagedInstances>,
    ) -> Self {
        Self::of(name.into(), cluster.into_cluster(), task.into_task_def()).capacity_provider(provider, 1)
    }
}

impl<L: Launch> RunTask<L> {
    #[track_caller]
    fn of(name: String, cluster: ClusterRef, task: TaskDefRef<L>) -> Self {
        let line = SourceLine::caller();
        Self(begun(name, (cluster, line), task.into(), L::VALUE, line), PhantomData)
    }

    #[track_caller]
    pub(super) fn set(self, member: &'static str, change: impl FnOnce(&mut RunTaskRequest)) -> Self {
        change(&mut self.0.state.borrow_mut().request);
        self.0.node.record(member, SourceLine::caller());
        self
    }

    /// Sets the subnets and security groups of tasks with network mode `awsvpc`. AWS: `networkConfiguration`.
    #[track_caller]
    pub fn network(self, network: Network) -> Self
    where
        L: InVpc,
    {
        let network = network.into_wire(&self.0.node, SourceLine::caller());
        self.0.state.borrow_mut().request.network_configuration = network;
        self
    }

    /// Sets how many copies run. Default: 1. Limit: 10. AWS: `count`.
    #[track_caller]
    pub fn count(self, count: i32) -> Self {
        self.set("count", |request| request.count = Some(count))
    }

    /// Takes tasks from a capacity provider, by weight, in place of the launch type. AWS: `capacityProviderStrategy`.
    ///
    /// Limits: 20 providers, weights 0 to 1,000 of which one is above 0.
    #[track_caller]
    pub fn capacity_provider(self, provider: impl IntoCapacityProvider<L>, weight: i32) -> Self {
        self.weighted(provider.into_capacity_provider(), weight, None)
    }

    /// Takes the first `base` tasks from a capacity provider and the rest by weight. Limit: one base a run, 0 to 100,000.
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

    /// Makes an EBS volume for each task, deleted when the task has ended. Limit: one a task. AWS: `volumeConfigurations`.
    #[track_caller]
    pub fn ebs_volume(self, volume: &EbsVolume, ebs: Ebs) -> Self
    where
        L: EbsVolumes,
    {
        self.attach(volume, ebs, false)
    }

    /// Makes an EBS volume for each task like [`ebs_volume`](Self::ebs_volume), and keeps it when the task has ended.
    ///
    /// It then costs money until someone deletes it. AWS: `volumeConfigurations.managedEBSVolume.terminationPolicy`.
    #[track_caller]
    pub fn ebs_volume_to_keep(self, volume: &EbsVolume, ebs: Ebs) -> Self
    where
        L: EbsVolumes,
    {
        self.attach(volume, ebs, true)
    }

    #[track_caller]
    fn attach(self, volume: &EbsVolume, ebs: Ebs, kept: bool) -> Self {
        let index = self.0.state.borrow().volumes.len();
        let attached = EbsOfRun { volume: volume.0.clone(), ebs, kept };
        let line = SourceLine::caller();
        self.0.set(format!("volumeConfigurations[{index}]"), line, |state| state.volumes.push(attached));
        self
    }

    /// Allows opening a shell in the containers: the task role is given what that needs. AWS: `enableExecuteCommand`.
    #[track_caller]
    pub fn enable_execute_command(self) -> Self {
        let line = SourceLine::caller();
        self.0.set("enableExecuteCommand", line, |state| {
            state.exec = Some(line);
            state.request.enable_execute_command = Some(true);
        });
        self
    }

    /// Says who starts the task. Limit: 128 letters, digits, `-`, `/` and `_`. AWS: `startedBy`.
    #[track_caller]
    pub fn started_by(self, who: impl Into<String>) -> Self {
        self.set("startedBy", |request| request.started_by = Some(who.into()))
    }

    /// Lets ECS tag tasks with the cluster's name. AWS: `enableECSManagedTags`.
    #[track_caller]
    pub fn enable_ecs_managed_tags(self) -> Self {
        self.set("enableECSManagedTags", |request| request.enable_ecs_managed_tags = Some(true))
    }

    /// Copies the task definition's tags to the tasks. Default: none. AWS: `propagateTags`.
    ///
    /// A run has no service, so `PropagateTags::Service` is an error (`ECS1110`).
    #[track_caller]
    pub fn propagate_tags(self, from: PropagateTags) -> Self {
        self.set("propagateTags", |request| request.propagate_tags = Some(from))
    }

    /// Sets the group of tasks that this run's belong to. Default: `family:` and the family. AWS: `group`.
    #[track_caller]
    pub fn group(self, group: impl Into<String>) -> Self {
        self.set("group", |request| request.group = Some(group.into()))
    }

    /// Sets an id by which others know the run, such as a pipeline's. Limit: 1,024 characters. AWS: `referenceId`.
    #[track_caller]
    pub fn reference_id(self, id: impl Into<String>) -> Self {
        self.set("referenceId", |request| request.reference_id = Some(id.into()))
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
    pub fn customize(self, change: impl Fn(&mut RunTaskRequest) + 'static) -> Self {
        let change = Customization::new(change, SourceLine::caller());
        self.0.state.borrow_mut().customizations.push(change);
        self
    }
}

/// Begins a run; not generic, as what is generic is compiled again in each crate with stacks.
fn begun(
    name: String,
    cluster: (ClusterRef, SourceLine),
    task: TaskSource,
    launch: &str,
    line: SourceLine,
) -> Rc<Shared<RunTaskState>> {
    let request = RunTaskRequest { launch_type: Some(LaunchType::from(launch)), ..RunTaskRequest::default() };
    let state = RunTaskState {
        request,
        cluster,
        task,
        capacity: Vec::new(),
        volumes: Vec::new(),
        overrides: Vec::new(),
        task_role: None,
        execution_role: None,
        exec: None,
        derived_roles: BTreeMap::new(),
        tags: Vec::new(),
        customizations: Vec::new(),
    };
    Shared::new(Node::new(KIND, name, line), state)
}

impl<L: Launch> Add for &RunTask<L> {
    fn add_to(self, items: &mut Vec<Rc<dyn Buildable>>) {
        items.push(self.0.clone());
    }
}
