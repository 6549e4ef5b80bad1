//! Running a task on demand: the request of the manifest sent, its tasks followed to their end.

mod end;
mod follow;
mod overrides;
mod placement;

use std::collections::BTreeSet;

use serde_json::Value;

pub use end::{ContainerEnd, TaskEnd};
pub use follow::Following;
pub use overrides::Overrides;
pub use placement::Refused;

use super::resolve::{addresses, found, resolved};
use crate::apply::{Failure, Options, Run, Setting, Undone, perform};
use crate::live::{self, cluster_of, items};
use crate::plan::PlannedCall;

/// A run that is ready to be started.
#[derive(Debug)]
pub struct Prepared {
    run: Run,
    address: String,
    request: Value,
    definition: Value,
    differs: bool,
}

/// The tasks of a run that was started.
#[derive(Debug, Clone, PartialEq)]
pub struct Started {
    /// The cluster's name.
    pub cluster: String,
    /// The tasks' ARNs.
    pub tasks: Vec<String>,
    /// Why there are fewer than were asked for.
    pub refused: Vec<Refused>,
}

impl Prepared {
    /// Reads what the run of the setting's manifest at this address needs, and changes nothing.
    ///
    /// # Errors
    /// The stack is not deployed, or does not own what the run refers to; what can befall a call.
    pub async fn new(setting: Setting, address: &str) -> Result<Self, Failure> {
        let manifest = &setting.manifest;
        let run = manifest.resources.get(address).filter(|resource| resource.kind == "ecs:run-task");
        let run = run.ok_or_else(|| Failure::new(format!("{address} is no run of {}", manifest.stack)))?;
        let (request, stack) = (run.request.clone(), manifest.stack.clone());
        let found = found(&setting, &addresses(&request)).await?;
        let request = resolved(&request, &found.known, &stack)?;
        let name = request["taskDefinition"].as_str().unwrap_or_default();
        let definition = live::task_definition(&setting.aws, name).await;
        let definition = definition.map_err(|error| Failure::of_call(&error))?.ok_or_else(|| {
            Failure::new(format!("there is no ACTIVE task definition `{name}`"))
                .fix("register it, or name one that is there")
        })?;
        let differs = found.differing.iter().any(|address| address.starts_with("task-definition/"));
        let run = Run::new(setting, Options::default(), found.known);
        Ok(Self { run, address: address.to_owned(), request, definition, differs })
    }

    /// Returns `family:revision` of what will run.
    pub fn revision(&self) -> &str {
        crate::apply::short(self.definition["taskDefinitionArn"].as_str().unwrap_or_default())
    }

    /// Returns whether the code wants the task definition otherwise than it is.
    pub fn differs(&self) -> bool {
        self.differs
    }

    /// Returns the task definition, as it is described.
    pub fn definition(&self) -> &Value {
        &self.definition
    }

    /// Returns the request as it will be sent.
    pub fn request(&self) -> &Value {
        &self.request
    }

    /// Changes what the container does in this run.
    ///
    /// # Errors
    /// No container of the task is meant for certain, in words for the user.
    pub fn override_with(&mut self, overrides: &Overrides) -> Result<(), String> {
        overrides.put_into(&mut self.request, &self.definition)
    }

    /// Starts the tasks. A client token goes with the request, so that a lost answer starts none twice.
    ///
    /// # Errors
    /// No task was started: what can befall the call, or no place for any of them.
    pub async fn start(&self) -> Result<Started, Failure> {
        let call = PlannedCall::new("ecs", "RunTask", self.request.clone());
        let mut answer = match perform(&self.run, &self.run.aws, &self.address, &call).await {
            Ok(answer) => answer,
            Err(Undone::Failed(failure) | Undone::LookAgain(failure)) => {
                return Err(self.not_started(failure));
            }
        };
        let arn = |task: &Value| task["taskArn"].as_str().map(str::to_owned);
        let tasks: Vec<String> = items(&mut answer, "tasks").iter().filter_map(arn).collect();
        let refused: Vec<Refused> = items(&mut answer, "failures").iter().map(Refused::of).collect();
        if tasks.is_empty() {
            let mut failure = Failure::new("no task was started");
            failure.details = told(&refused);
            failure.fix = refused.iter().find_map(|one| one.fix.map(str::to_owned));
            return Err(failure);
        }
        Ok(Started { cluster: cluster_of(&self.request), tasks, refused })
    }

    fn not_started(&self, mut failure: Failure) -> Failure {
        let stack = &self.run.manifest.stack;
        if failure.fix.is_none() {
            failure.fix = if failure.what.contains("ClusterNotFoundException") {
                Some(format!("deploy the stack first: `deploy {stack}`"))
            } else if failure.what.contains("No Container Instances") {
                Some("register instances, give the cluster capacity, or run on Fargate".to_owned())
            } else {
                None
            };
        }
        failure
    }

    /// Follows started tasks until all have stopped, and returns how each of them ended.
    ///
    /// Progress goes to the setting's listener, lines of logs to `lines`, as far as they are asked for.
    ///
    /// # Errors
    /// The tasks go on, or are not known of: following was stopped or took too long, or a call failed.
    pub async fn follow(
        &self,
        started: &Started,
        following: &Following<'_>,
        lines: &mut dyn FnMut(&super::logs::Line),
    ) -> Result<Vec<TaskEnd>, Failure> {
        let tasks = follow::to_the_end(self, started, following, lines).await?;
        let mut ends = Vec::with_capacity(tasks.len());
        for task in &tasks {
            let mut end = TaskEnd::of(task, &self.definition);
            if !following.logs {
                end.last_lines = end::last_lines(&self.run, task, &self.definition).await;
            }
            ends.push(end);
        }
        Ok(ends)
    }
}

/// Returns each reason once.
fn told(refused: &[Refused]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    refused.iter().map(|one| one.to_string()).filter(|line| seen.insert(line.clone())).collect()
}
