//! Image recognition: the detector on GPUs of an Auto Scaling group that ECS sizes, and what prepares the
//! images for it on instances that ECS chooses itself.

use ecs_dsl::prelude::*;

pub(crate) fn stack(env: &Env) -> Stack {
    let stage = env.stage().to_owned();
    let named = |name: &str| format!("vision-{stage}-{name}");

    let logs = LogGroup::new(format!("/vision/{stage}")).retention(Retention::ONE_MONTH);
    let gpus = CapacityProvider::auto_scaling_group(
        named("gpus"),
        "arn:aws:autoscaling:us-west-2:777788889999:autoScalingGroup:5a7f2c1e-0b3d-4c6f-9e8a-1d2c3b4a5f60:autoScalingGroupName/vision-gpus",
    )
    .managed_scaling(ManagedScaling::target(Percent::new(90)).steps(1, 4).instance_warmup(Seconds::minutes(4)))
    .termination_protection()
    .managed_draining(true);
    let cluster = Cluster::new(named("cluster"))
        .container_insights(ContainerInsights::Enhanced)
        .capacity_provider(&gpus)
        .default_capacity_provider(&gpus, 1, None);

    let role = TaskRole::new(named("detector"))
        .allow_on(["s3:GetObject"], ["arn:aws:s3:::vision-models/detector/*"])
        .allow_on(["s3:PutObject"], [format!("arn:aws:s3:::vision-{stage}-results/*")]);
    let task = TaskDef::ec2(named("detector"), NetworkMode::Awsvpc)
        .task_role(&role)
        .place_on(MemberOf::instance_type("g5.*"))
        .logs(Logs::cloudwatch(&logs));
    let models = task.host_volume("models", "/opt/models");
    let detector = task
        .container("detector", "777788889999.dkr.ecr.us-west-2.amazonaws.com/vision/detector:1.18.0")
        .cpu(CpuUnits::vcpu(4))
        .memory(Mib::gb(12))
        .gpus(1)
        .shared_memory(Mib::gb(2))
        .mount_read_only(&models, "/models")
        .env("BATCH_SIZE", 16)
        .user("1000")
        .readonly_root_filesystem()
        .health_check(HealthCheck::shell("grpc_health_probe -addr=:9000").start_period(Seconds::minutes(2)));
    let grpc = detector.port(9000).named("grpc").app_protocol(ApplicationProtocol::Grpc);

    let service = Service::ec2(named("detector"), &cluster, &task)
        .network(Network::private(["subnet-0aa1bb2cc3dd4ee5f", "subnet-0ab1bb2cc3dd4ee5f"], ["sg-0ac1bb2cc3dd4ee5f"]))
        .desired_count(2)
        .capacity_provider(&gpus, 1)
        .spread_over_zones()
        .binpack_memory()
        .service_registry("arn:aws:servicediscovery:us-west-2:777788889999:service/srv-utcrh6wavdkggqtk")
        .target(
            "arn:aws:elasticloadbalancing:us-west-2:777788889999:targetgroup/vision-detector/1a2b3c4d5e6f7081",
            &grpc,
        )
        .health_check_grace_period(Seconds::minutes(3))
        .deployment(
            Deployment::rolling()
                .minimum_healthy_percent(Percent::new(50))
                .maximum_percent(Percent::new(100))
                .circuit_breaker(CircuitBreaker::rollback()),
        )
        .availability_zone_rebalancing(false);

    // What scales images down needs no GPU, only instances with many cores for as long as there is work.
    let subnets = ["subnet-0aa1bb2cc3dd4ee5f", "subnet-0ab1bb2cc3dd4ee5f"];
    let workers =
        CapacityProvider::managed_instances(named("workers"), &cluster, subnets, ["sg-0ad1bb2cc3dd4ee5f"])
            .scale_in_after(Some(Seconds::minutes(10)))
            .propagate_tags();
    let images = TaskRole::new(named("scaler"))
        .allow_on(["s3:GetObject", "s3:PutObject"], [format!("arn:aws:s3:::vision-{stage}-images/*")]);
    let scaling =
        TaskDef::managed_instances(named("scaler"), NetworkMode::Awsvpc, CpuUnits::vcpu(4), Mib::gb(8))
            .task_role(&images)
            .logs(Logs::cloudwatch(&logs));
    scaling
        .container("scaler", "777788889999.dkr.ecr.us-west-2.amazonaws.com/vision/scaler:1.4.2")
        .user("1000")
        .readonly_root_filesystem();
    let scaler = Service::managed_instances(named("scaler"), &cluster, &scaling, &workers)
        .network(Network::private(subnets, ["sg-0ad1bb2cc3dd4ee5f"]))
        .desired_count(2)
        .deployment(Deployment::rolling().circuit_breaker(CircuitBreaker::rollback()));

    Stack::new(format!("vision-{stage}"), env)
        .region("us-west-2")
        .account("777788889999")
        .tag("team", "vision")
        .add((&logs, &gpus, &cluster))
        .add((&role, &task, &service))
        .add((&workers, &images, &scaling, &scaler))
}
