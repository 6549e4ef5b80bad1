use ecs_dsl::contract::EnvValue;

#[derive(EnvValue)]
enum Level {
    Info,
    #[env(name = "INFO")]
    Information,
    #[env(nmae = "debug")]
    Debug,
}

fn main() {}
