use ecs_dsl::prelude::*;

pub(crate) fn stack(env: &Env) -> Stack {
    let logs = LogGroup::new("/hello").retention(Retention::ONE_MONTH);
    let cluster = Cluster::new("hello");

    let task = TaskDef::fargate("hello-web", FargateSize::new(CpuUnits::new(256), Mib::new(512)))
        .logs(Logs::cloudwatch(&logs));
    let web = task
        .container("web", "111122223333.dkr.ecr.eu-central-1.amazonaws.com/hello:1.0.0")
        .env("LOG_LEVEL", if env.is("prod") { "info" } else { "debug" })
        .secret("API_TOKEN", Secret::ssm_parameter("/hello/api-token"))
        .user("1000:1000");
    let http = web.port(8080);

    let service = Service::fargate(
        "hello-web",
        &cluster,
        &task,
        Network::private(["subnet-0a1b2c3d4e5f60718"], ["sg-0a1b2c3d4e5f60718"]),
    )
    .desired_count(2)
    .target(
        "arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/hello/0123456789abcdef",
        &http,
    )
    .deployment(Deployment::rolling().circuit_breaker(CircuitBreaker::rollback()))
    .enable_execute_command();

    Stack::new("hello", env).region("eu-central-1").add((&logs, &cluster, &task, &service))
}
