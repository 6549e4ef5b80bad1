//! Putting back what a failed run changed: afterwards a plan of the code from before is empty, and there
//! is what there was before, but for revisions that are INACTIVE.

use std::sync::Arc;

use ecs_dsl::apply::{self, Ending, Outcome, PutBack, Setting, Silent};
use ecs_dsl::assembly::Manifest;
use ecs_dsl::aws::{Access, Aws, Call, CallGate, CallLog, EcsOperation, Stop, StopSwitch};
use ecs_dsl::live::Account;
use ecs_dsl::plan::{Known, Live, Options, Plan};
use ecs_dsl::prelude::*;
use ecs_dsl::simulator::{Fault, FaultAction, Nth, Settings, Simulator, TaskFate, TaskFault, World};
use serde_json::json;

use crate::kinds::every_kind;
use crate::rig::{
    Goal, Killer, connect, converge, go, inventory, manifest, planned, run, start, try_connect,
    world_of_others,
};
use crate::stack::{Version, program};

/// Deploys, and puts back what was changed if that fails.
async fn go_or_back(
    access: Access,
    manifest: &Manifest,
    stop: Arc<StopSwitch>,
) -> (Outcome, Option<PutBack>) {
    let gate: Arc<dyn CallGate> = stop.clone();
    let (aws, account) = try_connect(access.gate(gate)).await.expect("a world that answers");
    let (plan, live) = planned(&aws, &account, manifest, Goal::Deploy).await.expect("a world that answers");
    deploy_or_back(aws, account, manifest, plan, live, stop).await
}

async fn deploy_or_back(
    aws: Aws,
    account: Account,
    manifest: &Manifest,
    plan: Plan,
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

/// A world in which this is deployed too.
async fn deployed(world: &World, wanted: &Manifest) -> World {
    let simulator = start(world);
    assert!(go(simulator.access(), wanted, Goal::Deploy, Arc::default()).await.is_success());
    simulator.with_world(|world| world.clone())
}

/// A world in which the first version is deployed.
async fn first_deployed() -> World {
    deployed(&world_of_others(Settings::default()).await, &manifest(&program(Version::First))).await
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
        let id = service["services"][0]["deployments"][0]["id"].as_str().expect("a deployment").to_owned();
        let events = service["services"][0]["events"].to_string();
        assert!(events.contains(&format!("rolling back to deployment {id}")), "{events}");
        // What the worker's service lost with its deletion is said.
        assert!(put_back.lost.contains_key("service/shop-worker"), "{:?}", put_back.lost);
        assert!(!put_back.lost.contains_key("service/shop-site"), "{:?}", put_back.lost);
    });
}

#[test]
fn without_a_circuit_breaker_the_service_is_given_its_old_revision() {
    run(async {
        let without_breaker = |version| {
            let mut manifest = manifest(&program(version));
            for service in ["service/shop-site", "service/shop-worker"] {
                if let Some(service) = manifest.resources.get_mut(service) {
                    service.request["deploymentConfiguration"] = json!({ "strategy": "ROLLING" });
                }
            }
            manifest
        };
        let (first, second) = (without_breaker(Version::First), without_breaker(Version::Second));
        let simulator = start(&world_of_others(Settings::default()).await);
        assert!(go(simulator.access(), &first, Goal::Deploy, Arc::default()).await.is_success());
        let before = inventory(&simulator);
        simulator.add_task_fault(TaskFault::of_revision("shop-site", 2, TaskFate::exits(1)));
        let (_, put_back) = go_or_back(simulator.access(), &second, Arc::default()).await;
        let put_back = put_back.expect("it failed");
        assert!(put_back.is_success(), "{put_back:#?}");
        assert_eq!(ending(&put_back.outcome, "service/shop-site"), Some(&Ending::Done));
        is_as_in(&simulator, &first, "a service that was given its old revision").await;
        assert_eq!(inventory(&simulator), before);
    });
}

