//! The simulator refuses what AWS refuses: each of the typical mistakes, sent as it is.

use ecs_dsl::apply::Ending;
use ecs_dsl::assembly::{Manifest, assemble};
use ecs_dsl::aws::EcsOperation;
use ecs_dsl::rehearsal::{Program, Rehearsal, RehearsalError};
use ecs_dsl::simulator::Settings;
use ecs_dsl_tests::mistakes::{self, Mistake};
use serde_json::{Value, json};

use crate::stage::{Goal, connect, go, run};

/// Mistakes that AWS takes, and why they are mistakes all the same.
const TAKEN: &[(&str, &str)] = &[
    ("same_port", "the second container cannot open the port, which shows when it starts"),
    ("secret_in_environment", "a password is a text as any other"),
    ("grace_period_without_balancer", "it is ignored"),
    ("deployment_stuck", "the deployment begins, and never moves"),
    ("public_address", "the internet can reach the task"),
    ("action_misspelt", "the policy allows nothing by it"),
    ("resource_does_not_suit", "the policy allows nothing by it"),
];

/// Mistakes that AWS refuses for what there is besides, not for the request alone.
const BY_WHAT_THERE_IS: &[(&str, &str)] = &[
    ("provider_not_of_cluster", "'FARGATE' is not associated with the cluster"),
    ("balancer_container_unknown", "The container nginx does not exist in the task definition"),
    ("trust_of_another_service", "ECS was unable to assume the role"),
];

/// Sends a stack's requests unchecked, and returns the first refusal.
fn refusal(mistake: &Mistake) -> Option<String> {
    let (assembly, _) = assemble(&(mistake.app)());
    let program = Program::from(assembly.stacks.iter().map(Manifest::of).collect::<Vec<_>>());
    let settings = Settings { region: "eu-central-1".to_owned(), ..Settings::default() };
    let rehearsal = Rehearsal::start(settings).expect("a free port");
    rehearsal.assume(&program);
    let came = run(go(rehearsal.simulator(), &program, Goal::Deploy));
    let outcomes = came.ran().outcomes.iter().filter_map(|(_, outcome)| outcome.as_ref());
    let endings = outcomes.flat_map(|outcome| &outcome.resources);
    let mut failures = endings.filter_map(|(address, _, ending)| match ending {
        Ending::Failed(failure) => Some(format!("{address}: {failure}")),
        _ => None,
    });
    failures.next()
}

#[test]
fn each_typical_mistake_is_refused_as_aws_refuses_it() {
    let mut wrong = Vec::new();
    for mistake in mistakes::all() {
        let name = mistake.name;
        let refusal = refusal(&mistake);
        let row = |table: &[(&'static str, &'static str)]| {
            table.iter().find(|(one, _)| *one == name).map(|(_, text)| *text)
        };
        let right = match (&refusal, row(TAKEN), row(BY_WHAT_THERE_IS)) {
            (None, Some(_), None) => true,
            (Some(text), None, Some(part)) => text.contains(part),
            (Some(text), None, None) => text.contains(&format!("({})", mistake.code)),
            _ => false,
        };
        if !right {
            wrong.push(format!("{name} {}: {}", mistake.code, refusal.unwrap_or_else(|| "taken".to_owned())));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_stack_without_a_mistake_is_taken() {
    let rehearsal = Rehearsal::of(&mistakes::sound()).expect("a free port");
    let ran = rehearsal.deploy(&mistakes::sound()).expect("a program without a mistake");
    assert!(ran.is_success(), "{ran}");
}

#[test]
fn an_update_is_refused_for_what_it_brings_and_not_for_what_was_there() {
    let rehearsal = Rehearsal::of(&mistakes::sound()).expect("a free port");
    rehearsal.deploy(&mistakes::sound()).expect("a program without a mistake");
    run(async {
        let aws = connect(rehearsal.simulator().access()).await;
        let update = |change: Value| {
            let mut body = json!({ "cluster": "web", "service": "web" });
            body.as_object_mut().expect("an object").extend(change.as_object().cloned().unwrap_or_default());
            let aws = aws.clone();
            async move { aws.ecs.call(EcsOperation::UpdateService, &body).await }
        };
        update(json!({ "desiredCount": 3 })).await.expect("nothing is wrong with it");
        update(json!({ "healthCheckGracePeriodSeconds": 30 })).await.expect("there is a load balancer");
        for (change, code) in [
            (json!({ "desiredCount": -1 }), "ECS0707"),
            (json!({ "healthCheckGracePeriodSeconds": -1 }), "ECS0729"),
            (json!({ "platformVersion": "newest" }), "ECS0715"),
            (json!({ "networkConfiguration": { "awsvpcConfiguration": { "subnets": ["web"] } } }), "ECS0722"),
        ] {
            let refusal = update(change.clone()).await.expect_err("it is wrong");
            assert_eq!(refusal.code(), Some("InvalidParameterException"), "{change}: {refusal}");
            assert!(refusal.message().contains(&format!("({code})")), "{change}: {refusal}");
        }
    });
}

#[test]
fn a_mistake_that_is_found_here_is_not_sent() {
    let rehearsal = Rehearsal::of(&mistakes::sound()).expect("a free port");
    let mistake = mistakes::all().into_iter().find(|one| one.name == "fargate_size").expect("it is planted");
    let told = rehearsal.deploy(&(mistake.app)()).expect_err("it is wrong");
    assert!(matches!(&told, RehearsalError::Invalid(text) if text.contains("ECS0107")), "{told}");
    assert_eq!(rehearsal.simulator().calls(), []);
}
