use ecs_dsl::prelude::*;

struct Web;

#[derive(Stack)]
#[stack(name = "shop")]
struct Shop {
    #[cluster(name = "shop")]
    main: LogGroup,
    #[task_def]
    web: Web,
    #[service(name = "web", cluster = main, task = web)]
    service: Web,
}

fn main() {}
