//! Capacity providers that scale an EC2 Auto Scaling group.

use serde::{Deserialize, Serialize};

use crate::api::open_enum::open_enum;

/// An EC2 Auto Scaling group as a source of capacity.
///
/// AWS: [`AutoScalingGroupProvider`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AutoScalingGroupProvider.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AutoScalingGroupProvider {
    /// The group, by ARN or name. AWS: `AutoScalingGroupProvider.autoScalingGroupArn`.
    pub auto_scaling_group_arn: String,
    /// Whether and how ECS scales the group.
    ///
    /// Default: it does not.
    /// AWS: `AutoScalingGroupProvider.managedScaling`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub managed_scaling: Option<ManagedScaling>,
    /// Whether instances with tasks are kept when the group shrinks.
    ///
    /// Default: `DISABLED`. Needs managed scaling, and scale-in protection on the group and its
    /// instances.
    /// AWS: `AutoScalingGroupProvider.managedTerminationProtection`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub managed_termination_protection: Option<ManagedTerminationProtection>,
    /// Whether tasks are moved away before an instance goes.
    ///
    /// Default: `ENABLED`.
    /// AWS: `AutoScalingGroupProvider.managedDraining`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub managed_draining: Option<ManagedDraining>,
}

/// What can be changed about a provider with an Auto Scaling group.
///
/// AWS: [`AutoScalingGroupProviderUpdate`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AutoScalingGroupProviderUpdate.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AutoScalingGroupProviderUpdate {
    /// Whether and how ECS scales the group. AWS: `AutoScalingGroupProviderUpdate.managedScaling`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub managed_scaling: Option<ManagedScaling>,
    /// Whether instances with tasks are kept when the group shrinks.
    ///
    /// AWS: `AutoScalingGroupProviderUpdate.managedTerminationProtection`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub managed_termination_protection: Option<ManagedTerminationProtection>,
    /// Whether tasks are moved away before an instance goes.
    ///
    /// AWS: `AutoScalingGroupProviderUpdate.managedDraining`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub managed_draining: Option<ManagedDraining>,
}

/// How ECS scales an Auto Scaling group.
///
/// AWS: [`ManagedScaling`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ManagedScaling.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ManagedScaling {
    /// Whether ECS scales the group. AWS: `ManagedScaling.status`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<ManagedScalingStatus>,
    /// How much of the group shall be in use, in percent; less than 100 keeps a reserve.
    ///
    /// Default: 100. Limits: 1 to 100.
    /// AWS: `ManagedScaling.targetCapacity`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_capacity: Option<i32>,
    /// The least instances added at a time.
    ///
    /// Default: 1. Limits: 1 to 10000.
    /// AWS: `ManagedScaling.minimumScalingStepSize`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum_scaling_step_size: Option<i32>,
    /// The most instances added at a time.
    ///
    /// Default: 10000. Limits: 1 to 10000.
    /// AWS: `ManagedScaling.maximumScalingStepSize`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum_scaling_step_size: Option<i32>,
    /// How long a new instance does not count for the metrics, in seconds.
    ///
    /// Default: 300. Limits: 0 to 10000.
    /// AWS: `ManagedScaling.instanceWarmupPeriod`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_warmup_period: Option<i32>,
}

open_enum! {
    /// Whether ECS scales an Auto Scaling group.
    ///
    /// AWS: `ManagedScaling.status`
    pub enum ManagedScalingStatus {
        /// ECS scales the group by the tasks that need a place.
        Enabled = "ENABLED",
        /// The group's owner scales it.
        Disabled = "DISABLED",
    }
}

open_enum! {
    /// Whether instances with tasks are kept when an Auto Scaling group shrinks.
    ///
    /// AWS: `AutoScalingGroupProvider.managedTerminationProtection`
    pub enum ManagedTerminationProtection {
        /// Only instances without tasks are ended.
        Enabled = "ENABLED",
        /// Any instance may be ended; the default.
        Disabled = "DISABLED",
    }
}

open_enum! {
    /// Whether tasks are moved away before an instance goes.
    ///
    /// AWS: `AutoScalingGroupProvider.managedDraining`
    pub enum ManagedDraining {
        /// An instance is drained first; the default.
        Enabled = "ENABLED",
        /// Tasks end with their instance.
        Disabled = "DISABLED",
    }
}
