//! `explain iam`: which line asked for which permission.

use crate::run::run;

#[test]
fn each_statement_names_the_lines_that_asked_for_it() {
    let ran = run("one", &["explain", "iam"]);
    assert_eq!((ran.code, ran.talk.as_str()), (0, ""));
    insta::assert_snapshot!(ran.data);
}

#[test]
fn one_role_is_picked_by_name_or_address() {
    let by_name = run("one", &["explain", "iam", "web-task"]);
    let by_address = run("one", &["explain", "iam", "role/web-task"]);
    assert_eq!(by_name.data, by_address.data);
    assert!(by_name.data.starts_with("role/web-task of stack web\n"), "{}", by_name.data);
    assert!(!by_name.data.contains("web-execution"), "{}", by_name.data);
}

#[test]
fn a_role_that_is_not_there_is_refused_with_the_nearest_name() {
    let ran = run("one", &["explain", "iam", "web-tsk"]);
    assert_eq!((ran.code, ran.data.as_str()), (3, ""));
    assert_eq!(ran.talk, "error: no role is named `web-tsk`; did you mean `web-task`?\n");
}
