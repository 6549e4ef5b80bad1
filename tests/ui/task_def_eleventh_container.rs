use ecs_dsl::prelude::*;

#[derive(TaskDef)]
#[task_def(family = "web", fargate(cpu = "1 vCPU", memory = "4 GB"))]
struct Web {
    #[container(image = "worker:1")]
    one: Container,
    #[container(image = "worker:1")]
    two: Container,
    #[container(image = "worker:1")]
    three: Container,
    #[container(image = "worker:1")]
    four: Container,
    #[container(image = "worker:1")]
    five: Container,
    #[container(image = "worker:1")]
    six: Container,
    #[container(image = "worker:1")]
    seven: Container,
    #[container(image = "worker:1")]
    eight: Container,
    #[container(image = "worker:1")]
    nine: Container,
    #[container(image = "worker:1")]
    ten: Container,
    #[container(image = "worker:1")]
    eleven: Container,
    #[container(image = "worker:1")]
    twelve: Container,
}

fn main() {}
