//! What the fix says where the request comes from Rust: the method to write, not the request's member.

use ecs_dsl::App;
use ecs_dsl::check::{self, Settings};
use ecs_dsl::diagnostic::{Diagnostic, Place};
use ecs_dsl::prelude::*;
use ecs_dsl_tests::mistakes;

const IMAGE: &str = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/web:1.0.0";
const GROUP: &str = "arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/web/0123456789abcdef";

fn network() -> Network {
    Network::private(["subnet-0a1b2c3d4e5f60718"], ["sg-0a1b2c3d4e5f60718"])
}

fn task() -> TaskDef<Fargate> {
    TaskDef::fargate("web", FargateSize::new(CpuUnits::new(256), Mib::new(512)))
}

fn found(resources: impl FnOnce(&Cluster) -> Stack) -> Vec<Diagnostic> {
    let cluster = Cluster::new("main");
    let stack = resources(&cluster).region("eu-central-1").add(&cluster);
    check::app(&App::new().stack(stack), &Settings::default()).1
}

fn stack() -> Stack {
    Stack::new("web", &Env::new())
}

/// Returns the fix of the one diagnostic that has this code.
fn fix(code: &str, resources: impl FnOnce(&Cluster) -> Stack) -> String {
    let found = found(resources);
    let mut of_code = found.iter().filter(|diagnostic| diagnostic.code.id == code);
    let (Some(one), None) = (of_code.next(), of_code.next()) else { panic!("{code}: {found:?}") };
    one.fix.clone()
}

/// Returns the fix for a service of one sound task that was changed.
fn of_service(
    code: &str,
    change: impl FnOnce(Service<Fargate>, &Port<Fargate>) -> Service<Fargate>,
) -> String {
    fix(code, |cluster| {
        let task = task();
        let port = task.container("web", IMAGE).port(8080);
        let service = change(Service::fargate("web", cluster, &task, network()), &port);
        stack().add((&task, &service))
    })
}

/// Returns the fix for a task on Fargate of the container `web`.
fn of_container(code: &str, change: impl FnOnce(&TaskDef<Fargate>, Container<Fargate>)) -> String {
    fix(code, |_| {
        let task = task();
        change(&task, task.container("web", IMAGE));
        stack().add(&task)
    })
}

#[test]
fn of_services() {
    assert_eq!(
        of_service("ECS0741", |it, _| it.capacity_provider(FargateCapacity::Spot, 1)),
        "give the cluster `.capacity_provider(FargateCapacity::Spot)`"
    );
    let canary = || Deployment::canary(10.0, Minutes::new(5));
    assert_eq!(
        of_service("ECS0808", |it, port| it.target(GROUP, port).deployment(canary())),
        "give the target group `.shift(TrafficShift::new(alternate_target_group, listener_rule))`; the role for it is derived"
    );
    let connect =
        |port: &Port<Fargate>| ServiceConnect::client().namespace("shop").endpoint(port, Endpoint::at(80));
    assert_eq!(
        of_service("ECS0810", |it, port| it.service_connect(connect(port))),
        "give the port a name, as in `container.port(8080).named(\"http\")`"
    );
    assert_eq!(
        of_service("ECS0913", |it, _| it.deployment(canary())),
        "give the service `.target(TargetGroup::arn(…).shift(…), &port)` or an endpoint of Service Connect, or deploy with `Deployment::rolling()`"
    );
    let still = Deployment::rolling().maximum_percent(Percent::new(100));
    assert_eq!(
        of_service("ECS0904", |it, _| it.deployment(still)),
        "raise `.maximum_percent(…)` to `Percent::new(200)`, or lower `.minimum_healthy_percent(…)`"
    );
    assert_eq!(
        of_service("SEC0202", |it, _| it.platform_version("1.4.0")),
        "leave `.platform_version(…)` out, which means LATEST"
    );
    assert_eq!(
        of_service("SEC0205", |it, _| it),
        "add `.deployment(Deployment::rolling().circuit_breaker(CircuitBreaker::rollback()))`"
    );
    assert_eq!(
        of_service("ECS1001", |it, _| it.service_connect(ServiceConnect::client())),
        "give the service's part `.namespace(…)`, or the cluster `.service_connect_namespace(…)`"
    );
    assert_eq!(
        of_service("ECS0731", |it, _| it.enable_ecs_managed_tags()),
        "say from where, such as `.propagate_tags(PropagateTags::Service)`"
    );
}

#[test]
fn of_tasks() {
    assert_eq!(
        of_container("ECS0235", |_, web| drop(web.logs(Logs::firelens([("Name", "datadog")])))),
        "add a container of aws-for-fluent-bit with `.log_router(Firelens::fluent_bit())`"
    );
    assert_eq!(
        of_container("SEC0104", |_, _| ()),
        "add `.user(\"1000:1000\")`, or another user that is not root"
    );
    assert_eq!(
        of_container("SEC0103", |_, _| ()),
        "add `.readonly_root_filesystem()`, and mount a volume or tmpfs where it writes"
    );
    assert_eq!(
        of_container("SEC0105", |_, _| ()),
        "give it `.logs(Logs::cloudwatch(&group))`, or the task for all"
    );
    assert_eq!(
        of_container("ECS0214", |task, web| {
            let _ = web.depends_on(&task.container("db", IMAGE), ContainerCondition::Healthy);
        }),
        "give `db` a `.health_check(HealthCheck::shell(…))`, or wait for `ContainerCondition::Start`"
    );
    assert_eq!(
        of_container("ECS0205", |_, web| drop(web.memory(Mib::new(64)).memory_reservation(Mib::new(128)))),
        "make `.memory(…)` the larger, or leave one of them out"
    );
    let on_instances = |_: &Cluster| {
        let task = TaskDef::ec2("batch", NetworkMode::Bridge);
        let _ = task.container("batch", IMAGE);
        stack().add(&task)
    };
    assert_eq!(
        fix("ECS0113", on_instances),
        "give the container `.memory(…)` or `.memory_reservation(…)`, or the task `.memory(…)`"
    );
}

#[test]
fn the_read_only_root_is_not_asked_for_where_exec_is_on() {
    let with = |exec: bool| {
        let diagnostics = found(|cluster| {
            let task = task();
            let _ = task.container("web", IMAGE);
            let service = Service::fargate("web", cluster, &task, network());
            let service = if exec { service.enable_execute_command() } else { service };
            stack().add((&task, &service))
        });
        diagnostics.iter().any(|it| it.code.id == "SEC0103")
    };
    assert_eq!((with(false), with(true)), (true, false));
}

/// Whether a word of a message is the name of a member, such as `capacityProviders`.
fn is_member(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    word.starts_with(|c: char| c.is_ascii_lowercase())
        && word.contains(|c: char| c.is_ascii_uppercase())
        && word.chars().all(|c| c.is_ascii_alphanumeric())
        && word != "vCPU"
}

#[test]
fn no_fix_at_a_line_of_rust_names_a_member_of_the_request() {
    let mut wrong = Vec::new();
    for mistake in mistakes::all() {
        for diagnostic in check::app(&(mistake.app)(), &Settings::default()).1 {
            let in_code = matches!(diagnostic.place, Place::Code(_));
            if in_code && diagnostic.fix.split_whitespace().any(is_member) {
                wrong.push(format!("{}: {}", mistake.name, diagnostic.fix));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
