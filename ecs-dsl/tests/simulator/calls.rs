//! Every call through the SDK, without anything going wrong.

use std::collections::BTreeMap;
use std::sync::Arc;

use ecs_dsl::api::logs::CreateLogGroup;
use ecs_dsl::aws::{Aws, CallErrorKind, CallLog, EcsOperation, Effect, InlinePolicy, RoleRequest};
use ecs_dsl::simulator::{External, Settings};
use serde_json::{Value, json};

use crate::{deployed, ecs, run, service, started, try_ecs, until_quiet, web, web_service};

fn trust(service: &str) -> Value {
    json!({
        "Version": "2012-10-17",
        "Statement": [{ "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": { "Service": service } }],
    })
}

fn role(name: &str) -> RoleRequest {
    RoleRequest {
        name: name.to_owned(),
        path: "/ecs-dsl/web/".to_owned(),
        trust_policy: trust("ecs-tasks.amazonaws.com"),
        tags: BTreeMap::from([("ecs-dsl:stack".to_owned(), "web".to_owned())]),
        ..RoleRequest::default()
    }
}

/// The whole trick of the door: whatever the operation, it is our body that arrives, and the answer
/// as it was written that comes back.
#[test]
fn every_operation_sends_our_body_and_gives_the_answer_as_it_is() {
    run(async {
        let (simulator, aws) = started(Settings::default()).await;
        for operation in EcsOperation::ALL {
            simulator.forget_calls();
            // No operation takes this, but every answer tells that it arrived as the operation.
            let body = json!({ "cluster": "no such cluster", "unknownMember": 1 });
            let outcome = try_ecs(&aws, *operation, body).await;
            let calls = simulator.calls();
            assert_eq!(calls.len(), 1, "{operation} was sent {} times", calls.len());
            assert_eq!(calls[0].operation, operation.name());
            if let Err(error) = outcome {
                assert_ne!(error.code(), Some("UnknownOperationException"), "{operation} is not simulated");
                assert!(!error.message().is_empty(), "{operation}: {error:?}");
            }
        }
        let body = json!({ "clusterName": "c", "tags": [{ "key": "k", "value": "v" }] });
        let answer = ecs(&aws, EcsOperation::CreateCluster, body).await;
        assert_eq!(answer["cluster"]["tags"], json!([{ "key": "k", "value": "v" }]));
    });
}

#[test]
fn what_is_registered_comes_back_in_normal_form() {
    run(async {
        let settings = Settings { shuffle: Some(7), ..Settings::default() };
        let (_simulator, aws) = started(settings).await;
        let mut request = web("web:1");
        request["tags"] = json!([{ "key": "ecs-dsl:stack", "value": "web" }]);
        let first = ecs(&aws, EcsOperation::RegisterTaskDefinition, request.clone()).await;
        assert_eq!(first["taskDefinition"]["cpu"], "256");
        assert_eq!(first["taskDefinition"]["revision"], 1);
        let second = ecs(&aws, EcsOperation::RegisterTaskDefinition, request).await;
        assert_eq!(second["taskDefinition"]["revision"], 2);

        let describe = |more: Value| {
            let mut body = json!({ "taskDefinition": "web" });
            body["include"] = more;
            ecs(&aws, EcsOperation::DescribeTaskDefinition, body)
        };
        let plain = describe(json!([])).await;
        assert!(plain.get("tags").is_none());
        assert_eq!(plain["taskDefinition"]["revision"], 2);
        let container = &plain["taskDefinition"]["containerDefinitions"][0];
        assert_eq!(
            container["portMappings"],
            json!([{ "containerPort": 80, "hostPort": 80, "protocol": "tcp" }])
        );
        assert_eq!(describe(json!(["TAGS"])).await["tags"][0]["key"], "ecs-dsl:stack");

        // Revision numbers are not given twice, and only INACTIVE revisions can be deleted.
        let name = json!({ "taskDefinition": "web:2" });
        let delete =
            || ecs(&aws, EcsOperation::DeleteTaskDefinitions, json!({ "taskDefinitions": ["web:2"] }));
        assert_eq!(delete().await["failures"].as_array().map(Vec::len), Some(1));
        ecs(&aws, EcsOperation::DeregisterTaskDefinition, name).await;
        assert_eq!(describe(json!([])).await["taskDefinition"]["revision"], 1);
        assert_eq!(delete().await["taskDefinitions"][0]["status"], "DELETE_IN_PROGRESS");
        let third = ecs(&aws, EcsOperation::RegisterTaskDefinition, web("web:1")).await;
        assert_eq!(third["taskDefinition"]["revision"], 3);
    });
}

