use ecs_dsl::prelude::*;

#[derive(TaskDef)]
#[task_def(family = "web", fargate(cpu = "1 vCPU", memory = "4 GB"))]
struct Web {
    #[container(image = "web:1", essential = false)]
    app: Container,
    #[container(image = "logs:1", essential = false)]
    logs: Container,
}

fn main() {}
