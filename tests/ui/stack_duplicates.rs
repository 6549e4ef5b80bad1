use ecs_dsl::prelude::*;

#[derive(Stack)]
#[stack(name = "shop", name = "again")]
struct Shop {
    #[cluster(name = "shop")]
    #[log_group(name = "shop")]
    main: Cluster,
    #[cluster(name = "shop")]
    other: Cluster,
    #[role(name = "web", allow_exec, allow_exec)]
    env: TaskRole,
}

fn main() {}
