//! A task as it is described.

use serde_json::{Value, json};

use super::super::{tags_json, task_definition};
use super::{Container, Status, Task, World};

pub(super) fn shape(world: &World, task: &Task, with_tags: bool) -> Value {
    let cluster_arn = world.arn("ecs", &format!("cluster/{}", task.cluster));
    let body = task_definition::find(world, &task.definition).map(|(_, _, revision)| &revision.body);
    let mut shape = json!({
        "taskArn": task.arn,
        "clusterArn": cluster_arn,
        "taskDefinitionArn": task.definition,
        "group": task.launch.group,
        "lastStatus": status(task.status),
        "desiredStatus": if task.stopping { "STOPPED" } else { "RUNNING" },
        "healthStatus": health(task),
        "connectivity": "CONNECTED",
        "availabilityZone": format!("{}a", world.settings.region),
        "createdAt": World::seconds(task.created),
        "enableExecuteCommand": task.launch.exec,
        "overrides": if task.launch.overrides.is_null() {
            json!({ "containerOverrides": [], "inferenceAcceleratorOverrides": [] })
        } else {
            task.launch.overrides.clone()
        },
        "attachments": attachments(task),
        "attributes": [],
        "containers": task.containers.iter().map(|one| container(task, one)).collect::<Vec<_>>(),
        "version": 1,
        "tags": if with_tags { tags_json(&task.tags) } else { json!([]) },
    });
    for (member, time) in [
        ("pullStartedAt", task.pull_started),
        ("pullStoppedAt", task.pull_stopped),
        ("startedAt", task.started),
        ("stoppingAt", task.stop_began),
        ("executionStoppedAt", task.stopped.and(task.stop_began)),
        ("stoppedAt", task.stopped),
    ] {
        if let Some(time) = time {
            shape[member] = World::seconds(time);
        }
    }
    for (member, text) in [
        ("startedBy", &task.launch.started_by),
        ("launchType", &task.launch.launch_type),
        ("capacityProviderName", &task.launch.capacity_provider),
        ("platformVersion", &task.launch.platform_version),
        ("stopCode", &task.stop_code),
        ("stoppedReason", &task.stopped_reason),
    ] {
        if let Some(text) = text {
            shape[member] = json!(text);
        }
    }
    if task.launch.platform_version.is_some() {
        shape["platformFamily"] = json!("Linux");
    }
    for member in ["cpu", "memory"] {
        if let Some(size) = body.and_then(|body| body[member].as_str()) {
            shape[member] = json!(size);
        }
    }
    shape
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Provisioning => "PROVISIONING",
        Status::Pending => "PENDING",
        Status::Activating => "ACTIVATING",
        Status::Running => "RUNNING",
        Status::Deactivating => "DEACTIVATING",
        Status::Stopping => "STOPPING",
        Status::Deprovisioning => "DEPROVISIONING",
        Status::Stopped => "STOPPED",
    }
}

fn health(task: &Task) -> &'static str {
    if task.stopped_reason().contains("health checks") {
        "UNHEALTHY"
    } else if task.healthy {
        "HEALTHY"
    } else {
        "UNKNOWN"
    }
}

fn attachments(task: &Task) -> Value {
    let subnet = &task.launch.network["awsvpcConfiguration"]["subnets"][0];
    let Some(subnet) = subnet.as_str() else { return json!([]) };
    json!([{
        "id": format!("eni-{}", &task.id()[..17]),
        "type": "ElasticNetworkInterface",
        "status": if task.is_stopped() { "DELETED" } else { "ATTACHED" },
        "details": [{ "name": "subnetId", "value": subnet }],
    }])
}

fn container(task: &Task, container: &Container) -> Value {
    let mut shape = json!({
        "containerArn": task.arn.replacen(":task/", ":container/", 1),
        "taskArn": task.arn,
        "name": container.name,
        "image": container.image,
        "runtimeId": task.runtime_id(&container.name),
        "lastStatus": match task.status {
            Status::Provisioning | Status::Pending => "PENDING",
            Status::Stopped | Status::Deprovisioning => "STOPPED",
            _ => "RUNNING",
        },
        "networkBindings": [],
        "networkInterfaces": [],
        "healthStatus": health(task),
    });
    if let Some(code) = container.exit_code {
        shape["exitCode"] = json!(code);
    }
    if let Some(reason) = &container.reason {
        shape["reason"] = json!(reason);
    }
    if task.launch.exec {
        let status = if task.is_running() { "RUNNING" } else { "PENDING" };
        shape["managedAgents"] = json!([{ "name": "ExecuteCommandAgent", "lastStatus": status }]);
    }
    shape
}
