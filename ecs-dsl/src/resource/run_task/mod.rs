//! Runs: tasks that are started by hand or by a pipeline and end by themselves, such as a migration.

#[doc(hidden)]
pub mod lifecycle;
pub(crate) mod validate;

use std::fmt;
use std::marker::PhantomData;
use std::rc::Rc;

use crate::api::ecs::{LaunchType, RunTask as RunTaskRequest, Tag};
use crate::assembly::Build;
use crate::check::{Index, Surroundings};
use crate::diagnostic::Finding;
use crate::iam::derive::{Requirements, exec};
use crate::resource::basics::{as_any, builder_basics};
use crate::resource::capacity_provider::{CapacityProviderRef, Weighted};
use crate::resource::cluster::{ClusterRef, IntoCluster};
use crate::resource::launch::{Ec2, External, Fargate, InVpc, Launch, ManagedInstances};
use crate::resource::service::{Network, TaskSource};
use crate::resource::task_definition::{IntoTaskDef, TaskDefRef};
use crate::resource::{Add, Buildable, Call, Customization, Desired, Node, Reference, Shared};
use crate::source::SourceLine;

/// The prefix of a run's address.
pub(crate) const KIND: &str = "run-task";

pub(crate) struct RunTaskState {
    request: RunTaskRequest,
    cluster: (ClusterRef, SourceLine),
    task: TaskSource,
    capacity: Vec<Weighted>,
    exec: Option<SourceLine>,
    tags: Vec<(String, String)>,
    customizations: Vec<Customization<RunTaskRequest>>,
}

/// A task that is run on demand, not kept running: a migration, a backup, a report.
///
/// A deploy does not start it; it stands in the manifest as the request that will.
/// AWS: [`RunTask`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html)
pub struct RunTask<L = Fargate>(Rc<Shared<RunTaskState>>, PhantomData<L>);

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
        provider: impl Into<CapacityProviderRef<ManagedInstances>>,
    ) -> Self {
        Self::of(name.into(), cluster.into_cluster(), task.into_task_def()).capacity_provider(provider, 1)
    }
}

impl<L: Launch> RunTask<L> {
    #[track_caller]
    fn of(name: String, cluster: ClusterRef, task: TaskDefRef<L>) -> Self {
        let line = SourceLine::caller();
        let request =
            RunTaskRequest { launch_type: Some(LaunchType::from(L::VALUE)), ..RunTaskRequest::default() };
        let state = RunTaskState {
            request,
            cluster: (cluster, line),
            task: task.into(),
            capacity: Vec::new(),
            exec: None,
            tags: Vec::new(),
            customizations: Vec::new(),
        };
        Self(Shared::new(Node::new(KIND, name, line), state), PhantomData)
    }

    #[track_caller]
    fn set(self, member: &'static str, change: impl FnOnce(&mut RunTaskRequest)) -> Self {
        self.0.set(member, SourceLine::caller(), |state| change(&mut state.request));
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

    /// Takes the task from a capacity provider in place of the launch type. AWS: `capacityProviderStrategy`.
    #[track_caller]
    pub fn capacity_provider(self, provider: impl Into<CapacityProviderRef<L>>, weight: i32) -> Self {
        let line = SourceLine::caller();
        let index = self.0.state.borrow().capacity.len();
        let item = Weighted::new(provider.into(), weight, None);
        self.0.set(format!("capacityProviderStrategy[{index}]"), line, |state| {
            state.request.launch_type = None;
            state.capacity.push(item);
        });
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

    /// Adds a tag. Limit: 50. AWS: `tags`.
    #[track_caller]
    pub fn tag(self, key: impl Into<String>, value: impl Into<String>) -> Self {
        let line = SourceLine::caller();
        self.0.set("tags", line, |state| state.tags.push((key.into(), value.into())));
        self
    }

    /// Changes the request itself, after everything else: overrides, placement, volumes.
    #[track_caller]
    pub fn customize(self, change: impl Fn(&mut RunTaskRequest) + 'static) -> Self {
        let change = Customization::new(change, SourceLine::caller());
        self.0.state.borrow_mut().customizations.push(change);
        self
    }
}

impl<L: Launch> Add for &RunTask<L> {
    fn add_to(self, items: &mut Vec<Rc<dyn Buildable>>) {
        items.push(self.0.clone());
    }
}

impl Buildable for Shared<RunTaskState> {
    fn node(&self) -> &Node {
        &self.node
    }

    fn require(self: Rc<Self>, requirements: &mut Requirements) {
        let state = self.state.borrow();
        let (Some(line), Some(task)) = (state.exec, state.task.own()) else { return };
        let what = format!("enable_execute_command of run `{}`", self.node.address().id());
        task.ask_task_role(requirements, exec::POLICY, exec::statement(line, what.clone()));
        if let Some(configuration) = state.cluster.0.exec_configuration() {
            for statement in exec::logging(&configuration, &requirements.scope(), line, &what) {
                task.ask_task_role(requirements, exec::LOGGING_POLICY, statement);
            }
        }
    }

    fn build(&self, build: &mut Build<'_>) -> Box<dyn Desired> {
        let state = self.state.borrow();
        let mut request = state.request.clone();
        request.cluster = Some(state.cluster.0.resolve(build, state.cluster.1, "cluster"));
        request.task_definition = match &state.task {
            TaskSource::Existing(name) => name.clone(),
            TaskSource::Own(task, line) => {
                build.attribute(&Reference::new(task.clone(), *line), "arn", "taskDefinition")
            }
        };
        let capacity: Vec<_> = state
            .capacity
            .iter()
            .enumerate()
            .map(|(index, item)| item.resolve(build, &format!("capacityProviderStrategy[{index}]")))
            .collect();
        request.capacity_provider_strategy = (!capacity.is_empty()).then_some(capacity);
        let tags = build.tags(&state.tags);
        request.tags = Some(tags.into_iter().map(|(key, value)| Tag::new(key, value)).collect());
        let request = build.customized(request, &state.customizations);
        Box::new(DesiredRun { request })
    }
}

/// What a run should be, whenever it is started.
#[derive(Debug, Clone, PartialEq)]
pub struct DesiredRun {
    /// The request that starts it.
    pub request: RunTaskRequest,
}

impl Desired for DesiredRun {
    fn kind(&self) -> &'static str {
        "ecs:run-task"
    }

    fn calls(&self) -> Vec<Call<'_>> {
        vec![Call { service: "ecs", operation: "RunTask", request: &self.request }]
    }

    fn validate(&self, around: &dyn Surroundings, findings: &mut Vec<Finding>) {
        validate::validate(&self.request, around, findings);
    }

    fn announce<'a>(&'a self, index: &mut Index<'a>) {
        index.run(&self.request);
    }

    as_any!();
}
