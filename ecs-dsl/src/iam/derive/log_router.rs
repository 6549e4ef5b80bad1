//! What a log router needs to write where the containers send their output: it runs with the task role.
//!
//! The output's kind and place stand in the options of each container's `awsfirelens` driver. What a
//! configuration file of the router's own adds is not seen here.

use super::NotedStatement;
use crate::api::ecs::{LogConfiguration, LogDriver, RegisterTaskDefinition};
use crate::iam::policy::Statement;
use crate::scope::Scope;
use crate::source::Trace;

/// The inline policy that holds it.
pub const POLICY: &str = "log-router";

/// Returns what the outputs of a task's log router need, each with the line that asked for it.
pub fn needs(request: &RegisterTaskDefinition, trace: &Trace, scope: &Scope) -> Vec<NotedStatement> {
    let mut needs = Vec::new();
    for (index, container) in request.container_definitions.iter().enumerate() {
        let Some(log) = &container.log_configuration else { continue };
        let Some(statement) = statement(log, scope) else { continue };
        let line = trace.line_of(&format!("containerDefinitions[{index}].logConfiguration"));
        let what = format!("routed logs of container `{}`", container.name.as_deref().unwrap_or(""));
        needs.push(NotedStatement::new(statement, line, what));
    }
    needs
}

fn statement(log: &LogConfiguration, scope: &Scope) -> Option<Statement> {
    if log.log_driver != LogDriver::Awsfirelens {
        return None;
    }
    // The router compares its keys without regard to case.
    let option = |wanted: &str| {
        let options = log.options.iter().flatten();
        options.into_iter().find(|(key, _)| key.eq_ignore_ascii_case(wanted)).map(|(_, value)| value.as_str())
    };
    let output = option("Name").or_else(|| option("@type"))?;
    let statement = of_output(output, &option, scope)?;
    // An output that takes on a role of its own writes with that role's permissions.
    Some(match option("role_arn").or_else(|| option("sts_role_arn")) {
        Some(role) => Statement::allow(["sts:AssumeRole"]).on(role),
        None => statement,
    })
}

fn of_output<'o>(
    output: &str,
    option: &impl Fn(&str) -> Option<&'o str>,
    scope: &Scope,
) -> Option<Statement> {
    // What the router fills in itself is known to it alone.
    let region = option("region").filter(|region| !region.contains('$')).unwrap_or(scope.region());
    let scope = Scope::new(scope.stack(), scope.stage(), region, scope.known_account());
    Some(match output.to_ascii_lowercase().as_str() {
        // `cloudwatch` is the plugin that came first.
        name @ ("cloudwatch_logs" | "cloudwatch") => {
            let is_on = |name| {
                option(name).is_some_and(|it| matches!(it.to_ascii_lowercase().as_str(), "true" | "on"))
            };
            let mut actions = vec!["logs:CreateLogStream", "logs:PutLogEvents"];
            if is_on("auto_create_group") {
                actions.push("logs:CreateLogGroup");
                if option("log_retention_days").is_some() {
                    actions.push("logs:PutRetentionPolicy");
                }
            }
            if name == "cloudwatch" || option("@type").is_some() {
                actions.push("logs:DescribeLogStreams");
            }
            let group = option("log_group_template").or_else(|| option("log_group_name"))?;
            Statement::allow(actions).on(scope.arn("logs", &format!("log-group:{}:*", known_part(group))))
        }
        "kinesis_firehose" | "firehose" => {
            let stream = known_part(option("delivery_stream").or_else(|| option("delivery_stream_name"))?);
            let arn = scope.arn("firehose", &format!("deliverystream/{stream}"));
            Statement::allow(["firehose:PutRecordBatch"]).on(arn)
        }
        "kinesis_streams" | "kinesis" => {
            let stream = known_part(option("stream").or_else(|| option("stream_name"))?);
            Statement::allow(["kinesis:PutRecords"]).on(scope.arn("kinesis", &format!("stream/{stream}")))
        }
        "s3" => {
            let bucket = option("bucket").or_else(|| option("s3_bucket"))?;
            let objects = format!("arn:{}:s3:::{}/*", scope.partition(), known_part(bucket));
            Statement::allow(["s3:PutObject"]).on(objects)
        }
        _ => return None,
    })
}

/// Returns a name up to what the router fills in, as in `/shop/$(ecs_task_id)`, which stands for anything.
fn known_part(name: &str) -> String {
    match name.find('$') {
        Some(at) => format!("{}*", &name[..at]),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_output_needs_its_own_service_alone() {
        let scope = Scope::new("shop", "dev", "eu-central-1", Some("111122223333"));
        let logs = "arn:aws:logs:eu-central-1:111122223333:log-group:";
        for (options, actions, resource) in [
            (
                &[("Name", "cloudwatch_logs"), ("log_group_name", "/shop")][..],
                &["logs:CreateLogStream", "logs:PutLogEvents"][..],
                format!("{logs}/shop:*"),
            ),
            (
                &[
                    ("name", "cloudwatch_logs"),
                    ("region", "us-east-1"),
                    ("log_group_name", "/shop/$(ecs_task_id)"),
                    ("auto_create_group", "On"),
                    ("log_retention_days", "7"),
                ],
                &[
                    "logs:CreateLogStream",
                    "logs:PutLogEvents",
                    "logs:CreateLogGroup",
                    "logs:PutRetentionPolicy",
                ],
                "arn:aws:logs:us-east-1:111122223333:log-group:/shop/*:*".to_owned(),
            ),
            (
                &[("Name", "kinesis_firehose"), ("region", "${AWS_REGION}"), ("delivery_stream", "logs")],
                &["firehose:PutRecordBatch"],
                "arn:aws:firehose:eu-central-1:111122223333:deliverystream/logs".to_owned(),
            ),
            (
                &[("Name", "kinesis_streams"), ("stream", "logs")],
                &["kinesis:PutRecords"],
                "arn:aws:kinesis:eu-central-1:111122223333:stream/logs".to_owned(),
            ),
            (&[("Name", "s3"), ("bucket", "logs")], &["s3:PutObject"], "arn:aws:s3:::logs/*".to_owned()),
            (
                &[("Name", "s3"), ("bucket", "logs"), ("role_arn", "arn:aws:iam::444455556666:role/logs")],
                &["sts:AssumeRole"],
                "arn:aws:iam::444455556666:role/logs".to_owned(),
            ),
        ] {
            let log = configuration(LogDriver::Awsfirelens, options);
            let statement = statement(&log, &scope).unwrap_or_else(|| panic!("{options:?} needs something"));
            assert_eq!(statement, Statement::allow(actions.to_vec()).on(resource), "{options:?}");
        }
        for options in [&[("Name", "http"), ("Host", "example.com")][..], &[("Name", "s3")], &[]] {
            assert_eq!(
                statement(&configuration(LogDriver::Awsfirelens, options), &scope),
                None,
                "{options:?}"
            );
        }
        let elsewhere = configuration(LogDriver::Fluentd, &[("Name", "s3"), ("bucket", "logs")]);
        assert_eq!(statement(&elsewhere, &scope), None);
    }

    fn configuration(log_driver: LogDriver, options: &[(&str, &str)]) -> LogConfiguration {
        let options = options.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        LogConfiguration { log_driver, options: Some(options), secret_options: None }
    }
}
