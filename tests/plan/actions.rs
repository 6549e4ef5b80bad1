//! Wanted and live → actions, impact, marks and calls.

use ecs_dsl::assembly::{DIGEST_TAG, Manifest, RETAIN_TAG};
use ecs_dsl::plan::{Action, Impact, Live, Mark, Options, destroy, needs_description, plan, render};
use serde_json::{Value, json};

use crate::world::{at, deployed, examples, nothing, planned, tags_alone};

const SERVICE: &str = "service/shop-dev-worker";
const ROLE: &str = "role/shop-dev-worker";
const TASK: &str = "task-definition/shop-dev-worker";
const GROUP: &str = "log-group//shop/dev";
const CLUSTER: &str = "cluster/shop-dev-cluster";

fn shop() -> Manifest {
    examples().into_iter().find(|manifest| manifest.stack == "shop-dev").expect("the shop is an example")
}

fn request<'a>(manifest: &'a mut Manifest, address: &str) -> &'a mut Value {
    &mut manifest.resources.get_mut(address).expect("it is in the stack").request
}

#[test]
fn a_first_plan_creates_everything_but_what_is_started_on_demand() {
    for manifest in examples() {
        let plan = planned(&manifest, &nothing());
        for resource in &plan.resources {
            let on_demand = resource.kind == "ecs:run-task";
            let action = if on_demand { Action::OnDemand } else { Action::Create };
            assert_eq!(resource.action, action, "{}", resource.address);
            assert_eq!(resource.calls.is_empty(), on_demand, "{}", resource.address);
            assert_eq!(resource.marks.contains(&Mark::BroadensIam), resource.kind == "iam:role");
            // What only AWS knows is the revision; all else follows from the account.
            let open: Vec<_> =
                resource.calls.iter().flat_map(|call| ecs_dsl::plan::open_tokens(&call.request)).collect();
            assert!(open.iter().all(|token| token.starts_with("task-definition/")), "{open:?}");
        }
        let mut seen = Vec::new();
        for resource in &plan.resources {
            assert!(resource.after.iter().all(|needed| seen.contains(needed)), "{}", resource.address);
            seen.push(resource.address.clone());
        }
    }
}

#[test]
fn a_second_plan_is_empty() {
    for manifest in examples() {
        let live = deployed(&manifest);
        let plan = planned(&manifest, &live);
        let changes: Vec<_> = plan.changes().map(|one| (&one.address, one.action, &one.members)).collect();
        assert!(changes.is_empty(), "{changes:#?}");
        assert!(plan.marks().is_empty());
        assert!(needs_description(&manifest, &live, &Options::default()).is_empty());
    }
}

#[test]
fn a_digest_saves_the_look_at_a_revision_and_a_change_asks_for_it() {
    let mut manifest = shop();
    let mut live = deployed(&manifest);
    for resource in live.resources.values_mut().filter(|live| live.kind == "ecs:task-definition") {
        *resource = tags_alone(resource);
    }
    assert!(planned(&manifest, &live).is_empty());
    assert_eq!(needs_description(&manifest, &live, &Options::default()), Vec::<String>::new());
    request(&mut manifest, TASK)["containerDefinitions"][0]["image"] = json!("another:2");
    assert_eq!(needs_description(&manifest, &live, &Options::default()), [TASK]);
    assert_eq!(at(&planned(&manifest, &live), TASK).action, Action::NewRevision);
}

#[test]
fn a_digest_is_believed_only_where_it_says_all_there_is_to_know() {
    let original = shop();
    let mut live = deployed(&original);
    for resource in live.resources.values_mut().filter(|live| live.kind == "ecs:task-definition") {
        *resource = tags_alone(resource);
    }
    let asked = |manifest: &Manifest| needs_description(manifest, &live, &Options::default());
    // A role at another path has another ARN, though the token for it is the same.
    let mut moved = original.clone();
    request(&mut moved, ROLE)["Path"] = json!("/elsewhere/");
    assert_eq!(asked(&moved), [TASK]);
    // Another stack may move its role without this manifest showing it.
    let mut elsewhere = original.clone();
    request(&mut elsewhere, TASK)["taskRoleArn"] = json!("${platform:role/worker.arn}");
    assert_eq!(asked(&elsewhere), [TASK]);
    let mut left = original.clone();
    left.resources.get_mut(TASK).expect("it").unmanaged.0.insert("containerDefinitions[worker].image".into());
    assert_eq!(asked(&left), [TASK]);
}

