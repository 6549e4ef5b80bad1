use ecs_dsl::prelude::*;

#[derive(TaskDef)]
#[task_def(family = "web", fargate(cpu = "1 vCPU", memory = "4 GB"), volumes(cache))]
struct Web {
    #[container(image = "web:1", mounts(cahce = "/cache"))]
    app: Container,
    #[container(image = "logs:1", depends_on(ap = "START"), volumes_from(database))]
    logs: Container,
}

#[derive(TaskDef)]
#[task_def(family = "worker", fargate(cpu = "1 vCPU", memory = "4 GB"))]
struct Worker {
    #[container(image = "worker:1", mounts(cache = "/cache"))]
    worker: Container,
}

fn main() {}
