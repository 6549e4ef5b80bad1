use ecs_dsl::prelude::*;

#[derive(Stack)]
#[stack(name = "shop")]
struct Shop {
    #[log_group("/web", retention = "30d")]
    logs: LogGroup,
    #[cluster(name = "shop")]
    main: Cluster,
    #[role(name = "web", allow("s3:GetObject", "arn:aws:s3:::uploads/*"))]
    role: TaskRole,
    #[service(
        name = "no-comma",
        cluster = main
        task = web,
    )]
    no_comma: Service,
    #[service(
        name = "web",
        cluster = main,
        task = web,
        network = net,
        circuit_breaker = true,
        desired_count = "4",
        deployment = "rolling",
    )]
    web_service: Service,
}

fn main() {}