#[test]
fn a_digest_of_another_version_is_brought_up_to_date_and_nothing_else_is() {
    let manifest = shop();
    let mut live = deployed(&manifest);
    let task = live.resources.get_mut(TASK).expect("it");
    task.whole["tags"][DIGEST_TAG] = json!("as another version writes it");
    let mut tagged = live.clone();
    let task = tagged.resources.get_mut(TASK).expect("it");
    *task = tags_alone(task);
    assert_eq!(needs_description(&manifest, &tagged, &Options::default()), [TASK]);
    let plan = planned(&manifest, &live);
    let task = at(&plan, TASK);
    assert_eq!((task.action, task.impact), (Action::Update, Impact::None));
    assert_eq!(task.calls.iter().map(|call| call.operation.as_str()).collect::<Vec<_>>(), ["TagResource"]);
    assert_eq!(plan.changes().count(), 1);
}

#[test]
fn a_new_image_is_a_new_revision_and_a_rolling_restart() {
    let mut manifest = shop();
    let live = deployed(&manifest);
    request(&mut manifest, TASK)["containerDefinitions"][0]["image"] = json!("another:2");
    let plan = planned(&manifest, &live);
    let task = at(&plan, TASK);
    assert_eq!((task.action, task.impact), (Action::NewRevision, Impact::None));
    assert_eq!(task.members.len(), 1);
    assert_eq!(task.members[0].member, "containerDefinitions[worker].image");
    let register = &task.calls[0];
    assert_eq!(register.operation, "RegisterTaskDefinition");
    // What is sent is what was reviewed, tokens resolved and nothing added.
    assert_eq!(register.request["tags"], request(&mut manifest, TASK)["tags"]);
    let service = at(&plan, SERVICE);
    assert_eq!(
        (service.action, service.impact, service.deploys),
        (Action::Update, Impact::RollingRestart, true)
    );
    assert!(service.members[0].known_after_apply);
    assert_eq!(service.calls.len(), 1);
    let expected = json!({
        "cluster": "shop-dev-cluster",
        "service": "shop-dev-worker",
        "taskDefinition": format!("${{{TASK}.arn}}"),
    });
    assert_eq!(service.calls[0].request, expected);
    assert_eq!(plan.changes().count(), 2);
}

type Change = fn(&mut Manifest);
type Row = (&'static str, &'static str, Change, Action, Impact, &'static [&'static str]);

