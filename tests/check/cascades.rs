//! One mistake gives one finding, also where what is derived from it is wrong too.

use ecs_dsl::App;
use ecs_dsl::api::ecs::DeploymentLifecycleHookStage;
use ecs_dsl::check::{self, Settings};
use ecs_dsl::diagnostic::{Diagnostic, Severity};
use ecs_dsl::prelude::*;

const IMAGE: &str = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/web:1.0.0";

fn task() -> TaskDef<Fargate> {
    TaskDef::fargate("web", FargateSize::new(CpuUnits::new(256), Mib::new(512)))
}

fn service(task: &TaskDef<Fargate>) -> (Cluster, Service) {
    let cluster = Cluster::new("main");
    let network = Network::private(["subnet-0a1b2c3d4e5f60718"], ["sg-0a1b2c3d4e5f60718"]);
    let service = Service::fargate("web", &cluster, task, network);
    (cluster, service)
}

/// Returns the errors, and the warnings about roles.
fn found(resources: impl ecs_dsl::resource::Add) -> Vec<Diagnostic> {
    let stack = Stack::new("web", &Env::new()).region("eu-central-1").add(resources);
    let (_, diagnostics) = check::app(&App::new().stack(stack), &Settings::default());
    let tells = |it: &Diagnostic| it.severity == Severity::Error || it.code.id.starts_with("IAM");
    diagnostics.into_iter().filter(tells).collect()
}

fn codes(found: &[Diagnostic]) -> Vec<&'static str> {
    found.iter().map(|it| it.code.id).collect()
}

#[test]
fn a_value_that_is_no_arn_is_not_reported_in_the_derived_policy() {
    let web = task();
    let _ = web.container("web", IMAGE).env_file("s3://bucket/x.env");
    assert_eq!(codes(&found(&web)), ["ECS0209"]);

    let web = task();
    let _ = web.container("web", IMAGE);
    let hook = Hook::lambda("nope", [DeploymentLifecycleHookStage::PostScaleUp]);
    let (cluster, service) = service(&web);
    let service = service.deployment(Deployment::blue_green(Minutes::new(5)).hook(hook));
    let found = found((&web, &cluster, &service));
    assert_eq!(codes(&found), ["ECS0706"]);
}

/// One statement holds all secrets, and stands at the line of the first.
#[test]
fn a_value_is_not_reported_again_where_its_statement_has_sound_ones_too() {
    let web = task();
    let sound = "arn:aws:ssm:eu-central-1:111122223333:parameter/sound";
    let container = web.container("web", IMAGE).secret("A", Secret::ssm_parameter(sound));
    let _ = container.secret("B", Secret::ssm_parameter("arn:aws:ssm:eu-central-1:12:parameter/wrong"));
    assert_eq!(codes(&found(&web)), ["ECS0212"]);
}

#[test]
fn a_statement_of_the_users_own_is_still_judged() {
    let role = TaskRole::new("own").allow_on(["s3:GetObject"], ["reports/*"]);
    assert_eq!(codes(&found(&role)), ["IAM0301"]);
}

#[test]
fn two_ports_of_one_name_are_the_tasks_mistake_alone() {
    let web = task();
    let container = web.container("web", IMAGE);
    let one = container.port(8080).named("http");
    let two = container.port(8081).named("http");
    let (cluster, service) = service(&web);
    let connect = ServiceConnect::client().namespace("shop");
    let connect = connect.endpoint(&one, Endpoint::at(80)).endpoint(&two, Endpoint::at(81));
    let found = found((&web, &cluster, &service.service_connect(connect)));
    assert_eq!(codes(&found), ["ECS0309"]);
}

#[test]
fn a_role_of_a_derived_ones_name_is_told_from_it() {
    let web = task();
    let _ = web.container("web", IMAGE);
    let line = line!() + 1;
    let role = TaskRole::new("web-task");
    let (cluster, service) = service(&web);
    let found = found((&role, &web, &cluster, &service.enable_execute_command()));
    let [found] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(found.code.id, "STK0101");
    assert_eq!(found.place.position().map(|(_, line, _)| line), Some(line));
    assert!(
        found.what.starts_with("`role/web-task` is the name of a role that is derived too"),
        "{}",
        found.what
    );
}

#[test]
fn a_name_that_cannot_be_is_wrong_where_it_is_given_alone() {
    let cluster = Cluster::new("my shop");
    let provider = CapacityProvider::auto_scaling_group(
        "fargate two",
        "arn:aws:autoscaling:eu-central-1:111122223333:autoScalingGroup:8a2f7c2e-1111-2222-3333-444455556666:autoScalingGroupName/shop",
    );
    let cluster = cluster.capacity_provider(&provider);
    let batch = TaskDef::ec2("batch", NetworkMode::Bridge);
    let _ = batch.container("batch", IMAGE).memory(Mib::new(64));
    let service = Service::ec2("batch", &cluster, &batch).capacity_provider(&provider, 1);
    let found = found((&cluster, &provider, &batch, &service));
    assert_eq!(codes(&found), ["ECS1201", "ECS1301"], "{found:#?}");
}

#[test]
fn a_family_that_cannot_be_is_not_told_again_of_its_roles() {
    let web = TaskDef::fargate("web app", FargateSize::new(CpuUnits::new(256), Mib::new(512)));
    let _ = web.container("web", IMAGE);
    let own = TaskRole::new("my role");
    assert_eq!(codes(&found((&web, &own))), ["ECS0101", "IAM0601"]);
}

#[test]
fn what_is_in_no_stack_hides_nothing_else_of_the_task() {
    let logs = LogGroup::new("/web");
    let web = task().logs(Logs::cloudwatch(&logs));
    let _ = web.container("web", IMAGE).memory(Mib::gb(8));
    assert_eq!(codes(&found(&web)), ["STK0102", "ECS0111"]);
}
