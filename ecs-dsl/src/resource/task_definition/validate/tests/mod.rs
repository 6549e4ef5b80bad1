//! One row a case: just inside, just outside.
//!
//! A row changes a task definition that nothing is wrong with, and says all that is found then.

mod advice;
mod awkward;
mod bases;
mod container;
mod corpus;
mod health_and_logs;
mod kernel;
mod messages;
mod port;
mod security;
mod task;
mod volume;

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::validate;
use crate::api::ecs::RegisterTaskDefinition;
use crate::check::Alone;
use crate::diagnostic::Finding;
use crate::diagnostic::code;
use bases::{
    anywhere, awsvpc, ec2, external, fargate, fargate_routed, first, host, managed, routed, windows,
};

/// A row: the rules it is about, the document with its changes, and the codes and members that are found.
struct Row {
    rules: &'static str,
    base: fn() -> Value,
    changes: Value,
    found: &'static [(&'static str, &'static str)],
}

fn row(
    rules: &'static str,
    base: fn() -> Value,
    changes: Value,
    found: &'static [(&'static str, &'static str)],
) -> Row {
    Row { rules, base, changes, found }
}

/// Sets members by their paths; null takes one out.
fn changed(document: Value, changes: &Value) -> Value {
    let changes = changes.as_object().unwrap().iter();
    let changes: Vec<(&str, Value)> = changes.map(|(path, value)| (path.as_str(), value.clone())).collect();
    crate::check::rows::changed(&document, &changes)
}

/// Puts the paths of changes below another.
fn below(path: &str, changes: Value) -> Value {
    let changes = changes.as_object().unwrap();
    let moved = changes.iter().map(|(member, value)| (format!("{path}.{member}"), value.clone()));
    moved.collect::<serde_json::Map<_, _>>().into()
}

/// What is found in a document.
fn check(document: &Value) -> Vec<Finding> {
    let request: RegisterTaskDefinition =
        serde_json::from_value(document.clone()).unwrap_or_else(|error| panic!("{error}: {document}"));
    let mut findings = Vec::new();
    validate(&request, &Alone, &mut findings);
    findings
}

/// Runs the rows, and tells of all that fail.
fn run(rows: &[Row]) {
    let mut failures = Vec::new();
    for row in rows {
        let document = changed((row.base)(), &row.changes);
        let mut found: Vec<(&str, String)> =
            check(&document).into_iter().map(|finding| (finding.code.id, finding.member)).collect();
        let mut expected: Vec<(&str, String)> =
            row.found.iter().map(|(code, member)| (*code, (*member).to_owned())).collect();
        found.sort();
        expected.sort();
        if found != expected {
            failures
                .push(format!("{} {}\n   found {found:?}\nexpected {expected:?}", row.rules, row.changes));
        }
    }
    assert!(failures.is_empty(), "{} rows fail\n{}", failures.len(), failures.join("\n"));
}

fn all_rows() -> Vec<Row> {
    [
        task::rows(),
        container::rows(),
        kernel::rows(),
        port::rows(),
        health_and_logs::rows(),
        volume::rows(),
        security::rows(),
        advice::rows(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[test]
fn nothing_is_found_in_what_is_right() {
    for base in [fargate, ec2, anywhere, windows] {
        assert_eq!(check(&base()), [], "{}", base());
    }
}

#[test]
fn every_rule_of_every_code_has_a_row_inside_and_a_row_outside() {
    let families = [
        code::task_definition::CODES,
        code::container::CODES,
        code::port::CODES,
        code::health_and_logs::CODES,
        code::volume::CODES,
        code::security_of_tasks::CODES,
        code::advice::CODES,
    ];
    let (mut inside, mut outside, mut fired) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for row in all_rows() {
        for rule in row.rules.split(' ') {
            for (code, _) in row.found {
                outside.insert((*code, rule));
                fired.insert(*code);
            }
            if row.found.is_empty() {
                inside.insert(rule);
            }
        }
    }
    let mut missing = Vec::new();
    for code in families.into_iter().flatten() {
        if !fired.contains(code.id) {
            missing.push(format!("{} is never found", code.id));
        }
        // Rules of other sections are shown beside the kinds that they are about.
        let own = |rule: &&&str| {
            ["TD-", "CD-", "PM-", "HC-", "LC-", "VO-"].iter().any(|section| rule.starts_with(section))
        };
        for rule in code.rules.iter().filter(own) {
            if !outside.contains(&(code.id, *rule)) {
                missing.push(format!("{} is not found for {rule}", code.id));
            }
            if !inside.contains(rule) {
                missing.push(format!("{rule} has no row inside"));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn a_long_definition_takes_no_longer_than_its_length() {
    // Ten times the containers make about ten times the findings, not a hundred times.
    let sized = |count: usize| {
        let one = fargate()["containerDefinitions"][1].clone();
        let containers: Vec<Value> = (0..count)
            .map(|index| changed(one.clone(), &json!({ "name": format!("c{index}"), "image": "a b" })))
            .collect();
        check(&changed(fargate(), &json!({ "containerDefinitions": containers }))).len()
    };
    let (small, large) = (sized(100), sized(1000));
    assert!(large < small * 11, "{small} and {large}");
}