/// What is changed, where; and what that means.
const CHANGES: &[Row] = &[
    (
        "fewer tasks",
        SERVICE,
        |m| request(m, SERVICE)["desiredCount"] = json!(1),
        Action::Update,
        Impact::CapacityDrop,
        &["UpdateService"],
    ),
    (
        "more tasks",
        SERVICE,
        |m| request(m, SERVICE)["desiredCount"] = json!(5),
        Action::Update,
        Impact::None,
        &["UpdateService"],
    ),
    (
        "no tasks",
        SERVICE,
        |m| request(m, SERVICE)["desiredCount"] = json!(0),
        Action::Update,
        Impact::Outage,
        &["UpdateService"],
    ),
    (
        "a subnet",
        SERVICE,
        |m| {
            request(m, SERVICE)["networkConfiguration"]["awsvpcConfiguration"]["subnets"] =
                json!(["subnet-9"])
        },
        Action::Update,
        Impact::RollingRestart,
        &["UpdateService"],
    ),
    (
        "exec",
        SERVICE,
        |m| request(m, SERVICE)["enableExecuteCommand"] = json!(true),
        Action::Update,
        Impact::None,
        &["UpdateService"],
    ),
    (
        "a tag",
        SERVICE,
        |m| request(m, SERVICE)["tags"][0]["value"] = json!("x"),
        Action::Update,
        Impact::None,
        &["TagResource"],
    ),
    (
        "another tag",
        SERVICE,
        |m| request(m, SERVICE)["tags"][0]["key"] = json!("x"),
        Action::Update,
        Impact::None,
        &["TagResource", "UntagResource"],
    ),
    (
        "the launch type of its providers",
        SERVICE,
        |m| {
            let r = request(m, SERVICE);
            r["launchType"] = json!("FARGATE");
            r["capacityProviderStrategy"] = json!(null);
        },
        Action::Update,
        Impact::RollingRestart,
        &["UpdateService"],
    ),
    (
        "another launch type",
        SERVICE,
        |m| {
            let r = request(m, SERVICE);
            r["launchType"] = json!("EC2");
            r["capacityProviderStrategy"] = json!(null);
        },
        Action::Replace,
        Impact::Outage,
        &["DeleteService", "CreateService"],
    ),
    (
        "another weight",
        SERVICE,
        |m| request(m, SERVICE)["capacityProviderStrategy"][0]["weight"] = json!(9),
        Action::Update,
        Impact::RollingRestart,
        &["UpdateService"],
    ),
    (
        "a placement constraint",
        SERVICE,
        |m| request(m, SERVICE)["placementConstraints"] = json!([{ "type": "distinctInstance" }]),
        Action::Update,
        Impact::None,
        &["UpdateService"],
    ),
    (
        "another cluster",
        SERVICE,
        |m| request(m, SERVICE)["cluster"] = json!("other"),
        Action::Replace,
        Impact::Replacement,
        &["CreateService", "DeleteService"],
    ),
    (
        "a task's tag",
        TASK,
        |m| request(m, TASK)["tags"][0]["value"] = json!("x"),
        Action::Update,
        Impact::None,
        &["TagResource"],
    ),
    (
        "a description",
        ROLE,
        |m| request(m, ROLE)["Description"] = json!("x"),
        Action::Update,
        Impact::None,
        &["UpdateRole"],
    ),
    (
        "a path",
        ROLE,
        |m| request(m, ROLE)["Path"] = json!("/x/"),
        Action::Replace,
        Impact::Outage,
        &["DeleteRolePolicy", "DeleteRole", "CreateRole", "PutRolePolicy"],
    ),
    (
        "no policy",
        ROLE,
        |m| m.resources.get_mut(ROLE).expect("it").then.clear(),
        Action::Update,
        Impact::None,
        &["DeleteRolePolicy"],
    ),
    (
        "a role's tag",
        ROLE,
        |m| request(m, ROLE)["Tags"][0]["value"] = json!("x"),
        Action::Update,
        Impact::None,
        &["TagRole"],
    ),
    (
        "retention",
        GROUP,
        |m| m.resources.get_mut(GROUP).expect("it").then[0].request["retentionInDays"] = json!(30),
        Action::Update,
        Impact::None,
        &["PutRetentionPolicy"],
    ),
    (
        "no retention",
        GROUP,
        |m| m.resources.get_mut(GROUP).expect("it").then.clear(),
        Action::Update,
        Impact::None,
        &["DeleteRetentionPolicy"],
    ),
    (
        "a class",
        GROUP,
        |m| request(m, GROUP)["logGroupClass"] = json!("INFREQUENT_ACCESS"),
        Action::Replace,
        Impact::Replacement,
        &["DeleteLogGroup", "CreateLogGroup", "PutRetentionPolicy"],
    ),
    (
        "insights",
        CLUSTER,
        |m| request(m, CLUSTER)["settings"] = json!([]),
        Action::Update,
        Impact::None,
        &["UpdateCluster"],
    ),
    (
        "providers",
        CLUSTER,
        |m| request(m, CLUSTER)["capacityProviders"] = json!(["FARGATE"]),
        Action::Update,
        Impact::None,
        &["PutClusterCapacityProviders"],
    ),
    (
        "retain",
        GROUP,
        |m| request(m, GROUP)["tags"][RETAIN_TAG] = json!("true"),
        Action::Update,
        Impact::None,
        &["TagResource"],
    ),
];

#[test]
fn changes_and_what_they_mean() {
    let original = shop();
    let live = deployed(&original);
    for (what, address, change, action, impact, calls) in CHANGES {
        let mut manifest = original.clone();
        change(&mut manifest);
        let plan = planned(&manifest, &live);
        let planned = at(&plan, address);
        assert_eq!((planned.action, planned.impact), (*action, *impact), "{what}: {:#?}", planned.members);
        let operations: Vec<&str> = planned.calls.iter().map(|call| call.operation.as_str()).collect();
        assert_eq!(operations, *calls, "{what}");
        assert_eq!(planned.marks.contains(&Mark::Replaces), *action == Action::Replace, "{what}");
    }
}

