use ecs_dsl::contract::{ContainerEnv, Secret};

#[derive(ContainerEnv)]
struct WebEnv {
    password: Secret<Option<String>>,
    keys: Vec<Secret<String>>,
    level: Option<Option<String>>,
}

fn main() {}
