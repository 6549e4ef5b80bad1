//! The calls that follow and stop a service's deployments.

use serde::{Deserialize, Serialize};

use super::{Failure, ServiceDeployment, ServiceDeploymentBrief, ServiceDeploymentStatus, ServiceRevision};
use crate::api::Timestamp;
use crate::api::open_enum::open_enum;

/// Asks for a service's deployments, newest first.
///
/// AWS: [`ListServiceDeployments`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListServiceDeployments.html)
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListServiceDeployments {
    /// The service, by name or ARN. AWS: `ListServiceDeployments.service`.
    pub service: String,
    /// The cluster, by name or ARN.
    ///
    /// Default: the cluster named `default`.
    /// AWS: `ListServiceDeployments.cluster`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    /// Only deployments in these states. AWS: `ListServiceDeployments.status`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Vec<ServiceDeploymentStatus>>,
    /// Only deployments of this span of time. AWS: `ListServiceDeployments.createdAt`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<CreatedAt>,
    /// Where the page before ended. AWS: `ListServiceDeployments.nextToken`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
    /// How many are wanted in a page.
    ///
    /// Default: 20. Limits: 1 to 100.
    /// AWS: `ListServiceDeployments.maxResults`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<i32>,
}

/// A span of time.
///
/// AWS: [`CreatedAt`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreatedAt.html)
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreatedAt {
    /// The end of the span.
    ///
    /// Default: now.
    /// AWS: `CreatedAt.before`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Timestamp>,
    /// The start of the span.
    ///
    /// Default: no limit.
    /// AWS: `CreatedAt.after`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Timestamp>,
}

/// A page of a service's deployments.
///
/// AWS: `ListServiceDeployments`
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListServiceDeploymentsAnswer {
    /// The deployments. AWS: `ListServiceDeploymentsResponse.serviceDeployments`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub service_deployments: Vec<ServiceDeploymentBrief>,
    /// Where the next page begins; absent on the last.
    ///
    /// AWS: `ListServiceDeploymentsResponse.nextToken`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

/// Asks for service deployments by ARN.
///
/// AWS: [`DescribeServiceDeployments`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServiceDeployments.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeServiceDeployments {
    /// The service deployments' ARNs.
    ///
    /// Limit: 20.
    /// AWS: `DescribeServiceDeployments.serviceDeploymentArns`
    pub service_deployment_arns: Vec<String>,
}

/// The answer of DescribeServiceDeployments.
///
/// AWS: `DescribeServiceDeployments`
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeServiceDeploymentsAnswer {
    /// The deployments that were found.
    ///
    /// AWS: `DescribeServiceDeploymentsResponse.serviceDeployments`
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub service_deployments: Vec<ServiceDeployment>,
    /// What was not found. AWS: `DescribeServiceDeploymentsResponse.failures`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub failures: Vec<Failure>,
}

/// Asks for service revisions by ARN.
///
/// AWS: [`DescribeServiceRevisions`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServiceRevisions.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeServiceRevisions {
    /// The service revisions' ARNs.
    ///
    /// Limit: 20.
    /// AWS: `DescribeServiceRevisions.serviceRevisionArns`
    pub service_revision_arns: Vec<String>,
}

/// The answer of DescribeServiceRevisions.
///
/// AWS: `DescribeServiceRevisions`
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeServiceRevisionsAnswer {
    /// The revisions that were found. AWS: `DescribeServiceRevisionsResponse.serviceRevisions`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub service_revisions: Vec<ServiceRevision>,
    /// What was not found. AWS: `DescribeServiceRevisionsResponse.failures`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub failures: Vec<Failure>,
}

/// Stops a service deployment that is under way.
///
/// AWS: [`StopServiceDeployment`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StopServiceDeployment.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StopServiceDeployment {
    /// The service deployment's ARN. AWS: `StopServiceDeployment.serviceDeploymentArn`.
    pub service_deployment_arn: String,
    /// What follows.
    ///
    /// Default: `ROLLBACK`.
    /// AWS: `StopServiceDeployment.stopType`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stop_type: Option<StopServiceDeploymentStopType>,
}

open_enum! {
    /// What follows when a service deployment is stopped.
    ///
    /// AWS: `StopServiceDeploymentRequest.stopType`
    pub enum StopServiceDeploymentStopType {
        /// Nothing: the service stays between the revisions.
        Abort = "ABORT",
        /// The old revision comes back; the default.
        Rollback = "ROLLBACK",
    }
}

/// The answer of StopServiceDeployment.
///
/// AWS: `StopServiceDeployment`
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StopServiceDeploymentAnswer {
    /// The ARN of the deployment that stops.
    ///
    /// AWS: `StopServiceDeploymentResponse.serviceDeploymentArn`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_deployment_arn: Option<String>,
}