#[test]
fn a_service_lives_from_creation_to_deletion() {
    run(async {
        let tags = json!({ "tags": [{ "key": "ecs-dsl:stack", "value": "web" }] });
        let (simulator, aws) = deployed(Settings::default(), tags).await;
        let live = service(&aws).await;
        assert_eq!((&live["runningCount"], &live["status"]), (&json!(2), &json!("ACTIVE")));
        assert_eq!(live["deployments"][0]["rolloutState"], "COMPLETED");
        assert_eq!(live["taskDefinition"], "arn:aws:ecs:us-east-1:123456789012:task-definition/web:1");
        assert_eq!(live["platformVersion"], "LATEST");
        assert_eq!(live["deployments"][0]["platformVersion"], "1.4.0");
        assert_eq!(live["deploymentConfiguration"]["maximumPercent"], 200);

        let tagged = aws.tagging.get_resources(&[("ecs-dsl:stack", Some("web"))], &["ecs:service"]).await;
        let tagged = tagged.expect("the tagging API answers");
        assert_eq!(tagged.len(), 1);
        assert_eq!(tagged[0].arn, live["serviceArn"]);

        let again = try_ecs(&aws, EcsOperation::CreateService, web_service(json!({}))).await;
        assert_eq!(again.expect_err("the name is used").kind(), &CallErrorKind::AlreadyExists);
        let occupied = try_ecs(&aws, EcsOperation::DeleteCluster, json!({ "cluster": "main" })).await;
        assert_eq!(occupied.expect_err("it has a service").kind(), &CallErrorKind::Occupied);
        let body = json!({ "cluster": "main", "service": "web" });
        let refused = try_ecs(&aws, EcsOperation::DeleteService, body).await;
        assert_eq!(refused.expect_err("it is scaled").kind(), &CallErrorKind::InvalidParameter);

        let body = json!({ "cluster": "main", "service": "web", "force": true });
        let deleted = ecs(&aws, EcsOperation::DeleteService, body).await;
        assert_eq!(deleted["service"]["status"], "DRAINING");
        let draining = try_ecs(&aws, EcsOperation::CreateService, web_service(json!({}))).await;
        assert_eq!(draining.expect_err("its tasks run").kind(), &CallErrorKind::Draining);
        aws.time().sleep(std::time::Duration::from_secs(60)).await;
        assert_eq!(service(&aws).await["status"], "INACTIVE");
        ecs(&aws, EcsOperation::DeleteCluster, json!({ "cluster": "main" })).await;
        let gone = ecs(&aws, EcsOperation::DescribeClusters, json!({ "clusters": ["main", "other"] })).await;
        assert_eq!(gone["clusters"][0]["status"], "INACTIVE");
        assert_eq!(gone["failures"][0]["reason"], "MISSING");
        ecs(&aws, EcsOperation::DeregisterTaskDefinition, json!({ "taskDefinition": "web:1" })).await;
        assert_eq!(simulator.with_world(|world| world.leftovers()), Vec::<String>::new());
    });
}

#[test]
fn a_client_token_makes_creation_safe_to_repeat() {
    run(async {
        let (_simulator, aws) = started(Settings::default()).await;
        ecs(&aws, EcsOperation::CreateCluster, json!({ "clusterName": "main" })).await;
        ecs(&aws, EcsOperation::RegisterTaskDefinition, web("web:1")).await;
        let request = web_service(json!({ "clientToken": "once" }));
        let first = ecs(&aws, EcsOperation::CreateService, request.clone()).await;
        let second = ecs(&aws, EcsOperation::CreateService, request).await;
        assert_eq!(first["service"]["serviceArn"], second["service"]["serviceArn"]);
        let other = web_service(json!({ "clientToken": "once", "desiredCount": 3 }));
        let refused = try_ecs(&aws, EcsOperation::CreateService, other).await;
        assert_eq!(refused.expect_err("another request").kind(), &CallErrorKind::AlreadyExists);
    });
}

