use ecs_dsl::contract::EnvValue;

#[derive(EnvValue)]
struct Level(u8);

fn main() {}
