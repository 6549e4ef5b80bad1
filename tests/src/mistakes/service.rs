//! Mistakes in services and in how they fit their task definition and cluster.

use ecs_dsl::api::ecs::{CapacityProviderStrategyItem, LaunchType, SchedulingStrategy};
use ecs_dsl::prelude::*;

use super::{Mistake, Parts, network, parts};

pub(super) const MISTAKES: &[Mistake] = &[
    Mistake {
        name: "no_network",
        what: "a service under awsvpc without subnets",
        code: "ECS0719",
        app: || {
            let it = parts();
            let _ = it.service.clone().customize(|request| request.network_configuration = None);
            it.app()
        },
    },
    Mistake {
        name: "daemon_on_fargate",
        what: "a daemon on Fargate",
        code: "ECS0708",
        app: || {
            let it = parts();
            let _ = it.service.clone().customize(|request| {
                request.desired_count = None;
                request.scheduling_strategy = Some(SchedulingStrategy::Daemon);
            });
            it.app()
        },
    },
    Mistake {
        name: "negative_count",
        what: "a desired count of -1",
        code: "ECS0707",
        app: || {
            let it = parts();
            let _ = it.service.clone().desired_count(-1);
            it.app()
        },
    },
    Mistake {
        name: "two_ways_of_capacity",
        what: "a launch type and capacity providers at once",
        code: "ECS0711",
        app: || {
            let it = parts();
            let _ = it.cluster.clone().capacity_provider(FargateCapacity::OnDemand);
            let _ = it.service.clone().customize(|request| {
                request.launch_type = Some(LaunchType::Fargate);
                request.capacity_provider_strategy = Some(vec![CapacityProviderStrategyItem {
                    capacity_provider: "FARGATE".to_owned(),
                    ..CapacityProviderStrategyItem::default()
                }]);
            });
            it.app()
        },
    },
    Mistake {
        name: "provider_not_of_cluster",
        what: "a capacity provider that the cluster does not have",
        code: "ECS0741",
        app: || {
            let it = parts();
            let _ = it.service.clone().capacity_provider(FargateCapacity::OnDemand, 1);
            it.app()
        },
    },
    Mistake {
        name: "balancer_container_unknown",
        what: "a target group of a container that is not in the task",
        code: "ECS0802",
        app: || {
            let it = parts();
            let _ = it.service.clone().customize(|request| {
                for balancer in request.load_balancers.iter_mut().flatten() {
                    balancer.container_name = Some("nginx".to_owned());
                }
            });
            it.app()
        },
    },
    Mistake {
        name: "grace_period_without_balancer",
        what: "a grace period for health checks that nobody makes",
        code: "ECS0730",
        app: || {
            let Parts { cluster, logs, role, task, web, http, .. } = parts();
            let service = Service::fargate("web", &cluster, &task, network())
                .desired_count(2)
                .customize(|request| request.health_check_grace_period_seconds = Some(60))
                .deployment(Deployment::rolling().circuit_breaker(CircuitBreaker::rollback()));
            Parts { cluster, logs, role, task, web, http, service }.app()
        },
    },
    Mistake {
        name: "deployment_stuck",
        what: "a deployment that may neither start nor stop a task",
        code: "ECS0904",
        app: || {
            let it = parts();
            let stuck = Deployment::rolling()
                .minimum_healthy_percent(Percent::new(100))
                .maximum_percent(Percent::new(100))
                .circuit_breaker(CircuitBreaker::rollback());
            let _ = it.service.clone().deployment(stuck);
            it.app()
        },
    },
    Mistake {
        name: "public_address",
        what: "a public address for a task behind a load balancer",
        code: "SEC0201",
        app: || {
            let it = parts();
            let _ = it.service.clone().customize(|request| {
                let network = request.network_configuration.as_mut();
                if let Some(vpc) = network.and_then(|it| it.awsvpc_configuration.as_mut()) {
                    vpc.assign_public_ip = Some(ecs_dsl::api::ecs::AssignPublicIp::Enabled);
                }
            });
            it.app()
        },
    },
];
