//! ECS04 codes: health checks (ECS040x) and where output goes (ECS041x).

use super::Code;
use crate::diagnostic::Severity::{Error, Warning};

/// A health check has no command that Docker runs.
pub static HEALTH_COMMAND: Code = Code {
    id: "ECS0401",
    severity: Error,
    summary: "A health check has no command that Docker runs",
    why: "a check's command begins with CMD (a program and its arguments), CMD-SHELL (one line for the shell) or NONE, and says what to run",
    aws: "HealthCheck, member command",
    wrong: r#"{ "command": ["curl -f http://localhost/"] }"#,
    right: r#"{ "command": ["CMD-SHELL", "curl -f http://localhost/ || exit 1"] }"#,
    rules: &["HC-001"],
};

/// A number of a health check is out of range.
pub static HEALTH_NUMBER: Code = Code {
    id: "ECS0402",
    severity: Error,
    summary: "A health check's interval, timeout, retries or start period is out of range",
    why: "a check runs every 5 to 300 seconds, takes 2 to 60, fails 1 to 10 times, and may be forgiven for 0 to 300 seconds after the start",
    aws: "HealthCheck, members interval, timeout, retries and startPeriod",
    wrong: r#"HealthCheck::shell("true").interval(Seconds::new(1))"#,
    right: r#"HealthCheck::shell("true").interval(Seconds::new(5))"#,
    rules: &["HC-002", "HC-003", "HC-004", "HC-005"],
};

/// A log driver is not offered where the task is to run.
pub static DRIVER_NOT_OFFERED: Code = Code {
    id: "ECS0411",
    severity: Error,
    summary: "A log driver is not offered where the task is to run",
    why: "Fargate offers awslogs, splunk and awsfirelens, Managed Instances json-file besides",
    aws: "LogConfiguration, member logDriver",
    wrong: r#"{ "requiresCompatibilities": ["FARGATE"], "containerDefinitions": [{ "logConfiguration": { "logDriver": "syslog" }, … }], … }"#,
    right: r#"{ "requiresCompatibilities": ["FARGATE"], "containerDefinitions": [{ "logConfiguration": { "logDriver": "awslogs", "options": { … } }, … }], … }"#,
    rules: &["LC-002", "LC-003", "SC-020"],
};

/// The driver awslogs lacks an option.
pub static AWSLOGS_MISSING: Code = Code {
    id: "ECS0412",
    severity: Error,
    summary: "The log driver awslogs lacks an option that it needs",
    why: "the driver writes to a group in a region, and on Fargate to streams that begin with a prefix; it has no defaults for them",
    aws: "LogConfiguration, member options",
    wrong: r#"{ "logDriver": "awslogs", "options": { "awslogs-group": "/web" } }"#,
    right: r#"{ "logDriver": "awslogs", "options": { "awslogs-group": "/web", "awslogs-region": "eu-west-1", "awslogs-stream-prefix": "web" } }"#,
    rules: &["LC-004", "LC-005", "LC-006", "SC-020"],
};

/// Log streams are named for nothing but an id.
pub static STREAM_PREFIX: Code = Code {
    id: "ECS0413",
    severity: Warning,
    summary: "The log driver awslogs has no stream prefix",
    why: "without a prefix a stream is named by the container's id alone, so nobody can tell whose it is",
    aws: "LogConfiguration, member options",
    wrong: r#"{ "awslogs-group": "/web", "awslogs-region": "eu-west-1" }"#,
    right: r#"{ "awslogs-group": "/web", "awslogs-region": "eu-west-1", "awslogs-stream-prefix": "web" }"#,
    rules: &["LC-007"],
};

/// Options of awslogs contradict each other or have no meaning.
pub static AWSLOGS_VALUE: Code = Code {
    id: "ECS0414",
    severity: Error,
    summary: "An option of the log driver awslogs has a value it does not take, or excludes another",
    why: "awslogs-create-group is true or false; a message begins by awslogs-datetime-format or by awslogs-multiline-pattern, not by both",
    aws: "LogConfiguration, member options",
    wrong: r#"{ "awslogs-create-group": "yes", … }"#,
    right: r#"{ "awslogs-create-group": "true", … }"#,
    rules: &["LC-008", "LC-009"],
};

/// The mode of a log driver, or its buffer, is malformed.
pub static LOG_MODE: Code = Code {
    id: "ECS0415",
    severity: Error,
    summary: "A log driver's mode or buffer is none that Docker takes",
    why: "mode is blocking or non-blocking; max-buffer-size is a size such as 25m, and is had in mode non-blocking alone",
    aws: "LogConfiguration, member options",
    wrong: r#"{ "mode": "async", … }"#,
    right: r#"{ "mode": "non-blocking", "max-buffer-size": "25m", … }"#,
    rules: &["LC-010", "LC-011"],
};

/// The driver awslogs has an option that ECS does not pass on.
pub static AWSLOGS_UNKNOWN: Code = Code {
    id: "ECS0416",
    severity: Error,
    summary: "The log driver awslogs has an option that ECS does not pass on",
    why: "ECS refuses options of the driver that it does not know, or that would lead around its own settings",
    aws: "LogConfiguration, member options",
    wrong: r#"{ "awslogs-groop": "/web", … }"#,
    right: r#"{ "awslogs-group": "/web", … }"#,
    rules: &["LC-012"],
};

/// The driver splunk lacks its address or its token.
pub static SPLUNK_MISSING: Code = Code {
    id: "ECS0417",
    severity: Error,
    summary: "The log driver splunk lacks its address or its token",
    why: "Splunk takes events at a URL from those who have a token; the token belongs in secretOptions",
    aws: "LogConfiguration, member options",
    wrong: r#"{ "logDriver": "splunk", "options": { "splunk-url": "https://splunk:8088" } }"#,
    right: r#"{ "logDriver": "splunk", "options": { "splunk-url": "https://splunk:8088" }, "secretOptions": [{ "name": "splunk-token", "valueFrom": "arn:…" }] }"#,
    rules: &["LC-013"],
};

/// A route of FireLens lacks an option, or has one that cannot be read.
pub static ROUTE: Code = Code {
    id: "ECS0418",
    severity: Error,
    summary: "The destination of a log router lacks an option, or has a malformed one",
    why: "what awsfirelens is given becomes an output of the router, whose plugin fails at the start without its stream, bucket or host",
    aws: "LogConfiguration, member options",
    wrong: r#"{ "Name": "firehose", "region": "eu-west-1" }"#,
    right: r#"{ "Name": "firehose", "region": "eu-west-1", "delivery_stream": "web" }"#,
    rules: &["LC-014", "LC-015", "LC-016", "LC-017"],
};

/// Every code of the family.
pub static CODES: &[&Code] = &[
    &HEALTH_COMMAND,
    &HEALTH_NUMBER,
    &DRIVER_NOT_OFFERED,
    &AWSLOGS_MISSING,
    &STREAM_PREFIX,
    &AWSLOGS_VALUE,
    &LOG_MODE,
    &AWSLOGS_UNKNOWN,
    &SPLUNK_MISSING,
    &ROUTE,
];
