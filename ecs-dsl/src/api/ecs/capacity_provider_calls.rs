//! The calls that read and delete capacity providers, and the answers of all their calls.

use serde::{Deserialize, Serialize};

use super::{CapacityProvider, Failure};
use crate::api::open_enum::open_enum;

/// Asks for capacity providers by name or ARN.
///
/// AWS: [`DescribeCapacityProviders`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeCapacityProviders.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeCapacityProviders {
    /// The providers, by name or ARN.
    ///
    /// Default: all. Limit: 100.
    /// AWS: `DescribeCapacityProviders.capacityProviders`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_providers: Option<Vec<String>>,
    /// Only the providers of this cluster, by name or ARN; needed for Managed Instances.
    ///
    /// AWS: `DescribeCapacityProviders.cluster`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    /// What else is wanted. AWS: `DescribeCapacityProviders.include`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include: Option<Vec<CapacityProviderField>>,
    /// How many are wanted in a page.
    ///
    /// Default: 10. Limits: 1 to 10.
    /// AWS: `DescribeCapacityProviders.maxResults`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<i32>,
    /// Where the page before ended. AWS: `DescribeCapacityProviders.nextToken`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

open_enum! {
    /// What DescribeCapacityProviders tells only when asked.
    ///
    /// AWS: `DescribeCapacityProvidersRequest.include`
    pub enum CapacityProviderField {
        /// The providers' tags.
        Tags = "TAGS",
    }
}

/// The answer of DescribeCapacityProviders.
///
/// What was not found is among the failures.
/// AWS: `DescribeCapacityProviders`
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeCapacityProvidersAnswer {
    /// The providers that were found. AWS: `DescribeCapacityProvidersResponse.capacityProviders`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub capacity_providers: Vec<CapacityProvider>,
    /// What was not found. AWS: `DescribeCapacityProvidersResponse.failures`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub failures: Vec<Failure>,
    /// Where the next page begins; absent on the last.
    ///
    /// AWS: `DescribeCapacityProvidersResponse.nextToken`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

/// Deletes a capacity provider.
///
/// Refused while a cluster or a service's strategy uses it. `FARGATE` and `FARGATE_SPOT` cannot be
/// deleted.
/// AWS: [`DeleteCapacityProvider`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteCapacityProvider.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeleteCapacityProvider {
    /// The provider, by name or ARN. AWS: `DeleteCapacityProvider.capacityProvider`.
    pub capacity_provider: String,
    /// The cluster of a Managed Instances provider, by name or ARN.
    ///
    /// AWS: `DeleteCapacityProvider.cluster`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
}

/// The answer of the calls that create, change or delete a capacity provider.
///
/// AWS: `CreateCapacityProvider`, `UpdateCapacityProvider`, `DeleteCapacityProvider`
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CapacityProviderAnswer {
    /// The provider. AWS: `CreateCapacityProviderResponse.capacityProvider`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_provider: Option<CapacityProvider>,
}
