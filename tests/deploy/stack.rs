//! The stack that is deployed: twelve resources, in two versions.

use ecs_dsl::prelude::*;

/// The name of the stack.
pub(crate) const STACK: &str = "shop";

/// Which version of the code is deployed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Version {
    /// Site and worker.
    First,
    /// The site changes in every way it can; the worker and all that is its own is gone.
    Second,
}

/// Returns a program with the stack: a cluster, two log groups, five roles, two task definitions and
/// two services.
pub(crate) fn program(version: Version) -> App {
    App::new().stack(shop(version))
}

fn shop(version: Version) -> Stack {
    let second = version == Version::Second;
    let env = Env::new();
    let cluster = Cluster::new("shop").container_insights(if second {
        ContainerInsights::Enhanced
    } else {
        ContainerInsights::Enabled
    });
    let logs = LogGroup::new("/shop/site").retention(if second {
        Retention::ONE_MONTH
    } else {
        Retention::ONE_WEEK
    });
    let action = if second { "s3:PutObject" } else { "s3:GetObject" };
    let role = TaskRole::new("shop-site").allow_on([action], ["arn:aws:s3:::shop-uploads/*"]);
    let network = || Network::private(["subnet-0a11aa22bb33cc44d"], ["sg-0c11aa22bb33cc44d"]);

    let site = TaskDef::fargate("shop-site", FargateSize::new(CpuUnits::new(256), Mib::new(512)))
        .task_role(&role)
        .logs(Logs::cloudwatch(&logs));
    let image = if second {
        "111122223333.dkr.ecr.us-east-1.amazonaws.com/site:2"
    } else {
        "111122223333.dkr.ecr.us-east-1.amazonaws.com/site:1"
    };
    let container =
        site.container("site", image).env("LEVEL", if second { "debug" } else { "info" }).user("1000");
    let _ = container.port(8080);
    let site_service = Service::fargate("shop-site", &cluster, &site, network())
        .desired_count(if second { 3 } else { 2 })
        .deployment(Deployment::rolling().circuit_breaker(CircuitBreaker::rollback()));
    let stack = Stack::new(STACK, &env).region("us-east-1").tag("team", "shop").add((&cluster, &logs));
    let stack = stack.add((&role, &site, &site_service));
    if second {
        return stack;
    }

    let worker_logs = LogGroup::new("/shop/worker");
    let worker_role = TaskRole::new("shop-worker")
        .allow_on(["sqs:ReceiveMessage"], ["arn:aws:sqs:us-east-1:123456789012:shop-orders"]);
    let auditor = TaskRole::new("shop-auditor").allow_on(["s3:GetObject"], ["arn:aws:s3:::shop-audit/*"]);
    let worker = TaskDef::fargate("shop-worker", FargateSize::new(CpuUnits::new(256), Mib::new(512)))
        .task_role(&worker_role)
        .logs(Logs::cloudwatch(&worker_logs));
    let _ = worker
        .container("worker", "111122223333.dkr.ecr.us-east-1.amazonaws.com/worker:1")
        .env("AUDITOR", auditor.arn())
        .user("1000");
    let worker_service = Service::fargate("shop-worker", &cluster, &worker, network())
        .desired_count(1)
        .deployment(Deployment::rolling().circuit_breaker(CircuitBreaker::rollback()));
    stack.add((&worker_logs, &worker_role, &auditor)).add((&worker, &worker_service))
}

/// Returns a program with a service that somebody else's controller deploys, by task sets.
pub(crate) fn externally_controlled(desired_count: i32) -> App {
    let env = Env::new();
    let cluster = Cluster::new("shop").container_insights(ContainerInsights::Enabled);
    let logs = LogGroup::new("/shop/batch").retention(Retention::ONE_WEEK);
    let task = TaskDef::fargate("shop-batch", FargateSize::new(CpuUnits::new(256), Mib::new(512)))
        .logs(Logs::cloudwatch(&logs));
    let image = "111122223333.dkr.ecr.us-east-1.amazonaws.com/batch:1";
    let _ = task.container("batch", image).user("1000");
    let network = Network::private(["subnet-0a11aa22bb33cc44d"], ["sg-0c11aa22bb33cc44d"]);
    let service = Service::fargate("shop-batch", &cluster, &task, network)
        .desired_count(desired_count)
        .deployment(Deployment::external());
    App::new().stack(Stack::new(STACK, &env).region("us-east-1").add((&cluster, &logs, &task, &service)))
}
