//! Capacity that ECS manages: providers that come to their cluster by being made in it.

use std::sync::Arc;

use ecs_dsl::api::ecs::CapacityOptionType;
use ecs_dsl::apply::{self, Ending, Setting, Silent};
use ecs_dsl::assembly::Manifest;
use ecs_dsl::aws::{Aws, EcsOperation};
use ecs_dsl::plan::{Action, Options, render};
use ecs_dsl::prelude::*;
use ecs_dsl::simulator::{Settings, Simulator};
use serde_json::{Value, json};

use crate::rig::{Goal, Killer, connect, converge, go, inventory, manifest, planned, run, start};

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

/// A stack on Fargate whose cluster has what its service runs on, and always the one that is no Spot.
fn on_fargate(capacity: FargateCapacity) -> Manifest {
    let cluster = Cluster::new("shop").capacity_provider(FargateCapacity::OnDemand);
    let cluster =
        match capacity {
            FargateCapacity::OnDemand => cluster,
            FargateCapacity::Spot => cluster
                .capacity_provider(FargateCapacity::Spot)
                .default_capacity_provider(FargateCapacity::Spot, 1, None),
        };
    let task = TaskDef::fargate("shop-web", FargateSize::new(CpuUnits::new(256), Mib::new(512)));
    let _ = task.container("web", "111122223333.dkr.ecr.us-east-1.amazonaws.com/web:1");
    let network = Network::private(["subnet-0a11aa22bb33cc44d"], ["sg-0c11aa22bb33cc44d"]);
    let service = Service::fargate("shop-web", &cluster, &task, network).desired_count(2);
    let service = service.capacity_provider(capacity, 1);
    manifest(
        &App::new()
            .stack(Stack::new("shop", &Env::new()).region("us-east-1").add((&cluster, &task, &service))),
    )
}

/// A stack on instances of a group's provider of this name, which is the only one of its cluster.
fn on_group(name: &str) -> Manifest {
    let group =
        format!("arn:aws:autoscaling:us-east-1:111122223333:autoScalingGroup:u:autoScalingGroupName/{name}");
    let provider = CapacityProvider::auto_scaling_group(name, group);
    let cluster =
        Cluster::new("shop").capacity_provider(&provider).default_capacity_provider(&provider, 1, None);
    let task = TaskDef::ec2("shop-web", NetworkMode::Bridge);
    let _ = task.container("web", "111122223333.dkr.ecr.us-east-1.amazonaws.com/web:1").memory(Mib::new(256));
    let service = Service::ec2("shop-web", &cluster, &task).desired_count(2).capacity_provider(&provider, 1);
    let stack = Stack::new("shop", &Env::new()).region("us-east-1");
    manifest(&App::new().stack(stack.add((&provider, &cluster, &task, &service))))
}

