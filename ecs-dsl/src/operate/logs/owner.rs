//! Whose a line is: services may share a task definition, and with it where their containers write to.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::aws::{Aws, EcsOperation};
use crate::live::items;
use crate::operate::tasks::{TASKS, id_of};

/// The service whose tasks' lines are read.
#[derive(Debug, Clone)]
pub struct Owner {
    aws: Aws,
    cluster: String,
    /// As the tasks that a service starts name it.
    group: String,
    /// Of the tasks that were asked for whether they are the service's.
    settled: BTreeMap<String, bool>,
}

impl Owner {
    pub(super) fn service(aws: Aws, cluster: String, name: &str) -> Self {
        Self { aws, cluster, group: format!("service:{name}"), settled: BTreeMap::new() }
    }

    /// Asks ECS whose tasks these are, of which it was not asked before.
    ///
    /// A task that ended more than an hour ago is forgotten, and so is whose it was.
    pub(super) async fn settle<'a>(&mut self, tasks: impl Iterator<Item = &'a str>) {
        let mut open: Vec<String> =
            tasks.filter(|task| !self.settled.contains_key(*task)).map(str::to_owned).collect();
        open.sort_unstable();
        open.dedup();
        for batch in open.chunks(TASKS) {
            let body = json!({ "cluster": self.cluster, "tasks": batch });
            // Who may read logs may not be allowed to read tasks.
            let answer = self.aws.ecs.call(EcsOperation::DescribeTasks, &body).await;
            self.settle_by(batch, &items(&mut answer.unwrap_or_default(), "tasks"));
        }
    }

    fn settle_by(&mut self, asked: &[String], described: &[Value]) {
        for task in asked {
            let found = described.iter().find(|one| id_of(one) == task);
            // What is not known keeps no line back.
            let is_own = found.and_then(|one| one["group"].as_str()).is_none_or(|group| group == self.group);
            self.settled.insert(task.clone(), is_own);
        }
    }

    /// Returns whether a task is the service's, as far as it is known.
    pub(super) fn has(&self, task: &str) -> bool {
        self.settled.get(task).copied().unwrap_or(true)
    }
}
