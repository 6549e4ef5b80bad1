//! The builder of task definitions.

use std::fmt;
use std::marker::PhantomData;
use std::rc::Rc;

use super::KIND;
use crate::api::ecs::{
    Compatibility, CpuArchitecture, EphemeralStorage, IpcMode, IsolationMode, KeyValuePair, NetworkMode,
    OsFamily, PidMode, ProxyConfiguration, ProxyConfigurationType, RegisterTaskDefinition, RuntimePlatform,
    TrustedExecutionConfiguration,
};
use crate::resource::basics::builder_basics;
use crate::resource::container::{Container, ContainerShared, IntoLogs, LogChoice, SecretMisuse};
use crate::resource::launch::{Ec2, External, Fargate, HostAccess, Launch, ManagedInstances};
use crate::resource::role::{IntoExecutionRole, IntoTaskRole, RoleRef, RoleState};
use crate::resource::{Add, Buildable, Customization, Node, Shared};
use crate::source::SourceLine;
use crate::units::{CpuUnits, Gib, IntoFargateSize, Mib};

pub struct TaskState {
    /// Everything but the containers, the tags and the roles.
    pub(crate) definition: RegisterTaskDefinition,
    pub(crate) containers: Vec<Rc<ContainerShared>>,
    pub(crate) task_role: Option<(RoleRef, SourceLine)>,
    pub(crate) execution_role: Option<(RoleRef, SourceLine)>,
    /// Roles made for this task definition because its user gave none.
    pub(crate) derived_task_role: Option<Rc<Shared<RoleState>>>,
    pub(crate) derived_execution_role: Option<Rc<Shared<RoleState>>>,
    pub(crate) logs: Option<(LogChoice, SourceLine)>,
    /// KMS keys of the secrets that are not a container's, by the reference that they decrypt.
    pub(crate) keys: Vec<(String, String)>,
    /// Secrets that are no container's and referred to as they cannot be, by member.
    pub(crate) misused: Vec<(String, SecretMisuse)>,
    pub(crate) tags: Vec<(String, String)>,
    pub(crate) keep_revisions: Option<u32>,
    pub(crate) customizations: Vec<Customization<RegisterTaskDefinition>>,
}

/// A task definition: containers that run together, on one kind of capacity.
///
/// It has at least one container and at most ten; at least one is essential. Every change registers
/// a new revision, which the stack's services then move to.
/// AWS: [`RegisterTaskDefinition`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html)
pub struct TaskDef<L>(pub(crate) Rc<Shared<TaskState>>, PhantomData<L>);

impl<L> Clone for TaskDef<L> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}

impl<L> fmt::Debug for TaskDef<L> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

builder_basics!(TaskDef<L: Launch>);

impl TaskDef<Fargate> {
    /// Makes a task definition for Fargate, of one of the sizes that Fargate offers.
    ///
    /// The family has 1 to 255 letters, digits, `-` and `_`. The network mode is `awsvpc`, as Fargate
    /// has no other. AWS: `family`, `cpu`, `memory`.
    #[track_caller]
    pub fn fargate(family: impl Into<String>, size: impl IntoFargateSize) -> Self {
        let size = size.into_fargate_size();
        let definition = definition(family.into(), NetworkMode::Awsvpc, Compatibility::Fargate);
        Self::of(sized(definition, size.cpu(), size.memory()), SourceLine::caller())
    }

    /// Sets the size of the disk that the containers share. Default: 20 GiB. Limit: 21 to 200 GiB. AWS: `ephemeralStorage`.
    #[track_caller]
    pub fn ephemeral_storage(self, size: Gib) -> Self {
        self.set("ephemeralStorage.sizeInGiB", |definition| {
            definition.ephemeral_storage = Some(EphemeralStorage { size_in_gib: size.get() });
        })
    }
}

impl TaskDef<Ec2> {
    /// Makes a task definition for the user's EC2 instances.
    ///
    /// AWS: `family`, `networkMode`.
    #[track_caller]
    pub fn ec2(family: impl Into<String>, network_mode: NetworkMode) -> Self {
        Self::of(definition(family.into(), network_mode, Compatibility::Ec2), SourceLine::caller())
    }
}

impl TaskDef<External> {
    /// Makes a task definition for the user's own servers, registered with ECS Anywhere.
    ///
    /// The network mode is `bridge`, `host` or `none`. AWS: `family`, `networkMode`.
    #[track_caller]
    pub fn external(family: impl Into<String>, network_mode: NetworkMode) -> Self {
        Self::of(definition(family.into(), network_mode, Compatibility::External), SourceLine::caller())
    }
}

