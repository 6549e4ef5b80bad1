use ecs_dsl::prelude::*;

pub(crate) fn stack(env: &Env) -> Stack {
    Hello::stack(env)
}

#[derive(Stack)]
#[stack(name = "hello", region = "eu-central-1")]
struct Hello {
    #[log_group(name = "/hello", retention = "30d")]
    logs: LogGroup,

    #[cluster(name = "hello")]
    cluster: Cluster,

    #[task_def(env, logs)]
    web: TaskDefOf<Web>,

    #[service(
        name = "hello-web",
        cluster = cluster,
        task = web,
        network = Network::private(["subnet-0a1b2c3d4e5f60718"], ["sg-0a1b2c3d4e5f60718"]),
        desired_count = 2,
        targets(http = "arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/hello/0123456789abcdef"),
        deployment = Deployment::rolling().circuit_breaker(CircuitBreaker::rollback()),
        enable_execute_command,
    )]
    service: Service,
}

#[derive(TaskDef)]
#[task_def(
    args(env: &Env, logs: &LogGroup),
    family = "hello-web",
    fargate(cpu = "0.25 vCPU", memory = "512 MiB"),
    logs = Logs::cloudwatch(logs),
)]
struct Web {
    #[container(
        image = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/hello:1.0.0",
        ports(http = 8080),
        env(LOG_LEVEL = if env.is("prod") { "info" } else { "debug" }),
        secrets(API_TOKEN = Secret::ssm_parameter("/hello/api-token")),
        user = "1000:1000",
    )]
    web: Container,
}
