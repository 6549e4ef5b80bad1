//! FireLens: the container that routes logs, and what others tell it.

use ecs_dsl_facts::nearest;

use super::logging::{Options, is_bool};
use super::{Container, Task};
use crate::api::ecs::{Compatibility, FirelensConfigurationType, LogDriver};
use crate::check::value::{check_known, has_token};
use crate::diagnostic::Finding;
use crate::diagnostic::code::{container as codes, health_and_logs};

/// The options of a router.
const OPTIONS: &[&str] = &["enable-ecs-log-metadata", "config-file-type", "config-file-value"];

pub(super) fn check(container: &Container<'_>, findings: &mut Vec<Finding>) {
    let Some(router) = &container.definition.firelens_configuration else { return };
    let path = container.at("firelensConfiguration");
    check_known(&format!("{path}.type"), router.r#type.as_str(), FirelensConfigurationType::VALUES, findings);
    let mut add = |key: &str, what: String, fix: String| {
        findings.push(Finding::new(&codes::ROUTER_OPTION, format!("{path}.options.{key}"), what, fix));
    };
    for (key, value) in router.options.iter().flatten() {
        let fix = match (key.as_str(), value.as_str()) {
            (_, value) if has_token(value) => continue,
            ("enable-ecs-log-metadata", value) if is_bool(value) => continue,
            ("config-file-type", "file") => continue,
            ("config-file-type", "s3") if !container.task.is_for(Compatibility::Fargate) => continue,
            ("config-file-type", "s3") => {
                let what = format!(
                    "the log router {container} reads its configuration from S3, and runs on Fargate"
                );
                let fix = "put the file into the image, and write `file` with its path";
                add(key, what, fix.to_owned());
                continue;
            }
            ("config-file-value", value) if !value.is_empty() => continue,
            ("enable-ecs-log-metadata", _) => "write `true` or `false`".to_owned(),
            ("config-file-type", _) => "write `file` or `s3`".to_owned(),
            ("config-file-value", _) => "write a path in the image, or the ARN of an object".to_owned(),
            (key, _) => {
                let what = format!(
                    "the log router {container} has the option `{key}`, which FireLens does not know"
                );
                let fix = match nearest(key, OPTIONS.iter().copied()) {
                    Some(meant) => format!("write `{meant}`"),
                    None => "put it into the router's own configuration file".to_owned(),
                };
                add(key, what, fix);
                continue;
            }
        };
        add(key, format!("`{key}` of the log router {container} is `{value}`"), fix);
    }
}

/// Checks that a task has one router at most, and one where containers log to it.
pub(super) fn check_routers(task: &Task<'_>, findings: &mut Vec<Finding>) {
    let mut routers =
        task.containers().filter(|container| container.definition.firelens_configuration.is_some());
    let first = routers.next();
    for container in routers {
        let what = format!("{container} is the task's second log router");
        let fix = "keep one container with a `firelensConfiguration`";
        let finding = Finding::new(&codes::ROUTER_COUNT, container.at("firelensConfiguration"), what, fix);
        findings.push(finding.in_code("keep `.log_router(…)` on one container"));
    }
    if first.is_some() {
        return;
    }
    for container in task.containers() {
        let log = container.definition.log_configuration.as_ref();
        if log.is_some_and(|log| log.log_driver == LogDriver::Awsfirelens) {
            let what = format!("{container} logs to FireLens, and the task has no log router");
            let fix = "add a container with a `firelensConfiguration`, such as aws-for-fluent-bit";
            let member = container.at("logConfiguration.logDriver");
            let in_code = "add a container of aws-for-fluent-bit with `.log_router(Firelens::fluent_bit())`";
            findings.push(Finding::new(&codes::ROUTER_COUNT, member, what, fix).in_code(in_code));
            return;
        }
    }
}

/// Checks the destination that a container gives the router.
pub(super) fn check_route(container: &Container<'_>, options: &Options<'_>, findings: &mut Vec<Finding>) {
    let mut add = |key: &str, what: String, fix: String| {
        let dot = if key.is_empty() { "" } else { "." };
        let member = container.at(format_args!("logConfiguration.options{dot}{key}"));
        findings.push(Finding::new(&health_and_logs::ROUTE, member, what, fix));
    };
    let limit = "log-driver-buffer-limit";
    if let Some(value) = options.get(limit).filter(|value| !has_token(value))
        && !value.parse::<u64>().is_ok_and(|bytes| bytes <= 536_870_912)
    {
        let what = format!("`{limit}` of {container} is `{value}`");
        add(limit, what, "write a number of bytes from 0 to 536870912".to_owned());
    }
    let Some(plugin) = options.get("Name").or_else(|| options.get("name")) else { return };
    let needed: &[&str] = match plugin {
        "firehose" | "kinesis_firehose" => &["region", "delivery_stream"],
        "kinesis" | "kinesis_streams" => &["region", "stream"],
        "s3" => &["bucket"],
        _ => &[],
    };
    for key in needed {
        if !options.has(key) {
            let what = format!("{container} sends its logs to `{plugin}` without `{key}`");
            add("", what, format!("add `{key}`"));
        }
    }
    let host = options.get("Host").or_else(|| options.get("host"));
    if matches!(plugin, "es" | "opensearch")
        && let Some(host) = host
        && let Some((protocol, rest)) = host.split_once("://")
    {
        let what = format!("{container} sends its logs to the host `{host}`, which has a protocol");
        let key = if options.get("Host").is_some() { "Host" } else { "host" };
        add(key, what, format!("write `{rest}` without `{protocol}://`, and `tls` On for HTTPS"));
    }
}
