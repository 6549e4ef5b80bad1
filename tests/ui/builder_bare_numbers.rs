use ecs_dsl::prelude::*;

fn main() {
    let task = TaskDef::fargate("web", fargate!(1 vCPU, 2 GB)).ephemeral_storage(50);
    let _ = task.container("web", "web:1").stop_timeout(30).memory(512);
}
