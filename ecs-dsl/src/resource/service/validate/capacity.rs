//! What tasks run on: launch types, capacity provider strategies, platform versions.

use std::collections::BTreeSet;

use super::setting::{RunsOn, Setting, is_fargate_provider, provider_kind};
use crate::api::ecs::{CapacityProviderStrategyItem, Compatibility, CpuArchitecture, LaunchType, PidMode};
use crate::check::Surroundings;
use crate::check::limits::{at_most, within};
use crate::check::value::{check_known, has_token};
use crate::diagnostic::Finding;
use crate::diagnostic::code::service as codes;

const SPOT: &str = "FARGATE_SPOT";

/// The launch types that a request may name; Managed Instances are named by their provider.
const LAUNCH_TYPES: [&str; 3] = ["EC2", "FARGATE", "EXTERNAL"];

/// Checks the launch type, alone, beside a strategy, and against the task definition.
pub(crate) fn check_launch(setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    if let Some(launch_type) = setting.launch_type {
        if !setting.strategy.is_empty() {
            let what = format!("the launch type {launch_type} stands beside a capacity provider strategy");
            let fix = "leave one of the two out";
            findings.push(Finding::new(&codes::LAUNCH_TYPE_AND_STRATEGY, "launchType", what, fix));
            return;
        }
        let name = launch_type.as_str();
        if *launch_type == LaunchType::ManagedInstances || name == SPOT {
            let what = format!("`{name}` cannot be a launch type");
            let fix = match name {
                SPOT => "leave launchType out, and give a strategy with the provider FARGATE_SPOT",
                _ => "leave launchType out, and give a strategy with the provider of Managed Instances",
            };
            findings.push(Finding::new(&codes::LAUNCH_TYPE_OF_PROVIDER, "launchType", what, fix));
            return;
        }
        if !launch_type.is_known() {
            return check_known("launchType", name, &LAUNCH_TYPES, findings);
        }
    }
    check_compatibility(setting, findings);
}

fn check_compatibility(setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let (Some(needed), Some(task)) = (setting.compatibility(), setting.task) else { return };
    let Some(offered) = task.requires_compatibilities.as_deref().filter(|list| !list.is_empty()) else {
        return;
    };
    if offered.contains(&needed) || offered.iter().any(|one| !one.is_known()) {
        return;
    }
    let names: Vec<&str> = offered.iter().map(Compatibility::as_str).collect();
    let what = format!(
        "the task definition `{}` is for {}, and its tasks would run on {needed}",
        task.family,
        names.join(", ")
    );
    let (member, fix) = if setting.launches_on_ec2_by_default() {
        ("launchType", format!("say what the tasks run on: launchType `{}`", names[0]))
    } else if setting.launch_type.is_some() {
        ("launchType", format!("write `{}`, or add {needed} to requiresCompatibilities", names[0]))
    } else if !setting.strategy.is_empty() {
        ("capacityProviderStrategy", format!("name providers of {}", names.join(" or ")))
    } else {
        ("taskDefinition", format!("give the service providers of {} in a strategy", names.join(" or ")))
    };
    findings.push(Finding::new(&codes::NOT_COMPATIBLE, member, what, fix));
}

/// Checks the strategy of a service or run against the cluster and the tasks.
pub(crate) fn check_strategy(setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    const MEMBER: &str = "capacityProviderStrategy";
    check_items(setting.strategy, MEMBER, setting.around, findings);
    if let Some(associated) = setting.around.associated_providers(setting.cluster_name) {
        let cluster = setting.cluster_name;
        check_associated(setting.strategy, MEMBER, associated, cluster, setting.around, findings);
    } else if let Some(providers) = setting.cluster.and_then(|cluster| cluster.capacity_providers.as_deref())
    {
        // A cluster that names none may get them by a later request.
        let cluster = setting.cluster_name;
        check_associated(setting.strategy, MEMBER, providers, cluster, setting.around, findings);
    }
    let spot = setting.strategy.iter().position(|item| item.capacity_provider == SPOT);
    if let (Some(index), true) = (spot, setting.is_windows()) {
        let what = "FARGATE_SPOT is to run Windows tasks";
        let fix = "write `FARGATE`";
        let member = format!("{MEMBER}[{index}].capacityProvider");
        let in_code = "write `FargateCapacity::OnDemand`";
        findings.push(Finding::new(&codes::SPOT_PLATFORM, member, what, fix).in_code(in_code));
    }
}

