//! Following tasks until they have stopped.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Value, json};

use super::{Prepared, Started};
use crate::apply::{Event, Failure, Run, duration};
use crate::aws::{CallError, CallErrorKind, EcsOperation};
use crate::live::{items, last_part};
use crate::operate::logs::{Line, Reader, of_these, short_id};
use crate::operate::regions::Regions;

/// How long to pause between two looks.
const PAUSE: Duration = Duration::from_secs(5);
/// How long to pause between two looks at logs that somebody reads along.
const READING: Duration = Duration::from_secs(2);
/// How long a task that was just started may be missing from a description.
const UNSEEN: Duration = Duration::from_secs(60);
/// How many looks may fail in a row before following is given up.
const LOOKS: u32 = 12;

/// How started tasks are followed.
#[derive(Debug, Clone, Copy)]
pub struct Following<'a> {
    /// How long they may take; for ever where nothing is said.
    pub timeout: Option<Duration>,
    /// Whether the lines that they write are read along.
    pub logs: bool,
    /// The connections to Regions that lines may be written to.
    pub regions: &'a Regions,
}

/// Follows tasks until all have stopped, and returns their last descriptions in the order of their start.
pub(super) async fn to_the_end(
    prepared: &Prepared,
    started: &Started,
    following: &Following<'_>,
    lines: &mut dyn FnMut(&Line),
) -> Result<Vec<Value>, Failure> {
    let run = &prepared.run;
    let begun = run.aws.time().now();
    run.tell(Event::Begun { address: prepared.address.clone(), what: "run" });
    let reader = Reader::new([], 0);
    let mut along = Along { prepared, regions: following.regions, reader, unread: None };
    let mut seen: BTreeMap<String, Value> = BTreeMap::new();
    let mut lost_looks = 0;
    loop {
        let waited = run.aws.time().now().saturating_sub(begun);
        match describe(run, started).await {
            Ok(tasks) => {
                lost_looks = 0;
                seen.extend(
                    tasks
                        .into_iter()
                        .map(|task| (task["taskArn"].as_str().unwrap_or_default().to_owned(), task)),
                );
            }
            Err(error) if error.patience().is_some() && lost_looks < LOOKS => lost_looks += 1,
            Err(error) => return Err(going_on(run, started, Failure::of_call(&error))),
        }
        let what = progress(started, &seen);
        run.tell(Event::Progress { address: prepared.address.clone(), what });
        let ended =
            started.tasks.iter().all(|arn| seen.get(arn).is_some_and(|task| task["lastStatus"] == "STOPPED"));
        if following.logs {
            along.read(&seen, lines).await;
        }
        if ended {
            if following.logs {
                // The last lines may arrive after the end was told.
                run.aws.time().sleep(READING).await;
                along.read(&seen, lines).await;
            }
            let took = run.aws.time().now().saturating_sub(begun);
            run.tell(Event::Done { address: prepared.address.clone(), what: "run", took });
            return Ok(started.tasks.iter().filter_map(|arn| seen.remove(arn)).collect());
        }
        if waited > UNSEEN && started.tasks.iter().any(|arn| !seen.contains_key(arn)) {
            return Err(Failure::new("ECS does not know of a task that it said it started")
                .fix("look at the cluster's tasks; it may have been stopped and forgotten"));
        }
        if following.timeout.is_some_and(|timeout| waited >= timeout) {
            let what = format!("not done after {}", duration(following.timeout.unwrap_or_default()));
            return Err(going_on(run, started, Failure::new(what)));
        }
        let pause = if following.logs { READING } else { PAUSE };
        let stopped = tokio::select! {
            () = run.aws.time().sleep(pause) => run.stop.is_stopped(),
            () = run.stop.stopped() => true,
        };
        if stopped {
            return Err(going_on(run, started, Failure::stopped("no longer followed")));
        }
    }
}

/// Says of tasks that are followed no more that they go on, and how to end them.
fn going_on(run: &Run, started: &Started, mut failure: Failure) -> Failure {
    failure.details.push(match started.tasks.as_slice() {
        [_] => "the task goes on by itself".to_owned(),
        _ => "the tasks go on by themselves".to_owned(),
    });
    let region = run.aws.region();
    let stops: Vec<String> = started
        .tasks
        .iter()
        .map(|arn| {
            let task = last_part(arn);
            format!("aws ecs stop-task --region {region} --cluster {} --task {task}", started.cluster)
        })
        .collect();
    let how = format!("to end it: {}", stops.join("\n       "));
    failure.fix = Some(match failure.fix.take() {
        Some(fix) => format!("{fix}\n       {how}"),
        None => how,
    });
    failure
}

async fn describe(run: &Run, started: &Started) -> Result<Vec<Value>, CallError> {
    let body = json!({ "cluster": started.cluster, "tasks": started.tasks });
    let mut answer = run.aws.ecs.call(EcsOperation::DescribeTasks, &body).await?;
    Ok(items(&mut answer, "tasks"))
}

/// Says in a few words how far the tasks are.
fn progress(started: &Started, seen: &BTreeMap<String, Value>) -> String {
    let status = |arn: &String| {
        let status = seen.get(arn).and_then(|task| task["lastStatus"].as_str());
        status.unwrap_or("PROVISIONING").to_ascii_lowercase()
    };
    match started.tasks.as_slice() {
        [only] => format!("task {} is {}", short_id(last_part(only)), status(only)),
        all => {
            let mut counts: BTreeMap<String, usize> = BTreeMap::new();
            all.iter().for_each(|arn| *counts.entry(status(arn)).or_default() += 1);
            let counted = counts.iter().map(|(status, count)| format!("{count} {status}"));
            format!("{} tasks: {}", all.len(), counted.collect::<Vec<_>>().join(", "))
        }
    }
}

/// The lines of the tasks, read along.
struct Along<'a> {
    prepared: &'a Prepared,
    regions: &'a Regions,
    reader: Reader,
    /// Why the lines could not be read at the last look.
    unread: Option<CallErrorKind>,
}

impl Along<'_> {
    /// Reads what was written since the last look. What cannot be read now is read at the next one.
    async fn read(&mut self, seen: &BTreeMap<String, Value>, lines: &mut dyn FnMut(&Line)) {
        let tasks: Vec<Value> = seen.values().cloned().collect();
        let sources = of_these(&self.prepared.definition, &tasks);
        self.reader.look_again(self.regions.clients(&self.prepared.run.aws, sources));
        let unread = loop {
            match self.reader.next().await {
                Ok(Some(line)) => lines(&line),
                Ok(None) => break None,
                Err(error) => break Some(error),
            }
        };
        let kind = unread.as_ref().map(|error| error.kind().clone());
        if let Some(error) = unread.filter(|_| kind != self.unread) {
            let what = format!("its lines cannot be read now: {error}");
            self.prepared.run.tell(Event::Progress { address: self.prepared.address.clone(), what });
        }
        self.unread = kind;
    }
}
