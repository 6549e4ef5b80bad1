//! `check`: the rules over stacks and over files, what is printed where, and the exit codes.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::run::run;

#[test]
fn a_sound_program_is_said_to_be_so() {
    let ran = run("sound", &["check"]);
    assert_eq!((ran.code, ran.talk.as_str()), (0, ""));
    assert_eq!(ran.data, "nothing wrong, 2 allowed in 10 resources of 2 stacks\n");
}

#[test]
fn warnings_are_shown_and_do_not_fail() {
    let ran = run("risky", &["check"]);
    assert_eq!((ran.code, ran.talk.as_str()), (0, ""));
    insta::assert_snapshot!(ran.data);
}

#[test]
fn what_was_allowed_is_listed_on_request() {
    let ran = run("risky", &["check", "--allowed", "--allow", "sec0101", "--allow", "SEC0102"]);
    assert_eq!(ran.code, 0);
    insta::assert_snapshot!(ran.data);
}

#[test]
fn denied_warnings_are_errors() {
    let ran = run("risky", &["check", "--deny", "warnings"]);
    assert_eq!(ran.code, 3);
    assert!(ran.data.contains("error[SEC0101]"), "{}", ran.data);
    assert!(!ran.data.contains("SEC0103"), "what is allowed stays so: {}", ran.data);
}

#[test]
fn errors_and_mistaken_allowances_are_told_all_at_once() {
    let ran = run("mistaken", &["check"]);
    assert_eq!((ran.code, ran.talk.as_str()), (3, ""));
    insta::assert_snapshot!(ran.data);
}

#[test]
fn synth_refuses_on_errors_and_warns_beside_its_data() {
    let ran = run("mistaken", &["synth"]);
    assert_eq!((ran.code, ran.data.as_str()), (3, ""));
    assert!(ran.talk.contains("error[ECS0107]") && ran.talk.contains("warning[STK0203]"), "{}", ran.talk);
    let ran = run("risky", &["synth"]);
    assert_eq!(ran.code, 0);
    assert!(ran.talk.contains("warning[SEC0101]"), "{}", ran.talk);
    let manifest: Value = serde_json::from_str(&ran.data).expect("the manifest is whole");
    let allowed = &manifest["resources"]["task-definition/agent"]["allowed"];
    assert_eq!(allowed[0]["code"], "SEC0103");
    assert_eq!(allowed[0]["reason"], "the agent keeps its state below its own root");
}

#[test]
fn only_the_stacks_that_were_picked_are_shown() {
    let ran = run("sound", &["check", "web-p*"]);
    assert_eq!(ran.data, "nothing wrong, 1 allowed in 5 resources of 1 stack\n");
    let ran = run("sound", &["check", "web-pord"]);
    assert_eq!((ran.code, ran.data.as_str()), (3, ""));
    assert_eq!(ran.talk, "error: no stack is named `web-pord`; did you mean `web-prod`?\n");
}

#[test]
fn codes_on_the_command_line_are_checked() {
    let ran = run("one", &["check", "--allow", "SEC9101"]);
    assert_eq!((ran.code, ran.data.as_str()), (3, ""));
    assert!(ran.talk.contains("did you mean `SEC0101`"), "{}", ran.talk);
    let ran = run("one", &["check", "--allow", "ECS0107"]);
    assert!(ran.talk.contains("ECS0107 is an error, which cannot be allowed"), "{}", ran.talk);
}

#[test]
fn json_and_sarif_are_data_alone() {
    let ran = run("mistaken", &["check", "--format", "json"]);
    assert_eq!((ran.code, ran.talk.as_str()), (3, ""));
    let report: Value = serde_json::from_str(&ran.data).expect("the report is JSON");
    assert_eq!(report["format"], "ecs-dsl-check/1");
    assert_eq!(report["counts"]["errors"], 3);
    let first = &report["diagnostics"][0];
    assert_eq!(
        (first["stack"].as_str(), first["place"]["file"].as_str()),
        (Some("mistaken"), Some("tests/cli/program.rs"))
    );
    let ran = run("risky", &["check", "--format", "sarif"]);
    let log: Value = serde_json::from_str(&ran.data).expect("the log is JSON");
    assert_eq!(log["version"], "2.1.0");
    let results = log["runs"][0]["results"].as_array().expect("results");
    let suppressed = results.iter().find(|it| it["ruleId"] == "SEC0103").expect("what was allowed is there");
    assert_eq!(suppressed["suppressions"][0]["kind"], "inSource");
}

fn file(name: &str, content: impl AsRef<[u8]>) -> String {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, content).expect("the file can be written");
    path.to_str().expect("UTF-8").to_owned()
}

const TASK: &str = "{\n  \"family\": \"web\",\n  \"containerDefinitions\": [\n    {\n      \"name\": \"web\",\n      \"image\": \"nginx:1.29\",\n      \"memory\": 128,\n      \"user\": \"101\",\n      \"readonlyRootFilesystem\": true,\n      \"logConfiguration\": { \"logDriver\": \"syslog\" },\n      \"portMappings\": [{ \"containerPort\": 70000 }]\n    }\n  ]\n}\n";

#[test]
fn a_file_is_checked_at_its_lines() {
    let path = file("check-task.json", TASK);
    let ran = run("none", &["check", "--file", &path]);
    assert_eq!((ran.code, ran.talk.as_str()), (3, ""));
    insta::assert_snapshot!(ran.data.replace(&path, "task.json"));
}

#[test]
fn standard_input_is_a_file_too() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_program"))
        .args(["none", "check", "--file", "-"])
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut input = child.stdin.take().expect("a pipe");
    input.write_all(TASK.as_bytes()).expect("the program reads");
    drop(input);
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(output.status.code(), Some(3));
    let data = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(data.starts_with("<stdin>: task definition `web`\n"), "{data}");
    assert!(data.contains("--> <stdin>:11:"), "{data}");
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_checked() {
    let sound = file("check-sound.json", TASK.replace("70000", "80"));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).to_str().expect("UTF-8");
    let missing = format!("{folder}/check-missing.json");
    let ran = run("none", &["check", "--file", &sound, &missing, folder]);
    assert_eq!(ran.code, 1);
    assert!(ran.talk.contains(&format!("error: cannot read `{missing}`: ")), "{}", ran.talk);
    assert!(ran.talk.contains(&format!("error: cannot read `{folder}`: it is a folder")), "{}", ran.talk);
    assert!(ran.data.ends_with(" in 1 file; 2 files not read\n"), "{}", ran.data);
    for format in ["human", "json"] {
        let ran = run("none", &["check", "--format", format, "--file", &missing]);
        assert_eq!((ran.code, ran.data.as_str()), (1, ""), "nothing is said of what was not looked at");
    }
}

#[test]
fn a_huge_file_is_not_read_to_its_end() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("check-huge.json");
    // 100 MiB that take no room on the disk.
    fs::File::create(&path).and_then(|file| file.set_len(100 << 20)).expect("the file can be made");
    let ran = run("none", &["check", "--file", path.to_str().expect("UTF-8")]);
    assert_eq!(ran.code, 3);
    assert!(ran.data.contains("error[FIL0102]: the file has more than 8 MiB"), "{}", ran.data);
    fs::remove_file(path).expect("it can be removed");
}

#[test]
fn files_and_stacks_do_not_mix() {
    let ran = run("one", &["check", "web", "--file", "task.json"]);
    assert_eq!((ran.code, ran.data.as_str()), (3, ""));
}
