//! What a run should be: its request, with every handle turned into the name it stands for.

use std::rc::{Rc, Weak};

use super::builder::{EbsOfRun, RunTaskState};
use crate::api::ecs::{
    ContainerOverride, RunTask as RunTaskRequest, Tag, TaskManagedEbsVolumeConfiguration,
    TaskManagedEbsVolumeTerminationPolicy, TaskVolumeConfiguration,
};
use crate::assembly::Build;
use crate::check::{Index, Surroundings};
use crate::diagnostic::Finding;
use crate::diagnostic::code::structure;
use crate::iam::derive::{NotedStatement, Requirements, exec, execution};
use crate::resource::basics::as_any;
use crate::resource::container::Value;
use crate::resource::role::RoleRef;
use crate::resource::service::{EBS_OF_RUN, InfrastructureUse, TaskSource, require_infrastructure};
use crate::resource::{Buildable, Call, Desired, Node, Reference, Shared};

impl Buildable for Shared<RunTaskState> {
    fn node(&self) -> &Node {
        &self.node
    }

    fn require(self: Rc<Self>, requirements: &mut Requirements) {
        self.require_exec(requirements);
        self.require_start(requirements);
        self.require_volumes(requirements);
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
        request.volume_configurations = self.volumes(build);
        self.overrides(&mut request, build);
        let tags = build.tags(&state.tags);
        request.tags = Some(tags.into_iter().map(|(key, value)| Tag::new(key, value)).collect());
        let request = build.customized(request, &state.customizations);
        Box::new(DesiredRun { request })
    }
}

impl Shared<RunTaskState> {
    fn require_exec(&self, requirements: &mut Requirements) {
        let state = self.state.borrow();
        let Some(line) = state.exec else { return };
        let what = format!("enable_execute_command of run `{}`", self.node.address().id());
        let mut statements = vec![(exec::POLICY, exec::statement(line, what.clone()))];
        if let Some(configuration) = state.cluster.0.exec_configuration() {
            let logging = exec::logging(&configuration, &requirements.scope(), line, &what);
            statements.extend(logging.into_iter().map(|statement| (exec::LOGGING_POLICY, statement)));
        }
        for (policy, statement) in statements {
            match (&state.task_role, state.task.own()) {
                (Some(role), _) => role.ask(requirements, policy, statement),
                (None, Some(task)) => task.ask_task_role(requirements, policy, statement),
                (None, None) => {}
            }
        }
    }

    /// Asks the roles that this run has of its own for what the containers need, and the execution role for
    /// the files that this run reads.
    fn require_start(&self, requirements: &mut Requirements) {
        let state = self.state.borrow();
        if let (Some(role), Some(task)) = (&state.execution_role, state.task.own()) {
            task.ask_for_start(requirements, role);
        }
        if let (Some(role), Some(task)) = (&state.task_role, state.task.own()) {
            task.ask_for_application(requirements, role);
        }
        for (index, overridden) in state.overrides.iter().enumerate() {
            for (number, file) in overridden.wire.environment_files.iter().flatten().enumerate() {
                let member = format!("overrides.containerOverrides[{index}].environmentFiles[{number}]");
                let line = self.node.trace().line_of(&member);
                let what = format!("environment file `{}` of run `{}`", file.value, self.node.address().id());
                for statement in execution::read_object(&file.value) {
                    let statement = NotedStatement::new(statement, line, what.clone());
                    match (&state.execution_role, state.task.own()) {
                        (Some(role), _) => role.ask(requirements, execution::POLICY, statement),
                        (None, Some(task)) => task.ask_execution_role(requirements, statement),
                        (None, None) => {}
                    }
                }
            }
        }
    }

    fn require_volumes(&self, requirements: &mut Requirements) {
        let state = &mut *self.state.borrow_mut();
        for (index, EbsOfRun { ebs, .. }) in state.volumes.iter().enumerate() {
            let line = self.node.trace().line_of(&format!("volumeConfigurations[{index}]"));
            let used =
                InfrastructureUse { feature: EBS_OF_RUN, given: ebs.role.clone(), line, statement: None };
            require_infrastructure(&self.node, "run", used, &mut state.derived_roles, requirements);
        }
    }

