//! Documents that others wrote.

use std::path::Path;

use serde_json::Value;

use crate::diagnostic::Severity;

/// What is really wrong in the documents, each looked at by hand.
const MISTAKES: &[(&str, &str, &str)] = &[
    // The command lacks its CMD, so Docker runs no check.
    (
        "002-aws-otel-collector-ecs-fargate-sidecar.json",
        "ECS0401",
        "containerDefinitions[0].healthCheck.command",
    ),
    // A template whose braces are to be filled in: nothing can be made of it before.
    ("049-aws-for-fluent-bit-task-def-template.json", "ECS0101", "family"),
    ("049-aws-for-fluent-bit-task-def-template.json", "ECS0120", "executionRoleArn"),
    ("049-aws-for-fluent-bit-task-def-template.json", "ECS0120", "taskRoleArn"),
    ("049-aws-for-fluent-bit-task-def-template.json", "ECS0202", "containerDefinitions[0].image"),
    ("049-aws-for-fluent-bit-task-def-template.json", "ECS0202", "containerDefinitions[1].image"),
    // `arn:arn-1234` is no ARN, and the volume is named fsx-windows-vol.
    (
        "084-amazon-ecs-developer-guide-tutorial-wfsx-volumes.json",
        "ECS0212",
        "volumes[0].fsxWindowsFileServerVolumeConfiguration.authorizationConfig.credentialsParameter",
    ),
    (
        "084-amazon-ecs-developer-guide-tutorial-wfsx-volumes.json",
        "ECS0511",
        "containerDefinitions[0].mountPoints[0].sourceVolume",
    ),
    (
        "084-amazon-ecs-developer-guide-tutorial-wfsx-volumes.json",
        "ECS0511",
        "containerDefinitions[1].mountPoints[0].sourceVolume",
    ),
];

/// The documents of a folder of the corpus beside the workspace, by name.
#[allow(clippy::print_stderr, reason = "a test that was skipped should say so")]
fn documents(folder: &str) -> Vec<(String, Value)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus").join(folder);
    let Ok(entries) = std::fs::read_dir(&path) else {
        eprintln!("skipped: ../shared/corpus/{folder} is not beside the workspace");
        return Vec::new();
    };
    let mut documents: Vec<(String, Value)> = entries
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let text = std::fs::read_to_string(&path).ok()?;
            let document: Value = serde_json::from_str(&text).ok()?;
            Some((path.file_name()?.to_str()?.to_owned(), document))
        })
        .collect();
    documents.sort_by(|(a, _), (b, _)| a.cmp(b));
    documents
}

/// The task definitions among the documents: as they are, or in an answer.
fn task_definitions() -> Vec<(String, Value)> {
    let inputs = documents("task-definitions").into_iter();
    let outputs = documents("describe-outputs").into_iter();
    inputs
        .chain(outputs)
        .filter_map(|(name, document)| {
            let inner = document.get("taskDefinition").filter(|inner| inner.is_object());
            let task = inner.unwrap_or(&document);
            task.get("containerDefinitions").is_some().then(|| (name, task.clone()))
        })
        .collect()
}

#[test]
fn real_task_definitions_have_the_errors_that_they_have() {
    let documents = task_definitions();
    if documents.is_empty() {
        return; // The corpus is not here, and `documents` has said so.
    }
    let mut errors = Vec::new();
    for (name, document) in &documents {
        for finding in super::check(document) {
            if finding.code.severity == Severity::Error {
                errors.push((name.as_str(), finding.code.id, finding.member));
            }
        }
    }
    errors.sort();
    let mut expected: Vec<(&str, &str, String)> =
        MISTAKES.iter().map(|(name, code, member)| (*name, *code, (*member).to_owned())).collect();
    expected.sort();
    assert_eq!(errors, expected);
    assert!(documents.len() > 75, "{}", documents.len());
}
