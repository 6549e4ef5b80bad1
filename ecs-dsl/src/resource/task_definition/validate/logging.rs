//! Where a container's output goes: drivers and their options.

use std::collections::BTreeMap;

use ecs_dsl_facts::fault::{choice, listed};
use ecs_dsl_facts::nearest;

use super::Container;
use crate::api::ecs::{Compatibility, LogConfiguration, LogDriver};
use crate::check::value::{check_known, has_token};
use crate::diagnostic::Finding;
use crate::diagnostic::code::health_and_logs as codes;

/// The options of the driver awslogs that ECS passes on.
const AWSLOGS: &[&str] = &[
    "awslogs-create-group",
    "awslogs-datetime-format",
    "awslogs-group",
    "awslogs-multiline-pattern",
    "awslogs-region",
    "awslogs-stream-prefix",
    "max-buffer-size",
    "mode",
];

const ON_FARGATE: &[LogDriver] = &[LogDriver::Awslogs, LogDriver::Splunk, LogDriver::Awsfirelens];
const ON_MANAGED_INSTANCES: &[LogDriver] =
    &[LogDriver::Awslogs, LogDriver::Splunk, LogDriver::Awsfirelens, LogDriver::JsonFile];

/// The options of a log configuration, with those whose values are secrets.
pub(super) struct Options<'a> {
    plain: Option<&'a BTreeMap<String, String>>,
    log: &'a LogConfiguration,
}

impl<'a> Options<'a> {
    pub(super) fn of(log: &'a LogConfiguration) -> Self {
        Self { plain: log.options.as_ref(), log }
    }

    /// Returns the value of a plain option.
    pub(super) fn get(&self, key: &str) -> Option<&'a str> {
        self.plain?.get(key).map(String::as_str)
    }

    /// Returns whether an option has a value, plain or secret, in any letter case of its key.
    pub(super) fn has(&self, key: &str) -> bool {
        let plain = self
            .plain
            .into_iter()
            .flatten()
            .any(|(name, value)| name.eq_ignore_ascii_case(key) && !value.is_empty());
        plain || self.log.secret_options.iter().flatten().any(|secret| secret.name.eq_ignore_ascii_case(key))
    }
}

pub(super) fn check(container: &Container<'_>, findings: &mut Vec<Finding>) {
    let Some(log) = &container.definition.log_configuration else { return };
    check_known(
        &container.at("logConfiguration.logDriver"),
        log.log_driver.as_str(),
        LogDriver::VALUES,
        findings,
    );
    if !log.log_driver.is_known() {
        return;
    }
    let options = Options::of(log);
    if !check_driver(container, &log.log_driver, findings) {
        return;
    }
    check_mode(container, &options, findings);
    match log.log_driver {
        LogDriver::Awslogs => check_awslogs(container, &options, findings),
        LogDriver::Splunk => check_splunk(container, &options, findings),
        LogDriver::Awsfirelens => super::firelens::check_route(container, &options, findings),
        _ => {}
    }
}

/// Returns whether the driver is offered everywhere the task may run.
fn check_driver(container: &Container<'_>, driver: &LogDriver, findings: &mut Vec<Finding>) -> bool {
    let places = [
        (Compatibility::Fargate, ON_FARGATE, "Fargate"),
        (Compatibility::ManagedInstances, ON_MANAGED_INSTANCES, "Managed Instances"),
    ];
    for (launch, drivers, place) in places {
        if container.task.is_for(launch) && !drivers.contains(driver) {
            let what = format!("{container} logs by `{driver}`, which {place} does not offer");
            let fix = format!("use {}", choice(drivers.iter().map(|driver| format!("`{driver}`"))));
            let member = container.at("logConfiguration.logDriver");
            findings.push(Finding::new(&codes::DRIVER_NOT_OFFERED, member, what, fix));
            return false;
        }
    }
    true
}

fn option_path(container: &Container<'_>, key: &str) -> String {
    container.at(format_args!("logConfiguration.options.{key}"))
}

