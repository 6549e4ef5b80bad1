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
fn what_a_role_that_exists_already_must_allow_is_told_too() {
    let ran = run("borrowed", &["explain", "iam"]);
    assert_eq!((ran.code, ran.talk.as_str()), (0, ""));
    insta::assert_snapshot!(ran.data);
    assert_eq!(run("borrowed", &["explain", "iam", "pull"]).data, ran.data);
}

#[test]
fn roles_are_narrowed_to_stacks() {
    let all = run("sound", &["explain", "iam"]);
    let prod = run("sound", &["explain", "iam", "--stack", "*-prod"]);
    assert_eq!((prod.code, prod.talk.as_str()), (0, ""));
    assert!(all.data.contains(" of stack web-dev\n") && all.data.ends_with(&prod.data), "{}", all.data);
    assert!(
        prod.data.contains(" of stack web-prod\n") && !prod.data.contains(" of stack web-dev"),
        "{}",
        prod.data
    );
    let one = run("sound", &["explain", "iam", "web-prod-task", "--stack", "web-prod"]);
    assert!(one.data.starts_with("role/web-prod-task of stack web-prod\n"), "{}", one.data);
    let ran = run("sound", &["explain", "iam", "--stack", "web-pord"]);
    assert_eq!(ran.talk, "error: no stack is named `web-pord`; did you mean `web-prod`?\n");
    let ran = run("sound", &["explain", "ECS0107", "--stack", "web-prod"]);
    assert_eq!((ran.code, ran.data.as_str()), (3, ""));
    assert!(ran.talk.starts_with("error: --stack is for roles"), "{}", ran.talk);
}

#[test]
fn a_role_that_is_not_there_is_refused_with_the_nearest_name() {
    let ran = run("one", &["explain", "iam", "web-tsk"]);
    assert_eq!((ran.code, ran.data.as_str()), (3, ""));
    assert_eq!(ran.talk, "error: no role is named `web-tsk`; did you mean `web-task`?\n");
}

#[test]
fn a_code_is_explained_in_any_letter_case() {
    let ran = run("none", &["explain", "sec0103"]);
    assert_eq!((ran.code, ran.talk.as_str()), (0, ""));
    insta::assert_snapshot!(ran.data);
    let error = run("none", &["explain", "ECS0107"]);
    assert!(error.data.ends_with("An error cannot be allowed.\n"), "{}", error.data);
}

#[test]
fn an_unknown_code_is_refused_with_the_nearest() {
    let ran = run("none", &["explain", "ECS9107"]);
    assert_eq!((ran.code, ran.data.as_str()), (3, ""));
    assert!(
        ran.talk.starts_with("error: there is no code `ECS9107`; did you mean `ECS0107`"),
        "{}",
        ran.talk
    );
    let ran = run("none", &["explain", "everything"]);
    assert_eq!(ran.talk, "error: there is no code `everything`; `explain --list` shows all of them\n");
}

#[test]
fn all_codes_are_listed_as_text_and_as_json() {
    let text = run("none", &["explain", "--list"]);
    let json = run("none", &["explain", "--list", "--json"]);
    assert_eq!((text.code, json.code), (0, 0));
    let rows: Vec<serde_json::Value> = serde_json::from_str(&json.data).expect("the list is JSON");
    assert_eq!(text.data.lines().count(), rows.len());
    for (line, row) in text.data.lines().zip(&rows) {
        let code = row["code"].as_str().expect("a code");
        assert!(line.starts_with(code), "{line}");
        assert!(
            ["error", "warning", "hint"].contains(&row["severity"].as_str().expect("a severity")),
            "{code}"
        );
    }
}

#[test]
fn explain_needs_a_topic() {
    let ran = run("none", &["explain"]);
    assert_eq!((ran.code, ran.data.as_str()), (3, ""));
}
