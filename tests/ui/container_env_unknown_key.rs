use ecs_dsl::contract::ContainerEnv;

#[derive(ContainerEnv)]
#[env(prefx = "APP_")]
struct WebEnv {
    #[env(defualt = 8080)]
    port: u16,
    #[env(rename = "LEVEL", name = "A", name = "B")]
    level: String,
}

fn main() {}
