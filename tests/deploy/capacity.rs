//! Capacity that ECS manages: providers that come to their cluster by being made in it.

use std::sync::Arc;

use ecs_dsl::api::ecs::CapacityOptionType;
use ecs_dsl::plan::Action;
use ecs_dsl::prelude::*;
use ecs_dsl::simulator::{Settings, Simulator};

use crate::rig::{Goal, connect, converge, go, inventory, manifest, planned, run};

type Change = fn(CapacityProvider<ManagedInstances>) -> CapacityProvider<ManagedInstances>;

/// A stack whose cluster does not name the provider that is made in it.
fn stack(providers: &[(&str, Change)]) -> App {
    let cluster = Cluster::new("shop");
    let task =
        TaskDef::managed_instances("shop-jobs", NetworkMode::Awsvpc, CpuUnits::new(256), Mib::new(512));
    let _ = task.container("job", "111122223333.dkr.ecr.us-east-1.amazonaws.com/job:1");
    let mut stack = Stack::new("shop", &Env::new()).region("us-east-1").add((&cluster, &task));
    for (number, (name, change)) in providers.iter().enumerate() {
        let subnets = ["subnet-0a11aa22bb33cc44d"];
        let groups = ["sg-0c11aa22bb33cc44d"];
        let provider = change(CapacityProvider::managed_instances(*name, &cluster, subnets, groups));
        stack = stack.add(&provider);
        if number == 0 {
            let service = Service::managed_instances("shop-jobs", &cluster, &task, &provider)
                .network(Network::private(subnets, groups));
            stack = stack.add(&service);
        }
    }
    App::new().stack(stack)
}

#[test]
fn a_provider_that_its_cluster_does_not_name_stays_with_it() {
    run(async {
        let simulator = Simulator::start(Settings::default()).expect("a free port");
        let others = inventory(&simulator);
        for (what, providers) in [
            ("made", &[("jobs", (|it| it) as Change)][..]),
            ("changed", &[("jobs", |it| it.propagate_tags())]),
            ("another beside it", &[("jobs", |it| it.propagate_tags()), ("spare", |it| it)]),
            ("the services move", &[("other", |it| it), ("spare", |it| it)]),
            ("one is left", &[("other", |it| it)]),
        ] {
            let wanted = manifest(&stack(providers));
            let came = go(simulator.access(), &wanted, Goal::Deploy, Arc::default()).await;
            assert!(came.is_success(), "{what}: {came:#?}");
            converge(&simulator, &wanted, Goal::Deploy, what).await;
        }
        let wanted = manifest(&stack(&[("other", |it| it)]));
        let came = go(simulator.access(), &wanted, Goal::Destroy, Arc::default()).await;
        assert!(came.is_success(), "{came:#?}");
        assert_eq!(inventory(&simulator), others);
    });
}

#[test]
fn a_service_goes_from_providers_back_to_their_launch_type_where_it_is() {
    let wanted = |on_spot: bool| {
        let cluster = Cluster::new("shop").capacity_provider(FargateCapacity::Spot);
        let task = TaskDef::fargate("shop-web", FargateSize::new(CpuUnits::new(256), Mib::new(512)));
        let _ = task.container("web", "111122223333.dkr.ecr.us-east-1.amazonaws.com/web:1");
        let network = Network::private(["subnet-0a11aa22bb33cc44d"], ["sg-0c11aa22bb33cc44d"]);
        let service = Service::fargate("shop-web", &cluster, &task, network).desired_count(2);
        let service = if on_spot { service.capacity_provider(FargateCapacity::Spot, 1) } else { service };
        let stack = Stack::new("shop", &Env::new()).region("us-east-1");
        manifest(&App::new().stack(stack.add((&cluster, &task, &service))))
    };
    run(async {
        let simulator = Simulator::start(Settings::default()).expect("a free port");
        for (on_spot, action) in [(true, Action::Create), (false, Action::Update), (true, Action::Update)] {
            let wanted = wanted(on_spot);
            let (aws, account) = connect(simulator.access()).await;
            let (plan, _) = planned(&aws, &account, &wanted, Goal::Deploy).await.expect("a quiet world");
            let service = plan.resource("service/shop-web").expect("it is in the plan");
            assert_eq!((service.action, service.deploys), (action, true), "{:#?}", service.members);
            let came = go(simulator.access(), &wanted, Goal::Deploy, Arc::default()).await;
            assert!(came.is_success(), "{came:#?}");
            converge(&simulator, &wanted, Goal::Deploy, "another capacity").await;
        }
    });
}

#[test]
fn what_a_provider_cannot_change_is_told_before_anything_is_done() {
    run(async {
        let simulator = Simulator::start(Settings::default()).expect("a free port");
        let first = manifest(&stack(&[("jobs", |it| it)]));
        assert!(go(simulator.access(), &first, Goal::Deploy, Arc::default()).await.is_success());
        let spot = manifest(&stack(&[("jobs", |it| it.capacity_option(CapacityOptionType::Spot))]));
        let (aws, account) = connect(simulator.access()).await;
        let (plan, _) = planned(&aws, &account, &spot, Goal::Deploy).await.expect("a quiet world");
        let provider = plan.resource("capacity-provider/jobs").expect("it is in the plan");
        assert_eq!(provider.action, Action::Replace);
        assert!(provider.calls.is_empty());
        let blocked = provider.blocked.as_deref().unwrap_or_default();
        assert!(
            blocked.contains("capacityOptionType") && blocked.contains("give it another name"),
            "{blocked}"
        );
    });
}
