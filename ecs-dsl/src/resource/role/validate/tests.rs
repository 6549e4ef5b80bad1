//! One row a limit: just inside, just outside.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{check_task_definition, validate, validate_request};
use crate::api::iam::{AttachRolePolicy, CreateRole, PutRolePolicy};
use crate::check::Surroundings;
use crate::check::rows::{Beside, Row, check, found, rows};
use crate::diagnostic::Finding;
use crate::iam::policy::PolicyDocument;
use crate::resource::role::DesiredRole;

fn request_rows(rows: Vec<Row>) {
    let base = json!({ "RoleName": "web", "AssumeRolePolicyDocument": "{}" });
    let validate = |request: &CreateRole, _: &dyn Surroundings, findings: &mut Vec<Finding>| {
        validate_request(request, findings);
    };
    check(&base, &Beside::default(), validate, rows);
}

#[test]
fn members_of_the_request() {
    let (name, long_name) = ("n".repeat(64), "n".repeat(65));
    let (path, long_path) = (format!("/{}/", "p".repeat(510)), format!("/{}/", "p".repeat(511)));
    let (text, long_text) = ("t".repeat(1000), "t".repeat(1001));
    let policy = "arn:aws:iam::123456789012:policy/limits";
    let long_policy = format!("arn:aws:iam::123456789012:policy/{}", "p/".repeat(1024));
    request_rows(rows! {
        "IA-001": {} => [];
        "IA-001": { "RoleName" = name } => [];
        "IA-001": { "RoleName" = long_name } => ["IAM0601 RoleName"];
        "IA-001": { "RoleName" = "my role" } => ["IAM0601 RoleName"];
        "IA-002": { "Path" = "/" } => [];
        "IA-002": { "Path" = path } => [];
        "IA-002": { "Path" = long_path } => ["IAM0602 Path"];
        "IA-002": { "Path" = "/web" } => ["IAM0602 Path"];
        "IA-007": { "Description" = text } => [];
        "IA-007": { "Description" = long_text } => ["IAM0603 Description"];
        "IA-007": { "Description" = "für Berichte\n" } => [];
        "IA-007": { "Description" = "報告" } => ["IAM0603 Description"];
        "IA-008": { "MaxSessionDuration" = 3600 } => [];
        "IA-008": { "MaxSessionDuration" = 3599 } => ["IAM0604 MaxSessionDuration"];
        "IA-008": { "MaxSessionDuration" = 43200 } => [];
        "IA-008": { "MaxSessionDuration" = 43201 } => ["IAM0604 MaxSessionDuration"];
        "IA-009": { "PermissionsBoundary" = policy } => [];
        "IA-009": { "PermissionsBoundary" = "limits" } => ["IAM0605 PermissionsBoundary"];
        "IA-009": { "PermissionsBoundary" = long_policy } => ["IAM0605 PermissionsBoundary"];
    });
}

#[test]
fn tags() {
    let tags = |count: usize| {
        json!(
            (0..count).map(|number| json!({ "Key": format!("k{number}"), "Value": "" })).collect::<Vec<_>>()
        )
    };
    let (fifty, more) = (tags(50), tags(51));
    let one = |key: &str, value: &str| json!([{ "Key": key, "Value": value }]);
    let (key, long_key) = (one(&"k".repeat(128), ""), one(&"k".repeat(129), ""));
    let (value, long_value) = (one("k", &"v".repeat(256)), one("k", &"v".repeat(257)));
    let (empty, brackets, token) = (one("", "v"), one("k", "{}"), one("k", "${x/y.z}"));
    request_rows(rows! {
        "IA-010": { "Tags" = fifty } => [];
        "IA-010": { "Tags" = more } => ["IAM0606 Tags"];
        "IA-011": { "Tags" = key } => [];
        "IA-011": { "Tags" = long_key } => ["IAM0606 Tags[0].Key"];
        "IA-011": { "Tags" = empty } => ["IAM0606 Tags[0].Key"];
        "IA-012": { "Tags" = value } => [];
        "IA-012": { "Tags" = long_value } => ["IAM0606 Tags[0].Value"];
        "IA-012": { "Tags" = brackets } => ["IAM0606 Tags[0].Value"];
        "IA-012": { "Tags" = token } => [];
        "IA-013": { "Tags" = [{ "Key": "team", "Value": "a" }, { "Key": "Team", "Value": "b" }] }
            => ["IAM0607 Tags[1].Key"];
    });
}

fn policy(actions: Value) -> PolicyDocument {
    serde_json::from_value(json!({
        "Version": "2012-10-17",
        "Statement": [{ "Effect": "Allow", "Action": actions, "Resource": "arn:aws:s3:::reports/*" }],
    }))
    .unwrap()
}

