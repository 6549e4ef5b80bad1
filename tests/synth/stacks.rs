//! The example stacks. Their package is a binary, so that an edit compiles one crate; its files are
//! included here as they are.

#[path = "../../stacks/src/depot.rs"]
pub(crate) mod depot;
#[path = "../../stacks/src/orders.rs"]
pub(crate) mod orders;
#[path = "../../stacks/src/payments.rs"]
pub(crate) mod payments;
#[path = "../../stacks/src/querypie.rs"]
pub(crate) mod querypie;
#[path = "../../stacks/src/shop.rs"]
pub(crate) mod shop;
#[path = "../../stacks/src/vision.rs"]
pub(crate) mod vision;

use ecs_dsl::{App, Env};

/// Returns the program of the example stacks, as its `main` makes it.
pub(crate) fn app(env: &Env) -> App {
    App::new()
        .stack(querypie::stack(env))
        .stack(shop::stack(env))
        .stack(payments::stack(env))
        .stack(vision::stack(env))
        .stack(depot::stack(env))
        .stack(orders::stack(env))
}
