//! Ctrl-C at any call: nothing new begins, what was done and what was not is told, and the next run goes on
//! at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use ecs_dsl::apply::Ending;
use ecs_dsl::aws::{Call, CallGate, Effect, Stop, StopSwitch};
use ecs_dsl::plan::PlannedResource;

use super::{Counter, Point, Scenario, table};
use crate::stage::{Came, attempt, go, go_as, is_marked, run};

/// Turns the switch that Ctrl-C turns, at a call, and counts the changes that are begun all the same.
#[derive(Debug)]
struct Interrupt {
    point: Point,
    counter: Counter,
    switch: Arc<StopSwitch>,
}

impl CallGate for Interrupt {
    fn before(&self, call: &Call<'_>) -> Result<(), Stop> {
        if self.counter.is_at(&self.point, call) {
            self.switch.stop();
        }
        Ok(())
    }
}

/// Stands behind the switch: what comes here goes out.
#[derive(Debug)]
struct Behind {
    switch: Arc<StopSwitch>,
    begun: AtomicUsize,
}

impl CallGate for Behind {
    fn before(&self, call: &Call<'_>) -> Result<(), Stop> {
        if self.switch.is_stopped() && matches!(call.effect, Effect::Settles | Effect::Adds) {
            self.begun.fetch_add(1, Ordering::SeqCst);
        }
        Ok(())
    }
}

/// Shows that what was told as done is not planned again, and what was told as not begun still is.
fn assert_told_truly(stopped: &Came, next: &Came, because: &str) {
    let Came::Out(stopped) = stopped else { return };
    assert!(stopped.was_stopped, "{because}: {stopped}");
    let planned = &next.ran().plans;
    let resources = stopped.outcomes.iter().filter_map(|(_, outcome)| outcome.as_ref());
    for (address, what, ending) in resources.flat_map(|outcome| &outcome.resources) {
        let again = planned.iter().filter_map(|plan| plan.resource(address)).any(PlannedResource::is_change);
        match ending {
            Ending::Done => assert!(!again, "{because}: {address} was not done\n{stopped}"),
            Ending::NotBegun if *what == "follow" => {}
            Ending::NotBegun => assert!(again, "{because}: {address} was begun\n{stopped}"),
            Ending::Failed(failure) => assert!(failure.stopped, "{because}: {stopped}"),
            Ending::Skipped { .. } => {}
        }
    }
}

fn at_any_call(scenario: &Scenario) {
    let tried = scenario.each_point(&scenario.points, |point, simulator| {
        let because = format!("{}: {point:?}", table::INTERRUPTED);
        run(async {
            let switch = Arc::new(StopSwitch::new());
            let counter = Counter::default();
            let interrupt = Interrupt { point: point.clone(), counter, switch: Arc::clone(&switch) };
            let behind = Arc::new(Behind { switch: Arc::clone(&switch), begun: AtomicUsize::new(0) });
            let interrupted = attempt(&simulator)
                .gate(Arc::new(interrupt))
                .gate(switch.clone())
                .gate(behind.clone())
                .stop(Arc::clone(&switch));
            let came = go_as(interrupted, &scenario.program, scenario.goal).await;
            assert!(switch.is_stopped(), "{because}: not reached: {came:#?}");
            assert_eq!(behind.begun.load(Ordering::SeqCst), 0, "{because}: changes were begun");
            let next = go(&simulator, &scenario.program, scenario.goal).await;
            assert!(next.is_success(), "{because}: {next:#?}");
            assert_told_truly(&came, &next, &because);
            scenario.assert_end(&simulator, &because);
            assert!(!is_marked(&simulator), "{because}");
        });
    });
    table::tried(table::INTERRUPTED, scenario.name, tried);
}

of_each_scenario!(at_any_call);
