//! `import`: a module on standard output, what could not be carried over on the other.

use std::fs;

use ecs_dsl_tests::workspace::{root, scratch};

use crate::run::run;

fn document(path: &str) -> String {
    root().join("tests/import/documents").join(path).display().to_string()
}

#[test]
fn a_module_is_data_and_notes_are_talk() {
    let file = document("shop/6-task.json");
    let ran = run("sound", &["import", "--file", &file, "--name", "old-shop"]);
    assert_eq!(ran.code, 0, "{}", ran.talk);
    assert!(ran.data.starts_with("//! The stack `old-shop`"), "{}", ran.data);
    assert!(ran.data.contains("Stack::new(\"old-shop\", env)"), "{}", ran.data);
    assert!(ran.talk.contains("containerDefinitions[0].telepathy: left out"), "{}", ran.talk);
    // The value of what seems to be a secret enters neither.
    let secret = "correct horse battery staple";
    assert!(ran.talk.contains("`DB_PASSWORD` is left out"), "{}", ran.talk);
    assert!(!ran.data.contains(secret) && !ran.talk.contains(secret));
}

#[test]
fn what_cannot_be_read_ends_it() {
    let ran = run("sound", &["import", "--file", "nowhere.json"]);
    assert!(
        ran.code == 1 && ran.data.is_empty() && ran.talk.contains("cannot read `nowhere.json`"),
        "{ran:?}"
    );
    let folder = scratch("import-cli");
    for (name, text, told) in [
        ("no-json", "{ \"family\": ", "error"),
        ("wrong-type", "{ \"family\": 7, \"containerDefinitions\": [] }", "family"),
        ("policy", "{ \"Version\": \"2012-10-17\", \"Statement\": [] }", "belongs to no role"),
    ] {
        let file = folder.join(format!("{name}.json"));
        fs::write(&file, text).expect("a document");
        let ran = run("sound", &["import", "--file", &file.display().to_string()]);
        assert_eq!((ran.code, ran.data.as_str()), (3, ""), "{name}: {}", ran.talk);
        assert!(ran.talk.contains(told), "{name}: {}", ran.talk);
    }
    let nothing = run("sound", &["import"]);
    assert!(nothing.code == 3 && nothing.talk.contains("--file"), "{}", nothing.talk);
}

#[test]
fn a_cluster_that_is_not_there_is_told_of() {
    let folder = scratch("import-cli-live");
    let ran = crate::run::run_in(&folder, "one", &["import", "--local", "--cluster", "nowhere"]);
    assert!(ran.code == 1 && ran.data.is_empty(), "{ran:?}");
    assert!(ran.talk.contains("the cluster `nowhere` is not there"), "{}", ran.talk);
    let ran = run("no stacks", &["import", "--local", "--cluster", "web"]);
    assert!(ran.code == 3 && ran.talk.contains("--region"), "{}", ran.talk);
}
