use ecs_dsl::prelude::*;

#[derive(TaskDef)]
#[task_def(family = "web", fargate(1 vCPU, 4 GB))]
struct Web {
    #[container("web:1")]
    image_alone: Container,
    #[container(image = web:1)]
    unquoted: Container,
    #[container(image = "web:1" essential = false)]
    no_comma: Container,
    #[container(image = "web:1", ports(80))]
    port_without_a_name: Container,
    #[container(image = "web:1", env(LOG_LEVEL: "info"))]
    colon: Container,
    #[container(image = "web:1", env = { LOG_LEVEL = "info" })]
    braces: Container,
    #[container(image = "web:1", mounts("/data"))]
    path_alone: Container,
}

fn main() {}
