//! Every example stack as a snapshot, for each stage that changes it.

use ecs_dsl::{Env, Stack, snapshot};

use crate::stacks::{depot, orders, payments, querypie, shop, vision};

fn of(stage: &str, stack: fn(&Env) -> Stack) -> String {
    snapshot::of(stack(&Env::new().with_stage(stage)))
}

#[test]
fn querypie() {
    insta::assert_snapshot!(of("prod", querypie::stack));
}

#[test]
fn shop_in_development() {
    insta::assert_snapshot!(of("dev", shop::stack));
}

#[test]
fn shop_in_production() {
    insta::assert_snapshot!(of("prod", shop::stack));
}

#[test]
fn payments() {
    insta::assert_snapshot!(of("prod", payments::stack));
}

#[test]
fn vision() {
    insta::assert_snapshot!(of("prod", vision::stack));
}

#[test]
fn depot() {
    insta::assert_snapshot!(of("prod", depot::stack));
}

#[test]
fn orders() {
    insta::assert_snapshot!(of("prod", orders::stack));
}
