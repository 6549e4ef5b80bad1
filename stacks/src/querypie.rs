//! QueryPie behind five target groups: a service of one task, whose task definition CI registers.

use ecs_dsl::api::ecs::DeploymentControllerType;
use ecs_dsl::prelude::*;

/// Returns the ARN of a target group of the middleware load balancer.
fn target_group(port: u16, id: &str) -> TargetGroup {
    TargetGroup::arn(format!(
        "arn:aws:elasticloadbalancing:ap-northeast-2:433719637643:targetgroup/querypie-middleware-{port}/{id}"
    ))
}

pub(crate) fn stack(env: &Env) -> Stack {
    let sessions = LogGroup::new("/querypie/exec").retention(Retention::ONE_YEAR);
    let cluster = Cluster::new("querypie")
        .container_insights(ContainerInsights::Enhanced)
        .exec_logging(ExecLogging::cloudwatch(&sessions));

    // The application's own pipeline registers revisions; moving to one is a change of this number.
    let app = ExistingTaskDef::<Fargate>::revision("querypie-app", 5);

    let network = Network::private(
        ["subnet-0abf7b5558b8d43e0", "subnet-05f0c7d54ab2e75dd", "subnet-0ff2a2f37e88a1bab"],
        ["sg-062d81014b9034ec7", "sg-0b029e44266094f77"],
    );
    let deployment = Deployment::rolling()
        .controller(DeploymentControllerType::Ecs)
        .circuit_breaker(CircuitBreaker::off())
        .minimum_healthy_percent(Percent::new(100))
        .maximum_percent(Percent::new(200));
    let mut service = Service::fargate("core-apne2-querypie-app", &cluster, &app, network)
        .desired_count(1)
        .replica()
        .platform_version("LATEST")
        .deployment(deployment)
        .health_check_grace_period(Seconds::new(120))
        .enable_execute_command()
        .enable_ecs_managed_tags()
        .propagate_tags(PropagateTags::TaskDefinition)
        .tag("Name", "core-apne2-querypie-app")
        .allow("SEC0205", "a failed release is looked at by hand before anything moves back");
    for (port, id) in [
        (3000, "c32247195202145d"),
        (40000, "4f20cc4926253364"),
        (6000, "7bfbd203de0450dd"),
        (8000, "636ef598ed869da6"),
        (9000, "0c3aba2cfe723d68"),
    ] {
        service = service.target(target_group(port, id), &app.port("querypie-app", port));
    }

    Stack::new("querypie", env)
        .region("ap-northeast-2")
        .account("433719637643")
        .add((&sessions, &cluster, &service))
}
