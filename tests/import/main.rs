//! `import`: what it writes is compiled and run, and asks AWS for what the documents said.

mod documents;
mod live;
mod program;
mod same;

use std::collections::BTreeMap;

use documents::Group;
use ecs_dsl::import::{Imported, files};

/// Imports every group of documents; each must come to a module.
fn imported() -> Vec<(Group, Imported)> {
    let import = |group: Group| {
        let imported = files(&group.sources(), Some(&group.name));
        assert!(!imported.code.is_empty(), "{}: {:#?}", group.name, imported.diagnostics);
        (group, imported)
    };
    documents::all().into_iter().map(import).collect()
}

#[test]
fn what_is_imported_asks_for_the_same() {
    let mut all = imported();
    all.push(live::deployed());
    let modules: BTreeMap<&str, &str> =
        all.iter().map(|(group, imported)| (group.name.as_str(), imported.code.as_str())).collect();
    let manifests = program::manifests(&modules);
    let mut wrong = String::new();
    for (group, imported) in &all {
        let found = same::differences(group, &imported.notes, &manifests[&group.name]);
        if !found.is_empty() {
            wrong.push_str(&format!("{}:\n{found}\n", group.name));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// What belongs together, as a person would read it: handles, roles, notes as comments.
#[test]
fn documents_that_belong_together_are_wired() {
    let groups = documents::all();
    let shop = groups.iter().find(|group| group.name == "own-shop").expect("the shop's documents");
    let Imported { code, notes, diagnostics } = files(&shop.sources(), None);
    assert!(diagnostics.iter().all(|it| it.code.id.starts_with("FIL")), "{diagnostics:#?}");
    let notes: Vec<String> = notes
        .iter()
        .map(|note| format!("{}: {}", note.source.rsplit('/').next().unwrap_or_default(), note.path))
        .collect();
    insta::assert_snapshot!("shop", format!("{code}\n{}\n", notes.join("\n")));
}

/// Where the formatter itself gives up: a text that is too long stands so deep that it leaves lines as they are
/// and moves those around them.
const TOO_LONG: &[&str] = &["members-create-capacity-provider"];

#[test]
fn what_is_imported_is_formatted() {
    let Some(rustfmt) = program::rustfmt() else { return };
    let all = imported();
    let modules: Vec<(&str, &str)> = all
        .iter()
        .map(|(group, imported)| (group.name.as_str(), imported.code.as_str()))
        .filter(|(name, _)| !TOO_LONG.contains(name))
        .collect();
    let changed = rustfmt.changes(&modules);
    assert!(changed.is_empty(), "{changed}");
}
