//! Clusters and capacity providers, as the builders.

use super::code::{Chain, Expr, call, string, strings};
use super::document::Input;
use super::launch::Launch;
use super::module::{INFRASTRUCTURE_ROLE, Module, customize_request, tags};
use super::values::{api, gib, percent, seconds};
use crate::api::ecs::{
    AutoScalingGroupProvider, CapacityProviderStrategyItem, ClusterSettingName, CreateCapacityProvider,
    CreateCluster, CreateManagedInstancesProviderConfiguration, ExecuteCommandConfiguration,
    ExecuteCommandLogging, ManagedDraining, ManagedInstancesMonitoringOptions, ManagedScaling,
    ManagedScalingStatus, ManagedTerminationProtection, PropagateMiTags, PutClusterCapacityProviders,
};

/// Writes a cluster; an association of its providers that stands apart is written with it.
pub(super) fn write(
    module: &mut Module,
    input: &Input<CreateCluster>,
    association: Option<&PutClusterCapacityProviders>,
    alone: bool,
) {
    let mut wanted = input.request.clone();
    if let Some(association) = association {
        wanted.capacity_providers = Some(association.capacity_providers.clone());
        wanted.default_capacity_provider_strategy =
            Some(association.default_capacity_provider_strategy.clone());
    }
    let comments = module.unknown(input, |_| true);
    let name = wanted.cluster_name.get_or_insert_with(|| "default".to_owned()).clone();
    let mut written = CreateCluster { cluster_name: Some(name.clone()), ..CreateCluster::default() };
    let mut chain = Chain::new(call("Cluster::new", [string(&name)]));
    if let [setting] = wanted.settings.as_deref().unwrap_or_default()
        && setting.name == Some(ClusterSettingName::ContainerInsights)
        && let Some(insights) = match setting.value.as_deref() {
            Some("enhanced") => Some("ContainerInsights::Enhanced"),
            Some("enabled") => Some("ContainerInsights::Enabled"),
            Some("disabled") => Some("ContainerInsights::Disabled"),
            _ => None,
        }
    {
        chain.call("container_insights", [Expr::plain(insights)]);
        written.settings.clone_from(&wanted.settings);
    }
    if let Some(configuration) = &wanted.configuration {
        let mut to = crate::api::ecs::ClusterConfiguration::default();
        if let Some(exec) = &configuration.execute_command_configuration
            && let Some(logging) = exec_logging(module, exec)
        {
            chain.call("exec_logging", [logging]);
            to.execute_command_configuration = Some(exec.clone());
        }
        if let Some(storage) = &configuration.managed_storage_configuration {
            if let Some(key) = &storage.fargate_ephemeral_storage_kms_key_id {
                chain.call("fargate_storage_key", [string(key)]);
            }
            if let Some(key) = &storage.kms_key_id {
                chain.call("managed_storage_key", [string(key)]);
            }
            to.managed_storage_configuration = Some(storage.clone());
        }
        written.configuration = Some(to);
    }
    if let Some(defaults) = &wanted.service_connect_defaults {
        chain.call("service_connect_namespace", [string(&defaults.namespace)]);
        written.service_connect_defaults = Some(defaults.clone());
    }
    capacity(module, &mut chain, &mut wanted, &mut written);
    tags(&mut chain, &input.tags);
    customize_request("ecs:cluster", &mut chain, &written, &wanted);
    let wishes = if alone { "cluster".to_owned() } else { format!("{name}-cluster") };
    let variable = module.names.free([wishes]);
    module.clusters.insert(name, variable.clone());
    module.resource(&variable, chain, comments);
}

