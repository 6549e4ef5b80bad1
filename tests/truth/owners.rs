//! Members that the autoscaler and ECS change after the creation: neither differences nor undone.

use ecs_dsl::aws::EcsOperation;
use ecs_dsl::prelude::*;
use serde_json::json;

use crate::rig::{Goal, Rig, manifest, run};

const BLUE: &str = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/blue/0123456789abcdef";
const GREEN: &str = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/green/fedcba9876543210";
const RULE: &str = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener-rule/app/shop/50dc6c495c0c9188/0467ef3c8400ae65/00000000000000aa";

fn stack(level: u32, change: fn(Service<Fargate>, &Port) -> Service<Fargate>) -> App {
    let cluster = Cluster::new("shop").container_insights(ContainerInsights::Enabled);
    let web = TaskDef::fargate("shop-web", FargateSize::new(CpuUnits::new(256), Mib::new(512)));
    let container = web.container("web", "public.ecr.aws/shop/web:1").env("LEVEL", level).user("1000");
    let http = container.port(8080);
    let network = Network::private(["subnet-0a11aa22bb33cc44d"], ["sg-0c11aa22bb33cc44d"]);
    let service = change(Service::fargate("shop-web", &cluster, &web, network), &http);
    App::new().stack(Stack::new("shop", &Env::new()).region("us-east-1").add((&cluster, &web, &service)))
}

#[test]
fn the_autoscaler_s_count_is_left_alone() {
    run(async {
        let rig = Rig::start().await;
        let wanted = |level| manifest(&stack(level, |service, _| service.autoscaled(2)));
        rig.converge(&wanted(1), Goal::Deploy, "the creation").await;
        let scaled = json!({ "cluster": "shop", "service": "shop-web", "desiredCount": 7 });
        rig.ecs(EcsOperation::UpdateService, scaled).await;
        rig.wait(600).await;
        rig.converge(&wanted(1), Goal::Deploy, "scaling out").await;
        rig.converge(&wanted(2), Goal::Deploy, "another member").await;
        let body = json!({ "cluster": "shop", "services": ["shop-web"] });
        let service = rig.ecs(EcsOperation::DescribeServices, body).await["services"][0].take();
        assert_eq!((&service["desiredCount"], &service["runningCount"]), (&json!(7), &json!(7)));
    });
}

#[test]
fn target_groups_that_a_deployment_has_swapped_are_left_alone() {
    run(async {
        let rig = Rig::start().await;
        let wanted = |level| {
            manifest(&stack(level, |service, http| {
                let shift = TrafficShift::new(GREEN, RULE);
                service
                    .target(TargetGroup::arn(BLUE).shift(shift), http)
                    .deployment(Deployment::blue_green(Minutes::new(1)))
            }))
        };
        rig.converge(&wanted(1), Goal::Deploy, "the creation").await;
        let body = json!({ "cluster": "shop", "services": ["shop-web"] });
        let mut service = rig.ecs(EcsOperation::DescribeServices, body).await["services"][0].take();
        let balancer = &mut service["loadBalancers"][0];
        balancer["targetGroupArn"] = json!(GREEN);
        balancer["advancedConfiguration"]["alternateTargetGroupArn"] = json!(BLUE);
        let swapped =
            json!({ "cluster": "shop", "service": "shop-web", "loadBalancers": service["loadBalancers"] });
        rig.ecs(EcsOperation::UpdateService, swapped).await;
        rig.wait(3600).await;
        let plan = rig.plan(&wanted(1), Goal::Deploy).await;
        assert!(plan.is_empty(), "{:#?}", plan.changes().collect::<Vec<_>>());
        let plan = rig.plan(&wanted(2), Goal::Deploy).await;
        let service = plan.resource("service/shop-web").expect("it is in the plan");
        assert!(service.calls[0].request["loadBalancers"].is_null(), "{service:#?}");
        rig.converge(&wanted(2), Goal::Deploy, "another member").await;
    });
}