/// Checks a strategy's numbers, and that its providers are of one kind.
pub(crate) fn check_items(
    items: &[CapacityProviderStrategyItem],
    member: &str,
    around: &dyn Surroundings,
    findings: &mut Vec<Finding>,
) {
    at_most(&codes::STRATEGY_LIMIT, member, items.len(), 20, "providers in the strategy", findings);
    let mut first_base: Option<&str> = None;
    for (index, item) in items.iter().enumerate() {
        let at = format!("{member}[{index}]");
        // One that is made beside has its name looked at where it is made.
        if around.capacity_provider(&item.capacity_provider).is_none() {
            check_reserved_name(&item.capacity_provider, &format!("{at}.capacityProvider"), findings);
        }
        within(&codes::STRATEGY_LIMIT, format!("{at}.weight"), item.weight, 0..=1_000, "", findings);
        within(&codes::STRATEGY_LIMIT, format!("{at}.base"), item.base, 0..=100_000, "tasks", findings);
        if item.base.is_some_and(|base| base > 0) {
            match first_base {
                Some(first) => {
                    let what = format!("`{}` has a base, and `{first}` has one too", item.capacity_provider);
                    let fix = "leave the base out of one of them";
                    findings.push(Finding::new(&codes::STRATEGY_BASES, format!("{at}.base"), what, fix));
                }
                None => first_base = Some(&item.capacity_provider),
            }
        }
    }
    if items.len() > 1 && items.iter().all(|item| item.weight.unwrap_or(0) == 0) {
        let what = "no provider of the strategy has a weight above 0";
        let fix = "give at least one of them a weight";
        findings.push(Finding::new(&codes::STRATEGY_WEIGHTS, member, what, fix));
    }
    let fargate = items.iter().find(|item| is_fargate_provider(&item.capacity_provider));
    let other = items.iter().enumerate().find(|(_, item)| {
        let kind = provider_kind(&item.capacity_provider, around);
        // What is not one of AWS's two is a provider of the account, known here or not.
        kind != Some(RunsOn::Fargate) && !near_fargate(&item.capacity_provider)
    });
    if let (Some(fargate), Some((index, other))) = (fargate, other)
        && !has_token(&other.capacity_provider)
    {
        let (one, two) = (&fargate.capacity_provider, &other.capacity_provider);
        let what = format!("the strategy has `{one}` and `{two}`");
        let fix = "keep the providers of Fargate, or those of the account's instances";
        let member = format!("{member}[{index}].capacityProvider");
        findings.push(Finding::new(&codes::MIXED_PROVIDERS, member, what, fix));
    }
}

/// Whether a name is one of AWS's two, perhaps mistyped; names of the account cannot begin so.
fn near_fargate(name: &str) -> bool {
    name.is_empty() || name.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("fargate"))
}

fn check_reserved_name(name: &str, member: &str, findings: &mut Vec<Finding>) {
    if near_fargate(name) && !is_fargate_provider(name) && !has_token(name) {
        let what = format!("there is no capacity provider `{name}`");
        let meant = ecs_dsl_facts::nearest(name, [SPOT, "FARGATE"]);
        let fix = match meant {
            Some(meant) => format!("write `{meant}`"),
            None => "write `FARGATE`, `FARGATE_SPOT` or the name of one of the account's".to_owned(),
        };
        findings.push(Finding::new(&codes::PROVIDER_NOT_ASSOCIATED, member, what, fix));
    }
}

/// Checks that the cluster has the providers of a strategy: those that it names, and those of Managed
/// Instances, which belong to the cluster that they are made for without its naming them.
pub(crate) fn check_associated(
    items: &[CapacityProviderStrategyItem],
    member: &str,
    associated: &[String],
    cluster: &str,
    around: &dyn Surroundings,
    findings: &mut Vec<Finding>,
) {
    let associated: BTreeSet<&str> = associated.iter().map(String::as_str).collect();
    if associated.iter().any(|name| has_token(name)) {
        return;
    }
    for (index, item) in items.iter().enumerate() {
        let name = item.capacity_provider.as_str();
        if associated.contains(name) || has_token(name) || (near_fargate(name) && !is_fargate_provider(name))
        {
            continue;
        }
        let home = around.capacity_provider(name).and_then(|provider| provider.cluster.as_deref());
        if home.is_some_and(|home| has_token(home) || is_same_cluster(home, cluster)) {
            continue;
        }
        let what = match home {
            Some(home) => {
                format!("`{name}` is made for the cluster `{home}`, and the tasks are for `{cluster}`")
            }
            None => format!("the cluster `{cluster}` does not have the capacity provider `{name}`"),
        };
        let fix = match ecs_dsl_facts::nearest(name, associated.iter().copied()) {
            Some(meant) if home.is_none() => format!("write `{meant}`"),
            _ if home.is_some() => format!("make a provider of Managed Instances for `{cluster}`"),
            _ => format!("add `{name}` to the cluster's capacityProviders"),
        };
        let in_code = match name {
            SPOT => "give the cluster `.capacity_provider(FargateCapacity::Spot)`".to_owned(),
            "FARGATE" => "give the cluster `.capacity_provider(FargateCapacity::OnDemand)`".to_owned(),
            _ => format!("hand `{name}` to the cluster's `.capacity_provider(…)`"),
        };
        let member = format!("{member}[{index}].capacityProvider");
        findings.push(Finding::new(&codes::PROVIDER_NOT_ASSOCIATED, member, what, fix).in_code(in_code));
    }
}

