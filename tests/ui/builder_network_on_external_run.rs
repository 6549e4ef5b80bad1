use ecs_dsl::prelude::*;

fn main() {
    let cluster = Cluster::new("main");
    let task = TaskDef::external("job", NetworkMode::Bridge);
    let _ = task.container("job", "job:1");
    let _ = RunTask::external("job", &cluster, &task).network(Network::private(["subnet-1"], ["sg-1"]));
}
