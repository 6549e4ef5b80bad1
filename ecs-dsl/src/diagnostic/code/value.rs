//! ECS00 codes: what is the same for every kind of request.

use super::Code;
use crate::diagnostic::Severity::{Error, Warning};

/// A member has a value that AWS does not know.
pub static UNKNOWN_VALUE: Code = Code {
    id: "ECS0001",
    severity: Error,
    summary: "A member has a value that AWS does not know",
    why: "the member takes one of a few values, in exactly their spelling; AWS refuses any other",
    aws: "every member whose values are listed in the API reference",
    wrong: r#"{ "networkMode": "vpc", … }"#,
    right: r#"{ "networkMode": "awsvpc", … }"#,
    rules: &[
        "TD-008", "TD-017", "TD-038", "TD-042", "TD-049", "TD-054", "TD-056", "TD-061", "TD-071", "CD-019",
        "CD-029", "CD-039", "CD-055", "CD-072", "CD-084", "CD-090", "PM-001", "PM-012", "LC-001", "VO-008",
        "VO-013", "VO-016", "SV-011", "SV-026", "SV-029", "SV-036", "SV-039", "SV-046", "SV-049", "LB-018",
        "LB-019", "DP-001", "DP-010", "DP-013", "DP-024", "DP-026", "DP-031", "SC-015", "SC-017", "SC-019",
        "EB-013", "EB-016", "TG-008", "CL-002", "CL-004", "CP-006", "CP-012", "CP-018", "CP-019", "CP-020",
        "CP-027", "CP-028",
    ],
};

/// A value was never filled in.
pub static PLACEHOLDER: Code = Code {
    id: "ECS0002",
    severity: Warning,
    summary: "A value is a placeholder that was never filled in",
    why: "examples mark what the reader should fill in; AWS takes it for the value itself. In a file, which may be such an example, this is a warning; in a program it is an error",
    aws: "members that hold ARNs, names and images",
    wrong: r#"{ "taskRoleArn": "arn:aws:iam::XXXXXXXXXXXX:role/web", … }"#,
    right: r#"{ "taskRoleArn": "arn:aws:iam::123456789012:role/web", … }"#,
    rules: &[],
};

/// Every code of the family.
pub static CODES: &[&Code] = &[&UNKNOWN_VALUE, &PLACEHOLDER];
