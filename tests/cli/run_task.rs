//! `run`: tasks that are started by hand, and how they end.

use ecs_dsl::simulator::{TaskFate, TaskFault};
use serde_json::Value;

use crate::place::{Endpoint, Place};
use crate::run::run;

#[test]
fn a_run_is_followed_to_its_end_and_its_last_lines_are_told() {
    let place = Place::new("run-local");
    let early = place.run_with("jobs", &["run", "migrate", "--local"]);
    assert_eq!((early.code, early.data.as_str()), (1, ""), "{}", early.talk);
    assert!(
        early.talk.contains("task-definition/jobs-migration of stack `jobs` is not in AWS"),
        "{}",
        early.talk
    );
    assert!(early.talk.contains("fix: deploy it first: `deploy jobs`"), "{}", early.talk);

    assert_eq!(place.run_with("jobs", &["deploy", "--local"]).code, 0);
    let ran = place.run_with("jobs", &["run", "run-task/migrate", "--local"]);
    assert_eq!((ran.code, ran.data.as_str()), (0, ""), "{}", ran.talk);
    for line in [
        "run-task/migrate: started 1 task of jobs-migration:1 in cluster jobs: ",
        " is running\n",
        "  ✓ run-task/migrate: ran in ",
        ": every essential container ended with 0\n",
        "  | migrate: done\n",
    ] {
        assert!(ran.talk.contains(line), "no `{line}` in:\n{}", ran.talk);
    }
    assert!(!ran.talk.contains("warning"), "{}", ran.talk);

    let read = place.run_with("jobs", &["run", "migrate", "--local", "--logs"]);
    assert_eq!((read.code, read.data.as_str()), (0, "migrate: started\nmigrate: done\n"), "{}", read.talk);
    let json = place.run_with("jobs", &["run", "migrate", "--local", "--json"]);
    let document: Value = serde_json::from_str(&json.data).expect("data is JSON alone");
    assert_eq!(
        (document["format"].as_str(), document["success"].as_bool()),
        (Some("ecs-dsl-run/1"), Some(true))
    );
    assert_eq!(document["tasks"][0]["containers"][0]["exitCode"], 0);
    // A deploy goes on as if nothing had been run.
    assert_eq!(place.run_with("jobs", &["diff", "--local", "--exit-code"]).code, 0);
}

#[test]
fn the_name_of_a_run_is_checked_before_aws_is_asked() {
    let told = |stacks: &str, arguments: &[&str]| {
        let ran = run(stacks, arguments);
        assert_eq!((ran.code, ran.data.as_str()), (3, ""), "{}", ran.talk);
        ran.talk
    };
    let near = told("jobs", &["run", "migrat"]);
    assert!(near.ends_with("error: no run is named `migrat`; did you mean `migrate`?\n"), "{near}");
    let several = told("twins", &["run", "migrate"]);
    assert!(several.contains("`migrate` is in several stacks: jobs-dev, jobs-prod"), "{several}");
    assert!(told("jobs", &["run", "mig*"]).contains("is a pattern"));
    assert!(told("jobs", &["run", "migrate", "--env", "LEVEL"]).contains("NAME=VALUE"));
}

#[test]
fn a_run_that_fails_tells_why_and_what_to_do() {
    let endpoint = Endpoint::deployed("run-fails", "jobs");
    let fails = |fate: TaskFate| {
        endpoint.simulator.with_world(|world| world.clear_task_faults());
        endpoint.simulator.add_task_fault(TaskFault::of_family("jobs-migration", fate));
        let ran = endpoint.run("jobs", &["run", "migrate"]);
        assert_eq!(ran.code, 1, "{}", ran.talk);
        ran.talk
    };
    let exited = fails(TaskFate::Exits { code: 3, after: 0 });
    assert!(exited.contains("(migrate ended with code 3)"), "{exited}");
    assert!(exited.contains("  | migrate: exiting with code 3\n"), "{exited}");
    assert!(exited.contains("  fix: its last log lines say why\n"), "{exited}");
    let absent = fails(TaskFate::CannotPull);
    assert!(absent.contains("  that is: the registry has no such image or tag\n"), "{absent}");
    assert!(absent.contains("  fix: check image and tag"), "{absent}");
    let no_place = fails(TaskFate::NotPlaced);
    assert!(
        no_place.contains("error: no task was started\n  no place for a task: RESOURCE:MEMORY"),
        "{no_place}"
    );
    assert!(no_place.contains("  fix: add instances, or ask for less memory\n"), "{no_place}");

    // One that nobody waits for has not failed yet.
    endpoint.simulator.with_world(|world| world.clear_task_faults());
    endpoint.simulator.add_task_fault(TaskFault::of_family("jobs-migration", TaskFate::exits(1)));
    let sent = endpoint.run("jobs", &["run", "migrate", "--no-wait", "--json"]);
    assert_eq!(sent.code, 0, "{}", sent.talk);
    let document: Value = serde_json::from_str(&sent.data).expect("it is JSON");
    assert!(document["success"].is_null() && document["tasks"][0]["taskArn"].is_string(), "{document}");
}

#[test]
fn one_run_may_do_otherwise_than_its_definition() {
    let endpoint = Endpoint::deployed("run-overrides", "jobs");
    let arguments =
        ["run", "migrate", "--env", "LEVEL=debug", "--no-wait", "--json", "--", "bin/migrate", "--check"];
    let ran = endpoint.run("jobs", &arguments);
    assert_eq!(ran.code, 0, "{}", ran.talk);
    let document: Value = serde_json::from_str(&ran.data).expect("it is JSON");
    let arn = document["tasks"][0]["taskArn"].as_str().expect("a task was started");
    let overrides = endpoint.overrides_of(arn);
    let expected = serde_json::json!({ "containerOverrides": [{
        "name": "migrate",
        "command": ["bin/migrate", "--check"],
        "environment": [{ "name": "LEVEL", "value": "debug" }],
    }] });
    assert_eq!(overrides, expected);

    let unknown = endpoint.run("jobs", &["run", "migrate", "--container", "migrat", "--", "true"]);
    assert_eq!(unknown.code, 3, "{}", unknown.talk);
    assert!(
        unknown.talk.contains("the task has no container `migrat`; did you mean `migrate`?"),
        "{}",
        unknown.talk
    );
}

#[test]
fn following_ends_in_time_and_the_task_goes_on() {
    let endpoint = Endpoint::deployed("run-timeout", "jobs");
    endpoint.simulator.add_task_fault(TaskFault::of_family(
        "jobs-migration",
        TaskFate::Exits { code: 0, after: 3_600_000 },
    ));
    let ran = endpoint.run("jobs", &["run", "migrate", "--timeout", "1s"]);
    assert_eq!(ran.code, 1, "{}", ran.talk);
    assert!(ran.talk.contains("error: not done after 1 s\n  the task goes on by itself\n"), "{}", ran.talk);
    assert!(ran.talk.contains("aws ecs stop-task --region us-east-1 --cluster jobs --task "), "{}", ran.talk);
}

#[test]
fn what_a_run_needs_of_another_stack_is_found_there() {
    let place = Place::new("run-split");
    assert_eq!(place.run_with("split", &["deploy", "--local"]).code, 0);
    let ran = place.run_with("split", &["run", "report", "--local"]);
    assert_eq!(ran.code, 0, "{}", ran.talk);
    assert!(ran.talk.contains("started 1 task of report:1 in cluster base"), "{}", ran.talk);
    assert!(!ran.talk.contains("warning: the code has another"), "{}", ran.talk);
}
