//! `exec`: a shell in a container, through the Session Manager plugin.

use std::fs;
use std::path::Path;

use ecs_dsl::aws::Service;
use ecs_dsl::simulator::{TaskFate, TaskFault};
use serde_json::{Value, json};

use crate::place::{Endpoint, Place};
use crate::run::{Ran, run};

/// Puts a program in the plugin's place that prints its arguments, a line each, and ends with 7.
#[cfg(unix)]
fn plugin(folder: &Path) -> String {
    use std::os::unix::fs::PermissionsExt;
    let bin = folder.join("bin");
    fs::create_dir_all(&bin).expect("a folder");
    let path = bin.join("session-manager-plugin");
    fs::write(&path, "#!/bin/sh\nfor word in \"$@\"; do printf '%s\\n' \"$word\"; done\nexit 7\n")
        .expect("a file");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("it is ours");
    format!("{}:/usr/bin:/bin", bin.display())
}

#[cfg(unix)]
fn exec(endpoint: &Endpoint, arguments: &[&str]) -> Ran {
    let path = plugin(endpoint.folder());
    endpoint.run_with("jobs", arguments, &[("PATH", &path)])
}

#[test]
#[cfg(unix)]
fn the_plugin_is_started_with_the_session_and_its_exit_code_is_ours() {
    let endpoint = Endpoint::deployed("exec", "jobs");
    let ran = exec(&endpoint, &["exec", "jobs-web", "--", "ls", "-l", "/tmp/a b"]);
    assert_eq!(ran.code, 7, "{}", ran.talk);
    let words: Vec<&str> = ran.data.lines().collect();
    let [session, region, what, profile, target, url] = words.as_slice() else { panic!("{}", ran.data) };
    let session: Value = serde_json::from_str(session).expect("the session is JSON");
    for member in ["sessionId", "streamUrl", "tokenValue"] {
        assert!(session[member].is_string(), "{session}");
    }
    assert_eq!((*region, *what, *profile), ("us-east-1", "StartSession", ""));
    let target: Value = serde_json::from_str(target).expect("the target is JSON");
    let target = target["Target"].as_str().expect("a target");
    assert!(target.starts_with("ecs:jobs_") && target.matches('_').count() == 2, "{target}");
    assert_eq!(*url, endpoint.simulator.url());
    assert!(ran.talk.contains("ls -l '/tmp/a b' in container site of task "), "{}", ran.talk);
    assert!(ran.talk.contains(", one of 2 (--task picks another)"), "{}", ran.talk);

    let other = exec(&endpoint, &["exec", "service/jobs-web", "--container", "agent"]);
    assert!(other.talk.contains("/bin/sh in container agent of task "), "{}", other.talk);
    let unknown = exec(&endpoint, &["exec", "jobs-web", "--container", "agnet"]);
    assert_eq!((unknown.code, unknown.data.as_str()), (3, ""));
    assert!(unknown.talk.contains("did you mean `agent`?"), "{}", unknown.talk);
    let task = exec(&endpoint, &["exec", "jobs-web", "--task", "nothing"]);
    assert!(
        task.code == 1 && task.talk.contains("it has no task `nothing`\n  fix: its tasks: "),
        "{}",
        task.talk
    );
}

#[test]
fn without_the_plugin_no_session_is_opened_and_the_way_to_it_is_told() {
    let endpoint = Endpoint::deployed("exec-plugin", "jobs");
    endpoint.simulator.forget_calls();
    let ran = endpoint.run("jobs", &["exec", "jobs-web"]);
    assert_eq!((ran.code, ran.data.as_str()), (1, ""));
    assert!(
        ran.talk.contains("session-manager-plugin") && ran.talk.contains("\n  fix: install "),
        "{}",
        ran.talk
    );
    assert_eq!(endpoint.simulator.calls(), [], "AWS is not asked for what cannot be used");
}

#[test]
#[cfg(unix)]
fn what_is_lacking_is_told_with_its_fix() {
    let endpoint = Endpoint::deployed("exec-lacks", "jobs");
    let update = |members: Value| {
        let mut body = json!({ "cluster": "jobs", "service": "jobs-web" });
        for (member, value) in members.as_object().into_iter().flatten() {
            body[member] = value.clone();
        }
        endpoint.ask(Service::Ecs, "UpdateService", &body);
    };
    let lost = json!({ "RoleName": "jobs-web-task", "PolicyName": "ecs-exec" });
    endpoint.ask(Service::Iam, "DeleteRolePolicy", &lost);
    let doubtful = exec(&endpoint, &["exec", "jobs-web"]);
    assert_eq!(doubtful.code, 7, "it may work all the same: {}", doubtful.talk);
    let warning = "warning: the task role `jobs-web-task` does not allow ssmmessages:CreateControlChannel";
    assert!(
        doubtful.talk.contains(warning) && doubtful.talk.contains("fix: allow the four"),
        "{}",
        doubtful.talk
    );

    update(json!({ "enableExecuteCommand": false, "forceNewDeployment": true }));
    let off = exec(&endpoint, &["exec", "jobs-web"]);
    assert_eq!((off.code, off.data.as_str()), (1, ""), "{}", off.talk);
    assert!(
        off.talk.contains("error: the task was started without ECS Exec\n  fix: write .enable_"),
        "{}",
        off.talk
    );
    update(json!({ "enableExecuteCommand": true }));
    let early = exec(&endpoint, &["exec", "jobs-web"]);
    assert!(
        early.talk.contains("error: the task was started before ECS Exec was switched on"),
        "{}",
        early.talk
    );
    let long = TaskFate::Exits { code: 0, after: 3_600_000 };
    endpoint.simulator.add_task_fault(TaskFault::of_family("jobs-migration", long));
    assert_eq!(endpoint.run("jobs", &["run", "migrate", "--no-wait"]).code, 0);
    let of_run = exec(&endpoint, &["exec", "migrate"]);
    assert!(of_run.talk.contains("error: the task was started without ECS Exec"), "{}", of_run.talk);
    update(json!({ "desiredCount": 0 }));
    let none = exec(&endpoint, &["exec", "jobs-web"]);
    assert!(
        none.talk.contains("error: no task of service/jobs-web runs\n  fix: see how it is"),
        "{}",
        none.talk
    );
}

#[test]
fn in_the_simulated_aws_all_is_checked_and_nothing_is_run() {
    let place = Place::new("exec-local");
    let early = place.run_with("jobs", &["exec", "jobs-web", "--local"]);
    assert_eq!(early.code, 1);
    assert!(
        early.talk.contains("the stack is not deployed\n  fix: deploy it first: `deploy jobs`"),
        "{}",
        early.talk
    );
    assert_eq!(place.run_with("jobs", &["deploy", "--local"]).code, 0);
    let ran = place.run_with("jobs", &["exec", "jobs-web", "--local"]);
    assert_eq!((ran.code, ran.data.as_str()), (0, ""), "{}", ran.talk);
    assert!(ran.talk.contains("nothing runs in a simulated container"), "{}", ran.talk);
    let near = run("jobs", &["exec", "jobs-wbe"]);
    assert!(near.code == 3 && near.talk.contains("did you mean `jobs-web`?"), "{}", near.talk);
}
