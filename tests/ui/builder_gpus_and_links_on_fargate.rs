use ecs_dsl::prelude::*;

fn main() {
    let task = TaskDef::fargate("web", fargate!(1 vCPU, 2 GB));
    let db = task.container("db", "db:1");
    let _ = task.container("web", "web:1").gpus(1).link(&db, "db");
}
