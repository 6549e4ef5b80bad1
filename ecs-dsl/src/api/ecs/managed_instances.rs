//! Capacity providers whose instances ECS launches and looks after.

use serde::{Deserialize, Serialize};

use super::{InstanceLaunchTemplate, InstanceLaunchTemplateUpdate};
use crate::api::open_enum::open_enum;

/// Instances that ECS launches, patches and replaces by itself.
///
/// AWS: [`CreateManagedInstancesProviderConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateManagedInstancesProviderConfiguration.html)
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateManagedInstancesProviderConfiguration {
    /// The ECS infrastructure role that manages the instances, as an ARN.
    ///
    /// AWS: `CreateManagedInstancesProviderConfiguration.infrastructureRoleArn`
    pub infrastructure_role_arn: String,
    /// What is launched, and where.
    ///
    /// AWS: `CreateManagedInstancesProviderConfiguration.instanceLaunchTemplate`
    pub instance_launch_template: InstanceLaunchTemplate,
    /// Whether the instances get the provider's tags.
    ///
    /// Default: `NONE`.
    /// AWS: `CreateManagedInstancesProviderConfiguration.propagateTags`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub propagate_tags: Option<PropagateMiTags>,
    /// When idle instances go.
    ///
    /// AWS: `CreateManagedInstancesProviderConfiguration.infrastructureOptimization`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub infrastructure_optimization: Option<InfrastructureOptimization>,
    /// Whether faulty instances are replaced.
    ///
    /// AWS: `CreateManagedInstancesProviderConfiguration.autoRepairConfiguration`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_repair_configuration: Option<AutoRepairConfiguration>,
}

/// What can be changed about a Managed Instances provider.
///
/// It holds for instances that are launched afterwards.
/// AWS: [`UpdateManagedInstancesProviderConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateManagedInstancesProviderConfiguration.html)
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateManagedInstancesProviderConfiguration {
    /// The ECS infrastructure role that manages the instances, as an ARN.
    ///
    /// AWS: `UpdateManagedInstancesProviderConfiguration.infrastructureRoleArn`
    pub infrastructure_role_arn: String,
    /// What is launched, and where.
    ///
    /// AWS: `UpdateManagedInstancesProviderConfiguration.instanceLaunchTemplate`
    pub instance_launch_template: InstanceLaunchTemplateUpdate,
    /// Whether the instances get the provider's tags.
    ///
    /// AWS: `UpdateManagedInstancesProviderConfiguration.propagateTags`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub propagate_tags: Option<PropagateMiTags>,
    /// When idle instances go.
    ///
    /// AWS: `UpdateManagedInstancesProviderConfiguration.infrastructureOptimization`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub infrastructure_optimization: Option<InfrastructureOptimization>,
    /// Whether faulty instances are replaced.
    ///
    /// AWS: `UpdateManagedInstancesProviderConfiguration.autoRepairConfiguration`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_repair_configuration: Option<AutoRepairConfiguration>,
}

open_enum! {
    /// Whether managed instances get their provider's tags.
    ///
    /// AWS: `CreateManagedInstancesProviderConfiguration.propagateTags`
    pub enum PropagateMiTags {
        /// They get the capacity provider's tags.
        CapacityProvider = "CAPACITY_PROVIDER",
        /// They get none of them.
        None = "NONE",
    }
}

/// When ECS ends instances that are idle or little used.
///
/// AWS: [`InfrastructureOptimization`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_InfrastructureOptimization.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InfrastructureOptimization {
    /// How long an instance may be idle, in seconds; -1 means for ever.
    ///
    /// Default: chosen by ECS. Limits: -1, or 0 to 3600.
    /// AWS: `InfrastructureOptimization.scaleInAfter`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scale_in_after: Option<i32>,
}

/// Whether ECS replaces instances that it finds faulty.
///
/// AWS: [`AutoRepairConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AutoRepairConfiguration.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AutoRepairConfiguration {
    /// Whether ECS acts on what it finds. AWS: `AutoRepairConfiguration.actionsStatus`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actions_status: Option<AutoRepairActionsStatus>,
}

open_enum! {
    /// Whether ECS replaces faulty instances.
    ///
    /// AWS: `AutoRepairConfiguration.actionsStatus`
    pub enum AutoRepairActionsStatus {
        /// Faulty instances are replaced.
        Enabled = "ENABLED",
        /// Faulty instances stay.
        Disabled = "DISABLED",
    }
}