#[test]
fn what_is_taken_out_of_the_code_is_sent_as_its_default() {
    let mut manifest = shop();
    let live = deployed(&manifest);
    let web = request(&mut manifest, "service/shop-dev-web");
    for member in [
        "healthCheckGracePeriodSeconds",
        "loadBalancers",
        "deploymentConfiguration",
        "enableExecuteCommand",
        "propagateTags",
    ] {
        web.as_object_mut().expect("an object").remove(member);
    }
    let plan = planned(&manifest, &live);
    let update = &at(&plan, "service/shop-dev-web").calls[0].request;
    assert_eq!(update["healthCheckGracePeriodSeconds"], 0);
    assert_eq!(update["loadBalancers"], json!([]));
    assert_eq!(update["enableExecuteCommand"], false);
    assert_eq!(update["propagateTags"], "NONE");
    let breaker = &update["deploymentConfiguration"]["deploymentCircuitBreaker"];
    assert_eq!(*breaker, json!({ "enable": false, "rollback": false }));
    assert_eq!(update["deploymentConfiguration"]["maximumPercent"], 200);
}

#[test]
fn another_strategy_forces_a_deployment_as_ecs_refuses_it_otherwise() {
    let original = shop();
    let live = deployed(&original);
    let update = |change: fn(&mut Value)| {
        let mut manifest = original.clone();
        change(request(&mut manifest, SERVICE));
        at(&planned(&manifest, &live), SERVICE).calls[0].request.clone()
    };
    let strategy = update(|service| service["capacityProviderStrategy"][0]["weight"] = json!(9));
    assert_eq!(strategy["forceNewDeployment"], true, "{strategy}");
    let back = update(|service| {
        service["launchType"] = json!("FARGATE");
        service["capacityProviderStrategy"] = json!(null);
    });
    assert_eq!((&back["capacityProviderStrategy"], &back["forceNewDeployment"]), (&json!([]), &json!(true)));
    assert_eq!(back["launchType"], json!(null), "no update takes one");
    let count = update(|service| service["desiredCount"] = json!(7));
    assert_eq!(count["forceNewDeployment"], json!(null), "{count}");
}

#[test]
fn the_plan_says_what_is_lost_with_a_log_group() {
    let original = shop();
    let live = deployed(&original);
    let lost = Some("what was logged before is gone");
    let mut without = original.clone();
    without.resources.remove(GROUP);
    let mut of_another_class = original.clone();
    request(&mut of_another_class, GROUP)["logGroupClass"] = json!("INFREQUENT_ACCESS");
    for (manifest, action, impact, words) in [
        (&without, Action::Delete, Impact::None, "delete, what was logged before is gone"),
        (
            &of_another_class,
            Action::Replace,
            Impact::Replacement,
            "because of logGroupClass, replacement: what was logged before is gone",
        ),
    ] {
        let plan = planned(manifest, &live);
        let group = at(&plan, GROUP);
        assert_eq!((group.action, group.impact, group.lost.as_deref()), (action, impact, lost));
        let plans = std::slice::from_ref(&plan);
        let text = render::text(plans, render::Style::Plain);
        assert!(text.contains(words), "{text}");
        let impact = words.rsplit_once(", ").map_or(words, |(_, impact)| impact);
        let row = format!("| {impact} |");
        assert!(render::markdown(plans).contains(&row), "{}", render::markdown(plans));
        let json: Value = serde_json::from_str(&render::json(plans)).expect("JSON");
        let resources = json["stacks"][0]["resources"].as_array().expect("a list");
        let group = resources.iter().find(|one| one["address"] == GROUP).expect("it");
        assert_eq!(group["lost"], "what was logged before is gone");
    }
    // One that stays has lost nothing, and neither has anything else.
    let stays = destroy(&original.stack, &original.region, &live, &Options::default());
    assert!(stays.resources.iter().all(|one| one.lost.is_none()));
    let all = Options { delete_log_groups: true, ..Options::default() };
    let goes = destroy(&original.stack, &original.region, &live, &all);
    let losing: Vec<&str> =
        goes.resources.iter().filter(|one| one.lost.is_some()).map(|one| one.kind.as_str()).collect();
    assert!(!losing.is_empty() && losing.iter().all(|kind| *kind == "logs:log-group"), "{losing:?}");
}

