//! The calls that read, list and delete clusters, and the answers of all cluster calls.

use serde::{Deserialize, Serialize};

use super::{Cluster, Failure};
use crate::api::open_enum::open_enum;

/// Asks for clusters by name or ARN.
///
/// AWS: [`DescribeClusters`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeClusters.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeClusters {
    /// The clusters, by name or ARN.
    ///
    /// Default: the cluster named `default`. Limit: 100.
    /// AWS: `DescribeClusters.clusters`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clusters: Option<Vec<String>>,
    /// What else is wanted. AWS: `DescribeClusters.include`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include: Option<Vec<ClusterField>>,
}

open_enum! {
    /// What DescribeClusters tells only when asked.
    ///
    /// AWS: `DescribeClustersRequest.include`
    pub enum ClusterField {
        /// What ECS made for the capacity providers.
        Attachments = "ATTACHMENTS",
        /// The configuration: ECS Exec and storage keys.
        Configurations = "CONFIGURATIONS",
        /// The settings, such as Container Insights.
        Settings = "SETTINGS",
        /// Counts of tasks and services by launch type.
        Statistics = "STATISTICS",
        /// The clusters' tags.
        Tags = "TAGS",
    }
}

/// The answer of DescribeClusters.
///
/// What was not found is among the failures.
/// AWS: `DescribeClusters`
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeClustersAnswer {
    /// The clusters that were found. AWS: `DescribeClustersResponse.clusters`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clusters: Vec<Cluster>,
    /// What was not found. AWS: `DescribeClustersResponse.failures`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub failures: Vec<Failure>,
}

/// Asks for the ARNs of the account's clusters.
///
/// AWS: [`ListClusters`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListClusters.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListClusters {
    /// Where the page before ended. AWS: `ListClusters.nextToken`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
    /// How many are wanted in a page.
    ///
    /// Default: 100. Limits: 1 to 100.
    /// AWS: `ListClusters.maxResults`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<i32>,
}

/// A page of the account's clusters.
///
/// AWS: `ListClusters`
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListClustersAnswer {
    /// The clusters' ARNs. AWS: `ListClustersResponse.clusterArns`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cluster_arns: Vec<String>,
    /// Where the next page begins; absent on the last. AWS: `ListClustersResponse.nextToken`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

/// Deletes a cluster.
///
/// Refused while it has services, tasks, container instances or capacity providers in use.
/// AWS: [`DeleteCluster`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteCluster.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeleteCluster {
    /// The cluster, by name or ARN. AWS: `DeleteCluster.cluster`.
    pub cluster: String,
}

/// The answer of the calls that create, change or delete a cluster.
///
/// AWS: `CreateCluster`, `UpdateCluster`, `PutClusterCapacityProviders`, `DeleteCluster`
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClusterAnswer {
    /// The cluster. AWS: `CreateClusterResponse.cluster`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<Cluster>,
}
