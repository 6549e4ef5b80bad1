//! FIL codes: what keeps a file from being read as the request or answer that it seems to be.

use super::Code;
use crate::diagnostic::Severity::{Error, Warning};

/// A file is not JSON.
pub static NOT_JSON: Code = Code {
    id: "FIL0101",
    severity: Error,
    summary: "A file is not JSON",
    why: "AWS's requests are JSON: no comments, no comma after the last element, and strings in double quotes",
    aws: "none: no request could be made of it",
    wrong: r#"{ "family": "web", }"#,
    right: r#"{ "family": "web" }"#,
    rules: &[],
};

/// A file is larger than any request.
pub static TOO_LARGE: Code = Code {
    id: "FIL0102",
    severity: Error,
    summary: "A file is larger than any request or answer of ECS",
    why: "a task definition has 64 KiB at the most, and an answer describes a hundred resources at the most; more than 8 MiB is another kind of file",
    aws: "none: no request could be made of it",
    wrong: "check --file export-of-everything.json",
    right: "check --file task-definition.json service.json",
    rules: &[],
};

/// A file is none of the documents that can be checked.
pub static UNKNOWN_DOCUMENT: Code = Code {
    id: "FIL0103",
    severity: Error,
    summary: "A file is none of the documents that can be checked",
    why: "a file is known by its members: those of a create request of ECS, of the answer that describes one, or of a policy",
    aws: "none: no request could be made of it",
    wrong: r#"[{ "name": "web", "image": "nginx:1.29" }]"#,
    right: r#"{ "family": "web", "containerDefinitions": [{ "name": "web", "image": "nginx:1.29" }] }"#,
    rules: &[],
};

/// A request has a member that AWS does not know.
pub static UNKNOWN_MEMBER: Code = Code {
    id: "FIL0104",
    severity: Error,
    summary: "A request has a member that AWS does not know",
    why: "the command line and the SDKs refuse members that are not in the service's model, and names are case-sensitive",
    aws: "the request's shape in the service model",
    wrong: r#"{ "family": "web", "containerDefinition": [ … ] }"#,
    right: r#"{ "family": "web", "containerDefinitions": [ … ] }"#,
    rules: &[],
};

/// A member stands twice in one object.
pub static DUPLICATE_MEMBER: Code = Code {
    id: "FIL0105",
    severity: Error,
    summary: "A member stands twice in one object",
    why: "readers of JSON keep one of the two without saying which",
    aws: "the request's shape in the service model",
    wrong: r#"{ "cpu": "256", "memory": "512", "cpu": "512" }"#,
    right: r#"{ "cpu": "512", "memory": "1024" }"#,
    rules: &[],
};

/// A required member is missing.
pub static MISSING_MEMBER: Code = Code {
    id: "FIL0106",
    severity: Error,
    summary: "A request lacks a member that is required",
    why: "AWS does not take the request without it",
    aws: "the request's shape in the service model",
    wrong: r#"{ "containerDefinitions": [ … ] }"#,
    right: r#"{ "family": "web", "containerDefinitions": [ … ] }"#,
    rules: &[],
};

/// A value has another type than the member.
pub static WRONG_TYPE: Code = Code {
    id: "FIL0107",
    severity: Error,
    summary: "A value is of another type than its member",
    why: "types are strict in AWS's JSON: a number in quotes is not a number, one thing is not a list of one",
    aws: "the request's shape in the service model",
    wrong: r#"{ "portMappings": { "containerPort": "8080" } }"#,
    right: r#"{ "portMappings": [{ "containerPort": 8080 }] }"#,
    rules: &[],
};

/// An answer has a member that this version does not know.
pub static UNKNOWN_IN_ANSWER: Code = Code {
    id: "FIL0108",
    severity: Warning,
    summary: "An answer has a member that is not known here",
    why: "AWS adds members over time, so it may be new; where the file was edited it may be mistyped, and it is not checked",
    aws: "the answer's shape in the service model",
    wrong: r#"{ "taskDefinition": { "family": "web", "netwrkMode": "awsvpc" } }"#,
    right: r#"{ "taskDefinition": { "family": "web", "networkMode": "awsvpc" } }"#,
    rules: &[],
};

/// A file is not text in UTF-8.
pub static NOT_UTF8: Code = Code {
    id: "FIL0109",
    severity: Error,
    summary: "A file is not text in UTF-8",
    why: "JSON is exchanged in UTF-8; PowerShell's `>` and some editors write UTF-16, and old ones an encoding of one country",
    aws: "none: no request could be made of it",
    wrong: "aws ecs describe-services --services web > service.json    # in Windows PowerShell",
    right: "aws ecs describe-services --services web | Out-File -Encoding utf8 service.json",
    rules: &[],
};

/// A file is nested deeper than any request.
pub static TOO_DEEP: Code = Code {
    id: "FIL0110",
    severity: Error,
    summary: "A file is nested deeper than any request or answer of ECS",
    why: "the deepest member of a request has about ten lists and objects around it, and no more than 127 are read",
    aws: "none: no request could be made of it",
    wrong: r#"[[[[[[[[ … ]]]]]]]]"#,
    right: r#"{ "family": "web", "containerDefinitions": [ … ] }"#,
    rules: &[],
};

/// Every code of the family.
pub static CODES: &[&Code] = &[
    &NOT_JSON,
    &TOO_LARGE,
    &UNKNOWN_DOCUMENT,
    &UNKNOWN_MEMBER,
    &DUPLICATE_MEMBER,
    &MISSING_MEMBER,
    &WRONG_TYPE,
    &UNKNOWN_IN_ANSWER,
    &NOT_UTF8,
    &TOO_DEEP,
];
