//! The requests that create and change a capacity provider.

use serde::{Deserialize, Serialize};

use super::{
    AutoScalingGroupProvider, AutoScalingGroupProviderUpdate, CreateManagedInstancesProviderConfiguration,
    Tag, UpdateManagedInstancesProviderConfiguration,
};

/// A new capacity provider: machines that ECS adds and removes as tasks need them.
///
/// Exactly one of `autoScalingGroupProvider` and `managedInstancesProvider` is given.
/// AWS: [`CreateCapacityProvider`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCapacityProvider.html)
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateCapacityProvider {
    /// The provider's name.
    ///
    /// It must not start with `aws`, `ecs` or `fargate`. Limit: 255 characters of letters, digits,
    /// `_` and `-`.
    /// AWS: `CreateCapacityProvider.name`
    pub name: String,
    /// The cluster that a Managed Instances provider belongs to; needed for that kind.
    ///
    /// AWS: `CreateCapacityProvider.cluster`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    /// An EC2 Auto Scaling group. AWS: `CreateCapacityProvider.autoScalingGroupProvider`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_scaling_group_provider: Option<AutoScalingGroupProvider>,
    /// Instances that ECS launches and looks after.
    ///
    /// AWS: `CreateCapacityProvider.managedInstancesProvider`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub managed_instances_provider: Option<CreateManagedInstancesProviderConfiguration>,
    /// The provider's tags.
    ///
    /// Limit: 50.
    /// AWS: `CreateCapacityProvider.tags`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<Tag>>,
}

/// A change to a capacity provider.
///
/// The Auto Scaling group itself cannot be changed.
/// AWS: [`UpdateCapacityProvider`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateCapacityProvider.html)
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateCapacityProvider {
    /// The provider's name. AWS: `UpdateCapacityProvider.name`.
    pub name: String,
    /// The cluster that a Managed Instances provider belongs to.
    ///
    /// AWS: `UpdateCapacityProvider.cluster`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    /// What changes about a provider with an Auto Scaling group.
    ///
    /// AWS: `UpdateCapacityProvider.autoScalingGroupProvider`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_scaling_group_provider: Option<AutoScalingGroupProviderUpdate>,
    /// What changes about a Managed Instances provider.
    ///
    /// AWS: `UpdateCapacityProvider.managedInstancesProvider`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub managed_instances_provider: Option<UpdateManagedInstancesProviderConfiguration>,
}
