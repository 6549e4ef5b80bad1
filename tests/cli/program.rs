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
        "careful" => careful(env),
        "keeping" => App::new().stack(keeping(env, true)),
        "released" => App::new().stack(keeping(env, false)),
        "one" => App::new().stack(web(env, "web")),
        "unfinished" => unfinished(env),
        "risky" => App::new().stack(risky(env)),
        "mistaken" => App::new().stack(mistaken(env)),
        other => further(other, env),
    })
}

/// A stack with nothing wrong in it.
fn web(env: &Env, name: &str) -> Stack {
    let cluster = Cluster::new(name).container_insights(ContainerInsights::Enabled);
    let task = TaskDef::fargate(name, FargateSize::new(CpuUnits::new(256), Mib::new(512)))
        .logs(Logs::cloudwatch(LogGroup::existing("/web")))
        .allow("SEC0104", "the image drops its rights by itself");
    let container = task
        .container("web", "111122223333.dkr.ecr.eu-central-1.amazonaws.com/web:1.4.0")
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

/// Two stacks, the second of which goes back to what it was when it fails.
fn careful(env: &Env) -> App {
    let base = Cluster::new("base").container_insights(ContainerInsights::Enabled);
    let base = Stack::new("base", env).region("eu-central-1").add(&base);
    App::new().stack(base).stack(web(env, "web").roll_back_on_failure())
}

/// A stack with a cluster that stays when it leaves the code, and the same stack without it.
fn keeping(env: &Env, keeping: bool) -> Stack {
    let cluster = Cluster::new("kept").container_insights(ContainerInsights::Enabled).retain();
    let logs = LogGroup::new("/keeping").retention(Retention::ONE_WEEK);
    let stack = Stack::new("keeping", env).region("eu-central-1").add(&logs);
    if keeping { stack.add(&cluster) } else { stack }
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

/// The programs that came later: they stand here so that the lines of the others stay what they are.
fn further(name: &str, env: &Env) -> App {
    match name {
        "half" => half(env),
        "borrowed" => borrowed(env),
        other => for_other_places(other, env),
    }
}

/// A task whose execution role is someone else's.
fn borrowed(env: &Env) -> App {
    let task = TaskDef::fargate("web", FargateSize::new(CpuUnits::new(256), Mib::new(512)))
        .execution_role(ExecutionRole::existing("arn:aws:iam::111122223333:role/shared/pull"));
    let _ = task
        .container("web", "111122223333.dkr.ecr.eu-central-1.amazonaws.com/web:1.4.0")
        .secret("TOKEN", Secret::ssm_parameter("/web/token"));
    App::new().stack(Stack::new("web", env).region("eu-central-1").account("111122223333").add(&task))
}

/// A sound stack, one that is not as its author forgot to add a log group, and one that needs that one.
fn half(env: &Env) -> App {
    let cluster = Cluster::new("shared").container_insights(ContainerInsights::Enabled);
    let task = |family: &str, group: &LogGroup| {
        let task = TaskDef::fargate(family, FargateSize::new(CpuUnits::new(256), Mib::new(512)));
        let _ = task
            .container("web", "public.ecr.aws/nginx/nginx:1.29")
            .user("1000")
            .readonly_root_filesystem()
            .logs(Logs::cloudwatch(group));
        task
    };
    let forgotten = task("broken", &LogGroup::new("/forgotten"));
    let group = LogGroup::new("/guest").retention(Retention::ONE_WEEK);
    let guest = task("guest", &group);
    let network = Network::private(["subnet-0a11aa22bb33cc44d"], ["sg-0a11aa22bb33cc44d"]);
    let service = Service::fargate("guest", &cluster, &guest, network)
        .deployment(Deployment::rolling().circuit_breaker(CircuitBreaker::rollback()));
    App::new()
        .stack(web(env, "web"))
        .stack(Stack::new("broken", env).region("eu-central-1").add((&cluster, &forgotten)))
        .stack(Stack::new("guest", env).region("eu-central-1").add((&group, &guest, &service)))
}

mod jobs;

/// Stacks that say more of where they go, or less.
fn for_other_places(name: &str, env: &Env) -> App {
    match name {
        "stated" => App::new().stack(web(env, "web")).stack(web(env, "elsewhere").account("999988887777")),
        "regionless" => {
            let cluster = Cluster::new("web").container_insights(ContainerInsights::Enabled);
            App::new().stack(Stack::new("web", env).add(&cluster))
        }
        _ => jobs::program(name, env),
    }
}
