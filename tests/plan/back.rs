//! From what there was back to the requests that make it, and the plan that undoes a run.

use std::collections::BTreeSet;

use ecs_dsl::api::ecs::{CreateService, RegisterTaskDefinition};
use ecs_dsl::api::reading::Document;
use ecs_dsl::assembly::{
    ADDRESS_TAG, Absentable, DIGEST_TAG, Manifest, ManifestCall, ManifestResource, STACK_TAG,
};
use ecs_dsl::plan::{Action, Known, Live, LiveResource, Options, Plan, WayBack, back, digest, members, plan};
use ecs_dsl::prelude::*;
use ecs_dsl::resource::{KINDS, of_kind};
use ecs_dsl::resource::{service, task_definition};
use ecs_dsl_tests::shared::shared;
use serde_json::{Value, json};

use crate::world::{ACCOUNT, at, deployed, examples, manifests, nothing, planned};

const SERVICE: &str = "service/shop-dev-worker";
const TASK: &str = "task-definition/shop-dev-worker";
const ROLE: &str = "role/shop-dev-worker";
const GROUP: &str = "log-group//shop/dev";

fn shop() -> Manifest {
    examples().into_iter().find(|manifest| manifest.stack == "shop-dev").expect("the shop is an example")
}

/// Takes a document apart into requests, and gathers it again.
fn there_and_back(kind: &str, whole: &Value) -> (Value, Vec<(&'static str, Value)>) {
    let kind = of_kind(kind).expect("it is known");
    let requests = kind.requests(whole);
    let calls = requests.iter().cloned();
    let mut calls =
        calls.map(|(operation, request)| ManifestCall { operation: operation.to_owned(), request });
    let create = calls.next().expect("a create request");
    let resource = ManifestResource {
        kind: kind.kind().to_owned(),
        operation: create.operation,
        request: create.request,
        then: Absentable(calls.collect()),
        depends_on: Vec::new(),
        unmanaged: Absentable::default(),
        retain: Absentable::default(),
        keep_revisions: None,
        allowed: Absentable::default(),
    };
    (kind.whole(&resource), requests)
}

/// Leaves out what says no more than its absence.
fn terse(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let said = members.iter().map(|(name, member)| (name.clone(), terse(member)));
            let nothing = |value: &Value| value.is_null() || *value == json!([]) || *value == json!({});
            Value::Object(said.filter(|(_, member)| !nothing(member)).collect())
        }
        Value::Array(items) => items.iter().map(terse).collect(),
        other => other.clone(),
    }
}

#[test]
fn a_document_taken_apart_and_gathered_is_itself_for_every_kind() {
    let mut kinds = BTreeSet::new();
    let cluster = Cluster::new("pool");
    let pool = CapacityProvider::managed_instances("pool", &cluster, ["subnet-1"], ["sg-1"]);
    let cluster = cluster.capacity_provider(&pool);
    let stack = Stack::new("pool", &Env::new()).region("eu-west-1").account(ACCOUNT);
    let pool = manifests(&App::new().stack(stack.add((&cluster, &pool))));
    for manifest in examples().into_iter().chain(pool) {
        for (address, live) in deployed(&manifest).resources {
            kinds.insert(live.kind.clone());
            let (again, _) = there_and_back(&live.kind, &live.whole);
            assert!(members(&live.kind, &again, &live.whole).is_empty(), "{address}");
            let mut expected = terse(&live.whole);
            // The service-linked role cannot be asked for.
            if live.kind == "ecs:service" {
                expected.as_object_mut().expect("a service").remove("role");
            }
            assert_eq!(terse(&again), expected, "{address}");
        }
    }
    // A run is never there to be described.
    let expected: BTreeSet<String> =
        KINDS.iter().map(|kind| kind.kind().to_owned()).filter(|kind| kind != "ecs:run-task").collect();
    assert_eq!(kinds, expected);
}

