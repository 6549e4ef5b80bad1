//! UpdateService: what may be changed, and what of it starts a deployment.

use serde_json::{Value, json};

use super::super::input::text;
use super::super::task_definition;
use super::form::{deployment_configuration, full_task_definition, rest};
use super::{Answer, Refusal, World, active, check, rollout, shape};

/// Members that may be changed, and whether changing them starts a deployment.
const MEMBERS: &[(&str, bool)] = &[
    ("taskDefinition", true),
    ("capacityProviderStrategy", true),
    ("networkConfiguration", true),
    ("platformVersion", true),
    ("loadBalancers", true),
    ("serviceRegistries", true),
    ("serviceConnectConfiguration", true),
    ("volumeConfigurations", true),
    ("vpcLatticeConfigurations", true),
    ("gatewayConnectors", true),
    ("monitoring", true),
    ("deploymentConfiguration", false),
    ("deploymentController", false),
    ("availabilityZoneRebalancing", false),
    ("placementConstraints", false),
    ("placementStrategy", false),
    ("healthCheckGracePeriodSeconds", false),
    ("enableExecuteCommand", false),
    ("enableECSManagedTags", false),
    ("propagateTags", false),
];

/// What may be changed although CodeDeploy rolls the service out.
const WITH_CODE_DEPLOY: &[&str] = &[
    "deploymentConfiguration",
    "healthCheckGracePeriodSeconds",
    "placementConstraints",
    "placementStrategy",
    "enableECSManagedTags",
    "propagateTags",
];

/// What may be changed although the service is made of task sets.
const WITH_TASK_SETS: &[&str] = &[
    "healthCheckGracePeriodSeconds",
    "placementConstraints",
    "placementStrategy",
    "enableECSManagedTags",
    "propagateTags",
];

pub(in super::super) fn update(world: &mut World, input: &Value) -> Answer {
    let key = active(world, input)?;
    let service = &world.ecs.services[&key];
    refuse_what_the_controller_owns(service.controller(), input)?;
    if service.is_daemon() && !input["desiredCount"].is_null() {
        return Err(Refusal::invalid(
            "The daemon scheduling strategy does not support a desired count for services.",
        ));
    }
    let old = service.config.clone();
    let mut config = old.clone();
    for (member, _) in MEMBERS {
        // What is absent stays; an empty list takes everything away.
        if let Some(value) = input.get(*member).filter(|value| !value.is_null() && value.as_str() != Some(""))
        {
            config[*member] = value.clone();
        }
    }
    keep_unsaid_deployment_settings(&mut config, &old);
    full_task_definition(world, &mut config);
    refuse_another_strategy(&mut config, &old, input)?;
    deployment_configuration(&mut config);
    rest(world, &mut config);
    let desired = input["desiredCount"].as_u64();
    if desired.is_some_and(|count| count > world.settings.quotas.tasks_per_service) {
        return Err(Refusal::invalid("The desired count exceeds the quota of tasks per service."));
    }
    if !input["taskDefinition"].is_null() || input["forceNewDeployment"] == true {
        let name = text(input, "taskDefinition").or_else(|| text(&config, "taskDefinition"));
        // A forced deployment of what runs already is allowed even by an INACTIVE revision.
        let revision = match text(input, "taskDefinition") {
            Some(name) => task_definition::usable(world, name)?,
            None => name
                .and_then(|name| task_definition::find(world, name))
                .map(|(_, _, revision)| revision)
                .ok_or_else(|| Refusal::client("TaskDefinition not found."))?,
        };
        check::everything(world, &service.cluster, &config, revision)?;
    } else if let Some((_, _, revision)) =
        text(&config, "taskDefinition").and_then(|name| task_definition::find(world, name))
    {
        check::everything(world, &service.cluster, &config, revision)?;
    }
    let starts = input["forceNewDeployment"] == true
        || MEMBERS.iter().any(|(member, starts)| *starts && config[*member] != old[*member]);
    let Some(service) = world.ecs.services.get_mut(&key) else { return Ok(json!({})) };
    let own_controller = service.controller() == "ECS";
    service.config = config;
    if let Some(desired) = desired.filter(|desired| *desired != service.desired) {
        service.desired = desired;
        service.steady = false;
    }
    if starts && own_controller {
        rollout::begin(world, &key);
    }
    rollout::reconcile(world, &key);
    Ok(json!({ "service": shape::service(world, &world.ecs.services[&key], true) }))
}

fn refuse_what_the_controller_owns(controller: &str, input: &Value) -> Result<(), Refusal> {
    let (allowed, message) = match controller {
        "CODE_DEPLOY" => (
            WITH_CODE_DEPLOY,
            "Unable to update task definition on services with a CODE_DEPLOY deployment controller. Use AWS \
             CodeDeploy to trigger a new deployment.",
        ),
        "EXTERNAL" => (
            WITH_TASK_SETS,
            "Unable to update this member on services with an EXTERNAL deployment controller. Use a task set.",
        ),
        _ => return Ok(()),
    };
    let refused = MEMBERS.iter().find(|(member, _)| {
        !allowed.contains(member) && input.get(*member).is_some_and(|value| !value.is_null())
    });
    let forced = input["forceNewDeployment"] == true;
    match refused {
        Some((member, _)) => Err(Refusal::invalid(format!("{message} ({member})"))),
        None if forced => Err(Refusal::invalid(message)),
        None => Ok(()),
    }
}

/// A strategy takes the place of a launch type or of another strategy only if all tasks are started by it.
fn refuse_another_strategy(config: &mut Value, old: &Value, input: &Value) -> Result<(), Refusal> {
    let named = |value: &Value| value.as_array().is_some_and(|all| !all.is_empty());
    let strategy = &config["capacityProviderStrategy"];
    if *strategy == old["capacityProviderStrategy"] {
        return Ok(());
    }
    if input["forceNewDeployment"] != true {
        return Err(Refusal::invalid(
            "When switching from launch type to capacity provider strategy on an existing service, or making a \
             change to a capacity provider strategy on a service that is already using one, you must force a new \
             deployment.",
        ));
    }
    if named(&old["capacityProviderStrategy"]) && !named(strategy) {
        // Back to the launch type of what the tasks ran on.
        let providers = old["capacityProviderStrategy"].as_array().into_iter().flatten();
        let mut names = providers.filter_map(|item| item["capacityProvider"].as_str());
        let on_fargate = names.any(|name| name.starts_with("FARGATE"));
        config["launchType"] = json!(if on_fargate { "FARGATE" } else { "EC2" });
    } else if named(strategy)
        && let Value::Object(members) = config
    {
        members.remove("launchType");
    }
    Ok(())
}

/// Within `deploymentConfiguration` too, what an update does not say stays as it is.
fn keep_unsaid_deployment_settings(config: &mut Value, old: &Value) {
    let Some(kept) = old["deploymentConfiguration"].as_object() else { return };
    if let Some(new) = config.get_mut("deploymentConfiguration").and_then(Value::as_object_mut) {
        for (member, value) in kept {
            new.entry(member.clone()).or_insert_with(|| value.clone());
        }
    }
}
