use ecs_dsl::contract::ContainerEnv;

#[derive(ContainerEnv)]
struct WebEnv {
    port: u16,
    #[env(name = "PORT")]
    admin_port: u16,
    #[env(name = "log.level")]
    log_level: String,
    #[env(name = 5)]
    five: u8,
}

fn main() {}
