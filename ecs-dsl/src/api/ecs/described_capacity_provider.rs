//! A capacity provider, as ECS describes it.

use serde::{Deserialize, Serialize};

use super::{
    AutoRepairConfiguration, AutoScalingGroupProvider, InfrastructureOptimization, InstanceLaunchTemplate,
    PropagateMiTags, Tag,
};
use crate::api::open_enum::open_enum;

/// A capacity provider, as ECS describes it.
///
/// AWS: [`CapacityProvider`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProvider.html)
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CapacityProvider {
    /// The provider's ARN. AWS: `CapacityProvider.capacityProviderArn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_provider_arn: Option<String>,
    /// The provider's name. AWS: `CapacityProvider.name`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The cluster of a Managed Instances provider. AWS: `CapacityProvider.cluster`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    /// Whether the provider is there, in the making, or gone. AWS: `CapacityProvider.status`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<CapacityProviderStatus>,
    /// The EC2 Auto Scaling group. AWS: `CapacityProvider.autoScalingGroupProvider`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_scaling_group_provider: Option<AutoScalingGroupProvider>,
    /// The instances that ECS launches. AWS: `CapacityProvider.managedInstancesProvider`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub managed_instances_provider: Option<ManagedInstancesProvider>,
    /// How far the last change is. AWS: `CapacityProvider.updateStatus`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub update_status: Option<CapacityProviderUpdateStatus>,
    /// Why, in ECS's words. AWS: `CapacityProvider.updateStatusReason`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub update_status_reason: Option<String>,
    /// The tags; only where the call asked for them. AWS: `CapacityProvider.tags`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<Tag>>,
    /// What kind of provider this is. AWS: `CapacityProvider.type`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<CapacityProviderType>,
}

/// The instances that ECS launches for a capacity provider.
///
/// AWS: [`ManagedInstancesProvider`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ManagedInstancesProvider.html)
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ManagedInstancesProvider {
    /// The ECS infrastructure role that manages the instances.
    ///
    /// AWS: `ManagedInstancesProvider.infrastructureRoleArn`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub infrastructure_role_arn: Option<String>,
    /// What is launched, and where. AWS: `ManagedInstancesProvider.instanceLaunchTemplate`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_launch_template: Option<InstanceLaunchTemplate>,
    /// Whether the instances get the provider's tags.
    ///
    /// AWS: `ManagedInstancesProvider.propagateTags`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub propagate_tags: Option<PropagateMiTags>,
    /// When idle instances go. AWS: `ManagedInstancesProvider.infrastructureOptimization`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub infrastructure_optimization: Option<InfrastructureOptimization>,
    /// Whether faulty instances are replaced.
    ///
    /// AWS: `ManagedInstancesProvider.autoRepairConfiguration`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_repair_configuration: Option<AutoRepairConfiguration>,
}

open_enum! {
    /// Whether a capacity provider is there, in the making, or gone.
    ///
    /// AWS: `CapacityProvider.status`
    pub enum CapacityProviderStatus {
        /// It is being made.
        Provisioning = "PROVISIONING",
        /// It is there.
        Active = "ACTIVE",
        /// It is being deleted.
        Deprovisioning = "DEPROVISIONING",
        /// It is gone.
        Inactive = "INACTIVE",
    }
}

open_enum! {
    /// How far the last change of a capacity provider is.
    ///
    /// AWS: `CapacityProvider.updateStatus`
    pub enum CapacityProviderUpdateStatus {
        /// It is being created.
        CreateInProgress = "CREATE_IN_PROGRESS",
        /// It is created.
        CreateComplete = "CREATE_COMPLETE",
        /// It could not be created.
        CreateFailed = "CREATE_FAILED",
        /// It is being deleted.
        DeleteInProgress = "DELETE_IN_PROGRESS",
        /// It is deleted.
        DeleteComplete = "DELETE_COMPLETE",
        /// It could not be deleted, and can be used again.
        DeleteFailed = "DELETE_FAILED",
        /// It is being changed.
        UpdateInProgress = "UPDATE_IN_PROGRESS",
        /// It is changed.
        UpdateComplete = "UPDATE_COMPLETE",
        /// It could not be changed.
        UpdateFailed = "UPDATE_FAILED",
    }
}

open_enum! {
    /// The kinds of capacity providers.
    ///
    /// AWS: `CapacityProvider.type`
    pub enum CapacityProviderType {
        /// An EC2 Auto Scaling group.
        Ec2Autoscaling = "EC2_AUTOSCALING",
        /// Instances that ECS launches.
        ManagedInstances = "MANAGED_INSTANCES",
        /// Fargate.
        Fargate = "FARGATE",
        /// Fargate Spot.
        FargateSpot = "FARGATE_SPOT",
    }
}
