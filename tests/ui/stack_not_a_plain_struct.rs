use ecs_dsl::prelude::*;

#[derive(Stack)]
enum Either {
    Shop,
}

#[derive(Stack)]
struct Tuple(Cluster);

fn main() {}
