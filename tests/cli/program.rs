//! A program with stacks as users would write them, some with mistakes, for the tests of the command line.
//!
//!     program <stacks> <arguments of the command line>

use std::process::ExitCode;

use ecs_dsl::prelude::*;

fn main() -> ExitCode {
    let mut arguments: Vec<String> = std::env::args().collect();
    let stacks = if arguments.len() > 1 { arguments.remove(1) } else { String::new() };
    ecs_dsl::cli::run(arguments, |env| match stacks.as_str() {
        "sound" => App::new().stack(web(env, "web-dev")).stack(web(env, "web-prod")),
        "one" => App::new().stack(web(env, "web")),
        "unfinished" => unfinished(env),
        "risky" => App::new().stack(risky(env)),
        "mistaken" => App::new().stack(mistaken(env)),
        other => for_other_places(other, env),
    })
}

/// A stack with nothing wrong in it.
fn web(env: &Env, name: &str) -> Stack {
    let cluster = Cluster::new(name).container_insights(ContainerInsights::Enabled);
    let task = TaskDef::fargate(name, FargateSize::new(CpuUnits::new(256), Mib::new(512)))
        .logs(Logs::cloudwatch(LogGroup::existing("/web")))
        .allow("SEC0103", "ECS Exec writes to the root file system");
    let container = task
        .container("web", "111122223333.dkr.ecr.eu-central-1.amazonaws.com/web:1.4.0")
        .user("1000")
        .secret("TOKEN", Secret::ssm_parameter("/web/token"));
    let http = container.port(8080);
    let group =
        format!("arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/{name}/0123456789abcdef");
    let service = Service::fargate(
        name,
        &cluster,
        &task,
        Network::private(["subnet-0a11aa22bb33cc44d"], ["sg-0a11aa22bb33cc44d"]),
    )
    .target(group, &http)
    .deployment(Deployment::rolling().circuit_breaker(CircuitBreaker::rollback()))
    .enable_execute_command();
    Stack::new(name, env).region("eu-central-1").add((&cluster, &task, &service))
}

/// A stack whose author forgot to add the cluster and to state the region.
fn unfinished(env: &Env) -> App {
    let cluster = Cluster::new("main");
    let task = TaskDef::fargate("web", FargateSize::new(CpuUnits::new(256), Mib::new(512)));
    let _ = task
        .container("web", "public.ecr.aws/nginx/nginx:1.29")
        .user("1000")
        .readonly_root_filesystem()
        .logs(Logs::cloudwatch(LogGroup::existing("/web")));
    let service = Service::fargate("web", &cluster, &task, Network::private(["subnet-1"], ["sg-1"]))
        .deployment(Deployment::rolling().circuit_breaker(CircuitBreaker::rollback()));
    App::new().stack(Stack::new("web", env).add((&task, &service)))
}

/// A stack with two warnings, one of which is allowed, as is one that only production gives cause for.
fn risky(env: &Env) -> Stack {
    let task = TaskDef::fargate("agent", FargateSize::new(CpuUnits::new(256), Mib::new(512)))
        .logs(Logs::cloudwatch(LogGroup::existing("/agent")))
        .allow("SEC0103", "the agent keeps its state below its own root");
    let _ = task
        .container("agent", "111122223333.dkr.ecr.eu-central-1.amazonaws.com/agent:2.0.1")
        .env("API_TOKEN", "0123456789abcdef");
    Stack::new("risky", env).region("eu-central-1").add(&task)
}

/// A stack with an error, and with allowances that are mistakes themselves.
fn mistaken(env: &Env) -> Stack {
    let task = TaskDef::fargate("agent", FargateSize::new(CpuUnits::new(256), Mib::gb(4)))
        .logs(Logs::cloudwatch(LogGroup::existing("/agent")))
        .allow("SEC0101", "no longer so")
        .allow("SEC103", "a slip")
        .allow("ECS0107", "it worked elsewhere")
        .allow("SEC0103", " ");
    let _ =
        task.container("agent", "111122223333.dkr.ecr.eu-central-1.amazonaws.com/agent:2.0.1").user("1000");
    Stack::new("mistaken", env).region("eu-central-1").add(&task)
}

/// Stacks that say more of where they go, or less. They stand here so that the lines above stay theirs.
fn for_other_places(stacks: &str, env: &Env) -> App {
    match stacks {
        "stated" => App::new().stack(web(env, "web")).stack(web(env, "elsewhere").account("999988887777")),
        "regionless" => {
            let cluster = Cluster::new("web").container_insights(ContainerInsights::Enabled);
            App::new().stack(Stack::new("web", env).add(&cluster))
        }
        _ => App::new(),
    }
}
