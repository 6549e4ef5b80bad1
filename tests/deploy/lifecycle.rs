//! A stack's whole life, undisturbed.

use std::collections::BTreeMap;
use std::sync::Arc;

use ecs_dsl::assembly::Manifest;
use ecs_dsl::aws::{CallLog, EcsOperation};
use ecs_dsl::plan::Action;
use ecs_dsl::prelude::*;
use ecs_dsl::simulator::{Settings, Simulator};
use serde_json::json;

use crate::rig::{
    Goal, Killer, connect, converge, go, inventory, manifest, planned, run, start, world_of_others,
};
use crate::stack::{Version, program};

#[test]
fn deploy_update_and_destroy_do_all_and_nothing_else() {
    run(async {
        let world = world_of_others(Settings { shuffle: Some(7), ..Settings::default() }).await;
        let simulator = start(&world);
        let others = inventory(&simulator);
        let first = manifest(&program(Version::First));
        assert_eq!(first.resources.len(), 12, "{:?}", first.resources.keys());

        let came = go(simulator.access(), &first, Goal::Deploy, Arc::default()).await;
        assert!(came.is_success(), "{came:#?}");
        assert_eq!(inventory(&simulator).len(), others.len() + first.resources.len());
        let (aws, account) = connect(simulator.access()).await;
        let (plan, _) = planned(&aws, &account, &first, Goal::Deploy).await.expect("a quiet world");
        assert!(plan.is_empty(), "{:#?}", plan.changes().collect::<Vec<_>>());

        let second = manifest(&program(Version::Second));
        let (plan, _) = planned(&aws, &account, &second, Goal::Deploy).await.expect("a quiet world");
        let mut counts: BTreeMap<Action, usize> = BTreeMap::new();
        plan.changes().for_each(|one| *counts.entry(one.action).or_default() += 1);
        // The worker's service, task definition, log group and three roles go.
        assert_eq!(counts[&Action::Delete], 6, "{counts:?}");
        assert_eq!(counts[&Action::NewRevision], 1);
        assert_eq!(counts[&Action::Update], 4, "{counts:?}: cluster, log group, role, service");
        let came = go(simulator.access(), &second, Goal::Deploy, Arc::default()).await;
        assert!(came.is_success(), "{came:#?}");
        converge(&simulator, &second, Goal::Deploy, "an undisturbed update").await;
        let body = json!({ "cluster": "shop", "services": ["shop-site"] });
        let service = aws.ecs.call(EcsOperation::DescribeServices, &body).await.expect("it is there");
        assert_eq!(service["services"][0]["runningCount"], 3);
        assert!(
            service["services"][0]["taskDefinition"].as_str().is_some_and(|arn| arn.ends_with("shop-site:2"))
        );

        let came = go(simulator.access(), &second, Goal::Destroy, Arc::default()).await;
        assert!(came.is_success(), "{came:#?}");
        assert_eq!(inventory(&simulator), others);
        converge(&simulator, &second, Goal::Destroy, "an undisturbed end").await;
    });
}

#[test]
fn an_unchanged_stack_is_read_with_few_calls_and_nothing_is_written() {
    run(async {
        let simulator = start(&world_of_others(Settings::default()).await);
        let first = manifest(&program(Version::First));
        assert!(go(simulator.access(), &first, Goal::Deploy, Arc::default()).await.is_success());
        let log = Arc::new(CallLog::new());
        let came = go(simulator.access().gate(log.clone()), &first, Goal::Deploy, Arc::default()).await;
        assert!(came.is_success());
        let writes: Vec<String> = log
            .calls()
            .into_iter()
            .filter(|call| !["Describe", "List", "Get"].iter().any(|verb| call.contains(&format!(":{verb}"))))
            .collect();
        assert!(writes.is_empty(), "{writes:?}");
    });
}

/// A task definition whose resource stays while its family gets another name.
fn family(family: &'static str, image: &str) -> Manifest {
    let cluster = Cluster::new("shop");
    let task = TaskDef::fargate("shop-web", FargateSize::new(CpuUnits::new(256), Mib::new(512)))
        .customize(move |definition| definition.family = family.to_owned());
    let image = format!("111122223333.dkr.ecr.us-east-1.amazonaws.com/web:{image}");
    let _ = task.container("web", image);
    let network = Network::private(["subnet-0a11aa22bb33cc44d"], ["sg-0c11aa22bb33cc44d"]);
    let service = Service::fargate("shop-web", &cluster, &task, network).desired_count(2);
    let stack = Stack::new("shop", &Env::new()).region("us-east-1");
    manifest(&App::new().stack(stack.add((&cluster, &task, &service))))
}

#[test]
fn a_family_gets_another_name_in_one_deploy_and_none_of_the_old_one_is_left() {
    run(async {
        // One that sorts before its successor and one that sorts after it.
        for (old, new) in [("a-web", "b-web"), ("b-web", "a-web")] {
            let simulator = Simulator::start(Settings::default()).expect("a free port");
            for image in ["1", "2", "3"] {
                let wanted = family(old, image);
                assert!(go(simulator.access(), &wanted, Goal::Deploy, Arc::default()).await.is_success());
            }
            let world = simulator.with_world(|world| world.clone());
            let wanted = family(new, "3");
            for at in 1.. {
                let simulator = start(&world);
                let killer = Arc::new(Killer { at, after_effect: true });
                let came = go(simulator.access().gate(killer), &wanted, Goal::Deploy, Arc::default()).await;
                let because = format!("from {old} to {new}, killed at call {at}");
                converge(&simulator, &wanted, Goal::Deploy, &because).await;
                let left = inventory(&simulator);
                let revisions: Vec<&String> =
                    left.iter().filter(|arn| arn.contains(":task-definition/")).collect();
                assert_eq!(revisions.len(), 1, "{because}: {revisions:?}");
                assert!(revisions[0].ends_with(&format!("/{new}:1")), "{because}: {revisions:?}");
                if came.is_success() {
                    break;
                }
            }
        }
    });
}
