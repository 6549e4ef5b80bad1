//! What plans can ask for, against the door and the simulator: neither may be at a loss.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::{Failed, send};
use crate::aws::{Aws, CallErrorKind};
use crate::kind::tag_calls;
use crate::resource::KINDS;
use crate::simulator::{Settings, Simulator};

/// Words that an operation which changes something begins with.
const VERBS: &[&str] = &[
    "Add",
    "Associate",
    "Attach",
    "Create",
    "Delete",
    "Deregister",
    "Detach",
    "Disassociate",
    "Put",
    "Register",
    "Remove",
    "Tag",
    "Untag",
    "Update",
];

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the sources are there") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push(path);
        }
    }
}

/// Whether a text between quotes is the name of an operation that changes something.
fn names_an_operation(text: &str) -> bool {
    let rest = VERBS.iter().find_map(|verb| text.strip_prefix(verb));
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()))
        && text.chars().all(|c| c.is_ascii_alphanumeric())
}

/// Every operation that the lifecycles and the requests of the kinds have in quotes, with its service.
fn operations() -> BTreeSet<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/resource");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let mut found = BTreeSet::new();
    for file in files {
        let mut inside = file.strip_prefix(&root).expect("it is below").components();
        let folder = inside.next().map(|first| first.as_os_str().to_string_lossy().replace('_', "-"));
        let kind = KINDS.iter().find(|kind| Some(kind.prefix()) == folder.as_deref());
        let service = kind.map_or("ecs", |kind| kind.service());
        let tests = file.components().any(|part| part.as_os_str() == "tests");
        let part = inside.next().map(|part| part.as_os_str().to_string_lossy().into_owned());
        let sends = matches!(part.as_deref(), Some("lifecycle" | "lifecycle.rs"));
        let text = std::fs::read_to_string(&file).expect("a source can be read");
        let text = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
        for line in text.lines().filter(|line| !tests && !line.trim_start().starts_with("//")) {
            // Rules and builders have words in quotes too; of them only what a call is made of counts.
            // So have the tables of members.
            if (!sends && !line.contains("operation: ")) || line.contains("row(") {
                continue;
            }
            let quoted = line.split('"').skip(1).step_by(2).filter(|text| names_an_operation(text));
            found.extend(quoted.map(|operation| (service.to_owned(), operation.to_owned())));
        }
    }
    for kind in KINDS {
        let set = BTreeMap::from([("team".to_owned(), json!("shop"))]);
        for call in tag_calls(*kind, &Value::Null, "arn", &set, &["old".to_owned()]) {
            found.insert((call.service, call.operation));
        }
    }
    found
}

#[test]
fn the_door_and_the_simulator_know_every_call_that_a_plan_can_have() {
    let operations = operations();
    for known in ["iam:AttachRolePolicy", "logs:AssociateKmsKey", "ecs:UpdateService", "logs:TagResource"] {
        let (service, operation) = known.split_once(':').expect("a service and an operation");
        assert!(operations.contains(&(service.to_owned(), operation.to_owned())), "{known}: {operations:?}");
    }
    assert!(operations.len() > 35, "{}: {operations:?}", operations.len());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("an event loop");
    runtime.block_on(async {
        let simulator = Simulator::start(Settings::default()).expect("a free port");
        let aws = Aws::open(simulator.access()).await.expect("an endpoint");
        for (service, operation) in &operations {
            // Nothing of that name is there, and being told so is knowing the operation.
            let request = json!({
                "RoleName": "none", "PolicyName": "none", "PolicyDocument": "{}", "InstanceProfileName": "none",
                "PolicyArn": "arn:aws:iam::aws:policy/none", "logGroupName": "none", "logGroupIdentifier": "none",
                "resourceArn": "arn:aws:logs:us-east-1:123456789012:log-group:none",
                "kmsKeyId": "arn:aws:kms:us-east-1:123456789012:key/none",
                "PermissionsBoundary": "arn:aws:iam::aws:policy/none",
            });
            match send(&aws, service, operation, &request).await {
                Err(Failed::Unknown(what)) => panic!("the door does not know {what}"),
                Err(Failed::Call(error)) => {
                    assert_ne!(error.kind(), &CallErrorKind::NotOffered, "{service}:{operation}: {error}");
                }
                Ok(_) => {}
            }
        }
    });
}
