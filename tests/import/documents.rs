//! The documents that are imported: the project's own, and those beside the workspace where they are.

use std::path::{Path, PathBuf};

use ecs_dsl::check::files::Source;
use ecs_dsl_tests::shared::shared;
use ecs_dsl_tests::workspace;
use serde_json::Value;

/// Documents that are imported together, as a stack.
pub(super) struct Group {
    pub(super) name: String,
    pub(super) files: Vec<PathBuf>,
}

impl Group {
    pub(super) fn sources(&self) -> Vec<Source> {
        self.files.iter().map(|file| Source::read(file).expect("a document")).collect()
    }

    pub(super) fn documents(&self) -> Vec<Value> {
        let read = |file: &PathBuf| std::fs::read_to_string(file).expect("a document");
        self.files.iter().map(|file| serde_json::from_str(&read(file)).expect("JSON")).collect()
    }
}

/// Documents that tell nothing of which a stack could be made.
const NOT_OF_A_STACK: &[&str] = &[
    "policy.json",
    "trust.json",
    "slips.json",
    "cut-short.json",
    "role-policy.json",
    "update-service.json",
    "create-task-set.json",
    "put-cluster-capacity-providers.json",
];

/// Returns every group.
pub(super) fn all() -> Vec<Group> {
    let mut groups = Vec::new();
    let folders = [
        ("members", Some(workspace::root().join("tests/api/all-members"))),
        ("seed", Some(workspace::root().join("tests/fuzz/seeds"))),
        ("own", Some(workspace::root().join("tests/import/documents"))),
        ("task", shared("corpus/task-definitions")),
        ("service", shared("corpus/services")),
        ("described", shared("corpus/describe-outputs")),
    ];
    for (prefix, folder) in folders {
        let Some(folder) = folder else { continue };
        for file in json_files(&folder) {
            let name = file.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
            if NOT_OF_A_STACK.contains(&format!("{name}.json").as_str()) {
                continue;
            }
            groups.push(Group { name: format!("{prefix}-{name}"), files: vec![file] });
        }
    }
    // What belongs together, given together.
    let folder = workspace::root().join("tests/import/documents");
    let together =
        std::fs::read_dir(&folder).expect("the documents").map(|entry| entry.expect("an entry").path());
    for folder in together.filter(|path| path.is_dir()) {
        let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        groups.push(Group { name: format!("own-{name}"), files: json_files(&folder) });
    }
    groups.sort_by(|one, other| one.name.cmp(&other.name));
    groups
}

fn json_files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the folder can be read");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut files: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|end| end == "json")).collect();
    files.sort();
    files
}
