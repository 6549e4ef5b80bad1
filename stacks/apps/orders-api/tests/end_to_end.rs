//! The contract from end to end: the stack is synthesized, and the application runs with the environment
//! that its container would have.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Output, Stdio};

use ecs_dsl::assembly::assemble;
use ecs_dsl::{App, Env};

#[path = "../../../src/orders.rs"]
mod orders;

const APPLICATION: &str = env!("CARGO_BIN_EXE_orders-api");

/// Returns the environment of the stack's container, with a value made up for each secret.
fn container_environment(stage: &str) -> BTreeMap<String, String> {
    let app = App::new().stack(orders::stack(&Env::new().with_stage(stage)));
    let (assembly, diagnostics) = assemble(&app);
    assert_eq!(diagnostics, []);
    let manifest: serde_json::Value = serde_json::from_str(&assembly.stacks[0].to_json()).unwrap();
    let container =
        &manifest["resources"]["task-definition/orders-api"]["request"]["containerDefinitions"][0];
    let list = |member: &str| container[member].as_array().unwrap().clone();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let plain = list("environment").into_iter().map(|entry| (text(&entry["name"]), text(&entry["value"])));
    let secrets = list("secrets").into_iter().map(|entry| {
        assert!(text(&entry["valueFrom"]).starts_with("arn:aws:secretsmanager:"), "{entry}");
        (text(&entry["name"]), "made-up".to_owned())
    });
    plain.chain(secrets).collect()
}

fn check(environment: &BTreeMap<String, String>) -> Output {
    Command::new(APPLICATION).arg("--check").env_clear().envs(environment).output().unwrap()
}

#[test]
fn the_application_takes_the_environment_of_its_stack() {
    let output = check(&container_environment("prod"));
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(
        told,
        "listen 0.0.0.0:8080\nlog Info\ndatabase orders on orders.cluster-c1a2b3.eu-central-1.rds.amazonaws.com\n\
         user and password of 7 and 7 characters\norders are taken unpaid\nrequests within 5s\npages of 50\n\
         origins https://shop.example.com https://admin.example.com\n"
    );
    let development = check(&container_environment("dev"));
    assert!(String::from_utf8(development.stdout).unwrap().contains("\nlog Debug\n"));
}

#[test]
fn the_application_refuses_a_broken_environment_with_every_reason() {
    let mut environment = container_environment("prod");
    environment.remove("ORDERS_DATABASE_PASSWORD");
    environment.insert("ORDERS_PAGE_SIZE".to_owned(), "0".to_owned());
    environment.insert("ORDERS_PAYMENT_KEY".to_owned(), "hunter2".to_owned());
    let output = check(&environment);
    assert_eq!(output.status.code(), Some(78));
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "2 environment variables cannot be used:\n  \
         ORDERS_DATABASE_PASSWORD is not set; expected text (a secret)\n  \
         ORDERS_PAGE_SIZE is `0`; expected a whole number from 1 to 65535\n"
    );
}

/// An application that is stopped when the test ends, however it ends.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn the_application_answers_health_checks() {
    let mut environment = container_environment("prod");
    // A free port on loopback, so that tests do not meet.
    environment.insert("ORDERS_LISTEN".to_owned(), "127.0.0.1:0".to_owned());
    let child =
        Command::new(APPLICATION).env_clear().envs(&environment).stdout(Stdio::piped()).spawn().unwrap();
    let mut running = Running(child);
    let mut line = String::new();
    BufReader::new(running.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim().strip_prefix("listening on ").unwrap().to_owned();
    let get = |path: &str| {
        let mut connection = TcpStream::connect(&address).unwrap();
        write!(connection, "GET {path} HTTP/1.1\r\norigin: https://shop.example.com\r\n\r\n").unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).unwrap();
        answer
    };
    let healthy = get("/healthz");
    assert!(
        healthy.starts_with("HTTP/1.1 200 OK\r\n") && healthy.ends_with("{\"status\":\"ok\"}"),
        "{healthy}"
    );
    assert!(healthy.contains("access-control-allow-origin: https://shop.example.com\r\n"), "{healthy}");
    assert!(get("/orders").ends_with("{\"orders\":[],\"pageSize\":50}"));
    assert!(get("/nowhere").starts_with("HTTP/1.1 404 Not Found\r\n"));
}