/// A site whose log group stays when it leaves the code.
fn with_retained_logs() -> App {
    let cluster = Cluster::new("shop");
    let logs = LogGroup::new("/shop/site").retain();
    let task = TaskDef::fargate("shop-site", FargateSize::new(CpuUnits::new(256), Mib::new(512)))
        .logs(Logs::cloudwatch(&logs));
    let _ = task.container("site", "site:1").user("1000");
    let network = Network::private(["subnet-0a11aa22bb33cc44d"], ["sg-0c11aa22bb33cc44d"]);
    let service = Service::fargate("shop-site", &cluster, &task, network);
    let stack = Stack::new(crate::stack::STACK, &Env::new()).region("us-east-1");
    App::new().stack(stack.add((&cluster, &logs, &task, &service)))
}

#[test]
fn of_a_first_deploy_that_fails_only_what_is_retained_is_left() {
    run(async {
        let first = manifest(&program(Version::First));
        let retaining = manifest(&with_retained_logs());
        for (wanted, kept) in [(&first, &[][..]), (&retaining, &["log-group//shop/site"][..])] {
            let simulator = start(&world_of_others(Settings::default()).await);
            let others = inventory(&simulator);
            simulator.add_task_fault(TaskFault::of_family("shop-site", TaskFate::exits(1)));
            let (_, put_back) = go_or_back(simulator.access(), wanted, Arc::default()).await;
            let put_back = put_back.expect("it failed");
            assert!(put_back.is_success(), "{put_back:#?}");
            assert!(put_back.lost.is_empty(), "{put_back:#?}");
            let left: Vec<String> =
                inventory(&simulator).into_iter().filter(|arn| !others.contains(arn)).collect();
            assert_eq!(put_back.kept, kept);
            assert_eq!(left.len(), kept.len(), "{left:?}");
            // What is kept is still the stack's own, so the mended stack goes on with it.
            simulator.with_world(|world| world.clear_task_faults());
            converge(&simulator, wanted, Goal::Deploy, "a first deploy that was put back").await;
        }
    });
}

/// Returns the numbers of the calls of an undisturbed deploy that change something.
async fn writes_of(world: &World, wanted: &Manifest) -> Vec<(u64, String)> {
    let simulator = start(world);
    assert!(go(simulator.access(), wanted, Goal::Deploy, Arc::default()).await.is_success());
    let reads = ["Describe", "List", "Get"];
    let calls = simulator.calls().into_iter().enumerate();
    let writes = calls.filter(|(_, call)| !reads.iter().any(|verb| call.operation.starts_with(verb)));
    writes.map(|(index, call)| (index as u64 + 1, call.operation)).collect()
}

fn refusal() -> FaultAction {
    FaultAction::Refuse { code: "AccessDeniedException".to_owned(), message: "not allowed".to_owned() }
}

/// Without the numbers of revisions: one that was deregistered comes back under another.
fn without_revisions(inventory: Vec<String>) -> Vec<String> {
    let family = |arn: String| match arn.split_once(":task-definition/") {
        Some((_, name)) => name.split(':').next().unwrap_or_default().to_owned(),
        None => arn,
    };
    inventory.into_iter().map(family).collect()
}

/// Deploys with each call that changes something refused in turn, and shows that all of it is put back.
#[allow(clippy::print_stderr, reason = "the counts are what the reader of a test run wants to know")]
async fn every_refusal(scenario: &str, world: &World, old: Option<&Manifest>, new: &Manifest) {
    let before = without_revisions(inventory(&start(world)));
    let writes = writes_of(world, new).await;
    assert!(writes.len() >= 12, "{writes:?}");
    let (mut failed, mut unharmed) = (0, 0);
    for (nth, operation) in &writes {
        let simulator = start(world);
        simulator.add_fault(Fault::new(refusal()).nth(Nth::Only(*nth)));
        let (_, put_back) = go_or_back(simulator.access(), new, Arc::default()).await;
        let because = format!("{scenario}: call {nth}, {operation}, was refused");
        let Some(put_back) = put_back else {
            // The mark of who deploys is such a tag, and a deploy goes on without it.
            unharmed += usize::from(["TagResource", "UntagResource"].contains(&operation.as_str()));
            continue;
        };
        failed += 1;
        assert!(put_back.is_success(), "{because}: {put_back:#?}");
        if let Some(old) = old {
            is_as_in(&simulator, old, &because).await;
        }
        assert_eq!(without_revisions(inventory(&simulator)), before, "{because}");
    }
    let harmful = writes.len() - unharmed;
    assert!(failed * 10 >= harmful * 8, "{failed} of {harmful} calls");
    eprintln!("{scenario}: {failed} calls refused in turn, each put back");
}

