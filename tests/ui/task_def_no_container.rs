use ecs_dsl::prelude::*;

#[derive(TaskDef)]
#[task_def(family = "web", fargate(cpu = "1 vCPU", memory = "4 GB"))]
struct Web {}

fn main() {}
