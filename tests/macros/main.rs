//! What the derives make: the same as the builders, byte for byte.

mod depot_by_builders;
mod payments_by_builders;
mod shop_by_derives;

#[path = "../../stacks/src/depot.rs"]
mod depot_by_derives;
#[path = "../../stacks/src/payments.rs"]
mod payments_by_derives;
#[path = "../../stacks/src/shop.rs"]
mod shop_by_builders;

mod equal;
mod hygiene;
mod keys;
mod places;
