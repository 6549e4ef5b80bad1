//! IAM codes: what a policy document must be to be taken by IAM and to do what it says.
//!
//! IAM01 the document, IAM02 actions, IAM03 resources, IAM04 conditions, IAM05 principals and trust. The
//! rules are in [`iam::check`](crate::iam::check).

use super::Code;
use crate::diagnostic::Severity::{Error, Warning};

/// A policy's version is none that IAM knows.
pub static UNKNOWN_VERSION: Code = Code {
    id: "IAM0101",
    severity: Error,
    summary: "A policy has a version that IAM does not know",
    why: "the version names the policy language, of which there are 2012-10-17 and the older 2008-10-17",
    aws: "PolicyDocument, member Version",
    wrong: r#"{ "Version": "2024-01-01", … }"#,
    right: r#"{ "Version": "2012-10-17", … }"#,
    rules: &["IA-017"],
};

/// A policy is written in the older language.
pub static OLD_VERSION: Code = Code {
    id: "IAM0102",
    severity: Warning,
    summary: "A policy is of the older version, or says none",
    why: "without the version 2012-10-17 IAM takes policy variables such as ${aws:username} as plain text",
    aws: "PolicyDocument, member Version",
    wrong: r#"{ "Statement": [ … ] }"#,
    right: r#"{ "Version": "2012-10-17", "Statement": [ … ] }"#,
    rules: &["IA-017"],
};

/// A policy has no statement, or a statement's list is empty.
pub static EMPTY_LIST: Code = Code {
    id: "IAM0103",
    severity: Error,
    summary: "A policy has no statement, or a statement an empty list",
    why: "IAM refuses a policy that speaks of nothing",
    aws: "PolicyDocument, member Statement and its Action, Resource, Principal",
    wrong: r#"{ "Effect": "Allow", "Action": [], "Resource": "*" }"#,
    right: r#"{ "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "arn:aws:s3:::reports/*" }"#,
    rules: &["IA-017"],
};

/// An effect is neither Allow nor Deny.
pub static UNKNOWN_EFFECT: Code = Code {
    id: "IAM0104",
    severity: Error,
    summary: "A statement's effect is neither Allow nor Deny",
    why: "IAM knows these two, in exactly this spelling",
    aws: "policy element Effect",
    wrong: r#"{ "Effect": "allow", … }"#,
    right: r#"{ "Effect": "Allow", … }"#,
    rules: &["IA-017"],
};

/// An element and its negation stand in one statement, or neither does.
pub static ELEMENT_PAIR: Code = Code {
    id: "IAM0105",
    severity: Error,
    summary: "A statement lacks an element, or has it beside its negation",
    why: "each statement has exactly one of Action and NotAction, and in a role's policies exactly one of Resource and NotResource",
    aws: "policy elements Action, NotAction, Resource, NotResource, Principal, NotPrincipal",
    wrong: r#"{ "Effect": "Allow", "Action": "s3:GetObject" }"#,
    right: r#"{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }"#,
    rules: &["IA-017"],
};

/// A Sid has other characters than letters and digits.
pub static SID_FORM: Code = Code {
    id: "IAM0106",
    severity: Error,
    summary: "A statement's Sid has other characters than letters and digits",
    why: "IAM takes letters A-Z, a-z and digits alone in a Sid",
    aws: "policy element Sid",
    wrong: r#"{ "Sid": "read reports", … }"#,
    right: r#"{ "Sid": "ReadReports", … }"#,
    rules: &["IA-017"],
};

/// Two statements have the same Sid.
pub static DUPLICATE_SID: Code = Code {
    id: "IAM0107",
    severity: Error,
    summary: "Two statements of a policy have the same Sid",
    why: "IAM refuses a policy whose Sids are not unique",
    aws: "policy element Sid",
    wrong: r#"[{ "Sid": "Read", … }, { "Sid": "Read", … }]"#,
    right: r#"[{ "Sid": "ReadReports", … }, { "Sid": "ReadSettings", … }]"#,
    rules: &["IA-017"],
};

