use ecs_dsl::prelude::*;

#[derive(Stack)]
#[stack(name = "shop")]
struct Shop {
    #[cluster(name = "shop")]
    main: Cluster,
    #[resource(TaskDef::fargate("web", fargate!(1 vCPU, 2 GB)))]
    web: TaskDef<Fargate>,
    #[resource(TaskDef::external("depot", NetworkMode::Bridge))]
    depot: TaskDef<External>,
    #[service(
        name = "web",
        cluster = main,
        task = web,
        network = Network::private(["subnet-0a11aa22bb33cc44d"], ["sg-0c11aa22bb33cc44d"]),
        daemon,
        spread_over_zones,
    )]
    service: Service,
    #[service(
        name = "depot",
        cluster = main,
        task = depot,
        network = Network::private(["subnet-0a11aa22bb33cc44d"], ["sg-0c11aa22bb33cc44d"]),
        platform_version = "LATEST",
        health_check_grace_period = "30s",
    )]
    printers: Service<External>,
}

fn main() {}
