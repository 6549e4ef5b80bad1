//! The requests that create and change a cluster, and tie capacity providers to it.

use serde::{Deserialize, Serialize};

use super::{CapacityProviderStrategyItem, ClusterConfiguration, Tag};
use crate::api::open_enum::open_enum;

/// A new cluster: the group in which services and tasks run.
///
/// AWS: [`CreateCluster`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCluster.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateCluster {
    /// The cluster's name.
    ///
    /// Default: `default`. Limit: 255 characters of letters, digits, `_` and `-`.
    /// AWS: `CreateCluster.clusterName`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster_name: Option<String>,
    /// The cluster's tags.
    ///
    /// Limit: 50.
    /// AWS: `CreateCluster.tags`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<Tag>>,
    /// Settings such as Container Insights.
    ///
    /// Default: the account's.
    /// AWS: `CreateCluster.settings`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settings: Option<Vec<ClusterSetting>>,
    /// How ECS Exec is logged, and which keys encrypt storage. AWS: `CreateCluster.configuration`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub configuration: Option<ClusterConfiguration>,
    /// The capacity providers to tie to the cluster: `FARGATE`, `FARGATE_SPOT`, or the account's
    /// own, which must exist and belong to no other cluster.
    ///
    /// AWS: `CreateCluster.capacityProviders`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_providers: Option<Vec<String>>,
    /// The strategy of services and tasks that name none.
    ///
    /// It uses only the cluster's providers.
    /// AWS: `CreateCluster.defaultCapacityProviderStrategy`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_capacity_provider_strategy: Option<Vec<CapacityProviderStrategyItem>>,
    /// The Service Connect namespace of services that name none.
    ///
    /// AWS: `CreateCluster.serviceConnectDefaults`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_connect_defaults: Option<ClusterServiceConnectDefaults>,
}

/// A change to a cluster.
///
/// An absent member leaves things as they are.
/// AWS: [`UpdateCluster`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateCluster.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateCluster {
    /// The cluster, by name or ARN. AWS: `UpdateCluster.cluster`.
    pub cluster: String,
    /// Settings such as Container Insights. AWS: `UpdateCluster.settings`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settings: Option<Vec<ClusterSetting>>,
    /// How ECS Exec is logged, and which keys encrypt storage. AWS: `UpdateCluster.configuration`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub configuration: Option<ClusterConfiguration>,
    /// The Service Connect namespace of services that name none; an empty name takes it away.
    ///
    /// Services that run already are not touched.
    /// AWS: `UpdateCluster.serviceConnectDefaults`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_connect_defaults: Option<ClusterServiceConnectDefaults>,
}

/// All the capacity providers of a cluster, and its default strategy.
///
/// It replaces what was there: a provider that is left out is taken from the cluster.
/// AWS: [`PutClusterCapacityProviders`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutClusterCapacityProviders.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PutClusterCapacityProviders {
    /// The cluster, by name or ARN. AWS: `PutClusterCapacityProviders.cluster`.
    pub cluster: String,
    /// Every capacity provider that the cluster shall have.
    ///
    /// AWS: `PutClusterCapacityProviders.capacityProviders`
    pub capacity_providers: Vec<String>,
    /// The strategy of services and tasks that name none; empty for none.
    ///
    /// AWS: `PutClusterCapacityProviders.defaultCapacityProviderStrategy`
    pub default_capacity_provider_strategy: Vec<CapacityProviderStrategyItem>,
}

/// A setting of a cluster.
///
/// AWS: [`ClusterSetting`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ClusterSetting.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClusterSetting {
    /// Which setting this is. AWS: `ClusterSetting.name`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<ClusterSettingName>,
    /// The setting's value: for Container Insights `enhanced`, `enabled` or `disabled`.
    ///
    /// Default: the account's.
    /// AWS: `ClusterSetting.value`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

open_enum! {
    /// The settings of a cluster.
    ///
    /// AWS: `ClusterSetting.name`
    pub enum ClusterSettingName {
        /// CloudWatch Container Insights: metrics of clusters, services, tasks, and when enhanced
        /// of containers.
        ContainerInsights = "containerInsights",
    }
}

/// The Service Connect namespace of services that name none.
///
/// AWS: [`ClusterServiceConnectDefaultsRequest`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ClusterServiceConnectDefaultsRequest.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClusterServiceConnectDefaults {
    /// The Cloud Map namespace, by name or ARN.
    ///
    /// A name that is new makes ECS create an HTTP namespace, which outlives the cluster. Limit:
    /// 1024 characters, none of `<`, `>`, `"` and `/` in a name.
    /// AWS: `ClusterServiceConnectDefaultsRequest.namespace`
    pub namespace: String,
}