#[test]
fn limits_of_a_call_are_kept() {
    run(async {
        let (_simulator, aws) = started(Settings::default()).await;
        ecs(&aws, EcsOperation::CreateCluster, json!({ "clusterName": "main" })).await;
        let names: Vec<String> = (0..11).map(|n| format!("s{n}")).collect();
        let describe = |names: &[String]| {
            try_ecs(&aws, EcsOperation::DescribeServices, json!({ "cluster": "main", "services": names }))
        };
        assert_eq!(describe(&names[..10]).await.expect("ten are fine")["failures"][9]["reason"], "MISSING");
        let refused = describe(&names).await.expect_err("eleven are too many");
        assert_eq!(refused.kind(), &CallErrorKind::InvalidParameter);

        for n in 0..12 {
            ecs(&aws, EcsOperation::CreateCluster, json!({ "clusterName": format!("c{n}") })).await;
        }
        let first = ecs(&aws, EcsOperation::ListClusters, json!({ "maxResults": 10 })).await;
        assert_eq!(first["clusterArns"].as_array().map(Vec::len), Some(10));
        let rest = json!({ "maxResults": 10, "nextToken": first["nextToken"] });
        let rest = ecs(&aws, EcsOperation::ListClusters, rest).await;
        assert_eq!(rest["clusterArns"].as_array().map(Vec::len), Some(3));
        assert!(rest.get("nextToken").is_none());
    });
}

#[test]
fn capacity_providers_are_held_by_what_uses_them() {
    run(async {
        let (_simulator, aws) = started(Settings::default()).await;
        let provider = json!({
            "name": "gpu",
            "autoScalingGroupProvider": { "autoScalingGroupArn": "arn:aws:autoscaling:us-east-1:1:group/g" },
        });
        let made = ecs(&aws, EcsOperation::CreateCapacityProvider, provider.clone()).await;
        let scaling = &made["capacityProvider"]["autoScalingGroupProvider"]["managedScaling"];
        assert_eq!(scaling["targetCapacity"], 100);
        let twice = try_ecs(&aws, EcsOperation::CreateCapacityProvider, provider).await;
        assert_eq!(twice.expect_err("the name is used").kind(), &CallErrorKind::AlreadyExists);

        ecs(&aws, EcsOperation::CreateCluster, json!({ "clusterName": "main" })).await;
        let put = |providers: Value| {
            let body = json!({
                "cluster": "main", "capacityProviders": providers, "defaultCapacityProviderStrategy": [],
            });
            try_ecs(&aws, EcsOperation::PutClusterCapacityProviders, body)
        };
        put(json!(["gpu", "FARGATE"])).await.expect("both exist");
        let busy = put(json!(["gpu"])).await.expect_err("the first is under way");
        assert_eq!(busy.kind(), &CallErrorKind::InProgress);
        aws.time().sleep(std::time::Duration::from_secs(10)).await;

        let mut definition = web("web:1");
        definition["requiresCompatibilities"] = json!(["EC2"]);
        ecs(&aws, EcsOperation::RegisterTaskDefinition, definition).await;
        let mut service =
            web_service(json!({ "capacityProviderStrategy": [{ "capacityProvider": "gpu", "weight": 1 }] }));
        service.as_object_mut().expect("an object").remove("launchType");
        let made = ecs(&aws, EcsOperation::CreateService, service).await;
        assert!(made["service"].get("launchType").is_none());
        let held = put(json!(["FARGATE"])).await.expect_err("the service uses it");
        assert_eq!(held.kind(), &CallErrorKind::Occupied);
        let body = json!({ "capacityProvider": "gpu" });
        let held = try_ecs(&aws, EcsOperation::DeleteCapacityProvider, body).await;
        assert_eq!(held.expect_err("the cluster has it").kind(), &CallErrorKind::Occupied);
        until_quiet(&aws).await;
    });
}

#[test]
fn roles_live_from_creation_to_deletion() {
    run(async {
        let (simulator, aws) = started(Settings::default()).await;
        let created = aws.iam.create_role(&role("pull")).await.expect("a new role");
        assert_eq!(created.arn, "arn:aws:iam::123456789012:role/ecs-dsl/web/pull");
        let taken = aws.iam.create_role(&role("pull")).await.expect_err("the name is used");
        assert_eq!(taken.kind(), &CallErrorKind::AlreadyExists);

        let read = aws.iam.get_role("pull").await.expect("it exists");
        assert_eq!(read.trust_policy, trust("ecs-tasks.amazonaws.com"));
        assert_eq!((read.max_session_duration, read.tags.len()), (Some(3600), 1));

        let document = json!({
            "Version": "2012-10-17",
            "Statement": [{ "Effect": "Allow", "Action": "logs:PutLogEvents", "Resource": "*" }],
        });
        let policy = InlinePolicy { name: "logs & more".replace(" & ", "-"), document };
        aws.iam.put_role_policy("pull", &policy).await.expect("a small policy");
        assert_eq!(aws.iam.get_role_policy("pull", &policy.name).await.expect("it is there"), policy);
        let managed = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy";
        aws.iam.attach_role_policy("pull", managed).await.expect("AWS's own policy");

        let details = aws.iam.list_role_details("/ecs-dsl/web/").await.expect("the listing is allowed");
        assert_eq!(details.len(), 1);
        assert_eq!(details[0].inline_policies, std::slice::from_ref(&policy));
        assert_eq!(details[0].attached_policies, [managed]);
        assert!(aws.iam.list_roles("/ecs-dsl/other/").await.expect("an empty listing").is_empty());

        let conflict = aws.iam.delete_role("pull").await.expect_err("it has policies");
        assert_eq!(conflict.kind(), &CallErrorKind::Occupied);
        aws.iam.detach_role_policy("pull", managed).await.expect("it was attached");
        aws.iam.delete_role_policy("pull", &policy.name).await.expect("it was there");
        aws.iam.delete_role("pull").await.expect("nothing is left on it");
        assert!(aws.iam.get_role("pull").await.expect_err("it is gone").is_not_found());
        assert!(simulator.with_world(|world| world.is_clean()));

        let long = InlinePolicy {
            name: "long".to_owned(),
            document: json!({
                "Statement": [{ "Effect": "Allow", "Action": "s3:*", "Resource": "x".repeat(10_240) }],
            }),
        };
        aws.iam.create_role(&role("full")).await.expect("a new role");
        let refused = aws.iam.put_role_policy("full", &long).await.expect_err("over the limit");
        assert_eq!(refused.kind(), &CallErrorKind::LimitExceeded);
    });
}

