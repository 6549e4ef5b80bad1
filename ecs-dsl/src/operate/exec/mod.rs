//! Opening a shell in a container that runs: ECS Exec.
//!
//! ECS refuses with one sentence for all causes, so what Exec needs is looked at first, and each thing
//! that is lacking is told by itself.

mod check;
mod session;

use std::time::Duration;

use serde_json::{Value, json};

pub use session::{Opened, PLUGIN, command_line};

use super::service::{Service, cluster, definition_name};
use super::tasks::{Whose, id_of, pick, tasks};
use super::unknown_container;
use crate::apply::{Failure, Setting};
use crate::aws::{CallError, EcsOperation};
use crate::live::{items, last_part, task_definition};

/// How long to pause between two looks at an agent that starts.
const PAUSE: Duration = Duration::from_secs(3);
/// How long an agent may take to start.
const STARTING: Duration = Duration::from_secs(60);

/// A running task that a shell may be opened in.
#[derive(Debug)]
pub struct Running {
    setting: Setting,
    cluster: String,
    /// The service, where the task is one's.
    service: Option<Service>,
    task: Value,
    definition: Value,
    /// How many tasks there were to choose from.
    choice: usize,
}

/// Something that may keep ECS Exec from working.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// What is so.
    pub what: String,
    /// What to do about it.
    pub fix: String,
}

impl Running {
    /// Finds a running task of the service or run at an address: the one whose id begins so, else the
    /// newest that takes commands, else the newest.
    ///
    /// # Errors
    /// The stack is not deployed, no task of it runs, or none is meant for certain; what can befall a call.
    pub async fn find(setting: Setting, address: &str, task: Option<&str>) -> Result<Self, Failure> {
        let told = |error: CallError| Failure::of_call(&error);
        let (cluster, service, found) = if address.starts_with("service/") {
            let service = Service::read(&setting, address).await?;
            let found = tasks(&setting.aws, &service.cluster, Whose::Service(&service.name), false).await;
            (service.cluster.clone(), Some(service), found.map_err(told)?)
        } else {
            let cluster = cluster(&setting, address).await?;
            let name = definition_name(&setting, address).await?;
            let name = crate::apply::short(&name);
            let family = name.split(':').next().unwrap_or(name);
            let found = tasks(&setting.aws, &cluster, Whose::Family(family), false).await;
            (cluster, None, found.map_err(told)?)
        };
        let running: Vec<Value> = found.into_iter().filter(|task| task["lastStatus"] == "RUNNING").collect();
        let chosen = match task {
            Some(wanted) => Some(pick(&running, wanted)?),
            None => newest(&running),
        };
        let Some(task) = chosen.cloned() else {
            let stack = &setting.manifest.stack;
            return Err(Failure::new(format!("no task of {address} runs"))
                .fix(format!("see how it is with `status {stack}`; tasks that still start take a moment")));
        };
        let name = task["taskDefinitionArn"].as_str().unwrap_or_default();
        let definition = task_definition(&setting.aws, name).await.map_err(told)?.unwrap_or_default();
        Ok(Self { setting, cluster, service, task, definition, choice: running.len() })
    }

    /// Returns the task's id.
    pub fn task_id(&self) -> &str {
        id_of(&self.task)
    }

    /// Returns how many tasks there were to choose from.
    pub fn choice(&self) -> usize {
        self.choice
    }

    /// Returns the name of the container that is meant: the one that is named, the only one, or the only
    /// essential one.
    ///
    /// # Errors
    /// None is meant for certain, in words for the user.
    pub fn container(&self, wanted: Option<&str>) -> Result<String, String> {
        let containers = self.task["containers"].as_array().into_iter().flatten();
        let names: Vec<&str> = containers.filter_map(|one| one["name"].as_str()).collect();
        let essential: Vec<&str> = names
            .iter()
            .copied()
            .filter(|name| check::defined(&self.definition, name).is_none_or(|one| one["essential"] != false))
            .collect();
        match (wanted, names.as_slice(), essential.as_slice()) {
            (Some(wanted), names, _) if names.contains(&wanted) => Ok(wanted.to_owned()),
            (Some(wanted), names, _) => Err(unknown_container(wanted, names)),
            (None, [only], _) | (None, _, [only]) => Ok((*only).to_owned()),
            (None, names, _) => Err(format!(
                "the task has several essential containers: say which is meant with --container: {}",
                names.join(", ")
            )),
        }
    }

