use ecs_dsl::prelude::*;

fn main() {
    let cluster = Cluster::new("main");
    let task = TaskDef::fargate("web", fargate!(1 vCPU, 2 GB));
    let network = || Network::private(["subnet-0a11aa22bb33cc44d"], ["sg-0c11aa22bb33cc44d"]);
    let _ = task.container("web", "web:1").env("TOKEN", Secret::ssm_parameter("/web/token"));
    let _ = Service::fargate("web", "main", &task, network());
    let _ = Service::fargate("web", &cluster, "web:5", network());
    let _ = task.logs(Logs::cloudwatch("/web"));
}
