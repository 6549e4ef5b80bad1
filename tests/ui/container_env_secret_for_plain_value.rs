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

fn stack(web: Container<Fargate>, secret: ecs_dsl::Secret) {
    web.environment(WebEnv::values().database_url(&secret).database_password(&secret));
}

fn main() {}
