//! What networks and busy services do to any call: answers that are lost, late, old or refused.

use std::time::Duration;

use ecs_dsl::simulator::{EffectDone, Fault, FaultAction, Nth};

use super::{Point, Scenario, table};
use crate::stage::{go, is_marked, run};

/// What befalls a call, each with its row of the table.
pub(crate) fn actions() -> Vec<(&'static str, FaultAction)> {
    let error = |status, done| FaultAction::ServerError { status, done };
    vec![
        (table::THROTTLED, FaultAction::Throttle),
        (table::ERROR_500_BEFORE, error(500, EffectDone::No)),
        (table::ERROR_500_AFTER, error(500, EffectDone::Yes)),
        (table::ERROR_503_BEFORE, error(503, EffectDone::No)),
        (table::ERROR_503_AFTER, error(503, EffectDone::Yes)),
        (table::CUT_BEFORE, FaultAction::Cut { done: EffectDone::No }),
        (table::CUT_AFTER, FaultAction::Cut { done: EffectDone::Yes }),
        (table::LATE, FaultAction::Delay(Duration::from_secs(30))),
        (table::STALE, FaultAction::Stale(Duration::from_secs(20))),
    ]
}

fn at_any_call(scenario: &Scenario) {
    for (what, action) in actions() {
        let points: Vec<Point> = match action {
            // Only what is read can be old.
            FaultAction::Stale(_) => scenario.points.iter().filter(|point| point.reads()).cloned().collect(),
            _ => scenario.points.clone(),
        };
        let tried = scenario.each_point(&points, |point, simulator| {
            let because = format!("{what}: {point:?}");
            let fault = Fault::new(action.clone()).operation(&point.operation).nth(Nth::Only(point.nth));
            simulator.add_fault(fault);
            run(async {
                // No run fails for one mischance: what the SDK does not repeat, the run finds out itself.
                let came = go(&simulator, &scenario.program, scenario.goal).await;
                assert!(came.is_success(), "{because}: {came:#?}");
                let calls = simulator.calls();
                let calls = calls.iter().filter(|call| call.operation == point.operation).count() as u64;
                assert!(calls >= point.nth, "{because}: not reached");
                scenario.assert_end(&simulator, &because);
                assert!(!is_marked(&simulator), "{because}");
            });
        });
        table::tried(what, scenario.name, tried);
    }
}

of_each_scenario!(at_any_call);
