//! A service as it is described.

use serde_json::{Value, json};

use super::super::input::shuffle;
use super::super::{deployment, tags_json, task_set};
use super::{Service, Status, World};

/// What of the configuration the service itself shows. Service Connect, volumes and VPC Lattice are
/// shown by its deployments alone, gateways and monitoring by its revisions.
const SHOWN: &[&str] = &[
    "serviceName",
    "loadBalancers",
    "serviceRegistries",
    "launchType",
    "capacityProviderStrategy",
    "platformVersion",
    "platformFamily",
    "taskDefinition",
    "deploymentConfiguration",
    "roleArn",
    "placementConstraints",
    "placementStrategy",
    "networkConfiguration",
    "healthCheckGracePeriodSeconds",
    "schedulingStrategy",
    "deploymentController",
    "propagateTags",
    "enableECSManagedTags",
    "enableExecuteCommand",
    "availabilityZoneRebalancing",
];

/// Lists whose order means nothing.
const UNORDERED: &[&str] = &[
    "/loadBalancers",
    "/serviceRegistries",
    "/placementConstraints",
    "/capacityProviderStrategy",
    "/networkConfiguration/awsvpcConfiguration/subnets",
    "/networkConfiguration/awsvpcConfiguration/securityGroups",
];

pub(super) fn service(world: &World, service: &Service, with_tags: bool) -> Value {
    let mut shape = json!({
        "serviceArn": service.arn,
        "clusterArn": world.arn("ecs", &format!("cluster/{}", service.cluster)),
        "status": match service.status {
            Status::Active => "ACTIVE",
            Status::Draining => "DRAINING",
            Status::Inactive => "INACTIVE",
        },
        "desiredCount": service.wanted(world),
        "createdAt": World::seconds(service.created),
        "createdBy": service.created_by,
    });
    for member in SHOWN {
        let value = &service.config[*member];
        if !value.is_null() {
            shape[*member] = value.clone();
        }
    }
    let live = service.tasks.iter().filter_map(|id| world.ecs.tasks.get(id));
    let (mut running, mut pending) = (0, 0);
    for task in live {
        if task.is_running() {
            running += 1;
        } else if task.counts() {
            pending += 1;
        }
    }
    shape["runningCount"] = json!(running);
    shape["pendingCount"] = json!(pending);
    if service.controller() == "EXTERNAL" || !service.task_sets.is_empty() {
        let sets = service.task_sets.iter().map(|set| task_set::shape(world, service, set, false));
        shape["taskSets"] = sets.collect();
    }
    shape["deployments"] =
        service.deployments.iter().map(|one| deployment::shape(world, service, one)).collect();
    shape["events"] = service
        .events
        .iter()
        .map(|one| json!({ "id": one.id, "createdAt": World::seconds(one.at), "message": one.message }))
        .collect();
    if let Some(record) = service.history.iter().find(|one| one.is_under_way()) {
        shape["currentServiceDeployment"] = json!(record.arn);
    }
    shape["currentServiceRevisions"] =
        service.deployments.iter().map(|one| deployment::revision_summary(world, service, one)).collect();
    if with_tags {
        shape["tags"] = tags_json(&service.tags);
    } else {
        shape["tags"] = json!([]);
    }
    for path in UNORDERED {
        if let Some(list) = shape.pointer_mut(path) {
            shuffle(list, world.settings.shuffle);
        }
    }
    shape
}
