//! A cluster, as ECS describes it.

use serde::{Deserialize, Serialize};

use super::{
    Attachment, CapacityProviderStrategyItem, ClusterConfiguration, ClusterSetting, KeyValuePair, Tag,
};
use crate::api::open_enum::open_enum;

/// A cluster, as ECS describes it.
///
/// Tags, settings, configuration, statistics and attachments come only where the call asked for
/// them.
/// AWS: [`Cluster`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Cluster.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Cluster {
    /// The cluster's ARN. AWS: `Cluster.clusterArn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster_arn: Option<String>,
    /// The cluster's name. AWS: `Cluster.clusterName`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster_name: Option<String>,
    /// How ECS Exec is logged, and which keys encrypt storage. AWS: `Cluster.configuration`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub configuration: Option<ClusterConfiguration>,
    /// Whether the cluster is there, in the making, or gone. AWS: `Cluster.status`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<ClusterStatus>,
    /// How many container instances are registered.
    ///
    /// AWS: `Cluster.registeredContainerInstancesCount`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registered_container_instances_count: Option<i32>,
    /// How many tasks are running. AWS: `Cluster.runningTasksCount`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub running_tasks_count: Option<i32>,
    /// How many tasks are starting. AWS: `Cluster.pendingTasksCount`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pending_tasks_count: Option<i32>,
    /// How many services are there. AWS: `Cluster.activeServicesCount`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active_services_count: Option<i32>,
    /// Counts of tasks and services by launch type. AWS: `Cluster.statistics`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statistics: Option<Vec<KeyValuePair>>,
    /// The cluster's tags. AWS: `Cluster.tags`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<Tag>>,
    /// Settings such as Container Insights. AWS: `Cluster.settings`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settings: Option<Vec<ClusterSetting>>,
    /// The capacity providers of the cluster. AWS: `Cluster.capacityProviders`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_providers: Option<Vec<String>>,
    /// The strategy of services and tasks that name none.
    ///
    /// AWS: `Cluster.defaultCapacityProviderStrategy`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_capacity_provider_strategy: Option<Vec<CapacityProviderStrategyItem>>,
    /// What ECS made to scale the cluster's Auto Scaling groups. AWS: `Cluster.attachments`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attachments: Option<Vec<Attachment>>,
    /// Whether capacity providers are being changed.
    ///
    /// While they are, another change is refused.
    /// AWS: `Cluster.attachmentsStatus`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attachments_status: Option<ClusterAttachmentsStatus>,
    /// The Service Connect namespace of services that name none.
    ///
    /// AWS: `Cluster.serviceConnectDefaults`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_connect_defaults: Option<DescribedServiceConnectDefaults>,
}

open_enum! {
    /// Whether a cluster is there, in the making, or gone.
    ///
    /// AWS: `Cluster.status`
    pub enum ClusterStatus {
        /// It is there.
        Active = "ACTIVE",
        /// What its capacity providers need is being made.
        Provisioning = "PROVISIONING",
        /// What its capacity providers needed is being deleted.
        Deprovisioning = "DEPROVISIONING",
        /// What its capacity providers need could not be made.
        Failed = "FAILED",
        /// It is gone, and shown for a while longer.
        Inactive = "INACTIVE",
    }
}

open_enum! {
    /// How far a change of a cluster's capacity providers is.
    ///
    /// AWS: `Cluster.attachmentsStatus`
    pub enum ClusterAttachmentsStatus {
        /// It goes on.
        UpdateInProgress = "UPDATE_IN_PROGRESS",
        /// It is done.
        UpdateComplete = "UPDATE_COMPLETE",
        /// It failed.
        UpdateFailed = "UPDATE_FAILED",
    }
}

/// The Service Connect namespace of services that name none, as ECS describes it.
///
/// A request takes [`ClusterServiceConnectDefaults`](super::ClusterServiceConnectDefaults), where
/// the namespace is required.
/// AWS: [`ClusterServiceConnectDefaults`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ClusterServiceConnectDefaults.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribedServiceConnectDefaults {
    /// The ARN of the Cloud Map namespace. AWS: `ClusterServiceConnectDefaults.namespace`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
}