    fn volumes(&self, build: &mut Build<'_>) -> Option<Vec<TaskVolumeConfiguration>> {
        let state = self.state.borrow();
        let mut configurations = Vec::new();
        for (index, EbsOfRun { volume, ebs, kept }) in state.volumes.iter().enumerate() {
            let member = format!("volumeConfigurations[{index}]");
            if !state.task.own().is_some_and(|task| Weak::ptr_eq(&Rc::downgrade(task), &volume.task)) {
                self.report_foreign(build, &member, format!("volume `{}`", volume.name));
            }
            let derived = state.derived_roles.get(EBS_OF_RUN.name);
            let derived = derived.map(|role| RoleRef::Own(role.clone(), self.node.line()));
            let role = ebs.role.clone().or(derived);
            let managed = TaskManagedEbsVolumeConfiguration {
                encrypted: ebs.encrypted,
                kms_key_id: ebs.kms_key.clone(),
                volume_type: ebs.volume_type.clone(),
                size_in_gib: ebs.size,
                snapshot_id: ebs.snapshot.clone(),
                volume_initialization_rate: ebs.initialization_rate,
                iops: ebs.iops,
                throughput: ebs.throughput,
                tag_specifications: ebs.tag_specifications(),
                role_arn: role.map(|role| build.role_arn(&role, &member)).unwrap_or_default(),
                termination_policy: kept
                    .then_some(TaskManagedEbsVolumeTerminationPolicy { delete_on_termination: false }),
                filesystem_type: ebs.filesystem.clone(),
            };
            configurations.push(TaskVolumeConfiguration {
                name: volume.name.clone(),
                managed_ebs_volume: Some(managed),
            });
        }
        (!configurations.is_empty()).then_some(configurations)
    }

    fn overrides(&self, request: &mut RunTaskRequest, build: &mut Build<'_>) {
        let state = self.state.borrow();
        let mut containers: Vec<ContainerOverride> = Vec::new();
        for (index, overridden) in state.overrides.iter().enumerate() {
            let member = format!("overrides.containerOverrides[{index}]");
            if !state.task.has(&overridden.container) {
                self.report_foreign(build, &member, format!("container `{}`", overridden.container.name));
            }
            let mut wire = overridden.wire.clone();
            for (entry, value) in &overridden.late {
                let Value::Attribute(reference, attribute) = value else { continue };
                let token =
                    build.mention(reference, attribute, &format!("{member}.environment[{entry}].value"));
                let variables = wire.environment.as_mut();
                if let Some(variable) = variables.and_then(|variables| variables.get_mut(*entry)) {
                    variable.value = Some(token);
                }
            }
            containers.push(wire);
        }
        if !containers.is_empty() {
            request.overrides.get_or_insert_default().container_overrides = Some(containers);
        }
        if let Some(role) = &state.task_role {
            let arn = build.role_arn(role, "overrides.taskRoleArn");
            request.overrides.get_or_insert_default().task_role_arn = Some(arn);
        }
        if let Some(role) = &state.execution_role {
            let arn = build.role_arn(role, "overrides.executionRoleArn");
            request.overrides.get_or_insert_default().execution_role_arn = Some(arn);
        }
    }

    fn report_foreign(&self, build: &mut Build<'_>, member: &str, noun: String) {
        let what =
            format!("{noun} is not of the task definition that run `{}` starts", self.node.address().id());
        let fix = "use a handle made by the task definition that was given to the run";
        build.report(Finding::new(&structure::FOREIGN_HANDLE, member, what, fix));
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
        super::validate::validate(&self.request, around, findings);
    }

    fn announce<'a>(&'a self, index: &mut Index<'a>) {
        index.run(&self.request);
    }

    as_any!();
}
