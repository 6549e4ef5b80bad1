//! What surrounds the tasks of a service or run: their definition, their cluster, what they run on.

use crate::api::ecs::{
    CapacityProviderStrategyItem, Compatibility, CreateCluster, CreateService, LaunchType, NetworkMode,
    RegisterTaskDefinition, RunTask,
};
use crate::check::Surroundings;
use crate::check::limits::given;

/// What tasks run on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RunsOn {
    Fargate,
    /// Instances of the account, by launch type or by an Auto Scaling group's provider.
    Ec2,
    External,
    ManagedInstances,
}

/// The facts that many rules over a service or a run ask for, gathered once.
pub(crate) struct Setting<'a> {
    pub(crate) around: &'a dyn Surroundings,
    /// The cluster as the request refers to it.
    pub(crate) cluster_name: &'a str,
    pub(crate) cluster: Option<&'a CreateCluster>,
    pub(crate) task: Option<&'a RegisterTaskDefinition>,
    pub(crate) launch_type: Option<&'a LaunchType>,
    /// The request's own strategy.
    pub(crate) strategy: &'a [CapacityProviderStrategyItem],
    pub(crate) platform_version: Option<&'a str>,
    /// What the tasks run on, where that is certain.
    pub(crate) runs_on: Option<RunsOn>,
}

impl<'a> Setting<'a> {
    pub(crate) fn of_service(request: &'a CreateService, around: &'a dyn Surroundings) -> Self {
        Self::new(
            &request.cluster,
            given(&request.task_definition),
            request.launch_type.as_ref(),
            request.capacity_provider_strategy.as_deref(),
            given(&request.platform_version),
            around,
        )
    }

    pub(crate) fn of_run(request: &'a RunTask, around: &'a dyn Surroundings) -> Self {
        Self::new(
            &request.cluster,
            Some(&request.task_definition),
            request.launch_type.as_ref(),
            request.capacity_provider_strategy.as_deref(),
            given(&request.platform_version),
            around,
        )
    }

    fn new(
        cluster: &'a Option<String>,
        task: Option<&'a str>,
        launch_type: Option<&'a LaunchType>,
        strategy: Option<&'a [CapacityProviderStrategyItem]>,
        platform_version: Option<&'a str>,
        around: &'a dyn Surroundings,
    ) -> Self {
        let cluster_name = given(cluster).unwrap_or("default");
        let mut setting = Self {
            around,
            cluster_name,
            cluster: around.cluster(cluster_name),
            task: task.and_then(|task| around.task_definition(task)),
            launch_type,
            strategy: strategy.unwrap_or_default(),
            platform_version,
            runs_on: None,
        };
        setting.runs_on = setting.place();
        setting
    }

    fn place(&self) -> Option<RunsOn> {
        match self.launch_type {
            Some(LaunchType::Fargate) => return Some(RunsOn::Fargate),
            Some(LaunchType::Ec2) => return Some(RunsOn::Ec2),
            Some(LaunchType::External) => return Some(RunsOn::External),
            Some(LaunchType::ManagedInstances) => return Some(RunsOn::ManagedInstances),
            Some(LaunchType::Unknown(_)) => return None,
            None => {}
        }
        if let Some(strategy) = self.effective_strategy() {
            let mut kinds = strategy.iter().map(|item| provider_kind(&item.capacity_provider, self.around));
            let first = kinds.next().flatten()?;
            return kinds.all(|kind| kind == Some(first)).then_some(first);
        }
        if self.launches_on_ec2_by_default() {
            return Some(RunsOn::Ec2);
        }
        self.only_compatibility()
    }

