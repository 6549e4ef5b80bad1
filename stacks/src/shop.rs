//! A web shop on Fargate: the site, a worker on Spot capacity, and a migration that is run on demand.

use ecs_dsl::prelude::*;

const REGISTRY: &str = "111122223333.dkr.ecr.eu-central-1.amazonaws.com";

pub(crate) fn stack(env: &Env) -> Stack {
    let stage = env.stage().to_owned();
    let production = env.is("prod");
    let named = |name: &str| format!("shop-{stage}-{name}");

    let logs = LogGroup::new(format!("/shop/{stage}"))
        .retention(Retention::TWO_WEEKS)
        .when(production, |logs| logs.retention(Retention::ONE_YEAR));
    let sessions = LogGroup::new(format!("/shop/{stage}/exec")).retention(Retention::ONE_YEAR);
    let cluster = Cluster::new(named("cluster"))
        .container_insights(ContainerInsights::Enhanced)
        .exec_logging(ExecLogging::cloudwatch(&sessions))
        .capacity_provider(FargateCapacity::OnDemand)
        .capacity_provider(FargateCapacity::Spot);
    let network =
        Network::private(["subnet-0a11aa22bb33cc44d", "subnet-0b11aa22bb33cc44d"], ["sg-0c11aa22bb33cc44d"]);

    let database = |key: &str| {
        Secret::secrets_manager(format!(
            "arn:aws:secretsmanager:eu-central-1:111122223333:secret:shop/{stage}/database-Ab1Cd2"
        ))
        .json_key(key)
        .encrypted_with("alias/shop")
    };

    // The site: its output goes through a log router that drops health checks before CloudWatch.
    let web_role = TaskRole::new(named("web"))
        .allow_on(["s3:GetObject", "s3:PutObject"], [format!("arn:aws:s3:::shop-{stage}-uploads/*")]);
    let web = TaskDef::fargate(named("web"), FargateSize::new(CpuUnits::vcpu(1), Mib::gb(2)))
        .arm64()
        .task_role(&web_role);
    let media = web.efs_volume(
        "media",
        EfsVolume::new("fs-0d11aa22bb33cc44d").access_point("fsap-0e11aa22bb33cc44d").iam(),
    );
    let router = web
        .container("log-router", "public.ecr.aws/aws-observability/aws-for-fluent-bit:2.33.0")
        .log_router(Firelens::fluent_bit().ecs_log_metadata(true))
        .logs(Logs::cloudwatch(&logs).stream_prefix("log-router"))
        .user("0")
        .memory_reservation(Mib::new(64));
    let site = web
        .container("site", format!("{REGISTRY}/shop/site:2026.11.3"))
        .depends_on(&router, ContainerCondition::Start)
        .env("LOG_LEVEL", if production { "info" } else { "debug" })
        .env("UPLOADS_ROLE", web_role.arn())
        .secret("DB_USER", database("username"))
        .secret("DB_PASSWORD", database("password"))
        .mount(&media, "/srv/media")
        .user("1000:1000")
        .init_process()
        .ulimit(UlimitName::Nofile, 65_536, 65_536)
        .health_check(
            HealthCheck::shell("curl --fail --silent http://localhost:8080/healthz")
                .interval(Seconds::new(10))
                .start_period(Seconds::new(20)),
        )
        .logs(Logs::firelens([
            ("Name", "cloudwatch_logs"),
            ("region", "eu-central-1"),
            ("log_group_name", logs.name()),
            ("log_stream_prefix", "site-"),
        ]));
    let http = site.port(8080);
    let web_service = Service::fargate(named("web"), &cluster, &web, network.clone())
        .autoscaled(if production { 4 } else { 1 })
        .capacity_provider_with_base(FargateCapacity::OnDemand, 1, 1)
        .capacity_provider(FargateCapacity::Spot, 3)
        .target(
            "arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/shop-web/0a1b2c3d4e5f6071",
            &http,
        )
        .health_check_grace_period(Seconds::new(60))
        .deployment(Deployment::rolling().circuit_breaker(CircuitBreaker::rollback()))
        .enable_execute_command()
        .enable_ecs_managed_tags()
        .propagate_tags(PropagateTags::Service);

    // The worker: it may be interrupted, so it runs on Spot alone and takes its time to stop.
    let worker_role = TaskRole::new(named("worker")).allow_on(
        ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:ReceiveMessage"],
        [format!("arn:aws:sqs:eu-central-1:111122223333:shop-{stage}-orders")],
    );
    let worker = TaskDef::fargate(named("worker"), FargateSize::new(CpuUnits::new(512), Mib::gb(1)))
        .arm64()
        .task_role(&worker_role)
        .logs(Logs::cloudwatch(&logs));
    worker
        .container("worker", format!("{REGISTRY}/shop/worker:2026.11.3"))
        .env("QUEUE", format!("https://sqs.eu-central-1.amazonaws.com/111122223333/shop-{stage}-orders"))
        .secret("DB_USER", database("username"))
        .secret("DB_PASSWORD", database("password"))
        .user("1000:1000")
        .readonly_root_filesystem()
        .stop_timeout(Seconds::new(110));
    let worker_service = Service::fargate(named("worker"), &cluster, &worker, network.clone())
        .desired_count(2)
        .capacity_provider(FargateCapacity::Spot, 1)
        .deployment(Deployment::rolling().circuit_breaker(CircuitBreaker::rollback()))
        .allow("SEC0207", "orders wait in the queue while Spot capacity is away");

    // The migration: registered with the release, then started by the verb `run`. One that has to be
    // done before the services move belongs into a stack of its own, deployed first.
    let migration = TaskDef::fargate(named("migration"), FargateSize::new(CpuUnits::new(256), Mib::new(512)))
        .arm64()
        .logs(Logs::cloudwatch(&logs));
    migration
        .container("migrate", format!("{REGISTRY}/shop/site:2026.11.3"))
        .command(["bin/migrate", "--all"])
        .secret("DB_USER", database("username"))
        .secret("DB_PASSWORD", database("password"))
        .user("1000:1000")
        .readonly_root_filesystem();
    let migrate = RunTask::fargate(named("migrate"), &cluster, &migration, network).started_by("release");

    Stack::new(format!("shop-{stage}"), env)
        .region("eu-central-1")
        .tag("team", "shop")
        .tag("stage", &stage)
        .add((&logs, &sessions, &cluster))
        .add((&web_role, &web, &web_service))
        .add((&worker_role, &worker, &worker_service))
        .add((&migration, &migrate))
}
