//! Capacity of instances that ECS chooses, starts and patches.

use std::rc::Rc;

use super::CapacityProvider;
use crate::api::ecs::{
    CapacityOptionType, CreateManagedInstancesProviderConfiguration, InfrastructureOptimization,
    InstanceLaunchTemplate, InstanceRequirements, ManagedInstancesMonitoringOptions,
    ManagedInstancesNetworkConfiguration, ManagedInstancesStorageConfiguration, PropagateMiTags,
};
use crate::resource::cluster::{ClusterRef, IntoCluster};
use crate::resource::instance_profile::InstanceProfileState;
use crate::resource::launch::ManagedInstances;
use crate::resource::role::{IntoInfrastructureRole, RoleRef, RoleState};
use crate::resource::{IntoTexts, Shared};
use crate::source::SourceLine;
use crate::units::{Gib, Seconds};

/// The instance profile of managed instances: derived, or one that exists already.
#[derive(Debug, Clone, Default)]
pub enum InstanceProfileRef {
    /// One derived, with a role for what the instances' agent needs.
    #[default]
    Derived,
    /// One that exists already, by its ARN.
    Existing(String),
}

pub(crate) struct ManagedInstancesState {
    pub(super) cluster: (ClusterRef, SourceLine),
    pub(super) role: Option<RoleRef>,
    pub(super) profile: InstanceProfileRef,
    pub(super) derived_role: Option<Rc<Shared<RoleState>>>,
    pub(super) derived_profile: Option<Rc<Shared<InstanceProfileState>>>,
}

impl CapacityProvider<ManagedInstances> {
    /// Makes a provider of instances in these subnets, for one cluster. AWS: `managedInstancesProvider`.
    ///
    /// ECS starts them with an infrastructure role and an instance profile, both derived unless given.
    #[track_caller]
    pub fn managed_instances(
        name: impl Into<String>,
        cluster: impl IntoCluster,
        subnets: impl IntoTexts,
        security_groups: impl IntoTexts,
    ) -> Self {
        let line = SourceLine::caller();
        let groups = security_groups.into_texts();
        let network_configuration = ManagedInstancesNetworkConfiguration {
            subnets: Some(subnets.into_texts()),
            security_groups: (!groups.is_empty()).then_some(groups),
        };
        let state = ManagedInstancesState {
            cluster: (cluster.into_cluster(), line),
            role: None,
            profile: InstanceProfileRef::Derived,
            derived_role: None,
            derived_profile: None,
        };
        let provider = Self::of(name.into(), line, Some(state));
        provider.0.state.borrow_mut().request.managed_instances_provider =
            Some(CreateManagedInstancesProviderConfiguration {
                instance_launch_template: InstanceLaunchTemplate {
                    network_configuration,
                    ..InstanceLaunchTemplate::default()
                },
                ..CreateManagedInstancesProviderConfiguration::default()
            });
        provider
    }

    /// Sets what the instances must have. Default: ECS chooses by what the tasks ask for.
    ///
    /// AWS: `managedInstancesProvider.instanceLaunchTemplate.instanceRequirements`.
    #[track_caller]
    pub fn instance_requirements(self, requirements: InstanceRequirements) -> Self {
        self.template("instanceRequirements", |template| template.instance_requirements = Some(requirements))
    }

    /// Sets the size of the instances' disk. AWS: `managedInstancesProvider.instanceLaunchTemplate.storageConfiguration`.
    #[track_caller]
    pub fn storage(self, size: Gib) -> Self {
        let storage = ManagedInstancesStorageConfiguration { storage_size_gib: Some(size.get()) };
        self.template("storageConfiguration", |template| template.storage_configuration = Some(storage))
    }

    /// Sets whether instances are on demand, spot or reserved. Default: on demand.
    ///
    /// AWS: `managedInstancesProvider.instanceLaunchTemplate.capacityOptionType`.
    #[track_caller]
    pub fn capacity_option(self, option: CapacityOptionType) -> Self {
        self.template("capacityOptionType", |template| template.capacity_option_type = Some(option))
    }

    /// Reports the instances' metrics every minute. Default: every five.
    ///
    /// AWS: `managedInstancesProvider.instanceLaunchTemplate.monitoring`.
    #[track_caller]
    pub fn detailed_monitoring(self) -> Self {
        self.template("monitoring", |template| {
            template.monitoring = Some(ManagedInstancesMonitoringOptions::Detailed);
        })
    }

    /// Sets how long an idle instance waits before it is removed: 0 to 3,600 s; none keeps it.
    ///
    /// AWS: `managedInstancesProvider.infrastructureOptimization.scaleInAfter`.
    #[track_caller]
    pub fn scale_in_after(self, idle: Option<Seconds>) -> Self {
        let seconds = idle.map_or(-1, Seconds::get);
        self.provider("managedInstancesProvider.infrastructureOptimization", |provider| {
            provider.infrastructure_optimization =
                Some(InfrastructureOptimization { scale_in_after: Some(seconds) });
        })
    }

    /// Copies the provider's tags to its instances. AWS: `managedInstancesProvider.propagateTags`.
    #[track_caller]
    pub fn propagate_tags(self) -> Self {
        self.provider("managedInstancesProvider.propagateTags", |provider| {
            provider.propagate_tags = Some(PropagateMiTags::CapacityProvider);
        })
    }

    /// Sets the role with which ECS starts instances. Default: one derived.
    ///
    /// A role of the stack is given AWS's policy for it, and may pass the derived instance role on. One
    /// that exists already must allow `iam:PassRole` on the role of the instances: AWS's policy allows
    /// that for roles whose names begin with `ecsInstanceRole` alone.
    ///
    /// AWS: `managedInstancesProvider.infrastructureRoleArn`.
    #[track_caller]
    pub fn infrastructure_role(self, role: impl IntoInfrastructureRole) -> Self {
        let role = role.into_infrastructure_role();
        self.set("managedInstancesProvider.infrastructureRoleArn", |state| {
            if let Some(managed) = &mut state.managed_instances {
                managed.role = Some(role);
            }
        })
    }

    /// Sets the instances' profile, by its ARN. Default: one derived.
    ///
    /// Which role is in it cannot be seen here. Unless that role's name begins with `ecsInstanceRole`,
    /// write the infrastructure role yourself and allow it `iam:PassRole` on the role: see `ECS1314`.
    ///
    /// AWS: `managedInstancesProvider.instanceLaunchTemplate.ec2InstanceProfileArn`.
    #[track_caller]
    pub fn instance_profile(self, arn: impl Into<String>) -> Self {
        self.set("managedInstancesProvider.instanceLaunchTemplate.ec2InstanceProfileArn", |state| {
            if let Some(managed) = &mut state.managed_instances {
                managed.profile = InstanceProfileRef::Existing(arn.into());
            }
        })
    }

    #[track_caller]
    fn template(self, member: &str, change: impl FnOnce(&mut InstanceLaunchTemplate)) -> Self {
        let path = format!("managedInstancesProvider.instanceLaunchTemplate.{member}");
        self.0.set(path, SourceLine::caller(), |state| {
            let provider = state.request.managed_instances_provider.get_or_insert_default();
            change(&mut provider.instance_launch_template);
        });
        self
    }

    #[track_caller]
    fn provider(
        self,
        member: &'static str,
        change: impl FnOnce(&mut CreateManagedInstancesProviderConfiguration),
    ) -> Self {
        self.set(member, |state| change(state.request.managed_instances_provider.get_or_insert_default()))
    }
}
