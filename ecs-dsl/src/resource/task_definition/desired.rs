//! What a task definition should be, and what it asks of its roles.

use std::rc::Rc;

use super::TaskState;
use crate::api::ecs::{RegisterTaskDefinition, Tag};
use crate::assembly::Build;
use crate::check::{Index, Surroundings};
use crate::diagnostic::Finding;
use crate::diagnostic::code::structure;
use crate::iam::derive::{NotedStatement, Requirements, execution, task};
use crate::resource::basics::as_any;
use crate::resource::container::{ContainerShared, LogChoice, Value};
use crate::resource::role::{Execution, RoleRef, RoleState, Task, derived};
use crate::resource::{Buildable, Call, Desired, Node, Shared, customized};
use crate::source::{SourceLine, Trace};

/// Stands for the ARN of a role of the stack, before any role is built.
const LATER: &str = "${role.arn}";

impl Buildable for Shared<TaskState> {
    fn node(&self) -> &Node {
        &self.node
    }

    fn require(self: Rc<Self>, requirements: &mut Requirements) {
        let scope = requirements.scope();
        let (request, trace, keys) = self.as_sent(scope.region());
        // A role that is only named in the request is as good as one that exists already.
        let named = |arn: &Option<String>| arn.clone().filter(|arn| arn != LATER);
        for statement in execution::needs(&request, &trace, &keys, &scope) {
            match named(&request.execution_role_arn) {
                Some(arn) => requirements.existing(&arn, statement),
                None => self.ask_execution_role(requirements, statement),
            }
        }
        for (policy, statement) in task::needs(&request, &trace, &scope) {
            match named(&request.task_role_arn) {
                Some(arn) => requirements.existing(&arn, statement),
                None => self.ask_task_role(requirements, policy, statement),
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
        self.report_misused_secrets(build);
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
        let request = build.customized(request, &state.customizations);
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
        let mut keys = state.keys.clone();
        for (index, container) in state.containers.iter().enumerate() {
            let path = format!("containerDefinitions[{index}]");
            let inner = container.state.borrow();
            let mut definition = inner.definition.clone();
            trace.nest(&path, &container.trace.borrow());
            let own = inner.log.as_ref();
            let shared = state.logs.as_ref().filter(|_| inner.takes_shared_logs());
            if let Some(choice) = own.or(shared.map(|(choice, _)| choice)) {
                definition.log_configuration = Some(choice.to_wire(region));
                keys.extend(choice.keys());
            }
            if let Some((_, line)) = shared {
                trace.record(format!("{path}.logConfiguration"), *line);
            }
            keys.extend(inner.keys.iter().cloned());
            request.container_definitions.push(definition);
        }
        (request, trace, keys)
    }

    /// Builds the draft with what the user changes in it, for what its roles need: each role is `LATER`,
    /// unless it exists already.
    fn as_sent(&self, region: &str) -> (RegisterTaskDefinition, Trace, Vec<(String, String)>) {
        let (mut request, mut trace, keys) = self.draft(region);
        let state = self.state.borrow();
        let known = |given: &Option<(RoleRef, SourceLine)>| match given {
            Some((RoleRef::Existing(arn), _)) => Some(arn.clone()),
            _ => Some(LATER.to_owned()),
        };
        request.execution_role_arn = known(&state.execution_role);
        request.task_role_arn = known(&state.task_role);
        (customized(request, &state.customizations, &mut trace), trace, keys)
    }

    /// Asks a role that stands in for the execution role for all that the containers need to start.
    pub(crate) fn ask_for_start(&self, requirements: &mut Requirements, role: &RoleRef) {
        let scope = requirements.scope();
        let (request, trace, keys) = self.as_sent(scope.region());
        for statement in execution::needs(&request, &trace, &keys, &scope) {
            role.ask(requirements, execution::POLICY, statement);
        }
    }

    /// Asks a role that stands in for the task role for all that is derived for the application.
    pub(crate) fn ask_for_application(&self, requirements: &mut Requirements, role: &RoleRef) {
        let scope = requirements.scope();
        let (request, trace, _) = self.as_sent(scope.region());
        for (policy, statement) in task::needs(&request, &trace, &scope) {
            role.ask(requirements, policy, statement);
        }
    }

    /// Adds a statement to the execution role: the user's own, else one derived now. For one that exists
    /// already it is noted.
    pub(crate) fn ask_execution_role(
        self: &Rc<Self>,
        requirements: &mut Requirements,
        statement: NotedStatement,
    ) {
        let mut state = self.state.borrow_mut();
        if let Some((role, _)) = &state.execution_role {
            return role.ask(requirements, execution::POLICY, statement);
        }
        let family = self.node.address().id();
        let role = state.derived_execution_role.get_or_insert_with(|| {
            let description = format!("What ECS needs to start tasks of {family}");
            derived::<Execution>(family, "execution", description, self.node.line())
        });
        requirements.derive_for(&self.node, role.clone());
        requirements.statement(&role.node, execution::POLICY, statement);
    }

    /// Adds a statement to the task role: the user's own, else one derived now. For one that exists
    /// already it is noted.
    pub(crate) fn ask_task_role(
        self: &Rc<Self>,
        requirements: &mut Requirements,
        policy: &str,
        statement: NotedStatement,
    ) {
        let mut state = self.state.borrow_mut();
        if let Some((role, _)) = &state.task_role {
            return role.ask(requirements, policy, statement);
        }
        let (family, line) = (self.node.address().id(), statement.because.line);
        let role = state.derived_task_role.get_or_insert_with(|| {
            let description = format!("What the tasks of {family} may do");
            derived::<Task>(family, "task", description, line)
        });
        requirements.derive_for(&self.node, role.clone());
        requirements.statement(&role.node, policy, statement);
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
                let token = build.mention(reference, attribute, &member);
                let variables = request.container_definitions[index].environment.as_mut();
                if let Some(variable) = variables.and_then(|variables| variables.get_mut(*entry)) {
                    variable.value = Some(token);
                }
            }
        }
    }

