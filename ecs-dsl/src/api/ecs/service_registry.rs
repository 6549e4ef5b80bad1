//! The Cloud Map services that a service's tasks register with.

use serde::{Deserialize, Serialize};

/// A Cloud Map service that ECS registers the tasks in (service discovery).
///
/// Limit: one for a service. With bridge or host networking `containerName` and `containerPort` are
/// needed; with `awsvpc` and an SRV record either those two or `port`.
/// AWS: [`ServiceRegistry`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceRegistry.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceRegistry {
    /// The Cloud Map service's ARN. AWS: `ServiceRegistry.registryArn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registry_arn: Option<String>,
    /// The port of the SRV record. AWS: `ServiceRegistry.port`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<i32>,
    /// The container whose address is registered. AWS: `ServiceRegistry.containerName`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_name: Option<String>,
    /// The port of that container, one of its port mappings. AWS: `ServiceRegistry.containerPort`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_port: Option<i32>,
}
