//! Services, as the builder.

use super::code::{Chain, Expr, Statement, call, string, strings};
use super::document::Input;
use super::launch::Launch;
use super::module::{Module, customize_request, tags};
use super::reach::{self, Ports};
use super::values::{api, seconds};
use super::{deployment, placement};
use crate::api::ecs::{
    AssignPublicIp, AvailabilityZoneRebalancing, AwsVpcConfiguration, CapacityProviderStrategyItem,
    CreateService, LaunchType, NetworkConfiguration, SchedulingStrategy,
};
use crate::kind::bare_name;
use crate::resource::role::derived_name;

const KIND: &str = "ecs:service";

/// Returns the family that a service's task definition is of.
pub(super) fn family(task_definition: &str) -> &str {
    let name = bare_name(task_definition);
    name.split(':').next().unwrap_or(name)
}

/// Returns the launch type that a request itself tells.
pub(super) fn launch(
    launch_type: Option<&LaunchType>,
    strategy: Option<&[CapacityProviderStrategyItem]>,
    module: &Module,
) -> Option<Launch> {
    if let Some(launch) = launch_type {
        return Launch::of_launch_type(launch);
    }
    strategy.iter().copied().flatten().find_map(|item| match item.capacity_provider.as_str() {
        "FARGATE" | "FARGATE_SPOT" => Some(Launch::Fargate),
        name => module.providers.get(name).map(|(_, launch)| *launch),
    })
}

/// How a task definition is referred to, and the ports of its containers.
pub(super) struct TaskReference {
    pub(super) expr: Expr,
    pub(super) launch: Launch,
    pub(super) ports: Ports,
}

/// Returns the reference to a task definition: to one of the module, or to one that exists already.
pub(super) fn task(
    module: &mut Module,
    reference: Option<&str>,
    told: Option<Launch>,
    (name, needs_handle): (&str, bool),
) -> TaskReference {
    let handle = reference.and_then(|reference| module.tasks.get(family(reference)));
    if let Some(task) = handle {
        return TaskReference {
            expr: Expr::reference(&task.variable),
            launch: task.launch,
            ports: Ports::Own(family(reference.unwrap_or_default()).to_owned()),
        };
    }
    let launch = told.unwrap_or(Launch::Ec2);
    let function = |method: &str| format!("ExistingTaskDef::<{}>::{method}", launch.type_name());
    let reference = reference.unwrap_or(name);
    let revision = reference.split_once(':').and_then(|(family, revision)| {
        let number: u32 = revision.parse().ok()?;
        (!reference.starts_with("arn:") && number.to_string() == revision).then_some((family, number))
    });
    let expr = match revision {
        Some((family, number)) => call(&function("revision"), [string(family), Expr::plain(number)]),
        None if reference.contains(':') => call(&function("arn"), [string(reference)]),
        None => call(&function("latest"), [string(reference)]),
    };
    if !needs_handle {
        return TaskReference { expr, launch, ports: Ports::None };
    }
    let variable = module.names.free([format!("{}-task", family(reference))]);
    module.push(Statement::new(Some(variable.clone()), expr));
    TaskReference { expr: Expr::reference(&variable), launch, ports: Ports::Existing(variable) }
}

