use ecs_dsl::prelude::*;

#[derive(Stack)]
#[stack(nme = "shop", region = 5)]
struct Shop {
    #[cluster(name = "shop", container_insights = "enhancd", tag(team = "shop"))]
    main: Cluster,
    #[log_group(name = "aws/shop", retention = 30)]
    logs: LogGroup,
    #[log_group(name = "/again", retention = "36h")]
    again: LogGroup,
    #[role(name = "web", allow = "s3:GetObject")]
    role: TaskRole,
    #[resource(TaskDef::fargate("web", fargate!(1 vCPU, 2 GB)))]
    web: TaskDef<Fargate>,
    #[service(name = "web", cluster = main, task = web, desired = 2, health_check_grace_period = 30)]
    service: Service,
}

fn main() {}
