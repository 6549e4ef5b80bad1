//! The calls that read, list and delete services, and the answers of all service calls.

use serde::{Deserialize, Serialize};

use super::{Failure, LaunchType, ResourceManagementType, SchedulingStrategy, Service, TaskSet};
use crate::api::open_enum::open_enum;

/// Asks for services by name or ARN.
///
/// AWS: [`DescribeServices`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeServices {
    /// The cluster, by name or ARN.
    ///
    /// Default: the cluster named `default`.
    /// AWS: `DescribeServices.cluster`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    /// The services, by name or ARN.
    ///
    /// Limit: 10.
    /// AWS: `DescribeServices.services`
    pub services: Vec<String>,
    /// What else is wanted. AWS: `DescribeServices.include`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include: Option<Vec<ServiceField>>,
}

open_enum! {
    /// What DescribeServices tells only when asked.
    ///
    /// AWS: `DescribeServicesRequest.include`
    pub enum ServiceField {
        /// The services' tags.
        Tags = "TAGS",
    }
}

/// The answer of DescribeServices.
///
/// What was not found is among the failures.
/// AWS: `DescribeServices`
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeServicesAnswer {
    /// The services that were found. AWS: `DescribeServicesResponse.services`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<Service>,
    /// What was not found. AWS: `DescribeServicesResponse.failures`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub failures: Vec<Failure>,
}

/// Asks for the ARNs of a cluster's services.
///
/// AWS: [`ListServices`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListServices.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListServices {
    /// The cluster, by name or ARN.
    ///
    /// Default: the cluster named `default`.
    /// AWS: `ListServices.cluster`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    /// Where the page before ended. AWS: `ListServices.nextToken`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
    /// How many are wanted in a page.
    ///
    /// Default: 10. Limits: 1 to 100.
    /// AWS: `ListServices.maxResults`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<i32>,
    /// Only services of this launch type. AWS: `ListServices.launchType`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub launch_type: Option<LaunchType>,
    /// Only services of this strategy. AWS: `ListServices.schedulingStrategy`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheduling_strategy: Option<SchedulingStrategy>,
    /// Only services that ECS Express Mode looks after, or only the others.
    ///
    /// AWS: `ListServices.resourceManagementType`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_management_type: Option<ResourceManagementType>,
}

/// A page of a cluster's services.
///
/// AWS: `ListServices`
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListServicesAnswer {
    /// The services' ARNs. AWS: `ListServicesResponse.serviceArns`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub service_arns: Vec<String>,
    /// Where the next page begins; absent on the last. AWS: `ListServicesResponse.nextToken`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

/// Deletes a service.
///
/// It drains first: its name is free once its tasks have stopped.
/// AWS: [`DeleteService`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteService.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeleteService {
    /// The cluster, by name or ARN.
    ///
    /// Default: the cluster named `default`.
    /// AWS: `DeleteService.cluster`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    /// The service, by name or ARN. AWS: `DeleteService.service`.
    pub service: String,
    /// Whether the service goes even while it has tasks.
    ///
    /// Default: false, and then the desired count must be 0.
    /// AWS: `DeleteService.force`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub force: Option<bool>,
}

/// The answer of the calls that create, change or delete a service.
///
/// AWS: `CreateService`, `UpdateService`, `DeleteService`
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceAnswer {
    /// The service. AWS: `CreateServiceResponse.service`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<Service>,
}

/// The answer of the calls that create, change or delete a task set.
///
/// AWS: `CreateTaskSet`
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TaskSetAnswer {
    /// The task set. AWS: `CreateTaskSetResponse.taskSet`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_set: Option<TaskSet>,
}
