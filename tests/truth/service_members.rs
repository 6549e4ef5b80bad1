//! Members of a service that its description does not tell: only its revision does.

use ecs_dsl::api::ecs::GatewayConnector;
use ecs_dsl::aws::Service as AwsService;
use ecs_dsl::prelude::*;
use ecs_dsl::simulator::{Fault, FaultAction};
use serde_json::Value;

use crate::rig::{Goal, Rig, manifest, run};

type Change = fn(Service<Fargate>, &Port) -> Service<Fargate>;

fn stack(change: Change) -> App {
    let cluster = Cluster::new("shop").container_insights(ContainerInsights::Enabled);
    let web = TaskDef::fargate("shop-web", FargateSize::new(CpuUnits::new(256), Mib::new(512)));
    let http = web.container("web", "public.ecr.aws/shop/web:1").user("1000").port(8080).named("http");
    let network = Network::private(["subnet-0a11aa22bb33cc44d"], ["sg-0c11aa22bb33cc44d"]);
    let service = change(Service::fargate("shop-web", &cluster, &web, network), &http);
    App::new().stack(Stack::new("shop", &Env::new()).region("us-east-1").add((&cluster, &web, &service)))
}

/// One version of the code after the other, and the members that differ between each and the next.
const VERSIONS: &[(&str, Change, &[&str])] = &[
    ("nothing", |service, _| service, &[]),
    (
        "monitored",
        |service, _| service.monitor(["CPUUtilization"], Seconds::new(20)),
        &["monitoring.metricConfigurations[CPUUtilization]"],
    ),
    (
        "monitored otherwise, and connected",
        |service, http| {
            let connector = GatewayConnector::default();
            service.monitor(["MemoryUtilization"], Seconds::new(20)).gateway_connector(connector, http)
        },
        &[
            "gatewayConnectors[http]",
            "monitoring.metricConfigurations[CPUUtilization]",
            "monitoring.metricConfigurations[MemoryUtilization]",
        ],
    ),
    (
        "nothing any more",
        |service, _| service,
        &["gatewayConnectors[http]", "monitoring.metricConfigurations[MemoryUtilization]"],
    ),
];

#[test]
fn what_only_a_revision_tells_is_compared_in_both_directions() {
    run(async {
        let rig = Rig::start().await;
        for (what, change, members) in VERSIONS {
            let wanted = manifest(&stack(*change));
            let plan = rig.plan(&wanted, Goal::Deploy).await;
            let service = plan.resource("service/shop-web").expect("it is in the plan");
            let differing: Vec<&str> = service.members.iter().map(|change| change.member.as_str()).collect();
            assert_eq!(&differing, members, "{what}: {service:#?}");
            assert!(plan.notes.is_empty(), "{what}: {:?}", plan.notes);
            rig.converge(&wanted, Goal::Deploy, what).await;
        }
    });
}

#[test]
fn what_aws_does_not_tell_is_no_difference_and_the_plan_says_so() {
    run(async {
        let rig = Rig::start().await;
        let wanted = manifest(&stack(|service, _| service.monitor(["CPUUtilization"], Seconds::new(20))));
        let denied =
            FaultAction::Refuse { code: "AccessDeniedException".to_owned(), message: "no".to_owned() };
        rig.simulator
            .add_fault(Fault::new(denied).service(AwsService::Ecs).operation("DescribeServiceRevisions"));
        rig.converge(&wanted, Goal::Deploy, "the creation").await;
        let plan = rig.plan(&wanted, Goal::Deploy).await;
        assert_eq!(plan.notes, ["`monitoring` of service/shop-web was not compared: AWS did not tell it"]);
        assert_eq!(wanted.resources["service/shop-web"].request["gatewayConnectors"], Value::Null);
    });
}
