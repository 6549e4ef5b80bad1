//! What one run does otherwise than its task definition says.

use std::fmt;
use std::marker::PhantomData;
use std::rc::Rc;

use super::RunTask;
use crate::api::ecs::{
    self, EnvironmentFile, EnvironmentFileType, EphemeralStorage, KeyValuePair, ResourceRequirement,
    ResourceType, TaskOverride,
};
use crate::resource::IntoTexts;
use crate::resource::container::{Container, ContainerShared, IntoValue, Value};
use crate::resource::launch::{Fargate, Gpus, Launch};
use crate::resource::role::{IntoExecutionRole, IntoTaskRole};
use crate::source::{SourceLine, Trace};
use crate::units::{CpuUnits, Gib, Mib};

/// What one container does otherwise in a run; what is not said stays as the task definition has it.
///
/// ```
/// use ecs_dsl::prelude::*;
///
/// let cluster = Cluster::new("shop");
/// let site = TaskDef::fargate("site", fargate!(1 vCPU, 2 GB));
/// let web = site.container("web", "public.ecr.aws/nginx/nginx:1.29");
/// let network = Network::private(["subnet-0a1b2c3d4e5f60718"], ["sg-0a1b2c3d4e5f60718"]);
/// let migrate = RunTask::fargate("migrate", &cluster, &site, network)
///     .override_container(&web, ContainerOverride::new().command(["bin/migrate"]).env("DRY_RUN", false));
/// # let _ = migrate;
/// ```
///
/// AWS: [`ContainerOverride`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerOverride.html)
#[derive(Clone)]
pub struct ContainerOverride<L = Fargate> {
    wire: ecs::ContainerOverride,
    /// Variables whose value is an attribute of another resource, by index.
    late: Vec<(usize, Value)>,
    trace: Trace,
    launch: PhantomData<L>,
}

impl<L> fmt::Debug for ContainerOverride<L> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.wire.fmt(formatter)
    }
}

impl<L: Launch> Default for ContainerOverride<L> {
    #[track_caller]
    fn default() -> Self {
        Self::new()
    }
}

impl<L: Launch> ContainerOverride<L> {
    /// Begins with nothing that is otherwise.
    #[track_caller]
    pub fn new() -> Self {
        Self {
            wire: ecs::ContainerOverride::default(),
            late: Vec::new(),
            trace: Trace::new(SourceLine::caller()),
            launch: PhantomData,
        }
    }

    #[track_caller]
    fn set(mut self, member: &'static str, change: impl FnOnce(&mut ecs::ContainerOverride)) -> Self {
        change(&mut self.wire);
        self.trace.record(member, SourceLine::caller());
        self
    }

    /// Sets the command's arguments, in place of the container's own. AWS: `command`.
    #[must_use]
    #[track_caller]
    pub fn command(self, arguments: impl IntoTexts) -> Self {
        let arguments = arguments.into_texts();
        self.set("command", |of| of.command = Some(arguments))
    }

    /// Sets an environment variable, beside the container's own or in place of the one of that name.
    ///
    /// Whoever may describe tasks can read it. AWS: `environment`.
    #[must_use]
    #[track_caller]
    pub fn env(mut self, name: impl Into<String>, value: impl IntoValue) -> Self {
        let value = value.into_value();
        let text = match &value {
            Value::Text(text) => text.clone(),
            Value::Attribute(..) => String::new(),
        };
        let variables = self.wire.environment.get_or_insert_default();
        let index = variables.len();
        variables.push(KeyValuePair { name: Some(name.into()), value: Some(text) });
        if let Value::Attribute(..) = value {
            self.late.push((index, value));
        }
        self.trace.record(format!("environment[{index}]"), SourceLine::caller());
        self
    }

    /// Sets several environment variables.
    #[must_use]
    #[track_caller]
    pub fn envs<N: Into<String>, V: IntoValue>(
        mut self,
        variables: impl IntoIterator<Item = (N, V)>,
    ) -> Self {
        for (name, value) in variables {
            self = self.env(name, value);
        }
        self
    }

