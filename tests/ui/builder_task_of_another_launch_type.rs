use ecs_dsl::prelude::*;

fn main() {
    let cluster = Cluster::new("main");
    let task = TaskDef::ec2("web", NetworkMode::Bridge);
    let network = Network::private(["subnet-0a11aa22bb33cc44d"], ["sg-0c11aa22bb33cc44d"]);
    let _ = Service::fargate("web", &cluster, &task, network);
}
