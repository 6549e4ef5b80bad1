use ecs_dsl::prelude::*;

fn main() {
    let task = TaskDef::fargate("web", fargate!(1 vCPU, 2 GB));
    let _ = task.host_volume("spool", "/var/spool");
    let _ = task.container("web", "web:1").privileged();
}
