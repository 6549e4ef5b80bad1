//! What befalls a run as a whole: networks that stay bad, slow IAM, names that drain, tasks that die.

use std::time::Duration;

use ecs_dsl::aws::EcsOperation;
use ecs_dsl::simulator::{Fault, FaultAction, Nth, Settings, TaskFate, TaskFault, Timings};
use serde_json::json;

use super::{Scenario, faults, table};
use crate::stack::{Version, externally_controlled, program};
use crate::stage::{
    Goal, attempt, connect, converge, go, go_as, ready, run, start, world_after, world_of_others,
};

#[test]
fn faults_that_go_on() {
    let losing = || faults::actions().into_iter().take(7);
    for scenario in [Scenario::deploy(), Scenario::update(), Scenario::destroy()] {
        let mut tried = 0;
        for (what, action) in losing() {
            for every in [3, 5] {
                let because = format!("every {every}th call: {what}");
                let simulator = start(&scenario.world);
                simulator.add_fault(Fault::new(action.clone()).nth(Nth::Every(every)));
                run(async {
                    let came = go(&simulator, &scenario.program, scenario.goal).await;
                    simulator.clear_faults();
                    assert!(came.is_success(), "{because}: {came:#?}");
                    scenario.assert_end(&simulator, &because);
                });
                tried += 1;
            }
        }
        table::tried(table::EVERY_THIRD, scenario.name, tried);
    }
}

#[test]
fn all_reads_slow_or_old() {
    for scenario in [Scenario::deploy(), Scenario::update(), Scenario::destroy()] {
        let actions =
            [FaultAction::Delay(Duration::from_secs(4)), FaultAction::Stale(Duration::from_secs(8))];
        let tried = actions.len();
        for action in actions {
            let simulator = start(&scenario.world);
            for verb in ["Describe*", "List*", "Get*"] {
                simulator.add_fault(Fault::new(action.clone()).operation(verb));
            }
            run(async {
                let came = go(&simulator, &scenario.program, scenario.goal).await;
                simulator.clear_faults();
                assert!(came.is_success(), "{action:?}: {came:#?}");
                converge(&simulator, &scenario.program, scenario.goal, "slow or old answers").await;
                scenario.assert_end(&simulator, "slow or old answers");
            });
        }
        table::tried(table::ALL_LATE, scenario.name, tried);
    }
}

#[test]
fn roles_that_ecs_cannot_assume_for_thirty_seconds() {
    let timings = Timings { role_known: 30_000, iam_read: 5_000, ..Timings::default() };
    let (first, second) = (ready(&program(Version::First)), ready(&program(Version::Second)));
    run(async {
        let world = world_of_others(Settings { timings, ..Settings::default() }).await;
        let simulator = start(&world);
        let came = go(&simulator, &first, Goal::Deploy).await;
        assert!(came.is_success(), "{came:#?}");
        assert!(came.ran().took >= Duration::from_secs(30), "{:?}", came.ran().took);
        converge(&simulator, &first, Goal::Deploy, "a slow IAM").await;
        table::tried(table::SLOW_IAM, "deploy", 1);

        // The other way: the first version comes back, with its roles.
        let simulator = start(&world_after(&world, &second).await);
        let came = go(&simulator, &first, Goal::Deploy).await;
        assert!(came.is_success(), "{came:#?}");
        converge(&simulator, &first, Goal::Deploy, "a slow IAM").await;
        table::tried(table::SLOW_IAM, "update", 1);
    });
}

#[test]
fn a_name_that_still_drains_is_waited_for() {
    let (first, second) = (ready(&program(Version::First)), ready(&program(Version::Second)));
    run(async {
        let deployed = Scenario::deployed_in(world_of_others(Settings::default()).await).await;
        for (program, column) in [(&first, "deploy"), (&second, "update")] {
            let simulator = start(&deployed);
            let aws = connect(simulator.access()).await;
            let body = json!({ "cluster": "shop", "service": "shop-site", "force": true });
            aws.ecs.call(EcsOperation::DeleteService, &body).await.expect("it is there");
            let came = go(&simulator, program, Goal::Deploy).await;
            assert!(came.is_success(), "{came:#?}");
            converge(&simulator, program, Goal::Deploy, "a draining name").await;
            table::tried(table::DRAINING, column, 1);
        }
        // What drains already is waited for too when all is to go.
        let simulator = start(&deployed);
        let aws = connect(simulator.access()).await;
        let body = json!({ "cluster": "shop", "service": "shop-site", "force": true });
        aws.ecs.call(EcsOperation::DeleteService, &body).await.expect("it is there");
        converge(&simulator, &first, Goal::Destroy, "a draining name").await;
        table::tried(table::DRAINING, "destroy", 1);
    });
}