fn capacity(module: &Module, chain: &mut Chain, wanted: &mut CreateCluster, written: &mut CreateCluster) {
    let strategy = wanted.default_capacity_provider_strategy.clone().unwrap_or_default();
    let in_strategy = |name: &String| strategy.iter().any(|item| item.capacity_provider == *name);
    for name in wanted.capacity_providers.iter().flatten() {
        // Managed instances are made for their cluster, which is not there before them.
        if !in_strategy(name) {
            chain.call("capacity_provider", [module.provider(name, None)]);
        }
    }
    for CapacityProviderStrategyItem { capacity_provider, weight, base } in &strategy {
        let base = match base {
            Some(base) => format!("Some({base})"),
            None => "None".to_owned(),
        };
        let weight = Expr::plain(weight.unwrap_or_default());
        let provider = module.provider(capacity_provider, None);
        chain.call("default_capacity_provider", [provider, weight, Expr::Plain(base)]);
    }
    let missing = strategy.iter().map(|item| &item.capacity_provider);
    let mut providers = wanted.capacity_providers.clone().unwrap_or_default();
    for name in missing {
        if !providers.contains(name) {
            providers.push(name.clone());
        }
    }
    written.capacity_providers = Some(providers).filter(|all| !all.is_empty());
    written.default_capacity_provider_strategy.clone_from(&wanted.default_capacity_provider_strategy);
}

fn exec_logging(module: &Module, exec: &ExecuteCommandConfiguration) -> Option<Expr> {
    let log = exec.log_configuration.clone().unwrap_or_default();
    let plain = exec.log_configuration.is_none();
    let (start, encrypted) = match &exec.logging {
        Some(ExecuteCommandLogging::None) if plain => (call("ExecLogging::none", []), None),
        None if plain => (call("ExecLogging::container_logs", []), None),
        Some(ExecuteCommandLogging::Override) => match (&log.cloud_watch_log_group_name, &log.s3_bucket_name)
        {
            (Some(group), None) if log.s3_encryption_enabled.is_none() && log.s3_key_prefix.is_none() => (
                call("ExecLogging::cloudwatch", [module.log_group(group)]),
                log.cloud_watch_encryption_enabled,
            ),
            (None, Some(bucket)) if log.cloud_watch_encryption_enabled.is_none() => {
                let prefix = log.s3_key_prefix.clone().unwrap_or_default();
                (call("ExecLogging::s3", [string(bucket), string(prefix)]), log.s3_encryption_enabled)
            }
            _ => return None,
        },
        _ => return None,
    };
    let mut chain = Chain::new(start);
    if encrypted == Some(true) {
        chain.call("encrypted", []);
    }
    if let Some(key) = &exec.kms_key_id {
        chain.call("kms_key", [string(key)]);
    }
    Some(chain.into())
}

/// Writes a capacity provider.
pub(super) fn provider(module: &mut Module, input: &Input<CreateCapacityProvider>) {
    let wanted = &input.request;
    let comments = module.unknown(input, |_| true);
    let mut written =
        CreateCapacityProvider { name: wanted.name.clone(), ..CreateCapacityProvider::default() };
    let (mut chain, launch) = match (&wanted.auto_scaling_group_provider, &wanted.managed_instances_provider)
    {
        (group, None) => {
            let none = AutoScalingGroupProvider::default();
            (auto_scaling_group(group.as_ref().unwrap_or(&none), wanted, &mut written), Launch::Ec2)
        }
        (_, Some(managed)) => {
            (managed_instances(module, managed, wanted, &mut written), Launch::ManagedInstances)
        }
    };
    tags(&mut chain, &input.tags);
    customize_request("ecs:capacity-provider", &mut chain, &written, wanted);
    let variable = module.names.free([wanted.name.clone(), format!("{}-capacity", wanted.name)]);
    module.providers.insert(wanted.name.clone(), (variable.clone(), launch));
    module.resource(&variable, chain, comments);
}

fn auto_scaling_group(
    group: &AutoScalingGroupProvider,
    wanted: &CreateCapacityProvider,
    written: &mut CreateCapacityProvider,
) -> Chain {
    let start = call(
        "CapacityProvider::auto_scaling_group",
        [string(&wanted.name), string(&group.auto_scaling_group_arn)],
    );
    let mut chain = Chain::new(start);
    let mut to = AutoScalingGroupProvider {
        auto_scaling_group_arn: group.auto_scaling_group_arn.clone(),
        ..AutoScalingGroupProvider::default()
    };
    if let Some(scaling) = group.managed_scaling.as_ref().and_then(managed_scaling) {
        chain.call("managed_scaling", [scaling]);
        to.managed_scaling.clone_from(&group.managed_scaling);
    }
    if group.managed_termination_protection == Some(ManagedTerminationProtection::Enabled) {
        chain.call("termination_protection", []);
        to.managed_termination_protection = Some(ManagedTerminationProtection::Enabled);
    }
    let draining = match &group.managed_draining {
        Some(ManagedDraining::Enabled) => Some(true),
        Some(ManagedDraining::Disabled) => Some(false),
        _ => None,
    };
    if let Some(enable) = draining {
        chain.call("managed_draining", [Expr::plain(enable)]);
        to.managed_draining.clone_from(&group.managed_draining);
    }
    written.auto_scaling_group_provider = Some(to);
    chain
}