impl TaskDef<ManagedInstances> {
    /// Makes a task definition for instances that ECS chooses by the CPU and memory it asks for.
    ///
    /// The network mode is `awsvpc` or `host`. AWS: `family`, `networkMode`, `cpu`, `memory`.
    #[track_caller]
    pub fn managed_instances(
        family: impl Into<String>,
        network_mode: NetworkMode,
        cpu: CpuUnits,
        memory: Mib,
    ) -> Self {
        let definition = definition(family.into(), network_mode, Compatibility::ManagedInstances);
        Self::of(sized(definition, cpu, memory), SourceLine::caller())
    }

    /// Isolates the tasks more than a container does. AWS: `trustedExecutionConfiguration`.
    ///
    /// `ConfidentialSandbox` needs an attestation policy, in base64.
    #[track_caller]
    pub fn trusted_execution(self, isolation: IsolationMode, attestation_policy: Option<String>) -> Self {
        let trusted = TrustedExecutionConfiguration { isolation_mode: isolation, attestation_policy };
        self.set("trustedExecutionConfiguration", |definition| {
            definition.trusted_execution_configuration = Some(trusted);
        })
    }
}

/// Begins a task definition; not generic, as what is generic is compiled again in each crate with stacks.
fn begun(definition: RegisterTaskDefinition, line: SourceLine) -> Rc<Shared<TaskState>> {
    let node = Node::new(KIND, definition.family.clone(), line);
    let state = TaskState {
        definition,
        containers: Vec::new(),
        task_role: None,
        execution_role: None,
        derived_task_role: None,
        derived_execution_role: None,
        logs: None,
        keys: Vec::new(),
        misused: Vec::new(),
        tags: Vec::new(),
        keep_revisions: None,
        customizations: Vec::new(),
    };
    Shared::new(node, state)
}

fn definition(
    family: String,
    network_mode: NetworkMode,
    compatibility: Compatibility,
) -> RegisterTaskDefinition {
    RegisterTaskDefinition {
        family,
        network_mode: Some(network_mode),
        requires_compatibilities: Some(vec![compatibility]),
        ..RegisterTaskDefinition::default()
    }
}

fn sized(definition: RegisterTaskDefinition, cpu: CpuUnits, memory: Mib) -> RegisterTaskDefinition {
    RegisterTaskDefinition {
        cpu: Some(cpu.get().to_string()),
        memory: Some(memory.get().to_string()),
        ..definition
    }
}

impl<L: Launch> TaskDef<L> {
    fn of(definition: RegisterTaskDefinition, line: SourceLine) -> Self {
        Self(begun(definition, line), PhantomData)
    }

    /// Returns the family's name.
    pub fn family(&self) -> &str {
        self.0.node.address().id()
    }

    #[track_caller]
    pub(super) fn set(self, member: &'static str, change: impl FnOnce(&mut RegisterTaskDefinition)) -> Self {
        change(&mut self.0.state.borrow_mut().definition);
        self.0.node.record(member, SourceLine::caller());
        self
    }

    /// Adds a container that runs an image, and returns it to be described further.
    ///
    /// The name has 1 to 255 letters, digits, `-` and `_`, and is unique in the task. A task takes ten.
    /// AWS: `containerDefinitions`.
    #[track_caller]
    pub fn container(&self, name: impl Into<String>, image: impl Into<String>) -> Container<L> {
        Container::from_shared(self.0.add_container(name.into(), image.into(), SourceLine::caller()))
    }

    /// Sets the role of the application in the containers. AWS: `taskRoleArn`.
    ///
    /// Default: one derived if ECS Exec, EFS with IAM or a log router needs it, else none.
    #[track_caller]
    pub fn task_role(self, role: impl IntoTaskRole) -> Self {
        let (role, line) = (role.into_task_role(), SourceLine::caller());
        self.0.set("taskRoleArn", line, |state| state.task_role = Some((role, line)));
        self
    }

    /// Sets the role that ECS uses to start the task. Default: one derived from what the containers need.
    ///
    /// What the containers need is added to a role of the stack too; one that exists already is left
    /// as it is. AWS: `executionRoleArn`.
    #[track_caller]
    pub fn execution_role(self, role: impl IntoExecutionRole) -> Self {
        let (role, line) = (role.into_execution_role(), SourceLine::caller());
        self.0.set("executionRoleArn", line, |state| state.execution_role = Some((role, line)));
        self
    }

    /// Sends the output of every container somewhere, except those with [`logs`](Container::logs) of
    /// their own and the log router. AWS: `logConfiguration` of each container.
    #[track_caller]
    pub fn logs(self, logs: impl IntoLogs) -> Self {
        let line = SourceLine::caller();
        self.0.state.borrow_mut().logs = Some((logs.into_logs().into_choice(), line));
        self
    }