#[test]
fn instance_profiles_hold_one_role() {
    run(async {
        let (_simulator, aws) = started(Settings::default()).await;
        aws.iam.create_role(&role("instance")).await.expect("a new role");
        let tags = BTreeMap::from([("k".to_owned(), "v".to_owned())]);
        aws.iam.create_instance_profile("p", "/ecs-dsl/web/", &tags).await.expect("a new profile");
        aws.iam.add_role_to_instance_profile("p", "instance").await.expect("it is empty");
        let full = aws.iam.add_role_to_instance_profile("p", "instance").await.expect_err("it is full");
        assert_eq!(full.kind(), &CallErrorKind::LimitExceeded);
        let read = aws.iam.get_instance_profile("p").await.expect("it exists");
        assert_eq!((read.roles.as_slice(), read.tags), (["instance".to_owned()].as_slice(), tags));
        let held = aws.iam.delete_role("instance").await.expect_err("the profile holds it");
        assert_eq!(held.kind(), &CallErrorKind::Occupied);
        aws.iam.remove_role_from_instance_profile("p", "instance").await.expect("it holds it");
        aws.iam.delete_instance_profile("p").await.expect("it is empty");
        assert!(aws.iam.list_instance_profiles("/").await.expect("an empty listing").is_empty());
    });
}

fn group(name: &str, tags: &BTreeMap<String, String>) -> CreateLogGroup {
    CreateLogGroup { log_group_name: name.to_owned(), tags: Some(tags.clone()), ..CreateLogGroup::default() }
}

#[test]
fn listings_go_through_all_pages() {
    run(async {
        let (simulator, aws) = started(Settings::default()).await;
        for number in 0..120 {
            let name = format!("/app/{number:03}");
            aws.logs.create_log_group(&group(&name, &role("x").tags)).await.expect("a new group");
        }
        simulator.forget_calls();
        assert_eq!(aws.logs.describe_log_groups("/app/").await.expect("the groups").len(), 120);
        assert_eq!(simulator.calls().len(), 3);
        simulator.forget_calls();
        let tagged = aws.tagging.get_resources(&[("ecs-dsl:stack", None)], &["logs"]).await;
        assert_eq!(tagged.expect("the tagged groups").len(), 120);
        assert_eq!(simulator.calls().len(), 2);
    });
}