    /// Looks at everything that ECS Exec needs, and waits for an agent that still starts. `waits` is told
    /// of that.
    ///
    /// # Errors
    /// What is lacking for certain, with the fix. What is only likely to be lacking comes back as doubts.
    pub async fn check(&mut self, container: &str, waits: impl Fn(&str)) -> Result<Vec<Doubt>, Failure> {
        check::task(&self.task, self.service.as_ref(), &self.setting.manifest.stack)?;
        check::definition(&self.definition)?;
        let doubts = check::doubts(&self.setting, &self.definition, container).await;
        let begun = self.setting.aws.time().now();
        loop {
            match check::agent(&self.task, container) {
                check::Agent::Runs | check::Agent::Unknown => return Ok(doubts),
                check::Agent::Starts if self.setting.aws.time().now().saturating_sub(begun) < STARTING => {
                    waits("waits for the task's agent to start");
                    self.setting.aws.time().sleep(PAUSE).await;
                    self.look_again().await?;
                }
                agent => return Err(with_doubts(check::agent_failure(agent, container), &doubts)),
            }
        }
    }

    async fn look_again(&mut self) -> Result<(), Failure> {
        let body = json!({ "cluster": self.cluster, "tasks": [self.task["taskArn"]] });
        let answer = self.setting.aws.ecs.call(EcsOperation::DescribeTasks, &body).await;
        let mut answer = answer.map_err(|error| Failure::of_call(&error))?;
        if let Some(task) = items(&mut answer, "tasks").into_iter().next() {
            self.task = task;
        }
        Ok(())
    }

    /// Asks ECS for a session that runs a command in a container.
    ///
    /// # Errors
    /// What can befall the call, with what may be the cause of it.
    pub async fn open(&self, container: &str, command: &str, doubts: &[Doubt]) -> Result<Opened, Failure> {
        let body = json!({
            "cluster": self.cluster,
            "task": self.task["taskArn"],
            "container": container,
            "command": command,
            "interactive": true,
        });
        let aws = &self.setting.aws;
        let answer = aws.ecs.call(EcsOperation::ExecuteCommand, &body).await.map_err(|error| {
            let mut failure = Failure::of_call(&error);
            if error.code() == Some("TargetNotConnectedException") {
                let fix = "the agent in the task has no connection: private subnets need a NAT gateway or the \
                           endpoint ssmmessages, and the task role the four ssmmessages actions";
                failure = failure.fix(fix);
            }
            with_doubts(failure, doubts)
        })?;
        let mut containers = self.task["containers"].as_array().into_iter().flatten();
        let runtime = containers.find(|one| one["name"] == container).map(|one| &one["runtimeId"]);
        let runtime = runtime.and_then(Value::as_str).unwrap_or_default();
        Ok(Opened {
            session: answer["session"].clone(),
            target: format!("ecs:{}_{}_{runtime}", last_part(&self.cluster), self.task_id()),
            region: aws.region().to_owned(),
            endpoint: aws.endpoint().map(str::to_owned),
        })
    }
}

/// Returns the newest task that takes commands; where none does, the newest.
fn newest(tasks: &[Value]) -> Option<&Value> {
    let started = |task: &Value| task["startedAt"].as_f64().unwrap_or_default();
    let takes = |task: &&Value| task["enableExecuteCommand"] == true;
    let latest = |one: &&Value, other: &&Value| started(one).total_cmp(&started(other));
    tasks.iter().filter(takes).max_by(latest).or_else(|| tasks.iter().max_by(latest))
}

fn with_doubts(mut failure: Failure, doubts: &[Doubt]) -> Failure {
    for doubt in doubts {
        failure.details.push(format!("it may be that {}", doubt.what));
        failure.fix = Some(match failure.fix.take() {
            Some(fix) => format!("{fix}; {}", doubt.fix),
            None => doubt.fix.clone(),
        });
    }
    failure
}
