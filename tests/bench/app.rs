//! A program with a stack of as many services as it is told, to measure `synth` by its size.
//!
//!     bench-app synth --services 1000
//!
//! Each service has a task definition, two roles (one derived) and a log group of its own.

use std::process::ExitCode;

use ecs_dsl::prelude::*;

fn main() -> ExitCode {
    let mut arguments: Vec<String> = std::env::args().collect();
    let services = match arguments.iter().position(|argument| argument == "--services") {
        Some(at) if at + 1 < arguments.len() => arguments.drain(at..at + 2).nth(1),
        _ => None,
    };
    let services = services.and_then(|count| count.parse().ok()).unwrap_or(1);
    ecs_dsl::cli::run(arguments, |env| App::new().stack(stack(env, services)))
}

fn stack(env: &Env, services: u32) -> Stack {
    let cluster = Cluster::new("bench").container_insights(ContainerInsights::Enabled);
    let mut stack = Stack::new("bench", env).region("eu-central-1").add(&cluster);
    for number in 0..services {
        let name = format!("service-{number:05}");
        let logs = LogGroup::new(format!("/bench/{name}")).retention(Retention::ONE_MONTH);
        let role =
            TaskRole::new(&name).allow_on(["s3:GetObject"], [format!("arn:aws:s3:::bench-{number}/*")]);
        let task = TaskDef::fargate(&name, FargateSize::new(CpuUnits::new(512), Mib::gb(1)))
            .task_role(&role)
            .logs(Logs::cloudwatch(&logs));
        let web = task
            .container("web", format!("111122223333.dkr.ecr.eu-central-1.amazonaws.com/{name}:1.0.{number}"))
            .env("NAME", &name)
            .env("LOG_LEVEL", "info")
            .secret("TOKEN", Secret::ssm_parameter(format!("/bench/{name}/token")))
            .user("1000")
            .readonly_root_filesystem();
        let http = web.port(8080);
        let group = format!(
            "arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/{name}/{number:016x}"
        );
        let network = Network::private(["subnet-0a11aa22bb33cc44d"], ["sg-0a11aa22bb33cc44d"]);
        let service = Service::fargate(&name, &cluster, &task, network)
            .desired_count(2)
            .target(group, &http)
            .deployment(Deployment::rolling().circuit_breaker(CircuitBreaker::rollback()));
        stack = stack.add((&logs, &role, &task, &service));
    }
    stack
}
