//! How AWS is reached: whose account, which Region, with which credentials, at which endpoint. What is wrong
//! with any of it is told with the way out, and before anything is changed where that can be known.
//!
//! The program is the real one, and so is its way through AWS's SDK; only AWS is simulated.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::time::{Duration, Instant};

use ecs_dsl::aws::Service;
use ecs_dsl::simulator::{Fault, FaultAction};
use serde_json::Value;

use crate::home::{Home, KEYS};
use crate::run::Ran;

fn assert_told(ran: &Ran, parts: &[&str]) {
    for part in parts {
        assert!(ran.talk.contains(part), "no `{part}` in:\n{}", ran.talk);
    }
}

#[test]
fn another_account_than_the_stack_states_is_told_before_anything_is_read() {
    let place = Home::new("account");
    for verb in [&["deploy", "--yes"][..], &["destroy", "--all", "--yes"], &["diff"], &["status"]] {
        let mut arguments = vec!["--account", "111122223333"];
        arguments.extend(verb);
        let ran = place.run("one", &arguments, &KEYS);
        assert_eq!(ran.code, 1, "{}", ran.talk);
        assert_told(
            &ran,
            &[
                "stack `web` is for account 111122223333, and the credentials are of account 123456789012",
                "\n  fix: pass --profile with a profile of account 111122223333",
            ],
        );
        assert_eq!(place.operations(), ["GetCallerIdentity"], "{verb:?}");
    }
    place.assert_nothing_was_changed();
}

#[test]
fn the_account_of_the_last_stack_counts_before_the_first_is_changed() {
    let place = Home::new("stated");
    let ran = place.run("stated", &["deploy", "--yes", "--no-wait"], &KEYS);
    assert_eq!(ran.code, 1, "{}", ran.talk);
    assert_told(&ran, &["stack `elsewhere` is for account 999988887777", "\n  fix: "]);
    place.assert_nothing_was_changed();
}

#[test]
fn no_credentials_are_told_with_the_ways_to_some() {
    let place = Home::new("nobody");
    let ran = place.run("one", &["deploy", "--yes"], &[]);
    assert_eq!(ran.code, 1, "{}", ran.talk);
    assert_told(
        &ran,
        &[
            "no AWS credentials were found for sts:GetCallerIdentity",
            "\n  fix: set AWS_PROFILE or pass --profile, run `aws sso login`, or set AWS_ACCESS_KEY_ID",
        ],
    );
    assert_eq!(place.operations(), Vec::<String>::new());
}

#[test]
fn credentials_that_aws_does_not_accept_are_told_as_such() {
    let place = Home::new("expired");
    let message = "The security token included in the request is expired".to_owned();
    let expired = FaultAction::Refuse { code: "ExpiredToken".to_owned(), message };
    place.simulator.add_fault(Fault::new(expired));
    let ran = place.run("one", &["deploy", "--yes"], &KEYS);
    assert_eq!(ran.code, 1, "{}", ran.talk);
    assert_told(&ran, &["sts:GetCallerIdentity failed: ExpiredToken", "\n  fix: get new credentials"]);
    place.assert_nothing_was_changed();
}

fn denied(action: &str, on: &str) -> FaultAction {
    let message = format!(
        "User: arn:aws:iam::123456789012:user/alice is not authorized to perform: {action} on resource: {on} \
         because no identity-based policy allows the {action} action"
    );
    FaultAction::Refuse { code: "AccessDeniedException".to_owned(), message }
}

#[test]
fn what_may_not_be_read_is_told_before_anything_is_changed() {
    let place = Home::new("unread");
    let cluster = "arn:aws:ecs:eu-central-1:123456789012:cluster/web";
    let fault = Fault::new(denied("ecs:DescribeClusters", cluster)).operation("DescribeClusters");
    place.simulator.add_fault(fault);
    let ran = place.run("one", &["deploy", "--yes"], &KEYS);
    assert_eq!(ran.code, 1, "{}", ran.talk);
    assert_told(
        &ran,
        &[
            &format!("ecs:DescribeClusters is not allowed on {cluster}"),
            &format!(
                "\n  fix: allow ecs:DescribeClusters on {cluster} in a policy of \
                 arn:aws:iam::123456789012:user/alice"
            ),
        ],
    );
    place.assert_nothing_was_changed();
}

#[test]
fn what_may_not_be_done_is_told_with_what_was_not_begun_because_of_it() {
    let place = Home::new("undone");
    let cluster = "arn:aws:ecs:eu-central-1:123456789012:cluster/web";
    place.simulator.add_fault(Fault::new(denied("ecs:CreateCluster", cluster)).operation("CreateCluster"));
    let ran = place.run("one", &["deploy", "--yes", "--allow", "broadens-iam", "--no-wait"], &KEYS);
    assert_eq!(ran.code, 1, "{}", ran.talk);
    assert_told(
        &ran,
        &[
            &format!("failed: cluster/web (create): ecs:CreateCluster is not allowed on {cluster}"),
            &format!(
                "    fix: allow ecs:CreateCluster on {cluster} in a policy of arn:aws:iam::123456789012:user/alice"
            ),
            "service/web, because cluster/web failed",
            "what was done stays done; `deploy` goes on from there",
        ],
    );
    assert!(!place.operations().contains(&"CreateService".to_owned()));

    // Once it is allowed, the same command goes on from there.
    place.simulator.clear_faults();
    let ran = place.run("one", &["deploy", "--yes", "--allow", "broadens-iam", "--no-wait"], &KEYS);
    assert_eq!(ran.code, 0, "{}", ran.talk);
    assert_eq!(place.creator(), "arn:aws:iam::123456789012:user/alice");
}

