//! The comparison in the README is what the comparison prints.

use ecs_dsl_tests::availability::or_skip;
use ecs_dsl_tests::compare;

#[test]
fn the_readme_has_the_table_that_the_comparison_prints() {
    let Some(table) = or_skip(compare::table()) else { return };
    let written = compare::written().expect("the README can be read");
    assert_eq!(written, table, "run `cargo run -p ecs-dsl-tests --bin compare -- --write`");
}
