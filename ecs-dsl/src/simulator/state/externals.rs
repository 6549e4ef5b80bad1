//! What exists without having been made here: what a stack refers to by name or ARN.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Something that is said to exist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum External {
    /// A role, by ARN: ECS can assume it.
    Role(String),
    /// A cluster, by name or ARN.
    Cluster(String),
    /// A capacity provider, by name.
    CapacityProvider(String),
    /// A log group, by name.
    LogGroup(String),
    /// A revision of a task definition, by ARN or `family:revision`, with as much of its registration
    /// as is known; an empty object is a container `main`.
    TaskDefinition {
        /// `family:revision` or the ARN.
        name: String,
        /// The request that registered it, as far as it is known.
        registration: Value,
    },
}

impl External {
    /// Names a role by its ARN.
    pub fn role(arn: impl Into<String>) -> Self {
        Self::Role(arn.into())
    }

    /// Names a cluster by its name or ARN.
    pub fn cluster(name: impl Into<String>) -> Self {
        Self::Cluster(name.into())
    }

    /// Names a capacity provider.
    pub fn capacity_provider(name: impl Into<String>) -> Self {
        Self::CapacityProvider(name.into())
    }

    /// Names a log group.
    pub fn log_group(name: impl Into<String>) -> Self {
        Self::LogGroup(name.into())
    }

    /// Names a revision of a task definition, `family:revision` or its ARN.
    pub fn task_definition(name: impl Into<String>, registration: Value) -> Self {
        Self::TaskDefinition { name: name.into(), registration }
    }
}

/// What is known of resources whose services are not simulated.
///
/// Target groups, subnets, secrets and the like are taken to exist, since nothing here could make
/// them; name what does *not*.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Externals {
    pub(crate) roles: BTreeSet<String>,
    pub(crate) missing: BTreeSet<String>,
    pub(crate) target_groups_without_load_balancer: BTreeSet<String>,
    pub(crate) alarms: BTreeSet<String>,
}

impl Externals {
    /// Finds what requests refer to that a world could otherwise not know: role ARNs, log groups of
    /// the awslogs driver, clusters, task definitions with a revision and capacity providers.
    ///
    /// Values that still hold a `${…}` token are of the stack itself, and are left out.
    pub fn referenced_by<'a>(requests: impl IntoIterator<Item = &'a Value>) -> Vec<External> {
        let mut found = Vec::new();
        for request in requests {
            search(request, None, &mut found);
        }
        found
    }
}

fn search(value: &Value, member: Option<&str>, found: &mut Vec<External>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                search(value, Some(name), found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| search(item, member, found)),
        Value::String(text) if !text.is_empty() && !text.contains("${") => {
            let external = match member {
                Some("awslogs-group") => Some(External::log_group(text)),
                Some("capacityProvider" | "capacityProviders") => Some(External::capacity_provider(text)),
                Some("cluster") => Some(External::cluster(text)),
                Some("taskDefinition") if is_revision(text) => {
                    Some(External::task_definition(text, Value::Object(serde_json::Map::new())))
                }
                // `role` of a service may also name the service-linked role, which always exists.
                Some(name) if is_role_member(name) && text.contains(":role/") => Some(External::role(text)),
                _ => None,
            };
            found.extend(external.filter(|external| !found.contains(external)));
        }
        _ => {}
    }
}

fn is_role_member(name: &str) -> bool {
    name == "role" || name.ends_with("RoleArn") || name == "roleArn"
}

fn is_revision(text: &str) -> bool {
    text.rsplit_once(':').is_some_and(|(_, revision)| revision.parse::<u32>().is_ok())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn references_are_found_where_they_stand_and_tokens_are_not_taken_for_names() {
        let request = json!({
            "cluster": "shared",
            "taskDefinition": "${task-definition/web.arn}",
            "taskRoleArn": "arn:aws:iam::1:role/app",
            "executionRoleArn": "${role/web.arn}",
            "capacityProviderStrategy": [{ "capacityProvider": "gpu" }],
            "containerDefinitions": [{ "logConfiguration": { "options": { "awslogs-group": "/app" } } }],
        });
        assert_eq!(
            Externals::referenced_by([&request]),
            [
                External::capacity_provider("gpu"),
                External::cluster("shared"),
                External::log_group("/app"),
                External::role("arn:aws:iam::1:role/app"),
            ]
        );
    }
}