#[test]
fn the_marks_say_what_a_person_must_agree_to() {
    let original = shop();
    let live = deployed(&original);
    let document = |actions: Value| {
        json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": actions,
            "Resource": "arn:aws:sqs:eu-central-1:111122223333:shop-dev-orders" }] })
    };
    for (actions, broadens) in [
        (json!("sqs:*"), true),
        (json!(["sqs:ReceiveMessage", "sqs:SendMessage"]), true),
        (json!("sqs:ReceiveMessage"), false),
    ] {
        let mut manifest = original.clone();
        let role = manifest.resources.get_mut(ROLE).expect("the role");
        role.then[0].request["PolicyDocument"] = json!(document(actions.clone()).to_string());
        let plan = planned(&manifest, &live);
        assert_eq!(at(&plan, ROLE).action, Action::Update);
        assert_eq!(at(&plan, ROLE).marks.contains(&Mark::BroadensIam), broadens, "{actions}");
    }
    let mut manifest = original.clone();
    let network = &mut request(&mut manifest, SERVICE)["networkConfiguration"]["awsvpcConfiguration"];
    network["assignPublicIp"] = json!("ENABLED");
    assert_eq!(at(&planned(&manifest, &live), SERVICE).marks, [Mark::OpensToPublic]);
}

#[test]
fn what_others_own_is_left_alone() {
    let mut manifest = shop();
    let mut live = deployed(&manifest);
    let web = live.resources.get_mut("service/shop-dev-web").expect("the service");
    web.whole["desiredCount"] = json!(17);
    assert!(planned(&manifest, &live).is_empty());
    // An image that CI moves, by the container's name.
    manifest
        .resources
        .get_mut(TASK)
        .expect("it")
        .unmanaged
        .insert("containerDefinitions[worker].image".to_owned());
    live.resources.get_mut(TASK).expect("it").whole["containerDefinitions"][0]["image"] = json!("ci:99");
    assert!(planned(&manifest, &live).is_empty());
    request(&mut manifest, TASK)["memory"] = json!("2048");
    let plan = planned(&manifest, &live);
    assert_eq!(at(&plan, TASK).members.len(), 1);
    assert_eq!(at(&plan, TASK).calls[0].request["containerDefinitions"][0]["image"], "ci:99");
    // With CodeDeploy, the revision and the load balancer are its own.
    let mut manifest = shop();
    request(&mut manifest, SERVICE)["deploymentController"] = json!({ "type": "CODE_DEPLOY" });
    let mut live = deployed(&manifest);
    live.resources.get_mut(SERVICE).expect("it").whole["taskDefinition"] =
        json!("arn:aws:ecs:x:1:task-definition/y:9");
    assert!(planned(&manifest, &live).is_empty());
}

#[test]
fn what_left_the_code_is_deleted_after_what_needed_it_has_moved() {
    let mut manifest = shop();
    let live = deployed(&manifest);
    for gone in [SERVICE, TASK, ROLE] {
        manifest.resources.remove(gone);
    }
    let plan = planned(&manifest, &live);
    for (address, after, operation) in [
        (SERVICE, &[][..], "DeleteService"),
        (TASK, &[SERVICE][..], "DeregisterTaskDefinition"),
        (ROLE, &[TASK][..], "DeleteRolePolicy"),
    ] {
        let planned = at(&plan, address);
        assert_eq!(
            (planned.action, planned.marks.as_slice()),
            (Action::Delete, &[Mark::Deletes][..]),
            "{address}"
        );
        assert!(after.iter().all(|before| planned.after.contains(*before)), "{address}: {:?}", planned.after);
        assert_eq!(planned.calls[0].operation, operation);
    }
    assert_eq!(at(&plan, SERVICE).impact, Impact::Outage);
}

