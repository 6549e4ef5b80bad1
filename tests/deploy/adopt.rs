//! What exists and belongs to nobody comes under the stack that names it, and nothing else happens to it.

use std::collections::BTreeMap;
use std::sync::Arc;

use ecs_dsl::apply::{self, Outcome, Setting, Silent};
use ecs_dsl::assembly::Manifest;
use ecs_dsl::aws::{Access, Aws, CallLog, EcsOperation, InlinePolicy};
use ecs_dsl::live::{self, Account, Depth};
use ecs_dsl::plan::{self, Action, Live, MemberChange, Options, Plan};
use ecs_dsl::prelude::*;
use ecs_dsl::simulator::{Settings, Simulator, World};
use serde_json::{Value, json};

use crate::kinds::every_kind;
use crate::rig::{
    Goal, Killer, connect, converge, go, inventory, manifest, planned, run, start, try_connect,
    world_of_others,
};
use crate::stack::Version;

/// The kinds that carry tags; an association belongs to whoever owns its cluster.
const TAGGED: [&str; 7] = [
    "ecs:capacity-provider",
    "ecs:cluster",
    "ecs:service",
    "ecs:task-definition",
    "iam:instance-profile",
    "iam:role",
    "logs:log-group",
];

/// A world in which all of the program is there, and nobody's.
async fn nobodys(wanted: &Manifest) -> World {
    let simulator = start(&world_of_others(Settings::default()).await);
    let came = go(simulator.access(), wanted, Goal::Deploy, Arc::default()).await;
    assert!(came.is_success(), "{came:#?}");
    let (aws, account) = connect(simulator.access()).await;
    let (_, live) = planned(&aws, &account, wanted, Goal::Deploy).await.expect("a quiet world");
    disown(&aws, &live).await;
    simulator.with_world(|world| world.clone())
}

/// Takes from everything the tags that say whose it is.
pub(crate) async fn disown(aws: &Aws, live: &Live) {
    for one in live.resources.values() {
        let tags = one.whole["tags"].as_object().into_iter().flatten();
        let keys: Vec<String> =
            tags.map(|(key, _)| key.clone()).filter(|key| key.starts_with("ecs-dsl:")).collect();
        let name = |member: &str| one.whole[member].as_str().expect("a name").to_owned();
        match one.kind.as_str() {
            "ecs:cluster-capacity-providers" => {}
            "iam:role" => aws.iam.untag_role(&name("RoleName"), &keys).await.expect("it is there"),
            "iam:instance-profile" => {
                let name = name("InstanceProfileName");
                aws.iam.untag_instance_profile(&name, &keys).await.expect("it is there");
            }
            "logs:log-group" => aws.logs.untag(&one.arn(), &keys).await.expect("it is there"),
            _ => {
                let body = json!({ "resourceArn": one.arn(), "tagKeys": keys });
                aws.ecs.call(EcsOperation::UntagResource, &body).await.expect("it is there");
            }
        }
    }
}

