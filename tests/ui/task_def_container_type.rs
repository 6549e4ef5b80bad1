use ecs_dsl::prelude::*;

#[derive(TaskDef)]
#[task_def(family = "web", ec2(network_mode = "bridge"), fargate(cpu = "1 vCPU", memory = "4 GB"))]
struct Web {
    #[container(image = "web:1")]
    app: Container,
    #[container(image = "web:1")]
    name: &'static str,
}

fn main() {}
