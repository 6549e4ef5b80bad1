use ecs_dsl::prelude::*;

fn main() {
    let cluster = Cluster::new("main");
    let task = TaskDef::external("web", NetworkMode::Bridge);
    let http = task.container("web", "web:1").port(80);
    let _ = Service::external("web", &cluster, &task).target("arn:…", &http);
}
