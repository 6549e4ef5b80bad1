//! Two deploys of one stack at the same time, the one stalled at any of its calls while the other goes on.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use ecs_dsl::aws::{Call, CallGate, Stop};
use ecs_dsl::rehearsal::{Attempt, Program};
use ecs_dsl::simulator::{Fault, FaultAction, Nth, Simulator};
use tokio::sync::Notify;

use super::{Counter, Point, Scenario, table};
use crate::stack::{Version, program};
use crate::stage::{Came, Goal, attempt, converge, go_as, inventory, ready, run};

/// Says when a run has come to a call.
#[derive(Debug)]
struct Herald {
    point: Point,
    counter: Counter,
    arrived: Arc<Notify>,
}

impl CallGate for Herald {
    fn before(&self, call: &Call<'_>) -> Result<(), Stop> {
        if self.counter.is_at(&self.point, call) {
            self.arrived.notify_one();
        }
        Ok(())
    }
}

/// Lets alice deploy, and bob while alice's call at the point is held up for an hour.
async fn both(
    simulator: &Simulator,
    point: &Point,
    (alices, bobs): (&Program, &Program),
    bob: impl FnOnce(Attempt) -> Attempt,
) -> (Came, Came) {
    let arrived = Arc::new(Notify::new());
    let fault = Fault::new(FaultAction::Delay(Duration::from_secs(3600))).user("alice");
    simulator.add_fault(fault.operation(&point.operation).nth(Nth::Only(point.nth)));
    let herald = Herald { point: point.clone(), counter: Counter::default(), arrived: Arc::clone(&arrived) };
    let alice = attempt(simulator).user("alice").gate(Arc::new(herald));
    let bob = bob(attempt(simulator).user("bob"));
    tokio::join!(go_as(alice, alices, Goal::Deploy), async {
        arrived.notified().await;
        go_as(bob, bobs, Goal::Deploy).await
    })
}

/// Shows that a run was told who has the stack, and since when.
fn assert_told(came: &Came, who: &str, because: &str) {
    let rival = came.ran().rival().unwrap_or_else(|| panic!("{because}: nobody was told of: {came:#?}"));
    assert_eq!(rival.who, format!("arn:aws:iam::123456789012:user/{who}"), "{because}");
    assert!(rival.since.starts_with("2025-01-01T0") && rival.since.ends_with('Z'), "{because}: {rival}");
}

/// Shows that the stack comes to what alice wants, that nothing is doubled and that others kept theirs.
async fn assert_nothing_is_corrupted(simulator: &Simulator, scenario: &Scenario, because: &str) {
    converge(simulator, &scenario.program, Goal::Deploy, because).await;
    // Each of the two registered revisions, all of which stay.
    let families = |arns: Vec<String>| {
        let mut names: Vec<String> = arns
            .into_iter()
            .map(|arn| match arn.rsplit_once(':') {
                Some((family, _)) if arn.contains(":task-definition/") => family.to_owned(),
                _ => arn,
            })
            .collect();
        names.dedup();
        names
    };
    assert_eq!(families(inventory(simulator)), families(scenario.left.clone()), "{because}");
}

/// While alice updates the stack, bob deploys what it was before.
fn at_any_call_of_an_update(what: &'static str, takes_over: bool) {
    let scenario = Scenario::update();
    let old = ready(&program(Version::First));
    let (kept_out, lost) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let tried = scenario.each_point(&scenario.points, |point, simulator| {
        let because = format!("{what}: {point:?}");
        run(async {
            let programs = (&scenario.program, &old);
            let as_bob = |bob: Attempt| if takes_over { bob.take_over() } else { bob };
            let (alice, bob) = both(&simulator, point, programs, as_bob).await;
            if bob.ran().rival().is_some() {
                assert!(!takes_over, "{because}: {bob:#?}");
                assert_told(&bob, "alice", &because);
                assert!(alice.is_success(), "{because}: {alice:#?}");
                kept_out.fetch_add(1, Ordering::SeqCst);
            } else {
                assert!(bob.is_success(), "{because}: {bob:#?}");
            }
            if alice.ran().rival().is_some() {
                assert_told(&alice, "bob", &because);
                lost.fetch_add(1, Ordering::SeqCst);
            }
            assert_nothing_is_corrupted(&simulator, &scenario, &because).await;
        });
    });
    let (kept_out, lost) = (kept_out.into_inner(), lost.into_inner());
    assert!(if takes_over { lost > 5 } else { kept_out > 5 }, "{what}: {kept_out} kept out, {lost} lost");
    table::tried(what, scenario.name, tried);
}

#[test]
fn who_comes_second_is_kept_out() {
    at_any_call_of_an_update(table::KEPT_OUT, false);
}

#[test]
fn whom_the_stack_was_taken_from_is_told() {
    at_any_call_of_an_update(table::TAKEN_OVER, true);
}

/// Where nothing is there yet that could carry a mark, the two meet at the first thing that can.
#[test]
fn two_first_deploys_come_to_one_stack() {
    let scenario = Scenario::deploy();
    let tried = scenario.each_point(&scenario.points, |point, simulator| {
        let because = format!("two first deploys: {point:?}");
        run(async {
            let programs = (&scenario.program, &scenario.program);
            let (alice, bob) = both(&simulator, point, programs, |bob| bob).await;
            for (came, other) in [(&alice, "bob"), (&bob, "alice")] {
                if came.ran().rival().is_some() {
                    assert_told(came, other, &because);
                }
            }
            assert!(alice.is_success() || bob.is_success(), "{because}: {alice:#?}\n{bob:#?}");
            assert_nothing_is_corrupted(&simulator, &scenario, &because).await;
        });
    });
    table::tried(table::KEPT_OUT, scenario.name, tried);
}

/// A dead run's mark keeps others out for two minutes, and not for ever.
#[test]
fn a_mark_of_a_dead_run_ends_by_itself() {
    let scenario = Scenario::update();
    let simulator = crate::stage::start(&scenario.world);
    run(async {
        let point = Point { operation: "UpdateService".to_owned(), nth: 1 };
        let killer = super::kills::Killer::at(&point, true);
        go_as(attempt(&simulator).user("alice").gate(killer), &scenario.program, Goal::Deploy).await;
        let bob = || attempt(&simulator).user("bob");
        let came = go_as(bob(), &scenario.program, Goal::Deploy).await;
        assert_told(&came, "alice", "a dead run");
        let lasts = came.ran().rival().expect("alice").lasts;
        assert!(lasts > Duration::from_secs(60) && lasts <= Duration::from_secs(120), "{lasts:?}");
        simulator.clock().advance(lasts + Duration::from_secs(1));
        let came = go_as(bob(), &scenario.program, Goal::Deploy).await;
        assert!(came.is_success(), "{came:#?}");
        scenario.assert_end(&simulator, "a dead run");
    });
}
