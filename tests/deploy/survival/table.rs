//! The table in the README: how often what was tried. Each test holds its own cells to it.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use ecs_dsl_tests::workspace;

pub(crate) const KILLED_BEFORE: &str = "the process is killed before it";
pub(crate) const KILLED_AFTER: &str = "the process is killed after its effect, before its answer";
pub(crate) const THROTTLED: &str = "throttled";
pub(crate) const ERROR_500_BEFORE: &str = "500 before the effect";
pub(crate) const ERROR_500_AFTER: &str = "500 after the effect";
pub(crate) const ERROR_503_BEFORE: &str = "503 before the effect";
pub(crate) const ERROR_503_AFTER: &str = "503 after the effect";
pub(crate) const CUT_BEFORE: &str = "connection cut before the effect";
pub(crate) const CUT_AFTER: &str = "connection cut after the effect";
pub(crate) const LATE: &str = "answered 30 s late";
pub(crate) const STALE: &str = "answered with what was true 20 s ago";
pub(crate) const INTERRUPTED: &str = "Ctrl-C";
pub(crate) const KEPT_OUT: &str = "somebody else deploys the stack meanwhile";
pub(crate) const TAKEN_OVER: &str = "somebody else takes the stack over meanwhile";
pub(crate) const EVERY_THIRD: &str =
    "each of the seven refusals and losses above, at every third and every fifth call";
pub(crate) const ALL_LATE: &str = "every read late, or every read old";
pub(crate) const SLOW_IAM: &str = "roles that ECS cannot assume for 30 s";
pub(crate) const DRAINING: &str = "the service's name still drains";
pub(crate) const DYING_TASKS: &str = "tasks die, each in another way, and are mended";
pub(crate) const CIRCUIT_BREAKER: &str = "the circuit breaker rolls back, and the code is mended";
pub(crate) const TASK_SET: &str = "a task set of an external controller fails";
pub(crate) const IMPATIENCE: &str = "the time for deployments is too short, or they are not waited for";

const ROWS: &[&str] = &[
    KILLED_BEFORE,
    KILLED_AFTER,
    THROTTLED,
    ERROR_500_BEFORE,
    ERROR_500_AFTER,
    ERROR_503_BEFORE,
    ERROR_503_AFTER,
    CUT_BEFORE,
    CUT_AFTER,
    LATE,
    STALE,
    INTERRUPTED,
    KEPT_OUT,
    TAKEN_OVER,
    EVERY_THIRD,
    ALL_LATE,
    SLOW_IAM,
    DRAINING,
    DYING_TASKS,
    CIRCUIT_BREAKER,
    TASK_SET,
    IMPATIENCE,
];

const COLUMNS: &[&str] = &["deploy", "update", "destroy"];

const BEGIN: &str =
    "<!-- survival: written by `SURVIVAL=write cargo test -p ecs-dsl-tests --test deploy` -->\n";
const END: &str = "<!-- end of survival -->\n";

/// Only one test at a time has the README.
static README: Mutex<()> = Mutex::new(());

fn readme() -> PathBuf {
    workspace::root().join("README.md")
}

/// The cells as they are written down, by row and column; empty cells are 0.
fn cells(text: &str) -> Vec<Vec<usize>> {
    let table =
        text.split_once(BEGIN).and_then(|(_, rest)| Some(rest.split_once(END)?.0)).unwrap_or_default();
    let row = |name: &str| {
        let found = table.lines().find(|line| line.starts_with(&format!("| {name} |"))).unwrap_or_default();
        let numbers = found.split('|').skip(2).map(|cell| cell.trim().parse().unwrap_or(0));
        let mut numbers: Vec<usize> = numbers.take(COLUMNS.len()).collect();
        numbers.resize(COLUMNS.len(), 0);
        numbers
    };
    ROWS.iter().map(|name| row(name)).collect()
}

fn written(cells: &[Vec<usize>]) -> String {
    let mut text = format!("| what befalls a call, or the run | {} |\n|---|", COLUMNS.join(" | "));
    text.push_str(&"---:|".repeat(COLUMNS.len()));
    text.push('\n');
    for (name, row) in ROWS.iter().zip(cells) {
        let shown: Vec<String> =
            row.iter().map(|count| if *count == 0 { "–".to_owned() } else { count.to_string() }).collect();
        text.push_str(&format!("| {name} | {} |\n", shown.join(" | ")));
    }
    let sums: Vec<usize> =
        (0..COLUMNS.len()).map(|column| cells.iter().map(|row| row[column]).sum()).collect();
    let shown: Vec<String> = sums.iter().map(|sum| format!("**{sum}**")).collect();
    let all: usize = sums.iter().sum();
    text.push_str(&format!("| **runs, all of which converged: {all}** | {} |\n", shown.join(" | ")));
    text
}

fn with_table(text: &str, table: &str) -> String {
    let (before, rest) = text.split_once(BEGIN).expect("the README has a place for the table");
    let (_, after) = rest.split_once(END).expect("the table ends");
    format!("{before}{BEGIN}\n{table}\n{END}{after}")
}

/// Notes how often something was tried; the README must say so.
#[allow(clippy::print_stderr, reason = "the counts are what the reader of a test run wants to know")]
pub(crate) fn tried(row: &str, column: &str, count: usize) {
    eprintln!("{column}: {row}: {count} runs, all converged");
    let _guard = README.lock().unwrap_or_else(PoisonError::into_inner);
    let text = std::fs::read_to_string(readme()).expect("the README can be read");
    let mut cells = cells(&text);
    let row_at = ROWS.iter().position(|one| *one == row).expect("a row of the table");
    let column_at = COLUMNS.iter().position(|one| *one == column).expect("a column of the table");
    let cell = &mut cells[row_at][column_at];
    if std::env::var_os("SURVIVAL").is_some_and(|value| value == "write") {
        *cell = count;
        std::fs::write(readme(), with_table(&text, &written(&cells))).expect("the README can be written");
        return;
    }
    assert_eq!(
        *cell, count,
        "the README has another number for `{row}` of {column}: run SURVIVAL=write cargo test -p ecs-dsl-tests \
         --test deploy"
    );
}

#[test]
fn the_readme_has_the_table_as_it_is_written() {
    let _guard = README.lock().unwrap_or_else(PoisonError::into_inner);
    let text = std::fs::read_to_string(readme()).expect("the README can be read");
    assert_eq!(with_table(&text, &written(&cells(&text))), text, "rows or sums of the table are not right");
}
