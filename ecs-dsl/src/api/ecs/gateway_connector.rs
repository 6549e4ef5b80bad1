//! How a service's port is offered through an ECS gateway.

use serde::{Deserialize, Serialize};

use crate::api::open_enum::open_enum;

/// Offers a port of the service through the gateways of its cluster.
///
/// Limit: one for a service.
/// AWS: [`GatewayConnector`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_GatewayConnector.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GatewayConnector {
    /// The name of a port mapping of the task definition. AWS: `GatewayConnector.portName`.
    pub port_name: String,
    /// How the gateway tells healthy tasks from others. AWS: `GatewayConnector.healthCheck`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health_check: Option<GatewayConnectorHealthCheck>,
    /// Which gateways offer the port.
    ///
    /// Default: all of the cluster.
    /// AWS: `GatewayConnector.filters`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filters: Option<GatewayConnectorFilters>,
    /// How long a task that leaves may finish its requests.
    ///
    /// AWS: `GatewayConnector.deregistrationDelay`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deregistration_delay: Option<GatewayConnectorDeregistrationDelay>,
}

/// How a gateway tells healthy tasks from others.
///
/// What is absent is the load balancer's default.
/// AWS: [`GatewayConnectorHealthCheck`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_GatewayConnectorHealthCheck.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GatewayConnectorHealthCheck {
    /// The protocol of the check. AWS: `GatewayConnectorHealthCheck.healthCheckProtocol`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health_check_protocol: Option<GatewayConnectorHealthCheckProtocol>,
    /// The port that is asked.
    ///
    /// Default: the connector's port.
    /// AWS: `GatewayConnectorHealthCheck.healthCheckPort`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health_check_port: Option<i32>,
    /// The path that is asked, such as `/health`.
    ///
    /// AWS: `GatewayConnectorHealthCheck.healthCheckPath`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health_check_path: Option<String>,
    /// How long an answer may take, in seconds.
    ///
    /// AWS: `GatewayConnectorHealthCheck.healthCheckTimeoutSeconds`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health_check_timeout_seconds: Option<i32>,
    /// The time from one check to the next, in seconds.
    ///
    /// AWS: `GatewayConnectorHealthCheck.healthCheckIntervalSeconds`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health_check_interval_seconds: Option<i32>,
    /// How many good answers in a row make a task healthy.
    ///
    /// AWS: `GatewayConnectorHealthCheck.healthyThresholdCount`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub healthy_threshold_count: Option<i32>,
    /// How many bad answers in a row make a task unhealthy.
    ///
    /// AWS: `GatewayConnectorHealthCheck.unhealthyThresholdCount`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unhealthy_threshold_count: Option<i32>,
    /// Which status codes are good answers. AWS: `GatewayConnectorHealthCheck.matcher`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub matcher: Option<GatewayConnectorHealthCheckMatcher>,
}

open_enum! {
    /// The protocols of a gateway's health check.
    ///
    /// AWS: `GatewayConnectorHealthCheck.healthCheckProtocol`
    pub enum GatewayConnectorHealthCheckProtocol {
        /// HTTP.
        Http = "HTTP",
        /// HTTPS.
        Https = "HTTPS",
    }
}

/// The status codes that a gateway's health check takes for good.
///
/// AWS: [`GatewayConnectorHealthCheckMatcher`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_GatewayConnectorHealthCheckMatcher.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GatewayConnectorHealthCheckMatcher {
    /// HTTP status codes: one, a list, or a range, such as `200-299`.
    ///
    /// AWS: `GatewayConnectorHealthCheckMatcher.httpCode`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub http_code: Option<String>,
    /// gRPC status codes: one, a list, or a range.
    ///
    /// AWS: `GatewayConnectorHealthCheckMatcher.grpcCode`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grpc_code: Option<String>,
}

/// Which gateways offer a service's port.
///
/// AWS: [`GatewayConnectorFilters`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_GatewayConnectorFilters.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GatewayConnectorFilters {
    /// Only gateways of these kinds.
    ///
    /// Limit: 2.
    /// AWS: `GatewayConnectorFilters.accessTypes`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_types: Option<Vec<GatewayAccessType>>,
}

open_enum! {
    /// From where a gateway can be reached.
    ///
    /// AWS: `GatewayConnectorFilters.accessTypes`
    pub enum GatewayAccessType {
        /// From the internet.
        Public = "PUBLIC",
        /// From inside the VPC.
        Private = "PRIVATE",
    }
}

/// How long a task that leaves the gateway may finish its requests.
///
/// AWS: [`GatewayConnectorDeregistrationDelay`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_GatewayConnectorDeregistrationDelay.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GatewayConnectorDeregistrationDelay {
    /// The time, in seconds.
    ///
    /// Default: 300. Limits: 0 to 3600.
    /// AWS: `GatewayConnectorDeregistrationDelay.timeoutSeconds`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout_seconds: Option<i32>,
}
