//! The request that creates a task set, for services whose deployments another tool carries out.

use serde::{Deserialize, Serialize};

use super::{
    CapacityProviderStrategyItem, LaunchType, LoadBalancer, NetworkConfiguration, ServiceRegistry, Tag,
};
use crate::api::open_enum::open_enum;

/// A new set of tasks of one revision within a service.
///
/// Only for services with the `EXTERNAL` deployment controller.
/// AWS: [`CreateTaskSet`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateTaskSet.html)
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateTaskSet {
    /// The service, by name or ARN. AWS: `CreateTaskSet.service`.
    pub service: String,
    /// The cluster, by name or ARN. AWS: `CreateTaskSet.cluster`.
    pub cluster: String,
    /// The other tool's own name for the set.
    ///
    /// Cloud Map shows it as `ECS_TASK_SET_EXTERNAL_ID`.
    /// AWS: `CreateTaskSet.externalId`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// What runs: `family`, `family:revision` or an ARN. AWS: `CreateTaskSet.taskDefinition`.
    pub task_definition: String,
    /// The subnets and security groups.
    ///
    /// Required with `awsvpc`.
    /// AWS: `CreateTaskSet.networkConfiguration`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_configuration: Option<NetworkConfiguration>,
    /// The load balancer that the tasks register with. AWS: `CreateTaskSet.loadBalancers`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub load_balancers: Option<Vec<LoadBalancer>>,
    /// The Cloud Map service that the tasks register with. AWS: `CreateTaskSet.serviceRegistries`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_registries: Option<Vec<ServiceRegistry>>,
    /// What the tasks run on.
    ///
    /// It excludes `capacityProviderStrategy`.
    /// AWS: `CreateTaskSet.launchType`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub launch_type: Option<LaunchType>,
    /// How tasks are shared out among capacity providers.
    ///
    /// It excludes `launchType`.
    /// AWS: `CreateTaskSet.capacityProviderStrategy`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_provider_strategy: Option<Vec<CapacityProviderStrategyItem>>,
    /// The Fargate platform version.
    ///
    /// Default: `LATEST`. Only for Fargate.
    /// AWS: `CreateTaskSet.platformVersion`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform_version: Option<String>,
    /// How many of the service's desired tasks this set runs. AWS: `CreateTaskSet.scale`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scale: Option<Scale>,
    /// Makes the call safe to repeat.
    ///
    /// Limit: 36 printable ASCII characters.
    /// AWS: `CreateTaskSet.clientToken`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_token: Option<String>,
    /// The set's tags.
    ///
    /// Limit: 50.
    /// AWS: `CreateTaskSet.tags`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<Tag>>,
}

/// A share of the service's desired count.
///
/// AWS: [`Scale`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Scale.html)
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Scale {
    /// The share, in the unit.
    ///
    /// Limits: 0 to 100.
    /// AWS: `Scale.value`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// The unit of the value. AWS: `Scale.unit`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<ScaleUnit>,
}

open_enum! {
    /// The units of a task set's share.
    ///
    /// AWS: `Scale.unit`
    pub enum ScaleUnit {
        /// Percent of the service's desired count.
        Percent = "PERCENT",
    }
}