fn role(policies: Vec<(&str, PolicyDocument)>, attached: &[String]) -> DesiredRole {
    let trust: PolicyDocument = serde_json::from_value(json!({
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": "Allow",
            "Principal": { "Service": "ecs-tasks.amazonaws.com" },
            "Action": "sts:AssumeRole",
            "Condition": { "StringEquals": { "aws:SourceAccount": "123456789012" } },
        }],
    }))
    .unwrap();
    let (requests, documents) = policies
        .into_iter()
        .map(|(name, document)| {
            let request = PutRolePolicy {
                role_name: "web".to_owned(),
                policy_name: name.to_owned(),
                policy_document: document.to_json(),
            };
            (request, document)
        })
        .unzip();
    DesiredRole {
        create: CreateRole {
            role_name: "web".to_owned(),
            assume_role_policy_document: trust.to_json(),
            ..CreateRole::default()
        },
        policies: requests,
        attachments: attached
            .iter()
            .map(|arn| AttachRolePolicy { role_name: "web".to_owned(), policy_arn: arn.clone() })
            .collect(),
        documents,
        trust,
        notes: Vec::new(),
        managed: BTreeMap::new(),
    }
}

fn faults(role: &DesiredRole) -> Vec<String> {
    let mut findings = Vec::new();
    validate(role, &Beside::default(), &mut findings);
    found(&findings)
}

#[test]
fn policies_have_the_path_of_their_statement() {
    let read = || policy(json!(["s3:GetObject"]));
    let none: [&str; 0] = [];
    assert_eq!(faults(&role(vec![("read", read())], &[])), none);
    let typo = policy(json!(["s3:GetObject", "s3:GetObjct"]));
    assert_eq!(
        faults(&role(vec![("other", read()), ("read", typo)], &[])),
        ["IAM0203 policies.read.Statement[0].Action[1]"]
    );
    // IA-014
    assert_eq!(faults(&role(vec![("read reports", read())], &[])), ["IAM0608 policies.read reports"]);
    // IA-015: two policies that are too large only together
    let wide = |sid: usize| {
        let resources: Vec<String> =
            (0..200).map(|number| format!("arn:aws:s3:::reports-{sid}-{number}/*")).collect();
        let mut document = policy(json!("s3:GetObject"));
        document.statements = serde_json::from_value(json!([
            { "Effect": "Allow", "Action": "s3:GetObject", "Resource": resources }
        ]))
        .unwrap();
        document
    };
    assert_eq!(faults(&role(vec![("a", wide(1))], &[])), none);
    assert_eq!(faults(&role(vec![("a", wide(1)), ("b", wide(2))], &[])), ["IAM0108 policies"]);
    // IA-004, IA-005 and the rest of trust policies have their rows beside the policy rules.
    let mut open = role(vec![], &[]);
    open.trust.statements = serde_json::from_value(json!([
        { "Effect": "Allow", "Principal": { "AWS": "*" }, "Action": "sts:AssumeRole" }
    ]))
    .unwrap();
    assert_eq!(faults(&open), ["IAM0509 AssumeRolePolicyDocument.Statement[0].Principal.AWS"]);
}

#[test]
fn attached_policies() {
    // IA-019, IA-020
    let arns = |count: usize| -> Vec<String> {
        (0..count).map(|number| format!("arn:aws:iam::aws:policy/P{number}")).collect()
    };
    let none: [&str; 0] = [];
    assert_eq!(faults(&role(vec![], &arns(10))), none);
    assert_eq!(faults(&role(vec![], &arns(11))), ["IAM0609 managedPolicies"]);
    assert_eq!(faults(&role(vec![], &["ReadOnlyAccess".to_owned()])), ["IAM0605 managedPolicies[0]"]);
    let policy = |name: &str| faults(&role(vec![], &[format!("arn:aws:iam::aws:policy/{name}")]));
    assert_eq!(policy("AdministratorAccess"), ["IAM0611 managedPolicies[0]"]);
    assert_eq!(policy("AmazonS3ReadOnlyAccess"), none);
}

#[test]
fn task_definitions_pass_roles_that_trust_tasks() {
    let arn = "arn:aws:iam::123456789012:role/app";
    let base = json!({ "family": "web", "containerDefinitions": [], "taskRoleArn": arn });
    let trusting = |principal: &str| Beside::default().role(arn, principal, json!([]));
    check(&base, &trusting("ecs-tasks.amazonaws.com"), check_task_definition, rows! { "IA-006": {} => []; });
    check(
        &base,
        &trusting("ecs.amazonaws.com"),
        check_task_definition,
        rows! {
            "TD-057": {} => ["IAM0610 taskRoleArn"];
            "TD-058": { "taskRoleArn" = null, "executionRoleArn" = arn } => ["IAM0610 executionRoleArn"];
            "TD-057": { "taskRoleArn" = "arn:aws:iam::123456789012:role/other" } => [];
        },
    );
}