#[test]
fn log_groups_live_from_creation_to_deletion() {
    run(async {
        let (_simulator, aws) = started(Settings::default()).await;
        aws.logs.create_log_group(&group("/app", &BTreeMap::new())).await.expect("a new group");
        let used = aws.logs.create_log_group(&group("/app", &BTreeMap::new())).await;
        assert_eq!(used.expect_err("the name is used").kind(), &CallErrorKind::AlreadyExists);
        aws.logs.set_retention("/app", Some(30)).await.expect("thirty days are offered");
        let odd = aws.logs.set_retention("/app", Some(31)).await.expect_err("31 days are not");
        assert_eq!(odd.kind(), &CallErrorKind::InvalidParameter);
        let group = aws.logs.describe_log_groups("/app").await.expect("the group").remove(0);
        assert_eq!(group.retention_in_days, Some(30));
        let tags = BTreeMap::from([("k".to_owned(), "v".to_owned())]);
        aws.logs.tag(&group.arn, &tags).await.expect("the group exists");
        assert_eq!(aws.logs.list_tags(&group.arn).await.expect("its tags"), tags);
        aws.logs.untag(&group.arn, &["k".to_owned()]).await.expect("the group exists");
        aws.logs.set_retention("/app", None).await.expect("for ever is fine");
        let key = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
        aws.logs.set_kms_key("/app", Some(key)).await.expect("an ARN");
        aws.logs.set_deletion_protection("/app", true).await.expect("the group exists");
        let group = aws.logs.describe_log_groups("/app").await.expect("the group").remove(0);
        assert_eq!((group.kms_key_id.as_deref(), group.deletion_protection), (Some(key), Some(true)));
        let refused = aws.logs.delete_log_group("/app").await.expect_err("it is protected");
        assert_eq!(refused.kind(), &CallErrorKind::InvalidParameter);
        aws.logs.set_kms_key("/app", None).await.expect("the group exists");
        aws.logs.set_deletion_protection("/app", false).await.expect("the group exists");
        aws.logs.delete_log_group("/app").await.expect("the group exists");
        assert!(aws.logs.delete_log_group("/app").await.expect_err("it is gone").is_not_found());
    });
}

#[test]
fn a_task_of_its_own_runs_and_ends() {
    run(async {
        let (simulator, aws) = started(Settings::default()).await;
        simulator.assume_exists(External::log_group("/app"));
        ecs(&aws, EcsOperation::CreateCluster, json!({ "clusterName": "main" })).await;
        let mut definition = web("migrate:1");
        definition["containerDefinitions"][0]["logConfiguration"] = json!({
            "logDriver": "awslogs",
            "options": { "awslogs-group": "/app", "awslogs-stream-prefix": "app" },
        });
        ecs(&aws, EcsOperation::RegisterTaskDefinition, definition).await;
        let request = json!({
            "cluster": "main", "taskDefinition": "web", "launchType": "FARGATE", "clientToken": "t",
            "enableExecuteCommand": true,
            "networkConfiguration": { "awsvpcConfiguration": { "subnets": ["subnet-1"] } },
        });
        let ran = ecs(&aws, EcsOperation::RunTask, request.clone()).await;
        assert_eq!(ran, ecs(&aws, EcsOperation::RunTask, request).await);
        let arn = ran["tasks"][0]["taskArn"].as_str().expect("an ARN").to_owned();
        let describe =
            || ecs(&aws, EcsOperation::DescribeTasks, json!({ "cluster": "main", "tasks": [arn] }));
        let exec = || {
            let body = json!({ "cluster": "main", "task": arn, "interactive": true, "command": "sh" });
            try_ecs(&aws, EcsOperation::ExecuteCommand, body)
        };
        assert_eq!(describe().await["tasks"][0]["lastStatus"], "PROVISIONING");
        assert_eq!(exec().await.expect_err("too early").kind(), &CallErrorKind::InvalidParameter);
        aws.time().sleep(std::time::Duration::from_secs(25)).await;
        assert_eq!(describe().await["tasks"][0]["lastStatus"], "RUNNING");
        assert!(exec().await.expect("it runs")["session"]["streamUrl"].is_string());
        aws.time().sleep(std::time::Duration::from_secs(60)).await;
        let task = describe().await["tasks"][0].clone();
        assert_eq!(
            (&task["lastStatus"], &task["stopCode"]),
            (&json!("STOPPED"), &json!("EssentialContainerExited"))
        );
        assert_eq!(task["containers"][0]["exitCode"], 0);

        let id = arn.rsplit('/').next().expect("an id");
        let lines = aws.logs.last_events("/app", &format!("app/web/{id}"), 10).await.expect("its log");
        let lines: Vec<&str> = lines.iter().map(|line| line.message.as_str()).collect();
        assert_eq!(lines, ["web: started", "web: done"]);
    });
}

#[test]
fn the_caller_is_known_and_every_call_is_seen() {
    run(async {
        let simulator = ecs_dsl::simulator::Simulator::start(Settings::default()).expect("a free port");
        let log = Arc::new(CallLog::new());
        let aws = Aws::open(simulator.access().gate(log.clone())).await.expect("a Region");
        let identity = aws.sts.get_caller_identity().await.expect("the simulator knows everybody");
        assert_eq!((identity.account.as_str(), identity.partition()), ("123456789012", "aws"));
        ecs(&aws, EcsOperation::CreateCluster, json!({ "clusterName": "main" })).await;
        assert_eq!(log.calls(), ["sts:GetCallerIdentity", "ecs:CreateCluster main"]);
        assert_eq!(EcsOperation::RegisterTaskDefinition.effect(), Effect::Adds);
    });
}