fn managed_scaling(scaling: &ManagedScaling) -> Option<Expr> {
    let steps = (scaling.minimum_scaling_step_size, scaling.maximum_scaling_step_size);
    let mut chain = match &scaling.status {
        None | Some(ManagedScalingStatus::Enabled) => {
            let target = scaling.target_capacity.unwrap_or(100);
            Chain::new(call("ManagedScaling::target", [percent(target)]))
        }
        Some(ManagedScalingStatus::Disabled) if scaling.target_capacity.is_none() => {
            Chain::new(call("ManagedScaling::disabled", []))
        }
        _ => return None,
    };
    if steps != (None, None) {
        // Defaults of AWS stand for what is absent.
        let steps = [steps.0.unwrap_or(1), steps.1.unwrap_or(10_000)];
        chain.call("steps", steps.map(Expr::plain));
    }
    if let Some(warmup) = scaling.instance_warmup_period {
        chain.call("instance_warmup", [seconds(warmup)]);
    }
    Some(chain.into())
}

fn managed_instances(
    module: &Module,
    managed: &CreateManagedInstancesProviderConfiguration,
    wanted: &CreateCapacityProvider,
    written: &mut CreateCapacityProvider,
) -> Chain {
    let template = &managed.instance_launch_template;
    let network = &template.network_configuration;
    let arguments = [
        string(&wanted.name),
        module.cluster(wanted.cluster.as_deref()),
        strings(network.subnets.iter().flatten()),
        strings(network.security_groups.iter().flatten()),
    ];
    let mut chain = Chain::new(call("CapacityProvider::managed_instances", arguments));
    let mut to = CreateManagedInstancesProviderConfiguration {
        infrastructure_role_arn: managed.infrastructure_role_arn.clone(),
        ..CreateManagedInstancesProviderConfiguration::default()
    };
    let into = &mut to.instance_launch_template;
    into.network_configuration = network.clone();
    into.ec2_instance_profile_arn.clone_from(&template.ec2_instance_profile_arn);
    chain.call("infrastructure_role", [module.role(INFRASTRUCTURE_ROLE, &managed.infrastructure_role_arn)]);
    chain.call("instance_profile", [string(&template.ec2_instance_profile_arn)]);
    if let Some(requirements) = &template.instance_requirements {
        chain.call("instance_requirements", [api(requirements)]);
        into.instance_requirements = Some(requirements.clone());
    }
    if let Some(size) = template.storage_configuration.as_ref().and_then(|storage| storage.storage_size_gib) {
        chain.call("storage", [gib(size)]);
        into.storage_configuration.clone_from(&template.storage_configuration);
    }
    if let Some(option) = &template.capacity_option_type {
        chain.call("capacity_option", [api(option)]);
        into.capacity_option_type = Some(option.clone());
    }
    if template.monitoring == Some(ManagedInstancesMonitoringOptions::Detailed) {
        chain.call("detailed_monitoring", []);
        into.monitoring.clone_from(&template.monitoring);
    }
    match managed.infrastructure_optimization.as_ref().and_then(|it| it.scale_in_after) {
        Some(-1) => chain.call("scale_in_after", [Expr::plain("None")]),
        Some(idle) => chain.call("scale_in_after", [Expr::Plain(format!("Some(Seconds::new({idle}))"))]),
        None => {}
    }
    to.infrastructure_optimization.clone_from(&managed.infrastructure_optimization);
    if managed.propagate_tags == Some(PropagateMiTags::CapacityProvider) {
        chain.call("propagate_tags", []);
        to.propagate_tags.clone_from(&managed.propagate_tags);
    }
    written.cluster = wanted.cluster.clone().or_else(|| Some("default".to_owned()));
    written.managed_instances_provider = Some(to);
    chain
}
