//! `graph`: what needs what, drawn.

use crate::run::run;

#[test]
fn mermaid_has_a_subgraph_a_stack_and_an_arrow_a_need() {
    let ran = run("sound", &["graph"]);
    assert_eq!((ran.code, ran.talk.as_str()), (0, ""));
    insta::assert_snapshot!(ran.data);
}

#[test]
fn dot_has_the_same() {
    let ran = run("sound", &["graph", "web-dev", "--format", "dot"]);
    assert_eq!((ran.code, ran.talk.as_str()), (0, ""));
    insta::assert_snapshot!(ran.data);
}

#[test]
fn a_stack_that_is_not_there_is_refused() {
    let ran = run("sound", &["graph", "web-dve"]);
    assert_eq!((ran.code, ran.data.as_str()), (3, ""));
}
