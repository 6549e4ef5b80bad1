//! A rollback and a deploy of one stack keep out of each other's way.

use std::sync::Arc;
use std::time::Duration;

use ecs_dsl::App;
use ecs_dsl::apply::Options;
use ecs_dsl::assembly::CLAIM_TAG;
use ecs_dsl::aws::EcsOperation;
use ecs_dsl::prelude::*;
use ecs_dsl::simulator::{Settings, Simulator};
use serde_json::json;

use crate::put_back::{deployed, prepared_with, program, runs};
use crate::rig::{Goal, connect, go, manifest, run};
use crate::stage::is_marked;

const CLUSTER: &str = "arn:aws:ecs:us-east-1:123456789012:cluster/shop";
const CI: &str = "arn:aws:iam::123456789012:user/ci";

/// Marks something as a deploy does that has a minute left.
async fn mark(simulator: &Simulator, arn: &str) {
    let (aws, _) = connect(simulator.access()).await;
    let until = aws.time().now().as_secs() + 60;
    let value = format!("{CI} since 2025-01-01T00:00:00Z until {until} run another");
    let body = json!({ "resourceArn": arn, "tags": [{ "key": CLAIM_TAG, "value": value }] });
    aws.ecs.call(EcsOperation::TagResource, &body).await.expect("allowed");
}

async fn rolled_back(simulator: &Simulator, app: &App, options: Options) -> Result<(), String> {
    let back = prepared_with(simulator, app, None, options).await.expect("allowed");
    back.expect("there is one before").apply().await.map_err(|failure| failure.to_string())
}

#[test]
fn who_deploys_the_stack_is_named_and_nothing_is_changed() {
    run(async {
        let simulator = deployed(2).await;
        mark(&simulator, CLUSTER).await;
        let refused = rolled_back(&simulator, &program(2), Options::default()).await;
        let refused = refused.expect_err("somebody deploys");
        let who = format!("stack shop has somebody else: {CI} deploys it since 2025-01-01T00:00:00Z\n");
        assert!(refused.starts_with(&who), "{refused}");
        let fix = "fix: wait until that is done, then `rollback`; if that run is dead, its mark counts for ";
        assert!(refused.contains(fix) && refused.contains("or pass --take-over"), "{refused}");
        assert_eq!(runs(&simulator).await, "shop-web:2");

        let take_over = Options { take_over: true, ..Options::default() };
        rolled_back(&simulator, &program(2), take_over).await.expect("the other is dead");
        assert_eq!(runs(&simulator).await, "shop-web:1");
    });
}

#[test]
fn a_mark_that_counts_no_more_is_none() {
    run(async {
        let simulator = deployed(2).await;
        mark(&simulator, CLUSTER).await;
        simulator.clock().advance(Duration::from_secs(61));
        rolled_back(&simulator, &program(2), Options::default()).await.expect("that run is over");
        assert!(!is_marked(&simulator), "the old mark goes with the new one");
    });
}

#[test]
fn the_stack_is_marked_before_the_service_is_changed_and_not_after() {
    run(async {
        let simulator = deployed(2).await;
        simulator.forget_calls();
        rolled_back(&simulator, &program(2), Options::default()).await.expect("it runs as it did");
        let calls: Vec<String> = simulator.calls().into_iter().map(|call| call.operation).collect();
        let place = |operation: &str| {
            let place = calls.iter().position(|call| call == operation);
            place.unwrap_or_else(|| panic!("no {operation} in {calls:?}"))
        };
        assert!(place("TagResource") < place("UpdateService"), "{calls:?}");
        assert!(place("UpdateService") < place("UntagResource"), "{calls:?}");
        assert!(!is_marked(&simulator));
    });
}

/// Two services in somebody else's cluster, of which a deploy has marked the one or the other.
fn without_a_cluster(version: u32) -> App {
    let cluster = Cluster::existing("others");
    let network = || Network::private(["subnet-0a11aa22bb33cc44d"], ["sg-0c11aa22bb33cc44d"]);
    let mut stack = Stack::new("shop", &Env::new()).region("us-east-1");
    for name in ["shop-api", "shop-web"] {
        let task = TaskDef::fargate(name, FargateSize::new(CpuUnits::new(256), Mib::new(512)));
        let image = format!("111122223333.dkr.ecr.us-east-1.amazonaws.com/{name}:{version}");
        let _ = task.container("it", image).user("1000");
        stack = stack.add((&task, &Service::fargate(name, &cluster, &task, network()).desired_count(1)));
    }
    App::new().stack(stack)
}

#[test]
fn where_the_stack_has_no_cluster_the_mark_may_be_on_any_of_its_services() {
    run(async {
        let simulator = Simulator::start(Settings::default()).expect("a free port");
        let (aws, _) = connect(simulator.access()).await;
        let others = json!({ "clusterName": "others" });
        aws.ecs.call(EcsOperation::CreateCluster, &others).await.expect("allowed");
        for version in [1, 2] {
            let wanted = manifest(&without_a_cluster(version));
            let came = go(simulator.access(), &wanted, Goal::Deploy, Arc::default()).await;
            assert!(came.is_success(), "{came:#?}");
        }
        let app = without_a_cluster(2);
        for service in ["shop-api", "shop-web"] {
            let arn = format!("arn:aws:ecs:us-east-1:123456789012:service/others/{service}");
            mark(&simulator, &arn).await;
            let refused = rolled_back(&simulator, &app, Options::default()).await;
            assert!(refused.is_err_and(|told| told.contains(CI)), "marked on {service}");
            let body = json!({ "resourceArn": arn, "tagKeys": [CLAIM_TAG] });
            aws.ecs.call(EcsOperation::UntagResource, &body).await.expect("allowed");
        }
        rolled_back(&simulator, &app, Options::default()).await.expect("nobody deploys it now");
    });
}
