//! What networks and busy services do: answers that are lost, late, old or refused.

use std::sync::Arc;
use std::time::Duration;

use ecs_dsl::assembly::Manifest;
use ecs_dsl::aws::{CallLog, StopSwitch};
use ecs_dsl::simulator::{EffectDone, Fault, FaultAction, Nth, Settings, Timings, World};

use crate::rig::{Goal, converge, go, inventory, manifest, run, start, world_of_others};
use crate::stack::{Version, program};

/// What befalls a call.
fn actions() -> Vec<(&'static str, FaultAction)> {
    let mut actions = vec![("throttled", FaultAction::Throttle)];
    for (done, when) in [(EffectDone::No, "before"), (EffectDone::Yes, "after")] {
        for status in [500, 503] {
            let name = match (status, when) {
                (500, "before") => "500 before the effect",
                (500, _) => "500 after the effect",
                (_, "before") => "503 before the effect",
                _ => "503 after the effect",
            };
            actions.push((name, FaultAction::ServerError { status, done }));
        }
        let name = if done == EffectDone::No { "cut before the effect" } else { "cut after the effect" };
        actions.push((name, FaultAction::Cut { done }));
    }
    actions
}

/// Lets each fault befall each call in turn; the run itself or the next one must come to the goal.
#[allow(clippy::print_stderr, reason = "the counts are what the reader of a test run wants to know")]
async fn every_fault(scenario: &str, world: &World, wanted: &Manifest, goal: Goal) {
    let undisturbed = start(world);
    assert!(go(undisturbed.access(), wanted, goal, Arc::default()).await.is_success());
    let expected = inventory(&undisturbed);
    let calls = undisturbed.calls().len() as u64;
    let (mut runs, mut at_once) = (0, 0);
    for (name, action) in actions() {
        for nth in 1..=calls {
            let simulator = start(world);
            simulator.add_fault(Fault::new(action.clone()).nth(Nth::Only(nth)));
            let came = go(simulator.access(), wanted, goal, Arc::default()).await;
            simulator.clear_faults();
            runs += 1;
            at_once += usize::from(came.is_success());
            let because = format!("{scenario}: call {nth} {name}");
            assert!(came.is_success(), "{because}: {came:#?}");
            converge(&simulator, wanted, goal, &because).await;
            assert_eq!(inventory(&simulator), expected, "{because}");
        }
    }
    eprintln!(
        "{scenario}: {calls} calls × {} faults = {runs} runs, {at_once} done by themselves",
        actions().len()
    );
}

#[test]
fn every_fault_at_every_call_of_a_deploy() {
    run(async {
        let world = world_of_others(Settings::default()).await;
        every_fault("deploy", &world, &manifest(&program(Version::First)), Goal::Deploy).await;
    });
}

#[test]
fn faults_that_go_on_do_not_keep_a_deploy_from_its_end() {
    run(async {
        let world = world_of_others(Settings::default()).await;
        let first = manifest(&program(Version::First));
        let undisturbed = start(&world);
        assert!(go(undisturbed.access(), &first, Goal::Deploy, Arc::default()).await.is_success());
        let expected = inventory(&undisturbed);
        for (name, action) in actions() {
            for every in [3, 5] {
                let simulator = start(&world);
                simulator.add_fault(Fault::new(action.clone()).nth(Nth::Every(every)));
                let came = go(simulator.access(), &first, Goal::Deploy, Arc::default()).await;
                simulator.clear_faults();
                assert!(came.is_success(), "every {every}th {name}: {came:#?}");
                converge(&simulator, &first, Goal::Deploy, name).await;
                assert_eq!(inventory(&simulator), expected, "every {every}th {name}");
            }
        }
    });
}

#[test]
fn slow_answers_and_old_ones_are_lived_with() {
    run(async {
        let world = world_of_others(Settings::default()).await;
        let first = manifest(&program(Version::First));
        for action in [FaultAction::Delay(Duration::from_secs(4)), FaultAction::Stale(Duration::from_secs(8))]
        {
            for wanted in [Goal::Deploy, Goal::Destroy] {
                let simulator = start(&world);
                if wanted == Goal::Destroy {
                    assert!(go(simulator.access(), &first, Goal::Deploy, Arc::default()).await.is_success());
                }
                let reads = |verb: &str| Fault::new(action.clone()).operation(format!("{verb}*"));
                ["Describe", "List", "Get"].into_iter().for_each(|verb| simulator.add_fault(reads(verb)));
                let came = go(simulator.access(), &first, wanted, Arc::default()).await;
                simulator.clear_faults();
                assert!(came.is_success(), "{action:?} {wanted:?}: {came:#?}");
                converge(&simulator, &first, wanted, "slow or old answers").await;
            }
        }
    });
}

#[test]
fn a_role_that_ecs_does_not_know_for_thirty_seconds_is_waited_for() {
    run(async {
        let timings = Timings { role_known: 30_000, iam_read: 5_000, ..Timings::default() };
        let world = world_of_others(Settings { timings, ..Settings::default() }).await;
        let simulator = start(&world);
        let first = manifest(&program(Version::First));
        let came = go(simulator.access(), &first, Goal::Deploy, Arc::default()).await;
        assert!(came.is_success(), "{came:#?}");
        converge(&simulator, &first, Goal::Deploy, "a slow IAM").await;
    });
}

/// Turns the switch that Ctrl-C turns, at a call.
#[derive(Debug)]
struct StopsAt(u64, Arc<StopSwitch>);

impl ecs_dsl::aws::CallGate for StopsAt {
    fn before(&self, call: &ecs_dsl::aws::Call<'_>) -> Result<(), ecs_dsl::aws::Stop> {
        if call.number == self.0 {
            self.1.stop();
        }
        Ok(())
    }
}

#[test]
fn ctrl_c_at_any_call_leaves_what_the_next_run_finishes() {
    run(async {
        let world = world_of_others(Settings::default()).await;
        let first = manifest(&program(Version::First));
        let undisturbed = start(&world);
        let log = Arc::new(CallLog::new());
        let came = go(undisturbed.access().gate(log.clone()), &first, Goal::Deploy, Arc::default()).await;
        assert!(came.is_success());
        let expected = inventory(&undisturbed);
        for at in 1..=log.count() as u64 {
            let simulator = start(&world);
            let stop = Arc::new(StopSwitch::new());
            let gate = Arc::new(StopsAt(at, Arc::clone(&stop)));
            let came = go(simulator.access().gate(gate), &first, Goal::Deploy, stop).await;
            if let crate::rig::Came::Out(outcome) = &came {
                assert!(outcome.is_success() || outcome.was_stopped(), "{outcome:#?}");
            }
            let because = format!("Ctrl-C at call {at}");
            converge(&simulator, &first, Goal::Deploy, &because).await;
            assert_eq!(inventory(&simulator), expected, "{because}");
        }
    });
}
