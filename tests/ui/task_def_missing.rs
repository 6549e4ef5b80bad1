use ecs_dsl::prelude::*;

#[derive(TaskDef)]
struct Nothing {
    app: Container,
}

#[derive(TaskDef)]
#[task_def(family = "web", fargate(cpu = "1 vCPU"))]
struct Memory {
    #[container(image = "web:1", ports(http), env(LEVEL), depends_on(logs), mounts(cache))]
    app: Container,
    #[container(image)]
    logs: Container,
}

fn main() {}
