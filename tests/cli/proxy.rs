//! Proxies: what the environment names is used, but never for this machine.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::process::Stdio;
use std::sync::mpsc;
use std::time::Duration;

use crate::home::{Home, KEYS};
use crate::run::command;

/// Where nobody listens.
const NOBODY: &str = "http://127.0.0.1:9";
const DEPLOY: [&str; 5] = ["deploy", "--yes", "--allow", "broadens-iam", "--no-wait"];

#[test]
fn a_plain_endpoint_elsewhere_is_reached_through_the_proxy() {
    let home = Home::new("proxy-plain");
    // What a proxy is sent is a whole request, which the simulator answers in the other's place.
    let proxy = home.simulator.url();
    for variable in ["HTTP_PROXY", "http_proxy", "ALL_PROXY"] {
        home.simulator.forget_calls();
        let variables =
            [KEYS[0], KEYS[1], ("AWS_ENDPOINT_URL", "http://aws.example.com"), (variable, &proxy)];
        let ran = home.run("one", &["status"], &variables);
        assert_eq!(ran.code, 0, "{variable}: {}", ran.talk);
        assert!(home.operations().contains(&"DescribeClusters".to_owned()), "{:?}", home.operations());
    }
}

#[test]
fn this_machine_is_reached_without_one() {
    let home = Home::new("proxy-near");
    let proxies = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"].map(|variable| (variable, NOBODY));
    let ran = home.run("one", &DEPLOY, &[&KEYS[..], &proxies].concat());
    assert_eq!(ran.code, 0, "{}", ran.talk);
    let by_name = home.simulator.url().replace("127.0.0.1", "localhost");
    let ran =
        home.run("one", &["status"], &[&KEYS[..], &proxies, &[("AWS_ENDPOINT_URL", &by_name)]].concat());
    assert_eq!(ran.code, 0, "{}", ran.talk);
}

#[test]
#[cfg(target_os = "linux")]
fn what_no_proxy_names_is_reached_without_one() {
    let home = Home::new("proxy-none");
    // No address of this machine by its name, and yet the way to it.
    let url = home.simulator.url().replace("127.0.0.1", "0.0.0.0");
    let variables =
        [("AWS_ENDPOINT_URL", url.as_str()), ("HTTP_PROXY", NOBODY), ("NO_PROXY", "10.0.0.0/8, 0.0.0.0")];
    let ran = home.run("one", &["status"], &[&KEYS[..], &variables].concat());
    assert_eq!(ran.code, 0, "{}", ran.talk);
}

#[test]
fn aws_is_reached_by_a_tunnel_through_the_proxy() {
    let home = Home::new("proxy-tunnel");
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = listener.local_addr().expect("it has a port").port();
    let proxy = format!("http://alice:secret@127.0.0.1:{port}");
    let variables = [KEYS[0], KEYS[1], ("AWS_EC2_METADATA_DISABLED", "true"), ("HTTPS_PROXY", &proxy)];
    let mut program = command(&home.folder, "one", &["status"], &variables);
    let mut program =
        program.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts");

    let (sender, heads) = mpsc::channel();
    std::thread::spawn(move || {
        let (stream, _) = listener.accept().expect("the program connects");
        let lines = BufReader::new(stream).lines().map_while(Result::ok).take_while(|line| !line.is_empty());
        sender.send(lines.map(|line| line.to_ascii_lowercase()).collect::<Vec<_>>())
    });
    let head =
        heads.recv_timeout(Duration::from_secs(120)).expect("the program asks the proxy, within two minutes");
    // What it asks for is known; it need not wait for an answer.
    program.kill().and_then(|()| program.wait()).expect("it was started");
    assert_eq!(head[0], "connect sts.eu-central-1.amazonaws.com:443 http/1.1");
    assert!(head.contains(&"proxy-authorization: basic ywxpy2u6c2vjcmv0".to_owned()), "{head:?}");
}
