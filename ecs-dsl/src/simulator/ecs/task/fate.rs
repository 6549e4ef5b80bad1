//! What becomes of a task: its whole life, planned when it is made.

use std::collections::VecDeque;

use serde_json::Value;

use super::super::super::logs;
use super::super::super::state::TaskFate;
use super::super::task_definition::Revision;
use super::{End, Millis, Order, Status, Step, Task, World};

/// What ECS says when a cluster has no instance to place a task on.
pub(in super::super) const NO_INSTANCES: &str = "No Container Instances were found in your cluster.";

/// Decides a task's fate: what is scripted, else what its definition must lead to.
///
/// # Errors
/// Why no place was found for it.
pub(super) fn of(
    world: &mut World,
    family: &str,
    revision: u32,
    definition: &Revision,
    order: &Order<'_>,
) -> Result<TaskFate, String> {
    let on_instances = matches!(order.launch.launch_type.as_deref(), Some("EC2" | "EXTERNAL"));
    let instances = world.ecs.clusters.get(order.cluster).map_or(0, |cluster| cluster.instances);
    if on_instances && instances == 0 {
        return Err(NO_INSTANCES.to_owned());
    }
    let scripted = world.task_faults.iter_mut().find_map(|fault| fault.meets(family, revision));
    match scripted {
        Some(TaskFate::NotPlaced) => {
            return Err(
                "The closest matching container-instance has insufficient memory available.".to_owned()
            );
        }
        Some(fate) => return Ok(fate),
        None => {}
    }
    for container in definition.containers() {
        let logs = &container["logConfiguration"];
        let Some(group) = logs["options"]["awslogs-group"].as_str() else { continue };
        if logs["logDriver"] != "awslogs" || logs::has_group(world, group) {
            continue;
        }
        if logs["options"]["awslogs-create-group"] == "true" {
            logs::create_for_driver(world, group);
        } else {
            return Ok(TaskFate::NoLogGroup { group: group.to_owned() });
        }
    }
    Ok(TaskFate::Runs)
}

/// Plans the steps from a task's making to its end, if it has one of its own.
pub(super) fn plan(
    world: &World,
    task: &Task,
    definition: &Revision,
    fate: &TaskFate,
) -> VecDeque<(Millis, Step)> {
    let timings = &world.settings.timings;
    let balanced = !task.launch.target_groups.is_empty();
    let checked = definition.containers().iter().any(|container| !container["healthCheck"].is_null());
    let pending = world.now + timings.provisioning;
    let pulled = pending + timings.pulling;
    let running = pulled + if balanced { timings.activating } else { 0 };
    let checks_done = running + if balanced || checked { timings.healthy } else { timings.settling };

    let mut steps = vec![(pending, Step::Becomes(Status::Pending))];
    let fails_at_start = |at: Millis, reason: String| {
        let container_reason = Some(reason.clone());
        let stop_code = "TaskFailedToStart".to_owned();
        let end = End { stop_code, reason, exit_code: None, container_reason, last_words: None };
        (at, Step::Ends(end))
    };
    let image = task.containers.first().map_or("", |container| &container.image);
    match fate {
        TaskFate::CannotPull => steps.push(fails_at_start(
            pulled,
            format!(
                "CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to \
                 resolve ref {image}: {image}: not found"
            ),
        )),
        TaskFate::CannotFetchSecret => steps.push(fails_at_start(
            pending,
            "ResourceInitializationError: unable to pull secrets or registry auth: execution resource \
             retrieval failed: unable to retrieve secret from asm: service call has been retried 1 \
             time(s): AccessDeniedException: not authorized to perform: secretsmanager:GetSecretValue"
                .to_owned(),
        )),
        TaskFate::NoLogGroup { group } => steps.push(fails_at_start(
            pending,
            format!(
                "ResourceInitializationError: failed to validate logger args: create stream has been \
                 retried 1 times: failed to create Cloudwatch log stream: ResourceNotFoundException: The \
                 specified log group does not exist. ({group}) : exit status 1"
            ),
        )),
        TaskFate::CannotStart => {
            steps.push((pulled, Step::ImagesPulled));
            steps.push(fails_at_start(
                pulled,
                "CannotStartContainerError: ResourceInitializationError: failed to create new container \
                 runtime task: exec: no such file or directory"
                    .to_owned(),
            ));
        }
        _ => {
            steps.push((pulled, Step::ImagesPulled));
            if balanced {
                steps.push((pulled, Step::Becomes(Status::Activating)));
            }
            steps.push((running, Step::Becomes(Status::Running)));
            let end = end_of_running(task, definition, fate, timings.standalone_task);
            let ends_at = |after: Option<Millis>| after.map_or(checks_done, |after| running + after);
            match end {
                Some((after, end)) => {
                    let at = ends_at(after);
                    // Checks that come out bad, or an end before them, are never passed.
                    if after.is_some() && at > checks_done {
                        steps.push((checks_done, Step::PassesHealthChecks));
                    }
                    steps.push((at, Step::Ends(end)));
                }
                None => steps.push((checks_done, Step::PassesHealthChecks)),
            }
        }
    }
    steps.into()
}

