//! Documents that others wrote: none of the valid ones may be called wrong.

use std::fs;

use ecs_dsl::check::Settings;
use ecs_dsl::check::files::{Source, files};
use ecs_dsl::diagnostic::{Severity, Style, render};
use ecs_dsl_tests::shared::shared;

/// What is wrong with documents of the corpus all the same, each looked at by hand.
const TRUE_ERRORS: &[(&str, &str)] = &[
    // The health check's command lacks its CMD.
    ("task-definitions/002-aws-otel-collector-ecs-fargate-sidecar.json", "ECS0401"),
    // A template whose braces are to be filled in: nothing can be made of it before.
    ("task-definitions/049-aws-for-fluent-bit-task-def-template.json", "ECS0101"),
    ("task-definitions/049-aws-for-fluent-bit-task-def-template.json", "ECS0120"),
    ("task-definitions/049-aws-for-fluent-bit-task-def-template.json", "ECS0202"),
    // `arn:arn-1234` is no ARN, and the volume has another name than the mount points say.
    ("task-definitions/084-amazon-ecs-developer-guide-tutorial-wfsx-volumes.json", "ECS0212"),
    ("task-definitions/084-amazon-ecs-developer-guide-tutorial-wfsx-volumes.json", "ECS0511"),
    // Rules of AWS WAF, which have a member `Statement` and are no policies.
    ("policies/027-aws-cli-check-capacity.json", "FIL0103"),
    ("policies/028-aws-cli-get-rule-group.json", "FIL0103"),
    ("policies/029-aws-cli-get-web-acl-for-resource.json", "FIL0103"),
    // Actions on objects, and the bucket's ARN alone: IAM would never apply the statement.
    ("policies/031-aws-for-fluent-bit-readme.json", "IAM0303"),
    // `ec2:DeleteCluster` is an action of ecs.
    ("policies/039-amazon-ecs-developer-guide-iam-policies-ecs-console.json", "IAM0203"),
    // `events:events:DescribeRule` has the service twice.
    ("policies/043-amazon-ecs-developer-guide-lifecycle-metrics.json", "IAM0201"),
];

#[test]
fn what_others_wrote_gives_no_false_error() {
    let mut wrong = String::new();
    let mut count = 0;
    for folder in ["task-definitions", "services", "describe-outputs", "policies"] {
        let Some(path) = shared(&format!("corpus/{folder}")) else { return };
        for entry in fs::read_dir(path).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                continue;
            }
            count += 1;
            let name = format!("{folder}/{}", path.file_name().and_then(|it| it.to_str()).expect("UTF-8"));
            let source = Source::new(name.as_str(), fs::read(&path).expect("the file can be read"));
            let mut found = files(&[source], &Settings::default()).diagnostics;
            found.retain(|it| {
                it.severity == Severity::Error && !TRUE_ERRORS.contains(&(name.as_str(), it.code.id))
            });
            wrong.push_str(&render(&found, Style::Plain));
        }
    }
    assert!(count > 100, "the corpus is there but nearly empty");
    assert_eq!(wrong, "");
}

#[test]
fn what_is_invalid_is_called_so() {
    let mut taken = Vec::new();
    for folder in ["task-definitions/invalid", "services/invalid"] {
        let Some(path) = shared(&format!("corpus/{folder}")) else { return };
        for entry in fs::read_dir(path).expect("a folder") {
            let path = entry.expect("an entry").path();
            let source = Source::new("document", fs::read(&path).expect("the file can be read"));
            let found = files(&[source], &Settings::default()).diagnostics;
            // These two only have `null` where they mean nothing, which the wire takes for absence.
            let has_null = ["044-", "081-"]
                .iter()
                .any(|it| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(it)));
            if found.iter().all(|it| it.severity != Severity::Error) && !has_null {
                taken.push(path);
            }
        }
    }
    assert!(taken.is_empty(), "{taken:?}");
}
