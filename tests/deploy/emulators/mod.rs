//! The same stack against moto and ministack: AWS as others wrote it.
//!
//! Each has gaps, and each gap is a row here: what it drops or makes up shows as a difference after a
//! deploy, and exactly these differences are allowed. A row that is needed no more fails the test.

mod adopt;
mod rollback;

use std::collections::BTreeSet;

use ecs_dsl::assembly::Manifest;
use ecs_dsl::aws::{Access, EcsOperation, RateLimits};
use ecs_dsl::plan::{Plan, render};
use ecs_dsl::rehearsal::{Attempt, Program};
use ecs_dsl_tests::emulator::{Emulator, Kind};
use serde_json::{Value, json};

use crate::stack::{Version, program};
use crate::stage::{Came, Goal, connect, go_as, ready, run};

/// A member of a kind that an emulator does not give back as AWS does, and what it does instead. The text is
/// printed where the row is needed no more.
struct Gap(Kind, &'static str, &'static str, &'static str);

const GAPS: &[Gap] = &[
    Gap(Kind::Moto, "ecs:service", "deploymentConfiguration", "CreateService drops it"),
    Gap(Kind::Moto, "ecs:service", ROLLOUT, "deployments stay IN_PROGRESS for ever"),
    Gap(Kind::Moto, "ecs:task-definition", NEWEST, NEWEST_IS),
    Gap(Kind::Ministack, "ecs:task-definition", NEWEST, NEWEST_IS),
];

/// What stands in the place of a member where deployments do not come to their end.
const ROLLOUT: &str = "deployments[].rolloutState";

/// What stands in the place of a member where a family is taken for one that has no ACTIVE revision, once its
/// newest one is not.
const NEWEST: &str = "a family's newest ACTIVE revision";
const NEWEST_IS: &str =
    "DescribeTaskDefinition of a family answers with its newest revision, also an INACTIVE one";

fn has_gap(kind: Kind, member: &str) -> bool {
    GAPS.iter().any(|gap| gap.0 == kind && gap.2 == member)
}

/// Whether deployments can be waited for.
fn rolls_out(kind: Kind) -> bool {
    !has_gap(kind, ROLLOUT)
}

/// Notes the gap of an emulator that answers with an INACTIVE revision where there is an ACTIVE one.
async fn look_at_newest(emulator: &Emulator, used: &mut BTreeSet<usize>) {
    let aws = connect(access(emulator)).await;
    let call = async |operation, body: Value| aws.ecs.call(operation, &body).await.expect("it answers");
    let containers = json!([{ "name": "it", "image": "it:1", "memory": 128 }]);
    for _ in 0..2 {
        let body = json!({ "family": "newest", "containerDefinitions": containers });
        call(EcsOperation::RegisterTaskDefinition, body).await;
    }
    call(EcsOperation::DeregisterTaskDefinition, json!({ "taskDefinition": "newest:2" })).await;
    let answer = call(EcsOperation::DescribeTaskDefinition, json!({ "taskDefinition": "newest" })).await;
    if answer["taskDefinition"]["revision"] != 1 {
        let known = GAPS.iter().position(|gap| gap.0 == emulator.kind() && gap.2 == NEWEST);
        used.insert(known.unwrap_or_else(|| panic!("not the newest ACTIVE revision: {answer:#}")));
    }
}

fn access(emulator: &Emulator) -> Access {
    // An action that moto does not have is answered with 500, which would be tried again and again.
    let access = Access::standard().endpoint(emulator.endpoint()).region("us-east-1").test_credentials();
    access.rates(RateLimits::none()).attempts(2)
}

async fn plan_of(emulator: &Emulator, program: &Program, goal: Goal) -> Plan {
    let attempt = Attempt::through(access(emulator)).delete_log_groups();
    let plans = match goal {
        Goal::Deploy => attempt.plan(program).await,
        Goal::Destroy => attempt.plan_destroy(program).await,
    };
    plans.expect("the emulator answers").remove(0)
}

async fn deploy(emulator: &Emulator, program: &Program, goal: Goal) -> Came {
    let attempt = Attempt::through(access(emulator));
    let attempt = if rolls_out(emulator.kind()) { attempt } else { attempt.no_wait() };
    go_as(attempt, program, goal).await
}

/// Notes the gap of an emulator whose deployment is not at its end.
async fn look_at_rollout(emulator: &Emulator, used: &mut BTreeSet<usize>) {
    let aws = connect(access(emulator)).await;
    let body = json!({ "cluster": "shop", "services": ["shop-site"] });
    let answer = aws.ecs.call(EcsOperation::DescribeServices, &body).await.expect("the emulator answers");
    let deployments = answer["services"][0]["deployments"].as_array().cloned().unwrap_or_default();
    let newest = deployments.iter().find(|one| one["status"] == "PRIMARY").unwrap_or(&Value::Null);
    if newest["rolloutState"] != "COMPLETED" {
        let known = GAPS.iter().position(|gap| gap.0 == emulator.kind() && gap.2 == ROLLOUT);
        used.insert(known.unwrap_or_else(|| panic!("a deployment does not end: {answer:#}")));
    }
}

/// Returns the members that still differ, as `kind member`, and what else is in the plan.
fn differences(plan: &Plan) -> BTreeSet<(String, String)> {
    plan.changes()
        .flat_map(|one| {
            let members = one.members.iter().map(|member| (one.kind.clone(), member.top().to_owned()));
            let whole = one.members.is_empty().then(|| (one.address.clone(), format!("{:?}", one.action)));
            members.chain(whole).collect::<Vec<_>>()
        })
        .collect()
}

fn text(plan: &Plan) -> String {
    render::text(std::slice::from_ref(plan), render::Style::Plain)
}

fn assert_only_gaps(kind: Kind, plan: &Plan, when: &str, used: &mut BTreeSet<usize>) {
    for (resource, member) in differences(plan) {
        let gap = GAPS.iter().position(|gap| gap.0 == kind && gap.1 == resource && gap.2 == member);
        let Some(gap) = gap else {
            panic!("{} {when}: {resource} {member} differs in\n{}", kind.name(), text(plan))
        };
        used.insert(gap);
    }
}

/// Starts an emulator; says so where there is none.
#[allow(clippy::print_stderr, reason = "a test that is skipped says so")]
fn started(kind: Kind) -> Option<Emulator> {
    Emulator::start(kind).map_err(|unavailable| eprintln!("skipped: {unavailable}")).ok()
}

/// Returns both versions of the stack, as the emulator can have them.
fn versions(emulator: &Emulator) -> [Program; 2] {
    [Version::First, Version::Second].map(|version| {
        let mut manifests = ready(&program(version)).manifests().to_vec();
        use_subnets_that_exist(emulator, &mut manifests);
        Program::from(manifests)
    })
}

fn against(kind: Kind) {
    let Some(emulator) = started(kind) else { return };
    run(async {
        let [first, second] = versions(&emulator);
        let mut used = BTreeSet::new();

        let came = deploy(&emulator, &first, Goal::Deploy).await;
        assert!(came.is_success(), "{}: {came:#?}", kind.name());
        let plan = plan_of(&emulator, &first, Goal::Deploy).await;
        assert_only_gaps(kind, &plan, "after a deploy", &mut used);
        look_at_rollout(&emulator, &mut used).await;
        look_at_newest(&emulator, &mut used).await;

        let came = deploy(&emulator, &second, Goal::Deploy).await;
        assert!(came.is_success(), "{}: {came:#?}", kind.name());
        let plan = plan_of(&emulator, &second, Goal::Deploy).await;
        assert_only_gaps(kind, &plan, "after an update", &mut used);

        let came = deploy(&emulator, &second, Goal::Destroy).await;
        assert!(came.is_success(), "{}: {came:#?}", kind.name());
        let plan = plan_of(&emulator, &second, Goal::Destroy).await;
        assert!(plan.is_empty(), "{} after the end:\n{}", kind.name(), text(&plan));
        let aws = connect(access(&emulator)).await;
        let roles = aws.iam.list_roles("/ecs-dsl/").await.expect("the emulator answers");
        assert!(roles.is_empty(), "{roles:?}");
        let body = json!({ "clusters": ["shop"] });
        let clusters =
            aws.ecs.call(EcsOperation::DescribeClusters, &body).await.expect("the emulator answers");
        let active =
            clusters["clusters"].as_array().into_iter().flatten().filter(|one| one["status"] == "ACTIVE");
        assert_eq!(active.count(), 0, "{clusters}");

        for (index, Gap(gap_kind, resource, member, what)) in GAPS.iter().enumerate() {
            let needed = *gap_kind != kind || used.contains(&index);
            assert!(
                needed,
                "{} gives {member} of {resource} back by now ({what}): take the row out",
                kind.name()
            );
        }
    });
}

/// moto looks subnets and security groups up, so the stack is put into those that it has.
fn use_subnets_that_exist(emulator: &Emulator, manifests: &mut [Manifest]) {
    if emulator.kind() != Kind::Moto {
        return;
    }
    let asked = emulator.send(&[
        ecs_dsl_tests::request::Request::new("ec2", "DescribeSubnets", json!({})),
        ecs_dsl_tests::request::Request::new("ec2", "DescribeSecurityGroups", json!({})),
    ]);
    let id = |index: usize, path: &str| -> Value {
        let answer = asked[index].as_ref().expect("the emulator answers");
        answer.pointer(path).cloned().unwrap_or_else(|| panic!("{answer}"))
    };
    let (subnet, group) = (id(0, "/Subnets/0/SubnetId"), id(1, "/SecurityGroups/0/GroupId"));
    for manifest in manifests {
        for resource in manifest.resources.values_mut() {
            let network = resource.request.pointer_mut("/networkConfiguration/awsvpcConfiguration");
            if let Some(network) = network {
                network["subnets"] = json!([subnet]);
                network["securityGroups"] = json!([group]);
            }
        }
    }
}

#[test]
fn moto_takes_a_whole_life() {
    against(Kind::Moto);
}

#[test]
fn ministack_takes_a_whole_life() {
    against(Kind::Ministack);
}
