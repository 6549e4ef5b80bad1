//! Whose lines are read: a service's, a task definition's, a run's.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Owner;
use super::source::{Elsewhere, Source, needs_tasks, sources};
use crate::apply::{Failure, Setting};
use crate::live::{last_part, task_definition};
use crate::operate::service::{Service, cluster, definition_name};
use crate::operate::tasks::{Whose, tasks};
use crate::operate::unknown_container;

/// Which of the lines are meant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// Only this container's.
    pub container: Option<String>,
    /// Only those of tasks whose ids begin so.
    pub task: Option<String>,
}

/// Task definitions and their tasks, as far as both must be known to find the lines.
#[derive(Debug, Default)]
pub struct Subject {
    definitions: Vec<Value>,
    tasks: Vec<Value>,
    owner: Option<Owner>,
}

/// What there is to read, and what is written elsewhere.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// What there is to read.
    pub sources: Vec<Source>,
    /// The containers whose lines cannot be read here.
    pub elsewhere: Vec<Elsewhere>,
}

impl Subject {
    /// Reads what the lines of the resource at an address can be found by.
    ///
    /// # Errors
    /// The stack is not deployed; what can befall a call.
    pub async fn read(setting: &Setting, address: &str) -> Result<Self, Failure> {
        let kind = address.split('/').next().unwrap_or_default();
        let mut subject = Self::default();
        if kind == "service" {
            let service = Service::read(setting, address).await?;
            for arn in service.revisions() {
                subject.definitions.extend(described(setting, &arn).await?);
            }
            if subject.definitions.iter().any(needs_tasks) {
                let whose = Whose::Service(&service.name);
                let found = tasks(&setting.aws, &service.cluster, whose, true).await;
                subject.tasks = found.map_err(|error| Failure::of_call(&error))?;
            }
            subject.owner = Some(Owner::service(setting.aws.clone(), service.cluster, &service.name));
            return Ok(subject);
        }
        let name = definition_name(setting, address).await?;
        let Some(definition) = described(setting, &name).await? else {
            return Err(Failure::new(format!("there is no ACTIVE task definition `{}`", last_part(&name))));
        };
        if needs_tasks(&definition) {
            let family = definition["family"].as_str().unwrap_or_default();
            for cluster in clusters(setting, address).await? {
                let found = tasks(&setting.aws, &cluster, Whose::Family(family), true).await;
                subject.tasks.extend(found.map_err(|error| Failure::of_call(&error))?);
            }
        }
        subject.definitions.push(definition);
        Ok(subject)
    }

    /// Returns whose tasks are meant, where others may have the same task definition.
    pub fn owner(&self) -> Option<Owner> {
        self.owner.clone()
    }

    /// Returns the task definitions.
    pub fn definitions(&self) -> &[Value] {
        &self.definitions
    }

    /// Returns what there is to read.
    ///
    /// # Errors
    /// No container has the name that was chosen, in words for the user.
    pub fn find(&self, choice: &Choice) -> Result<Found, String> {
        let mut all = Found::default();
        let begin = choice.task.as_deref().map_or("", last_part);
        for definition in &self.definitions {
            let (sources, elsewhere) = sources(definition, begin, &self.tasks);
            // Several revisions mostly write to the same place.
            all.sources
                .extend(sources.into_iter().filter(|one| !all.sources.contains(one)).collect::<Vec<_>>());
            let new = elsewhere.into_iter().filter(|one| !all.elsewhere.contains(one));
            all.elsewhere.extend(new.collect::<Vec<_>>());
        }
        if let Some(wanted) = &choice.container {
            let names: BTreeSet<&str> = self
                .definitions
                .iter()
                .flat_map(|one| one["containerDefinitions"].as_array().into_iter().flatten())
                .filter_map(|one| one["name"].as_str())
                .collect();
            if !names.contains(wanted.as_str()) {
                return Err(unknown_container(wanted, &names.into_iter().collect::<Vec<_>>()));
            }
            all.sources.retain(|one| one.container == *wanted);
            all.elsewhere.retain(|one| one.container == *wanted);
        }
        Ok(all)
    }
}

async fn described(setting: &Setting, name: &str) -> Result<Option<Value>, Failure> {
    task_definition(&setting.aws, name).await.map_err(|error| Failure::of_call(&error))
}

/// Returns the clusters that tasks of an address's definition are started in by its stack.
async fn clusters(setting: &Setting, address: &str) -> Result<BTreeSet<String>, Failure> {
    let token = format!("${{{address}.arn}}");
    let mut clusters = BTreeSet::new();
    for (user, resource) in &setting.manifest.resources {
        let starts = matches!(resource.kind.as_str(), "ecs:service" | "ecs:run-task");
        if starts && (user == address || resource.request["taskDefinition"] == token.as_str()) {
            clusters.insert(cluster(setting, user).await?);
        }
    }
    Ok(clusters)
}
