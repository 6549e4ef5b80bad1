//! How tasks are shared out among capacity providers.

use serde::{Deserialize, Serialize};

/// One capacity provider's share of a service's or run's tasks.
///
/// A strategy has at most 20 of these, at most one of them with a base, and at least one with a
/// weight above 0 where it has several. A strategy and a launch type exclude each other.
/// AWS: [`CapacityProviderStrategyItem`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CapacityProviderStrategyItem {
    /// The provider's name: `FARGATE`, `FARGATE_SPOT`, or one of the account's own.
    ///
    /// It must be associated with the cluster.
    /// AWS: `CapacityProviderStrategyItem.capacityProvider`
    pub capacity_provider: String,
    /// The relative share of the tasks beyond every base.
    ///
    /// Default: 0. Limits: 0 to 1000.
    /// AWS: `CapacityProviderStrategyItem.weight`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<i32>,
    /// The least number of tasks that run on this provider before weights count.
    ///
    /// Default: 0. Limits: 0 to 100000.
    /// AWS: `CapacityProviderStrategyItem.base`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base: Option<i32>,
}
