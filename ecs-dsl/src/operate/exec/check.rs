//! What ECS Exec needs, thing by thing.

use serde_json::Value;

use super::Doubt;
use crate::api::ecs::ContainerDefinition;
use crate::apply::{Failure, Setting};
use crate::iam::policy::PolicyDocument;
use crate::live::{last_part, role};
use crate::operate::service::Service;
use crate::resource::service::validate::exec::{ACTIONS, allows, is_closed};

/// The oldest version of Fargate that has the agent.
const PLATFORM: (u32, u32, u32) = (1, 4, 0);

/// Returns a container's definition.
pub(super) fn defined<'a>(definition: &'a Value, name: &str) -> Option<&'a Value> {
    definition["containerDefinitions"].as_array()?.iter().find(|one| one["name"] == name)
}

/// Checks that the task takes commands, and runs on what has the agent.
pub(super) fn task(task: &Value, service: Option<&Service>, stack: &str) -> Result<(), Failure> {
    if task["enableExecuteCommand"] != true {
        let on_now = service.is_some_and(|service| service.described["enableExecuteCommand"] == true);
        return Err(match service.filter(|_| on_now) {
            Some(service) => {
                let what = "the task was started before ECS Exec was switched on, and tasks take it from their start";
                let Service { cluster, name, .. } = service;
                Failure::new(what).fix(format!(
                    "pick a newer task with --task, or start all anew: aws ecs update-service --cluster {cluster} \
                     --service {name} --force-new-deployment"
                ))
            }
            None => Failure::new("the task was started without ECS Exec").fix(format!(
                "write .enable_execute_command() in the code and `deploy {stack}`; tasks started from then on take \
                 commands"
            )),
        });
    }
    let version = task["platformVersion"].as_str().and_then(version);
    match version.filter(|version| *version < PLATFORM) {
        Some((major, minor, patch)) => {
            let what = format!(
                "the task runs on version {major}.{minor}.{patch} of Fargate, and ECS Exec needs 1.4.0"
            );
            Err(Failure::new(what).fix(format!("leave platform_version at LATEST and `deploy {stack}`")))
        }
        None => Ok(()),
    }
}

fn version(text: &str) -> Option<(u32, u32, u32)> {
    let mut parts = text.split('.').map(|part| part.parse().ok());
    Some((parts.next()??, parts.next()??, parts.next()??))
}

/// Checks that the agent has a role to call Systems Manager with.
pub(super) fn definition(definition: &Value) -> Result<(), Failure> {
    let role = definition["taskRoleArn"].as_str().is_some_and(|role| !role.is_empty());
    // A definition that was deleted meanwhile tells nothing.
    if role || definition.is_null() {
        return Ok(());
    }
    Err(Failure::new("the task has no task role, which the agent calls Systems Manager with")
        .fix("leave the role to the code's .enable_execute_command(), or give TaskRole::new(…).allow_exec(), and deploy"))
}

/// Returns what is likely to be lacking, as far as it can be read.
pub(super) async fn doubts(setting: &Setting, definition: &Value, container: &str) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    let read = defined(definition, container).cloned();
    let read = read.and_then(|one| serde_json::from_value::<ContainerDefinition>(one).ok());
    if read.is_some_and(|container| is_closed(&container)) {
        doubts.push(Doubt {
            what: format!("the root file system of `{container}` is read-only, and the agent writes to it"),
            fix: "mount volumes at /var/lib/amazon/ssm and /var/log/amazon/ssm, or let the root file system be \
                  written to"
                .to_owned(),
        });
    }
    let arn = definition["taskRoleArn"].as_str().unwrap_or_default();
    let name = last_part(arn);
    // Who opens shells may not be allowed to read roles.
    let Ok(Some(live)) = role(&setting.aws, name).await else { return doubts };
    // What managed policies and permissions boundaries say is not read.
    if !live.attachments.is_empty() {
        return doubts;
    }
    let policies: Vec<PolicyDocument> =
        live.policies.into_iter().filter_map(|policy| serde_json::from_value(policy.document).ok()).collect();
    let missing: Vec<&str> = ACTIONS.into_iter().filter(|action| !allows(&policies, action)).collect();
    if !missing.is_empty() {
        doubts.push(Doubt {
            what: format!("the task role `{name}` does not allow {}", missing.join(", ")),
            fix: "allow the four ssmmessages actions on `*`: .allow_exec() on the role, and deploy"
                .to_owned(),
        });
    }
    doubts
}

