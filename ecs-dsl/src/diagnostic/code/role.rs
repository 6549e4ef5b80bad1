//! IAM06 codes: roles, their names, limits and who takes them on.

use super::Code;
use crate::diagnostic::Severity::{Error, Warning};

/// A role's name has a form that IAM does not take.
pub static ROLE_NAME: Code = Code {
    id: "IAM0601",
    severity: Error,
    summary: "A role's name has a form that IAM does not take",
    why: "1 to 64 letters, digits and `_+=,.@-`",
    aws: "CreateRole, member RoleName",
    wrong: r#"TaskRole::new("web app")"#,
    right: r#"TaskRole::new("web-app")"#,
    rules: &["IA-001"],
};

/// A role's path has a form that IAM does not take.
pub static ROLE_PATH: Code = Code {
    id: "IAM0602",
    severity: Error,
    summary: "A role's path has a form that IAM does not take",
    why: "a path is `/`, or begins and ends with `/` and has at most 512 printable ASCII characters",
    aws: "CreateRole, member Path",
    wrong: r#"role.path("/service")"#,
    right: r#"role.path("/service/")"#,
    rules: &["IA-002"],
};

/// A role's description is too long or has a character that IAM does not take.
pub static DESCRIPTION: Code = Code {
    id: "IAM0603",
    severity: Error,
    summary: "A role's description is too long or has a character that IAM does not take",
    why: "at most 1000 characters of Latin-1, tabs and new lines",
    aws: "CreateRole, member Description",
    wrong: r#"role.description("für 報告")"#,
    right: r#"role.description("für Berichte")"#,
    rules: &["IA-007"],
};

/// A role's session is shorter or longer than IAM takes.
pub static SESSION: Code = Code {
    id: "IAM0604",
    severity: Error,
    summary: "A role's session is shorter or longer than IAM takes",
    why: "a session lasts 3600 to 43200 seconds at most",
    aws: "CreateRole, member MaxSessionDuration",
    wrong: "role.max_session_duration(Seconds::new(900))",
    right: "role.max_session_duration(Seconds::new(3600))",
    rules: &["IA-008"],
};

/// A permissions boundary or attached policy is not the ARN of a managed policy.
pub static POLICY_ARN: Code = Code {
    id: "IAM0605",
    severity: Error,
    summary: "A permissions boundary or attached policy is not the ARN of a managed policy",
    why: "both are managed policies, meant by an ARN of 20 to 2048 characters",
    aws: "CreateRole, member PermissionsBoundary; AttachRolePolicy, member PolicyArn",
    wrong: r#"role.managed_policy("ReadOnlyAccess")"#,
    right: r#"role.managed_policy("arn:aws:iam::aws:policy/ReadOnlyAccess")"#,
    rules: &["IA-009", "IA-019"],
};

/// A role's tag has a form that IAM does not take.
pub static TAG: Code = Code {
    id: "IAM0606",
    severity: Error,
    summary: "A role's tag has a form that IAM does not take",
    why: "keys have 1 to 128 characters, values 0 to 256: letters, digits and spaces of any language, and `_.:/=+-@`; a role has at most 50 tags",
    aws: "CreateRole, member Tags",
    wrong: r#"role.tag("", "web")"#,
    right: r#"role.tag("team", "web")"#,
    rules: &["IA-010", "IA-011", "IA-012"],
};

/// Two tags of a role have keys that IAM takes for the same.
pub static SAME_TAG: Code = Code {
    id: "IAM0607",
    severity: Error,
    summary: "Two tags of a role have keys that IAM takes for the same",
    why: "IAM does not tell upper from lower case in keys, where ECS does",
    aws: "CreateRole, member Tags",
    wrong: r#"role.tag("team", "web").tag("Team", "shop")"#,
    right: r#"role.tag("team", "web")"#,
    rules: &["IA-013"],
};

/// An inline policy's name has a form that IAM does not take.
pub static POLICY_NAME: Code = Code {
    id: "IAM0608",
    severity: Error,
    summary: "An inline policy's name has a form that IAM does not take",
    why: "1 to 128 letters, digits and `_+=,.@-`",
    aws: "PutRolePolicy, member PolicyName",
    wrong: r#"role.policy("read reports", document)"#,
    right: r#"role.policy("read-reports", document)"#,
    rules: &["IA-014"],
};

/// A role has more managed policies than an account takes by default.
pub static ATTACHMENTS: Code = Code {
    id: "IAM0609",
    severity: Warning,
    summary: "A role has more managed policies than an account takes by default",
    why: "10 managed policies a role are the default, and the quota can be raised",
    aws: "AttachRolePolicy",
    wrong: "eleven managed policies on one role",
    right: "one inline policy with what is needed",
    rules: &["IA-020"],
};

/// A role does not trust the service that is to take it on.
pub static NOT_TRUSTED: Code = Code {
    id: "IAM0610",
    severity: Error,
    summary: "A role does not trust the service that is to take it on",
    why: "ECS takes on task and execution roles as ecs-tasks.amazonaws.com, and infrastructure roles as ecs.amazonaws.com; if the trust policy does not let it in, tasks do not start",
    aws: "CreateRole, member AssumeRolePolicyDocument",
    wrong: "a task role that trusts ec2.amazonaws.com",
    right: "a task role that trusts ecs-tasks.amazonaws.com",
    rules: &["IA-006", "TD-057", "TD-058"],
};

/// A role may do everything.
pub static ADMINISTRATOR: Code = Code {
    id: "IAM0611",
    severity: Warning,
    summary: "A role has a managed policy that allows everything, or nearly",
    why: "whoever gets into a container, or at its credentials, may then do to the account whatever the policy allows",
    aws: "AttachRolePolicy, member PolicyArn",
    wrong: r#"role.managed_policy("arn:aws:iam::aws:policy/AdministratorAccess")"#,
    right: r#"role.allow_on(["s3:GetObject"], ["arn:aws:s3:::reports/*"])"#,
    rules: &[],
};

/// Every code of the family.
pub static CODES: &[&Code] = &[
    &ROLE_NAME,
    &ROLE_PATH,
    &DESCRIPTION,
    &SESSION,
    &POLICY_ARN,
    &TAG,
    &SAME_TAG,
    &POLICY_NAME,
    &ATTACHMENTS,
    &NOT_TRUSTED,
    &ADMINISTRATOR,
];
