use ecs_dsl::prelude::*;

fn main() {
    let cluster = Cluster::new("main");
    let task = TaskDef::fargate("web", fargate!(1 vCPU, 2 GB));
    let http = TaskDef::ec2("other", NetworkMode::Awsvpc).container("web", "web:1").port(80);
    let network = Network::private(["subnet-0a11aa22bb33cc44d"], ["sg-0c11aa22bb33cc44d"]);
    let _ = Service::fargate("web", &cluster, &task, network).target("arn:…", &http);
}
