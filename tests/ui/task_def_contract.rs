use ecs_dsl::prelude::*;

use ecs_dsl::contract::{self, ContainerEnv};

#[derive(ContainerEnv)]
struct WebEnv {
    log_level: String,
    token: contract::Secret<String>,
}

#[derive(TaskDef)]
#[task_def(family = "web", fargate(cpu = "1 vCPU", memory = "4 GB"))]
struct Web {
    #[container(image = "web:1", env = WebEnv { log_level: "info" })]
    app: Container,
    #[container(image = "web:1", env = WebEnv { log_levle: "info", token: Secret::ssm_parameter("/token") })]
    misspelt: Container,
}

fn main() {}
