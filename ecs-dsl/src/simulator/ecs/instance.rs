//! Container instances: there are as many as the settings say, and all are alike.

use serde_json::{Value, json};

use super::input::{batch, page, short};
use super::{Answer, World, cluster, missing};

fn ids(world: &World, name: &str) -> Vec<String> {
    let count = world.ecs.clusters.get(name).map_or(0, |cluster| cluster.instances);
    (1..=count).map(|number| format!("{number:032x}")).collect()
}

fn arn(world: &World, cluster: &str, id: &str) -> String {
    world.arn("ecs", &format!("container-instance/{cluster}/{id}"))
}

pub(super) fn list(world: &World, input: &Value) -> Answer {
    let name = cluster::of(world, input)?;
    let arns = ids(world, &name).into_iter().map(|id| json!(arn(world, &name, &id))).collect();
    page(input, "containerInstanceArns", arns, 100)
}

pub(super) fn describe(world: &World, input: &Value) -> Answer {
    let name = cluster::of(world, input)?;
    let there = ids(world, &name);
    let (mut found, mut failures) = (Vec::new(), Vec::new());
    for wanted in batch(input, "containerInstances", 100)? {
        match there.iter().position(|id| id == short(wanted)) {
            Some(number) => found.push(json!({
                "containerInstanceArn": arn(world, &name, &there[number]),
                "ec2InstanceId": format!("i-{:017x}", number + 1),
                "status": "ACTIVE",
                "agentConnected": true,
                "remainingResources": [],
                "registeredResources": [],
                "attributes": [],
            })),
            None => failures.push(missing(&arn(world, &name, short(wanted)))),
        }
    }
    Ok(json!({ "containerInstances": found, "failures": failures }))
}
