//! Putting back what a failed run changed: afterwards a plan of the code from before is empty, and there
//! is what there was before, but for revisions that are INACTIVE.

use std::sync::Arc;

use ecs_dsl::apply::{self, Ending, Outcome, PutBack, Setting, Silent};
use ecs_dsl::assembly::Manifest;
use ecs_dsl::aws::{Access, CallGate, CallLog, EcsOperation, StopSwitch};
use ecs_dsl::plan::{Action, Live, Options};
use ecs_dsl::prelude::*;
use ecs_dsl::simulator::{Fault, FaultAction, Nth, Settings, Simulator, TaskFate, TaskFault, World};
use serde_json::json;

use crate::rig::{
    Goal, Killer, connect, converge, go, inventory, manifest, planned, run, start, try_connect,
    world_of_others,
};
use crate::stack::{Version, program};

/// Deploys, and puts back what was changed if that fails.
async fn go_or_back(access: Access, manifest: &Manifest, stop: Arc<StopSwitch>) -> (Outcome, Option<PutBack>) {
    let gate: Arc<dyn CallGate> = stop.clone();
    let (aws, account) = try_connect(access.gate(gate)).await.expect("a world that answers");
    let (plan, live) = planned(&aws, &account, manifest, Goal::Deploy).await.expect("a world that answers");
    deploy_or_back(aws, account, manifest, plan, live, stop).await
}

async fn deploy_or_back(
    aws: ecs_dsl::aws::Aws,
    account: ecs_dsl::live::Account,
    manifest: &Manifest,
    plan: ecs_dsl::plan::Plan,
    live: Live,
    stop: Arc<StopSwitch>,
) -> (Outcome, Option<PutBack>) {
    let (manifest, plan_options) = (manifest.clone(), Options::default());
    let setting = Setting { aws, account, manifest, plan_options, stop, listener: Arc::new(Silent) };
    let (outcome, learnt) = apply::apply(&plan, setting.clone(), apply::Options::default()).await;
    if outcome.is_success() {
        return (outcome, None);
    }
    let options = apply::Options::default();
    let put_back = apply::put_back(&plan, &outcome, &live, &learnt, setting, options).await;
    (outcome, Some(put_back))
}

/// A world in which the first version is deployed.
async fn first_deployed() -> World {
    let simulator = start(&world_of_others(Settings::default()).await);
    let first = manifest(&program(Version::First));
    assert!(go(simulator.access(), &first, Goal::Deploy, Arc::default()).await.is_success());
    simulator.with_world(|world| world.clone())
}

/// Shows that a plan of this code is empty.
async fn is_as_in(simulator: &Simulator, manifest: &Manifest, because: &str) {
    let (aws, account) = connect(simulator.access()).await;
    let (plan, _) = planned(&aws, &account, manifest, Goal::Deploy).await.expect("a quiet world");
    assert!(plan.is_empty(), "{because}: {:#?}", plan.changes().collect::<Vec<_>>());
    let follows: Vec<_> = plan.resources.iter().filter(|one| one.deploys).collect();
    assert!(follows.is_empty(), "{because}: something is under way: {follows:#?}");
}

fn ending<'a>(outcome: &'a Outcome, address: &str) -> Option<&'a Ending> {
    outcome.resources.iter().find(|(one, ..)| one == address).map(|(.., ending)| ending)
}

#[test]
fn an_update_whose_tasks_fail_is_put_back() {
    run(async {
        let world = first_deployed().await;
        let (first, second) = (manifest(&program(Version::First)), manifest(&program(Version::Second)));
        let simulator = start(&world);
        let before = inventory(&simulator);
        simulator.add_task_fault(TaskFault::of_revision("shop-site", 2, TaskFate::exits(1)));
        let (outcome, put_back) = go_or_back(simulator.access(), &second, Arc::default()).await;
        assert!(matches!(ending(&outcome, "service/shop-site"), Some(Ending::Failed(_))), "{outcome:#?}");
        let put_back = put_back.expect("it failed");
        assert!(put_back.is_success(), "{put_back:#?}");
        is_as_in(&simulator, &first, "an update that was put back").await;
        assert_eq!(inventory(&simulator), before);

        // ECS went back to the old revision by itself, and nothing was started on top of that.
        let (aws, _) = connect(simulator.access()).await;
        let body = json!({ "cluster": "shop", "services": ["shop-site"] });
        let service = aws.ecs.call(EcsOperation::DescribeServices, &body).await.expect("it is there");
        assert_eq!(service["services"][0]["runningCount"], 2);
        let reason = service["services"][0]["deployments"][0]["rolloutStateReason"].to_string();
        assert!(reason.contains("rolling back") || reason.contains("rollback"), "{reason}");
        // What the worker's service lost with its deletion is said.
        assert!(put_back.lost.contains_key("service/shop-worker"), "{:?}", put_back.lost);
        assert!(!put_back.lost.contains_key("service/shop-site"), "{:?}", put_back.lost);
    });
}
