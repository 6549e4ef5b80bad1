//! Reading policy documents and writing them back.

use ecs_dsl::api::reading::read_strict;
use ecs_dsl::iam::policy::{OneOrMany, PolicyDocument, Statement};
use ecs_dsl_tests::shared::shared;
use serde_json::{Value, json};
use std::path::PathBuf;

/// Three documents have a member `Statement` and are rules of AWS WAF, not policies.
fn is_policy(document: &Value) -> bool {
    document.get("VisibilityConfig").is_none()
}

/// The real documents, by file name, where they are present.
pub(crate) fn corpus() -> Vec<(String, Value)> {
    let Some(folder) = shared("corpus/policies") else { return Vec::new() };
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let documents: Vec<(String, Value)> = files
        .into_iter()
        .map(|file| {
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            (name, serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap())
        })
        .collect();
    assert!(documents.len() > 50, "the corpus is there but nearly empty");
    documents
}

#[test]
fn real_policies_are_read_and_written_back() {
    for (name, document) in corpus().into_iter().filter(|(_, document)| is_policy(document)) {
        let policy: PolicyDocument =
            serde_json::from_value(document.clone()).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(serde_json::to_value(&policy).unwrap(), document, "{name}");
        let again: PolicyDocument = serde_json::from_str(&policy.to_json()).unwrap();
        assert_eq!(again, policy, "{name}");
        let normal = policy.normalized();
        assert_eq!(normal.normalized(), normal, "{name}");
    }
}

#[test]
fn what_is_no_policy_is_not_read_as_one() {
    for (name, document) in corpus().into_iter().filter(|(_, document)| !is_policy(document)) {
        assert!(serde_json::from_value::<PolicyDocument>(document).is_err(), "{name}");
    }
    for (document, said) in [
        (json!({ "Version": "2012-10-17" }), "missing field `Statement`"),
        (json!({ "Statement": [{ "Action": "a:B" }] }), "missing field `Effect`"),
        (json!({ "Statement": null }), "a value or a list of values"),
        (json!({ "Statement": { "Effect": "Allow", "Action": [1] } }), "expected a string"),
        (json!({ "Statement": { "Effect": "Allow", "Principal": "me" } }), "\"*\" or an object with AWS"),
        (
            json!({ "Statement": { "Effect": "Allow", "Condition": { "Bool": { "a:b": {} } } } }),
            "a string, a boolean or a number",
        ),
    ] {
        let error = serde_json::from_value::<PolicyDocument>(document.clone()).unwrap_err().to_string();
        assert!(error.contains(said), "{document}: {error}");
    }
}

#[test]
fn every_form_is_kept() {
    for document in [
        json!({ "Statement": { "Effect": "Allow", "Action": "a:B", "Resource": "*" } }),
        json!({ "Statement": [] }),
        json!({ "Version": "2012-10-17", "Id": "x", "Statement": [
            { "Sid": "", "Effect": "Deny", "NotPrincipal": { "AWS": ["1", "2"], "Federated": "f",
              "CanonicalUser": "c" }, "NotAction": ["a:B"], "NotResource": [] },
            { "Effect": "Perhaps", "Principal": "*", "Action": "*", "Condition": {
              "Bool": { "aws:SecureTransport": true }, "NumericLessThan": { "s3:max-keys": [10, "20", 1.5, -1] },
              "StringEquals": {} } },
        ] }),
    ] {
        let policy: PolicyDocument = serde_json::from_value(document.clone()).unwrap();
        assert_eq!(serde_json::to_value(&policy).unwrap(), document);
    }
}

#[test]
fn builders_write_what_one_would_write() {
    let policy = PolicyDocument::new()
        .allow(["s3:GetObject"], ["arn:aws:s3:::b/*"])
        .deny("s3:DeleteObject", "*")
        .statement(
            Statement::allow_all_except("iam:*")
                .on_all_except("arn:aws:s3:::b/*")
                .sid("Rest")
                .condition("StringEquals", "aws:SourceAccount", "111122223333")
                .condition("StringEquals", "aws:SourceAccount", ["444455556666"])
                .condition("Bool", "aws:SecureTransport", true),
        );
    let expected = json!({ "Version": "2012-10-17", "Statement": [
        { "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": ["arn:aws:s3:::b/*"] },
        { "Effect": "Deny", "Action": "s3:DeleteObject", "Resource": "*" },
        { "Sid": "Rest", "Effect": "Allow", "NotAction": "iam:*", "NotResource": "arn:aws:s3:::b/*",
          "Condition": { "Bool": { "aws:SecureTransport": true },
                         "StringEquals": { "aws:SourceAccount": ["111122223333", "444455556666"] } } },
    ] });
    assert_eq!(serde_json::to_value(&policy).unwrap(), expected);
    assert!(matches!(policy.statements, OneOrMany::Many(_)));
}

#[test]
fn size_leaves_white_space_out() {
    let policy = PolicyDocument::new().allow("s3:Get*", "*");
    let text =
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}]}"#;
    assert_eq!(policy.size(), text.len());
}

#[test]
fn what_a_policy_does_not_have_is_refused_at_its_place() {
    let text = r#"{
  "Version": "2012-10-17",
  "Statment": [],
  "Statement": [
    { "Efect": "Allow", "Effect": "Allow", "Principal": { "Servce": "ecs-tasks.amazonaws.com" }, "Action": "a:B" },
    { "Effect": "Allow", "Action": ["a:B", "a:C"], "Condition": { "Bool": { "aws:x": true } } }
  ]
}"#;
    let errors = read_strict::<PolicyDocument>(text).unwrap_err();
    let said: Vec<String> = errors.iter().map(ToString::to_string).collect();
    let expected = [
        "Statment: no such member; did you mean `Statement`?",
        "Statement[0].Efect: no such member; did you mean `Effect`?",
        "Statement[0].Principal: unknown field `Servce`, expected one of `AWS`, `Service`, `Federated`, `CanonicalUser`",
    ];
    assert_eq!(said, expected);
    let single = r#"{ "Statement": { "Effect": "Allow", "Acton": "a:B" } }"#;
    assert!(read_strict::<PolicyDocument>(single).unwrap_err()[0].to_string().contains("`Acton`"));
    assert!(serde_json::from_str::<PolicyDocument>(single).unwrap_err().to_string().contains("`Acton`"));
}
