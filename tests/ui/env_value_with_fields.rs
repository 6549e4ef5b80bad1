use ecs_dsl::contract::EnvValue;

#[derive(EnvValue)]
enum Level {
    Info,
    Custom(String),
}

#[derive(EnvValue)]
enum Nothing {}

fn main() {}
