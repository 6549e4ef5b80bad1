//! Payments: a service that moves between two target groups at once, and is called by name in the mesh.

use ecs_dsl::api::ecs::ServiceConnectAccessLoggingFormat;
use ecs_dsl::prelude::*;

const TARGETS: &str = "arn:aws:elasticloadbalancing:eu-west-1:444455556666";

pub(crate) fn stack(env: &Env) -> Stack {
    let stage = env.stage().to_owned();
    let named = |name: &str| format!("payments-{stage}-{name}");

    let logs = LogGroup::new(format!("/payments/{stage}")).retention(Retention::ONE_YEAR);
    let mesh_logs = LogGroup::new(format!("/payments/{stage}/mesh")).retention(Retention::ONE_MONTH);
    let cluster = Cluster::new(named("cluster"))
        .container_insights(ContainerInsights::Enhanced)
        .service_connect_namespace(format!("payments-{stage}"))
        .allow("ECS1207", "the namespace belongs to the stage and goes with its last stack");

    let task = TaskDef::fargate(named("api"), FargateSize::new(CpuUnits::vcpu(2), Mib::gb(4)))
        .logs(Logs::cloudwatch(&logs));
    let scratch = task.ebs_volume("scratch");
    let api = task
        .container("api", "444455556666.dkr.ecr.eu-west-1.amazonaws.com/payments/api:4.7.1")
        .env("STAGE", stage.as_str())
        .secret("SIGNING_KEY", Secret::ssm_parameter(format!("/payments/{stage}/signing-key")))
        .mount(&scratch, "/var/scratch")
        .user("10001")
        .readonly_root_filesystem()
        .health_check(HealthCheck::program(["/app/healthy"]).retries(2));
    let http = api.port(8443).named("https").app_protocol(ApplicationProtocol::Http2);

    let group = TargetGroup::arn(format!("{TARGETS}:targetgroup/payments-blue/0123456789abcdef")).shift(
        TrafficShift::new(
            format!("{TARGETS}:targetgroup/payments-green/fedcba9876543210"),
            format!(
                "{TARGETS}:listener-rule/app/payments/50dc6c495c0c9188/0467ef3c8400ae65/00000000000000aa"
            ),
        )
        .test_listener_rule(format!(
            "{TARGETS}:listener-rule/app/payments/50dc6c495c0c9188/0467ef3c8400ae65/00000000000000bb"
        )),
    );
    let deployment = Deployment::blue_green(Minutes::new(15))
        .circuit_breaker(CircuitBreaker::rollback())
        .alarms([named("errors"), named("latency")], true)
        .hook(
            Hook::lambda(
                format!("arn:aws:lambda:eu-west-1:444455556666:function:payments-{stage}-smoke-test"),
                [DeploymentLifecycleHookStage::PostTestTrafficShift],
            )
            .timeout(Minutes::new(10), DeploymentLifecycleHookAction::Rollback),
        );
    let service = Service::fargate(
        named("api"),
        &cluster,
        &task,
        Network::private(["subnet-0f11aa22bb33cc44d", "subnet-0f22aa22bb33cc44d"], ["sg-0f33aa22bb33cc44d"]),
    )
    .desired_count(3)
    .target(group, &http)
    .ebs_volume(&scratch, Ebs::gp3(Gib::new(50)).encrypted())
    .service_connect(
        ServiceConnect::client()
            .endpoint(&http, Endpoint::at(443).dns_name("payments").idle_timeout(Seconds::minutes(2)))
            .logs(Logs::cloudwatch(&mesh_logs).stream_prefix("proxy"))
            .access_log(ServiceConnectAccessLoggingFormat::Json, false),
    )
    .deployment(deployment)
    .health_check_grace_period(Seconds::new(30))
    .enable_ecs_managed_tags()
    .propagate_tags(PropagateTags::Service);

    Stack::new(format!("payments-{stage}"), env)
        .region("eu-west-1")
        .account("444455556666")
        .tag("team", "payments")
        .add((&logs, &mesh_logs, &cluster))
        .add((&task, &service))
}
