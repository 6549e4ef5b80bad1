//! How a task ended: well only if every essential container ended with 0.

use std::time::Duration;

use serde_json::{Value, json};

use crate::apply::{Death, Run};
use crate::live::Awslogs;

/// How many lines of a container's log are told.
const LINES: i32 = 10;
/// How long the last lines of a log may take to arrive.
const LATE: Duration = Duration::from_secs(2);

/// How a task ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskEnd {
    /// The task's ARN.
    pub task: String,
    /// The stop code, where there is one.
    pub stop_code: Option<String>,
    /// Every reason that ECS gave, in one line.
    pub reason: String,
    /// What that means, where it ended badly and it is known.
    pub meaning: Option<String>,
    /// What to do about it, where it ended badly and that is known.
    pub fix: Option<String>,
    /// Its containers.
    pub containers: Vec<ContainerEnd>,
    /// The last lines of its containers, by their names, as far as they can be read here.
    pub last_lines: Vec<(String, Vec<String>)>,
}

/// How a container ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContainerEnd {
    /// The container's name.
    pub name: String,
    /// Whether the task ends with it.
    pub essential: bool,
    /// Its exit code; `None` where it never ran.
    pub exit_code: Option<i64>,
    /// What ECS says about it.
    pub reason: Option<String>,
}

impl TaskEnd {
    /// Judges a stopped task by its definition, both as they are described.
    pub(super) fn of(task: &Value, definition: &Value) -> Self {
        let defined = |name: &Value| {
            let mut all = definition["containerDefinitions"].as_array().into_iter().flatten();
            all.find(|one| one["name"] == *name)
        };
        let is_essential =
            |one: &Value| defined(&one["name"]).is_none_or(|defined| defined["essential"] != false);
        let containers: Vec<ContainerEnd> = task["containers"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|one| ContainerEnd {
                name: one["name"].as_str().unwrap_or_default().to_owned(),
                essential: is_essential(one),
                exit_code: one["exitCode"].as_i64(),
                reason: one["reason"].as_str().map(str::to_owned),
            })
            .collect();
        // What becomes of the others when an essential container ends says nothing about why it did.
        let mut judged = task.clone();
        if let Some(all) = judged["containers"].as_array_mut() {
            all.retain(|one| is_essential(one));
        }
        let death = Death::of(&judged);
        let mut end = Self {
            task: task["taskArn"].as_str().unwrap_or_default().to_owned(),
            stop_code: task["stopCode"].as_str().map(str::to_owned),
            reason: death.text.clone(),
            meaning: None,
            fix: None,
            containers,
            last_lines: Vec::new(),
        };
        if !end.is_success() {
            match end.ended_with_another() {
                Some((ended, other)) => {
                    let meaning =
                        format!("`{other}` was stopped as `{ended}`, which is essential too, had ended well");
                    let fix = format!("say in the code that `{other}` is not essential");
                    (end.meaning, end.fix) = (Some(meaning), Some(fix));
                }
                None => {
                    let meaning = death.meaning();
                    end.meaning = meaning.map(|meaning| meaning.meaning.to_owned());
                    let fix = meaning.map(|meaning| meaning.remedy).filter(|fix| !fix.is_empty());
                    end.fix = Some(fix.unwrap_or("run it again").to_owned());
                }
            }
        }
        end
    }

    /// Returns whether every essential container ended with 0.
    pub fn is_success(&self) -> bool {
        let mut essential = self.containers.iter().filter(|one| one.essential).peekable();
        essential.peek().is_some() && essential.all(|one| one.exit_code == Some(0))
    }

    /// Finds an essential container that ended well, and another that the task's end killed.
    fn ended_with_another(&self) -> Option<(&str, &str)> {
        if self.stop_code.as_deref() != Some("EssentialContainerExited") {
            return None;
        }
        let essential = || self.containers.iter().filter(|one| one.essential);
        let well = essential().find(|one| one.exit_code == Some(0))?;
        let mut bad = essential().filter(|one| one.exit_code != Some(0));
        let killed = |one: &&ContainerEnd| matches!(one.exit_code, Some(137 | 143)) && one.reason.is_none();
        let first = bad.next().filter(killed)?;
        bad.all(|one| killed(&one)).then_some((well.name.as_str(), first.name.as_str()))
    }