/// How the agent in a container is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Agent {
    Runs,
    Starts,
    Stopped(Option<String>),
    /// The container itself does not run.
    NoContainer(String),
    /// Nothing is told of an agent, as by some emulators.
    Unknown,
}

pub(super) fn agent(task: &Value, container: &str) -> Agent {
    let mut containers = task["containers"].as_array().into_iter().flatten();
    let Some(container) = containers.find(|one| one["name"] == container) else { return Agent::Unknown };
    match container["lastStatus"].as_str() {
        None | Some("RUNNING") => {}
        Some("PENDING") => return Agent::Starts,
        Some(status) => return Agent::NoContainer(status.to_owned()),
    }
    let mut agents = container["managedAgents"].as_array().into_iter().flatten();
    let Some(agent) = agents.find(|one| one["name"] == "ExecuteCommandAgent") else { return Agent::Unknown };
    match agent["lastStatus"].as_str() {
        Some("RUNNING") => Agent::Runs,
        Some("PENDING") | None => Agent::Starts,
        Some(_) => Agent::Stopped(agent["reason"].as_str().map(str::to_owned)),
    }
}

pub(super) fn agent_failure(agent: Agent, container: &str) -> Failure {
    match agent {
        Agent::Stopped(reason) => {
            let reason = reason.map(|reason| format!(": {reason}")).unwrap_or_default();
            Failure::new(format!("the agent in container `{container}` has stopped{reason}"))
                .fix("start the task anew; init_process() keeps the container from filling with what the agent leaves")
        }
        Agent::NoContainer(status) => {
            Failure::new(format!("the container `{container}` does not run: it is {status}"))
                .fix("pick another task with --task")
        }
        _ => Failure::new(format!("the agent in container `{container}` has not started for a minute"))
            .fix("private subnets need a NAT gateway or the endpoint ssmmessages"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_lack_is_told_with_its_fix() {
        let service = |on: bool| Service {
            cluster: "main".to_owned(),
            name: "web".to_owned(),
            described: json!({ "enableExecuteCommand": on }),
        };
        let told =
            |task_: Value, on: bool| task(&task_, Some(&service(on)), "shop").map_err(|it| it.to_string());
        let on = json!({ "enableExecuteCommand": true, "platformVersion": "1.4.0" });
        assert_eq!(told(on, true), Ok(()));
        let off = told(json!({ "enableExecuteCommand": false }), false).expect_err("it is off");
        assert!(off.contains(".enable_execute_command() in the code and `deploy shop`"), "{off}");
        let early = told(json!({ "enableExecuteCommand": false }), true).expect_err("it was off");
        assert!(early.contains("started before ECS Exec was switched on"), "{early}");
        assert!(early.contains("--cluster main --service web --force-new-deployment"), "{early}");
        let old = told(json!({ "enableExecuteCommand": true, "platformVersion": "1.3.0" }), true);
        assert!(old.is_err_and(|old| old.contains("version 1.3.0 of Fargate")));
        assert!(definition(&json!({ "family": "web" })).is_err());
        assert!(definition(&json!({ "taskRoleArn": "arn:aws:iam::111122223333:role/web" })).is_ok());
    }

    #[test]
    fn the_agent_is_looked_for_in_the_container_that_is_meant() {
        let agent_of =
            |container: Value| agent(&json!({ "containers": [{ "name": "other" }, container] }), "web");
        let with = |status: &str| {
            json!({ "name": "web", "lastStatus": "RUNNING", "managedAgents": [
            { "name": "ExecuteCommandAgent", "lastStatus": status, "reason": "why" } ] })
        };
        assert_eq!(agent_of(with("RUNNING")), Agent::Runs);
        assert_eq!(agent_of(with("PENDING")), Agent::Starts);
        assert_eq!(agent_of(with("STOPPED")), Agent::Stopped(Some("why".to_owned())));
        assert_eq!(agent_of(json!({ "name": "web", "lastStatus": "RUNNING" })), Agent::Unknown);
        let stopped = agent_of(json!({ "name": "web", "lastStatus": "STOPPED" }));
        assert_eq!(stopped, Agent::NoContainer("STOPPED".to_owned()));
        assert!(agent_failure(stopped, "web").what.contains("it is STOPPED"));
    }
}