#[test]
fn a_deploy_or_update_that_is_refused_at_any_of_its_calls_is_put_back() {
    run(async {
        let world = world_of_others(Settings::default()).await;
        let (first, second) = (manifest(&program(Version::First)), manifest(&program(Version::Second)));
        every_refusal("deploy", &world, None, &first).await;
        every_refusal("update", &deployed(&world, &first).await, Some(&first), &second).await;
    });
}

#[test]
fn of_every_kind_what_was_made_changed_or_replaced_is_put_back() {
    run(async {
        let world = world_of_others(Settings::default()).await;
        let (first, second) = (manifest(&every_kind(Version::First)), manifest(&every_kind(Version::Second)));
        every_refusal("deploy of every kind", &world, None, &first).await;
        every_refusal("update of every kind", &deployed(&world, &first).await, Some(&first), &second).await;
    });
}

#[test]
fn a_way_back_that_fails_says_what_is_left_and_the_next_deploy_takes_it() {
    run(async {
        let world = first_deployed().await;
        let (first, second) = (manifest(&program(Version::First)), manifest(&program(Version::Second)));
        let simulator = start(&world);
        simulator.add_task_fault(TaskFault::of_revision("shop-site", 2, TaskFate::exits(1)));
        // On the way there the cluster is changed once; the second time it is refused.
        simulator.add_fault(Fault::new(refusal()).operation("DeregisterTaskDefinition"));
        simulator.add_fault(Fault::new(refusal()).operation("UpdateCluster").nth(Nth::Only(2)));
        let (_, put_back) = go_or_back(simulator.access(), &second, Arc::default()).await;
        let put_back = put_back.expect("it failed");
        assert!(!put_back.is_success(), "{put_back:#?}");
        for address in ["cluster/shop", "task-definition/shop-site (revision 2)"] {
            let Some(Ending::Failed(failure)) = ending(&put_back.outcome, address) else {
                panic!("{address}: {put_back:#?}")
            };
            assert!(failure.to_string().contains("not allowed"), "{failure}");
        }
        // The rest went back all the same: services need no settings of their cluster.
        for address in ["role/shop-site", "service/shop-site", "service/shop-worker"] {
            assert_eq!(ending(&put_back.outcome, address), Some(&Ending::Done), "{put_back:#?}");
        }
        simulator.clear_faults();
        simulator.with_world(|world| world.clear_task_faults());
        converge(&simulator, &first, Goal::Deploy, "a way back that failed").await;

        // A way back that cannot even be looked for says so.
        let simulator = start(&world);
        let (aws, account) = connect(simulator.access()).await;
        let (plan, live) = planned(&aws, &account, &second, Goal::Deploy).await.expect("a quiet world");
        simulator.add_fault(Fault::new(refusal()).operation("UpdateService"));
        simulator.add_fault(Fault::new(refusal()).operation("ListTaskDefinitions"));
        let (_, put_back) = deploy_or_back(aws, account, &second, plan, live, Arc::default()).await;
        let put_back = put_back.expect("it failed");
        assert!(!put_back.is_success());
        assert!(
            put_back.failure.as_ref().is_some_and(|one| one.what.contains("not allowed")),
            "{put_back:#?}"
        );
        simulator.clear_faults();
        converge(&simulator, &first, Goal::Deploy, "a way back that was not found").await;
    });
}

/// Turns the switch that Ctrl-C turns, at a call.
#[derive(Debug)]
struct StopsAt(u64, Arc<StopSwitch>);

impl CallGate for StopsAt {
    fn before(&self, call: &Call<'_>) -> Result<(), Stop> {
        if call.number == self.0 {
            self.1.stop();
        }
        Ok(())
    }
}

/// A world in which an update has failed, and what is known of that.
struct FailedUpdate {
    world: World,
    plan: Plan,
    live: Live,
    outcome: Outcome,
    learnt: Known,
    setting: Setting,
}

