//! Deployments that fail, that are rolled back, that somebody else takes over.

use std::sync::Arc;
use std::time::Duration;

use ecs_dsl::apply;
use ecs_dsl::aws::EcsOperation;
use ecs_dsl::simulator::{Settings, Simulator, TaskFate, TaskFault};
use serde_json::json;

use crate::rig::{Goal, connect, converge, go, go_with, manifest, run, start, world_of_others};
use crate::stack::{Version, program};

async fn deployed() -> Simulator {
    let simulator = start(&world_of_others(Settings::default()).await);
    let first = manifest(&program(Version::First));
    assert!(go(simulator.access(), &first, Goal::Deploy, Arc::default()).await.is_success());
    simulator
}

#[test]
fn a_rollback_by_the_circuit_breaker_is_a_failure_that_tells_why() {
    run(async {
        let simulator = deployed().await;
        simulator.add_task_fault(TaskFault::of_revision("shop-site", 2, TaskFate::exits(1)));
        let second = manifest(&program(Version::Second));
        let came = go(simulator.access(), &second, Goal::Deploy, Arc::default()).await;
        let failure = came.failure_of("service/shop-site");
        let told = failure.to_string();
        assert!(told.contains("circuit breaker"), "{told}");
        assert!(told.contains("ECS puts back shop-site:1"), "{told}");
        assert!(told.contains("ended with code 1"), "{told}");
        assert!(told.contains("| site: exiting with code 1"), "the last words of the log: {told}");
        assert!(told.contains("fix: its last log lines say why"), "{told}");

        // What hung on it was not begun, so the old revision still has its role and its log group.
        let apply::Ending::Skipped { because } = ending(&came, "role/shop-worker") else {
            panic!("{came:#?}")
        };
        assert_eq!(because, "service/shop-site");

        // Mended, the same command goes on from there.
        simulator.with_world(|world| world.clear_task_faults());
        converge(&simulator, &second, Goal::Deploy, "a rollback").await;
    });
}

fn ending(came: &crate::rig::Came, address: &str) -> apply::Ending {
    let crate::rig::Came::Out(outcome) = came else { panic!("{came:?}") };
    let found = outcome.resources.iter().find(|(one, ..)| one == address);
    found.map(|(_, _, ending)| ending.clone()).unwrap_or_else(|| panic!("{address} in {outcome:#?}"))
}

#[test]
fn each_death_is_told_with_its_meaning() {
    run(async {
        for (fate, expected) in [
            (TaskFate::CannotPull, "the registry has no such image or tag"),
            (TaskFate::CannotFetchSecret, "may not fetch a secret"),
            (TaskFate::OutOfMemory { after: 1_000 }, "used more memory than it has"),
            (TaskFate::CannotStart, "the container cannot be started"),
            (TaskFate::Exits { code: 139, after: 1_000 }, "segmentation fault"),
        ] {
            let simulator = start(&world_of_others(Settings::default()).await);
            simulator.add_task_fault(TaskFault::of_family("shop-site", fate.clone()));
            let first = manifest(&program(Version::First));
            let came = go(simulator.access(), &first, Goal::Deploy, Arc::default()).await;
            let told = came.failure_of("service/shop-site").to_string();
            assert!(told.contains(expected), "{fate:?}: {told}");
            assert!(told.contains("fix: "), "{fate:?}: {told}");
            // The other service does not hang on it.
            assert_eq!(ending(&came, "service/shop-worker"), apply::Ending::Done);
            simulator.with_world(|world| world.clear_task_faults());
            converge(&simulator, &first, Goal::Deploy, "a first deployment that failed").await;
        }
    });
}

#[test]
fn a_deployment_that_takes_too_long_is_not_called_done() {
    run(async {
        let simulator = start(&world_of_others(Settings::default()).await);
        let first = manifest(&program(Version::First));
        let options = apply::Options { timeout: Some(Duration::from_secs(10)), ..apply::Options::default() };
        let came = go_with(simulator.access(), &first, Goal::Deploy, Arc::default(), options).await;
        let told = came.failure_of("service/shop-site").to_string();
        assert!(told.contains("not done after 10 s"), "{told}");
        converge(&simulator, &first, Goal::Deploy, "a time that was too short").await;

        let simulator = start(&world_of_others(Settings::default()).await);
        let options = apply::Options { wait: false, ..apply::Options::default() };
        let came = go_with(simulator.access(), &first, Goal::Deploy, Arc::default(), options).await;
        assert!(came.is_success(), "{came:#?}");
        converge(&simulator, &first, Goal::Deploy, "not waiting").await;
    });
}

#[test]
fn a_name_that_still_drains_is_waited_for() {
    run(async {
        let simulator = deployed().await;
        let (aws, _) = connect(simulator.access()).await;
        let body = json!({ "cluster": "shop", "service": "shop-site", "force": true });
        aws.ecs.call(EcsOperation::DeleteService, &body).await.expect("it is there");
        let first = manifest(&program(Version::First));
        let came = go(simulator.access(), &first, Goal::Deploy, Arc::default()).await;
        assert!(came.is_success(), "{came:#?}");
        converge(&simulator, &first, Goal::Deploy, "a draining name").await;
    });
}

#[test]
fn two_deploys_at_once_corrupt_nothing_and_the_loser_is_told() {
    run(async {
        let simulator = deployed().await;
        let second = manifest(&program(Version::Second));
        let first = manifest(&program(Version::First));
        // The one brings revision 2; while it rolls out, somebody forces the first revision back.
        let (aws, _) = connect(simulator.access()).await;
        let other = async {
            let body = json!({ "cluster": "shop", "services": ["shop-site"] });
            let mut looks = 0;
            loop {
                let answer = aws.ecs.call(EcsOperation::DescribeServices, &body).await.expect("it is there");
                let runs = answer["services"][0]["deployments"][0]["taskDefinition"].clone();
                if runs.as_str().is_some_and(|arn| arn.ends_with(":2")) {
                    break;
                }
                looks += 1;
                assert!(looks < 600, "revision 2 never came: {answer:#}");
                aws.time().sleep(Duration::from_secs(1)).await;
            }
            let body = json!({
                "cluster": "shop",
                "service": "shop-site",
                "taskDefinition": "shop-site:1",
                "forceNewDeployment": true,
            });
            aws.ecs.call(EcsOperation::UpdateService, &body).await.expect("it is there");
        };
        let (came, ()) = tokio::join!(go(simulator.access(), &second, Goal::Deploy, Arc::default()), other);
        let told = came.failure_of("service/shop-site").to_string();
        assert!(told.contains("another deployment took over"), "{told}");
        assert!(told.contains("since 20"), "since when: {told}");
        converge(&simulator, &second, Goal::Deploy, "a deploy that lost").await;

        // Two of the same at the same time come to the same end.
        let (one, two) = tokio::join!(
            go(simulator.access(), &first, Goal::Deploy, Arc::default()),
            go(simulator.access(), &first, Goal::Deploy, Arc::default()),
        );
        // Of each service one of the two is the loser, if they met at all.
        for service in ["service/shop-site", "service/shop-worker"] {
            let endings = [ending(&one, service), ending(&two, service)];
            let lost = endings.iter().filter(|ending| match ending {
                apply::Ending::Failed(failure) => {
                    assert!(failure.what.contains("another deployment took over"), "{failure}");
                    true
                }
                other => {
                    assert_eq!(**other, apply::Ending::Done, "{service}");
                    false
                }
            });
            assert!(lost.count() < 2, "{service}: {endings:#?}");
        }
        converge(&simulator, &first, Goal::Deploy, "two deploys at once").await;
    });
}