/// Writes a service.
pub(super) fn write(module: &mut Module, input: &Input<CreateService>, alone: bool) {
    let mut wanted = input.request.clone();
    let name = wanted.service_name.clone();
    let told = launch(wanted.launch_type.as_ref(), wanted.capacity_provider_strategy.as_deref(), module);
    let needs_handle = reach::needs_ports(&wanted);
    let mut comments = module.unknown(input, |_| true);
    comments.extend(other_revision(module, input));
    let task = task(module, wanted.task_definition.as_deref(), told, (&name, needs_handle));
    let launch = task.launch;
    let mut written = CreateService {
        cluster: wanted.cluster.clone(),
        service_name: name.clone(),
        task_definition: wanted.task_definition.clone().or_else(|| Some(name.clone())),
        desired_count: Some(1),
        launch_type: Some(LaunchType::from(launch.compatibility().as_str())),
        ..CreateService::default()
    };
    let mut arguments = vec![string(&name), module.cluster(wanted.cluster.as_deref()), task.expr.clone()];
    let network = network(wanted.network_configuration.as_ref());
    match launch {
        Launch::Fargate => {
            let (expr, wire) = network.clone().unwrap_or_else(|| {
                let none = AwsVpcConfiguration {
                    assign_public_ip: Some(AssignPublicIp::Disabled),
                    ..AwsVpcConfiguration::default()
                };
                (network_call("private", &none), none)
            });
            arguments.push(expr);
            written.network_configuration = Some(NetworkConfiguration { awsvpc_configuration: Some(wire) });
        }
        Launch::ManagedInstances => {
            let items = wanted.capacity_provider_strategy.as_deref().unwrap_or_default();
            let provider = items.first().map_or(name.as_str(), |item| item.capacity_provider.as_str());
            arguments.push(module.provider(provider, Some(launch)));
            written.launch_type = None;
            written.capacity_provider_strategy = Some(vec![CapacityProviderStrategyItem {
                capacity_provider: provider.to_owned(),
                weight: Some(1),
                base: None,
            }]);
        }
        Launch::Ec2 | Launch::External => {}
    }
    let mut chain = Chain::new(call(&format!("Service::{}", launch.constructor()), arguments));
    if let (Launch::Ec2 | Launch::ManagedInstances, Some((expr, wire))) = (launch, network) {
        chain.call("network", [expr]);
        written.network_configuration = Some(NetworkConfiguration { awsvpc_configuration: Some(wire) });
    }
    count(&mut chain, &wanted, &mut written, launch);
    strategy(module, &mut chain, &mut wanted, &mut written, launch);
    placement::write(&mut chain, &wanted, &mut written, launch);
    comments.extend(deployment::write(module, &mut chain, input, &mut wanted, &mut written));
    reach::write(module, &mut chain, &mut wanted, &mut written, &task);
    switches(&mut chain, &wanted, &mut written, launch);
    tags(&mut chain, &input.tags);
    customize_request(KIND, &mut chain, &written, &wanted);
    comments.extend(derived_roles(module, input, matches!(task.ports, Ports::Own(_))));
    let wishes = if alone { "service".to_owned() } else { format!("{name}-service") };
    let variable = module.names.free([wishes]);
    module.resource(&variable, chain, comments);
}

/// Returns a network as its builder, and what that writes.
pub(super) fn network(configuration: Option<&NetworkConfiguration>) -> Option<(Expr, AwsVpcConfiguration)> {
    let network = configuration?.awsvpc_configuration.as_ref()?;
    let (method, assign) = match network.assign_public_ip {
        None | Some(AssignPublicIp::Disabled) => ("private", AssignPublicIp::Disabled),
        Some(AssignPublicIp::Enabled) => ("public", AssignPublicIp::Enabled),
        Some(AssignPublicIp::Unknown(_)) => return None,
    };
    let wire = AwsVpcConfiguration { assign_public_ip: Some(assign), ..network.clone() };
    Some((network_call(method, network), wire))
}

fn network_call(method: &str, network: &AwsVpcConfiguration) -> Expr {
    let groups = network.security_groups.iter().flatten();
    call(&format!("Network::{method}"), [strings(&network.subnets), strings(groups)])
}

/// Takes note where the service runs another revision than the one that was described.
fn other_revision(module: &mut Module, input: &Input<CreateService>) -> Option<String> {
    let reference = input.request.task_definition.as_deref()?;
    let (_, runs) = bare_name(reference).split_once(':')?;
    let described = module.tasks.get(family(reference))?.revision?;
    (runs != described.to_string()).then(|| {
        let what = format!("the service runs revision {runs}, and the document given describes {described}");
        module.note(input.origin.note("taskDefinition", what))
    })
}

/// Takes note of the roles that are derived as the document names none.
fn derived_roles(module: &mut Module, input: &Input<CreateService>, own_task: bool) -> Vec<String> {
    let request = &input.request;
    let name = &request.service_name;
    let mut missing: Vec<(String, String)> = Vec::new();
    for (index, balancer) in request.load_balancers.iter().flatten().enumerate() {
        if balancer.advanced_configuration.as_ref().is_some_and(|shift| shift.role_arn.is_none()) {
            let member = format!("loadBalancers[{index}].advancedConfiguration.roleArn");
            missing.push((member, derived_name(name, "load-balancers")));
        }
    }
    let hooks = request.deployment_configuration.iter().flat_map(|it| it.lifecycle_hooks.iter().flatten());
    for (index, hook) in hooks.enumerate() {
        if hook.role_arn.is_none() && hook.hook_target_arn.is_some() {
            let member = format!("deploymentConfiguration.lifecycleHooks[{index}].roleArn");
            missing.push((member, derived_name(name, "hooks")));
        }
    }
    let endpoints = request.service_connect_configuration.iter().flat_map(|it| it.services.iter().flatten());
    for (index, endpoint) in endpoints.enumerate() {
        if endpoint.tls.as_ref().is_some_and(|tls| tls.role_arn.is_none()) {
            let member = format!("serviceConnectConfiguration.services[{index}].tls.roleArn");
            missing.push((member, derived_name(name, "service-connect-tls")));
        }
    }
    if request.enable_execute_command == Some(true) && own_task {
        let family = request.task_definition.as_deref().map(family).unwrap_or_default();
        if !module.has_task_role.contains(family) {
            missing.push(("enableExecuteCommand".to_owned(), derived_name(family, "task")));
        }
    }
    let note = |(member, role): (String, String)| {
        module.note(
            input.origin.note(&member, format!("no role is named for it, so the role `{role}` is derived")),
        )
    };
    missing.into_iter().map(note).collect()
}

