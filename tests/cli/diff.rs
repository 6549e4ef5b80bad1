//! `diff`: two sets of manifests, or a set and the program's own stacks.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::run::run;

/// Writes a manifest of the program, changed as a release would change it, and returns its path.
fn manifest(name: &str, changes: &[(&str, &str)]) -> PathBuf {
    let mut text = run("one", &["synth"]).data;
    for (old, new) in changes {
        assert!(text.contains(old), "{old} is not in the manifest");
        text = text.replace(old, new);
    }
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, text).expect("the file can be written");
    path
}

/// What an older release looked like.
fn older(name: &str) -> PathBuf {
    manifest(
        name,
        &[
            ("web:1.4.0", "web:1.3.9"),
            ("\"enableExecuteCommand\": true", "\"healthCheckGracePeriodSeconds\": 30"),
            ("\"desiredCount\": 1", "\"desiredCount\": 4"),
            ("ssmmessages:OpenDataChannel", "ssmmessages:SendDataChannel"),
        ],
    )
}

#[test]
fn stacks_do_not_differ_from_what_they_print() {
    let same = manifest("same.json", &[]);
    let ran = run("one", &["diff", "--from", same.to_str().expect("UTF-8"), "--exit-code"]);
    assert_eq!((ran.code, ran.talk.as_str()), (0, ""));
    assert_eq!(ran.data, "stack web  eu-central-1\n  no difference: 5 unchanged\n");
}

#[test]
fn standard_input_can_be_one_side() {
    let same = manifest("piped.json", &[]);
    let output = Command::new(env!("CARGO_BIN_EXE_program"))
        .args(["one", "diff", "--from", "-"])
        .env_clear()
        .stdin(std::fs::File::open(&same).expect("the manifest"))
        .output()
        .expect("the program starts");
    let data = String::from_utf8(output.stdout).expect("UTF-8");
    assert_eq!(data, "stack web  eu-central-1\n  no difference: 5 unchanged\n");
    let ran = run("one", &["diff", "--from", "-", "--to", "-"]);
    assert_eq!(ran.code, 3);
    assert!(ran.talk.contains("standard input can be one side"), "{}", ran.talk);
}

#[test]
fn each_member_is_shown_with_its_old_and_new_value() {
    let from = older("human.json");
    let ran = run("one", &["diff", "--from", from.to_str().expect("UTF-8")]);
    assert_eq!((ran.code, ran.talk.as_str()), (0, ""));
    insta::assert_snapshot!(ran.data);
}

#[test]
fn markdown_is_for_a_comment() {
    let from = older("markdown.json");
    let ran = run("one", &["diff", "--from", from.to_str().expect("UTF-8"), "--format", "markdown"]);
    assert_eq!((ran.code, ran.talk.as_str()), (0, ""));
    insta::assert_snapshot!(ran.data);
}

#[test]
fn json_is_for_programs_and_the_exit_code_for_scripts() {
    let (from, to) = (older("from.json"), manifest("to.json", &[]));
    let paths = [from.to_str().expect("UTF-8"), to.to_str().expect("UTF-8")];
    let ran = run("none", &["diff", "--from", paths[0], "--to", paths[1], "--format", "json", "--exit-code"]);
    assert_eq!((ran.code, ran.talk.as_str()), (2, ""));
    let diff: Value = serde_json::from_str(&ran.data).expect("it is JSON");
    assert_eq!((diff["format"].as_str(), diff["different"].as_bool()), (Some("ecs-dsl-diff/1"), Some(true)));
    insta::assert_snapshot!(ran.data);
}

#[test]
fn a_manifest_that_cannot_be_read_is_refused_with_the_place() {
    for (name, old, new, message) in [
        ("format.json", "ecs-dsl/1", "ecs-dsl/9", "line 2, column 3: the format is `ecs-dsl/9`"),
        ("member.json", "\"dependsOn\": []", "\"dependOn\": []", "no such member; did you mean `dependsOn`?"),
        ("kind.json", "\"ecs:cluster\"", "\"ecs:clutter\"", "of the kind `ecs:clutter`"),
        ("json.json", "\"format\":", "\"format\"", "line 2, column"),
    ] {
        let path = manifest(name, &[(old, new)]);
        let ran = run(
            "one",
            &["diff", "--from", path.to_str().expect("UTF-8"), "--to", path.to_str().expect("UTF-8")],
        );
        assert_eq!((ran.code, ran.data.as_str()), (3, ""), "{name}");
        assert!(ran.talk.starts_with("error: ") && ran.talk.contains(message), "{}", ran.talk);
    }
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("diff-task.json");
    for (text, says) in [
        (
            r#"{ "family": "web", "containerDefinitions": [{ "name": "web", "image": "nginx:1.29" }] }"#,
            "; it looks like the task definition `web`, for which there is `check --file`",
        ),
        (r#"{ "Resources": {} }"#, ""),
        ("[7]", ""),
    ] {
        std::fs::write(&path, text).expect("the file can be written");
        let ran = run("one", &["diff", "--from", path.to_str().expect("UTF-8")]);
        assert_eq!((ran.code, ran.data.as_str()), (3, ""));
        assert_eq!(
            ran.talk,
            format!("error: `{}` is no manifest that `synth` prints{says}\n", path.display())
        );
    }
    let ran = run("one", &["diff", "--from", "/no/such/file"]);
    assert_eq!((ran.code, ran.data.as_str()), (1, ""));
    assert!(ran.talk.starts_with("error: cannot read `/no/such/file`: "), "{}", ran.talk);
}

#[test]
fn stacks_are_picked_by_name() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("picked.json");
    std::fs::write(&path, run("sound", &["synth"]).data).expect("the file can be written");
    let path = path.to_str().expect("UTF-8");
    let ran = run("sound", &["diff", "--from", path, "*-prod"]);
    assert_eq!(ran.data, "stack web-prod  eu-central-1\n  no difference: 5 unchanged\n");
    let ran = run("sound", &["diff", "--from", path, "other"]);
    assert_eq!((ran.code, ran.talk.as_str()), (3, "error: neither side has a stack named `other`\n"));
}