/// A policy is larger than IAM takes.
pub static TOO_LARGE: Code = Code {
    id: "IAM0108",
    severity: Error,
    summary: "A policy is larger than IAM takes",
    why: "white space not counted, IAM takes 10240 characters for all inline policies of a role together, 6144 for a managed policy and at most 4096 for a trust policy",
    aws: "PutRolePolicy and CreatePolicy, member PolicyDocument; CreateRole, member AssumeRolePolicyDocument",
    wrong: "one policy that lists hundreds of ARNs",
    right: "a wildcard over the ARNs' common beginning, or several managed policies",
    rules: &["IA-003", "IA-004", "IA-015", "IA-016"],
};

/// A trust policy is larger than accounts take by default.
pub static LARGE_TRUST: Code = Code {
    id: "IAM0109",
    severity: Warning,
    summary: "A trust policy is larger than an account takes by default",
    why: "the quota for a trust policy is 2048 characters, white space not counted, and can be raised to 4096",
    aws: "CreateRole, member AssumeRolePolicyDocument",
    wrong: "a trust policy that lists every role of an organization",
    right: r#"{ "Principal": { "AWS": "*" }, "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-…" } }, … }"#,
    rules: &["IA-004"],
};

/// A policy has a character that IAM does not take.
pub static CHARACTERS: Code = Code {
    id: "IAM0110",
    severity: Error,
    summary: "A policy has a character that IAM does not take",
    why: "IAM takes tab, line feed, carriage return and the characters U+0020 to U+00FF in a policy document",
    aws: "PutRolePolicy, member PolicyDocument; CreateRole, member AssumeRolePolicyDocument",
    wrong: r#"{ "Resource": "arn:aws:s3:::reports/報告/*", … }"#,
    right: r#"{ "Resource": "arn:aws:s3:::reports/*", … }"#,
    rules: &["IA-003", "IA-015"],
};

/// An action is not written as `service:Action`.
pub static ACTION_FORM: Code = Code {
    id: "IAM0201",
    severity: Error,
    summary: "An action is not of the form service:Action",
    why: "IAM refuses an action without a service before one colon; wildcards may stand in the action's name, not in the service's",
    aws: "policy elements Action and NotAction",
    wrong: r#""Action": "GetObject""#,
    right: r#""Action": "s3:GetObject""#,
    rules: &["IA-018"],
};

/// An action's service does not exist.
pub static UNKNOWN_SERVICE: Code = Code {
    id: "IAM0202",
    severity: Error,
    summary: "An action names a service that does not exist",
    why: "IAM takes the policy and never applies the statement to anything",
    aws: "policy elements Action and NotAction",
    wrong: r#""Action": "efs:ClientMount""#,
    right: r#""Action": "elasticfilesystem:ClientMount""#,
    rules: &["IA-018"],
};

/// An action is misspelt.
pub static UNKNOWN_ACTION: Code = Code {
    id: "IAM0203",
    severity: Error,
    summary: "An action does not exist, and another one was probably meant",
    why: "IAM takes the policy and never applies the statement to anything",
    aws: "policy elements Action and NotAction",
    wrong: r#""Action": "s3:GetObjct""#,
    right: r#""Action": "s3:GetObject""#,
    rules: &[],
};

/// An action is not known to this version.
pub static UNRECOGNIZED_ACTION: Code = Code {
    id: "IAM0204",
    severity: Warning,
    summary: "An action is not known to this version",
    why: "IAM takes actions that do not exist and never applies them; AWS may also have added this one since",
    aws: "policy elements Action and NotAction",
    wrong: r#""Action": "s3:SingASong""#,
    right: r#""Action": "s3:GetObject""#,
    rules: &[],
};

