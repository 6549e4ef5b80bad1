use ecs_dsl::prelude::*;

#[derive(TaskDef)]
#[task_def(family = "shop/web", fargate(cpu = "1 vCPU", memory = "4 GB"), volumes(data = nfs("fs-1"), cache = host))]
struct Web {
    #[container(
        name = "the app",
        image = "team/webApp:1",
        ports(http = tcp(80, name = "HTTP")),
        env("A=B" = 1),
        secrets(PASSWORD = "hunter2"),
    )]
    app: Container,
}

fn main() {}
