use ecs_dsl::contract::ContainerEnv;

struct Level;

#[derive(ContainerEnv)]
struct WebEnv {
    port: u16,
    level: Level,
    addresses: Vec<Level>,
    #[env(from_str)]
    other: Level,
}

fn main() {}
