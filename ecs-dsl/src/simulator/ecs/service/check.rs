//! What ECS refuses because something else says otherwise: the task definition, the cluster, a role.
//!
//! Only what needs the world's other resources is looked at here; what a request alone shows to be
//! wrong is for the rules.

use serde_json::Value;

use super::super::super::iam;
use super::super::input::{short, text};
use super::super::task_definition::{self, Revision};
use super::{Refusal, World};

const SERVICES: &str = "ecs.amazonaws.com";

pub(super) fn create(world: &World, cluster: &str, input: &Value) -> Result<(), Refusal> {
    let controller = input["deploymentController"]["type"].as_str().unwrap_or("ECS");
    if controller == "EXTERNAL" {
        return Ok(());
    }
    let Some(definition) = text(input, "taskDefinition") else {
        return Err(Refusal::invalid("Task definition cannot be blank."));
    };
    let revision = task_definition::usable(world, definition)?;
    if text(input, "launchType").is_some()
        && input["capacityProviderStrategy"].as_array().is_some_and(|one| !one.is_empty())
    {
        return Err(Refusal::invalid(
            "Specifying both a launch type and capacity provider strategy is not supported. Remove one and \
             try again.",
        ));
    }
    everything(world, cluster, input, revision)
}

/// Checks a service's whole configuration against what it refers to.
pub(super) fn everything(
    world: &World,
    cluster: &str,
    config: &Value,
    revision: &Revision,
) -> Result<(), Refusal> {
    for member in ["taskRoleArn", "executionRoleArn"] {
        task_definition::check_role(world, text(&revision.body, member))?;
    }
    let launch = super::launch_of(world, cluster, config);
    let launch_type = launch.launch_type.as_deref().unwrap_or("EC2");
    let compatible = revision.body["compatibilities"].as_array();
    if launch_type != "MANAGED_INSTANCES"
        && compatible.is_some_and(|all| !all.iter().any(|one| one == launch_type))
    {
        return Err(Refusal::invalid(format!("Task definition does not support launch_type {launch_type}.")));
    }
    if revision.body["networkMode"] == "awsvpc"
        && config["networkConfiguration"]["awsvpcConfiguration"].is_null()
    {
        return Err(Refusal::invalid(
            "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
        ));
    }
    strategy(world, cluster, config)?;
    for balancer in config["loadBalancers"].as_array().into_iter().flatten() {
        load_balancer(world, balancer, revision)?;
    }
    for member in ["volumeConfigurations", "vpcLatticeConfigurations"] {
        for item in config[member].as_array().into_iter().flatten() {
            let nested = text(&item["managedEBSVolume"], "roleArn");
            infrastructure_role(world, nested.or_else(|| text(item, "roleArn")))?;
        }
    }
    for balancer in config["loadBalancers"].as_array().into_iter().flatten() {
        infrastructure_role(world, text(&balancer["advancedConfiguration"], "roleArn"))?;
    }
    service_connect(config, revision)
}

fn strategy(world: &World, cluster: &str, config: &Value) -> Result<(), Refusal> {
    let associated = world.ecs.clusters.get(cluster).map(|one| one.capacity_providers.as_slice());
    for item in config["capacityProviderStrategy"].as_array().into_iter().flatten() {
        let name = short(text(item, "capacityProvider").unwrap_or_default());
        if !associated.is_some_and(|all| all.iter().any(|one| one == name)) {
            return Err(Refusal::invalid(format!(
                "The specified capacity provider '{name}' is not associated with the cluster."
            )));
        }
    }
    Ok(())
}

fn load_balancer(world: &World, balancer: &Value, revision: &Revision) -> Result<(), Refusal> {
    let name = text(balancer, "containerName").unwrap_or_default();
    let container = revision.containers().iter().find(|container| container["name"] == name);
    let Some(container) = container else {
        return Err(Refusal::invalid(format!("The container {name} does not exist in the task definition.")));
    };
    let port = &balancer["containerPort"];
    let mapped = container["portMappings"].as_array().is_some_and(|all| {
        all.iter()
            .any(|mapping| mapping["containerPort"] == *port || !mapping["containerPortRange"].is_null())
    });
    if !mapped {
        return Err(Refusal::invalid(format!(
            "The container {name} did not have a container port {port} defined."
        )));
    }
    if let Some(group) = text(balancer, "targetGroupArn") {
        if world.externals.missing.contains(group) {
            return Err(Refusal::invalid(format!("The specified target group does not exist. {group}")));
        }
        if world.externals.target_groups_without_load_balancer.contains(group) {
            return Err(Refusal::invalid(format!(
                "The target group with targetGroupArn {group} does not have an associated load balancer."
            )));
        }
    }
    Ok(())
}

fn infrastructure_role(world: &World, role: Option<&str>) -> Result<(), Refusal> {
    match role {
        Some(arn) if !iam::can_assume(world, arn, SERVICES) => Err(Refusal::invalid(format!(
            "ECS was unable to assume the role '{arn}'. Verify that the role exists and that its trust \
             policy allows {SERVICES}."
        ))),
        _ => Ok(()),
    }
}

fn service_connect(config: &Value, revision: &Revision) -> Result<(), Refusal> {
    for service in config["serviceConnectConfiguration"]["services"].as_array().into_iter().flatten() {
        let wanted = text(service, "portName").unwrap_or_default();
        let mut ports = revision
            .containers()
            .iter()
            .flat_map(|container| container["portMappings"].as_array().into_iter().flatten());
        if !ports.any(|port| port["name"] == wanted) {
            return Err(Refusal::invalid(format!(
                "The portName '{wanted}' is not defined in the task definition."
            )));
        }
    }
    Ok(())
}
