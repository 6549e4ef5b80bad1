use ecs_dsl::prelude::*;

#[derive(Stack)]
#[stack(name = "shop")]
struct Shop {
    #[cluster(name = "shop")]
    main: Cluster,
    #[service(
        name = "web",
        cluster = main,
        task = main,
        network = Network::private(["subnet-0a11aa22bb33cc44d"], ["sg-0c11aa22bb33cc44d"]),
        targets(http = "arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/web/0123456789abcdef"),
    )]
    service: Service,
}

fn main() {}
