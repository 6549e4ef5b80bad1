//! AWS's names for what is called otherwise here, so that who knows the API finds the key.

/// Returns our key for a member of the API, written in snake case.
pub(crate) fn ours(name: &str) -> Option<&'static str> {
    let folded: String =
        name.chars().filter(|character| *character != '_').flat_map(char::to_lowercase).collect();
    TABLE.iter().find(|(theirs, _)| *theirs == folded).map(|(_, ours)| *ours)
}

static TABLE: &[(&str, &str)] = &[
    ("containername", "name"),
    ("portmappings", "ports"),
    ("port", "ports"),
    ("containerportrange", "port_range"),
    ("environment", "env"),
    ("enviroment", "env"),
    ("variables", "env"),
    ("environmentfiles", "env_file"),
    ("mountpoints", "mounts"),
    ("volumes", "mounts"),
    ("logconfiguration", "logs"),
    ("firelensconfiguration", "log_router"),
    ("firelens", "log_router"),
    ("restartpolicy", "restart"),
    ("resourcerequirements", "gpus"),
    ("repositorycredentials", "registry_credentials"),
    ("versionconsistency", "pin_image_version"),
    ("readonly", "readonly_root_filesystem"),
    ("initprocessenabled", "init_process"),
    ("sharedmemorysize", "shared_memory"),
    ("maxswap", "swap"),
    ("taskrolearn", "task_role"),
    ("executionrolearn", "execution_role"),
    ("runtimeplatform", "platform"),
    ("proxyconfiguration", "app_mesh_proxy"),
    ("placementconstraints", "place_on"),
    ("trustedexecutionconfiguration", "trusted_execution"),
    ("servicename", "name"),
    ("clustername", "name"),
    ("rolename", "name"),
    ("taskdefinition", "task"),
    ("taskdef", "task"),
    ("networkconfiguration", "network"),
    ("loadbalancers", "targets"),
    ("loadbalancer", "targets"),
    ("deploymentconfiguration", "deployment"),
    ("circuitbreaker", "deployment"),
    ("deploymentcircuitbreaker", "deployment"),
    ("rollback", "deployment"),
    ("serviceregistries", "service_registry"),
    ("serviceconnectconfiguration", "service_connect"),
    ("capacityproviderstrategy", "capacity_provider"),
    ("schedulingstrategy", "daemon"),
    ("exec", "enable_execute_command"),
    ("settings", "container_insights"),
    ("retentionindays", "retention"),
    ("kmskeyid", "kms_key"),
];
