use ecs_dsl::prelude::*;

fn main() {
    let app = TaskRole::new("app");
    let pull = ExecutionRole::new("pull");
    let _ = TaskDef::fargate("web", fargate!(1 vCPU, 2 GB)).task_role(&pull).execution_role(&app);
}
