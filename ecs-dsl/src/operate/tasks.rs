//! The tasks of a service or of a task definition, as ECS knows them.

use serde_json::{Value, json};

use crate::apply::Failure;
use crate::aws::{Aws, CallError, EcsOperation};
use crate::live::{absent_if_not_found, items, last_part};

/// How many tasks one call describes.
pub(super) const TASKS: usize = 100;

/// Whose tasks are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whose<'a> {
    /// A service's.
    Service(&'a str),
    /// A task definition family's, in whatever service or none.
    Family(&'a str),
}

/// Returns the tasks of a cluster, through all pages: those that run or start, and with `stopped` those
/// too that ECS still remembers, which is about an hour.
pub(super) async fn tasks(
    aws: &Aws,
    cluster: &str,
    whose: Whose<'_>,
    stopped: bool,
) -> Result<Vec<Value>, CallError> {
    let mut arns = Vec::new();
    for status in ["RUNNING", "STOPPED"].into_iter().take(if stopped { 2 } else { 1 }) {
        let mut body = json!({ "cluster": cluster, "desiredStatus": status, "maxResults": 100 });
        match whose {
            Whose::Service(name) => body["serviceName"] = json!(name),
            Whose::Family(name) => body["family"] = json!(name),
        }
        loop {
            let answer = absent_if_not_found(aws.ecs.call(EcsOperation::ListTasks, &body).await)?;
            let mut answer = answer.unwrap_or_default();
            arns.extend(items(&mut answer, "taskArns"));
            match answer["nextToken"].as_str().filter(|token| !token.is_empty()) {
                Some(token) => body["nextToken"] = json!(token),
                None => break,
            }
        }
    }
    let mut tasks = Vec::with_capacity(arns.len());
    for batch in arns.chunks(TASKS) {
        let body = json!({ "cluster": cluster, "tasks": batch });
        let mut answer = aws.ecs.call(EcsOperation::DescribeTasks, &body).await?;
        tasks.extend(items(&mut answer, "tasks"));
    }
    Ok(tasks)
}

/// Returns the id of a described task.
pub(super) fn id_of(task: &Value) -> &str {
    last_part(task["taskArn"].as_str().unwrap_or_default())
}

/// Finds a task by its id, the beginning of it, or its ARN.
///
/// # Errors
/// None has it, or several begin so.
pub(super) fn pick<'a>(tasks: &'a [Value], wanted: &str) -> Result<&'a Value, Failure> {
    let wanted = last_part(wanted);
    if let Some(task) = tasks.iter().find(|task| id_of(task) == wanted) {
        return Ok(task);
    }
    let mut beginning = tasks.iter().filter(|task| !wanted.is_empty() && id_of(task).starts_with(wanted));
    match (beginning.next(), beginning.next()) {
        (Some(task), None) => Ok(task),
        (Some(_), Some(_)) => {
            Err(Failure::new(format!("several tasks begin with `{wanted}`"))
                .fix("give more of the task's id"))
        }
        (None, _) => {
            let ids: Vec<&str> = tasks.iter().map(id_of).collect();
            let known = if ids.is_empty() { "there is none now".to_owned() } else { ids.join(", ") };
            Err(Failure::new(format!("it has no task `{wanted}`")).fix(format!("its tasks: {known}")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_is_known_by_the_beginning_of_its_id() {
        let task =
            |id: &str| json!({ "taskArn": format!("arn:aws:ecs:us-east-1:111122223333:task/main/{id}") });
        let tasks = [task("abc1"), task("abd2"), task("abc12")];
        let picked = |wanted: &str| pick(&tasks, wanted).map(id_of).map_err(|failure| failure.to_string());
        assert_eq!(picked("abd").as_deref(), Ok("abd2"));
        assert_eq!(picked("abc1").as_deref(), Ok("abc1"), "the whole id of one, the beginning of another");
        assert_eq!(picked("arn:aws:ecs:us-east-1:111122223333:task/main/abd2").as_deref(), Ok("abd2"));
        assert!(picked("ab").is_err_and(|told| told.contains("several tasks begin with `ab`")));
        assert!(picked("x").is_err_and(|told| told.contains("its tasks: abc1, abd2, abc12")));
        assert!(picked("").is_err());
        assert!(pick(&[], "x").is_err_and(|failure| failure.to_string().contains("there is none now")));
    }
}
