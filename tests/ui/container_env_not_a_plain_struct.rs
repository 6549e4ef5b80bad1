use ecs_dsl::contract::ContainerEnv;

#[derive(ContainerEnv)]
struct Positional(u16);

#[derive(ContainerEnv)]
struct Generic<T> {
    port: T,
}

#[derive(ContainerEnv)]
enum Level {
    Info,
}

fn main() {}
