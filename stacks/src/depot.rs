//! Label printers in the depots: one task on each server there, through ECS Anywhere.

use ecs_dsl::prelude::*;

pub(crate) fn stack(env: &Env) -> Stack {
    Depot::stack(env)
}

fn named(env: &Env, name: &str) -> String {
    format!("depot-{}-{name}", env.stage())
}

#[derive(Stack)]
#[stack(name = format!("depot-{}", env.stage()), region = "eu-central-1", tags(team = "logistics"))]
struct Depot {
    #[log_group(name = format!("/depot/{}", env.stage()), retention = "90d")]
    logs: LogGroup,

    #[cluster(name = named(env, "cluster"), container_insights = "enabled")]
    cluster: Cluster,

    #[role(
        name = named(env, "printer"),
        allow_on(
            ["sqs:DeleteMessage", "sqs:ReceiveMessage"],
            [format!("arn:aws:sqs:eu-central-1:111122223333:depot-{}-labels", env.stage())],
        ),
    )]
    role: TaskRole,

    #[task_def(env, logs, role)]
    printer: TaskDefOf<Printer>,

    #[service(
        name = named(env, "printer"),
        cluster = cluster,
        task = printer,
        daemon,
        place_on = "attribute:role == printer",
        deployment = Deployment::rolling().circuit_breaker(CircuitBreaker::rollback()),
    )]
    service: Service<External>,
}

#[derive(TaskDef)]
#[task_def(
    args(env: &Env, logs: &LogGroup, role: &TaskRole),
    family = named(env, "printer"),
    external(network_mode = "bridge"),
    task_role = role,
    logs = Logs::cloudwatch(logs),
    volumes(spool = host("/var/spool/labels")),
)]
struct Printer {
    #[container(
        image = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/depot/printer:3.2.0",
        cpu = 128,
        memory = "256 MiB",
        env(QUEUE = format!("https://sqs.eu-central-1.amazonaws.com/111122223333/depot-{}-labels", env.stage())),
        mounts(spool = "/spool"),
        user = "1000",
        readonly_root_filesystem,
        restart = "5m",
    )]
    printer: Container<External>,
}
