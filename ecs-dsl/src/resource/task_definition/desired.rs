//! What a task definition should be, and what it asks of its roles.

use std::rc::Rc;

use super::TaskState;
use crate::api::ecs::{RegisterTaskDefinition, Tag};
use crate::assembly::Build;
use crate::check::{Index, Surroundings};
use crate::diagnostic::Finding;
use crate::diagnostic::code::structure;
use crate::iam::derive::{Requirements, execution, task};
use crate::resource::basics::as_any;
use crate::resource::container::{ContainerShared, Value};
use crate::resource::role::{Execution, KIND as ROLE, RoleRef, RoleState, Task};
use crate::resource::{Buildable, Call, Desired, Node, Reference, Shared};
use crate::source::{SourceLine, Trace};

impl Buildable for Shared<TaskState> {
    fn node(&self) -> &Node {
        &self.node
    }

    fn require(self: Rc<Self>, requirements: &mut Requirements) {
        let scope = requirements.scope();
        let (request, trace, keys) = self.draft(scope.region());
        let needed = execution::needs(&request, &trace, &keys, &scope);
        if !needed.is_empty()
            && let Some(role) = self.execution_role(requirements)
        {
            for statement in needed {
                requirements.statement(&role.node, execution::POLICY, statement);
            }
        }
        for (policy, statement) in task::needs(&request, &trace, &scope) {
            if let Some(role) = self.task_role(requirements, statement.because.line) {
                requirements.statement(&role.node, policy, statement);
            }
        }
    }

    fn build(&self, build: &mut Build<'_>) -> Box<dyn Desired> {
        let (mut request, trace, _) = self.draft(build.scope().region());
        build.trace_with(trace);
        self.resolve_environment(&mut request, build);
        self.depend_on_log_groups(build);
        self.report_foreign_handles(build);
        self.report_unfit_values(build);
        let state = self.state.borrow();
        if let Some(role) = self.role_of(&state.execution_role, &state.derived_execution_role) {
            request.execution_role_arn = Some(build.role_arn(&role, "executionRoleArn"));
        }
        if let Some(role) = self.role_of(&state.task_role, &state.derived_task_role) {
            request.task_role_arn = Some(build.role_arn(&role, "taskRoleArn"));
        }
        for container in &state.containers {
            if container.state.borrow().image_unmanaged {
                build.leave_to_others(format!("containerDefinitions[{}].image", container.name));
            }
        }
        build.keep_revisions(state.keep_revisions);
        let tags = build.tags(&state.tags);
        request.tags = Some(tags.into_iter().map(|(key, value)| Tag::new(key, value)).collect());
        for (change, line) in &state.customizations {
            let before = request.clone();
            change(&mut request);
            build.record_changes(&before, &request, *line);
        }
        Box::new(DesiredTaskDefinition { request })
    }
}

impl Shared<TaskState> {
    /// Builds the request without roles, tags and what depends on other resources; with it the lines
    /// of its members, and the KMS keys of its secrets by the reference they decrypt.
    fn draft(&self, region: &str) -> (RegisterTaskDefinition, Trace, Vec<(String, String)>) {
        let state = self.state.borrow();
        let mut request = state.definition.clone();
        let mut trace = self.node.trace().clone();
        let mut keys = Vec::new();
        for (index, container) in state.containers.iter().enumerate() {
            let path = format!("containerDefinitions[{index}]");
            let inner = container.state.borrow();
            let mut definition = inner.definition.clone();
            trace.nest(&path, &container.trace.borrow());
            let own = inner.log.as_ref();
            let shared = state.logs.as_ref().filter(|_| {
                // A router that sent its own output to itself would never write it.
                definition.firelens_configuration.is_none() && definition.log_configuration.is_none()
            });
            if let Some(choice) = own.or(shared.map(|(choice, _)| choice)) {
                definition.log_configuration = Some(choice.to_wire(region));
                keys.extend(choice.keys());
            }
            if let (None, Some((_, line))) = (own, shared) {
                trace.record(format!("{path}.logConfiguration"), *line);
            }
            keys.extend(inner.keys.iter().cloned());
            request.container_definitions.push(definition);
        }
        (request, trace, keys)
    }

    /// Returns the execution role to add statements to: the user's own, else one derived now.
    fn execution_role(self: &Rc<Self>, requirements: &mut Requirements) -> Option<Rc<Shared<RoleState>>> {
        let mut state = self.state.borrow_mut();
        if let Some((role, _)) = &state.execution_role {
            return own(role);
        }
        let family = self.node.address().id();
        let role = state.derived_execution_role.get_or_insert_with(|| {
            let description = format!("What ECS needs to start tasks of {family}");
            let node = Node::new(ROLE, format!("{family}-execution"), self.node.line());
            Shared::new(node, RoleState::new::<Execution>().described(description))
        });
        requirements.derive_for(&self.node, role.clone());
        Some(role.clone())
    }

