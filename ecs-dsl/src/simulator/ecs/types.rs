//! What ECS cannot even read: members of another type than the API's.

use serde_json::Value;

use super::Refusal;

/// Members that are structures or maps.
const OBJECTS: &[&str] = &[
    "advancedConfiguration",
    "alarms",
    "authorizationConfig",
    "autoScalingGroupProvider",
    "awsvpcConfiguration",
    "canaryConfiguration",
    "capabilities",
    "configuration",
    "createdAt",
    "deploymentCircuitBreaker",
    "deploymentConfiguration",
    "deploymentController",
    "dockerVolumeConfiguration",
    "efsVolumeConfiguration",
    "healthCheck",
    "linearConfiguration",
    "linuxParameters",
    "logConfiguration",
    "managedEBSVolume",
    "managedInstancesProvider",
    "managedScaling",
    "networkConfiguration",
    "options",
    "overrides",
    "restartPolicy",
    "scale",
    "serviceConnectConfiguration",
    "serviceConnectDefaults",
    "thresholdConfiguration",
    "timeoutConfiguration",
];

/// Members that are lists of structures.
const LISTS: &[&str] = &[
    "capacityProviderStrategy",
    "containerDefinitions",
    "defaultCapacityProviderStrategy",
    "dependsOn",
    "environment",
    "gatewayConnectors",
    "lifecycleHooks",
    "loadBalancers",
    "mountPoints",
    "placementConstraints",
    "placementStrategy",
    "portMappings",
    "secrets",
    "serviceRegistries",
    "settings",
    "tags",
    "volumeConfigurations",
    "volumes",
    "volumesFrom",
    "vpcLatticeConfigurations",
];

/// Refuses a request in which a structure or a list of structures is something else.
pub(super) fn check(value: &Value) -> Result<(), Refusal> {
    match value {
        Value::Array(items) => items.iter().try_for_each(check),
        Value::Object(members) => members.iter().try_for_each(|(name, value)| {
            let fits = match value {
                Value::Null => true,
                Value::Object(_) => !LISTS.contains(&name.as_str()),
                Value::Array(items) => {
                    let structures = items.iter().all(|item| item.is_object() || item.is_null());
                    !OBJECTS.contains(&name.as_str()) && (structures || !LISTS.contains(&name.as_str()))
                }
                _ => !OBJECTS.contains(&name.as_str()) && !LISTS.contains(&name.as_str()),
            };
            if fits {
                return check(value);
            }
            Err(Refusal::new("SerializationException", format!("{name} has a wrong type")))
        }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn structures_are_structures_and_lists_are_lists() {
        assert!(check(&json!({ "networkConfiguration": { "awsvpcConfiguration": null } })).is_ok());
        assert!(check(&json!({ "containerDefinitions": [null, { "environment": [] }] })).is_ok());
        assert!(check(&json!({ "networkConfiguration": "x" })).is_err());
        assert!(check(&json!({ "containerDefinitions": [{ "environment": {} }] })).is_err());
        assert!(check(&json!({ "containerDefinitions": ["x"] })).is_err());
    }
}
