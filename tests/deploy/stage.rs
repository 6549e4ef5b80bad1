//! Runs in a simulated world, by way of the rehearsals that the library offers to everybody.

use ecs_dsl::App;
use ecs_dsl::apply;
use ecs_dsl::assembly::CLAIM_TAG;
use ecs_dsl::aws::{Access, Aws, Service};
use ecs_dsl::plan::Plan;
use ecs_dsl::rehearsal::{Attempt, Program, Ran, RehearsalError};
use ecs_dsl::simulator::{Simulator, World};
use serde_json::{Value, json};

pub(crate) use crate::rig::{Goal, inventory, run, start, world_of_others};

/// Connects without a gate.
pub(crate) async fn connect(access: Access) -> Aws {
    Aws::open(access).await.expect("the Region is known")
}

/// Returns a program that is ready to be deployed.
pub(crate) fn ready(app: &App) -> Program {
    Program::of(app).unwrap_or_else(|error| panic!("{error}"))
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

/// Returns the world that a deploy leaves behind.
pub(crate) async fn world_after(world: &World, program: &Program) -> World {
    let simulator = start(world);
    let came = go(&simulator, program, Goal::Deploy).await;
    assert!(came.is_success(), "{came:#?}");
    simulator.with_world(|world| world.clone())
}