/// An action's wildcard stands for nothing.
pub static EMPTY_WILDCARD: Code = Code {
    id: "IAM0205",
    severity: Error,
    summary: "An action with a wildcard stands for no action at all",
    why: "IAM takes the policy and never applies the statement to anything",
    aws: "policy elements Action and NotAction",
    wrong: r#""Action": "s3:Gett*""#,
    right: r#""Action": "s3:Get*""#,
    rules: &[],
};

/// Every action of a service is allowed.
pub static WIDE_ACTION: Code = Code {
    id: "IAM0206",
    severity: Warning,
    summary: "A statement allows every action of a service, or of all services",
    why: "a role needs few of a service's actions, and actions that AWS adds later are allowed too",
    aws: "policy elements Action and NotAction",
    wrong: r#""Action": "s3:*""#,
    right: r#""Action": ["s3:GetObject", "s3:PutObject"]"#,
    rules: &[],
};

/// A resource is neither an ARN nor `*`.
pub static RESOURCE_FORM: Code = Code {
    id: "IAM0301",
    severity: Error,
    summary: "A resource is neither an ARN nor *",
    why: "IAM refuses a resource that is not * or an ARN of six parts, arn:partition:service:region:account:resource",
    aws: "policy elements Resource and NotResource",
    wrong: r#""Resource": "reports/*""#,
    right: r#""Resource": "arn:aws:s3:::reports/*""#,
    rules: &[],
};

/// An ARN's account is not an account id.
pub static RESOURCE_ACCOUNT: Code = Code {
    id: "IAM0302",
    severity: Warning,
    summary: "An ARN's account is not an account id",
    why: "an account id is 12 digits, and an ARN with another account matches no resource",
    aws: "policy elements Resource and NotResource",
    wrong: r#""Resource": "arn:aws:ecs:eu-west-1:my-account:cluster/main""#,
    right: r#""Resource": "arn:aws:ecs:eu-west-1:111122223333:cluster/main""#,
    rules: &[],
};

/// No resource of a statement suits any of its actions.
pub static NOTHING_SUITS: Code = Code {
    id: "IAM0303",
    severity: Error,
    summary: "No resource of a statement is of a kind that its actions act on",
    why: "IAM takes the policy and never applies the statement to anything",
    aws: "policy elements Action and Resource",
    wrong: r#"{ "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports", … }"#,
    right: r#"{ "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*", … }"#,
    rules: &[],
};

/// A resource suits none of the statement's actions.
pub static RESOURCE_UNUSED: Code = Code {
    id: "IAM0304",
    severity: Warning,
    summary: "A resource is of a kind that no action of its statement acts on",
    why: "IAM never applies the statement to this resource",
    aws: "policy elements Action and Resource",
    wrong: r#"{ "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::reports/*", "arn:aws:sqs:eu-west-1:111122223333:jobs"], … }"#,
    right: r#"{ "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::reports/*"], … }"#,
    rules: &[],
};

/// An action suits none of the statement's resources.
pub static ACTION_UNUSED: Code = Code {
    id: "IAM0305",
    severity: Warning,
    summary: "An action acts on none of its statement's resources",
    why: "IAM never applies the statement to this action; an action without a resource level needs the resource *",
    aws: "policy elements Action and Resource",
    wrong: r#"{ "Action": ["ecr:BatchGetImage", "ecr:GetAuthorizationToken"], "Resource": "arn:aws:ecr:eu-west-1:111122223333:repository/web", … }"#,
    right: r#"[{ "Action": "ecr:BatchGetImage", "Resource": "arn:aws:ecr:eu-west-1:111122223333:repository/web", … }, { "Action": "ecr:GetAuthorizationToken", "Resource": "*", … }]"#,
    rules: &[],
};