/// Returns how a task that came to run ends by itself, and how long after; `None` is when its health
/// checks have come out.
fn end_of_running(
    task: &Task,
    definition: &Revision,
    fate: &TaskFate,
    standalone: Millis,
) -> Option<(Option<Millis>, End)> {
    let exited = |code: i32, container_reason: Option<&str>, words: String| End {
        stop_code: "EssentialContainerExited".to_owned(),
        reason: "Essential container in task exited".to_owned(),
        exit_code: Some(code),
        container_reason: container_reason.map(str::to_owned),
        last_words: Some(words),
    };
    let stopped = |stop_code: &str, reason: String| End {
        stop_code: stop_code.to_owned(),
        reason,
        exit_code: Some(137),
        container_reason: None,
        last_words: None,
    };
    Some(match fate {
        TaskFate::Exits { code, after } => {
            (Some(*after), exited(*code, None, format!("exiting with code {code}")))
        }
        TaskFate::OutOfMemory { after } => {
            let reason = "OutOfMemoryError: Container killed due to memory usage";
            (Some(*after), exited(137, Some(reason), "allocating more memory".to_owned()))
        }
        TaskFate::Unhealthy => {
            (None, stopped("ServiceSchedulerInitiated", "Task failed container health checks".to_owned()))
        }
        TaskFate::UnhealthyTarget => {
            let group = task.launch.target_groups.first().map_or("", String::as_str);
            let reason = format!("Task failed ELB health checks in (target-group {group})");
            (None, stopped("ServiceSchedulerInitiated", reason))
        }
        TaskFate::Interrupted { after } => {
            (Some(*after), stopped("SpotInterruption", "Your Spot Task was interrupted.".to_owned()))
        }
        // What belongs to no service has a job to do, and ends when it is done.
        _ if task.service.is_none() && !is_endless(definition) => {
            (Some(standalone), exited(0, None, "done".to_owned()))
        }
        _ => return None,
    })
}

/// A container that waits for ever, as those that are there to be looked into do.
fn is_endless(definition: &Revision) -> bool {
    definition.containers().iter().any(|container| {
        let words = |member: &str| container[member].as_array().cloned().unwrap_or_default();
        let line: Vec<Value> = [words("entryPoint"), words("command")].concat();
        line.iter().any(|word| word.as_str().is_some_and(|word| word.contains("infinity")))
    })
}

/// Lets a task's first essential container say something, where its log goes to CloudWatch.
pub(super) fn say(world: &mut World, task: &Task, words: &str) {
    let Some((_, _, definition)) = super::task_definition::find(world, &task.definition) else { return };
    let said = definition.containers().iter().find(|container| container["essential"] != false);
    let Some(container) = said else { return };
    let options = &container["logConfiguration"]["options"];
    let Some(group) = options["awslogs-group"].as_str().map(str::to_owned) else { return };
    let name = container["name"].as_str().unwrap_or_default();
    let stream = match options["awslogs-stream-prefix"].as_str() {
        Some(prefix) => format!("{prefix}/{name}/{}", task.id()),
        // Docker's own id of the container, which is what ECS calls its runtime id.
        None => task.runtime_id(name),
    };
    let line = format!("{name}: {words}");
    logs::write(world, &group, &stream, line);
}
