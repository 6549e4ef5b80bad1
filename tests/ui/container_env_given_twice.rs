use ecs_dsl::contract::{ContainerEnv, Secret, Url};

#[derive(ContainerEnv)]
struct WebEnv {
    database_url: Url,
    database_password: Secret<String>,
    #[env(name = "PORT", default = 8080)]
    port: u16,
    log_format: Option<String>,
}

fn main() {
    let _ = WebEnv::values().database_url("postgres://db/web").database_url("postgres://db/other");
}
