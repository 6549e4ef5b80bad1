use ecs_dsl::contract::ContainerEnv;

#[derive(ContainerEnv)]
struct WebEnv {
    #[env(separator = ',')]
    port: u16,
    #[env(separator = "; ")]
    hosts: Vec<String>,
    #[env(separator)]
    paths: Vec<String>,
    #[env(from_str = true)]
    level: String,
}

fn main() {}
