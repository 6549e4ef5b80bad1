use ecs_dsl::prelude::*;

#[derive(TaskDef)]
#[task_def(
    args(app: &TaskRole, pull: &ExecutionRole),
    family = "web",
    fargate(cpu = "1 vCPU", memory = "4 GB"),
    task_role = pull,
    execution_role = app,
)]
struct Web {
    #[container(image = "web:1")]
    app: Container,
}

fn main() {}
