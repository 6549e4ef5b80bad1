//! Service Connect: names and a proxy through which services reach one another.

use serde::{Deserialize, Serialize};

use super::{LogConfiguration, ServiceConnectService};
use crate::api::open_enum::open_enum;

/// A service's part in a Service Connect namespace.
///
/// A service without `services` is a client only. Tasks that no service started take no part.
/// AWS: [`ServiceConnectConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectConfiguration.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceConnectConfiguration {
    /// Whether the service uses Service Connect. AWS: `ServiceConnectConfiguration.enabled`.
    pub enabled: bool,
    /// The Cloud Map namespace, by name or ARN, in the service's Region.
    ///
    /// Default: the cluster's.
    /// AWS: `ServiceConnectConfiguration.namespace`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    /// The ports that other services may reach. AWS: `ServiceConnectConfiguration.services`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub services: Option<Vec<ServiceConnectService>>,
    /// Where the proxy's log goes; the rules are those of a container's log.
    ///
    /// Default: nowhere.
    /// AWS: `ServiceConnectConfiguration.logConfiguration`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_configuration: Option<LogConfiguration>,
    /// How requests are logged.
    ///
    /// Needs `logConfiguration`.
    /// AWS: `ServiceConnectConfiguration.accessLogConfiguration`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_log_configuration: Option<ServiceConnectAccessLogConfiguration>,
    /// Settings of the proxy's container, each named once.
    ///
    /// AWS: `ServiceConnectConfiguration.containerConfigurations`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_configurations: Option<Vec<ServiceConnectContainerConfiguration>>,
}

/// How the proxy logs requests.
///
/// AWS: [`ServiceConnectAccessLogConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectAccessLogConfiguration.html)
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceConnectAccessLogConfiguration {
    /// The form of an entry. AWS: `ServiceConnectAccessLogConfiguration.format`.
    pub format: ServiceConnectAccessLoggingFormat,
    /// Whether query strings are logged; they may hold secrets.
    ///
    /// Default: `DISABLED`.
    /// AWS: `ServiceConnectAccessLogConfiguration.includeQueryParameters`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include_query_parameters: Option<ServiceConnectIncludeQueryParameters>,
}

open_enum! {
    /// The forms of an access log entry.
    ///
    /// AWS: `ServiceConnectAccessLogConfiguration.format`
    pub enum ServiceConnectAccessLoggingFormat {
        /// A line of text.
        Text = "TEXT",
        /// A JSON object.
        Json = "JSON",
    }
}

open_enum! {
    /// Whether an access log entry holds the request's query string.
    ///
    /// AWS: `ServiceConnectAccessLogConfiguration.includeQueryParameters`
    pub enum ServiceConnectIncludeQueryParameters {
        /// It is left out; the default.
        Disabled = "DISABLED",
        /// It is logged.
        Enabled = "ENABLED",
    }
}

/// A setting of the proxy's container.
///
/// A union: exactly one member is set.
/// AWS: [`ServiceConnectContainerConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectContainerConfiguration.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceConnectContainerConfiguration {
    /// How much the proxy says about itself.
    ///
    /// Default: `info`.
    /// AWS: `ServiceConnectContainerConfiguration.logLevel`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_level: Option<ServiceConnectLogLevel>,
}

open_enum! {
    /// How much the Service Connect proxy says about itself.
    ///
    /// AWS: `ServiceConnectContainerConfiguration.logLevel`
    pub enum ServiceConnectLogLevel {
        /// All that helps to find a fault.
        Debug = "debug",
        /// What is worth knowing; the default.
        Info = "info",
    }
}