#[test]
fn what_aws_describes_becomes_a_request_that_it_takes() {
    let Some(folder) = shared("corpus/describe-outputs") else { return };
    let (mut services, mut definitions) = (0, 0);
    for file in std::fs::read_dir(folder).expect("the folder can be read") {
        let path = file.expect("an entry").path();
        let text = std::fs::read_to_string(&path).expect("it can be read");
        let document: Value = serde_json::from_str(&text).expect("it is JSON");
        let listed = document["services"].as_array().cloned().unwrap_or_default();
        for described in listed.into_iter().chain(document.get("service").cloned()) {
            let whole = service::lifecycle::live(&described).whole;
            let (again, requests) = there_and_back("ecs:service", &whole);
            assert!(members("ecs:service", &again, &whole).is_empty(), "{}", path.display());
            strictly::<CreateService>(&requests[0].1);
            services += 1;
        }
        if document["taskDefinition"].is_object() {
            let whole = task_definition::lifecycle::live(&document).whole;
            let (again, requests) = there_and_back("ecs:task-definition", &whole);
            assert!(members("ecs:task-definition", &again, &whole).is_empty(), "{}", path.display());
            strictly::<RegisterTaskDefinition>(&requests[0].1);
            definitions += 1;
        }
    }
    assert!(services > 5 && definitions > 5, "{services} services, {definitions} task definitions");
}

#[track_caller]
fn strictly<T: serde::de::DeserializeOwned>(request: &Value) {
    let text = request.to_string();
    let read = Document::parse(&text).expect("it is JSON").read_strict::<T>();
    assert!(read.is_ok(), "{:#?}", read.err());
}

#[test]
fn what_aws_refuses_or_sets_by_itself_is_left_out_of_a_request() {
    let (_, requests) = there_and_back(
        "ecs:service",
        &json!({
            "serviceName": "agent",
            "schedulingStrategy": "DAEMON",
            "desiredCount": 3,
            "role": "arn:aws:iam::1:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS",
            "healthCheckGracePeriodSeconds": 0,
            "loadBalancers": [],
            "platformVersion": null,
            "tags": { "aws:cloudformation:stack-name": "old", "team": "shop" },
        }),
    );
    let expected = json!({
        "serviceName": "agent",
        "schedulingStrategy": "DAEMON",
        "tags": [{ "key": "team", "value": "shop" }],
    });
    assert_eq!(requests, [("CreateService", expected)]);
}

/// Runs a plan from what there was to `wanted`, as if everything in it was done, and plans the way back.
fn undone(
    wanted: &Manifest,
    before: &Live,
    adopt: bool,
    meanwhile: impl FnOnce(&mut Live),
) -> (Plan, WayBack) {
    let ran = plan(wanted, before, &Options { adopt, ..Options::default() }).expect("every kind is known");
    let begun: BTreeSet<String> = ran.changes().map(|one| one.address.clone()).collect();
    // What the run leaves alone is not read again either.
    let mut now = deployed(wanted);
    let definitions: Vec<String> =
        before.resources.keys().filter(|key| key.starts_with("task-definition/")).cloned().collect();
    for address in definitions {
        let made = now.resources.remove(&address);
        if ran.resource(&address).is_some_and(|one| one.action == Action::NewRevision) {
            let mut made = made.expect("it is wanted");
            made.arn = made.arn.map(|arn| arn.replace(":1", ":2"));
            now.resources.insert(format!("{address} (revision 2)"), made);
        }
        now.resources.insert(address.clone(), before.resources[&address].clone());
    }
    now.resources.retain(|address, _| {
        begun.contains(address) || begun.iter().any(|one| address.starts_with(&format!("{one} (")))
    });
    meanwhile(&mut now);
    let way = back(&ran, &begun, before, &now, &Known::new()).expect("every kind is known");
    (ran, way)
}