#[test]
fn an_endpoint_where_nobody_is_ends_soon_and_is_told() {
    let place = Home::new("nowhere");
    let begun = Instant::now();
    let ran = place.run(
        "one",
        &["deploy", "--yes"],
        &[KEYS[0], KEYS[1], ("AWS_ENDPOINT_URL", "http://127.0.0.1:9")],
    );
    assert_eq!(ran.code, 1, "{}", ran.talk);
    assert_told(
        &ran,
        &[
            "sts:GetCallerIdentity failed: ",
            "\n  fix: check the network, the name of the Region, and AWS_ENDPOINT_URL if it is set",
        ],
    );
    // Many times what it takes on a busy machine, and less than a person waits for.
    assert!(begun.elapsed() < Duration::from_secs(30), "{:?}", begun.elapsed());
    place.assert_nothing_was_changed();
}

#[test]
fn an_endpoint_that_is_no_aws_is_told() {
    let place = Home::new("website");
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("it has a port"));
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            let _ = stream.read(&mut [0; 8192]);
            let page = "<html>Welcome to nginx</html>";
            let head = "HTTP/1.1 404 Not Found\r\ncontent-type: text/html\r\nconnection: close\r\n";
            let _ = write!(stream, "{head}content-length: {}\r\n\r\n{page}", page.len());
        }
    });
    let ran = place.run("one", &["deploy", "--yes"], &[KEYS[0], KEYS[1], ("AWS_ENDPOINT_URL", &url)]);
    assert_eq!(ran.code, 1, "{}", ran.talk);
    assert_told(
        &ran,
        &[
            "sts:GetCallerIdentity failed: the endpoint answered with a web page and HTTP status 404",
            "\n  fix: ",
        ],
    );
}

#[test]
fn a_profile_of_the_shared_files_is_used_and_the_flag_goes_before_the_variable() {
    let place = Home::new("profile");
    let url = place.simulator.url();
    place.configure(
        "credentials",
        "[default]\naws_access_key_id = nobody\naws_secret_access_key = secret\n\
         [bob]\naws_access_key_id = bob\naws_secret_access_key = secret\n",
    );
    // Endpoint and keys of one profile stand in the file for settings.
    place.configure(
        "config",
        &format!(
            "[profile carol]\naws_access_key_id = carol\naws_secret_access_key = secret\nendpoint_url = {url}\n"
        ),
    );
    let deploy = ["deploy", "--yes", "--allow", "broadens-iam", "--no-wait"];
    for (arguments, variables, user) in [
        (deploy.to_vec(), vec![("AWS_PROFILE", "bob")], "bob"),
        ([&deploy[..], &["--profile", "carol"]].concat(), vec![("AWS_PROFILE", "bob")], "carol"),
        ([&deploy[..], &["--profile", "bob"]].concat(), vec![], "bob"),
        (deploy.to_vec(), vec![], "nobody"),
    ] {
        let ran = place.run("one", &arguments, &variables);
        assert_eq!(ran.code, 0, "{}", ran.talk);
        let expected = format!("arn:aws:iam::123456789012:user/{user}");
        assert_eq!(place.creator(), expected.as_str(), "{arguments:?} {variables:?}");
        let ran = place.run("one", &["destroy", "--all", "--yes", "--delete-log-groups"], &variables);
        assert_eq!(ran.code, 0, "{}", ran.talk);
    }
    let ran = place.run("one", &["status", "--profile", "dave"], &[]);
    assert_eq!(ran.code, 1, "{}", ran.talk);
    assert_told(
        &ran,
        &["the profile `dave` has no AWS credentials, or there is none of that name", "\n  fix: "],
    );
}

#[test]
fn the_region_of_a_profile_s_endpoint_is_the_stack_s_own_or_the_flag_s() {
    let place = Home::new("region");
    let region = |stacks: &str, arguments: &[&str]| {
        let ran = place.run(stacks, arguments, &KEYS);
        assert_eq!(ran.code, 0, "{}", ran.talk);
        let plans: Value = serde_json::from_str(&ran.data).expect("JSON");
        plans["stacks"][0]["region"].clone()
    };
    let diff = ["diff", "--format", "json"];
    assert_eq!(region("regionless", &[&["--region", "eu-west-3"], &diff[..]].concat()), "eu-west-3");
    // What the stack states goes before the flag.
    assert_eq!(region("one", &[&["--region", "eu-west-3"], &diff[..]].concat()), "eu-central-1");

    place.simulator.forget_calls();
    let ran = place.run("regionless", &["deploy", "--yes"], &KEYS);
    assert_eq!(ran.code, 3, "{}", ran.talk);
    assert_told(&ran, &["STK0104", "--region"]);
    assert_eq!(place.operations(), Vec::<String>::new());
    assert!(place.simulator.calls().iter().all(|call| call.service != Service::Ecs));
}
