use ecs_dsl::prelude::*;

#[derive(TaskDef)]
#[task_def(family = "web", fargate = "1 vCPU, 4 GB", logs = "/web")]
struct Web {
    #[container(
        image = "web:1",
        command = "npm start",
        health_check = "curl -f http://localhost/",
        essential = "false",
        restart = true,
    )]
    app: Container,
}

fn main() {}
