//! The table that says where each rule of the rulebook is kept: beside the rules, in `check/coverage/*.tsv`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use ecs_dsl::diagnostic::code;
use ecs_dsl_tests::shared::shared;
use ecs_dsl_tests::workspace;

/// A line of the table.
struct Row {
    /// The rulebook's id, such as `TD-001`.
    rule: String,
    /// `code`, `type`, `reader` or `out`.
    kind: String,
    /// The codes, or the type that forbids it, or the reason.
    by: String,
    /// The path of a test's function, or `-`.
    test: String,
}

fn rows() -> Vec<Row> {
    let folder = workspace::root().join("ecs-dsl/src/check/coverage");
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).expect("the folder is there").map(|it| it.expect("a file").path()).collect();
    files.sort();
    let mut rows = Vec::new();
    for file in files {
        let section = file.file_stem().and_then(|name| name.to_str()).expect("a section's name").to_owned();
        for line in fs::read_to_string(&file).expect("text").lines() {
            let columns: Vec<&str> = line.split('\t').collect();
            let [rule, kind, by, test] = columns.as_slice() else {
                panic!("{section}: four columns: {line}")
            };
            assert!(
                rule.strip_prefix(&section).is_some_and(|rest| rest.starts_with('-')),
                "{section}: {line}"
            );
            let row = |text: &str| text.trim().to_owned();
            rows.push(Row { rule: row(rule), kind: row(kind), by: row(by), test: row(test) });
        }
    }
    rows
}

#[test]
fn every_rule_stands_once_and_is_kept_somewhere() {
    let mut seen = BTreeSet::new();
    for Row { rule, kind, by, test } in rows() {
        assert!(seen.insert(rule.clone()), "{rule} stands twice");
        match kind.as_str() {
            "code" => assert_ne!(test, "-", "{rule} has no test"),
            "type" | "reader" | "out" => assert!(by.len() > 10, "{rule}: `{by}` is no explanation"),
            other => panic!("{rule}: there is no kind `{other}`"),
        }
    }
    assert!(seen.len() > 450, "there are only {} rules", seen.len());
}

#[test]
fn table_and_codes_agree() {
    let mut table: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let rows = rows();
    for row in rows.iter().filter(|row| row.kind == "code") {
        for id in row.by.split([' ', ',']).filter(|id| !id.is_empty()) {
            let code = code::find(id).unwrap_or_else(|| panic!("{}: there is no code {id}", row.rule));
            assert!(code.rules.contains(&row.rule.as_str()), "{id} does not list {}", row.rule);
            table.entry(code.id).or_default().insert(row.rule.clone());
        }
    }
    for code in code::all() {
        for rule in code.rules {
            let listed = table.get(code.id).is_some_and(|rules| rules.contains(*rule));
            assert!(listed, "{} lists {rule}, whose row does not name it", code.id);
        }
    }
}

#[test]
fn every_test_that_is_named_is_there_and_speaks_of_the_codes() {
    let constants = constants();
    let mut wrong = Vec::new();
    for row in rows().iter().filter(|row| row.test != "-") {
        let mut told = String::new();
        for test in row.test.split([' ', ',']).filter(|test| !test.is_empty()) {
            match file_of(test) {
                Some(source) => told.push_str(&source),
                None => wrong.push(format!("{}: there is no test `{test}`", row.rule)),
            }
        }
        for id in row.by.split([' ', ',']).filter(|id| row.kind == "code" && !id.is_empty()) {
            let constant = &constants[id];
            if !told.contains(id) && !told.contains(&format!("::{constant}")) {
                wrong.push(format!("{}: nothing beside `{}` speaks of {id}", row.rule, row.test));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Returns the names of the codes' constants, by the codes' ids.
fn constants() -> BTreeMap<String, String> {
    let folder = workspace::root().join("ecs-dsl/src/diagnostic/code");
    let mut constants = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("the table of codes") {
        let source = fs::read_to_string(entry.expect("a family").path()).expect("source is text");
        for row in source.split("pub static ").skip(1) {
            let id = row.split_once("id: \"").and_then(|(_, rest)| rest.split('"').next());
            if let (Some((name, _)), Some(id)) = (row.split_once(": Code = "), id) {
                constants.insert(id.to_owned(), name.to_owned());
            }
        }
    }
    constants
}

/// Returns the source of the module that a test stands in, if it is there: its table of cases too.
fn file_of(test: &str) -> Option<String> {
    let mut modules: Vec<&str> = test.split("::").collect();
    let name = modules.pop()?;
    let source = ["ecs-dsl/src", "ecs-dsl/facts/src", "tests"];
    let paths = |modules: &[&str]| {
        let path = modules.join("/");
        source.map(|source| [format!("{source}/{path}.rs"), format!("{source}/{path}/mod.rs")]).concat()
    };
    // A module of tests has a file of its own, or stands at the end of the one that it tests.
    let inline = modules.split_last().filter(|(last, _)| **last == "tests").map(|(_, outer)| paths(outer));
    let files = paths(&modules).into_iter().chain(inline.into_iter().flatten());
    let sources = files.filter_map(|path| fs::read_to_string(workspace::root().join(path)).ok());
    sources.into_iter().find(|source| {
        let is_test = |(before, _): (&str, &str)| {
            before
                .trim_end()
                .lines()
                .rev()
                .take_while(|line| !line.contains('}'))
                .any(|line| line.trim() == "#[test]")
        };
        source.split_once(&format!("fn {name}()")).is_some_and(is_test)
    })
}

#[test]
fn no_rule_of_the_rulebook_is_forgotten() {
    let Some(path) = shared("rules.md") else { return };
    let rulebook = fs::read_to_string(path).expect("the rulebook is text");
    let is_id = |id: &&str| {
        id.split_once('-').is_some_and(|(section, number)| {
            section.len() == 2 && number.len() == 3 && number.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    let rules: BTreeSet<String> = rulebook
        .lines()
        .filter_map(|line| line.split_once(" | "))
        .map(|(id, _)| id.trim())
        .filter(is_id)
        .map(str::to_owned)
        .collect();
    assert!(rules.len() > 450, "only {} rules were read", rules.len());
    let table: BTreeSet<String> = rows().into_iter().map(|row| row.rule).collect();
    let forgotten: Vec<&String> = rules.difference(&table).collect();
    let unknown: Vec<&String> = table.difference(&rules).collect();
    assert!(forgotten.is_empty() && unknown.is_empty(), "forgotten: {forgotten:?}, unknown: {unknown:?}");
}
