use ecs_dsl::prelude::*;

#[derive(TaskDef)]
#[task_def(familly = "web", fargate(cpus = "1 vCPU", memory = "4 GB"))]
struct Web {
    #[container(
        image = "web:1",
        enviroment(LEVEL = "info"),
        priviledged,
        depends_on(logs = "STARTED"),
        ports(http = tcp(80, protocol = "http")),
        health_check(shell = "true", intervall = "10s"),
        ulimit("nofiles", 1024, 1024),
    )]
    app: Container,
    #[container(image = "logs:1", log_router(fluentbit))]
    logs: Container,
}

fn main() {}
