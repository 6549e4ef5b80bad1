use ecs_dsl::prelude::*;

#[derive(TaskDef)]
#[task_def(family = "cpu", fargate(cpu = "3 vCPU", memory = "4 GB"))]
struct Cpu {
    #[container(image = "web:1")]
    app: Container,
}

#[derive(TaskDef)]
#[task_def(family = "memory", fargate(cpu = 256, memory = "4 GB"))]
struct Memory {
    #[container(image = "web:1")]
    app: Container,
}

#[derive(TaskDef)]
#[task_def(
    family = "windows",
    fargate(cpu = "0.5 vCPU", memory = "2 GB"),
    platform("WINDOWS_SERVER_2022_CORE", "X86_64"),
)]
struct Windows {
    #[container(image = "web:1")]
    app: Container,
}

fn main() {}
