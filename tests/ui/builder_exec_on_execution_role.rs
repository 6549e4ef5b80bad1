use ecs_dsl::prelude::*;

fn main() {
    let _ = TaskRole::new("app").allow_exec();
    let _ = ExecutionRole::new("pull").allow_exec();
}
