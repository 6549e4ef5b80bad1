//! What a machine without a working AWS configuration is told.
//!
//! The standard chain reads the environment, so each case runs in a process of its own: this test
//! binary again, with one of the ignored tests below.

use std::process::Command;

use ecs_dsl::aws::{Access, Aws, CallErrorKind};

use crate::run;

/// Runs one of the ignored tests with nothing but `variables` in its environment.
fn in_a_clean_environment(test: &str, variables: &[(&str, &str)]) {
    let binary = std::env::current_exe().expect("a test knows its own binary");
    let outcome = Command::new(binary)
        .args(["--ignored", "--exact", test])
        .env_clear()
        .env("HOME", "/nonexistent")
        .env("AWS_EC2_METADATA_DISABLED", "true")
        .envs(variables.iter().copied())
        .output()
        .expect("the test binary runs");
    let said = String::from_utf8_lossy(&outcome.stdout);
    assert!(outcome.status.success() && said.contains("1 passed"), "{said}");
}

#[test]
fn no_credentials_are_named_and_so_is_the_fix() {
    in_a_clean_environment("credentials::child_without_credentials", &[("AWS_REGION", "eu-west-1")]);
}

#[test]
fn no_region_is_found_before_any_call() {
    in_a_clean_environment("credentials::child_without_region", &[]);
}

#[test]
#[ignore = "run by the tests above, in an environment of their making"]
fn child_without_credentials() {
    run(async {
        let aws = Aws::open(Access::standard()).await.expect("the Region is in the environment");
        assert_eq!(aws.region(), "eu-west-1");
        let error = aws.sts.get_caller_identity().await.expect_err("nobody is logged in");
        assert_eq!(error.kind(), &CallErrorKind::NoCredentials, "{error:?}");
        assert!(error.fix().is_some_and(|fix| fix.contains("AWS_PROFILE")));
        assert!(!error.may_have_had_effect());
    });
}

#[test]
#[ignore = "run by the tests above, in an environment of their making"]
fn child_without_region() {
    run(async {
        let error = Aws::open(Access::standard()).await.expect_err("no Region anywhere");
        assert_eq!(error.kind(), &CallErrorKind::NoRegion);
        assert!(error.fix().is_some_and(|fix| fix.contains("--region")));
    });
}
