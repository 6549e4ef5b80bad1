//! `logs`: what containers have written, and are writing.

use serde_json::Value;

use crate::place::{Endpoint, Place};
use crate::run::{Ran, run};

fn lines(ran: &Ran) -> Vec<&str> {
    assert_eq!(ran.code, 0, "{}", ran.talk);
    ran.data.lines().collect()
}

#[test]
fn the_lines_of_several_tasks_are_merged_and_named() {
    let place = Place::new("logs");
    let early = place.run_with("jobs", &["logs", "jobs-web", "--local"]);
    assert_eq!(early.code, 1, "{}", early.talk);
    assert!(early.talk.contains("service/jobs-web of stack `jobs` is not in AWS"), "{}", early.talk);

    assert_eq!(place.run_with("jobs", &["deploy", "--local"]).code, 0);
    let both = place.run_with("jobs", &["logs", "jobs-web", "--local"]);
    let found = lines(&both);
    assert_eq!(found.len(), 2, "{}", both.data);
    let task = |line: &str| line.split_once("/site site: started").map(|(task, _)| task.to_owned());
    let (one, two) = (task(found[0]).expect("a site's line"), task(found[1]).expect("a site's line"));
    assert!(one != two && one.len() == 8, "{}", both.data);

    // Of a single task nothing need be told apart.
    let single = place.run_with("jobs", &["logs", "service/jobs-web", "--local", "--task", &one]);
    assert_eq!(lines(&single), ["site: started"]);
    let json = place.run_with("jobs", &["logs", "jobs-web", "--local", "--json"]);
    for line in lines(&json) {
        let line: Value = serde_json::from_str(line).expect("each line is JSON");
        assert_eq!(
            (line["container"].as_str(), line["logGroup"].as_str()),
            (Some("site"), Some("/jobs")),
            "{line}"
        );
        assert!(line["time"].as_str().is_some_and(|time| time.starts_with("2025-01-01T00:")), "{line}");
    }
    let quiet = place.run_with("jobs", &["logs", "jobs-web", "--local", "--container", "agent"]);
    assert_eq!((quiet.code, quiet.data.as_str()), (0, ""));
    assert!(
        quiet.talk.contains("nothing was written in the last 10 min; --since looks further back"),
        "{}",
        quiet.talk
    );
    let unknown = place.run_with("jobs", &["logs", "jobs-web", "--local", "--container", "sight"]);
    assert_eq!(unknown.code, 3);
    assert!(unknown.talk.contains("the task has no container `sight`"), "{}", unknown.talk);
}

#[test]
fn a_service_shows_its_own_tasks_and_not_those_that_share_its_task_definition() {
    let place = Place::new("logs-siblings");
    assert_eq!(place.run_with("siblings", &["deploy", "--local"]).code, 0);
    assert_eq!(place.run_with("siblings", &["run", "once", "--local"]).code, 0);
    let task_of = |service: &str| {
        let logs = place.run_with("siblings", &["logs", service, "--local", "--json", "--since", "1h"]);
        let found = lines(&logs);
        assert_eq!(found.len(), 1, "one task has started: {}", logs.data);
        let line: Value = serde_json::from_str(found[0]).expect("JSON");
        line["task"].as_str().expect("a task").to_owned()
    };
    assert_ne!(task_of("service/big"), task_of("service/little"));
    let all = place.run_with("siblings", &["logs", "task-definition/sibling", "--local", "--since", "1h"]);
    assert!(lines(&all).len() >= 3, "a task definition shows them all: {}", all.data);
}

#[test]
fn all_pages_are_read_of_runs_and_task_definitions_too() {
    let place = Place::new("logs-pages");
    assert_eq!(place.run_with("jobs", &["deploy", "--local"]).code, 0);
    for _ in 0..6 {
        assert_eq!(place.run_with("jobs", &["run", "migrate", "--local"]).code, 0);
    }
    let of_run = place.run_with("jobs", &["logs", "migrate", "--local", "--since", "1h", "--timestamps"]);
    let found = lines(&of_run);
    assert_eq!(found.len(), 12, "{}", of_run.data);
    assert!(found.is_sorted_by_key(|line| line.split(' ').next()), "{}", of_run.data);
    let of_definition = place.run_with("jobs", &["logs", "jobs-migration", "--local", "--since", "1h"]);
    assert_eq!(lines(&of_definition).len(), 12);
    let latest = place.run_with("jobs", &["logs", "migrate", "--local", "--since", "1m"]);
    assert!(lines(&latest).len() < 12, "{}", latest.data);
}

#[test]
fn a_name_that_nothing_has_is_told_with_the_nearest() {
    let ran = run("jobs", &["logs", "jobs-wbe"]);
    assert_eq!((ran.code, ran.data.as_str()), (3, ""));
    let expected =
        "error: no service, task definition or run is named `jobs-wbe`; did you mean `jobs-web`?\n";
    assert!(ran.talk.ends_with(expected), "{}", ran.talk);
}

#[test]
#[cfg(unix)]
fn following_goes_on_until_it_is_interrupted() {
    let endpoint = Endpoint::deployed("logs-follow", "jobs");
    let following = endpoint.begin("jobs", &["logs", "migrate", "--follow"]);
    let ran = endpoint.run("jobs", &["run", "migrate", "--no-wait"]);
    assert_eq!(ran.code, 0, "{}", ran.talk);
    for expected in ["/migrate migrate: started", "/migrate migrate: done"] {
        let line = following.line();
        assert!(line.ends_with(expected), "{line}");
    }
    let (code, rest) = following.interrupt();
    assert_eq!((code, rest.len()), (Some(0), 0), "to stop reading is no failure, and each line is told once");
}

#[test]
fn following_ends_when_nobody_reads_any_more() {
    let endpoint = Endpoint::deployed("logs-unread", "jobs");
    let following = endpoint.begin("jobs", &["logs", "migrate", "--follow"]);
    let write_more = || assert_eq!(endpoint.run("jobs", &["run", "migrate", "--no-wait"]).code, 0);
    write_more();
    assert!(following.line().contains("migrate: started"));
    assert_eq!(following.unread(write_more), Some(0));
}