impl FailedUpdate {
    async fn new() -> Self {
        let second = manifest(&program(Version::Second));
        let simulator = start(&first_deployed().await);
        simulator.add_task_fault(TaskFault::of_revision("shop-site", 2, TaskFate::exits(1)));
        let (aws, account) = connect(simulator.access()).await;
        let (plan, live) = planned(&aws, &account, &second, Goal::Deploy).await.expect("a quiet world");
        let (stop, listener) = (Arc::default(), Arc::new(Silent));
        let plan_options = Options::default();
        let setting = Setting { aws, account, manifest: second, plan_options, stop, listener };
        let (outcome, learnt) = apply::apply(&plan, setting.clone(), apply::Options::default()).await;
        assert!(!outcome.is_success());
        simulator.with_world(|world| world.clear_task_faults());
        let world = simulator.with_world(|world| world.clone());
        Self { world, plan, live, outcome, learnt, setting }
    }

    /// Puts it back in a copy of the world, behind a gate.
    async fn put_back(
        &self,
        simulator: &Simulator,
        stop: Arc<StopSwitch>,
        gate: Arc<dyn CallGate>,
    ) -> PutBack {
        let switch: Arc<dyn CallGate> = stop.clone();
        let access = simulator.access().gate(switch).gate(gate);
        let aws = Aws::open(access).await.expect("an endpoint");
        let setting = Setting { aws, stop, ..self.setting.clone() };
        let options = apply::Options::default();
        apply::put_back(&self.plan, &self.outcome, &self.live, &self.learnt, setting, options).await
    }
}

/// Disturbs the way back at each of its calls in turn; a deploy of the code from before must then finish it.
#[allow(clippy::print_stderr, reason = "the counts are what the reader of a test run wants to know")]
async fn every_disturbance(
    what: &str,
    matters: impl Fn(&str) -> bool,
    gate: impl Fn(u64, Arc<StopSwitch>) -> Arc<dyn CallGate>,
) {
    let failed = FailedUpdate::new().await;
    let first = manifest(&program(Version::First));
    let before = without_revisions(inventory(&start(&first_deployed().await)));
    let log = Arc::new(CallLog::new());
    let undisturbed = start(&failed.world);
    assert!(failed.put_back(&undisturbed, Arc::default(), log.clone()).await.is_success());
    let calls = log.count() as u64;
    let (mut tried, mut disturbed) = (0, 0);
    for at in (1..=calls).filter(|at| matters(&log.calls()[*at as usize - 1])) {
        let simulator = start(&failed.world);
        tried += 1;
        let stop = Arc::new(StopSwitch::new());
        let put_back = failed.put_back(&simulator, Arc::clone(&stop), gate(at, stop)).await;
        if !put_back.is_success() {
            disturbed += 1;
            let failure = put_back.failure.as_ref().is_some_and(|failure| failure.stopped);
            assert!(failure || put_back.outcome.was_stopped(), "{put_back:#?}");
        }
        let because = format!("{what} call {at} of the way back");
        converge(&simulator, &first, Goal::Deploy, &because).await;
        let mut left = without_revisions(inventory(&simulator));
        left.dedup();
        assert_eq!(left, before, "{because}");
    }
    assert!(disturbed >= 5, "{disturbed} of {calls} points disturbed anything");
    eprintln!("way back of {calls} calls: {what} {tried} of them, {disturbed} disturbed it, all converged");
}

#[test]
fn ctrl_c_at_any_call_of_the_way_back_leaves_what_the_next_deploy_finishes() {
    run(every_disturbance("Ctrl-C at", |_| true, |at, stop| Arc::new(StopsAt(at, stop))));
}

#[test]
fn death_at_any_call_of_the_way_back_leaves_what_the_next_deploy_finishes() {
    run(async {
        let killer = |after_effect| move |at, _| Arc::new(Killer { at, after_effect }) as Arc<dyn CallGate>;
        every_disturbance("death before", |_| true, killer(false)).await;
        // A read has no effect after which to die.
        every_disturbance("death after the effect of", is_write, killer(true)).await;
    });
}

fn is_write(call: &str) -> bool {
    !["Describe", "List", "Get"].iter().any(|verb| call.contains(&format!(":{verb}")))
}
