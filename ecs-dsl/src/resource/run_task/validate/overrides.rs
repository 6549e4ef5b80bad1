//! What a run does otherwise: its task, as it would then be, is judged by the rules of task definitions.

use std::collections::BTreeSet;

use crate::api::ecs::{ContainerOverride, RegisterTaskDefinition, RunTask, TaskOverride};
use crate::check::Surroundings;
use crate::check::limits::given;
use crate::check::value::has_token;
use crate::diagnostic::code::run_task as codes;
use crate::diagnostic::{Finding, Severity};
use crate::resource::service::validate::setting::Setting;
use crate::resource::task_definition::validate as task_definition;

pub(super) fn check(
    request: &RunTask,
    setting: &Setting<'_>,
    around: &dyn Surroundings,
    findings: &mut Vec<Finding>,
) {
    let (Some(overrides), Some(task)) = (&request.overrides, setting.task) else { return };
    check_names(overrides, task, findings);
    let mut effective = Effective::new(task.clone());
    effective.apply(overrides);
    let known: BTreeSet<(&str, String, String)> =
        judged(task, around).into_iter().map(|found| (found.code.id, found.member, found.what)).collect();
    for mut found in judged(&effective.task, around) {
        let old = known.contains(&(found.code.id, found.member.clone(), found.what.clone()));
        // Advice on how a task is written is for its definition.
        if !old && found.code.severity == Severity::Error {
            found.member = effective.member(&found.member);
            findings.push(found);
        }
    }
}

fn judged(task: &RegisterTaskDefinition, around: &dyn Surroundings) -> Vec<Finding> {
    let mut findings = Vec::new();
    task_definition::validate(task, around, &mut findings);
    findings
}

fn check_names(overrides: &TaskOverride, task: &RegisterTaskDefinition, findings: &mut Vec<Finding>) {
    let names = || task.container_definitions.iter().filter_map(|container| container.name.as_deref());
    for (index, container) in overrides.container_overrides.iter().flatten().enumerate() {
        let Some(name) = given(&container.name).filter(|name| !has_token(name)) else { continue };
        if names().any(|known| known == name) {
            continue;
        }
        let what = format!("the task definition `{}` has no container `{name}`", task.family);
        let fix = match ecs_dsl_facts::nearest(name, names()) {
            Some(meant) => format!("write `{meant}`"),
            None => "name one of its containers".to_owned(),
        };
        let member = format!("overrides.containerOverrides[{index}].name");
        findings.push(Finding::new(&codes::OVERRIDE, member, what, fix));
    }
}

/// A task definition as a run makes it, and where in the run each part comes from.
struct Effective {
    task: RegisterTaskDefinition,
    containers: Vec<Source>,
}

/// Where a container's override stands, and how many entries of its lists are the definition's own.
#[derive(Clone, Default)]
struct Source {
    at: Option<usize>,
    variables: usize,
    files: usize,
}

impl Effective {
    fn new(task: RegisterTaskDefinition) -> Self {
        let containers = vec![Source::default(); task.container_definitions.len()];
        Self { task, containers }
    }

    fn apply(&mut self, overrides: &TaskOverride) {
        let task = &mut self.task;
        replace(&mut task.cpu, &overrides.cpu);
        replace(&mut task.memory, &overrides.memory);
        replace(&mut task.task_role_arn, &overrides.task_role_arn);
        replace(&mut task.execution_role_arn, &overrides.execution_role_arn);
        replace(&mut task.ephemeral_storage, &overrides.ephemeral_storage);
        for (at, container) in overrides.container_overrides.iter().flatten().enumerate() {
            self.apply_to_container(at, container);
        }
    }

    fn apply_to_container(&mut self, at: usize, with: &ContainerOverride) {
        let mut all = self.task.container_definitions.iter_mut().zip(&mut self.containers);
        let Some((container, source)) = all.find(|(container, _)| container.name == with.name) else {
            return;
        };
        replace(&mut container.command, &with.command);
        replace(&mut container.cpu, &with.cpu);
        replace(&mut container.memory, &with.memory);
        replace(&mut container.memory_reservation, &with.memory_reservation);
        replace(&mut container.resource_requirements, &with.resource_requirements);
        source.at = Some(at);
        if let Some(variables) = &with.environment {
            let own = container.environment.get_or_insert_default();
            own.retain(|own| variables.iter().all(|variable| variable.name != own.name));
            source.variables = own.len();
            own.extend(variables.iter().cloned());
        }
        if let Some(files) = &with.environment_files {
            let own = container.environment_files.get_or_insert_default();
            source.files = own.len();
            own.extend(files.iter().cloned());
        }
    }

    /// Returns the member of the run that a member of the task comes from, as near as can be told.
    fn member(&self, member: &str) -> String {
        const OF_TASK: [&str; 5] = ["cpu", "memory", "taskRoleArn", "executionRoleArn", "ephemeralStorage"];
        let first = member.split(['.', '[']).next().unwrap_or_default();
        if OF_TASK.contains(&first) {
            return format!("overrides.{member}");
        }
        self.member_of_container(member).unwrap_or_else(|| "overrides".to_owned())
    }

    fn member_of_container(&self, member: &str) -> Option<String> {
        let (index, rest) = member.strip_prefix("containerDefinitions[")?.split_once(']')?;
        let source = self.containers.get(index.parse::<usize>().ok()?)?;
        let at = format!("overrides.containerOverrides[{}]", source.at?);
        for (list, own) in [(".environment[", source.variables), (".environmentFiles[", source.files)] {
            if let Some((entry, rest)) = rest.strip_prefix(list).and_then(|rest| rest.split_once(']')) {
                let entry = entry.parse::<usize>().ok()?.checked_sub(own)?;
                return Some(format!("{at}{list}{entry}]{rest}"));
            }
        }
        Some(format!("{at}{rest}"))
    }
}

fn replace<T: Clone>(own: &mut Option<T>, with: &Option<T>) {
    if let Some(with) = with {
        *own = Some(with.clone());
    }
}
