//! Survival: whatever befalls a run at whichever call, the run itself or the next one comes to the goal,
//! with nothing left over, nothing doubled, and nothing of others touched.
//!
//! Each point of each scenario is tried from a fresh copy of the same world. The goal is what an undisturbed
//! run leaves behind, down to each policy, tag and revision; that a further plan is empty there is shown
//! once. How many points there are of each kind is the table in the README, which these tests hold to.

/// Makes three tests of what may befall a run: of a deploy, an update and a destroy.
macro_rules! of_each_scenario {
    ($at_any_call:ident) => {
        #[test]
        fn at_any_call_of_a_deploy() {
            $at_any_call(&$crate::survival::Scenario::deploy());
        }

        #[test]
        fn at_any_call_of_an_update() {
            $at_any_call(&$crate::survival::Scenario::update());
        }

        #[test]
        fn at_any_call_of_a_destroy() {
            $at_any_call(&$crate::survival::Scenario::destroy());
        }
    };
}

mod faults;
pub(crate) mod kills;
mod rivals;
mod single;
mod stops;
mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use ecs_dsl::aws::{Call, CallLog};
use ecs_dsl::rehearsal::Program;
use ecs_dsl::simulator::{Settings, Simulator, World};
use serde_json::Value;

use crate::stack::{Version, program};
use crate::stage::{
    Goal, attempt, described, go_as, inventory, nothing_to_do, ready, run, start, world_after,
    world_of_others,
};

/// How many worlds a test has going at a time; each waits now and then for its own clock.
const AT_ONCE: usize = 2;

/// Something that is done, and where it leads.
pub(crate) struct Scenario {
    /// Its name, a column of the table.
    pub(crate) name: &'static str,
    pub(crate) world: World,
    pub(crate) program: Program,
    pub(crate) goal: Goal,
    /// What is described of the world after an undisturbed run.
    pub(crate) end: Vec<Value>,
    /// What there is then.
    pub(crate) left: Vec<String>,
    pub(crate) points: Vec<Point>,
}

/// A call of the scenario: the so-manieth of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Point {
    pub(crate) operation: String,
    pub(crate) nth: u64,
}

impl Point {
    /// Whether the call only looks.
    pub(crate) fn reads(&self) -> bool {
        ["Describe", "List", "Get"].iter().any(|verb| self.operation.starts_with(verb))
    }
}

/// Operations that are repeated until something has come to pass, and how many of each are points: the
/// number of further ones is a matter of time.
const REPEATED: &[(&str, u64)] = &[("DescribeServices", 4), ("ListTagsForResource", 2), ("TagResource", 1)];

impl Scenario {
    /// A first deploy of twelve resources.
    pub(crate) fn deploy() -> Self {
        let world = run(world_of_others(Settings::default()));
        Self::of("deploy", world, ready(&program(Version::First)), Goal::Deploy)
    }

    /// An update that changes, replaces and deletes.
    pub(crate) fn update() -> Self {
        let world = Self::deployed();
        Self::of("update", world, ready(&program(Version::Second)), Goal::Deploy)
    }

    /// The end of all of it.
    pub(crate) fn destroy() -> Self {
        Self::of("destroy", Self::deployed(), ready(&program(Version::First)), Goal::Destroy)
    }

    fn deployed() -> World {
        run(async { Self::deployed_in(world_of_others(Settings::default()).await).await })
    }

    /// Returns a world in which the first version is deployed.
    async fn deployed_in(world: World) -> World {
        world_after(&world, &ready(&program(Version::First))).await
    }

    fn of(name: &'static str, world: World, program: Program, goal: Goal) -> Self {
        let simulator = start(&world);
        let log = Arc::new(CallLog::new());
        run(async {
            let came = go_as(attempt(&simulator).gate(log.clone()), &program, goal).await;
            assert!(came.is_success(), "{came:#?}");
            nothing_to_do(&simulator, &program, goal, "an undisturbed run").await;
        });
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        for call in log.calls() {
            let operation = call.split([':', ' ']).nth(1).unwrap_or_default().to_owned();
            *counts.entry(operation).or_default() += 1;
        }
        let points = counts.into_iter().flat_map(|(operation, count)| {
            let most = REPEATED.iter().find(|(one, _)| *one == operation).map_or(count, |(_, most)| *most);
            assert!(count >= most, "{name}: {count} calls of {operation} are fewer than the points of it");
            (1..=most).map(move |nth| Point { operation: operation.clone(), nth })
        });
        let points: Vec<Point> = points.collect();
        assert!(points.len() >= 30, "{} points are too few for twelve resources", points.len());
        let (end, left) = (described(&simulator), inventory(&simulator));
        Self { name, world, program, goal, end, left, points }
    }

    /// Tries points, some at a time, each in a copy of the scenario's world, and returns how many.
    pub(crate) fn each_point(&self, points: &[Point], attempt: impl Fn(&Point, Simulator) + Sync) -> usize {
        let next = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..AT_ONCE {
                scope.spawn(|| {
                    while let Some(point) = points.get(next.fetch_add(1, Ordering::SeqCst)) {
                        attempt(point, start(&self.world));
                    }
                });
            }
        });
        points.len()
    }

    /// Shows that a world has come to the scenario's end.
    pub(crate) fn assert_end(&self, simulator: &Simulator, because: &str) {
        let found = described(simulator);
        for (found, wanted) in found.iter().zip(&self.end) {
            let difference = difference(found, wanted, String::new());
            assert_eq!(difference, None, "{}: {because}, in {found:#}", self.name);
        }
        assert_eq!(found.len(), self.end.len(), "{}: {because}: {found:#?}", self.name);
    }
}

/// Counts the calls of each operation as they are begun, to know a point when it comes.
#[derive(Debug, Default)]
pub(crate) struct Counter(Mutex<BTreeMap<String, u64>>);

impl Counter {
    /// Counts a call, and returns whether it is the point.
    pub(crate) fn is_at(&self, point: &Point, call: &Call<'_>) -> bool {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(call.operation.to_owned()).or_default();
        *count += 1;
        call.operation == point.operation && *count == point.nth
    }
}

/// Returns where two descriptions first differ, and how.
fn difference(found: &Value, wanted: &Value, path: String) -> Option<String> {
    match (found, wanted) {
        (Value::Object(one), Value::Object(other)) => {
            let names: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
            names
                .into_iter()
                .find_map(|name| difference(&found[name], &wanted[name], format!("{path}/{name}")))
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            let mut pairs = one.iter().zip(other).enumerate();
            pairs.find_map(|(at, (one, other))| difference(one, other, format!("{path}/{at}")))
        }
        _ if found == wanted => None,
        _ => Some(format!("{path} is {found} instead of {wanted}")),
    }
}
