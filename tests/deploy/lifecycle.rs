//! A stack's whole life, undisturbed.

use std::collections::BTreeMap;
use std::sync::Arc;

use ecs_dsl::aws::{CallLog, EcsOperation};
use ecs_dsl::plan::Action;
use ecs_dsl::simulator::Settings;
use serde_json::json;

use crate::rig::{Goal, connect, converge, go, inventory, manifest, planned, run, start, world_of_others};
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