#[test]
fn what_is_retained_is_released_and_foreign_things_are_not_touched() {
    let mut manifest = shop();
    request(&mut manifest, GROUP)["tags"][RETAIN_TAG] = json!("true");
    let mut live = deployed(&manifest);
    manifest.resources.remove(GROUP);
    let released = planned(&manifest, &live);
    assert_eq!(at(&released, GROUP).action, Action::Release);
    let keys = json!(["ecs-dsl:address", "ecs-dsl:retain", "ecs-dsl:stack"]);
    assert_eq!(at(&released, GROUP).calls[0].request["tagKeys"], keys);
    // What has the name but not the tags is nobody's, or another stack's.
    let role = live.resources.get_mut(ROLE).expect("the role");
    role.stack = None;
    let tags = role.whole["tags"].as_object_mut().expect("tags");
    tags.retain(|key, _| !key.starts_with("ecs-dsl:"));
    let blocked = planned(&manifest, &live);
    assert!(at(&blocked, ROLE).blocked.is_some() && at(&blocked, ROLE).calls.is_empty());
    let options = Options { adopt: true, ..Options::default() };
    let adopted = plan(&manifest, &live, &options).expect("every kind is known");
    assert_eq!((at(&adopted, ROLE).action, &at(&adopted, ROLE).blocked), (Action::Adopt, &None));
    assert_eq!(at(&adopted, ROLE).calls[0].operation, "TagRole");
    live.resources.get_mut(ROLE).expect("the role").stack = Some("another".to_owned());
    let foreign = plan(&manifest, &live, &options).expect("every kind is known");
    assert!(at(&foreign, ROLE).blocked.as_ref().is_some_and(|why| why.contains("another")));
}

#[test]
fn destroy_takes_everything_in_reverse_and_keeps_the_logs() {
    for manifest in examples() {
        let live = deployed(&manifest);
        let plan = destroy(&manifest.stack, &manifest.region, &live, &Options::default());
        let mut done: Vec<&str> = Vec::new();
        for resource in &plan.resources {
            let kept = resource.kind == "logs:log-group";
            assert_eq!(resource.action, if kept { Action::Release } else { Action::Delete });
            assert!(
                resource.after.iter().all(|before| done.contains(&before.as_str())),
                "{}",
                resource.address
            );
            done.push(&resource.address);
            // What it needed when it was made still stands when it goes.
            for needed in
                manifest.resources.get(&resource.address).into_iter().flat_map(|one| &one.depends_on)
            {
                let needed_goes = plan.resource(needed).filter(|needed| needed.action == Action::Delete);
                assert!(
                    needed_goes.is_none_or(|needed| needed.after.contains(&resource.address)),
                    "{needed}"
                );
            }
        }
        assert_eq!(done.len(), live.resources.len());
        let all = Options { delete_log_groups: true, ..Options::default() };
        let plan = destroy(&manifest.stack, &manifest.region, &live, &all);
        assert!(plan.resources.iter().all(|resource| resource.action == Action::Delete));
    }
}

#[test]
fn a_plan_is_saved_and_read_back_and_says_what_has_moved() {
    let mut manifest = shop();
    let mut live = deployed(&manifest);
    request(&mut manifest, SERVICE)["desiredCount"] = json!(5);
    let saved = planned(&manifest, &live);
    let text = serde_json::to_string(&saved).expect("a plan is JSON");
    assert_eq!(serde_json::from_str::<ecs_dsl::plan::Plan>(&text).expect("it reads itself"), saved);
    assert!(saved.moved(&planned(&manifest, &live)).is_empty());
    live.resources.get_mut(SERVICE).expect("it").whole["desiredCount"] = json!(9);
    let now = planned(&manifest, &live);
    assert_eq!(saved.moved(&now).into_iter().collect::<Vec<_>>(), [SERVICE]);
}

#[test]
fn what_aws_tells_of_the_dead_is_gone() {
    let manifest = shop();
    let mut live = deployed(&manifest);
    live.resources.get_mut(SERVICE).expect("it").status = Some("INACTIVE".to_owned());
    assert_eq!(at(&planned(&manifest, &live), SERVICE).action, Action::Create);
    let mut without = manifest.clone();
    without.resources.remove(SERVICE);
    assert!(planned(&without, &live).resource(SERVICE).is_none());
}

#[test]
fn an_empty_live_side_reads_as_such() {
    assert_eq!(
        serde_json::from_value::<Live>(json!({ "resources": {} })).expect("it reads"),
        Live::default()
    );
}
