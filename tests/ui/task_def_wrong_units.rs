use ecs_dsl::prelude::*;

#[derive(TaskDef)]
#[task_def(family = "web", fargate(cpu = "1 GB", memory = "4 vCPU"), ephemeral_storage = 50)]
struct Web {
    #[container(
        image = "web:1",
        stop_timeout = 30,
        start_timeout = "30 MiB",
        memory = "2 gigs",
        memory_reservation = "0.3 MiB",
        user = 1000,
        health_check(shell = "true", interval = "1s", retries = "3"),
        ports(http = "80", https = 70000),
        essential = "no",
        init_process = 1,
    )]
    app: Container,
}

fn main() {}
