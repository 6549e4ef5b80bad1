use ecs_dsl::prelude::*;

#[derive(TaskDef)]
#[task_def(args(env: &Env), family = "web", fargate(cpu = "1 vCPU", memory = "1 GB"))]
struct Web {
    #[container(image = "web:1", ports(http = 80), user = 5)]
    app: Container,
}

fn main() {
    let env = Env::new();
    let cluster = Cluster::new("main");
    let web = Web::task_def(&env);
    let network = Network::private(["subnet-0a11aa22bb33cc44d"], ["sg-0c11aa22bb33cc44d"]);
    let service = Service::fargate("web", &cluster, &web, network).target("arn:…", &web.ports.http);
    let _ = Stack::new("shop", &env).add((&cluster, &web, &service));
}
