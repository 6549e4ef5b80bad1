//! Log groups through everything that can be changed of them, and what cannot.

use ecs_dsl::plan::Action;
use ecs_dsl::prelude::*;
use ecs_dsl::resource::log_group::LogGroupClass;

use crate::rig::{Goal, Rig, manifest, run};

const KEY: &str = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const OTHER_KEY: &str = "arn:aws:kms:us-east-1:123456789012:key/aaaaaaaa-12ab-34cd-56ef-1234567890ab";

fn stack(change: fn(LogGroup) -> LogGroup) -> App {
    let group = change(LogGroup::new("/shop/web"));
    App::new().stack(Stack::new("shop", &Env::new()).region("us-east-1").add(&group))
}

type Row = (&'static str, fn(LogGroup) -> LogGroup, &'static [&'static str]);

/// One version of the code after the other, and the calls that lead from each to the next.
const VERSIONS: &[Row] = &[
    (
        "made",
        |group| group.retention(Retention::ONE_WEEK).tag("team", "a"),
        &["CreateLogGroup", "PutRetentionPolicy"],
    ),
    ("kept longer", |group| group.retention(Retention::ONE_MONTH).tag("team", "a"), &["PutRetentionPolicy"]),
    ("kept for ever", |group| group.tag("team", "a"), &["DeleteRetentionPolicy"]),
    ("encrypted", |group| group.tag("team", "a").kms_key(KEY), &["AssociateKmsKey"]),
    ("another key", |group| group.tag("team", "a").kms_key(OTHER_KEY), &["AssociateKmsKey"]),
    (
        "no key, other tags",
        |group| group.tag("stage", "dev"),
        &["DisassociateKmsKey", "TagResource", "UntagResource"],
    ),
    (
        "protected",
        |group| group.tag("stage", "dev").deletion_protection(),
        &["PutLogGroupDeletionProtection"],
    ),
    ("unprotected", |group| group.tag("stage", "dev"), &["PutLogGroupDeletionProtection"]),
    ("retained", |group| group.tag("stage", "dev").retain(), &["TagResource"]),
    ("not retained", |group| group.tag("stage", "dev"), &["UntagResource"]),
    (
        "another class, which is another group",
        |group| group.tag("stage", "dev").class(LogGroupClass::InfrequentAccess),
        &["DeleteLogGroup", "CreateLogGroup"],
    ),
    ("made anew protected", |group| group.deletion_protection(), &["DeleteLogGroup", "CreateLogGroup"]),
];

#[test]
fn each_change_is_planned_made_and_then_no_difference() {
    run(async {
        let rig = Rig::start().await;
        for (what, change, calls) in VERSIONS {
            let wanted = manifest(&stack(*change));
            let plan = rig.plan(&wanted, Goal::Deploy).await;
            let group = plan.resource("log-group//shop/web").expect("it is in the plan");
            let named: Vec<&str> = group.calls.iter().map(|call| call.operation.as_str()).collect();
            assert_eq!(&named, calls, "{what}: {group:#?}");
            rig.converge(&wanted, Goal::Deploy, what).await;
        }
    });
}

#[test]
fn a_protected_group_blocks_what_would_delete_it() {
    run(async {
        let rig = Rig::start().await;
        let protected = manifest(&stack(|group| group.deletion_protection()));
        rig.converge(&protected, Goal::Deploy, "the creation").await;
        let other =
            manifest(&stack(|group| group.deletion_protection().class(LogGroupClass::InfrequentAccess)));
        for (goal, wanted, action) in
            [(Goal::Deploy, &other, Action::Replace), (Goal::Destroy, &protected, Action::Delete)]
        {
            let plan = rig.plan(wanted, goal).await;
            let group = plan.resource("log-group//shop/web").expect("it is in the plan");
            assert_eq!(group.action, action);
            assert!(group.calls.is_empty(), "{group:#?}");
            let why = group.blocked.as_deref().unwrap_or_default();
            assert!(why.contains("deletion protection is on"), "{group:#?}");
            let outcome = rig.go(wanted, goal).await;
            assert!(!outcome.is_success());
        }
        let open = manifest(&stack(|group| group));
        rig.converge(&open, Goal::Deploy, "the end of the protection").await;
        rig.converge(&open, Goal::Destroy, "the end of the protection").await;
    });
}
