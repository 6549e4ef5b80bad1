//! Many services: how many calls it takes to see that nothing has changed, and in which order they are made where AWS
//! lets so many be made a second.

use std::sync::Arc;

use ecs_dsl::aws::{CallLog, RateLimits};
use ecs_dsl::prelude::*;
use ecs_dsl::simulator::{Settings, Timings};

use crate::rig::{Goal, go, manifest, run, start, world_of_others};

/// How many calls a resource of an unchanged stack may cost.
const CALLS_A_RESOURCE: f64 = 0.15;

pub(crate) fn fleet(services: usize) -> App {
    let env = Env::new();
    let cluster = Cluster::new("fleet").container_insights(ContainerInsights::Enabled);
    let logs = LogGroup::new("/fleet").retention(Retention::ONE_WEEK);
    let mut stack = Stack::new("fleet", &env).region("us-east-1").add((&cluster, &logs));
    for number in 0..services {
        let name = format!("fleet-{number:04}");
        let task = TaskDef::fargate(&name, FargateSize::new(CpuUnits::new(256), Mib::new(512)))
            .logs(Logs::cloudwatch(&logs));
        let image = "111122223333.dkr.ecr.us-east-1.amazonaws.com/fleet:1";
        let _ = task.container("app", image).user("1000");
        let network = Network::private(["subnet-0a11aa22bb33cc44d"], ["sg-0c11aa22bb33cc44d"]);
        let service = Service::fargate(&name, &cluster, &task, network)
            .desired_count(1)
            .deployment(Deployment::rolling().circuit_breaker(CircuitBreaker::rollback()));
        stack = stack.add((&task, &service));
    }
    App::new().stack(stack)
}

#[test]
#[allow(clippy::print_stderr, reason = "the count is what the reader of a test run wants to know")]
fn an_unchanged_fleet_costs_few_calls() {
    run(async {
        let simulator = start(&world_of_others(Settings::default()).await);
        let wanted = manifest(&fleet(100));
        let came = go(simulator.access(), &wanted, Goal::Deploy, Arc::default()).await;
        assert!(came.is_success(), "{came:#?}");
        let log = Arc::new(CallLog::new());
        let came = go(simulator.access().gate(log.clone()), &wanted, Goal::Deploy, Arc::default()).await;
        assert!(came.is_success(), "{came:#?}");
        let (calls, resources) = (log.count(), wanted.resources.len());
        let each = calls as f64 / resources as f64;
        eprintln!("{calls} calls for {resources} unchanged resources: {each:.3} each");
        assert!(each <= CALLS_A_RESOURCE, "{:#?}", log.calls());
    });
}

#[test]
fn at_aws_s_limits_the_first_services_do_not_wait_for_the_last_roles() {
    run(async {
        let mut world = world_of_others(Settings::default()).await;
        // ECS knows roles at once, so nothing but the limits is waited for.
        world.settings.timings = Timings::instant();
        world.settings.rates = RateLimits::published();
        let simulator = start(&world);
        let wanted = manifest(&fleet(40));
        let log = Arc::new(CallLog::new());
        let came = go(simulator.access().gate(log.clone()), &wanted, Goal::Deploy, Arc::default()).await;
        assert!(came.is_success(), "{came:#?}");
        let calls = log.calls();
        let of = |operation: &str| {
            let of = calls.iter().enumerate().filter(|(_, call)| call.starts_with(operation));
            of.map(|(place, _)| place).collect::<Vec<_>>()
        };
        let (roles, services) = (of("iam:CreateRole"), of("ecs:CreateService"));
        assert_eq!((roles.len(), services.len()), (40, 40), "{calls:#?}");
        assert!(services[9] < roles[39], "{calls:#?}");
        // None of the many families was there before, which a listing tells.
        assert_eq!(
            (of("ecs:ListTaskDefinitionFamilies").len(), of("ecs:DescribeTaskDefinition").len()),
            (1, 0)
        );
    });
}
