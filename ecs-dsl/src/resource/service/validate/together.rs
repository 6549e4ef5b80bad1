//! What several services have to do with each other: names, target groups, Service Connect endpoints.

use std::collections::BTreeMap;

use crate::api::ecs::{CreateService, ServiceConnectService};
use crate::check::Surroundings;
use crate::check::limits::given;
use crate::check::value::has_token;
use crate::diagnostic::Finding;
use crate::diagnostic::code::{load_balancing, service as codes, service_connect};

/// Checks the services of one account and region with each other.
///
/// Returns each finding with the place in `services` of the service that it is about: the later of the
/// two that stand in each other's way.
pub(crate) fn together(services: &[&CreateService], around: &dyn Surroundings) -> Vec<(usize, Finding)> {
    let mut findings = Vec::new();
    let mut names = BTreeMap::new();
    let mut groups: BTreeMap<&str, usize> = BTreeMap::new();
    let mut endpoints = BTreeMap::new();
    for (index, service) in services.iter().enumerate() {
        let cluster = cluster_name(service);
        let name = service.service_name.as_str();
        if names.insert((cluster, name), index).is_some() && !has_token(name) {
            let what = format!("the cluster `{cluster}` has another service `{name}`");
            let fix = "give one of them another name";
            findings.push((index, Finding::new(&codes::SAME_NAME, "serviceName", what, fix)));
            continue;
        }
        check_groups(services, index, &mut groups, &mut findings);
        check_endpoints(services, index, around, &mut endpoints, &mut findings);
    }
    findings
}

/// Returns the cluster's name, whether it is referred to by name or by ARN.
pub(crate) fn cluster_name(service: &CreateService) -> &str {
    let cluster = given(&service.cluster).unwrap_or("default");
    match cluster.starts_with("arn:") {
        true => cluster.rsplit('/').next().unwrap_or(cluster),
        false => cluster,
    }
}

fn check_groups<'a>(
    services: &[&'a CreateService],
    index: usize,
    groups: &mut BTreeMap<&'a str, usize>,
    findings: &mut Vec<(usize, Finding)>,
) {
    for (number, balancer) in services[index].load_balancers.iter().flatten().enumerate() {
        let Some(arn) = given(&balancer.target_group_arn) else { continue };
        let Some(first) = groups.insert(arn, index) else { continue };
        let what = match services.get(first).filter(|_| first != index) {
            Some(first) => format!("the service `{}` registers in the same target group", first.service_name),
            None => "the service registers in this target group twice".to_owned(),
        };
        let fix = "make a target group for each";
        let member = format!("loadBalancers[{number}].targetGroupArn");
        findings.push((index, Finding::new(&load_balancing::SHARED_TARGET_GROUP, member, what, fix)));
    }
}

/// An endpoint of a namespace: a discovery name, or what clients connect to.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Endpoint<'a> {
    Discovery(&'a str),
    Alias(&'a str, i32),
}

fn check_endpoints<'a>(
    services: &[&'a CreateService],
    index: usize,
    around: &'a dyn Surroundings,
    endpoints: &mut BTreeMap<(&'a str, Endpoint<'a>), usize>,
    findings: &mut Vec<(usize, Finding)>,
) {
    let service = services[index];
    let connect = service.service_connect_configuration.as_ref().filter(|connect| connect.enabled);
    let Some(connect) = connect else { return };
    let default = || {
        let cluster = around.cluster(given(&service.cluster).unwrap_or("default"))?;
        Some(cluster.service_connect_defaults.as_ref()?.namespace.as_str())
    };
    let Some(namespace) = given(&connect.namespace).or_else(default) else { return };
    for (number, offered) in connect.services.iter().flatten().enumerate() {
        for (member, endpoint, name) in names_of(offered) {
            let Some(first) = endpoints.insert((namespace, endpoint), index) else { continue };
            // Two ports of one name are the task definition's mistake, and are reported as that.
            if first == index && member == "portName" && has_port_twice(service, &offered.port_name, around) {
                break;
            }
            let whose = match services.get(first).filter(|_| first != index) {
                Some(first) => format!("the service `{}`", first.service_name),
                None => "the service itself".to_owned(),
            };
            let what = format!("{whose} offers {name} in the namespace `{namespace}` already");
            let member = format!("serviceConnectConfiguration.services[{number}].{member}");
            let fix = "give one of them another name";
            findings.push((index, Finding::new(&service_connect::SAME_ENDPOINT, member, what, fix)));
            // A discovery name that is taken takes its alias with it.
            break;
        }
    }
}

fn has_port_twice(service: &CreateService, name: &str, around: &dyn Surroundings) -> bool {
    let task = given(&service.task_definition).and_then(|task| around.task_definition(task));
    let containers = task.into_iter().flat_map(|task| &task.container_definitions);
    let ports = containers.flat_map(|container| container.port_mappings.iter().flatten());
    ports.filter(|port| port.name.as_deref() == Some(name)).count() > 1
}

/// Returns the names under which a port is found, each with the member that gives it.
fn names_of(service: &ServiceConnectService) -> Vec<(&'static str, Endpoint<'_>, String)> {
    let discovery = given(&service.discovery_name);
    let name = discovery.unwrap_or(&service.port_name);
    let mut names = Vec::new();
    if !has_token(name) && !name.is_empty() {
        let member = if discovery.is_some() { "discoveryName" } else { "portName" };
        names.push((member, Endpoint::Discovery(name), format!("`{name}`")));
    }
    for alias in service.client_aliases.iter().flatten() {
        // Without a name the alias is that of the discovery name.
        if let Some(dns) = given(&alias.dns_name).filter(|dns| !has_token(dns)) {
            let shown = format!("`{dns}:{}`", alias.port);
            names.push(("clientAliases[0]", Endpoint::Alias(dns, alias.port), shown));
        }
    }
    names
}
