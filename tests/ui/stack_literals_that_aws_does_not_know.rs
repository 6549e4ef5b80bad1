use ecs_dsl::prelude::*;

#[derive(TaskDef)]
#[task_def(family = "web", fargate(cpu = "1 vCPU", memory = "4 GB"))]
struct Web {
    #[container(image = "web:1", ports(http = 80))]
    app: Container,
}

#[derive(Stack)]
#[stack(name = "shop")]
struct Shop {
    #[log_group(name = "/shop", retention = "31d")]
    logs: LogGroup,
    #[role(name = "web", allow_on(["s3:GetObjet", "s3:Put*"], ["*"]))]
    role: TaskRole,
    #[cluster(name = "shop")]
    main: Cluster,
    #[task_def]
    web: TaskDefOf<Web>,
    #[service(
        name = "web",
        cluster = main,
        task = web,
        network = Network::private(["subnet-0a11aa22bb33cc44d"], ["sg-0c11aa22bb33cc44d"]),
        targets(http = "arn:x"),
    )]
    service: Service,
}

fn main() {
    let _ = Shop::stack(&Env::new());
}
