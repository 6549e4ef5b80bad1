//! What the tests deploy with: a simulated world in which others have something, and a way to make runs in it.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use ecs_dsl::App;
use ecs_dsl::api::logs::CreateLogGroup;
use ecs_dsl::apply;
use ecs_dsl::assembly::CLAIM_TAG;
use ecs_dsl::aws::{Access, Aws, EcsOperation, RoleRequest, Service, Time};
use ecs_dsl::plan::Plan;
use ecs_dsl::rehearsal::{Attempt, Program, Ran, RehearsalError, Rules};
use ecs_dsl::simulator::{Clock, Settings, Simulator, World};
use serde_json::{Value, json};

/// Runs a test's work to its end.
pub(crate) fn run<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("an event loop").block_on(work)
}

/// Returns a program that is ready to be deployed.
pub(crate) fn ready(app: &App) -> Program {
    Program::of(app).unwrap_or_else(|error| panic!("{error}"))
}

/// What a run is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Goal {
    /// What the program says.
    Deploy,
    /// That nothing is left, log groups neither.
    Destroy,
}

/// How a run came out: a failure to read is one too.
#[derive(Debug)]
pub(crate) enum Came {
    /// It ended, well or badly.
    Out(Ran),
    /// Reading failed, so nothing was begun.
    Unread(#[allow(dead_code, reason = "it is printed when a test fails")] RehearsalError),
}

impl Came {
    pub(crate) fn is_success(&self) -> bool {
        matches!(self, Self::Out(ran) if ran.is_success())
    }

    pub(crate) fn ran(&self) -> &Ran {
        match self {
            Self::Out(ran) => ran,
            other => panic!("{other:?}"),
        }
    }

    /// Returns how a resource ended.
    pub(crate) fn ending(&self, address: &str) -> &apply::Ending {
        self.ran().ending(address).unwrap_or_else(|| panic!("nothing was to be done to {address}: {self:#?}"))
    }

