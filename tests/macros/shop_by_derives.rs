//! The shop as structs; `stacks/src/shop.rs` is the same stack by builders.

use ecs_dsl::prelude::*;

const REGISTRY: &str = "111122223333.dkr.ecr.eu-central-1.amazonaws.com";

pub(crate) fn stack(env: &Env) -> Stack {
    Shop::stack(env)
}

fn named(env: &Env, name: &str) -> String {
    format!("shop-{}-{name}", env.stage())
}

fn database(env: &Env, key: &str) -> Secret {
    Secret::secrets_manager(format!(
        "arn:aws:secretsmanager:eu-central-1:111122223333:secret:shop/{}/database-Ab1Cd2",
        env.stage()
    ))
    .json_key(key)
    .encrypted_with("alias/shop")
}

fn rolling() -> Deployment {
    Deployment::rolling().circuit_breaker(CircuitBreaker::rollback())
}

#[derive(Stack)]
#[stack(
    name = format!("shop-{}", env.stage()),
    region = "eu-central-1",
    tags(team = "shop", stage = env.stage()),
)]
struct Shop {
    #[value(env.is("prod"))]
    production: bool,

    #[value(Network::private(["subnet-0a11aa22bb33cc44d", "subnet-0b11aa22bb33cc44d"], ["sg-0c11aa22bb33cc44d"]))]
    network: Network,

    #[log_group(
        name = format!("/shop/{}", env.stage()),
        retention = if production { Retention::ONE_YEAR } else { Retention::TWO_WEEKS },
    )]
    logs: LogGroup,

    #[log_group(name = format!("/shop/{}/exec", env.stage()), retention = "365d")]
    sessions: LogGroup,

    #[cluster(
        name = named(env, "cluster"),
        container_insights = "enhanced",
        exec_logging = ExecLogging::cloudwatch(&sessions),
        capacity_provider = FargateCapacity::OnDemand,
        capacity_provider = FargateCapacity::Spot,
    )]
    cluster: Cluster,

    #[role(
        name = named(env, "web"),
        allow_on(["s3:GetObject", "s3:PutObject"], [format!("arn:aws:s3:::shop-{}-uploads/*", env.stage())]),
    )]
    web_role: TaskRole,

    #[task_def(env, logs, web_role)]
    web: TaskDefOf<Web>,

    #[service(
        name = named(env, "web"),
        cluster = cluster,
        task = web,
        network = network,
        autoscaled = if production { 4 } else { 1 },
        capacity_provider_with_base(FargateCapacity::OnDemand, 1, 1),
        capacity_provider(FargateCapacity::Spot, 3),
        targets(http = "arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/shop-web/0a1b2c3d4e5f6071"),
        health_check_grace_period = "60s",
        deployment = rolling(),
        enable_execute_command,
        enable_ecs_managed_tags,
        propagate_tags = "SERVICE",
    )]
    web_service: Service,

    // A builder's value stands where a declaration would.
    #[resource(TaskRole::new(named(env, "worker")).allow_on(
        ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:ReceiveMessage"],
        [format!("arn:aws:sqs:eu-central-1:111122223333:shop-{}-orders", env.stage())],
    ))]
    worker_role: TaskRole,

    #[task_def(env, logs, worker_role)]
    worker: TaskDefOf<Worker>,

    #[service(
        name = named(env, "worker"),
        cluster = cluster,
        task = worker,
        network = network,
        desired_count = 2,
        capacity_provider(FargateCapacity::Spot, 1),
        deployment = rolling(),
        allow("SEC0207", "orders wait in the queue while Spot capacity is away"),
    )]
    worker_service: Service,

    #[task_def(env, logs)]
    migration: TaskDefOf<Migration>,

    #[run_task(
        name = named(env, "migrate"),
        cluster = cluster,
        task = migration,
        network = network,
        started_by = "release",
    )]
    migrate: RunTask,
}

#[derive(TaskDef)]
#[task_def(
    args(env: &Env, logs: &LogGroup, role: &TaskRole),
    family = named(env, "web"),
    fargate(cpu = "1 vCPU", memory = "2 GB"),
    arm64,
    task_role = role,
    volumes(media = efs(EfsVolume::new("fs-0d11aa22bb33cc44d").access_point("fsap-0e11aa22bb33cc44d").iam())),
)]
struct Web {
    /// Drops health checks before CloudWatch.
    #[container(
        image = "public.ecr.aws/aws-observability/aws-for-fluent-bit:2.33.0",
        log_router(fluent_bit, ecs_log_metadata),
        logs = Logs::cloudwatch(logs).stream_prefix("log-router"),
        user = "0",
        memory_reservation = "64 MiB",
    )]
    log_router: Container,

    /// The site itself.
    #[container(
        image = format!("{REGISTRY}/shop/site:2026.11.3"),
        ports(http = 8080),
        depends_on(log_router = "START"),
        env(LOG_LEVEL = if env.is("prod") { "info" } else { "debug" }, UPLOADS_ROLE = role.arn()),
        secrets(DB_USER = database(env, "username"), DB_PASSWORD = database(env, "password")),
        mounts(media = "/srv/media"),
        user = "1000:1000",
        init_process,
        ulimit("nofile", 65_536, 65_536),
        health_check(
            shell = "curl --fail --silent http://localhost:8080/healthz",
            interval = "10s",
            start_period = "20s",
        ),
        logs = Logs::firelens([
            ("Name", "cloudwatch_logs"),
            ("region", "eu-central-1"),
            ("log_group_name", logs.name()),
            ("log_stream_prefix", "site-"),
        ]),
    )]
    site: Container,
}

#[derive(TaskDef)]
#[task_def(
    args(env: &Env, logs: &LogGroup, role: &TaskRole),
    family = named(env, "worker"),
    fargate(cpu = "0.5 vCPU", memory = "1 GB"),
    arm64,
    task_role = role,
    logs = Logs::cloudwatch(logs),
)]
struct Worker {
    #[container(
        image = format!("{REGISTRY}/shop/worker:2026.11.3"),
        env(QUEUE = format!("https://sqs.eu-central-1.amazonaws.com/111122223333/shop-{}-orders", env.stage())),
        secrets(DB_USER = database(env, "username"), DB_PASSWORD = database(env, "password")),
        user = "1000:1000",
        readonly_root_filesystem,
        stop_timeout = "110s",
    )]
    worker: Container,
}

#[derive(TaskDef)]
#[task_def(
    args(env: &Env, logs: &LogGroup),
    family = named(env, "migration"),
    fargate = fargate!(0.25 vCPU, 512 MiB),
    arm64,
    logs = Logs::cloudwatch(logs),
)]
struct Migration {
    #[container(
        image = format!("{REGISTRY}/shop/site:2026.11.3"),
        command = ["bin/migrate", "--all"],
        secrets(DB_USER = database(env, "username"), DB_PASSWORD = database(env, "password")),
        user = "1000:1000",
        readonly_root_filesystem,
    )]
    migrate: Container,
}
