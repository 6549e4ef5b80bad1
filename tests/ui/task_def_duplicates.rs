use ecs_dsl::prelude::*;

#[derive(TaskDef)]
#[task_def(family = "web", fargate(cpu = "1 vCPU", memory = "4 GB"), volumes(cache, data = empty(name = "cache")))]
struct Web {
    #[container(
        image = "web:1",
        ports(http = 80, admin = 9000),
        env(LEVEL = "info", LEVEL = "debug"),
        secrets(LEVEL = Secret::ssm_parameter("/level")),
    )]
    app: Container,
    #[container(name = "app", image = "logs:1", ports(http = 8080, metrics = 9000))]
    logs: Container,
}

fn main() {}
