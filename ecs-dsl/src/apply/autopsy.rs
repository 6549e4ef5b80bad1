//! Why a deployment's tasks died: their reasons, what the reasons mean, and the last words of the logs.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::death::{Meaning, Sign, meaning};
use super::follow::Target;
use super::run::Run;
use crate::aws::EcsOperation;
use crate::live::{Awslogs, items, task_definition};

/// How many different deaths are told.
const DEATHS: usize = 3;
/// How many lines of a container's log are told.
const LINES: i32 = 10;
/// How many events of the service are looked at.
const EVENTS: usize = 10;

/// What was found.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) details: Vec<String>,
    pub(crate) remedy: Option<String>,
}

/// A task that stopped.
pub(crate) struct Death<'a> {
    task: &'a Value,
    /// Every reason that ECS gave, in one line.
    pub(crate) text: String,
    exit_code: Option<i32>,
    container: Option<String>,
}

/// Finds out why the tasks of a service's deployment died.
///
/// What cannot be read is left out: the failure itself must be told in any case.
pub(crate) async fn of_service(
    run: &Run,
    target: &Target,
    deployment: Option<&str>,
    service: Option<&Value>,
) -> Found {
    let mut found = Found::default();
    let tasks = stopped_tasks(run, target, deployment).await;
    let mut by_text: BTreeMap<String, (usize, Death<'_>)> = BTreeMap::new();
    for death in tasks.iter().map(Death::of) {
        by_text.entry(death.text.clone()).and_modify(|(count, _)| *count += 1).or_insert((1, death));
    }
    let mut deaths: Vec<_> = by_text.into_values().collect();
    deaths.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    for (count, death) in deaths.iter().take(DEATHS) {
        tell(&mut found, *count, death);
        let words = last_words(run, death).await;
        found.details.extend(words.into_iter().map(|line| format!("  | {line}")));
    }
    if deaths.is_empty() {
        for event in service.and_then(|one| one["events"].as_array()).into_iter().flatten().take(EVENTS) {
            let message = event["message"].as_str().unwrap_or_default();
            let sign = Sign { text: message, ..Sign::default() };
            if let Some(meaning) = meaning(&sign).filter(|meaning| meaning.is_fault) {
                found.details.push(format!("ECS says: {message}"));
                found.details.push(format!("  that is: {}", meaning.meaning));
                found.remedy = Some(meaning.remedy.to_owned());
                break;
            }
        }
    }
    found
}

fn tell(found: &mut Found, count: usize, death: &Death<'_>) {
    let tasks = if count == 1 { "1 task stopped".to_owned() } else { format!("{count} tasks stopped") };
    found.details.push(format!("{tasks}: {}", death.text));
    if let Some(meaning) = death.meaning() {
        found.details.push(format!("  that is: {}", meaning.meaning));
        if meaning.is_fault && found.remedy.is_none() {
            found.remedy = Some(meaning.remedy.to_owned());
        }
    }
}

impl<'a> Death<'a> {
    pub(crate) fn of(task: &'a Value) -> Self {
        let mut text = task["stoppedReason"].as_str().unwrap_or("no reason given").to_owned();
        let mut exit_code = None;
        let mut container = None;
        for one in task["containers"].as_array().into_iter().flatten() {
            let name = one["name"].as_str().unwrap_or_default();
            if let Some(reason) = one["reason"].as_str().filter(|reason| !text.contains(reason)) {
                text.push_str(&format!("; container {name}: {reason}"));
            }
            let code = one["exitCode"].as_i64().and_then(|code| i32::try_from(code).ok());
            if let Some(code) = code
                && (exit_code.is_none() || exit_code == Some(0))
            {
                exit_code = Some(code);
                container = Some(name.to_owned());
            }
        }
        if let (Some(code), Some(container)) = (exit_code, &container) {
            text.push_str(&format!(" ({container} ended with code {code})"));
        }
        Self { task, text, exit_code, container }
    }

    /// Returns what the reasons mean, where that is known.
    pub(crate) fn meaning(&self) -> Option<&'static Meaning> {
        let stop_code = self.task["stopCode"].as_str().unwrap_or_default();
        meaning(&Sign { text: &self.text, stop_code, exit_code: self.exit_code })
    }
}

async fn stopped_tasks(run: &Run, target: &Target, deployment: Option<&str>) -> Vec<Value> {
    let list =
        json!({ "cluster": target.cluster, "serviceName": target.service, "desiredStatus": "STOPPED" });
    let Ok(mut listed) = run.aws.ecs.call(EcsOperation::ListTasks, &list).await else { return Vec::new() };
    let mut arns = items(&mut listed, "taskArns");
    arns.truncate(100);
    if arns.is_empty() {
        return Vec::new();
    }
    let describe = json!({ "cluster": target.cluster, "tasks": arns });
    let described = run.aws.ecs.call(EcsOperation::DescribeTasks, &describe).await;
    let mut tasks = items(&mut described.unwrap_or_default(), "tasks");
    let of_deployment = |task: &Value| deployment.is_some_and(|id| task["startedBy"].as_str() == Some(id));
    if tasks.iter().any(of_deployment) {
        tasks.retain(of_deployment);
    } else if let Some(wanted) = &target.task_definition {
        tasks.retain(|task| task["taskDefinitionArn"].as_str() == Some(wanted));
    }
    tasks
}

/// Returns the last lines of the container that ended, where its log goes to CloudWatch.
async fn last_words(run: &Run, death: &Death<'_>) -> Vec<String> {
    let Some(container) = &death.container else { return Vec::new() };
    let definition = death.task["taskDefinitionArn"].as_str().unwrap_or_default();
    let Ok(Some(definition)) = task_definition(&run.aws, definition).await else { return Vec::new() };
    let mut defined = definition["containerDefinitions"].as_array().into_iter().flatten();
    let mut ran = death.task["containers"].as_array().into_iter().flatten();
    let named = |one: &&Value| one["name"] == container.as_str();
    let Some(place) = defined.find(named).and_then(Awslogs::of) else { return Vec::new() };
    let Some(ran) = ran.find(named) else { return Vec::new() };
    let Some(stream) = place.stream(death.task, ran) else { return Vec::new() };
    let events = run.aws.logs.last_events(&place.group, &stream, LINES).await.unwrap_or_default();
    events.into_iter().map(|event| event.message.trim_end().to_owned()).collect()
}