/// Returns whether two references, names or ARNs, mean one cluster.
fn is_same_cluster(one: &str, other: &str) -> bool {
    let name = |cluster: &str| cluster.rsplit_once('/').map_or(cluster, |(_, name)| name).to_owned();
    name(one) == name(other)
}

/// Checks the platform version against what the tasks need of it.
pub(crate) fn check_platform(setting: &Setting<'_>, exec: bool, findings: &mut Vec<Finding>) {
    let Some(version) = setting.platform_version.filter(|version| !has_token(version)) else { return };
    let mut report = |code, what: String, fix: &str| {
        let in_code = fix.replace("platformVersion", "`.platform_version(…)`");
        findings.push(Finding::new(code, "platformVersion", what, fix).in_code(in_code));
    };
    if let Some(RunsOn::Ec2 | RunsOn::External | RunsOn::ManagedInstances) = setting.runs_on {
        let what = format!("the platform version {version} is given for tasks outside Fargate");
        return report(&codes::PLATFORM_ELSEWHERE, what, "leave platformVersion out");
    }
    if version == "LATEST" {
        return;
    }
    let Some(number) = version_number(version) else {
        let what = format!("there is no platform version `{version}`");
        return report(&codes::PLATFORM_FORM, what, "write `LATEST`, or a version such as `1.4.0`");
    };
    // Windows counts its platform versions by itself, from 1.0.0.
    if setting.is_windows() || number >= [1, 4, 0] {
        return;
    }
    if let Some(feature) = needs_1_4(setting, exec).or_else(|| needs_older(setting, number)) {
        let what = format!("the platform version {version} does not have {feature}");
        report(&codes::PLATFORM_TOO_OLD, what, "write `1.4.0` or `LATEST`, or leave platformVersion out");
    }
}

/// Names something that is used and that platforms before this version lack, though those before 1.4.0 have it.
fn needs_older(setting: &Setting<'_>, number: [u32; 3]) -> Option<&'static str> {
    if number >= [1, 3, 0] {
        return None;
    }
    if setting.strategy.iter().any(|item| item.capacity_provider == SPOT) {
        return Some("Fargate Spot");
    }
    let mut containers = setting.task?.container_definitions.iter();
    containers.find_map(|container| {
        if container.depends_on.iter().flatten().next().is_some() {
            Some("an order of containers (dependsOn)")
        } else if container.start_timeout.is_some() {
            Some("startTimeout")
        } else if number < [1, 1, 0] && container.health_check.is_some() {
            Some("health checks of containers")
        } else {
            None
        }
    })
}

fn version_number(version: &str) -> Option<[u32; 3]> {
    let mut parts = version.split('.').map(|part| part.parse().ok());
    let number = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some(number)
}

/// Names something that the tasks use and Linux platforms before 1.4.0 lack.
fn needs_1_4(setting: &Setting<'_>, exec: bool) -> Option<&'static str> {
    if exec {
        return Some("ECS Exec");
    }
    let task = setting.task?;
    let containers = || task.container_definitions.iter();
    let architecture = task.runtime_platform.as_ref().and_then(|platform| platform.cpu_architecture.as_ref());
    let cpu = task.cpu.as_deref().and_then(|cpu| ecs_dsl_facts::quantity::cpu_units(cpu).ok());
    let features = [
        ("task sizes of 8 and 16 vCPU", cpu.is_some_and(|units| units >= 8_192)),
        ("a choice of ephemeral storage", task.ephemeral_storage.is_some()),
        ("a process namespace of the task (pidMode)", task.pid_mode == Some(PidMode::Task)),
        ("ARM64", architecture == Some(&CpuArchitecture::Arm64)),
        (
            "EFS volumes",
            task.volumes.iter().flatten().any(|volume| volume.efs_volume_configuration.is_some()),
        ),
        (
            "environment files",
            containers().any(|container| container.environment_files.iter().flatten().next().is_some()),
        ),
        (
            "system controls",
            containers().any(|container| container.system_controls.iter().flatten().next().is_some()),
        ),
    ];
    features.into_iter().find(|(_, used)| *used).map(|(name, _)| name)
}
