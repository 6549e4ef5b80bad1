//! Where a mistake is shown: at the words that are wrong, once, however many resources share them.

use ecs_dsl::App;
use ecs_dsl::check::{self, Settings};
use ecs_dsl::diagnostic::{Diagnostic, Place};
use ecs_dsl::prelude::*;

const IMAGE: &str = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/web:1.0.0";

/// Returns the errors of a stack as code, line and subject.
fn errors(stack: Stack) -> Vec<(&'static str, u32, String)> {
    let (_, diagnostics) = check::app(&App::new().stack(stack.region("eu-central-1")), &Settings::default());
    let errors = diagnostics.into_iter().filter(|it| it.severity == ecs_dsl::diagnostic::Severity::Error);
    errors.map(|it| (it.code.id, line(&it), it.subject)).collect()
}

fn line(diagnostic: &Diagnostic) -> u32 {
    let Place::Code(place) = &diagnostic.place else { panic!("{diagnostic:?}") };
    place.line()
}

fn services(network: Network, change: impl Fn(Service) -> Service) -> Stack {
    let cluster = Cluster::new("main");
    let task = TaskDef::fargate("web", FargateSize::new(CpuUnits::new(256), Mib::new(512)));
    let _ = task.container("web", IMAGE);
    let services =
        ["one", "two", "three"].map(|name| change(Service::fargate(name, &cluster, &task, network.clone())));
    Stack::new("web", &Env::new()).add((&cluster, &task, &services))
}

#[test]
fn a_network_is_wrong_where_it_is_written() {
    let here = line!() + 1;
    let network = Network::private(["sg-0a1b2c3d4e5f60718"], ["sg-0a1b2c3d4e5f60718"]);
    let expected = ("ECS0722", here, "service `one` and 2 more".to_owned());
    assert_eq!(errors(services(network, |service| service)), [expected]);
}

#[test]
fn a_deployment_is_wrong_at_the_method_that_says_it() {
    let network = || Network::private(["subnet-0a1b2c3d4e5f60718"], ["sg-0a1b2c3d4e5f60718"]);
    let deployment = Deployment::rolling().circuit_breaker(CircuitBreaker::rollback());
    let here = line!() + 1;
    let deployment = deployment.maximum_percent(Percent::new(100));
    let expected = ("ECS0904", here, "service `one` and 2 more".to_owned());
    assert_eq!(errors(services(network(), |service| service.deployment(deployment.clone()))), [expected]);
}

#[test]
fn a_health_check_is_wrong_at_the_method_that_says_it() {
    let here = line!() + 1;
    let check = HealthCheck::shell("true").retries(11);
    let task = TaskDef::fargate("web", FargateSize::new(CpuUnits::new(256), Mib::new(512)));
    let _ = task.container("web", IMAGE).health_check(check.clone());
    let _ = task.container("side", IMAGE).health_check(check);
    let found = errors(Stack::new("web", &Env::new()).add(&task));
    assert_eq!(found.len(), 2, "two containers: {found:?}");
    assert!(found.iter().all(|(code, line, _)| (*code, *line) == ("ECS0402", here)), "{found:?}");
}

#[test]
fn a_tag_of_the_stack_is_wrong_once_and_on_none_of_its_resources() {
    let clusters = ["one", "two"].map(Cluster::new);
    let here = line!() + 2;
    let stack = Stack::new("web", &Env::new())
        .tag("aws:bad", "x")
        .tag("ecs-dsl:stack", "mine")
        .tag("team", "a")
        .tag("team", "b")
        .add(&clusters);
    let expected = [("ECS0605", 0), ("ECS0607", 1), ("ECS0604", 3)];
    let expected = expected.map(|(code, below)| (code, here + below, "stack `web`".to_owned()));
    assert_eq!(errors(stack), expected);
}

#[test]
fn a_tag_of_the_programs_own_is_refused_where_it_is_written() {
    let cluster = Cluster::new("main").tag("team", "web");
    let here = line!() + 1;
    let cluster = cluster.tag("ecs-dsl:stack", "mine");
    let role = TaskRole::new("web").tag("team", "web");
    let role = role.tag("ecs-dsl:address", "role/other");
    let found = errors(Stack::new("web", &Env::new()).add((&cluster, &role)));
    let cluster = ("ECS0607", here, "cluster `main`".to_owned());
    assert_eq!(found, [cluster, ("ECS0607", here + 2, "role `web`".to_owned())]);
}

/// Returns how far below `begin` the references to what is in no stack are.
fn strays(resources: impl ecs_dsl::resource::Add, begin: u32) -> Vec<u32> {
    let found = errors(Stack::new("web", &Env::new()).add(resources));
    let stray = found.iter().filter(|(code, ..)| *code == "STK0102").map(|(_, line, _)| line - begin);
    stray.collect()
}

#[test]
fn what_is_in_no_stack_is_told_where_it_is_referred_to() {
    let size = FargateSize::new(CpuUnits::new(256), Mib::new(512));
    let (logs, elsewhere) = (LogGroup::new("/web"), Cluster::new("elsewhere"));
    let (role, execution) = (TaskRole::new("web"), ExecutionRole::new("start"));
    let network = Network::private(["subnet-0a1b2c3d4e5f60718"], ["sg-0a1b2c3d4e5f60718"]);
    let stray = TaskDef::fargate("stray", size);

    let begin = line!();
    let task = TaskDef::fargate("web", size)
        .logs(Logs::cloudwatch(&logs))
        .task_role(&role)
        .execution_role(&execution);
    let _ = task.container("web", IMAGE).logs(Logs::cloudwatch(&logs));
    let _ = task.container("side", IMAGE).env("ROLE", role.arn());
    let cluster = Cluster::new("main").exec_logging(ExecLogging::cloudwatch(&logs));
    let service = Service::fargate("web", &elsewhere, &task, network.clone());
    let other = Service::fargate("other", &cluster, &stray, network);
    let mut lines = strays((&task, &cluster, &service, &other), begin);
    lines.sort_unstable();
    assert_eq!(lines, Vec::from_iter(2..=9), "each in a line of its own");
}
