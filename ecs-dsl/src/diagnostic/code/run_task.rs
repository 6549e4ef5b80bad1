//! ECS14 codes: runs.

use super::Code;
use crate::diagnostic::Severity::Error;

/// A run starts no task, or more than ECS starts at once.
pub static COUNT: Code = Code {
    id: "ECS1401",
    severity: Error,
    summary: "A run starts no task, or more than ECS starts at once",
    why: "one call starts 1 to 10 tasks",
    aws: "RunTask, member count",
    wrong: r#"RunTask::fargate("nightly", &cluster, &task, network).count(11)"#,
    right: r#"RunTask::fargate("nightly", &cluster, &task, network).count(10)"#,
    rules: &["OP-013"],
};

/// A run's startedBy has a form that ECS does not take.
pub static STARTED_BY: Code = Code {
    id: "ECS1402",
    severity: Error,
    summary: "A run's startedBy has a form that ECS does not take",
    why: "the mark has up to 128 letters, digits, `-`, `/` and `_`",
    aws: "RunTask, member startedBy",
    wrong: r#"run.started_by("nightly job")"#,
    right: r#"run.started_by("nightly-job")"#,
    rules: &["OP-013"],
};

/// A run overrides a container that its task definition does not have.
pub static OVERRIDE: Code = Code {
    id: "ECS1403",
    severity: Error,
    summary: "A run overrides a container that its task definition does not have",
    why: "overrides are matched to containers by name",
    aws: "ContainerOverride, member name",
    wrong: r#""containerOverrides": [{ "name": "app", … }] with the container "web""#,
    right: r#""containerOverrides": [{ "name": "web", … }]"#,
    rules: &["OP-013"],
};

/// Every code of the family.
pub static CODES: &[&Code] = &[&COUNT, &STARTED_BY, &OVERRIDE];
