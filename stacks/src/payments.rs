//! Payments: a service that moves between two target groups at once, and is called by name in the mesh.

use ecs_dsl::api::ecs::ServiceConnectAccessLoggingFormat;
use ecs_dsl::prelude::*;

const TARGETS: &str = "arn:aws:elasticloadbalancing:eu-west-1:444455556666";

pub(crate) fn stack(env: &Env) -> Stack {
    Payments::stack(env)
}

fn named(env: &Env, name: &str) -> String {
    format!("payments-{}-{name}", env.stage())
}

#[derive(Stack)]
#[stack(
    name = format!("payments-{}", env.stage()),
    region = "eu-west-1",
    account = "444455556666",
    tags(team = "payments"),
)]
struct Payments {
    #[log_group(name = format!("/payments/{}", env.stage()), retention = Retention::ONE_YEAR)]
    logs: LogGroup,

    #[log_group(name = format!("/payments/{}/mesh", env.stage()), retention = Retention::ONE_MONTH)]
    mesh_logs: LogGroup,

    #[cluster(
        name = named(env, "cluster"),
        container_insights = "enhanced",
        service_connect_namespace = format!("payments-{}", env.stage()),
        allow("ECS1207", "the namespace belongs to the stage and goes with its last stack"),
    )]
    cluster: Cluster,

    #[task_def(env, logs)]
    api: TaskDefOf<Api>,

    #[service(
        name = named(env, "api"),
        cluster = cluster,
        task = api,
        network = Network::private(
            ["subnet-0f11aa22bb33cc44d", "subnet-0f22aa22bb33cc44d"],
            ["sg-0f33aa22bb33cc44d"],
        ),
        desired_count = 3,
        targets(https = blue_and_green()),
        ebs_volume(&api.volumes.scratch, Ebs::gp3(Gib::new(50)).encrypted()),
        service_connect = mesh(&api.ports.https, &mesh_logs),
        deployment = blue_green(env),
        health_check_grace_period = "30s",
        enable_ecs_managed_tags,
        propagate_tags = "SERVICE",
    )]
    service: Service,
}

#[derive(TaskDef)]
#[task_def(
    args(env: &Env, logs: &LogGroup),
    family = named(env, "api"),
    fargate(cpu = "2 vCPU", memory = "4 GB"),
    logs = Logs::cloudwatch(logs),
    volumes(scratch = ebs),
)]
struct Api {
    #[container(
        image = "444455556666.dkr.ecr.eu-west-1.amazonaws.com/payments/api:4.7.1",
        ports(https = tcp(8443, named, app_protocol = "http2")),
        env(STAGE = env.stage()),
        secrets(SIGNING_KEY = Secret::ssm_parameter(format!("/payments/{}/signing-key", env.stage()))),
        mounts(scratch = "/var/scratch"),
        user = "10001",
        readonly_root_filesystem,
        health_check(program = ["/app/healthy"], retries = 2),
    )]
    api: Container,
}

/// Returns the two target groups, and the listener rules that traffic moves by.
fn blue_and_green() -> TargetGroup {
    let rule =
        |id: &str| format!("{TARGETS}:listener-rule/app/payments/50dc6c495c0c9188/0467ef3c8400ae65/{id}");
    TargetGroup::arn(format!("{TARGETS}:targetgroup/payments-blue/0123456789abcdef")).shift(
        TrafficShift::new(
            format!("{TARGETS}:targetgroup/payments-green/fedcba9876543210"),
            rule("00000000000000aa"),
        )
        .test_listener_rule(rule("00000000000000bb")),
    )
}

fn blue_green(env: &Env) -> Deployment {
    Deployment::blue_green(Minutes::new(15))
        .circuit_breaker(CircuitBreaker::rollback())
        .alarms([named(env, "errors"), named(env, "latency")], true)
        .hook(
            Hook::lambda(
                format!("arn:aws:lambda:eu-west-1:444455556666:function:{}", named(env, "smoke-test")),
                [DeploymentLifecycleHookStage::PostTestTrafficShift],
            )
            .timeout(Minutes::new(10), DeploymentLifecycleHookAction::Rollback),
        )
}

fn mesh(https: &Port, logs: &LogGroup) -> ServiceConnect {
    ServiceConnect::client()
        .endpoint(https, Endpoint::at(443).dns_name("payments").idle_timeout(Seconds::minutes(2)))
        .logs(Logs::cloudwatch(logs).stream_prefix("proxy"))
        .access_log(ServiceConnectAccessLoggingFormat::Json, false)
}