/// Actions that could be limited are allowed on every resource.
pub static WIDE_RESOURCE: Code = Code {
    id: "IAM0306",
    severity: Warning,
    summary: "A statement allows actions on every resource that could be limited to some",
    why: "whoever takes over the task reaches every resource of the account with it",
    aws: "policy elements Resource and NotResource",
    wrong: r#"{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }"#,
    right: r#"{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }"#,
    rules: &[],
};

/// A condition operator does not exist.
pub static UNKNOWN_OPERATOR: Code = Code {
    id: "IAM0401",
    severity: Error,
    summary: "A condition operator does not exist",
    why: "IAM refuses a policy with an operator that it does not know",
    aws: "policy element Condition",
    wrong: r#""Condition": { "StringEqual": { "aws:SourceAccount": "111122223333" } }"#,
    right: r#""Condition": { "StringEquals": { "aws:SourceAccount": "111122223333" } }"#,
    rules: &[],
};

/// A condition key is misspelt.
pub static UNKNOWN_KEY: Code = Code {
    id: "IAM0402",
    severity: Error,
    summary: "A condition key does not exist, and another one was probably meant",
    why: "no request has the key, so that the condition never holds, or with a negated operator always does",
    aws: "policy element Condition",
    wrong: r#""Condition": { "StringEquals": { "aws:SourceAcount": "111122223333" } }"#,
    right: r#""Condition": { "StringEquals": { "aws:SourceAccount": "111122223333" } }"#,
    rules: &[],
};

/// A condition key is not known to this version.
pub static UNRECOGNIZED_KEY: Code = Code {
    id: "IAM0403",
    severity: Warning,
    summary: "A condition key is not known to this version",
    why: "a condition on a key that no request has never holds, or with a negated operator always does; AWS may also have added this one since",
    aws: "policy element Condition",
    wrong: r#""Condition": { "StringEquals": { "ecs:weather": "fine" } }"#,
    right: r#""Condition": { "ArnEquals": { "ecs:cluster": "arn:aws:ecs:eu-west-1:111122223333:cluster/main" } }"#,
    rules: &[],
};

/// A condition key is one that the statement's requests lack.
pub static KEY_UNUSED: Code = Code {
    id: "IAM0404",
    severity: Warning,
    summary: "A condition key is not one of the statement's actions",
    why: "requests for these actions do not have the key, so that the condition never holds, or with a negated operator always does",
    aws: "policy element Condition",
    wrong: r#"{ "Action": "s3:GetObject", "Condition": { "ArnEquals": { "ecs:cluster": "…" } }, … }"#,
    right: r#"{ "Action": "ecs:RunTask", "Condition": { "ArnEquals": { "ecs:cluster": "…" } }, … }"#,
    rules: &[],
};

/// A condition's value is not of the operator's kind.
pub static VALUE_KIND: Code = Code {
    id: "IAM0405",
    severity: Error,
    summary: "A condition's value is not of the kind that its operator compares",
    why: "Bool and Null take true or false, the Numeric operators numbers, the Date operators dates, and IpAddress addresses or CIDR blocks",
    aws: "policy element Condition",
    wrong: r#""Condition": { "Bool": { "aws:SecureTransport": "yes" } }"#,
    right: r#""Condition": { "Bool": { "aws:SecureTransport": "true" } }"#,
    rules: &[],
};

/// A wildcard stands where it is plain text.
pub static LITERAL_WILDCARD: Code = Code {
    id: "IAM0406",
    severity: Warning,
    summary: "A condition has a wildcard under an operator that takes none",
    why: "StringEquals compares * and ? as plain characters; StringLike takes them as wildcards",
    aws: "policy element Condition",
    wrong: r#""Condition": { "StringEquals": { "s3:prefix": "reports/*" } }"#,
    right: r#""Condition": { "StringLike": { "s3:prefix": "reports/*" } }"#,
    rules: &[],
};

