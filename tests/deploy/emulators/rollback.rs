//! Ways back on the emulators: a failed deploy is put back, a service goes back to its older revision.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use ecs_dsl::apply::{self, Ending, Outcome, PutBack, Setting, Silent};
use ecs_dsl::assembly::Manifest;
use ecs_dsl::aws::{Call, CallError, CallGate, EcsOperation, Stop};
use ecs_dsl::operate::rollback::Prepared;
use ecs_dsl::plan::{Action, Options, Plan};
use ecs_dsl_tests::emulator::{Emulator, Kind};
use serde_json::json;

use super::{NEWEST, access, assert_only_gaps, deploy, has_gap, plan_of, rolls_out, started, versions};
use crate::rig;
use crate::stage::{Goal, run};

/// Lets the calls of one operation fail, before they are made or after their effect.
#[derive(Debug)]
struct Fails {
    operation: &'static str,
    after_effect: bool,
}

impl CallGate for Fails {
    fn before(&self, call: &Call<'_>) -> Result<(), Stop> {
        if call.operation == self.operation && !self.after_effect { Err(Stop) } else { Ok(()) }
    }

    fn after(&self, call: &Call<'_>, _: Result<(), &CallError>, _: Duration) -> Result<(), Stop> {
        if call.operation == self.operation { Err(Stop) } else { Ok(()) }
    }
}

async fn setting(emulator: &Emulator, manifest: &Manifest) -> Setting {
    let (aws, account) = rig::connect(access(emulator)).await;
    let (manifest, stop, listener) = (manifest.clone(), Arc::default(), Arc::new(Silent));
    Setting { aws, account, manifest, plan_options: Options::default(), stop, listener }
}

/// Where deployments never end they are not waited for, nor is a way back.
fn patience(kind: Kind) -> apply::Options {
    let timeout = (!rolls_out(kind)).then_some(Duration::from_secs(1));
    apply::Options { wait: rolls_out(kind), timeout, ..apply::Options::default() }
}

/// Deploys as far as the failure lets it, and puts back what that changed.
async fn fail_and_put_back(emulator: &Emulator, wanted: &Manifest, fails: Fails) -> (Outcome, PutBack) {
    let kind = emulator.kind();
    let (aws, account) = rig::connect(access(emulator).gate(Arc::new(fails))).await;
    let (plan, live) = rig::planned(&aws, &account, wanted, Goal::Deploy).await.expect("it answers");
    let failing = Setting { aws, ..setting(emulator, wanted).await };
    let (outcome, learnt) = apply::apply(&plan, failing, patience(kind)).await;
    assert!(!outcome.is_success(), "{}: {outcome:#?}", kind.name());
    let setting = setting(emulator, wanted).await;
    let put_back = apply::put_back(&plan, &outcome, &live, &learnt, setting, patience(kind)).await;
    (outcome, put_back)
}

/// Shows that everything is back, but for what a gap of the emulator keeps from its end.
fn assert_is_back(kind: Kind, put_back: &PutBack, when: &str) {
    assert!(put_back.failure.is_none(), "{} {when}: {put_back:#?}", kind.name());
    for (address, _, ending) in &put_back.outcome.resources {
        let unended = |what: &str| !rolls_out(kind) && what.contains("is not done after");
        let is_back = match ending {
            Ending::Done => true,
            Ending::Failed(failure) => address.starts_with("service/") && unended(&failure.what),
            // It waits for a service that has not come to its end.
            Ending::Skipped { because } => because.starts_with("service/") && !rolls_out(kind),
            Ending::NotBegun => false,
        };
        assert!(is_back, "{} {when}: {address} {put_back:#?}", kind.name());
    }
}

/// Shows that nothing differs but for the gaps: what is put back of a task definition is that its new revision
/// goes, after which a family may look as if it had none.
fn assert_is_as_before(kind: Kind, plan: &Plan, when: &str) {
    let mut plan = plan.clone();
    if has_gap(kind, NEWEST) {
        plan.resources.retain(|one| {
            (one.address.as_str(), one.action) != ("task-definition/shop-site", Action::Create)
        });
        for one in plan.resources.iter_mut().filter(|one| one.address == "service/shop-site") {
            one.members.retain(|change| change.member != "taskDefinition");
            if one.members.is_empty() {
                one.action = Action::Unchanged;
            }
        }
    }
    assert_only_gaps(kind, &plan, when, &mut BTreeSet::new());
}

/// Returns the name and number of the revision that the site's service is on.
async fn revision(emulator: &Emulator) -> String {
    let (aws, _) = rig::connect(access(emulator)).await;
    let body = json!({ "cluster": "shop", "services": ["shop-site"] });
    let answer = aws.ecs.call(EcsOperation::DescribeServices, &body).await.expect("it answers");
    let arn = answer["services"][0]["taskDefinition"].as_str().expect("a revision");
    arn.rsplit('/').next().unwrap_or_default().to_owned()
}

fn against(kind: Kind) {
    let Some(emulator) = started(kind) else { return };
    run(async {
        let [first, second] = versions(&emulator);
        let came = deploy(&emulator, &first, Goal::Deploy).await;
        assert!(came.is_success(), "{}: {came:#?}", kind.name());
        for after_effect in [false, true] {
            let before = revision(&emulator).await;
            let when = format!("after UpdateService failed, its effect done: {after_effect}");
            let fails = Fails { operation: "UpdateService", after_effect };
            let (outcome, put_back) = fail_and_put_back(&emulator, &second.manifests()[0], fails).await;
            let begun = outcome.resources.iter().filter(|(.., ending)| *ending == Ending::Done);
            assert!(begun.count() >= 3, "there is something to put back: {outcome:#?}");
            assert_is_back(kind, &put_back, &when);
            assert_eq!(revision(&emulator).await, before, "{} {when}", kind.name());
            // What was to wait for a service that never comes to its end is left.
            if rolls_out(kind) {
                assert_is_as_before(kind, &plan_of(&emulator, &first, Goal::Deploy).await, &when);
            }
            let came = deploy(&emulator, &first, Goal::Deploy).await;
            assert!(came.is_success(), "{} {when}: {came:#?}", kind.name());
            let plan = plan_of(&emulator, &first, Goal::Deploy).await;
            assert_only_gaps(kind, &plan, &when, &mut BTreeSet::new());
        }

        // A service alone goes back too, to the revision that it is told.
        let before = revision(&emulator).await;
        let came = deploy(&emulator, &second, Goal::Deploy).await;
        assert!(came.is_success(), "{}: {came:#?}", kind.name());
        assert_ne!(revision(&emulator).await, before);
        let setting = setting(&emulator, &second.manifests()[0]).await;
        let back = Prepared::new(setting, patience(kind), "service/shop-site", Some(&before)).await;
        let back = back.expect("it answers").expect("it is on another revision");
        back.apply().await.unwrap_or_else(|failure| panic!("{}: {failure}", kind.name()));
        assert_eq!(revision(&emulator).await, before);
        let plan = plan_of(&emulator, &second, Goal::Deploy).await;
        let service = plan.resource("service/shop-site").expect("it is wanted");
        let members: Vec<&str> = service.members.iter().map(|change| change.member.as_str()).collect();
        assert!(members.contains(&"taskDefinition"), "the code still wants the newer one: {members:?}");
    });
}

#[test]
fn moto_lets_what_failed_be_put_back() {
    against(Kind::Moto);
}

#[test]
fn ministack_lets_what_failed_be_put_back() {
    against(Kind::Ministack);
}
