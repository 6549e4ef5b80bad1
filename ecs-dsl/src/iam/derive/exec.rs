//! ECS Exec: what a task role needs so that someone may open a shell in its containers.

use super::{NotedStatement, kms};
use crate::api::ecs::ExecuteCommandConfiguration;
use crate::iam::policy::Statement;
use crate::scope::Scope;
use crate::source::SourceLine;

/// The inline policy that opens the channels.
pub const POLICY: &str = "ecs-exec";
/// The inline policy that lets the agent write the session's record.
pub const LOGGING_POLICY: &str = "ecs-exec-logging";

/// Returns the statement that opens the channels; they have no resources, so it covers all.
pub fn statement(line: SourceLine, what: String) -> NotedStatement {
    let actions = [
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
    ];
    NotedStatement::new(Statement::allow(actions).on_everything(), line, what)
}

/// Returns what the cluster's record of sessions needs: its log group, its bucket, its key.
pub fn logging(
    configuration: &ExecuteCommandConfiguration,
    scope: &Scope,
    line: SourceLine,
    what: &str,
) -> Vec<NotedStatement> {
    let mut statements = Vec::new();
    let mut add = |statement| statements.push(NotedStatement::new(statement, line, what));
    if let Some(log) = &configuration.log_configuration {
        if let Some(group) = &log.cloud_watch_log_group_name {
            add(Statement::allow(["logs:DescribeLogGroups"]).on_everything());
            let actions = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"];
            add(Statement::allow(actions).on(scope.arn("logs", &format!("log-group:{group}:*"))));
        }
        if let Some(bucket) = &log.s3_bucket_name {
            let bucket = format!("arn:{}:s3:::{bucket}", scope.partition());
            let prefix = log.s3_key_prefix.as_deref().unwrap_or("").trim_matches('/');
            let objects = if prefix.is_empty() { "*".to_owned() } else { format!("{prefix}/*") };
            add(Statement::allow(["s3:PutObject"]).on(format!("{bucket}/{objects}")));
            if log.s3_encryption_enabled == Some(true) {
                add(Statement::allow(["s3:GetEncryptionConfiguration"]).on(bucket));
            }
        }
    }
    if let Some(key) = &configuration.kms_key_id {
        add(kms::decrypt(key, scope));
    }
    statements
}
