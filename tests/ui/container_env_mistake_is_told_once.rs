//! The mistake in the contract is told, and none of the places that use the contract.

use ecs_dsl::contract::{ContainerEnv, EnvBindings, Secret};

#[derive(ContainerEnv)]
struct WebEnv {
    #[env(defualt = 8080)]
    port: u16,
    password: Secret<String>,
}

fn main() {
    let secret = ecs_dsl::Secret::ssm_parameter("/web/password");
    let _ = WebEnv::values().port(80).password(&secret).into_bindings();
    let _ = WebEnv::from_env();
}
