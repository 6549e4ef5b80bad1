//! What is imported from AWS itself, here the simulated one: a stack is deployed, and read back as Rust.

use std::path::{Path, PathBuf};
use std::process::Command;

use ecs_dsl::import::Imported;
use serde_json::Value;

use crate::documents::Group;

const ACCOUNT: &str = "111122223333";

/// Deploys the program's stack `web`, imports its cluster, and returns that beside the requests that were deployed.
pub(super) fn deployed() -> (Group, Imported) {
    let folder = ecs_dsl_tests::workspace::scratch("import-live");
    // What an earlier run left would be another deployment.
    let _ = std::fs::remove_dir_all(folder.join(".ecs-dsl"));
    let (_, talk) = run(&folder, &["deploy", "--local"]);
    assert!(talk.contains("service/web: created"), "{talk}");
    let (code, talk) = run(&folder, &["import", "--local", "--cluster", "web"]);
    assert!(talk.contains("`adopt` brings what is there under it"), "{talk}");
    let (manifest, _) = run(&folder, &["synth"]);
    let manifest: Value = serde_json::from_str(&manifest).expect("a manifest");
    let files = ["cluster/web", "task-definition/web", "service/web"].map(|address| {
        let file = folder.join(format!("{}.json", address.replace('/', "-")));
        let mut request = manifest["resources"][address]["request"].clone();
        if address == "service/web" {
            // What the code left to AWS, and AWS has chosen.
            request["availabilityZoneRebalancing"] = "ENABLED".into();
        }
        std::fs::write(&file, request.to_string()).expect("a request");
        file
    });
    let group = Group { name: "live-web".to_owned(), files: Vec::<PathBuf>::from(files) };
    (group, Imported { code, notes: Vec::new(), diagnostics: Vec::new() })
}

/// Runs the program, and returns what it printed: data, and talk.
fn run(folder: &Path, arguments: &[&str]) -> (String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_program"))
        .current_dir(folder)
        .arg("one")
        .args(arguments)
        .args(["--account", ACCOUNT])
        .env_clear()
        .output()
        .expect("the program starts");
    let talk = String::from_utf8(output.stderr).expect("text");
    assert!(output.status.success(), "{arguments:?}: {talk}");
    (String::from_utf8(output.stdout).expect("text"), talk)
}