/// Changes something of every kind where a kind can be changed.
async fn changed(simulator: &Simulator) {
    let (aws, _) = connect(simulator.access()).await;
    let insights = json!([{ "name": "containerInsights", "value": "disabled" }]);
    let body = json!({ "cluster": "shop", "settings": insights });
    aws.ecs.call(EcsOperation::UpdateClusterSettings, &body).await.expect("it is there");
    let body = json!({ "cluster": "shop", "service": "shop-site", "desiredCount": 1 });
    aws.ecs.call(EcsOperation::UpdateService, &body).await.expect("it is there");
    aws.logs.set_retention("/shop/site", Some(30)).await.expect("it is there");
    let policy = InlinePolicy {
        name: "by-hand".to_owned(),
        document: json!({
            "Version": "2012-10-17",
            "Statement": [{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::shop" }],
        }),
    };
    aws.iam.put_role_policy("shop-site", &policy).await.expect("it is there");
    let body = json!({ "taskDefinition": "shop-site" });
    let answer = aws.ecs.call(EcsOperation::DescribeTaskDefinition, &body).await.expect("it is there");
    let described = &answer["taskDefinition"];
    let mut register = json!({});
    for member in [
        "family",
        "networkMode",
        "requiresCompatibilities",
        "cpu",
        "memory",
        "taskRoleArn",
        "executionRoleArn",
        "containerDefinitions",
    ] {
        register[member] = described[member].clone();
    }
    register["containerDefinitions"][0]["environment"] = json!([{ "name": "BY", "value": "hand" }]);
    register["tags"] = json!([{ "key": "team", "value": "shop" }]);
    aws.ecs.call(EcsOperation::RegisterTaskDefinition, &register).await.expect("allowed");
}

/// Returns the plan of an adoption.
pub(crate) async fn adoption(aws: &Aws, account: &Account, wanted: &Manifest) -> (Plan, Live) {
    let options = Options { adopt: true, ..Options::default() };
    let live = live::read(aws, account, wanted, &options, Depth::Plan).await.expect("a world that answers");
    let plan = plan::plan(wanted, &live, &options).expect("known kinds");
    (plan::adoption(&plan, wanted, &live), live)
}

/// Adopts, once.
pub(crate) async fn adopt(access: Access, wanted: &Manifest) -> Option<Outcome> {
    let (aws, account) = try_connect(access).await.ok()?;
    let options = Options { adopt: true, ..Options::default() };
    let live = live::read(&aws, &account, wanted, &options, Depth::Plan).await.ok()?;
    let plan = plan::plan(wanted, &live, &options).expect("known kinds");
    let plan = plan::adoption(&plan, wanted, &live);
    let manifest = Manifest { resources: Default::default(), ..wanted.clone() };
    let (stop, listener) = (Arc::default(), Arc::new(Silent));
    let setting = Setting { aws, account, manifest, plan_options: options, stop, listener };
    Some(apply::apply(&plan, setting, apply::Options::default()).await.0)
}

/// Returns what differs, by address.
fn differences(plan: &Plan) -> BTreeMap<&str, &[MemberChange]> {
    let differing = plan.resources.iter().filter(|one| !one.members.is_empty());
    differing.map(|one| (one.address.as_str(), one.members.as_slice())).collect()
}

#[test]
fn every_kind_is_adopted_and_a_deploy_then_plans_what_was_shown() {
    run(async {
        let wanted = manifest(&every_kind(Version::First));
        let world = nobodys(&wanted).await;
        for is_changed in [false, true] {
            let simulator = start(&world);
            if is_changed {
                changed(&simulator).await;
            }
            let before = inventory(&simulator);
            let (aws, account) = connect(simulator.access()).await;
            let (shown, _) = adoption(&aws, &account, &wanted).await;
            let mut kinds: Vec<&str> = shown.resources.iter().map(|one| one.kind.as_str()).collect();
            kinds.sort_unstable();
            kinds.dedup();
            kinds.retain(|kind| *kind != "ecs:cluster-capacity-providers");
            assert_eq!(kinds, TAGGED);
            assert_eq!(shown.resources.len(), wanted.resources.len());
            assert!(shown.resources.iter().all(|one| one.action == Action::Adopt && one.blocked.is_none()));

            let log = Arc::new(CallLog::new());
            let outcome = adopt(simulator.access().gate(log.clone()), &wanted).await.expect("it was read");
            assert!(outcome.is_success(), "{outcome:#?}");
            // It tags, and does nothing else.
            let calls = log.calls();
            let reads = |call: &&String| {
                ["Describe", "List", "Get"].iter().any(|verb| call.contains(&format!(":{verb}")))
            };
            let writes: Vec<&String> = calls.iter().filter(|call| !reads(call)).collect();
            assert!(writes.iter().all(|call| call.contains(":Tag")), "{writes:?}");
            assert_eq!(writes.len(), wanted.resources.len() - 1, "{writes:?}");
            assert_eq!(inventory(&simulator), before);

            let (plan, _) = planned(&aws, &account, &wanted, Goal::Deploy).await.expect("a quiet world");
            assert!(plan.resources.iter().all(|one| one.blocked.is_none()));
            // The service moves to whatever revision is registered next.
            let mut planned_then = differences(&plan);
            let mut shown_then = differences(&shown);
            for all in [&mut planned_then, &mut shown_then] {
                all.remove("service/shop-site");
            }
            assert_eq!(planned_then, shown_then);
            assert_eq!(planned_then.is_empty(), !is_changed, "{planned_then:#?}");
            let (again, _) = adoption(&aws, &account, &wanted).await;
            assert!(again.resources.is_empty(), "{again:#?}");
            converge(&simulator, &wanted, Goal::Deploy, "an adoption").await;
            let came = go(simulator.access(), &wanted, Goal::Destroy, Arc::default()).await;
            assert!(came.is_success(), "{came:#?}");
        }
    });
}

#[test]
fn a_deploy_that_adopts_does_both_at_once() {
    run(async {
        let wanted = manifest(&every_kind(Version::First));
        let simulator = start(&nobodys(&wanted).await);
        changed(&simulator).await;
        let (aws, account) = connect(simulator.access()).await;
        let (refused, _) = planned(&aws, &account, &wanted, Goal::Deploy).await.expect("a quiet world");
        assert!(refused.resources.iter().all(|one| one.blocked.is_some()), "{refused:#?}");
        let options = Options { adopt: true, ..Options::default() };
        let live = live::read(&aws, &account, &wanted, &options, Depth::Plan).await.expect("a quiet world");
        let plan = plan::plan(&wanted, &live, &options).expect("known kinds");
        // Of the role nothing is said to be broadened: it could do all of this before.
        assert!(plan.marks().is_empty(), "{:?}", plan.marks());
        let (manifest, listener) = (wanted.clone(), Arc::new(Silent));
        let setting =
            Setting { aws, account, manifest, plan_options: options, stop: Arc::default(), listener };
        let (outcome, _) = apply::apply(&plan, setting, apply::Options::default()).await;
        assert!(outcome.is_success(), "{outcome:#?}");
        converge(&simulator, &wanted, Goal::Deploy, "a deploy that adopts").await;
    });
}

#[test]
fn what_belongs_to_another_stack_is_refused_and_named() {
    run(async {
        let wanted = manifest(&every_kind(Version::First));
        let simulator = start(&nobodys(&wanted).await);
        let (aws, account) = connect(simulator.access()).await;
        let owner = BTreeMap::from([("ecs-dsl:stack".to_owned(), "billing".to_owned())]);
        aws.iam.tag_role("shop-site", &owner).await.expect("it is there");
        let (plan, _) = adoption(&aws, &account, &wanted).await;
        let blocked: Vec<_> = plan.resources.iter().filter(|one| one.blocked.is_some()).collect();
        assert_eq!(blocked.len(), 1, "{blocked:#?}");
        assert_eq!(blocked[0].address, "role/shop-site");
        assert!(
            blocked[0].blocked.as_ref().is_some_and(|why| why.contains("stack `billing`")),
            "{blocked:#?}"
        );
        assert!(blocked[0].calls.is_empty());
    });
}

#[test]
fn a_role_at_another_path_is_adopted_once_the_code_says_where_it_is() {
    run(async {
        let at = |path: Option<&str>| {
            let role = TaskRole::new("legacy").description("from before");
            let role = match path {
                Some(path) => role.path(path),
                None => role,
            };
            manifest(&App::new().stack(Stack::new("shop", &Env::new()).region("us-east-1").add(&role)))
        };
        let (plain, stated) = (at(None), at(Some("/old/")));
        let simulator = start(&nobodys(&stated).await);
        let (aws, account) = connect(simulator.access()).await;
        let (plan, _) = adoption(&aws, &account, &plain).await;
        let why = plan.resources[0].blocked.clone().unwrap_or_default();
        assert!(why.contains("it is at the path `/old/`") && why.contains("say `.path(\"/old/\")`"), "{why}");
        assert!(plan.resources[0].calls.is_empty());

        let outcome = adopt(simulator.access(), &stated).await.expect("it was read");
        assert!(outcome.is_success(), "{outcome:#?}");
        let (plan, _) = planned(&aws, &account, &stated, Goal::Deploy).await.expect("a quiet world");
        assert!(plan.is_empty(), "{plan:#?}");
        // It is found again as the stack's own when it left the code.
        let without = Manifest { resources: Default::default(), ..stated };
        let (plan, _) = planned(&aws, &account, &without, Goal::Deploy).await.expect("a quiet world");
        assert_eq!(plan.resource("role/legacy").map(|one| one.action), Some(Action::Delete));
    });
}

#[test]
fn what_a_deploy_would_replace_is_said_and_a_stack_with_nothing_to_adopt_has_none() {
    run(async {
        let wanted = manifest(&every_kind(Version::First));
        let simulator = start(&nobodys(&wanted).await);
        let (aws, account) = connect(simulator.access()).await;
        let mut other = wanted.clone();
        other.resources.get_mut("service/shop-site").expect("it").request["schedulingStrategy"] =
            json!("DAEMON");
        let (plan, _) = adoption(&aws, &account, &other).await;
        let text = plan::render::text(std::slice::from_ref(&plan), plan::render::Style::Plain);
        let expected =
            "service/shop-site: adopt, as it is; a deploy would replace it, because of schedulingStrategy";
        assert!(text.contains(expected), "{text}");
        assert!(!text.contains("ecs-dsl:stack"), "whose it is is not shown as a difference: {text}");

        let empty = start(&world_of_others(Settings::default()).await);
        let (aws, account) = connect(empty.access()).await;
        assert!(adoption(&aws, &account, &wanted).await.0.resources.is_empty());
    });
}

#[test]
#[allow(clippy::print_stderr, reason = "the counts are what the reader of a test run wants to know")]
fn death_at_any_call_of_an_adoption() {
    run(async {
        let wanted = manifest(&every_kind(Version::First));
        let world = nobodys(&wanted).await;
        let undisturbed = start(&world);
        let log = Arc::new(CallLog::new());
        let outcome = adopt(undisturbed.access().gate(log.clone()), &wanted).await.expect("it was read");
        assert!(outcome.is_success(), "{outcome:#?}");
        let expected: Value = tags(&undisturbed, &wanted).await;
        let calls = log.count() as u64;
        let mut interrupted = 0;
        for at in 1..=calls {
            for after_effect in [false, true] {
                let simulator = start(&world);
                let killer = Arc::new(Killer { at, after_effect });
                let came = adopt(simulator.access().gate(killer), &wanted).await;
                interrupted += usize::from(came.is_none_or(|outcome| !outcome.is_success()));
                let outcome = adopt(simulator.access(), &wanted).await.expect("it was read");
                assert!(outcome.is_success(), "death at call {at}: {outcome:#?}");
                assert_eq!(tags(&simulator, &wanted).await, expected, "death at call {at}");
            }
        }
        let points = 2 * calls as usize;
        assert!(interrupted * 10 >= points * 8, "{interrupted} of {points} points interrupted anything");
        eprintln!("adopt: {calls} calls, {points} points, {interrupted} interrupted the run, all converged");
    });
}

/// Returns the tags of everything that the program names.
async fn tags(simulator: &Simulator, wanted: &Manifest) -> Value {
    let (aws, account) = connect(simulator.access()).await;
    let (plan, live) = planned(&aws, &account, wanted, Goal::Deploy).await.expect("a quiet world");
    assert!(plan.is_empty(), "{:#?}", plan.changes().collect::<Vec<_>>());
    live.resources.iter().map(|(address, one)| (address.clone(), one.whole["tags"].clone())).collect()
}