#[test]
fn only_what_the_run_was_to_change_goes_back() {
    let mut wanted = shop();
    let mut before = deployed(&wanted);
    let worker = before.resources.get_mut(SERVICE).expect("it");
    worker.whole["enableExecuteCommand"] = json!(false);
    worker.whole["desiredCount"] = json!(2);
    let request = &mut wanted.resources.get_mut(SERVICE).expect("it").request;
    request["enableExecuteCommand"] = json!(true);
    request.as_object_mut().expect("a request").remove("desiredCount");
    let (ran, way) = undone(&wanted, &before, false, |now| {
        let now = now.resources.get_mut(SERVICE).expect("it");
        now.whole["desiredCount"] = json!(7);
    });
    assert_eq!(at(&ran, SERVICE).action, Action::Update);
    let changed: Vec<_> = way.plan.changes().map(|one| one.address.as_str()).collect();
    assert_eq!(changed, [SERVICE]);
    let members: Vec<_> = at(&way.plan, SERVICE).members.iter().map(|one| one.member.as_str()).collect();
    assert_eq!(members, ["enableExecuteCommand"], "the autoscaler's count stays");
    assert!(way.kept.is_empty() && way.lost.is_empty(), "{way:#?}");
}

#[test]
fn what_was_adopted_is_nobodys_again_and_what_was_made_goes() {
    let wanted = shop();
    let mut before = deployed(&wanted);
    before.resources.remove(GROUP);
    let role = before.resources.get_mut(ROLE).expect("it");
    (role.stack, role.address) = (None, None);
    let tags = role.whole["tags"].as_object_mut().expect("tags");
    tags.retain(|key, _| !key.starts_with("ecs-dsl:"));
    let (ran, way) = undone(&wanted, &before, true, |_| {});
    assert_eq!(at(&ran, ROLE).action, Action::Adopt);
    let released = at(&way.plan, ROLE);
    assert_eq!(released.action, Action::Update);
    let operations: Vec<_> = released.calls.iter().map(|call| call.operation.as_str()).collect();
    assert_eq!(operations, ["UntagRole"]);
    assert_eq!(released.calls[0].request["TagKeys"], json!([ADDRESS_TAG, STACK_TAG]));
    assert_eq!(at(&way.plan, GROUP).action, Action::Delete);
    assert_eq!(way.plan.changes().count(), 2);
}

/// Changes a registration as its author would: the digest follows.
fn another_image(request: &mut Value) {
    request["containerDefinitions"][0]["image"] = json!("another:2");
    let digest = digest(request);
    let tags = request["tags"].as_array_mut().expect("tags");
    let tag = tags.iter_mut().find(|tag| tag["key"] == DIGEST_TAG).expect("a digest");
    tag["value"] = json!(digest);
}

#[test]
fn a_new_revision_is_deregistered_after_its_service_went_back() {
    let mut wanted = shop();
    let before = deployed(&wanted);
    let request = &mut wanted.resources.get_mut(TASK).expect("it").request;
    another_image(request);
    let (_, way) = undone(&wanted, &before, false, |now| {
        let now = now.resources.get_mut(SERVICE).expect("it");
        let arn = now.whole["taskDefinition"].as_str().expect("an ARN").replace(":1", ":2");
        now.whole["taskDefinition"] = json!(arn);
    });
    let moved = at(&way.plan, SERVICE);
    assert_eq!(moved.calls[0].request["taskDefinition"], before.resources[SERVICE].whole["taskDefinition"]);
    assert!(moved.deploys, "it is followed to its end");
    let made = at(&way.plan, &format!("{TASK} (revision 2)"));
    assert_eq!(made.action, Action::Delete);
    assert!(made.after.contains(SERVICE), "{:?}", made.after);
    assert!(way.plan.resource(TASK).is_none_or(|one| !one.is_change()));
}

#[test]
fn a_service_that_ecs_puts_back_by_itself_is_only_followed() {
    let mut wanted = shop();
    let before = deployed(&wanted);
    let request = &mut wanted.resources.get_mut(TASK).expect("it").request;
    another_image(request);
    let old = before.resources[SERVICE].whole["taskDefinition"].clone();
    let (_, way) = undone(&wanted, &before, false, |now| {
        let now = now.resources.get_mut(SERVICE).expect("it");
        // The service still tells the new revision, its PRIMARY deployment the old one.
        let arn = old.as_str().expect("an ARN").replace(":1", ":2");
        now.whole["taskDefinition"] = json!(arn);
        now.state = json!({
            "deployments": [{ "status": "PRIMARY", "taskDefinition": old, "rolloutState": "IN_PROGRESS" }],
        });
    });
    let followed = at(&way.plan, SERVICE);
    assert!(followed.calls.is_empty() && followed.deploys, "{followed:#?}");
}

