use ecs_dsl::contract::ContainerEnv;

#[derive(ContainerEnv)]
struct WebEnv {
    #[env(default = true)]
    port: u16,
}

fn main() {}
