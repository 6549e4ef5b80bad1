//! `list`: stacks and their resources.

use serde_json::Value;

use crate::run::run;

#[test]
fn stacks_are_listed_with_region_account_and_size() {
    let ran = run("sound", &["list"]);
    assert_eq!((ran.code, ran.talk.as_str()), (0, ""));
    assert_eq!(
        ran.data,
        "web-dev  eu-central-1  any account  5 resources\nweb-prod  eu-central-1  any account  5 resources\n"
    );
}

#[test]
fn resources_are_listed_in_order_with_the_lines_that_wrote_them() {
    insta::assert_snapshot!(run("one", &["list", "--resources"]).data);
}

#[test]
fn json_has_what_the_table_has() {
    let ran = run("one", &["list", "--json"]);
    let list: Value = serde_json::from_str(&ran.data).expect("the list is JSON");
    assert_eq!(list[0]["stack"], "web");
    assert_eq!(list[0]["resources"][0]["address"], "cluster/web");
}