#[test]
fn a_revision_that_somebody_else_brought_meanwhile_is_left() {
    let mut wanted = shop();
    let before = deployed(&wanted);
    let request = &mut wanted.resources.get_mut(TASK).expect("it").request;
    request["containerDefinitions"][0]["image"] = json!("another:2");
    let (_, way) = undone(&wanted, &before, false, |now| {
        let now = now.resources.get_mut(SERVICE).expect("it");
        let arn = now.whole["taskDefinition"].as_str().expect("an ARN").replace(":1", ":9");
        now.whole["taskDefinition"] = json!(arn);
    });
    assert!(!at(&way.plan, SERVICE).is_change(), "{:#?}", at(&way.plan, SERVICE));
    assert!(way.lost[SERVICE].contains("somebody else brought it to shop-dev-worker:9"), "{:?}", way.lost);
}

#[test]
fn what_was_deleted_is_made_again_and_what_that_loses_is_told() {
    let wanted = shop();
    let before = deployed(&wanted);
    let mut without = wanted.clone();
    for address in [SERVICE, TASK, GROUP] {
        without.resources.remove(address);
    }
    let ran = planned(&without, &before);
    let begun: BTreeSet<String> = [SERVICE, TASK, GROUP].map(str::to_owned).into();
    assert!(begun.iter().all(|address| at(&ran, address).action == Action::Delete));
    let way = back(&ran, &begun, &before, &nothing(), &Known::new()).expect("every kind is known");
    for address in [SERVICE, TASK, GROUP] {
        assert_eq!(at(&way.plan, address).action, Action::Create, "{address}");
        assert!(way.lost.contains_key(address), "{address}");
    }
    // The revision comes back under another number, for which the service waits.
    let made = at(&way.plan, SERVICE);
    assert_eq!(made.calls[0].request["taskDefinition"], format!("${{{TASK}.arn}}"));
    assert!(made.after.contains(TASK), "{:?}", made.after);
    assert_eq!(way.lost[GROUP], "what was logged before is gone");

    // A foreign thing that took the name meanwhile is left alone.
    let mut now = nothing();
    let mut foreign = before.resources[GROUP].clone();
    foreign.stack = Some("other".to_owned());
    now.resources.insert(GROUP.to_owned(), foreign);
    let way = back(&ran, &begun, &before, &now, &Known::new()).expect("every kind is known");
    assert!(at(&way.plan, GROUP).blocked.as_ref().is_some_and(|why| why.contains("stack `other`")));
    assert!(at(&way.plan, GROUP).calls.is_empty());
}

#[test]
fn what_the_run_made_under_another_name_goes_and_what_it_protected_too() {
    let wanted = shop();
    let mut before = deployed(&wanted);
    let made = before.resources.remove(GROUP).expect("it");
    let ran = planned(&wanted, &before);
    let begun = BTreeSet::from([GROUP.to_owned()]);
    let mut protected = made.clone();
    protected.whole["deletionProtectionEnabled"] = json!(true);
    let now = |made: &LiveResource| Live {
        resources: [(format!("{GROUP} (new)"), made.clone())].into(),
        ..nothing()
    };
    let way = back(&ran, &begun, &before, &now(&protected), &Known::new()).expect("every kind is known");
    let calls: Vec<_> = way.plan.resources[0].calls.iter().map(|call| call.operation.as_str()).collect();
    assert_eq!(calls, ["PutLogGroupDeletionProtection", "DeleteLogGroup"]);
    assert!(way.plan.resources[0].blocked.is_none());

    let mut retained = made;
    retained.whole["tags"]["ecs-dsl:retain"] = json!("true");
    let way = back(&ran, &begun, &before, &now(&retained), &Known::new()).expect("every kind is known");
    assert!(way.plan.is_empty());
    assert_eq!(way.kept, [format!("{GROUP} (new)")]);
}