    /// Returns the end as JSON.
    pub fn to_json(&self) -> Value {
        let containers: Vec<Value> = self
            .containers
            .iter()
            .map(|one| {
                json!({
                    "name": one.name, "essential": one.essential, "exitCode": one.exit_code, "reason": one.reason,
                })
            })
            .collect();
        json!({
            "taskArn": self.task,
            "success": self.is_success(),
            "stopCode": self.stop_code,
            "reason": self.reason,
            "meaning": self.meaning,
            "fix": self.fix,
            "containers": containers,
        })
    }
}

/// Returns the last lines of a task's containers, where their logs go to CloudWatch.
pub(super) async fn last_lines(run: &Run, task: &Value, definition: &Value) -> Vec<(String, Vec<String>)> {
    let mut all = Vec::new();
    for container in task["containers"].as_array().into_iter().flatten() {
        let mut defined = definition["containerDefinitions"].as_array().into_iter().flatten();
        let place = defined.find(|one| one["name"] == container["name"]).and_then(Awslogs::of);
        let Some(place) =
            place.filter(|place| place.region.as_deref().is_none_or(|region| region == run.aws.region()))
        else {
            continue;
        };
        let Some(stream) = place.stream(task, container) else { continue };
        let read = || async {
            let events = run.aws.logs.last_events(&place.group, &stream, LINES).await.unwrap_or_default();
            let lines = events.into_iter().map(|event| event.message.trim_end().to_owned());
            lines.collect::<Vec<_>>()
        };
        let mut lines = read().await;
        // A container that ran and said nothing is rarer than one whose lines are under way.
        if lines.is_empty() && !container["exitCode"].is_null() {
            run.aws.time().sleep(LATE).await;
            lines = read().await;
        }
        if !lines.is_empty() {
            all.push((place.container, lines));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end(containers: Value, stop_code: &str) -> TaskEnd {
        let definition = json!({ "containerDefinitions": [
            { "name": "app" }, { "name": "other", "essential": true }, { "name": "router", "essential": false },
        ] });
        let task = json!({
            "taskArn": "arn:task/1",
            "stopCode": stop_code,
            "stoppedReason": "Essential container in task exited",
            "containers": containers,
        });
        TaskEnd::of(&task, &definition)
    }

    #[test]
    fn a_task_ended_well_if_every_essential_container_did() {
        for (containers, well) in [
            (json!([{ "name": "app", "exitCode": 0 }, { "name": "router", "exitCode": 137 }]), true),
            (json!([{ "name": "app", "exitCode": 1 }, { "name": "router", "exitCode": 0 }]), false),
            (json!([{ "name": "app", "exitCode": 0 }, { "name": "other", "exitCode": 143 }]), false),
            // One that never ran has no code.
            (json!([{ "name": "app" }]), false),
            (json!([{ "name": "router", "exitCode": 0 }]), false),
        ] {
            assert_eq!(
                end(containers.clone(), "EssentialContainerExited").is_success(),
                well,
                "{containers}"
            );
        }
    }

    #[test]
    fn a_bad_end_has_a_reason_a_meaning_and_a_remedy() {
        let failed = end(
            json!([{ "name": "router", "exitCode": 143 }, { "name": "app", "exitCode": 1 }]),
            "EssentialContainerExited",
        );
        assert_eq!(failed.reason, "Essential container in task exited (app ended with code 1)");
        assert_eq!(failed.meaning.as_deref(), Some("the application ended with an error of its own"));
        let killed = end(
            json!([{ "name": "app", "exitCode": 0 }, { "name": "other", "exitCode": 137 }]),
            "EssentialContainerExited",
        );
        assert!(
            killed.fix.as_deref().is_some_and(|fix| fix.contains("`other` is not essential")),
            "{killed:?}"
        );
        let stopped = end(json!([{ "name": "app", "exitCode": 143 }]), "UserInitiated");
        assert_eq!(stopped.meaning.as_deref(), Some("somebody stopped the task"));
        assert_eq!(stopped.fix.as_deref(), Some("run it again"));
    }
}
