use ecs_dsl::prelude::*;

#[derive(TaskDef)]
#[task_def(family = "web", fargate(cpu = "1 vCPU", memory = "4 GB"))]
struct Web {
    #[container(image = "web:1", ports(http = 80, admin = 9000))]
    app: Container,
}

#[derive(TaskDef)]
#[task_def(family = "job", fargate(cpu = "1 vCPU", memory = "4 GB"))]
struct Job {
    #[container(image = "job:1")]
    app: Container,
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
        targets(htpp = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/0123456789abcdef"),
    )]
    service: Service,
    #[task_def]
    job: TaskDefOf<Job>,
    #[service(
        name = "job",
        cluster = main,
        task = job,
        network = Network::private(["subnet-0a11aa22bb33cc44d"], ["sg-0c11aa22bb33cc44d"]),
        targets(http = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/job/0123456789abcdef"),
    )]
    jobs: Service,
}

fn main() {
    let _ = Shop::stack(&Env::new());
}
