//! Which streams there are to read: of all tasks of a definition, or of some.

use serde_json::Value;

use crate::aws::Streams;
use crate::live::{Awslogs, last_part};

/// How many streams one call can name.
const STREAMS: usize = 100;

/// Some streams of a group, all of one container.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The container's name.
    pub container: String,
    /// The log group.
    pub group: String,
    /// The Region, where it is another than the stack's may be.
    pub region: Option<String>,
    /// The streams.
    pub streams: Streams,
    /// Whose task each stream is, where its name does not tell.
    pub(super) tasks: Vec<(String, String)>,
}

impl Source {
    /// Returns the id of the task whose stream it is.
    pub(super) fn task_of<'a>(&'a self, stream: &'a str) -> &'a str {
        let known = self.tasks.iter().find(|(name, _)| name == stream);
        known.map_or_else(|| last_part(stream), |(_, task)| task)
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

/// Returns what all tasks of a definition write, those that ended too, and the containers that write
/// elsewhere.
///
/// `tasks` are descriptions of the tasks that are known: where streams have no prefix, only theirs can be
/// found.
pub fn sources(definition: &Value, tasks: &[Value]) -> (Vec<Source>, Vec<Elsewhere>) {
    let (mut sources, mut elsewhere) = (Vec::new(), Vec::new());
    for container in containers(definition) {
        match Awslogs::of(container) {
            Some(place) => match &place.prefix {
                Some(prefix) => sources.push(Source {
                    streams: Streams::Prefix(format!("{prefix}/{}/", place.container)),
                    container: place.container,
                    group: place.group,
                    region: place.region,
                    tasks: Vec::new(),
                }),
                None => sources.extend(of_tasks(&place, tasks)),
            },
            None => elsewhere.push(Elsewhere {
                container: container["name"].as_str().unwrap_or_default().to_owned(),
                driver: container["logConfiguration"]["logDriver"].as_str().map(str::to_owned),
            }),
        }
    }
    (sources, elsewhere)
}

/// Returns what these tasks of a definition write, and nothing else.
pub fn named_streams(definition: &Value, tasks: &[Value]) -> Vec<Source> {
    let places = containers(definition).filter_map(Awslogs::of);
    places
        .flat_map(|place| match place.prefix {
            // As a prefix, the name of a stream that is not there yet is no error.
            Some(_) => of_tasks(&place, tasks)
                .into_iter()
                .flat_map(|source| {
                    let Streams::Named(names) = source.streams.clone() else { return Vec::new() };
                    let each = names.into_iter().map(Streams::Prefix);
                    each.map(|streams| Source { streams, tasks: Vec::new(), ..source.clone() }).collect()
                })
                .collect(),
            None => of_tasks(&place, tasks),
        })
        .collect()
}

fn of_tasks(place: &Awslogs, tasks: &[Value]) -> Vec<Source> {
    let streams: Vec<(String, String)> = tasks
        .iter()
        .filter_map(|task| {
            let mut containers = task["containers"].as_array().into_iter().flatten();
            let container = containers.find(|one| one["name"] == place.container.as_str())?;
            let id = last_part(task["taskArn"].as_str()?).to_owned();
            Some((place.stream(task, container)?, id))
        })
        .collect();
    streams
        .chunks(STREAMS)
        .map(|streams| Source {
            container: place.container.clone(),
            group: place.group.clone(),
            region: place.region.clone(),
            streams: Streams::Named(streams.iter().map(|(name, _)| name.clone()).collect()),
            tasks: streams.to_vec(),
        })
        .collect()
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

    #[test]
    fn streams_have_a_prefix_or_the_id_that_docker_gave() {
        let (found, elsewhere) = sources(&definition(), &[task("a1"), task("b2")]);
        assert_eq!(found[0].streams, Streams::Prefix("site/web/".to_owned()));
        assert_eq!(found[0].task_of("site/web/a1"), "a1");
        assert_eq!(found[0].region.as_deref(), Some("eu-central-1"));
        assert_eq!(found[1].streams, Streams::Named(vec!["docker-a1".to_owned(), "docker-b2".to_owned()]));
        assert_eq!(found[1].task_of("docker-b2"), "b2");
        let drivers: Vec<_> = elsewhere.iter().map(|one| one.driver.as_deref()).collect();
        assert_eq!((found.len(), drivers), (2, vec![Some("awsfirelens"), None]));
        // Without a prefix, nothing is found of tasks that nobody knows.
        assert_eq!(sources(&definition(), &[]).0.len(), 1);
    }

    #[test]
    fn the_streams_of_some_tasks_are_named_one_by_one() {
        let found = named_streams(&definition(), &[task("a1"), task("b2")]);
        let streams: Vec<_> = found.iter().map(|source| source.streams.clone()).collect();
        let named = |name: &str| Streams::Prefix(format!("site/web/{name}"));
        let docker = Streams::Named(vec!["docker-a1".to_owned(), "docker-b2".to_owned()]);
        assert_eq!(streams, [named("a1"), named("b2"), docker]);
    }
}
