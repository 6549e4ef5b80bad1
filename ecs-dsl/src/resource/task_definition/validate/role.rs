//! The task's two roles: how they are named, and that they are two.

use ecs_dsl_facts::arn::{self, ArnKind};
use ecs_dsl_facts::names;

use super::Task;
use crate::check::limits::given;
use crate::check::value::{fault_in, has_token};
use crate::diagnostic::Finding;
use crate::diagnostic::code::{security_of_tasks, task_definition as codes};

pub(super) fn check(task: &Task<'_>, findings: &mut Vec<Finding>) {
    let task_role = given(&task.request.task_role_arn);
    let task_role_is_fine = task_role.is_none_or(|role| check_role("taskRoleArn", role, findings));
    let Some(role) = given(&task.request.execution_role_arn) else { return };
    if !check_role("executionRoleArn", role, findings) {
        return;
    }
    if !role.starts_with("arn:") && !has_token(role) {
        let what = format!("the execution role is given as `{role}`, without an ARN");
        let fix = format!("write its full ARN, `arn:aws:iam::ACCOUNT:role/{role}`");
        findings.push(Finding::new(&codes::EXECUTION_ROLE_NAME, "executionRoleArn", what, fix));
    }
    if task_role_is_fine && task_role == Some(role) {
        let what = format!("`{role}` is the task role and the execution role");
        let fix = "make two roles: one for what the application does, one for what ECS needs to start it";
        findings.push(Finding::new(&security_of_tasks::ONE_ROLE, "taskRoleArn", what, fix));
    }
}

/// Returns whether the text can be a role's name or ARN, and reports it where it cannot.
fn check_role(member: &str, role: &str, findings: &mut Vec<Finding>) -> bool {
    if has_token(role) || (!role.starts_with("arn:") && names::ROLE.accepts(role)) {
        return true;
    }
    if let Err(wrong) = arn::parse_as(role, ArnKind::Role) {
        findings.push(fault_in(&codes::ROLE_FORM, member, role, wrong.first().clone()));
        return false;
    }
    true
}
