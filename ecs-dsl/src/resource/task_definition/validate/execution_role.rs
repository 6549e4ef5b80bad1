//! What needs an execution role, where there is none.

use ecs_dsl_facts::fault::listed;
use ecs_dsl_facts::image;

use super::{Container, Task};
use crate::api::ecs::{Compatibility, LogDriver};
use crate::diagnostic::Finding;
use crate::diagnostic::code::task_definition as codes;

pub(super) fn check(task: &Task<'_>, findings: &mut Vec<Finding>) {
    if task.request.execution_role_arn.as_ref().is_some_and(|role| !role.is_empty()) {
        return;
    }
    // One finding for the task: what is missing is one role, however many things need it.
    let mut needs: Vec<String> = Vec::new();
    let mut member = None;
    for container in task.containers() {
        for (at, need) in needs_of(&container) {
            member.get_or_insert(at);
            needs.push(format!("{need} of {container}"));
        }
    }
    let Some(member) = member else { return };
    let more = needs.len().saturating_sub(3);
    needs.truncate(3);
    if more > 0 {
        needs.push(format!("{more} more"));
    }
    let what = format!("there is no execution role for {}", listed(needs));
    let fix = "give `executionRoleArn` a role that ECS may take on, with the rights for these";
    let finding = Finding::new(&codes::EXECUTION_ROLE_MISSING, member, what, fix);
    findings.push(
        finding.in_code("leave the execution role to be derived, or name one with `.execution_role(…)`"),
    );
}

/// Returns what of a container ECS needs rights for, with the member that asks for it.
fn needs_of(container: &Container<'_>) -> Vec<(String, &'static str)> {
    let definition = container.definition;
    let fargate = container.task.is_for(Compatibility::Fargate);
    let log = definition.log_configuration.as_ref();
    let filled = |count: Option<usize>| count.is_some_and(|count| count > 0);
    let ecr = definition
        .image
        .as_deref()
        .and_then(|text| image::parse(text).ok())
        .is_some_and(|image| image.is_private_ecr());
    [
        (filled(definition.secrets.as_ref().map(Vec::len)), "secrets", "the secrets"),
        (
            filled(log.and_then(|log| log.secret_options.as_ref()).map(Vec::len)),
            "logConfiguration.secretOptions",
            "the secret log options",
        ),
        (
            filled(definition.environment_files.as_ref().map(Vec::len)),
            "environmentFiles",
            "the files of variables",
        ),
        (definition.repository_credentials.is_some(), "repositoryCredentials", "the registry credentials"),
        (fargate && ecr, "image", "the private image"),
        (
            fargate && log.is_some_and(|log| log.log_driver == LogDriver::Awslogs),
            "logConfiguration",
            "the logs",
        ),
    ]
    .into_iter()
    .filter(|(needed, ..)| *needed)
    .map(|(_, member, need)| (container.at(member), need))
    .collect()
}