fn count(chain: &mut Chain, wanted: &CreateService, written: &mut CreateService, launch: Launch) {
    if wanted.scheduling_strategy == Some(SchedulingStrategy::Daemon) && launch.has_docker() {
        chain.call("daemon", []);
        written.scheduling_strategy = Some(SchedulingStrategy::Daemon);
        written.desired_count = None;
    }
    if let Some(count) = wanted.desired_count.filter(|_| wanted.desired_count != written.desired_count) {
        chain.call("desired_count", [Expr::plain(count)]);
        written.desired_count = Some(count);
    }
}

fn strategy(
    module: &Module,
    chain: &mut Chain,
    wanted: &mut CreateService,
    written: &mut CreateService,
    launch: Launch,
) {
    let Some(items) = &mut wanted.capacity_provider_strategy else { return };
    let single = items.len() == 1;
    for item in items.iter_mut() {
        // Absent weights are what AWS takes them for.
        item.weight.get_or_insert(i32::from(single));
    }
    let mut rest = items.as_slice();
    if launch == Launch::ManagedInstances {
        match items.split_first() {
            Some((first, others)) if first.weight == Some(1) && first.base.is_none() => rest = others,
            // The constructor takes the first with a weight of one; another is written whole.
            _ => return,
        }
    }
    for item in rest {
        let provider = module.provider(&item.capacity_provider, Some(launch));
        let weight = Expr::plain(item.weight.unwrap_or_default());
        match item.base {
            None => chain.call("capacity_provider", [provider, weight]),
            Some(base) => chain.call("capacity_provider_with_base", [provider, weight, Expr::plain(base)]),
        }
    }
    written.launch_type = None;
    written.capacity_provider_strategy.clone_from(&wanted.capacity_provider_strategy);
}

fn switches(chain: &mut Chain, wanted: &CreateService, written: &mut CreateService, launch: Launch) {
    if let (Some(version), Launch::Fargate) = (&wanted.platform_version, launch) {
        chain.call("platform_version", [string(version)]);
        written.platform_version = Some(version.clone());
    }
    if let (Some(period), true) = (wanted.health_check_grace_period_seconds, launch.is_in_vpc()) {
        chain.call("health_check_grace_period", [seconds(period)]);
        written.health_check_grace_period_seconds = Some(period);
    }
    let zones = match &wanted.availability_zone_rebalancing {
        Some(AvailabilityZoneRebalancing::Enabled) => Some(true),
        Some(AvailabilityZoneRebalancing::Disabled) => Some(false),
        _ => None,
    };
    if let Some(enable) = zones {
        chain.call("availability_zone_rebalancing", [Expr::plain(enable)]);
        written.availability_zone_rebalancing.clone_from(&wanted.availability_zone_rebalancing);
    }
    if wanted.enable_execute_command == Some(true) {
        chain.call("enable_execute_command", []);
        written.enable_execute_command = Some(true);
    }
    if wanted.enable_ecs_managed_tags == Some(true) {
        chain.call("enable_ecs_managed_tags", []);
        written.enable_ecs_managed_tags = Some(true);
    }
    if let Some(from) = &wanted.propagate_tags {
        chain.call("propagate_tags", [api(from)]);
        written.propagate_tags = Some(from.clone());
    }
    let metrics = wanted.monitoring.iter().flat_map(|it| it.metric_configurations.iter().flatten());
    for metric in metrics {
        chain.call("monitor", [strings(&metric.metric_names), seconds(metric.resolution_seconds)]);
    }
    written.monitoring.clone_from(&wanted.monitoring);
}
