use ecs_dsl::prelude::*;

#[derive(TaskDef)]
#[task_def(args(logs: &LogGroup), family = "web", fargate(cpu = "1 vCPU", memory = "4 GB"))]
struct Web {
    #[container(image = "web:1", logs = Logs::cloudwatch(logs))]
    app: Container,
}

#[derive(Stack)]
#[stack(name = "shop")]
struct Shop {
    #[cluster(name = "shop")]
    main: Cluster,
    #[log_group(name = "/shop")]
    logs: LogGroup,
    #[task_def(log)]
    web: TaskDefOf<Web>,
    #[service(name = "web", cluster = mian, task = web, network = network)]
    service: Service,
    #[value(Network::private(["subnet-0a11aa22bb33cc44d"], ["sg-0c11aa22bb33cc44d"]))]
    network: Network,
    #[service(name = "again", cluster = logs, task = main, network = network)]
    again: Service,
}

fn main() {}