    /// Sets the operating system and the processor. Default: Linux on x86-64. AWS: `runtimePlatform`.
    #[track_caller]
    pub fn platform(self, system: OsFamily, architecture: CpuArchitecture) -> Self {
        self.set("runtimePlatform", |definition| {
            definition.runtime_platform = Some(RuntimePlatform {
                cpu_architecture: Some(architecture),
                operating_system_family: Some(system),
            });
        })
    }

    /// Runs the task on Linux on ARM processors (Graviton). AWS: `runtimePlatform`.
    #[track_caller]
    pub fn arm64(self) -> Self {
        self.platform(OsFamily::Linux, CpuArchitecture::Arm64)
    }

    /// Lets all containers see each other's processes. AWS: `pidMode`, value `task`.
    #[track_caller]
    pub fn share_processes(self) -> Self {
        self.set("pidMode", |definition| definition.pid_mode = Some(PidMode::Task))
    }

    /// Lets the containers' faults be injected through the task's metadata endpoint. Default: off. AWS: `enableFaultInjection`.
    #[track_caller]
    pub fn enable_fault_injection(self) -> Self {
        self.set("enableFaultInjection", |definition| definition.enable_fault_injection = Some(true))
    }

    /// Sends the task's traffic through an App Mesh proxy container. AWS: `proxyConfiguration`.
    #[track_caller]
    pub fn app_mesh_proxy<N: Into<String>, V: Into<String>>(
        self,
        container: &Container<L>,
        properties: impl IntoIterator<Item = (N, V)>,
    ) -> Self {
        let properties = properties
            .into_iter()
            .map(|(name, value)| KeyValuePair { name: Some(name.into()), value: Some(value.into()) })
            .collect();
        let proxy = ProxyConfiguration {
            r#type: Some(ProxyConfigurationType::Appmesh),
            container_name: container.name().to_owned(),
            properties: Some(properties),
        };
        self.set("proxyConfiguration", |definition| definition.proxy_configuration = Some(proxy))
    }

    /// Adds a tag. Limit: 50. AWS: `tags`.
    #[track_caller]
    pub fn tag(self, key: impl Into<String>, value: impl Into<String>) -> Self {
        let line = SourceLine::caller();
        let index = self.0.state.borrow().tags.len();
        self.0.set(format!("tags[{index}]"), line, |state| state.tags.push((key.into(), value.into())));
        self
    }

    /// Keeps this many revisions beside the newest; a deploy deregisters what is older.
    ///
    /// It does so when the stack's services have moved to the new revision, and spares any revision that
    /// one of them still runs. What is deregistered cannot be gone back to, so 0 leaves no way back. Only
    /// revisions that the stack registered count. Default: all are kept. AWS: `DeregisterTaskDefinition`
    pub fn keep_revisions(self, earlier: u32) -> Self {
        self.0.state.borrow_mut().keep_revisions = Some(earlier);
        self
    }

    /// Changes the request itself, after everything else: the way to members without a method of their own.
    #[track_caller]
    pub fn customize(self, change: impl Fn(&mut RegisterTaskDefinition) + 'static) -> Self {
        let change = Customization::new(change, SourceLine::caller());
        self.0.state.borrow_mut().customizations.push(change);
        self
    }
}

impl<L: Launch> TaskDef<L> {
    /// Sets the CPU of the whole task. Default: none, the containers' sum counts. AWS: `cpu`.
    #[track_caller]
    pub fn cpu(self, cpu: CpuUnits) -> Self
    where
        L: HostAccess,
    {
        self.set("cpu", |definition| definition.cpu = Some(cpu.get().to_string()))
    }

    /// Sets the memory of the whole task. Default: none, each container then needs its own. AWS: `memory`.
    #[track_caller]
    pub fn memory(self, memory: Mib) -> Self
    where
        L: HostAccess,
    {
        self.set("memory", |definition| definition.memory = Some(memory.get().to_string()))
    }

    /// Sets whose processes the containers see. AWS: `pidMode`.
    #[track_caller]
    pub fn pid_mode(self, mode: PidMode) -> Self
    where
        L: HostAccess,
    {
        self.set("pidMode", |definition| definition.pid_mode = Some(mode))
    }

    /// Sets whose shared memory and semaphores the containers see. AWS: `ipcMode`.
    #[track_caller]
    pub fn ipc_mode(self, mode: IpcMode) -> Self
    where
        L: HostAccess,
    {
        self.set("ipcMode", |definition| definition.ipc_mode = Some(mode))
    }
}

impl Shared<TaskState> {
    fn add_container(self: &Rc<Self>, name: String, image: String, line: SourceLine) -> Rc<ContainerShared> {
        let container = ContainerShared::new(name, Some(image), Rc::downgrade(self), line);
        self.state.borrow_mut().containers.push(container.clone());
        container
    }
}

impl<L: Launch> Add for &TaskDef<L> {
    fn add_to(self, items: &mut Vec<Rc<dyn Buildable>>) {
        items.push(self.0.clone());
    }
}