fn check_mode(container: &Container<'_>, options: &Options<'_>, findings: &mut Vec<Finding>) {
    let mut add = |key: &str, what: String, fix: &str| {
        findings.push(Finding::new(&codes::LOG_MODE, option_path(container, key), what, fix));
    };
    let mode = options.get("mode");
    if let Some(mode) = mode.filter(|mode| !matches!(*mode, "blocking" | "non-blocking") && !has_token(mode))
    {
        let what = format!("{container} logs in mode `{mode}`");
        add("mode", what, "write `blocking` or `non-blocking`");
    }
    let Some(size) = options.get("max-buffer-size").filter(|size| !has_token(size)) else { return };
    if !is_size(size) {
        let what = format!("{container} has a log buffer of `{size}`");
        add("max-buffer-size", what, "write a size such as `25m`");
    } else if mode == Some("blocking") {
        let what = format!("{container} has a log buffer, and logs in mode blocking, which has none");
        add("max-buffer-size", what, "leave it out, or set `mode` to `non-blocking`");
    }
}

/// Returns whether Docker reads the text as a size: a number and perhaps a unit.
fn is_size(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let number =
        lower.trim_end_matches('b').trim_end_matches('i').trim_end_matches(['k', 'm', 'g', 't', 'p']);
    lower.len() - number.len() <= 3 && number.trim_end().parse::<f64>().is_ok_and(|size| size > 0.0)
}

fn check_awslogs(container: &Container<'_>, options: &Options<'_>, findings: &mut Vec<Finding>) {
    let fargate = container.task.is_for(Compatibility::Fargate);
    let mut missing: Vec<&str> = Vec::new();
    for key in ["awslogs-group", "awslogs-region"] {
        if !options.has(key) {
            missing.push(key);
        }
    }
    let prefix = "awslogs-stream-prefix";
    if fargate && !options.has(prefix) {
        missing.push(prefix);
    }
    if !missing.is_empty() {
        let names = listed(missing.iter().map(|key| format!("`{key}`")));
        let what = format!("{container} logs by awslogs without {names}");
        let member = container.at("logConfiguration.options");
        findings.push(Finding::new(&codes::AWSLOGS_MISSING, member, what, "add what is missing"));
    }
    if !fargate && container.task.is_for(Compatibility::Ec2) && !options.has(prefix) {
        let what = format!("the log streams of {container} have no prefix");
        let fix = "set `awslogs-stream-prefix`, to the container's name for instance";
        let member = container.at("logConfiguration.options");
        findings.push(Finding::new(&codes::STREAM_PREFIX, member, what, fix));
    }
    let mut add = |code, key: &str, what: String, fix: String| {
        findings.push(Finding::new(code, option_path(container, key), what, fix));
    };
    let create = "awslogs-create-group";
    if let Some(value) = options.get(create).filter(|value| !is_bool(value) && !has_token(value)) {
        let what = format!("`{create}` of {container} is `{value}`");
        add(&codes::AWSLOGS_VALUE, create, what, "write `true` or `false`".to_owned());
    }
    let (format, pattern) = ("awslogs-datetime-format", "awslogs-multiline-pattern");
    if options.has(format) && options.has(pattern) {
        let what =
            format!("{container} tells where a message begins in two ways: by `{format}` and by `{pattern}`");
        add(&codes::AWSLOGS_VALUE, pattern, what, "keep one of them".to_owned());
    }
    for key in options.plain.into_iter().flatten().map(|(key, _)| key) {
        if !AWSLOGS.contains(&key.as_str()) {
            let what = format!("{container} gives awslogs the option `{key}`, which ECS does not pass on");
            let fix = match nearest(key, AWSLOGS.iter().copied()) {
                Some(meant) => format!("write `{meant}`"),
                None => "leave it out".to_owned(),
            };
            add(&codes::AWSLOGS_UNKNOWN, key, what, fix);
        }
    }
}

/// Returns whether Docker and the ECS agent read the text as true or false.
pub(super) fn is_bool(text: &str) -> bool {
    const SPELLINGS: &[&str] =
        &["1", "t", "T", "true", "True", "TRUE", "0", "f", "F", "false", "False", "FALSE"];
    SPELLINGS.contains(&text)
}

fn check_splunk(container: &Container<'_>, options: &Options<'_>, findings: &mut Vec<Finding>) {
    let missing: Vec<String> = ["splunk-url", "splunk-token"]
        .into_iter()
        .filter(|key| !options.has(key))
        .map(|key| format!("`{key}`"))
        .collect();
    if !missing.is_empty() {
        let what = format!("{container} logs by splunk without {}", listed(missing));
        let fix = "add `splunk-url` to the options, and `splunk-token` to `secretOptions`";
        let member = container.at("logConfiguration.options");
        findings.push(Finding::new(&codes::SPLUNK_MISSING, member, what, fix));
    }
}
