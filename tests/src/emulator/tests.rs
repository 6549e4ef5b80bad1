//! Each emulator starts, answers, forgets, and is gone afterwards, however its test ended.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use serde_json::json;

use super::*;
use crate::availability::or_skip;

fn create_cluster() -> Request {
    Request::new("ecs", "CreateCluster", json!({"clusterName": "web"}))
}

fn clusters(emulator: &Emulator) -> Value {
    let listed = emulator.send(&[Request::new("ecs", "ListClusters", json!({}))]);
    listed[0].clone().expect("both know ListClusters")["clusterArns"].take()
}

fn is_reachable(port: u16) -> bool {
    TcpStream::connect(("127.0.0.1", port)).is_ok()
}

fn is_running(process: u32) -> bool {
    Path::new(&format!("/proc/{process}")).exists()
}

fn starts_answers_and_is_gone(kind: Kind) {
    let Some(emulator) = or_skip(Emulator::start(kind)) else { return };
    let answers = emulator.send(&[create_cluster()]);
    let cluster = &answers[0].as_ref().expect("a cluster is made")["cluster"];
    let arn = format!("arn:aws:ecs:us-east-1:{}:cluster/web", kind.account());
    assert_eq!(cluster["clusterArn"], arn, "{cluster}");
    assert_eq!(clusters(&emulator), json!([arn]));

    emulator.reset();
    assert_eq!(clusters(&emulator), json!([]));

    let (port, process) = (emulator.server.port(), emulator.server.id());
    assert!(is_reachable(port) && is_running(process));
    drop(emulator);
    assert!(!is_reachable(port), "{} still listens", kind.name());
    assert!(!is_running(process), "{} still runs", kind.name());
}

#[test]
fn moto_starts_answers_and_is_gone() {
    starts_answers_and_is_gone(Kind::Moto);
}

#[test]
fn ministack_starts_answers_and_is_gone() {
    starts_answers_and_is_gone(Kind::Ministack);
}

#[test]
fn answers_and_errors_come_back_in_order() {
    for kind in Kind::ALL {
        let Some(emulator) = or_skip(Emulator::start(kind)) else { return };
        let role = json!({
            "RoleName": "web",
            "AssumeRolePolicyDocument": r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#,
        });
        let managed = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy";
        let answers = emulator.send(&[
            Request::new("iam", "CreateRole", role),
            Request::new("iam", "AttachRolePolicy", json!({"RoleName": "web", "PolicyArn": managed})),
            Request::new("iam", "GetRole", json!({"RoleName": "none"})),
            Request::new("ecs", "CreateCluster", json!({"clusterNam": "web"})),
            Request::new("ecs", "CreateFleet", json!({})),
            Request::new("logs", "CreateLogGroup", json!({"logGroupName": "/ecs/web"})),
        ]);
        let name = kind.name();
        assert!(answers[0].is_ok() && answers[1].is_ok() && answers[5].is_ok(), "{name}: {answers:?}");
        let unknown = answers[2].as_ref().expect_err("no such role");
        assert!(unknown.starts_with("NoSuchEntity: "), "{name}: {unknown}");
        let misspelt = answers[3].as_ref().expect_err("a misspelt member");
        assert!(misspelt.contains("clusterNam"), "{name}: {misspelt}");
        assert_eq!(answers[4], Err("ecs has no operation CreateFleet".to_owned()), "{name}");
        assert!(!emulator.log().is_empty(), "{name} says nothing that would explain a failure");
    }
}

#[test]
fn an_emulator_does_not_outlive_a_killed_test() {
    if or_skip(Environment::Aws.ready()).is_none() {
        return;
    }
    let mut other = Command::new(std::env::current_exe().expect("this test is a program"))
        .args(["--exact", "emulator::tests::a_test_that_is_killed", "--ignored", "--nocapture"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("this test program starts again");
    let stdout = BufReader::new(other.stdout.take().expect("stdout is a pipe"));
    let told = stdout.lines().map_while(Result::ok).find_map(|line| {
        let (port, process) = line.split_once("emulator ")?.1.split_once(' ')?;
        Some((port.parse::<u16>().ok()?, process.parse::<u32>().ok()?))
    });
    let (port, process) = told.expect("it tells where its emulator is");
    assert!(is_reachable(port) && is_running(process));

    other.kill().expect("it waits for us");
    other.wait().expect("it is our child");
    // Its end is the system's doing, and takes a moment that nothing here can wait for.
    let is_gone = (0..3000).any(|_| {
        thread::sleep(Duration::from_millis(10));
        !is_reachable(port)
    });
    assert!(is_gone, "the emulator {process} outlived its test");
}

#[test]
#[ignore = "is started, and killed, by an_emulator_does_not_outlive_a_killed_test"]
fn a_test_that_is_killed() {
    let emulator = Emulator::start(Kind::Moto).expect("was ready a moment ago");
    // Not captured: the other process reads it.
    let told = format!("\nemulator {} {}\n", emulator.server.port(), emulator.server.id());
    std::io::stdout().write_all(told.as_bytes()).expect("the other process listens");
    let _ = std::io::stdin().read_line(&mut String::new());
}