/// A role's own policy names a principal.
pub static PRINCIPAL_IN_IDENTITY_POLICY: Code = Code {
    id: "IAM0501",
    severity: Error,
    summary: "A role's policy names a principal",
    why: "who acts is the role itself; IAM refuses Principal and NotPrincipal there",
    aws: "PutRolePolicy, member PolicyDocument",
    wrong: r#"{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", … }"#,
    right: r#"{ "Effect": "Allow", "Action": "s3:GetObject", … }"#,
    rules: &["IA-017"],
};

/// A trust policy's statement has no principal.
pub static TRUST_WITHOUT_PRINCIPAL: Code = Code {
    id: "IAM0502",
    severity: Error,
    summary: "A trust policy's statement has no principal",
    why: "a trust policy says who may take on the role; IAM refuses a statement that does not",
    aws: "CreateRole, member AssumeRolePolicyDocument",
    wrong: r#"{ "Effect": "Allow", "Action": "sts:AssumeRole" }"#,
    right: r#"{ "Effect": "Allow", "Principal": { "Service": "ecs-tasks.amazonaws.com" }, "Action": "sts:AssumeRole" }"#,
    rules: &["IA-005"],
};

/// A trust policy names a resource.
pub static TRUST_WITH_RESOURCE: Code = Code {
    id: "IAM0503",
    severity: Error,
    summary: "A trust policy names a resource",
    why: "the resource is the role that carries the policy; IAM refuses Resource and NotResource there",
    aws: "CreateRole, member AssumeRolePolicyDocument",
    wrong: r#"{ "Effect": "Allow", "Principal": …, "Action": "sts:AssumeRole", "Resource": "*" }"#,
    right: r#"{ "Effect": "Allow", "Principal": …, "Action": "sts:AssumeRole" }"#,
    rules: &["IA-005"],
};

/// A trust policy's action is not one of taking on a role.
pub static TRUST_ACTION: Code = Code {
    id: "IAM0504",
    severity: Error,
    summary: "A trust policy has an action other than those of taking on a role",
    why: "IAM takes sts:AssumeRole, AssumeRoleWithWebIdentity, AssumeRoleWithSAML, TagSession, SetSourceIdentity and SetContext there, and no other",
    aws: "CreateRole, member AssumeRolePolicyDocument",
    wrong: r#"{ "Effect": "Allow", "Principal": …, "Action": "s3:GetObject" }"#,
    right: r#"{ "Effect": "Allow", "Principal": …, "Action": "sts:AssumeRole" }"#,
    rules: &["IA-005"],
};

/// A trust policy's action is not how its principal takes on a role.
pub static TRUST_ACTION_PRINCIPAL: Code = Code {
    id: "IAM0505",
    severity: Error,
    summary: "A trust policy's principal cannot take on the role by the statement's actions",
    why: "services, accounts, users and roles use sts:AssumeRole; identity providers use sts:AssumeRoleWithWebIdentity or sts:AssumeRoleWithSAML",
    aws: "CreateRole, member AssumeRolePolicyDocument",
    wrong: r#"{ "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/…" }, "Action": "sts:AssumeRole", … }"#,
    right: r#"{ "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/…" }, "Action": "sts:AssumeRoleWithWebIdentity", … }"#,
    rules: &["IA-005"],
};

/// A service principal is misspelt.
pub static UNKNOWN_PRINCIPAL: Code = Code {
    id: "IAM0506",
    severity: Error,
    summary: "A service principal does not exist",
    why: "IAM refuses a policy with a principal that does not exist",
    aws: "policy element Principal, member Service",
    wrong: r#""Principal": { "Service": "ecs-task.amazonaws.com" }"#,
    right: r#""Principal": { "Service": "ecs-tasks.amazonaws.com" }"#,
    rules: &["IA-005", "IA-006"],
};

