//! `synth`: manifests on standard output or in files, and nothing else.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::run::run;

/// Returns a new empty folder for one test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("the folder of the last run can be removed");
    }
    fs::create_dir_all(&folder).expect("the folder can be made");
    folder
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder can be read");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8")).collect();
    names.sort();
    names
}

#[test]
fn one_stack_is_printed_as_its_manifest_and_several_as_a_list() {
    let one = run("one", &["synth"]);
    assert_eq!((one.code, one.talk.as_str()), (0, ""));
    let manifest: Value = serde_json::from_str(&one.data).expect("the manifest is JSON");
    assert_eq!(manifest["format"], "ecs-dsl/1");
    assert_eq!(manifest["stack"], "web");
    let several = run("sound", &["synth"]);
    let list: Value = serde_json::from_str(&several.data).expect("the list is JSON");
    assert_eq!(list.as_array().map(Vec::len), Some(2));
    let picked = run("sound", &["synth", "web-p*"]);
    let manifest: Value = serde_json::from_str(&picked.data).expect("the manifest is JSON");
    assert_eq!(manifest["stack"], "web-prod");
}

#[test]
fn every_run_prints_the_same_bytes() {
    assert_eq!(run("sound", &["synth"]).data, run("sound", &["synth"]).data);
}

#[test]
fn stage_region_and_account_come_from_the_flags() {
    let ran = run("one", &["synth", "--account", "111122223333"]);
    assert!(ran.data.contains("arn:aws:iam::111122223333:role/ecs-dsl/web/web-execution"), "{}", ran.data);
    let ran = run("one", &["synth", "--account", "1111"]);
    assert_eq!(ran.code, 3);
    insta::assert_snapshot!(ran.talk);
}

#[test]
fn a_stack_that_is_not_there_is_refused_with_the_nearest_name() {
    let ran = run("sound", &["synth", "web-dve"]);
    assert_eq!((ran.code, ran.data.as_str()), (3, ""));
    assert_eq!(ran.talk, "error: no stack is named `web-dve`; did you mean `web-dev`?\n");
}

#[test]
fn faults_are_told_all_at_once_and_nothing_is_printed() {
    let ran = run("unfinished", &["synth"]);
    assert_eq!((ran.code, ran.data.as_str()), (3, ""));
    insta::assert_snapshot!(ran.talk);
}

#[test]
fn requests_are_written_in_dependency_order() {
    let out = folder("requests_are_written");
    let ran = run("one", &["synth", "--out", out.to_str().expect("UTF-8")]);
    assert_eq!((ran.code, ran.data.as_str()), (0, ""));
    assert_eq!(
        names(&out.join("web")),
        [
            "001-create-cluster-web.json",
            "002-create-role-web-execution.json",
            "003-put-role-policy-web-execution.json",
            "004-create-role-web-task.json",
            "005-put-role-policy-web-task.json",
            "006-register-task-definition-web.json",
            "007-create-service-web.json",
            "manifest.json",
        ]
    );
    let manifest = fs::read_to_string(out.join("web/manifest.json")).expect("the manifest was written");
    assert_eq!(manifest, run("one", &["synth"]).data);
    let service = fs::read_to_string(out.join("web/007-create-service-web.json")).expect("it was written");
    let service: Value = serde_json::from_str(&service).expect("it is JSON");
    assert_eq!(service["serviceName"], "web");
}

#[test]
fn requests_of_an_earlier_run_go_and_other_files_stay() {
    let out = folder("requests_go");
    fs::create_dir_all(out.join("web")).expect("the folder can be made");
    for name in ["099-create-service-gone.json", "notes.json", "README.md"] {
        fs::write(out.join("web").join(name), "{}").expect("the file can be written");
    }
    run("one", &["synth", "--out", out.to_str().expect("UTF-8")]);
    let names = names(&out.join("web"));
    assert!(!names.contains(&"099-create-service-gone.json".to_owned()), "{names:?}");
    assert!(names.contains(&"notes.json".to_owned()) && names.contains(&"README.md".to_owned()), "{names:?}");
}

#[test]
#[cfg(target_os = "linux")]
fn output_that_is_lost_is_a_failure() {
    use std::process::{Command, Stdio};

    let full = fs::File::options().write(true).open("/dev/full").expect("Linux has a full device");
    let output = Command::new(env!("CARGO_BIN_EXE_program"))
        .args(["one", "synth"])
        .stdout(Stdio::from(full))
        .output()
        .expect("the program starts");
    assert_eq!(output.status.code(), Some(1));
    let talk = String::from_utf8(output.stderr).expect("talk is UTF-8");
    assert!(talk.starts_with("error: cannot write to standard output: "), "{talk}");
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let out = folder("cannot_be_written").join("file");
    fs::write(&out, "").expect("the file can be written");
    let ran = run("one", &["synth", "--out", out.to_str().expect("UTF-8")]);
    assert_eq!((ran.code, ran.data.as_str()), (1, ""));
    assert!(ran.talk.starts_with(&format!("error: cannot write `{}/web`: ", out.display())), "{}", ran.talk);
}

#[test]
fn a_broken_stack_holds_up_those_alone_that_need_it() {
    for verb in [&["synth", "web"][..], &["list", "web"], &["graph", "web"], &["explain", "iam", "web-task"]]
    {
        let ran = run("half", verb);
        assert_eq!((ran.code, ran.talk.as_str()), (0, ""), "{verb:?}");
    }
    for verb in [&["synth", "guest"][..], &["synth", "broken"], &["synth"], &["list", "guest"]] {
        let ran = run("half", verb);
        assert_eq!((ran.code, ran.data.as_str()), (3, ""), "{verb:?}");
        assert!(ran.talk.contains("STK0102"), "{verb:?}: {}", ran.talk);
    }
}

#[test]
fn a_stage_and_a_region_are_judged_at_their_flags() {
    for (flag, value) in [("--stage", "a b"), ("--stage", ""), ("--region", "nowhere"), ("--region", "")] {
        let ran = run("one", &["synth", flag, value]);
        assert_eq!((ran.code, ran.data.as_str()), (3, ""), "{flag} {value}");
        assert!(ran.talk.contains(flag) && ran.talk.lines().count() < 8, "{}", ran.talk);
    }
    assert_eq!(run("one", &["synth", "--stage", "prod-2", "--region", "us-gov-west-1"]).code, 0);
}
