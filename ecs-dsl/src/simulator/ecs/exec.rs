//! ECS Exec: who may be looked into.

use serde_json::{Value, json};

use super::input::{required, short, text};
use super::{Answer, Refusal, World, cluster};

pub(super) fn execute(world: &mut World, input: &Value) -> Answer {
    let cluster = cluster::of(world, input)?;
    required(input, "command")?;
    if input["interactive"] != true {
        return Err(Refusal::invalid("Interactive is the only mode supported currently."));
    }
    let id = short(required(input, "task")?).to_owned();
    let task = world.ecs.tasks.get(&id).filter(|task| task.cluster == cluster);
    let task = task.ok_or_else(|| Refusal::invalid("The referenced task was not found."))?;
    let unavailable = || {
        Refusal::invalid(
            "The execute command failed because execute command was not enabled when the task was run or \
             the execute command agent isn't running. Wait and try again or run a new task with execute \
             command enabled and try again.",
        )
    };
    if !task.is_running() || !task.allows_exec() {
        return Err(unavailable());
    }
    let containers = task.container_names();
    let container = match (text(input, "container"), containers.as_slice()) {
        (Some(name), names) if names.contains(&name) => name.to_owned(),
        (Some(_), _) => return Err(Refusal::invalid("The container was not found in the task.")),
        (None, [only]) => (*only).to_owned(),
        (None, _) => {
            return Err(Refusal::invalid("Must specify container name if task has multiple containers."));
        }
    };
    let arn = task.arn.clone();
    let session = format!("ecs-execute-command-{}", &world.new_id()[..17]);
    let region = world.settings.region.clone();
    Ok(json!({
        "clusterArn": world.arn("ecs", &format!("cluster/{cluster}")),
        "containerArn": arn.replacen(":task/", ":container/", 1),
        "containerName": container,
        "interactive": true,
        "taskArn": arn,
        "session": {
            "sessionId": session,
            "streamUrl": format!("wss://ssmmessages.{region}.amazonaws.com/v1/data-channel/{session}"),
            "tokenValue": "simulated",
        },
    }))
}
