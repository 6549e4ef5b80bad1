use ecs_dsl::contract::{ContainerEnv, Secret, Url};
use ecs_dsl::prelude::{Container, Fargate};

#[derive(ContainerEnv)]
struct WebEnv {
    database_url: Url,
    database_password: Secret<String>,
    #[env(name = "PORT", default = 8080)]
    port: u16,
    log_format: Option<String>,
}

fn stack(web: Container<Fargate>) {
    web.environment(WebEnv::values().port(80));
}

fn main() {}
