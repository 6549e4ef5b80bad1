//! The orders API on Fargate: its container is filled with the contract that the application itself loads.

use ecs_dsl::prelude::*;
use orders_api::{LogLevel, OrdersEnv};

pub(crate) fn stack(env: &Env) -> Stack {
    let logs = LogGroup::new(name!(log_group, "/orders/api")).retention(Retention::ONE_MONTH);
    let cluster = Cluster::new(name!(cluster, "orders")).container_insights(ContainerInsights::Enabled);
    let database = Secret::secrets_manager(arn!(
        "arn:aws:secretsmanager:eu-central-1:111122223333:secret:orders/database-Ab1Cd2"
    ));

    let task = TaskDef::fargate(name!(family, "orders-api"), fargate!(0.5 vCPU, 1 GB))
        .arm64()
        .logs(Logs::cloudwatch(&logs));
    let api = task
        .container(
            name!(container, "api"),
            image!("111122223333.dkr.ecr.eu-central-1.amazonaws.com/orders/api:1.4.0"),
        )
        .environment(
            OrdersEnv::values()
                .log_level(if env.is("prod") { LogLevel::Info } else { LogLevel::Debug })
                .database_url("postgres://orders.cluster-c1a2b3.eu-central-1.rds.amazonaws.com/orders")
                .database_user(database.clone().json_key("username"))
                .database_password(database.json_key("password"))
                .request_timeout(duration!(5s))
                .allowed_origins(["https://shop.example.com", "https://admin.example.com"]),
        )
        .user("1000:1000")
        .readonly_root_filesystem()
        .init_process();
    let http = api.port(8080);

    let service = Service::fargate(
        name!(service, "orders-api"),
        &cluster,
        &task,
        Network::private(["subnet-0a11aa22bb33cc44d", "subnet-0b11aa22bb33cc44d"], ["sg-0c11aa22bb33cc44d"]),
    )
    .desired_count(2)
    .target(
        arn!(
            "arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/orders-api/1a2b3c4d5e6f7081"
        ),
        &http,
    )
    .health_check_grace_period(seconds!(30s))
    .deployment(Deployment::rolling().circuit_breaker(CircuitBreaker::rollback()));

    Stack::new("orders", env).region("eu-central-1").add((&logs, &cluster, &task, &service))
}
