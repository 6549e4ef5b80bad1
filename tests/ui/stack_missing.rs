use ecs_dsl::prelude::*;

#[derive(Stack)]
struct Shop {
    #[cluster]
    main: Cluster,
    #[service(name = "web")]
    web: Service,
    #[service(name = "gpu", cluster = main)]
    gpu: Service<ManagedInstances>,
    #[capacity_provider(name = "gpus")]
    gpus: CapacityProvider<Ec2>,
    #[value]
    network: Network,
    logs: LogGroup,
}

fn main() {}
