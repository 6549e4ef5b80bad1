use ecs_dsl::contract::{ContainerEnv, Url};

use std::time::Duration;

#[derive(ContainerEnv)]
struct WebEnv {
    #[env(default = "80a")]
    port: u16,
    #[env(default = "30")]
    timeout: Duration,
    #[env(default = "db/web")]
    database_url: Url,
    #[env(default = "1,2,x")]
    ratios: Vec<f64>,
    #[env(default = "maybe")]
    verbose: bool,
}

fn main() {}