    /// Returns the task role to add statements to: the user's own, else one derived now.
    pub(crate) fn task_role(
        self: &Rc<Self>,
        requirements: &mut Requirements,
        line: SourceLine,
    ) -> Option<Rc<Shared<RoleState>>> {
        let mut state = self.state.borrow_mut();
        if let Some((role, _)) = &state.task_role {
            return own(role);
        }
        let family = self.node.address().id();
        let role = state.derived_task_role.get_or_insert_with(|| {
            let description = format!("What the tasks of {family} may do");
            let node = Node::new(ROLE, format!("{family}-task"), line);
            Shared::new(node, RoleState::new::<Task>().described(description))
        });
        requirements.derive_for(&self.node, role.clone());
        Some(role.clone())
    }

    fn role_of(
        &self,
        given: &Option<(RoleRef, SourceLine)>,
        derived: &Option<Rc<Shared<RoleState>>>,
    ) -> Option<RoleRef> {
        let derived = || derived.as_ref().map(|role| RoleRef::Own(role.clone(), self.node.line()));
        given.as_ref().map(|(role, _)| role.clone()).or_else(derived)
    }

    fn resolve_environment(&self, request: &mut RegisterTaskDefinition, build: &mut Build<'_>) {
        let state = self.state.borrow();
        for (index, container) in state.containers.iter().enumerate() {
            for (entry, value) in &container.state.borrow().late_environment {
                let Value::Attribute(reference, attribute) = value else { continue };
                let member = format!("containerDefinitions[{index}].environment[{entry}].value");
                let token = build.attribute(reference, attribute, &member);
                let variables = request.container_definitions[index].environment.as_mut();
                if let Some(variable) = variables.and_then(|variables| variables.get_mut(*entry)) {
                    variable.value = Some(token);
                }
            }
        }
    }

    fn depend_on_log_groups(&self, build: &mut Build<'_>) {
        let state = self.state.borrow();
        let depend = |reference: Option<&Reference>, member: String, build: &mut Build<'_>| {
            if let Some(reference) = reference {
                build.depend(reference, &member);
            }
        };
        for (index, container) in state.containers.iter().enumerate() {
            let inner = container.state.borrow();
            let group = inner.log.as_ref().and_then(|log| log.group.as_ref());
            let member = format!("containerDefinitions[{index}].logConfiguration");
            depend(group.and_then(|group| group.reference()), member, build);
        }
        let group = state.logs.as_ref().and_then(|(log, _)| log.group.as_ref());
        depend(group.and_then(|group| group.reference()), "containerDefinitions".to_owned(), build);
    }

    fn report_foreign_handles(&self, build: &mut Build<'_>) {
        let containers: Vec<Rc<ContainerShared>> = self.state.borrow().containers.clone();
        for (index, container) in containers.iter().enumerate() {
            for foreign in &container.state.borrow().foreign {
                let member = format!("containerDefinitions[{index}].{}", foreign.member);
                let fix = format!("use a handle made by task definition `{}`", self.node.address().id());
                build.report(Finding::new(&structure::FOREIGN_HANDLE, member, foreign.what.clone(), fix));
            }
        }
    }

    fn report_unfit_values(&self, build: &mut Build<'_>) {
        let containers: Vec<Rc<ContainerShared>> = self.state.borrow().containers.clone();
        for (index, container) in containers.iter().enumerate() {
            for unfit in &container.state.borrow().unfit {
                let member = format!("containerDefinitions[{index}].{}", unfit.member);
                let what = format!("`{}` is {}", unfit.variable, unfit.problem);
                let fix = "give a value of the type that the contract declares, or change the contract";
                build.report(Finding::new(&structure::UNFIT_VALUE, member, what, fix));
            }
        }
    }
}

/// Statements can be added to a role of a stack alone.
fn own(role: &RoleRef) -> Option<Rc<Shared<RoleState>>> {
    match role {
        RoleRef::Own(role, _) => Some(role.clone()),
        RoleRef::Existing(_) => None,
    }
}

/// What a task definition should be.
#[derive(Debug, Clone, PartialEq)]
pub struct DesiredTaskDefinition {
    /// The register request.
    pub request: RegisterTaskDefinition,
}

impl Desired for DesiredTaskDefinition {
    fn kind(&self) -> &'static str {
        "ecs:task-definition"
    }

    fn calls(&self) -> Vec<Call<'_>> {
        vec![Call { service: "ecs", operation: "RegisterTaskDefinition", request: &self.request }]
    }

    fn validate(&self, around: &dyn Surroundings, findings: &mut Vec<Finding>) {
        super::validate::validate(&self.request, around, findings);
    }

    fn announce<'a>(&'a self, index: &mut Index<'a>) {
        index.task_definition(&self.request);
    }

    as_any!();
}
