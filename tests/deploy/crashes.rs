//! The process dies at any call: right before it, or right after its effect.
//!
//! Each point of each scenario is tried from a fresh copy of the same world. Afterwards one undisturbed
//! run must bring everything to where an undisturbed run would have, with nothing left over, nothing
//! doubled, and nothing of others touched.

use std::sync::Arc;

use ecs_dsl::assembly::Manifest;
use ecs_dsl::aws::CallLog;
use ecs_dsl::simulator::{Settings, World};

use crate::rig::{Goal, Killer, converge, go, inventory, manifest, run, start, world_of_others};
use crate::stack::{Version, program};

async fn world_after(world: &World, wanted: &Manifest) -> World {
    let simulator = start(world);
    let came = go(simulator.access(), wanted, Goal::Deploy, Arc::default()).await;
    assert!(came.is_success(), "{came:#?}");
    simulator.with_world(|world| world.clone())
}

/// Tries every point of a scenario, and prints how many there were.
#[allow(clippy::print_stderr, reason = "the counts are what the reader of a test run wants to know")]
async fn every_point(scenario: &str, world: &World, wanted: &Manifest, goal: Goal) {
    let undisturbed = start(world);
    let log = Arc::new(CallLog::new());
    let came = go(undisturbed.access().gate(log.clone()), wanted, goal, Arc::default()).await;
    assert!(came.is_success(), "{came:#?}");
    let expected = inventory(&undisturbed);
    let calls = log.count() as u64;
    assert!(calls >= 20, "{calls} calls are too few for twelve resources");

    let mut interrupted = 0;
    for at in 1..=calls {
        for after_effect in [false, true] {
            let simulator = start(world);
            let killer = Arc::new(Killer { at, after_effect });
            let log = Arc::new(CallLog::new());
            let access = simulator.access().gate(killer).gate(log.clone());
            let came = go(access, wanted, goal, Arc::default()).await;
            interrupted += usize::from(!came.is_success());
            let place = if after_effect { "after the effect of" } else { "before" };
            let call = log.calls().last().cloned().unwrap_or_default();
            let because = format!("{scenario}: death {place} call {at}, after {call}");
            converge(&simulator, wanted, goal, &because).await;
            assert_eq!(inventory(&simulator), expected, "{because}");
        }
    }
    // A run may end before the last call where others come sooner; nearly all points must be real ones.
    let points = 2 * calls as usize;
    assert!(interrupted * 10 >= points * 8, "{interrupted} of {points} points interrupted anything");
    eprintln!("{scenario}: {calls} calls, {points} points, {interrupted} interrupted the run, all converged");
}

#[test]
fn death_at_any_call_of_a_deploy() {
    run(async {
        let world = world_of_others(Settings::default()).await;
        every_point("deploy", &world, &manifest(&program(Version::First)), Goal::Deploy).await;
    });
}

#[test]
fn death_at_any_call_of_an_update() {
    run(async {
        let world = world_of_others(Settings::default()).await;
        let world = world_after(&world, &manifest(&program(Version::First))).await;
        every_point("update", &world, &manifest(&program(Version::Second)), Goal::Deploy).await;
    });
}

#[test]
fn death_at_any_call_of_a_destroy() {
    run(async {
        let world = world_of_others(Settings::default()).await;
        let first = manifest(&program(Version::First));
        let world = world_after(&world, &first).await;
        every_point("destroy", &world, &first, Goal::Destroy).await;
    });
}
