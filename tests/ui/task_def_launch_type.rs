use ecs_dsl::prelude::*;

#[derive(TaskDef)]
#[task_def(
    family = "web",
    fargate(cpu = "1 vCPU", memory = "4 GB"),
    pid_mode = "host",
    place_on = "attribute:disk == ssd",
    volumes(spool = host("/var/spool")),
)]
struct Web {
    #[container(image = "web:1", privileged, gpus = 1, links(logs = "logs"), ports(http = tcp(80, host_port = 80)))]
    app: Container,
    #[container(image = "logs:1")]
    logs: Container,
}

#[derive(TaskDef)]
#[task_def(family = "host", ec2(network_mode = "bridge"), ephemeral_storage = "50 GiB")]
struct OnInstances {
    #[container(image = "web:1", neuron_devices)]
    app: Container<Ec2>,
}

#[derive(TaskDef)]
#[task_def(family = "depot", external(network_mode = "awsvpc"), volumes(scratch = ebs))]
struct Depot {
    #[container(image = "web:1")]
    app: Container<External>,
}

fn main() {}
