//! A port that a service offers through Service Connect.

use serde::{Deserialize, Serialize};

use super::ServiceConnectTlsConfiguration;

/// A port of the service that others reach by name.
///
/// AWS: [`ServiceConnectService`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceConnectService {
    /// The name of a port mapping of the task definition. AWS: `ServiceConnectService.portName`.
    pub port_name: String,
    /// The name in the namespace, unique there.
    ///
    /// Default: the port's name. Limit: 64 characters of lowercase letters, digits, `_` and `-`,
    /// not starting with `-`.
    /// AWS: `ServiceConnectService.discoveryName`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discovery_name: Option<String>,
    /// The address under which clients reach the port.
    ///
    /// Limit: 1.
    /// AWS: `ServiceConnectService.clientAliases`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_aliases: Option<Vec<ServiceConnectClientAlias>>,
    /// The port on which the proxy listens.
    ///
    /// Default: the container's port with `awsvpc`, a free one with bridge. Limits: 0 to 65535.
    /// AWS: `ServiceConnectService.ingressPortOverride`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ingress_port_override: Option<i32>,
    /// How long the proxy waits. AWS: `ServiceConnectService.timeout`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout: Option<TimeoutConfiguration>,
    /// The encryption between proxies.
    ///
    /// Default: none.
    /// AWS: `ServiceConnectService.tls`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tls: Option<ServiceConnectTlsConfiguration>,
}

/// The name and port under which clients reach a port.
///
/// Name and port together are unique in the namespace.
/// AWS: [`ServiceConnectClientAlias`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectClientAlias.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceConnectClientAlias {
    /// The port that clients use.
    ///
    /// Limits: 0 to 65535.
    /// AWS: `ServiceConnectClientAlias.port`
    pub port: i32,
    /// The name that clients use.
    ///
    /// Default: the discovery name, a dot, and the namespace. Limit: 127 characters of lowercase
    /// letters, digits, `_`, `-` and `.`, not starting with `-`.
    /// AWS: `ServiceConnectClientAlias.dnsName`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dns_name: Option<String>,
    /// Which requests are test traffic in a blue/green deployment.
    ///
    /// AWS: `ServiceConnectClientAlias.testTrafficRules`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub test_traffic_rules: Option<ServiceConnectTestTrafficRules>,
}

/// Which requests are test traffic, and so go to the new revision first.
///
/// AWS: [`ServiceConnectTestTrafficRules`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectTestTrafficRules.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceConnectTestTrafficRules {
    /// The header that marks them. AWS: `ServiceConnectTestTrafficRules.header`.
    pub header: ServiceConnectTestTrafficHeaderRules,
}

/// A header that marks a request as test traffic.
///
/// AWS: [`ServiceConnectTestTrafficHeaderRules`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectTestTrafficHeaderRules.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceConnectTestTrafficHeaderRules {
    /// The header's name. AWS: `ServiceConnectTestTrafficHeaderRules.name`.
    pub name: String,
    /// What the header's value must be.
    ///
    /// Default: anything.
    /// AWS: `ServiceConnectTestTrafficHeaderRules.value`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<ServiceConnectTestTrafficHeaderMatchRules>,
}

/// What the value of a test header must be.
///
/// AWS: [`ServiceConnectTestTrafficHeaderMatchRules`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectTestTrafficHeaderMatchRules.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceConnectTestTrafficHeaderMatchRules {
    /// The value, in full. AWS: `ServiceConnectTestTrafficHeaderMatchRules.exact`.
    pub exact: String,
}

/// How long the Service Connect proxy waits.
///
/// AWS: [`TimeoutConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TimeoutConfiguration.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TimeoutConfiguration {
    /// How long a connection may be idle, in seconds; 0 means for ever.
    ///
    /// Default: 300 for HTTP, HTTP/2 and gRPC, 3600 for TCP. Limits: 0 to 2147483647.
    /// AWS: `TimeoutConfiguration.idleTimeoutSeconds`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub idle_timeout_seconds: Option<i32>,
    /// How long a request may take, in seconds; 0 means for ever.
    ///
    /// Not for TCP ports. Limits: 0 to 2147483647.
    /// AWS: `TimeoutConfiguration.perRequestTimeoutSeconds`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_request_timeout_seconds: Option<i32>,
}