/// A service principal is not known to this version.
pub static UNRECOGNIZED_PRINCIPAL: Code = Code {
    id: "IAM0507",
    severity: Warning,
    summary: "A service principal is not known to this version",
    why: "IAM refuses a policy with a principal that does not exist; AWS publishes no list of them, so this one may",
    aws: "policy element Principal, member Service",
    wrong: r#""Principal": { "Service": "something.amazonaws.com" }"#,
    right: r#""Principal": { "Service": "ecs-tasks.amazonaws.com" }"#,
    rules: &["IA-005", "IA-006"],
};

/// An account, user or role is not written as a principal is.
pub static PRINCIPAL_FORM: Code = Code {
    id: "IAM0508",
    severity: Error,
    summary: "A principal is not an account, user, role, session or identity provider",
    why: "IAM takes account ids of 12 digits, ARNs of users, roles and sessions, and * alone; an ARN may have no wildcard there",
    aws: "policy element Principal, members AWS and Federated",
    wrong: r#""Principal": { "AWS": "arn:aws:iam::111122223333:role/*" }"#,
    right: r#""Principal": { "AWS": "arn:aws:iam::111122223333:role/deployer" }"#,
    rules: &["IA-005"],
};

/// Everyone may take on a role.
pub static OPEN_TRUST: Code = Code {
    id: "IAM0509",
    severity: Warning,
    summary: "Everyone with an AWS account may take on a role",
    why: "a principal * without a condition is every user of every account",
    aws: "CreateRole, member AssumeRolePolicyDocument",
    wrong: r#"{ "Effect": "Allow", "Principal": { "AWS": "*" }, "Action": "sts:AssumeRole" }"#,
    right: r#"{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "sts:AssumeRole" }"#,
    rules: &["IA-005"],
};

/// A service may take on the role for any account.
pub static CONFUSED_DEPUTY: Code = Code {
    id: "IAM0510",
    severity: Warning,
    summary: "A trust policy lets ECS take on the role without saying for which account",
    why: "a service acts for many accounts; without the condition it can be led to use the role for another (the confused deputy)",
    aws: "CreateRole, member AssumeRolePolicyDocument",
    wrong: r#"{ "Principal": { "Service": "ecs-tasks.amazonaws.com" }, "Action": "sts:AssumeRole", … }"#,
    right: r#"{ "Principal": { "Service": "ecs-tasks.amazonaws.com" }, "Action": "sts:AssumeRole", "Condition": { "StringEquals": { "aws:SourceAccount": "111122223333" } }, … }"#,
    rules: &["IA-006"],
};

/// Every code of the family.
pub static CODES: &[&Code] = &[
    &UNKNOWN_VERSION,
    &OLD_VERSION,
    &EMPTY_LIST,
    &UNKNOWN_EFFECT,
    &ELEMENT_PAIR,
    &SID_FORM,
    &DUPLICATE_SID,
    &TOO_LARGE,
    &LARGE_TRUST,
    &CHARACTERS,
    &ACTION_FORM,
    &UNKNOWN_SERVICE,
    &UNKNOWN_ACTION,
    &UNRECOGNIZED_ACTION,
    &EMPTY_WILDCARD,
    &WIDE_ACTION,
    &RESOURCE_FORM,
    &RESOURCE_ACCOUNT,
    &NOTHING_SUITS,
    &RESOURCE_UNUSED,
    &ACTION_UNUSED,
    &WIDE_RESOURCE,
    &UNKNOWN_OPERATOR,
    &UNKNOWN_KEY,
    &UNRECOGNIZED_KEY,
    &KEY_UNUSED,
    &VALUE_KIND,
    &LITERAL_WILDCARD,
    &PRINCIPAL_IN_IDENTITY_POLICY,
    &TRUST_WITHOUT_PRINCIPAL,
    &TRUST_WITH_RESOURCE,
    &TRUST_ACTION,
    &TRUST_ACTION_PRINCIPAL,
    &UNKNOWN_PRINCIPAL,
    &UNRECOGNIZED_PRINCIPAL,
    &PRINCIPAL_FORM,
    &OPEN_TRUST,
    &CONFUSED_DEPUTY,
];
