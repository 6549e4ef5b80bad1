//! The example stacks, written both ways.

use ecs_dsl::{App, Env, Stack, assembly};

/// Returns the manifest, after checking that nothing in it is in error.
fn manifest(stack: Stack) -> String {
    let (assembly, diagnostics) = assembly::assemble(&App::new().stack(stack));
    assert_eq!(diagnostics, []);
    assembly.stacks[0].to_json()
}

fn equal(builders: fn(&Env) -> Stack, derives: fn(&Env) -> Stack) {
    for stage in ["dev", "prod"] {
        for env in [Env::new(), Env::new().with_region("eu-west-3").with_account("999988887777")] {
            let env = env.with_stage(stage);
            assert_eq!(manifest(builders(&env)), manifest(derives(&env)), "in {env:?}");
        }
    }
}

#[test]
fn shop() {
    equal(crate::shop_by_builders::stack, crate::shop_by_derives::stack);
}

#[test]
fn payments() {
    equal(crate::payments_by_builders::stack, crate::payments_by_derives::stack);
}

#[test]
fn depot() {
    equal(crate::depot_by_builders::stack, crate::depot_by_derives::stack);
}
