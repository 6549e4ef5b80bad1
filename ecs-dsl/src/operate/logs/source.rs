//! Which streams there are to read: of all tasks of a definition, or of some.

use serde_json::Value;

use crate::aws::Streams;
use crate::live::{Awslogs, last_part};

/// Streams of a group, all of one container.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The container's name.
    pub container: String,
    /// The log group.
    pub group: String,
    /// The Region, where it is stated; it may be another than the stack's.
    pub region: Option<String>,
    /// The streams.
    pub streams: Streams,
    /// Whose task it is, where the names of the streams do not tell.
    task: Option<String>,
}

impl Source {
    fn new(place: Awslogs, streams: Streams, task: Option<String>) -> Self {
        Self { container: place.container, group: place.group, region: place.region, streams, task }
    }

    /// Returns the id of the task whose stream it is.
    pub(super) fn task_of<'a>(&'a self, stream: &'a str) -> &'a str {
        self.task.as_deref().unwrap_or_else(|| last_part(stream))
    }
}

/// A container whose lines cannot be read here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    /// The container's name.
    pub container: String,
    /// The driver that takes its lines; `None` where none is configured.
    pub driver: Option<String>,
}

fn containers(definition: &Value) -> impl Iterator<Item = &Value> {
    definition["containerDefinitions"].as_array().into_iter().flatten()
}

/// Returns what the tasks of a definition write, those that ended too, and the containers that write
/// elsewhere.
///
/// `begin` is how the ids of the tasks that are meant begin; empty means all. `tasks` are descriptions of
/// the tasks that are known: where streams have no prefix, only theirs can be found.
pub fn sources(definition: &Value, begin: &str, tasks: &[Value]) -> (Vec<Source>, Vec<Elsewhere>) {
    let (mut sources, mut elsewhere) = (Vec::new(), Vec::new());
    for container in containers(definition) {
        let Some(place) = Awslogs::of(container) else {
            elsewhere.push(Elsewhere {
                container: container["name"].as_str().unwrap_or_default().to_owned(),
                driver: container["logConfiguration"]["logDriver"].as_str().map(str::to_owned),
            });
            continue;
        };
        match &place.prefix {
            Some(prefix) => {
                let prefix = format!("{prefix}/{}/{begin}", place.container);
                sources.push(Source::new(place, Streams::Prefix(prefix), None));
            }
            None => sources.extend(of_tasks(&place, tasks).filter(|one| one.task_of("").starts_with(begin))),
        }
    }
    (sources, elsewhere)
}

/// Returns what these tasks of a definition write, and nothing else.
pub fn of_these(definition: &Value, tasks: &[Value]) -> Vec<Source> {
    let places = containers(definition).filter_map(Awslogs::of);
    places.flat_map(|place| of_tasks(&place, tasks).collect::<Vec<_>>()).collect()
}

fn of_tasks(place: &Awslogs, tasks: &[Value]) -> impl Iterator<Item = Source> {
    tasks.iter().filter_map(|task| {
        let mut containers = task["containers"].as_array()?.iter();
        let container = containers.find(|one| one["name"] == place.container.as_str())?;
        let id = last_part(task["taskArn"].as_str()?).to_owned();
        let stream = place.stream(task, container)?;
        // As a prefix, the name of a stream that is not there yet is no error.
        let streams = match place.prefix {
            Some(_) => Streams::Prefix(stream),
            None => Streams::Named(stream),
        };
        Some(Source::new(place.clone(), streams, Some(id)))
    })
}

/// Returns whether the streams of a definition's containers can only be found by its tasks.
pub(super) fn needs_tasks(definition: &Value) -> bool {
    containers(definition).filter_map(Awslogs::of).any(|place| place.prefix.is_none())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn definition() -> Value {
        json!({ "containerDefinitions": [
            { "name": "web", "logConfiguration": { "logDriver": "awslogs", "options": {
                "awslogs-group": "/shop", "awslogs-region": "eu-central-1", "awslogs-stream-prefix": "site" } } },
            { "name": "agent", "logConfiguration": { "logDriver": "awslogs", "options": {
                "awslogs-group": "/agent" } } },
            { "name": "router", "logConfiguration": { "logDriver": "awsfirelens" } },
            { "name": "silent" },
        ] })
    }

    fn task(id: &str) -> Value {
        json!({ "taskArn": format!("arn:aws:ecs:us-east-1:111122223333:task/main/{id}"), "containers": [
            { "name": "web", "runtimeId": "docker-web" },
            { "name": "agent", "runtimeId": format!("docker-{id}") },
        ] })
    }

    fn streams(sources: &[Source]) -> Vec<&Streams> {
        sources.iter().map(|source| &source.streams).collect()
    }

    #[test]
    fn streams_have_a_prefix_or_the_id_that_docker_gave() {
        let (found, elsewhere) = sources(&definition(), "", &[task("a1"), task("b2")]);
        let (site, one, two) = (
            Streams::Prefix("site/web/".to_owned()),
            Streams::Named("docker-a1".to_owned()),
            Streams::Named("docker-b2".to_owned()),
        );
        assert_eq!(streams(&found), [&site, &one, &two]);
        assert_eq!((found[0].task_of("site/web/a1"), found[2].task_of("docker-b2")), ("a1", "b2"));
        assert_eq!(found[0].region.as_deref(), Some("eu-central-1"));
        let drivers: Vec<_> = elsewhere.iter().map(|one| one.driver.as_deref()).collect();
        assert_eq!(drivers, [Some("awsfirelens"), None]);
        // Without a prefix, nothing is found of tasks that nobody knows.
        assert_eq!(sources(&definition(), "", &[]).0.len(), 1);
        assert!(needs_tasks(&definition()));
    }

    #[test]
    fn one_task_is_picked_by_the_beginning_of_its_id() {
        let (found, _) = sources(&definition(), "b", &[task("a1"), task("b2")]);
        let (site, two) = (Streams::Prefix("site/web/b".to_owned()), Streams::Named("docker-b2".to_owned()));
        assert_eq!(streams(&found), [&site, &two]);
    }

    #[test]
    fn the_streams_of_some_tasks_are_found_one_by_one() {
        let found = of_these(&definition(), &[task("a1")]);
        let (site, agent) =
            (Streams::Prefix("site/web/a1".to_owned()), Streams::Named("docker-a1".to_owned()));
        assert_eq!(streams(&found), [&site, &agent]);
    }
}
