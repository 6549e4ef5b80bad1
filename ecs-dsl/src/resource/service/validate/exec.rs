//! Whether commands can be run in the tasks, where ECS Exec is on.

use super::setting::Setting;
use crate::api::ecs::{ContainerDefinition, RegisterTaskDefinition};
use crate::check::limits::given;
use crate::diagnostic::Finding;
use crate::diagnostic::code::service as codes;
use crate::iam::policy::PolicyDocument;

const MEMBER: &str = "enableExecuteCommand";

/// What the agent in the task calls Systems Manager with.
pub(crate) const ACTIONS: [&str; 4] = [
    "ssmmessages:CreateControlChannel",
    "ssmmessages:CreateDataChannel",
    "ssmmessages:OpenControlChannel",
    "ssmmessages:OpenDataChannel",
];

/// Where the agent writes its state and its logs.
const AGENT_PATHS: [&str; 2] = ["/var/lib/amazon/ssm", "/var/log/amazon/ssm"];

/// Checks the task role and the file systems of tasks with ECS Exec.
pub(crate) fn check(setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let Some(task) = setting.task else { return };
    match given(&task.task_role_arn) {
        None => {
            let what = format!("ECS Exec is on, and the task definition `{}` has no task role", task.family);
            let fix = "give the task definition a taskRoleArn whose role allows the four ssmmessages actions";
            let in_code = "give the task definition `.task_role(&role)`, and the role `.allow_exec()`";
            findings.push(Finding::new(&codes::EXEC_WITHOUT_ROLE, MEMBER, what, fix).in_code(in_code));
        }
        Some(role) => check_permissions(role, setting, findings),
    }
    check_file_systems(task, findings);
}

fn check_permissions(reference: &str, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let Some((role, policies)) = setting.around.role(reference) else { return };
    let missing: Vec<&str> = ACTIONS.into_iter().filter(|action| !allows(policies, action)).collect();
    if !missing.is_empty() {
        let what = format!("the task role `{}` does not allow {}", role.role_name, missing.join(", "));
        let fix = "allow the four ssmmessages actions on `*`";
        let finding = Finding::new(&codes::EXEC_PERMISSIONS, MEMBER, what, fix);
        findings.push(finding.in_code("give the role `.allow_exec()`"));
    }
}

/// Returns whether policies allow an action on something.
pub(crate) fn allows(policies: &[PolicyDocument], action: &str) -> bool {
    use crate::iam::policy::Effect;
    use ecs_dsl_facts::iam::glob;
    policies.iter().flat_map(|policy| policy.statements.iter()).any(|statement| {
        statement.effect == Effect::Allow
            && (statement.action.iter().flatten().any(|pattern| glob::matches(pattern, action))
                || statement.not_action.is_some())
    })
}

fn check_file_systems(task: &RegisterTaskDefinition, findings: &mut Vec<Finding>) {
    let names: Vec<String> = task
        .container_definitions
        .iter()
        .filter(|container| is_closed(container))
        .map(|container| format!("`{}`", container.name.as_deref().unwrap_or_default()))
        .collect();
    if !names.is_empty() {
        let what = format!("ECS Exec is on, and the root file system is read-only in {}", names.join(", "));
        let fix = "mount volumes at /var/lib/amazon/ssm and /var/log/amazon/ssm, or leave ECS Exec off";
        let in_code = "mount a `task.volume(…)` at each of /var/lib/amazon/ssm and /var/log/amazon/ssm, or leave `.enable_execute_command()` out";
        findings.push(Finding::new(&codes::EXEC_READONLY, MEMBER, what, fix).in_code(in_code));
    }
}

/// Returns whether the agent finds no place to write to in a container.
pub(crate) fn is_closed(container: &ContainerDefinition) -> bool {
    let mounted = |path| {
        container.mount_points.iter().flatten().any(|mount| {
            mount.read_only != Some(true) && mount.container_path.as_deref().is_some_and(|at| holds(at, path))
        })
    };
    container.readonly_root_filesystem == Some(true) && !AGENT_PATHS.iter().all(|path| mounted(path))
}

/// Returns whether a mount at `outer` holds the path.
fn holds(outer: &str, path: &str) -> bool {
    path.strip_prefix(outer.trim_end_matches('/'))
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