/// A way to die, and how its meaning is told.
fn deaths() -> [(TaskFate, &'static str); 5] {
    [
        (TaskFate::CannotPull, "the registry has no such image or tag"),
        (TaskFate::CannotFetchSecret, "may not fetch a secret"),
        (TaskFate::OutOfMemory { after: 1_000 }, "used more memory than it has"),
        (TaskFate::CannotStart, "the container cannot be started"),
        (TaskFate::Exits { code: 139, after: 1_000 }, "segmentation fault"),
    ]
}

#[test]
fn each_death_is_told_with_its_meaning_and_mended() {
    for scenario in [Scenario::deploy(), Scenario::update()] {
        for (fate, expected) in deaths() {
            let simulator = start(&scenario.world);
            let revision = if scenario.name == "update" { 2 } else { 1 };
            simulator.add_task_fault(TaskFault::of_revision("shop-site", revision, fate.clone()));
            run(async {
                let came = go(&simulator, &scenario.program, Goal::Deploy).await;
                let told = came.failure_of("service/shop-site").to_string();
                assert!(told.contains(expected), "{fate:?}: {told}");
                assert!(told.contains("fix: "), "{fate:?}: {told}");
                simulator.clear_task_faults();
                converge(&simulator, &scenario.program, Goal::Deploy, "tasks that died").await;
                scenario.assert_end(&simulator, "tasks that died");
            });
        }
        table::tried(table::DYING_TASKS, scenario.name, deaths().len());
    }
}

#[test]
fn a_rollback_by_the_circuit_breaker_is_a_failure_that_tells_why() {
    let scenario = Scenario::update();
    let simulator = start(&scenario.world);
    simulator.add_task_fault(TaskFault::of_revision("shop-site", 2, TaskFate::exits(1)));
    run(async {
        let came = go(&simulator, &scenario.program, Goal::Deploy).await;
        let told = came.failure_of("service/shop-site").to_string();
        for part in [
            "circuit breaker",
            "ECS puts back shop-site:1",
            "ended with code 1",
            "| site: exiting with code 1",
            "fix: its last log lines say why",
        ] {
            assert!(told.contains(part), "{part}: {told}");
        }
        // What hung on it was not begun, so the old revision still has its role and its log group.
        let ending = came.ending("role/shop-worker");
        let skipped = ecs_dsl::apply::Ending::Skipped { because: "service/shop-site".to_owned() };
        assert_eq!(*ending, skipped);

        // Mended, the same command goes on from there.
        simulator.clear_task_faults();
        converge(&simulator, &scenario.program, Goal::Deploy, "a rollback").await;
        scenario.assert_end(&simulator, "a rollback");
    });
    table::tried(table::CIRCUIT_BREAKER, scenario.name, 1);
}

#[test]
fn a_time_that_is_too_short_is_no_success_and_no_waiting_is_none_either() {
    for scenario in [Scenario::deploy(), Scenario::update()] {
        run(async {
            let simulator = start(&scenario.world);
            let hasty = attempt(&simulator).timeout(Duration::from_secs(10));
            let came = go_as(hasty, &scenario.program, Goal::Deploy).await;
            let told = came.failure_of("service/shop-site").to_string();
            assert!(told.contains("not done after 10 s"), "{told}");
            converge(&simulator, &scenario.program, Goal::Deploy, "a time that was too short").await;
            scenario.assert_end(&simulator, "a time that was too short");

            let simulator = start(&scenario.world);
            let came = go_as(attempt(&simulator).no_wait(), &scenario.program, Goal::Deploy).await;
            assert!(came.is_success(), "{came:#?}");
            converge(&simulator, &scenario.program, Goal::Deploy, "not waiting").await;
            scenario.assert_end(&simulator, "not waiting");
        });
        table::tried(table::IMPATIENCE, scenario.name, 2);
    }
}

/// Task sets are the external controller's: none of ours to follow, to put back or to lose.
#[test]
fn a_task_set_that_fails_is_left_to_its_controller() {
    let programs = [2, 3].map(|count| ready(&externally_controlled(count)));
    let [first, second] = &programs;
    run(async {
        let simulator = start(&world_of_others(Settings::default()).await);
        let came = go(&simulator, first, Goal::Deploy).await;
        assert!(came.is_success(), "{came:#?}");
        simulator.add_task_fault(TaskFault::of_family("shop-batch", TaskFate::exits(1)));
        let aws = connect(simulator.access()).await;
        let set = json!({
            "cluster": "shop",
            "service": "shop-batch",
            "taskDefinition": "shop-batch",
            "launchType": "FARGATE",
            "scale": { "value": 100.0, "unit": "PERCENT" },
            "networkConfiguration": { "awsvpcConfiguration": { "subnets": ["subnet-0a11aa22bb33cc44d"] } },
        });
        aws.ecs.call(EcsOperation::CreateTaskSet, &set).await.expect("the controller may");
        aws.time().sleep(Duration::from_secs(120)).await;
        converge(&simulator, first, Goal::Deploy, "a task set that fails").await;
        table::tried(table::TASK_SET, "deploy", 1);

        converge(&simulator, second, Goal::Deploy, "an update beside a task set that fails").await;
        let body = json!({ "cluster": "shop", "service": "shop-batch" });
        let sets = aws.ecs.call(EcsOperation::DescribeTaskSets, &body).await.expect("it is there");
        let sets = sets["taskSets"].as_array().expect("a list");
        assert_eq!(sets.len(), 1, "{sets:#?}");
        assert_eq!(sets[0]["computedDesiredCount"], 3, "{sets:#?}");
        table::tried(table::TASK_SET, "update", 1);

        converge(&simulator, second, Goal::Destroy, "the end of a task set that fails").await;
        table::tried(table::TASK_SET, "destroy", 1);
    });
}
