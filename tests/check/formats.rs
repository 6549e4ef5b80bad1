//! The formats for machines, each against its schema.

use std::process::Command;

use ecs_dsl_tests::availability::or_skip;
use ecs_dsl_tests::{schema, workspace};
use serde_json::Value;

fn reports(format: &str) -> Vec<Value> {
    let seeds = workspace::root().join("tests/fuzz/seeds");
    let file = |name: &str| seeds.join(name).display().to_string();
    let runs: [Vec<String>; 4] = [
        vec!["sound".to_owned(), "check".to_owned()],
        vec!["mistaken".to_owned(), "check".to_owned()],
        vec!["unfinished".to_owned(), "check".to_owned(), "--allow".to_owned(), "SEC0105".to_owned()],
        vec![
            "none".to_owned(),
            "check".to_owned(),
            "--file".to_owned(),
            file("slips.json"),
            file("task-fargate.json"),
        ],
    ];
    let report = |arguments: &Vec<String>| {
        let program = env!("CARGO_BIN_EXE_program");
        let output = Command::new(program)
            .args(arguments)
            .args(["--format", format])
            .env_clear()
            .output()
            .expect("it starts");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments:?}");
        serde_json::from_slice(&output.stdout).expect("the report is JSON")
    };
    runs.iter().map(report).collect()
}

#[test]
fn sarif_is_valid_by_its_schema() {
    let reports = reports("sarif");
    let results = |report: &Value| report["runs"][0]["results"].as_array().map_or(0, Vec::len);
    assert!(reports.iter().map(results).sum::<usize>() > 5, "the reports are nearly empty");
    let schema = workspace::root().join("tests/check/schemas/sarif-2.1.0-rtm.5.json");
    let Some(faults) = or_skip(schema::validate(&schema, &reports)) else { return };
    assert!(faults.iter().all(Vec::is_empty), "{faults:#?}");
}

#[test]
fn json_is_valid_by_the_schema_in_the_documentation() {
    let mut reports = reports("json");
    assert!(reports.iter().any(|report| report["counts"]["allowed"] != 0), "nothing was allowed");
    // A schema that takes everything would prove nothing.
    reports.push(serde_json::json!({ "format": "ecs-dsl-check/1", "counts": {}, "diagnostics": [{}] }));
    let schema = workspace::root().join("docs/check-report.schema.json");
    let Some(mut faults) = or_skip(schema::validate(&schema, &reports)) else { return };
    assert!(faults.pop().is_some_and(|faults| faults.len() > 3));
    assert!(faults.iter().all(Vec::is_empty), "{faults:#?}");
}
