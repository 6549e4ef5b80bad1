use ecs_dsl::prelude::*;

#[derive(TaskDef)]
enum Either {
    App,
}

#[derive(TaskDef)]
struct Tuple(Container);

#[derive(TaskDef)]
struct Generic<L> {
    app: Container<L>,
}

fn main() {}
