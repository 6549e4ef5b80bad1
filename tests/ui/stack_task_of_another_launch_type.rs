use ecs_dsl::prelude::*;

#[derive(TaskDef)]
#[task_def(family = "web", ec2(network_mode = "awsvpc"))]
struct Web {
    #[container(image = "web:1", memory = "512 MiB", ports(http = 80))]
    app: Container<Ec2>,
}

#[derive(Stack)]
#[stack(name = "shop")]
struct Shop {
    #[cluster(name = "shop")]
    main: Cluster,
    #[task_def]
    web: TaskDefOf<Web>,
    #[service(
        name = "web",
        cluster = main,
        task = web,
        network = Network::private(["subnet-0a11aa22bb33cc44d"], ["sg-0c11aa22bb33cc44d"]),
    )]
    service: Service,
}

fn main() {}