    /// Reads variables from a file in S3 too, given by the object's ARN; the execution role may read it.
    ///
    /// AWS: `environmentFiles`.
    #[must_use]
    #[track_caller]
    pub fn env_file(mut self, object_arn: impl Into<String>) -> Self {
        let files = self.wire.environment_files.get_or_insert_default();
        let index = files.len();
        files.push(EnvironmentFile { value: object_arn.into(), r#type: EnvironmentFileType::S3 });
        self.trace.record(format!("environmentFiles[{index}]"), SourceLine::caller());
        self
    }

    /// Reserves another amount of CPU for the container. AWS: `cpu`.
    #[must_use]
    #[track_caller]
    pub fn cpu(self, units: CpuUnits) -> Self {
        self.set("cpu", |of| of.cpu = Some(units.get()))
    }

    /// Sets another memory at which the container is killed. AWS: `memory`.
    #[must_use]
    #[track_caller]
    pub fn memory(self, memory: Mib) -> Self {
        self.set("memory", |of| of.memory = Some(memory.get()))
    }

    /// Reserves another amount of memory for the container. AWS: `memoryReservation`.
    #[must_use]
    #[track_caller]
    pub fn memory_reservation(self, memory: Mib) -> Self {
        self.set("memoryReservation", |of| of.memory_reservation = Some(memory.get()))
    }

    /// Gives the container another number of whole GPUs. AWS: `resourceRequirements`, type `GPU`.
    #[must_use]
    #[track_caller]
    pub fn gpus(self, count: u32) -> Self
    where
        L: Gpus,
    {
        let requirement = ResourceRequirement::new(ResourceType::Gpu, count.to_string());
        self.set("resourceRequirements", |of| of.resource_requirements = Some(vec![requirement]))
    }
}

/// A container with what a run does otherwise in it.
pub(super) struct Overridden {
    pub(super) container: Rc<ContainerShared>,
    pub(super) wire: ecs::ContainerOverride,
    pub(super) late: Vec<(usize, Value)>,
}

impl<L: Launch> RunTask<L> {
    /// Lets a container of the task do something otherwise in this run: another command, more variables.
    ///
    /// The container is a handle of the run's task definition. Given again for the same container, the
    /// later one counts. AWS: `overrides.containerOverrides`.
    #[track_caller]
    pub fn override_container(self, container: &Container<L>, with: ContainerOverride<L>) -> Self {
        let ContainerOverride { mut wire, late, trace, .. } = with;
        wire.name = Some(container.name().to_owned());
        let overridden = Overridden { container: container.shared.clone(), wire, late };
        let mut state = self.0.state.borrow_mut();
        let same = |other: &Overridden| Rc::ptr_eq(&other.container, &overridden.container);
        let place = state.overrides.iter().position(same).unwrap_or(state.overrides.len());
        match state.overrides.get_mut(place) {
            Some(earlier) => *earlier = overridden,
            None => state.overrides.push(overridden),
        }
        drop(state);
        let member = format!("overrides.containerOverrides[{place}]");
        self.0.node.record(member.clone(), SourceLine::caller());
        self.0.node.nest(&member, &trace);
        self
    }

    #[track_caller]
    fn override_task(self, member: &'static str, change: impl FnOnce(&mut TaskOverride)) -> Self {
        self.set(member, |request| change(request.overrides.get_or_insert_default()))
    }

    /// Gives the task of this run another CPU. AWS: `overrides.cpu`.
    #[track_caller]
    pub fn override_cpu(self, cpu: CpuUnits) -> Self {
        self.override_task("overrides.cpu", |of| of.cpu = Some(cpu.get().to_string()))
    }

    /// Gives the task of this run another memory. AWS: `overrides.memory`.
    #[track_caller]
    pub fn override_memory(self, memory: Mib) -> Self {
        self.override_task("overrides.memory", |of| of.memory = Some(memory.get().to_string()))
    }

    /// Lets the application in this run use another role. AWS: `overrides.taskRoleArn`.
    ///
    /// What the task definition's own role would be given, such as for ECS Exec, is added to a role of the
    /// stack; one that exists already is left as it is.
    #[track_caller]
    pub fn override_task_role(self, role: impl IntoTaskRole) -> Self {
        let role = role.into_task_role();
        self.0.set("overrides.taskRoleArn", SourceLine::caller(), |state| state.task_role = Some(role));
        self
    }

    /// Lets ECS start this run with another execution role. AWS: `overrides.executionRoleArn`.
    ///
    /// What the containers need is added to a role of the stack; one that exists already is left as it is.
    #[track_caller]
    pub fn override_execution_role(self, role: impl IntoExecutionRole) -> Self {
        let role = role.into_execution_role();
        self.0.set("overrides.executionRoleArn", SourceLine::caller(), |state| {
            state.execution_role = Some(role)
        });
        self
    }
}

impl RunTask<Fargate> {
    /// Gives the task of this run another disk. Limit: 21 to 200 GiB. AWS: `overrides.ephemeralStorage`.
    #[track_caller]
    pub fn override_ephemeral_storage(self, size: Gib) -> Self {
        self.override_task("overrides.ephemeralStorage.sizeInGiB", |of| {
            of.ephemeral_storage = Some(EphemeralStorage { size_in_gib: size.get() });
        })
    }
}
