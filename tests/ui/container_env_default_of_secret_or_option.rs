use ecs_dsl::contract::{ContainerEnv, Secret};

#[derive(ContainerEnv)]
struct WebEnv {
    #[env(default = "hunter2")]
    password: Secret<String>,
    #[env(default = 8080)]
    port: Option<u16>,
}

fn main() {}