    /// Returns the strategy that shares the tasks out: the request's, else the cluster's default.
    pub(crate) fn effective_strategy(&self) -> Option<&'a [CapacityProviderStrategyItem]> {
        if !self.strategy.is_empty() {
            return Some(self.strategy);
        }
        let defaults = self.cluster?.default_capacity_provider_strategy.as_deref()?;
        (!defaults.is_empty()).then_some(defaults)
    }

    /// Returns whether neither the request nor the cluster says what the tasks run on, which means EC2.
    pub(crate) fn launches_on_ec2_by_default(&self) -> bool {
        let Some(cluster) = self.cluster else { return false };
        // A cluster's strategy may come by a later request, and only where it has providers.
        let has_providers = cluster.capacity_providers.iter().flatten().next().is_some()
            || self.around.associated_providers(self.cluster_name).is_some_and(|names| !names.is_empty());
        self.launch_type.is_none() && self.effective_strategy().is_none() && !has_providers
    }

    fn only_compatibility(&self) -> Option<RunsOn> {
        match self.task?.requires_compatibilities.as_deref()? {
            [Compatibility::Fargate] => Some(RunsOn::Fargate),
            [Compatibility::Ec2] => Some(RunsOn::Ec2),
            [Compatibility::External] => Some(RunsOn::External),
            [Compatibility::ManagedInstances] => Some(RunsOn::ManagedInstances),
            _ => None,
        }
    }

    /// Returns what a task definition must be for, to run where these tasks run.
    pub(crate) fn compatibility(&self) -> Option<Compatibility> {
        self.runs_on.map(|runs_on| match runs_on {
            RunsOn::Fargate => Compatibility::Fargate,
            RunsOn::Ec2 => Compatibility::Ec2,
            RunsOn::External => Compatibility::External,
            RunsOn::ManagedInstances => Compatibility::ManagedInstances,
        })
    }

    pub(crate) fn is_fargate(&self) -> bool {
        self.runs_on == Some(RunsOn::Fargate)
    }

    /// Returns the network mode of the tasks, where it is certain.
    pub(crate) fn network_mode(&self) -> Option<NetworkMode> {
        let Some(task) = self.task else { return self.is_fargate().then_some(NetworkMode::Awsvpc) };
        match &task.network_mode {
            Some(NetworkMode::Unknown(_)) => None,
            Some(mode) => Some(mode.clone()),
            None => default_network_mode(task, self.runs_on),
        }
    }

    pub(crate) fn is_windows(&self) -> bool {
        let family =
            self.task.and_then(|task| task.runtime_platform.as_ref()?.operating_system_family.as_ref());
        family.is_some_and(|family| family.is_windows())
    }
}

/// The mode of a definition that says none: bridge on Linux instances, awsvpc where Fargate is meant.
fn default_network_mode(task: &RegisterTaskDefinition, runs_on: Option<RunsOn>) -> Option<NetworkMode> {
    let compatibilities = task.requires_compatibilities.as_deref().unwrap_or_default();
    let windows = task
        .runtime_platform
        .as_ref()
        .and_then(|platform| platform.operating_system_family.as_ref())
        .is_some_and(|family| family.is_windows());
    if compatibilities.contains(&Compatibility::Fargate) || runs_on == Some(RunsOn::Fargate) {
        Some(NetworkMode::Awsvpc)
    } else if windows || compatibilities.contains(&Compatibility::ManagedInstances) {
        None
    } else {
        Some(NetworkMode::Bridge)
    }
}

/// Returns what a capacity provider's tasks run on, where that is known.
pub(crate) fn provider_kind(name: &str, around: &dyn Surroundings) -> Option<RunsOn> {
    if is_fargate_provider(name) {
        return Some(RunsOn::Fargate);
    }
    let provider = around.capacity_provider(name)?;
    match (&provider.auto_scaling_group_provider, &provider.managed_instances_provider) {
        (Some(_), None) => Some(RunsOn::Ec2),
        (None, Some(_)) => Some(RunsOn::ManagedInstances),
        _ => None,
    }
}

/// Returns whether the provider is one of the two that AWS itself has.
pub(crate) fn is_fargate_provider(name: &str) -> bool {
    matches!(name, "FARGATE" | "FARGATE_SPOT")
}