    fn depend_on_log_groups(&self, build: &mut Build<'_>) {
        let state = self.state.borrow();
        let region = build.scope().region().to_owned();
        let mut depend = |log: &LogChoice, member: &str| {
            if let Some(reference) = log.group.as_ref().and_then(|group| group.reference()) {
                build.depend_on_log_group(reference, member, log.region().unwrap_or(&region));
            }
        };
        for (index, container) in state.containers.iter().enumerate() {
            if let Some(log) = &container.state.borrow().log {
                depend(log, &format!("containerDefinitions[{index}].logConfiguration"));
            }
        }
        if let Some((log, index)) = shared_logs(&state) {
            depend(log, &format!("containerDefinitions[{index}].logConfiguration"));
        }
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

    fn report_misused_secrets(&self, build: &mut Build<'_>) {
        let state = self.state.borrow();
        for (member, misuse) in &state.misused {
            build.report(misuse.at(member.clone()));
        }
        for (index, container) in state.containers.iter().enumerate() {
            let inner = container.state.borrow();
            let path = format!("containerDefinitions[{index}]");
            for (member, misuse) in &inner.misused {
                build.report(misuse.at(format!("{path}.{member}")));
            }
            for (member, misuse) in inner.log.iter().flat_map(LogChoice::misused) {
                build.report(misuse.at(format!("{path}.logConfiguration.{member}")));
            }
        }
        if let Some((log, index)) = shared_logs(&state) {
            for (member, misuse) in log.misused() {
                build.report(misuse.at(format!("containerDefinitions[{index}].logConfiguration.{member}")));
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

/// Returns where the task's own logs go, and the first of the containers that take them.
fn shared_logs(state: &TaskState) -> Option<(&LogChoice, usize)> {
    let (log, _) = state.logs.as_ref()?;
    let first = state.containers.iter().position(|it| it.state.borrow().takes_shared_logs())?;
    Some((log, first))
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
