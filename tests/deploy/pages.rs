//! Reading much: with few calls, and through every page.

use std::sync::Arc;

use ecs_dsl::aws::CallLog;
use ecs_dsl::simulator::{Settings, Timings};

use crate::scale::fleet;
use crate::stack::{Version, program};
use crate::stage::{
    Goal, attempt, described, go, go_as, inventory, nothing_to_do, ready, run, start, world_of_others,
};

/// How many calls a resource of an unchanged stack may cost.
const CALLS_A_RESOURCE: f64 = 0.15;

#[test]
#[allow(clippy::print_stderr, reason = "the count is what the reader of a test run wants to know")]
fn a_thousand_unchanged_services_cost_few_calls() {
    run(async {
        let settings = Settings { timings: Timings::instant(), ..Settings::default() };
        let simulator = start(&world_of_others(settings).await);
        let program = ready(&fleet(1_000));
        let came = go_as(attempt(&simulator).no_wait(), &program, Goal::Deploy).await;
        assert!(came.is_success(), "{came:#?}");
        let log = Arc::new(CallLog::new());
        let plans = attempt(&simulator).gate(log.clone()).plan(&program).await.expect("a quiet world");
        assert!(plans[0].is_empty(), "{:#?}", plans[0].changes().collect::<Vec<_>>());
        let (calls, resources) = (log.count(), program.manifests()[0].resources.len());
        let each = calls as f64 / resources as f64;
        eprintln!("{calls} calls for {resources} unchanged resources: {each:.3} each");
        assert!(resources >= 3_000 && each <= CALLS_A_RESOURCE, "{each}: {:#?}", log.calls());
    });
}

/// A whole life on a world whose listings hold so little a page comes to the same as on any other.
#[test]
fn every_page_is_read() {
    let (first, second) = (ready(&program(Version::First)), ready(&program(Version::Second)));
    let life = |largest_page: Option<u64>| {
        run(async {
            let mut world = world_of_others(Settings::default()).await;
            world.settings.largest_page = largest_page;
            let simulator = start(&world);
            let others = inventory(&simulator);
            let mut stages = Vec::new();
            for (program, goal) in [
                (&first, Goal::Deploy),
                (&second, Goal::Deploy),
                (&first, Goal::Deploy),
                (&first, Goal::Destroy),
            ] {
                let came = go(&simulator, program, goal).await;
                assert!(came.is_success(), "{largest_page:?} {goal:?}: {came:#?}");
                nothing_to_do(&simulator, program, goal, "small pages").await;
                simulator.with_world(|world| world.settings.largest_page = None);
                stages.push(described(&simulator));
                simulator.with_world(|world| world.settings.largest_page = largest_page);
            }
            assert_eq!(inventory(&simulator), others, "{largest_page:?}");
            let calls = simulator.calls().into_iter().map(|call| call.operation).collect::<Vec<_>>();
            (stages, calls)
        })
    };
    let (whole, calls) = life(None);
    for largest_page in [1, 2, 5] {
        let (paged, more) = life(Some(largest_page));
        assert_eq!(paged, whole, "pages of {largest_page}");
        let count = |calls: &[String], name: &str| calls.iter().filter(|call| *call == name).count();
        for name in ["GetResources", "ListRoles", "ListTaskDefinitions"] {
            let (one, other) = (count(&calls, name), count(&more, name));
            assert!(other >= one, "{name}: {other} calls with pages of {largest_page}, {one} without");
        }
        assert!(count(&more, "GetResources") > count(&calls, "GetResources"), "pages of {largest_page}");
    }
}
