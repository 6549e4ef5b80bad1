//! LOG01 codes: CloudWatch log groups.

use super::Code;
use crate::diagnostic::Severity::Error;

/// A retention is none that CloudWatch Logs offers.
pub static RETENTION: Code = Code {
    id: "LOG0101",
    severity: Error,
    summary: "A log group's retention is none that CloudWatch Logs offers",
    why: "CloudWatch Logs keeps events for some numbers of days and no others, and refuses the rest",
    aws: "PutRetentionPolicy, member retentionInDays",
    wrong: r#"LogGroup::new("/web").retention(Retention::days(45))"#,
    right: r#"LogGroup::new("/web").retention(Retention::days(60))"#,
    rules: &["CO-001"],
};

/// A log group has a name that CloudWatch Logs does not take.
pub static GROUP_NAME: Code = Code {
    id: "LOG0102",
    severity: Error,
    summary: "A log group has a name that CloudWatch Logs does not take",
    why: "a name has 1 to 512 letters, digits, `.`, `-`, `_`, `/` and `#`, and aws/ at its beginning is kept for AWS; CreateLogGroup refuses any other",
    aws: "CreateLogGroup, member logGroupName",
    wrong: r#"LogGroup::new("aws/web logs")"#,
    right: r#"LogGroup::new("/web/logs")"#,
    rules: &["CO-002"],
};

/// A log group's key is no ARN of a KMS key.
pub static KEY: Code = Code {
    id: "LOG0103",
    severity: Error,
    summary: "A log group's key is not the ARN of a KMS key",
    why: "CloudWatch Logs takes a symmetric KMS key by its full ARN, not by an alias or an id",
    aws: "CreateLogGroup, member kmsKeyId",
    wrong: "LogGroup::new(\"/web\").kms_key(\"alias/logs\")",
    right: "LogGroup::new(\"/web\").kms_key(\"arn:aws:kms:eu-west-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef\")",
    rules: &[],
};

/// Every code of the family.
pub static CODES: &[&Code] = &[&RETENTION, &GROUP_NAME, &KEY];
