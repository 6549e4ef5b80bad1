//! What is measured is what ran, and what is printed is what was measured.

use std::io;
use std::process::Command;
use std::time::Duration;

use super::*;
use crate::workspace;

fn took(milliseconds: u64) -> Run {
    let status = std::process::ExitStatus::default();
    let wall = Duration::from_millis(milliseconds);
    Run { wall, cpu: wall / 2, peak: milliseconds << 20, status }
}

fn shell(name: &str, script: &str) -> Run {
    let folder = workspace::scratch("measure");
    let (stdout, stderr) = (folder.join(format!("{name}.out")), folder.join(format!("{name}.err")));
    run(Command::new("sh").args(["-c", script]), &stdout, &stderr).expect("a shell is everywhere")
}

#[test]
fn the_end_of_a_process_and_its_output_are_kept() {
    let run = shell("end", "printf out; printf err >&2; exit 3");
    assert_eq!(run.status.code(), Some(3));
    let folder = workspace::scratch("measure");
    assert_eq!(std::fs::read_to_string(folder.join("end.out")).expect("written"), "out");
    assert_eq!(std::fs::read_to_string(folder.join("end.err")).expect("written"), "err");
}

#[test]
fn a_process_is_waited_for_and_its_memory_seen() {
    let sleeps = shell("sleeps", "sleep 0.2");
    assert!(sleeps.wall >= Duration::from_millis(200) && sleeps.cpu < sleeps.wall, "{sleeps:?}");
    // The shell holds the text as a variable.
    let run = shell("large", "text=$(head -c 50000000 /dev/zero | tr '\\0' x); exit 0");
    assert!(run.peak >= 50_000_000, "{run:?}");
}

#[test]
fn a_program_that_does_not_exist_is_an_error() {
    let folder = workspace::scratch("measure");
    let (stdout, stderr) = (folder.join("none.out"), folder.join("none.err"));
    let error = run(&mut Command::new("program-of-nowhere"), &stdout, &stderr).expect_err("no such program");
    assert_eq!(error.kind(), io::ErrorKind::NotFound);
}

#[test]
fn statistics_are_of_all_runs() {
    let mut stats = Stats::default();
    assert_eq!(stats.median(), Duration::ZERO);
    for milliseconds in [30, 10, 1500] {
        stats.add(&took(milliseconds));
    }
    assert_eq!(stats.wall(), "30.0 ms (10.0 ms–1.50 s)");
    assert_eq!(stats.cpu(), "15.0 ms");
    assert_eq!(stats.memory(), "1500.0 MiB");
    stats.add(&took(50));
    assert_eq!(stats.median(), Duration::from_millis(40));
}

#[test]
fn the_ratio_is_taken_run_by_run() {
    // The machine was slow during the second pair: both took ten times as long.
    let (mut ours, mut beside) = ([20, 200, 30].into_iter(), [10, 100, 20].into_iter());
    let next = |it: &mut std::array::IntoIter<u64, 3>| Ok::<_, ()>(took(it.next().expect("three runs")));
    let other = next;
    let pair = Pair::measure(3, || next(&mut ours), || other(&mut beside)).expect("no errors");
    assert_eq!(pair.times(), "2.00 ×");
    assert!(Pair::default().ratio().is_nan());
    let failed = Pair::measure(3, || Err("ours"), || Ok(took(1)));
    assert_eq!(failed.expect_err("ours fails"), "ours");
}

#[test]
fn a_table_is_aligned_markdown() {
    let mut table = Table::new(&["services", "wall", "ratio"]);
    table.row(["1".to_owned(), "3.1 ms".to_owned(), "1.02 ×".to_owned()]);
    table.row(["10,000".to_owned(), "1.50 s".to_owned()]);
    let expected = "\
| services |   wall |  ratio |
|----------|-------:|-------:|
| 1        | 3.1 ms | 1.02 × |
| 10,000   | 1.50 s |        |
";
    assert_eq!(table.to_string(), expected);
}

#[test]
fn the_machine_is_described_in_one_line() {
    let line = describe_machine();
    assert!(line.contains("rustc 1."), "{line}");
    assert!(!line.contains('\n'), "{line}");
}
