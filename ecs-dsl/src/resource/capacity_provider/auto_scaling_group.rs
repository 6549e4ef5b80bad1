//! Capacity of an Auto Scaling group of the user's.

use super::CapacityProvider;
use crate::api::ecs::{
    self, AutoScalingGroupProvider, ManagedDraining, ManagedScalingStatus, ManagedTerminationProtection,
};
use crate::resource::launch::Ec2;
use crate::source::SourceLine;
use crate::units::{Percent, Seconds};

/// How ECS sizes an Auto Scaling group.
///
/// AWS: [`ManagedScaling`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ManagedScaling.html)
#[derive(Debug, Clone, PartialEq)]
pub struct ManagedScaling(ecs::ManagedScaling);

impl ManagedScaling {
    /// Keeps the group so large that this share of it is in use: 1 to 100 %. AWS: `targetCapacity`.
    pub fn target(capacity: Percent) -> Self {
        Self(ecs::ManagedScaling {
            status: Some(ManagedScalingStatus::Enabled),
            target_capacity: Some(capacity.get()),
            ..ecs::ManagedScaling::default()
        })
    }

    /// Leaves the group's size alone. AWS: `status`, value `DISABLED`.
    pub fn disabled() -> Self {
        Self(ecs::ManagedScaling {
            status: Some(ManagedScalingStatus::Disabled),
            ..ecs::ManagedScaling::default()
        })
    }

    /// Sets how many instances are added or removed at once: 1 to 10,000. AWS: `minimumScalingStepSize`, `maximumScalingStepSize`.
    #[must_use]
    pub fn steps(mut self, minimum: i32, maximum: i32) -> Self {
        self.0.minimum_scaling_step_size = Some(minimum);
        self.0.maximum_scaling_step_size = Some(maximum);
        self
    }

    /// Sets how long a new instance's metrics do not count. Default: 300 s. Limit: 0 to 10,000 s. AWS: `instanceWarmupPeriod`.
    #[must_use]
    pub fn instance_warmup(mut self, seconds: Seconds) -> Self {
        self.0.instance_warmup_period = Some(seconds.get());
        self
    }
}

impl CapacityProvider<Ec2> {
    /// Makes a provider of an Auto Scaling group, by its ARN or name. AWS: `autoScalingGroupProvider`.
    #[track_caller]
    pub fn auto_scaling_group(name: impl Into<String>, group: impl Into<String>) -> Self {
        let provider = Self::of(name.into(), SourceLine::caller(), None);
        provider.0.state.borrow_mut().request.auto_scaling_group_provider = Some(AutoScalingGroupProvider {
            auto_scaling_group_arn: group.into(),
            ..AutoScalingGroupProvider::default()
        });
        provider
    }

    /// Sets how ECS sizes the group. Default: not at all. AWS: `autoScalingGroupProvider.managedScaling`.
    #[track_caller]
    pub fn managed_scaling(self, scaling: ManagedScaling) -> Self {
        self.group("autoScalingGroupProvider.managedScaling", |group| {
            group.managed_scaling = Some(scaling.0);
        })
    }

    /// Keeps the group from ending instances that run tasks; the group needs scale-in protection. Default: off.
    ///
    /// AWS: `autoScalingGroupProvider.managedTerminationProtection`.
    #[track_caller]
    pub fn termination_protection(self) -> Self {
        self.group("autoScalingGroupProvider.managedTerminationProtection", |group| {
            group.managed_termination_protection = Some(ManagedTerminationProtection::Enabled);
        })
    }

    /// Sets whether tasks move away before an instance ends. Default: true. AWS: `autoScalingGroupProvider.managedDraining`.
    #[track_caller]
    pub fn managed_draining(self, enable: bool) -> Self {
        let value = if enable { ManagedDraining::Enabled } else { ManagedDraining::Disabled };
        self.group("autoScalingGroupProvider.managedDraining", |group| group.managed_draining = Some(value))
    }

    #[track_caller]
    fn group(self, member: &'static str, change: impl FnOnce(&mut AutoScalingGroupProvider)) -> Self {
        self.set(member, |state| {
            change(state.request.auto_scaling_group_provider.get_or_insert_default());
        })
    }
}
