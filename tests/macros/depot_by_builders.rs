//! Label printers in the depots: one task on each server there, through ECS Anywhere.

use ecs_dsl::prelude::*;

pub(crate) fn stack(env: &Env) -> Stack {
    let stage = env.stage().to_owned();
    let named = |name: &str| format!("depot-{stage}-{name}");

    let logs = LogGroup::new(format!("/depot/{stage}")).retention(Retention::THREE_MONTHS);
    let cluster = Cluster::new(named("cluster")).container_insights(ContainerInsights::Enabled);

    let role = TaskRole::new(named("printer")).allow_on(
        ["sqs:DeleteMessage", "sqs:ReceiveMessage"],
        [format!("arn:aws:sqs:eu-central-1:111122223333:depot-{stage}-labels")],
    );
    let task = TaskDef::external(named("printer"), NetworkMode::Bridge)
        .task_role(&role)
        .logs(Logs::cloudwatch(&logs));
    let spool = task.host_volume("spool", "/var/spool/labels");
    task.container("printer", "111122223333.dkr.ecr.eu-central-1.amazonaws.com/depot/printer:3.2.0")
        .cpu(CpuUnits::new(128))
        .memory(Mib::new(256))
        .env("QUEUE", format!("https://sqs.eu-central-1.amazonaws.com/111122223333/depot-{stage}-labels"))
        .mount(&spool, "/spool")
        .user("1000")
        .readonly_root_filesystem()
        .restart(Seconds::minutes(5));

    let service = Service::external(named("printer"), &cluster, &task)
        .daemon()
        .place_on(MemberOf::new("attribute:role == printer"))
        .deployment(Deployment::rolling().circuit_breaker(CircuitBreaker::rollback()));

    Stack::new(format!("depot-{stage}"), env)
        .region("eu-central-1")
        .tag("team", "logistics")
        .add((&logs, &cluster))
        .add((&role, &task, &service))
}
