//! The process dies at any call: right before it, or right after its effect.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use ecs_dsl::aws::{Call, CallError, CallGate, Stop};

use super::{Counter, Point, Scenario, table};
use crate::stage::{attempt, go_as, run};

/// Kills the process at a call: nothing goes out any more from there on, and no answer is heard.
#[derive(Debug)]
pub(crate) struct Killer {
    point: Point,
    /// Whether the call itself still has its effect, and only its answer is lost.
    after_effect: bool,
    counter: Counter,
    reached: AtomicBool,
    dead: AtomicBool,
}

impl Killer {
    pub(crate) fn at(point: &Point, after_effect: bool) -> Arc<Self> {
        let (counter, reached, dead) = (Counter::default(), AtomicBool::default(), AtomicBool::default());
        Arc::new(Self { point: point.clone(), after_effect, counter, reached, dead })
    }
}

impl CallGate for Killer {
    fn before(&self, call: &Call<'_>) -> Result<(), Stop> {
        if self.counter.is_at(&self.point, call) {
            self.reached.store(true, Ordering::SeqCst);
            if !self.after_effect {
                self.dead.store(true, Ordering::SeqCst);
            }
        } else if self.reached.load(Ordering::SeqCst) {
            // While the last call is under way, nothing else may begin.
            return Err(Stop);
        }
        if self.dead.load(Ordering::SeqCst) { Err(Stop) } else { Ok(()) }
    }

    fn after(&self, _: &Call<'_>, _: Result<(), &CallError>, _: Duration) -> Result<(), Stop> {
        if self.reached.load(Ordering::SeqCst) { Err(Stop) } else { Ok(()) }
    }
}

fn at_any_call(scenario: &Scenario) {
    for after_effect in [false, true] {
        let when = if after_effect { table::KILLED_AFTER } else { table::KILLED_BEFORE };
        let tried = scenario.each_point(&scenario.points, |point, simulator| {
            let because = format!("{when}: {point:?}");
            run(async {
                let killer = Killer::at(point, after_effect);
                let killed = attempt(&simulator).gate(killer.clone());
                let came = go_as(killed, &scenario.program, scenario.goal).await;
                assert!(killer.reached.load(Ordering::SeqCst), "{because}: not reached: {came:#?}");
                // The dead run may have left its mark. Some know that it is dead, and some come later.
                let mut next = attempt(&simulator);
                if after_effect {
                    simulator.clock().advance(Duration::from_secs(121));
                } else {
                    next = next.take_over();
                }
                let came = go_as(next, &scenario.program, scenario.goal).await;
                assert!(came.is_success(), "{because}: {came:#?}");
                scenario.assert_end(&simulator, &because);
            });
        });
        table::tried(when, scenario.name, tried);
    }
}

of_each_scenario!(at_any_call);
