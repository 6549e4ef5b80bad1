//! A deployment that somebody else takes over, past everything that keeps two deploys apart.

use std::time::Duration;

use ecs_dsl::aws::EcsOperation;
use ecs_dsl::simulator::Settings;
use serde_json::json;

use crate::stack::{Version, program};
use crate::stage::{Goal, connect, converge, go, ready, run, start, world_after, world_of_others};

#[test]
fn who_forces_another_revision_under_way_is_told_of() {
    let (first, second) = (ready(&program(Version::First)), ready(&program(Version::Second)));
    run(async {
        let world = world_after(&world_of_others(Settings::default()).await, &first).await;
        let simulator = start(&world);
        // While revision 2 rolls out, carol registers one by hand and forces it.
        let aws = connect(simulator.access().test_credentials_of("carol")).await;
        let carol = async {
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
            let definition = json!({
                "family": "shop-site",
                "networkMode": "awsvpc",
                "requiresCompatibilities": ["FARGATE"],
                "cpu": "256",
                "memory": "512",
                "containerDefinitions": [{ "name": "site", "image": "site:by-hand" }],
            });
            aws.ecs.call(EcsOperation::RegisterTaskDefinition, &definition).await.expect("allowed");
            let body = json!({ "cluster": "shop", "service": "shop-site", "taskDefinition": "shop-site" });
            aws.ecs.call(EcsOperation::UpdateService, &body).await.expect("it is there");
        };
        let (came, ()) = tokio::join!(go(&simulator, &second, Goal::Deploy), carol);
        let told = came.failure_of("service/shop-site").to_string();
        assert!(told.contains("another deployment took over"), "{told}");
        assert!(told.contains("since 2025-01-01T"), "since when: {told}");
        let who = "shop-site:3 was registered by arn:aws:iam::123456789012:user/carol at 2025-01-01T";
        assert!(told.contains(who), "by whom: {told}");
        converge(&simulator, &second, Goal::Deploy, "a deploy that lost").await;
    });
}