/// Ways out of a provider, each by one deploy of cluster and service.
fn moves() -> [(&'static str, Manifest, Manifest); 2] {
    let (spot, on_demand) = (FargateCapacity::Spot, FargateCapacity::OnDemand);
    [
        ("Spot is given up", on_fargate(spot), on_fargate(on_demand)),
        ("another group", on_group("a"), on_group("b")),
    ]
}

async fn providers(aws: &Aws) -> Vec<Value> {
    let body = json!({ "clusters": ["shop"] });
    let mut answer = aws.ecs.call(EcsOperation::DescribeClusters, &body).await.expect("it is there");
    serde_json::from_value(answer["clusters"][0]["capacityProviders"].take()).expect("a list")
}

#[test]
fn a_cluster_keeps_the_providers_of_its_services_until_they_have_moved() {
    for (what, before, after) in moves() {
        run(async {
            let simulator = Simulator::start(Settings::default()).expect("a free port");
            assert!(
                go(simulator.access(), &before, Goal::Deploy, Arc::default()).await.is_success(),
                "{what}"
            );
            let (aws, account) = connect(simulator.access()).await;
            let (plan, _) = planned(&aws, &account, &after, Goal::Deploy).await.expect("a quiet world");
            let holder = plan.resources.iter().find(|one| !one.later.is_empty());
            let holder = holder.unwrap_or_else(|| panic!("{what}: {plan:#?}"));
            let puts = holder.calls.iter().filter(|call| call.operation.starts_with("Put"));
            let listed: Vec<usize> = puts
                .chain(&holder.later)
                .map(|call| {
                    let providers = call.request["capacityProviders"].as_array().expect("a list");
                    let strategy =
                        call.request["defaultCapacityProviderStrategy"].as_array().expect("a list");
                    let named = |item: &Value| providers.contains(&item["capacityProvider"]);
                    assert!(strategy.iter().all(named), "{what}: {call:#?}");
                    providers.len()
                })
                .collect();
            assert_eq!(listed, [2, 1], "{what}");
            let shown = render::text(std::slice::from_ref(&plan), render::Style::Plain);
            assert!(shown.contains("goes at the end, by PutClusterCapacityProviders"), "{shown}");

            let came = go(simulator.access(), &after, Goal::Deploy, Arc::default()).await;
            assert!(came.is_success(), "{what}: {came:#?}");
            converge(&simulator, &after, Goal::Deploy, what).await;
            assert_eq!(providers(&aws).await.len(), 1, "{what}");
        });
    }
}

#[test]
fn a_run_that_dies_between_two_lists_of_providers_is_finished_by_the_next() {
    for (what, before, after) in moves() {
        run(async {
            let simulator = Simulator::start(Settings::default()).expect("a free port");
            assert!(
                go(simulator.access(), &before, Goal::Deploy, Arc::default()).await.is_success(),
                "{what}"
            );
            let world = simulator.with_world(|world| world.clone());
            for at in 1.. {
                let simulator = start(&world);
                let killer = Killer { at, after_effect: at % 2 == 0 };
                let access = simulator.access().gate(Arc::new(killer));
                let came = go(access, &after, Goal::Deploy, Arc::default()).await;
                let because = format!("{what}, killed at call {at}");
                converge(&simulator, &after, Goal::Deploy, &because).await;
                let (aws, _) = connect(simulator.access()).await;
                assert_eq!(providers(&aws).await.len(), 1, "{because}");
                if came.is_success() {
                    break;
                }
            }
        });
    }
}

#[test]
fn a_move_from_one_group_to_another_can_be_put_back() {
    run(async {
        let simulator = Simulator::start(Settings::default()).expect("a free port");
        let (before, after) = (on_group("a"), on_group("b"));
        assert!(go(simulator.access(), &before, Goal::Deploy, Arc::default()).await.is_success());
        let (aws, account) = connect(simulator.access()).await;
        let (plan, live) = planned(&aws, &account, &after, Goal::Deploy).await.expect("a quiet world");
        let setting = Setting {
            aws: aws.clone(),
            account,
            manifest: after.clone(),
            plan_options: Options::default(),
            stop: Arc::default(),
            listener: Arc::new(Silent),
        };
        let options = apply::Options::default();
        let (outcome, known) = apply::apply(&plan, setting.clone(), options.clone()).await;
        assert!(outcome.is_success(), "{outcome:#?}");
        let finishes =
            |(address, what, _): &(String, &str, Ending)| address == "cluster/shop" && *what == "finish";
        assert!(outcome.resources.iter().any(finishes), "{outcome:#?}");
        let back = apply::put_back(&plan, &outcome, &live, &known, setting, options).await;
        assert!(back.is_success(), "{back:#?}");
        assert_eq!(providers(&aws).await, ["a"]);
        converge(&simulator, &before, Goal::Deploy, "it was put back").await;
    });
}

#[test]
fn only_from_a_groups_provider_there_is_a_way_back_to_a_launch_type() {
    let cases = [
        ("service/shop-web", on_group("a"), Action::Update),
        ("service/shop-jobs", manifest(&stack(&[("jobs", |it| it)])), Action::Replace),
    ];
    for (address, before, action) in cases {
        run(async {
            let simulator = Simulator::start(Settings::default()).expect("a free port");
            assert!(go(simulator.access(), &before, Goal::Deploy, Arc::default()).await.is_success());
            let mut after = before.clone();
            let service = &mut after.resources.get_mut(address).expect("it is there").request;
            service["launchType"] = json!("EC2");
            service.as_object_mut().expect("an object").remove("capacityProviderStrategy");
            let (aws, account) = connect(simulator.access()).await;
            let (plan, _) = planned(&aws, &account, &after, Goal::Deploy).await.expect("a quiet world");
            let planned = plan.resource(address).expect("it is in the plan");
            assert_eq!(planned.action, action, "{address}: {:#?}", planned.members);
            let body = json!({
                "cluster": "shop",
                "service": address.rsplit('/').next(),
                "capacityProviderStrategy": [],
                "forceNewDeployment": true,
            });
            let answer = aws.ecs.call(EcsOperation::UpdateService, &body).await;
            assert_eq!(answer.is_ok(), action == Action::Update, "{address}: {answer:?}");
        });
    }
}
