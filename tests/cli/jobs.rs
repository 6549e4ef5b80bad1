//! Stacks with services and with work that is run on demand, for the verbs that look after what runs.

use ecs_dsl::prelude::*;

/// Returns one of the sets of stacks; one of another name is empty.
pub(crate) fn program(stacks: &str, env: &Env) -> App {
    match stacks {
        "jobs" => App::new().stack(jobs(env, "jobs", "1.4.0")),
        "jobs-next" => App::new().stack(jobs(env, "jobs", "1.5.0")),
        "twins" => App::new().stack(jobs(env, "jobs-dev", "1.4.0")).stack(jobs(env, "jobs-prod", "1.4.0")),
        "split" => split(env),
        "siblings" => siblings(env),
        _ => App::new(),
    }
}

/// A stack with a service of two containers, and with work that is run on demand.
fn jobs(env: &Env, name: &str, version: &str) -> Stack {
    let logs = LogGroup::new(format!("/{name}")).retention(Retention::ONE_WEEK);
    let cluster = Cluster::new(name).container_insights(ContainerInsights::Enabled);
    let network = || Network::private(["subnet-0a11aa22bb33cc44d"], ["sg-0a11aa22bb33cc44d"]);
    let image = |name: &str| format!("111122223333.dkr.ecr.us-east-1.amazonaws.com/{name}:{version}");

    let web = TaskDef::fargate(format!("{name}-web"), FargateSize::new(CpuUnits::new(256), Mib::new(512)))
        .logs(Logs::cloudwatch(&logs));
    let site = web.container("site", image("site")).user("1000");
    let _ = site.port(8080);
    let _ = web
        .container("agent", "111122223333.dkr.ecr.us-east-1.amazonaws.com/agent:3.0.0")
        .user("1000")
        .essential(false);
    let service = Service::fargate(format!("{name}-web"), &cluster, &web, network())
        .desired_count(2)
        .deployment(Deployment::rolling().circuit_breaker(CircuitBreaker::rollback()))
        .enable_execute_command();

    let migration =
        TaskDef::fargate(format!("{name}-migration"), FargateSize::new(CpuUnits::new(256), Mib::new(512)))
            .logs(Logs::cloudwatch(&logs));
    let migrate = migration.container("migrate", image("site")).user("1000").readonly_root_filesystem();
    let _ = migrate.command(["bin/migrate"]).env("LEVEL", "info");
    let run = RunTask::fargate("migrate", &cluster, &migration, network());

    Stack::new(name, env)
        .region("us-east-1")
        .add((&logs, &cluster))
        .add((&web, &service))
        .add((&migration, &run))
}

/// Two stacks, one of which runs its work in the cluster and with the role of the other.
fn split(env: &Env) -> App {
    let cluster = Cluster::new("base").container_insights(ContainerInsights::Enabled);
    let logs = LogGroup::new("/base");
    let role = TaskRole::new("base-worker").allow_on(["s3:GetObject"], ["arn:aws:s3:::base-data/*"]);
    let task = TaskDef::fargate("report", FargateSize::new(CpuUnits::new(256), Mib::new(512)))
        .task_role(&role)
        .logs(Logs::cloudwatch(&logs));
    let image = "111122223333.dkr.ecr.us-east-1.amazonaws.com/report:2.0.0";
    let _ = task.container("report", image).user("1000").readonly_root_filesystem();
    let network = Network::private(["subnet-0a11aa22bb33cc44d"], ["sg-0a11aa22bb33cc44d"]);
    let run = RunTask::fargate("report", &cluster, &task, network);
    let stack = |name: &str| Stack::new(name, env).region("us-east-1");
    App::new().stack(stack("base").add((&cluster, &logs, &role))).stack(stack("work").add((&task, &run)))
}

/// Two services of one task definition, which is run on demand too.
fn siblings(env: &Env) -> App {
    let cluster = Cluster::new("siblings").container_insights(ContainerInsights::Enabled);
    let logs = LogGroup::new("/siblings").retention(Retention::ONE_WEEK);
    let task = TaskDef::fargate("sibling", FargateSize::new(CpuUnits::new(256), Mib::new(512)))
        .logs(Logs::cloudwatch(&logs));
    let image = "111122223333.dkr.ecr.us-east-1.amazonaws.com/sibling:1.0.0";
    let _ = task.container("it", image).user("1000").readonly_root_filesystem();
    let network = || Network::private(["subnet-0a11aa22bb33cc44d"], ["sg-0a11aa22bb33cc44d"]);
    let service = |name: &str| {
        Service::fargate(name, &cluster, &task, network())
            .desired_count(1)
            .deployment(Deployment::rolling().circuit_breaker(CircuitBreaker::rollback()))
    };
    let run = RunTask::fargate("once", &cluster, &task, network());
    let stack = Stack::new("siblings", env).region("us-east-1").add((&cluster, &logs, &task));
    App::new().stack(stack.add((&service("big"), &service("little"), &run)))
}
