use ecs_dsl::prelude::*;

#[derive(TaskDef)]
#[task_def(family = "web", fargate(cpu = "1 vCPU", memory = "4 GB"))]
struct Web {
    #[container(image = "web:1", depends_on(cache = "START"))]
    app: Container,
    #[container(image = "cache:1", depends_on(logs = "START"))]
    cache: Container,
    #[container(image = "logs:1", depends_on(app = "HEALTHY"))]
    logs: Container,
    #[container(image = "alone:1", depends_on(alone = "START"))]
    alone: Container,
}

fn main() {}
