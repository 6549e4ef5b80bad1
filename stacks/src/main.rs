//! The stacks of this workspace: one file a stack, one line each below.

mod depot;
mod orders;
mod payments;
mod querypie;
mod shop;
mod vision;

use std::process::ExitCode;

use ecs_dsl::App;

fn main() -> ExitCode {
    ecs_dsl::cli::main(|env| {
        App::new()
            .stack(querypie::stack(env))
            .stack(shop::stack(env))
            .stack(payments::stack(env))
            .stack(vision::stack(env))
            .stack(depot::stack(env))
            .stack(orders::stack(env))
    })
}
