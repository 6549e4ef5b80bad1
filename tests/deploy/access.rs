//! What docs/access.md says that the deploying identity needs, beside the calls that are made.

use std::collections::BTreeSet;
use std::fs;
use std::sync::Arc;

use ecs_dsl::check::Settings as Checks;
use ecs_dsl::check::files::{Source, files};
use ecs_dsl::diagnostic::Severity;
use ecs_dsl::simulator::{Settings, Simulator};
use ecs_dsl_tests::workspace;
use serde_json::Value;

use crate::kinds::every_kind;
use crate::rig::{Goal, connect, go, manifest, planned, run};
use crate::stack::Version;

/// Returns the policies of the page: the one to look, then the one to change.
fn policies() -> [String; 2] {
    let page = fs::read_to_string(workspace::root().join("docs/access.md")).expect("the page");
    let blocks = page.split("```json\n").skip(1);
    let blocks: Vec<String> =
        blocks.map(|rest| rest.split("```").next().unwrap_or_default().to_owned()).collect();
    blocks.try_into().expect("two policies")
}

fn actions(policy: &str) -> Vec<String> {
    let policy: Value = serde_json::from_str(policy).expect("JSON");
    let statements = policy["Statement"].as_array().expect("a list");
    let actions = statements.iter().flat_map(|one| one["Action"].as_array().expect("a list"));
    actions.map(|action| action.as_str().expect("a text").to_owned()).collect()
}

fn allows(actions: &[String], wanted: &str) -> bool {
    actions.iter().any(|action| match action.strip_suffix('*') {
        Some(start) => wanted.starts_with(start),
        None => action == wanted,
    })
}

/// Returns what was called since the last time, but for the one call that needs no permission.
fn called(simulator: &Simulator) -> BTreeSet<String> {
    let calls = simulator.calls();
    simulator.forget_calls();
    let names = calls.iter().map(|call| format!("{}:{}", call.service, call.operation));
    names.filter(|name| name != "sts:GetCallerIdentity").collect()
}

#[test]
fn the_policies_have_no_fault() {
    for policy in policies() {
        let checked = files(&[Source::new("policy.json", policy)], &Checks::default());
        // That looking takes every resource is what a warning says, and the page too.
        let mut errors = checked.diagnostics.iter().filter(|one| one.severity == Severity::Error);
        assert!(errors.next().is_none(), "{:#?}", checked.diagnostics);
    }
}

#[test]
fn looking_and_deploying_call_nothing_else() {
    let [look, change] = policies().map(|policy| actions(&policy));
    let all: Vec<String> = look.iter().chain(&change).cloned().collect();
    run(async {
        let simulator = Simulator::start(Settings::default()).expect("a free port");
        let mut seen = BTreeSet::new();
        for (version, goal) in [
            (Version::First, Goal::Deploy),
            (Version::Second, Goal::Deploy),
            (Version::First, Goal::Deploy),
            (Version::First, Goal::Destroy),
        ] {
            let wanted = manifest(&every_kind(version));
            let came = go(simulator.access(), &wanted, goal, Arc::default()).await;
            assert!(came.is_success(), "{came:#?}");
            seen.extend(called(&simulator));
            let (aws, account) = connect(simulator.access()).await;
            planned(&aws, &account, &wanted, goal).await.expect("a quiet world");
            for name in called(&simulator) {
                assert!(allows(&look, &name), "to look takes {name}, which docs/access.md lacks");
            }
        }
        assert!(seen.len() > 30, "{seen:?}");
        for name in &seen {
            assert!(allows(&all, name), "a deploy takes {name}, which docs/access.md lacks");
        }
        // What AWS asks for beside the calls: tags that come with a creation, roles that are handed over.
        for name in
            ["ecs:TagResource", "iam:TagRole", "iam:TagInstanceProfile", "logs:TagResource", "iam:PassRole"]
        {
            assert!(allows(&change, name), "{name}");
        }
    });
}
