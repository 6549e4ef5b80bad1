//! What the rules say about documents that others wrote.

use crate::documents::corpus;
use ecs_dsl::diagnostic::{Finding, Severity};
use ecs_dsl::iam::check;
use ecs_dsl::iam::policy::PolicyDocument;

/// What is really wrong in the documents, each looked at by hand.
const MISTAKES: &[(&str, &str, &str)] = &[
    // Objects are read and written, and the resource is the bucket, without `/*`.
    ("031-aws-for-fluent-bit-readme.json", "IAM0303", "Statement[0].Resource"),
    // The action is one of ECS.
    ("039-amazon-ecs-developer-guide-iam-policies-ecs-console.json", "IAM0203", "Statement[0].Action[0]"),
    // `events:events:DescribeRule`.
    ("043-amazon-ecs-developer-guide-lifecycle-metrics.json", "IAM0201", "Statement[0].Action[0]"),
];

/// Whether a document is one of a role: its own policy, or who may take it on.
///
/// What is left are policies of other things (buckets, keys, repositories), which no rule here is for.
fn check(policy: &PolicyDocument) -> Option<Vec<Finding>> {
    let has_principal = policy.statements.iter().any(|statement| statement.principal.is_some());
    let actions = || policy.statements.iter().flat_map(|statement| statement.action.iter().flatten());
    match has_principal {
        false => Some(check::inline_policy(policy)),
        true if actions().all(|action| action.starts_with("sts:")) => Some(check::trust_policy(policy)),
        true => None,
    }
}

#[test]
fn real_policies_have_the_errors_that_they_have() {
    let mut checked = 0;
    let mut errors = Vec::new();
    for (name, document) in corpus() {
        let Some(findings) =
            serde_json::from_value::<PolicyDocument>(document).ok().and_then(|policy| check(&policy))
        else {
            continue;
        };
        checked += 1;
        errors.extend(
            findings
                .into_iter()
                .filter(|finding| finding.code.severity == Severity::Error)
                .map(|finding| (name.clone(), finding.code.id, finding.member)),
        );
    }
    if checked == 0 {
        return; // The corpus is not here, and `corpus` has said so.
    }
    let expected: Vec<(String, &str, String)> =
        MISTAKES.iter().map(|(name, code, member)| ((*name).into(), *code, (*member).into())).collect();
    assert_eq!(errors, expected);
    assert!(checked > 40, "{checked}");
}
