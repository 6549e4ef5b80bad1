//! What a task definition itself asks of the task role: file systems under IAM, and what its log router writes to.

use super::{NotedStatement, log_router};
use crate::api::ecs::{EfsAuthorizationConfigIam, EfsVolumeConfiguration, RegisterTaskDefinition};
use crate::iam::policy::Statement;
use crate::scope::Scope;
use crate::source::Trace;

/// The inline policy for EFS volumes.
pub const EFS_POLICY: &str = "efs";

/// Returns what the task role needs, each with its inline policy and the line that asked for it.
pub fn needs(
    request: &RegisterTaskDefinition,
    trace: &Trace,
    scope: &Scope,
) -> Vec<(&'static str, NotedStatement)> {
    let mut needs = Vec::new();
    for (index, volume) in request.volumes.iter().flatten().enumerate() {
        let name = volume.name.as_deref().unwrap_or("");
        if let Some(efs) = &volume.efs_volume_configuration
            && let Some(access) = efs_access(efs, mounts_read_only(request, name), scope)
        {
            let line = trace.line_of(&format!("volumes[{index}]"));
            needs.push((EFS_POLICY, NotedStatement::new(access, line, format!("volume `{name}`"))));
        }
    }
    for statement in log_router::needs(request, trace, scope) {
        needs.push((log_router::POLICY, statement));
    }
    needs
}

/// Returns whether no container may write to a volume.
fn mounts_read_only(request: &RegisterTaskDefinition, volume: &str) -> bool {
    let containers = request.container_definitions.iter();
    containers
        .flat_map(|container| container.mount_points.iter().flatten())
        .filter(|mount| mount.source_volume.as_deref() == Some(volume))
        .all(|mount| mount.read_only == Some(true))
}

fn efs_access(efs: &EfsVolumeConfiguration, read_only: bool, scope: &Scope) -> Option<Statement> {
    let authorization = efs.authorization_config.as_ref()?;
    if authorization.iam != Some(EfsAuthorizationConfigIam::Enabled) {
        return None;
    }
    let mut actions = vec!["elasticfilesystem:ClientMount"];
    if !read_only {
        actions.push("elasticfilesystem:ClientWrite");
    }
    if authorization.access_point_id.is_none() && !read_only {
        // Through an access point the user is fixed; without one the container's root writes as root.
        actions.push("elasticfilesystem:ClientRootAccess");
    }
    let file_system = scope.arn("elasticfilesystem", &format!("file-system/{}", efs.file_system_id));
    let statement = Statement::allow(actions).on(file_system);
    Some(match &authorization.access_point_id {
        Some(id) => {
            let access_point = scope.arn("elasticfilesystem", &format!("access-point/{id}"));
            statement.condition("StringEquals", "elasticfilesystem:AccessPointArn", access_point)
        }
        None => statement,
    })
}
