//! A program with a stack of as many services as it is told, for the benchmarks of `synth` and `deploy`.
//!
//! ```text
//! bench-app synth --services 1000
//! bench-app deploy --yes --services 10 --region us-east-1 --subnet subnet-… --security-group sg-…
//! ```

use std::process::ExitCode;

use ecs_dsl::prelude::*;
use ecs_dsl_tests::fleet::Fleet;

fn main() -> ExitCode {
    let mut arguments: Vec<String> = std::env::args().collect();
    let mut fleet = Fleet::default();
    if let Some(count) = taken(&mut arguments, "--services").and_then(|count| count.parse().ok()) {
        fleet.services = count;
    }
    for (option, value) in [
        ("--region", &mut fleet.region),
        ("--subnet", &mut fleet.subnet),
        ("--security-group", &mut fleet.security_group),
    ] {
        if let Some(given) = taken(&mut arguments, option) {
            *value = given;
        }
    }
    if let Some(said) = taken(&mut arguments, "--circuit-breaker") {
        fleet.circuit_breaker = said == "yes";
    }
    ecs_dsl::cli::run(arguments, |env| App::new().stack(fleet.stack(env)))
}

/// Takes an option with its value out of the arguments.
fn taken(arguments: &mut Vec<String>, option: &str) -> Option<String> {
    let at = arguments.iter().position(|argument| argument == option)?;
    if at + 1 < arguments.len() { arguments.drain(at..at + 2).nth(1) } else { None }
}
