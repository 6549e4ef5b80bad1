//! The App Mesh proxy of a task.

use serde::{Deserialize, Serialize};

use super::KeyValuePair;
use crate::api::open_enum::open_enum;

/// The container through which the traffic of an App Mesh task goes.
///
/// AWS: [`ProxyConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ProxyConfiguration.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProxyConfiguration {
    /// The kind of proxy. Default: `APPMESH`. AWS: `ProxyConfiguration.type`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<ProxyConfigurationType>,
    /// The name of the container that is the proxy. AWS: `ProxyConfiguration.containerName`.
    pub container_name: String,
    /// What the proxy takes and leaves alone.
    ///
    /// `AppPorts`, `ProxyIngressPort`, `ProxyEgressPort`, `EgressIgnoredPorts` and `EgressIgnoredIPs`
    /// are needed, the last two perhaps empty, and `IgnoredUID` or `IgnoredGID`.
    /// AWS: `ProxyConfiguration.properties`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub properties: Option<Vec<KeyValuePair>>,
}

open_enum! {
    /// The kind of a task's proxy.
    ///
    /// AWS: `ProxyConfiguration.type`
    pub enum ProxyConfigurationType {
        /// App Mesh; the only one.
        Appmesh = "APPMESH",
    }
}