    /// Returns the failure of a resource.
    pub(crate) fn failure_of(&self, address: &str) -> &apply::Failure {
        self.ran().failure(address).unwrap_or_else(|| panic!("{address} did not fail: {self:#?}"))
    }
}

/// Prepares an undisturbed run.
pub(crate) fn attempt(simulator: &Simulator) -> Attempt {
    Attempt::through(simulator.access())
}

/// Makes a run.
pub(crate) async fn go_as(attempt: Attempt, program: &Program, goal: Goal) -> Came {
    let attempt = attempt.delete_log_groups();
    let came = match goal {
        Goal::Deploy => attempt.deploy(program).await,
        Goal::Destroy => attempt.destroy(program).await,
    };
    came.map_or_else(Came::Unread, Came::Out)
}

/// Makes an undisturbed run.
pub(crate) async fn go(simulator: &Simulator, program: &Program, goal: Goal) -> Came {
    go_as(attempt(simulator), program, goal).await
}

/// Connects without a gate.
pub(crate) async fn connect(access: Access) -> Aws {
    Aws::open(access).await.expect("the Region is known")
}

/// Returns the plan of a program's only stack.
pub(crate) async fn planned(simulator: &Simulator, program: &Program, goal: Goal) -> Plan {
    let attempt = attempt(simulator).delete_log_groups();
    let plans = match goal {
        Goal::Deploy => attempt.plan(program).await,
        Goal::Destroy => attempt.plan_destroy(program).await,
    };
    plans.expect("a quiet world").remove(0)
}

/// Shows that there is nothing left to do.
pub(crate) async fn nothing_to_do(simulator: &Simulator, program: &Program, goal: Goal, because: &str) {
    let plan = planned(simulator, program, goal).await;
    assert!(plan.is_empty(), "after {because}, still: {:#?}", plan.changes().collect::<Vec<_>>());
}

/// Runs once more without disturbance, and shows that this brings the world to its goal.
pub(crate) async fn converge(simulator: &Simulator, program: &Program, goal: Goal, because: &str) {
    let came = go(simulator, program, goal).await;
    assert!(came.is_success(), "after {because}: {came:#?}");
    nothing_to_do(simulator, program, goal, because).await;
}

/// Returns what there is, tasks left out: their number and names are ECS's own affair.
pub(crate) fn inventory(simulator: &Simulator) -> Vec<String> {
    let mut all = simulator.with_world(|world| world.leftovers());
    all.retain(|arn| !arn.contains(":task/"));
    all.sort();
    all
}

/// Returns everything that is described of what there is, but for what differs from run to run: ids,
/// moments, events, and which tasks run at the moment.
pub(crate) fn described(simulator: &Simulator) -> Vec<Value> {
    simulator.with_world(|world| {
        let now = world.now();
        let mut ask = |service, operation: &str, input: Value| {
            let answer = world.answer(service, operation, &input, now);
            answer.unwrap_or_else(|refusal| panic!("{operation} {input}: {refusal:?}"))
        };
        let list = |answer: &Value, member: &str| answer[member].as_array().cloned().unwrap_or_default();
        let mut all = Vec::new();
        for cluster in list(&ask(Service::Ecs, "ListClusters", json!({})), "clusterArns") {
            let include = json!(["TAGS", "SETTINGS", "CONFIGURATIONS"]);
            let body = json!({ "clusters": [cluster], "include": include });
            all.push(ask(Service::Ecs, "DescribeClusters", body)["clusters"][0].clone());
            let services =
                ask(Service::Ecs, "ListServices", json!({ "cluster": cluster, "maxResults": 100 }));
            for service in list(&services, "serviceArns") {
                let body = json!({ "cluster": cluster, "services": [service], "include": ["TAGS"] });
                all.push(ask(Service::Ecs, "DescribeServices", body)["services"][0].clone());
            }
        }
        let definitions = ask(Service::Ecs, "ListTaskDefinitions", json!({}));
        for definition in list(&definitions, "taskDefinitionArns") {
            let body = json!({ "taskDefinition": definition, "include": ["TAGS"] });
            all.push(ask(Service::Ecs, "DescribeTaskDefinition", body));
        }
        for role in list(&ask(Service::Iam, "ListRoles", json!({})), "Roles") {
            let name = json!({ "RoleName": role["RoleName"] });
            all.push(ask(Service::Iam, "GetRole", name.clone()));
            all.push(ask(Service::Iam, "ListAttachedRolePolicies", name.clone()));
            for policy in list(&ask(Service::Iam, "ListRolePolicies", name.clone()), "PolicyNames") {
                let body = json!({ "RoleName": role["RoleName"], "PolicyName": policy });
                all.push(ask(Service::Iam, "GetRolePolicy", body));
            }
        }
        for group in list(&ask(Service::Logs, "DescribeLogGroups", json!({})), "logGroups") {
            all.push(ask(
                Service::Logs,
                "ListTagsForResource",
                json!({ "resourceArn": group["logGroupArn"] }),
            ));
            all.push(group);
        }
        all.iter_mut().for_each(leave_out_what_differs);
        all
    })
}

/// Returns whether anything is marked as being deployed.
pub(crate) fn is_marked(simulator: &Simulator) -> bool {
    let input = json!({ "TagFilters": [{ "Key": CLAIM_TAG }] });
    simulator.with_world(|world| {
        let answer = world.answer(Service::Tagging, "GetResources", &input, world.now());
        let found = answer.expect("an answer");
        found["ResourceTagMappingList"].as_array().is_some_and(|found| !found.is_empty())
    })
}

fn leave_out_what_differs(value: &mut Value) {
    const DIFFERS: &[&str] = &[
        "CreateDate",
        "RoleId",
        "createdAt",
        "createdBy",
        "currentServiceRevisions",
        "creationTime",
        "events",
        "id",
        "pendingCount",
        "pendingTasksCount",
        "registeredAt",
        "registeredBy",
        "rolloutStateReason",
        "runningCount",
        "runningTasksCount",
        "failedTasks",
        "storedBytes",
        "updatedAt",
    ];
    match value {
        Value::Array(items) => {
            items.iter_mut().for_each(leave_out_what_differs);
            // The mark of a run that died stays, and means nothing.
            items.retain(|tag| tag["key"] != CLAIM_TAG);
            // Tasks of older deployments may still be stopping.
            items.retain(|item| item["rolloutState"].is_null() || item["status"] == "PRIMARY");
        }
        Value::Object(members) => {
            members.retain(|name, _| !DIFFERS.contains(&name.as_str()));
            members.values_mut().for_each(leave_out_what_differs);
        }
        _ => {}
    }
}

/// Makes a world in which others have something: of the same kinds, with names close to ours. It refuses
/// what AWS refuses.
pub(crate) async fn world_of_others(settings: Settings) -> World {
    let simulator = Simulator::start(settings).expect("a free port");
    simulator.with_world(|world| world.set_validator(Arc::new(Rules)));
    let aws = connect(simulator.access()).await;
    let call = |operation, body: Value| {
        let aws = aws.clone();
        async move { aws.ecs.call(operation, &body).await.expect("allowed") }
    };
    call(EcsOperation::CreateCluster, json!({ "clusterName": "shop-others" })).await;
    let definition = json!({
        "family": "shop-others",
        "networkMode": "awsvpc",
        "requiresCompatibilities": ["FARGATE"],
        "cpu": "256",
        "memory": "512",
        "containerDefinitions": [{ "name": "other", "image": "other:1" }],
    });
    call(EcsOperation::RegisterTaskDefinition, definition).await;
    let service = json!({
        "cluster": "shop-others",
        "serviceName": "shop-others",
        "taskDefinition": "shop-others",
        "launchType": "FARGATE",
        "desiredCount": 1,
        "networkConfiguration": { "awsvpcConfiguration": { "subnets": ["subnet-0a11aa22bb33cc44d"] } },
        "tags": [{ "key": "ecs-dsl:stack", "value": "shop-others" }],
    });
    call(EcsOperation::CreateService, service).await;
    let role = RoleRequest {
        name: "shop-others".to_owned(),
        trust_policy: json!({
            "Version": "2012-10-17",
            "Statement": [{
                "Effect": "Allow",
                "Action": "sts:AssumeRole",
                "Principal": { "Service": "ecs-tasks.amazonaws.com" },
            }],
        }),
        ..RoleRequest::default()
    };
    aws.iam.create_role(&role).await.expect("allowed");
    let group = CreateLogGroup { log_group_name: "/shop/others".to_owned(), ..CreateLogGroup::default() };
    aws.logs.create_log_group(&group).await.expect("allowed");
    simulator.clock().sleep(Duration::from_secs(600)).await;
    simulator.with_world(|world| world.clone())
}

/// Starts a simulator of a copy of a world.
pub(crate) fn start(world: &World) -> Simulator {
    Simulator::of(world.clone(), Clock::jumping()).expect("a free port")
}

/// Returns the world that a deploy leaves behind.
pub(crate) async fn world_after(world: &World, program: &Program) -> World {
    let simulator = start(world);
    let came = go(&simulator, program, Goal::Deploy).await;
    assert!(came.is_success(), "{came:#?}");
    simulator.with_world(|world| world.clone())
}
