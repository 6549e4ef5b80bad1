//! How a service is reached, as the builder: load balancers, registries, meshes; and its tasks' volumes.

use super::code::{Chain, Expr, call, string};
use super::container_lists::divide;
use super::module::{INFRASTRUCTURE_ROLE, Module};
use super::service::TaskReference;
use super::values::{api, gib, seconds};
use super::{logs, values};
use crate::api::ecs::{
    AdvancedConfiguration, CreateService, EbsResourceType, GatewayConnector, LoadBalancer,
    ServiceConnectConfiguration, ServiceConnectIncludeQueryParameters, ServiceConnectService,
    ServiceConnectTlsConfiguration, ServiceManagedEbsVolumeConfiguration, ServiceRegistry,
    ServiceVolumeConfiguration, VpcLatticeConfiguration,
};

/// Where the ports of a service's containers come from.
pub(super) enum Ports {
    /// From a task definition of the module, by its family.
    Own(String),
    /// From one that exists already, by its variable.
    Existing(String),
    /// No port is needed.
    None,
}

/// Returns whether something of a service needs a port of its task definition.
pub(super) fn needs_ports(request: &CreateService) -> bool {
    let balanced = request.load_balancers.iter().flatten().any(|it| it.container_port.is_some());
    let registered = request.service_registries.iter().flatten().any(|it| it.container_port.is_some());
    balanced || registered
}

/// Returns the ports that a service refers to: by container and number, and by name.
pub(super) fn demand(request: &CreateService) -> (Vec<(String, i32)>, Vec<String>) {
    let balancers = request.load_balancers.iter().flatten();
    let registries = request.service_registries.iter().flatten();
    let ports = balancers
        .map(|it| (it.container_name.clone(), it.container_port))
        .chain(registries.map(|it| (it.container_name.clone(), it.container_port)))
        .filter_map(|(container, port)| Some((container?, port?)))
        .collect();
    let connect = request.service_connect_configuration.iter().flat_map(|it| it.services.iter().flatten());
    let names = connect
        .map(|it| it.port_name.clone())
        .chain(request.vpc_lattice_configurations.iter().flatten().map(|it| it.port_name.clone()))
        .chain(request.gateway_connectors.iter().flatten().map(|it| it.port_name.clone()))
        .collect();
    (ports, names)
}

/// Finds the handles of ports.
struct Reach<'a> {
    module: &'a Module,
    task: &'a TaskReference,
}

impl Reach<'_> {
    fn port(&self, container: &str, number: i32) -> Option<Expr> {
        match &self.task.ports {
            Ports::Own(family) => {
                let ports = &self.module.tasks.get(family)?.ports;
                ports.get(&(container.to_owned(), number)).map(|variable| Expr::reference(variable))
            }
            Ports::Existing(variable) => {
                let number = u16::try_from(number).ok()?;
                let text = format!("&{variable}.port({container:?}, {number})");
                Some(Expr::Plain(text))
            }
            Ports::None => None,
        }
    }

    fn named_port(&self, name: &str) -> Option<Expr> {
        let Ports::Own(family) = &self.task.ports else { return None };
        let (container, number) = self.module.tasks.get(family)?.port_names.get(name)?;
        self.port(container, *number)
    }

    fn role(&self, chain: &mut Chain, arn: Option<&str>) {
        if let Some(arn) = arn {
            chain.call("infrastructure_role", [self.module.role(INFRASTRUCTURE_ROLE, arn)]);
        }
    }
}

/// Writes how a service is reached.
pub(super) fn write(
    module: &Module,
    chain: &mut Chain,
    wanted: &mut CreateService,
    written: &mut CreateService,
    task: &TaskReference,
) {
    let reach = Reach { module, task };
    if task.launch.is_in_vpc() {
        let (mut first, mut groups, mut left) = (Vec::new(), Vec::new(), Vec::new());
        for balancer in wanted.load_balancers.take().unwrap_or_default() {
            match reach.load_balancer(&balancer) {
                Some((method, arguments)) => {
                    chain.call(method, arguments);
                    // Classic load balancers are written before target groups, whatever the order of the calls.
                    if method == "target" { groups.push(balancer) } else { first.push(balancer) }
                }
                None => left.push(balancer),
            }
        }
        first.extend(groups);
        divide(&mut written.load_balancers, &mut wanted.load_balancers, first, left);
        reach.each(chain, (&mut written.service_registries, &mut wanted.service_registries), Reach::registry);
        reach.each(
            chain,
            (&mut written.vpc_lattice_configurations, &mut wanted.vpc_lattice_configurations),
            Reach::lattice,
        );
        reach.each(
            chain,
            (&mut written.gateway_connectors, &mut wanted.gateway_connectors),
            Reach::connector,
        );
        if let Some(connect) =
            wanted.service_connect_configuration.as_ref().and_then(|it| reach.service_connect(it))
        {
            chain.call("service_connect", [connect]);
            written.service_connect_configuration.clone_from(&wanted.service_connect_configuration);
        }
    }
    reach.each(chain, (&mut written.volume_configurations, &mut wanted.volume_configurations), Reach::volume);
}

/// A method of a service and its arguments.
type Method = (&'static str, Vec<Expr>);

impl Reach<'_> {
    /// Writes the items of a list that there is a method for.
    fn each<T: Clone>(
        &self,
        chain: &mut Chain,
        (written, wanted): (&mut Option<Vec<T>>, &mut Option<Vec<T>>),
        method: impl Fn(&Self, &T) -> Option<Method>,
    ) {
        let (mut writable, mut left) = (Vec::new(), Vec::new());
        for item in wanted.take().unwrap_or_default() {
            match method(self, &item) {
                Some((method, arguments)) => {
                    chain.call(method, arguments);
                    writable.push(item);
                }
                None => left.push(item),
            }
        }
        divide(written, wanted, writable, left);
    }

    fn load_balancer(&self, balancer: &LoadBalancer) -> Option<Method> {
        let LoadBalancer {
            target_group_arn,
            load_balancer_name,
            container_name,
            container_port,
            advanced_configuration,
        } = balancer;
        let port = self.port(container_name.as_deref()?, (*container_port)?)?;
        match (target_group_arn, load_balancer_name, advanced_configuration) {
            (Some(arn), None, None) => Some(("target", vec![string(arn), port])),
            (Some(arn), None, Some(shift)) => {
                let mut group = Chain::new(call("TargetGroup::arn", [string(arn)]));
                group.call("shift", [self.shift(shift)?]);
                Some(("target", vec![group.into(), port]))
            }
            (None, Some(name), None) => Some(("classic_load_balancer", vec![string(name), port])),
            _ => None,
        }
    }

    fn shift(&self, shift: &AdvancedConfiguration) -> Option<Expr> {
        let alternate = string(shift.alternate_target_group_arn.as_deref()?);
        let production = string(shift.production_listener_rule.as_deref()?);
        let mut chain = Chain::new(call("TrafficShift::new", [alternate, production]));
        if let Some(rule) = &shift.test_listener_rule {
            chain.call("test_listener_rule", [string(rule)]);
        }
        self.role(&mut chain, shift.role_arn.as_deref());
        Some(chain.into())
    }

    fn registry(&self, registry: &ServiceRegistry) -> Option<Method> {
        let arn = string(registry.registry_arn.as_deref()?);
        match (registry.port, &registry.container_name, registry.container_port) {
            (None, None, None) => Some(("service_registry", vec![arn])),
            (None, Some(container), Some(port)) => {
                Some(("service_registry_at", vec![arn, self.port(container, port)?]))
            }
            _ => None,
        }
    }

    fn lattice(&self, configuration: &VpcLatticeConfiguration) -> Option<Method> {
        let port = self.named_port(&configuration.port_name)?;
        let mut target = Chain::new(call("LatticeTarget::arn", [string(&configuration.target_group_arn)]));
        if let Some(advanced) = &configuration.advanced_configuration {
            let shift = AdvancedConfiguration {
                alternate_target_group_arn: advanced.alternate_target_group_arn.clone(),
                production_listener_rule: advanced.production_listener_rule.clone(),
                test_listener_rule: advanced.test_listener_rule.clone(),
                role_arn: None,
            };
            target.call("shift", [self.shift(&shift)?]);
        }
        self.role(&mut target, Some(&configuration.role_arn));
        Some(("lattice_target", vec![target.into(), port]))
    }

    fn connector(&self, connector: &GatewayConnector) -> Option<Method> {
        let port = self.named_port(&connector.port_name)?;
        Some(("gateway_connector", vec![api(connector), port]))
    }

    fn service_connect(&self, connect: &ServiceConnectConfiguration) -> Option<Expr> {
        if !connect.enabled {
            return None;
        }
        let mut chain = Chain::new(call("ServiceConnect::client", []));
        if let Some(namespace) = &connect.namespace {
            chain.call("namespace", [string(namespace)]);
        }
        for service in connect.services.iter().flatten() {
            let port = self.named_port(&service.port_name)?;
            chain.call("endpoint", [port, self.endpoint(service)?]);
        }
        if let Some(configuration) = &connect.log_configuration {
            chain.call("logs", [logs::builder(self.module, configuration)?]);
        }
        if let Some(log) = &connect.access_log_configuration {
            let query = match &log.include_query_parameters {
                None => false,
                Some(ServiceConnectIncludeQueryParameters::Enabled) => true,
                Some(_) => return None,
            };
            chain.call("access_log", [api(&log.format), Expr::plain(query)]);
        }
        for container in connect.container_configurations.iter().flatten() {
            chain.call("log_level", [api(container.log_level.as_ref()?)]);
        }
        Some(chain.into())
    }

    fn endpoint(&self, service: &ServiceConnectService) -> Option<Expr> {
        let [alias] = service.client_aliases.as_deref()? else { return None };
        let port = u16::try_from(alias.port).ok()?;
        let mut chain = Chain::new(call("Endpoint::at", [Expr::plain(port)]));
        if let Some(name) = &alias.dns_name {
            chain.call("dns_name", [string(name)]);
        }
        if let Some(rules) = &alias.test_traffic_rules {
            let value = &rules.header.value.as_ref()?.exact;
            chain.call("test_header", [string(&rules.header.name), string(value)]);
        }
        if let Some(name) = &service.discovery_name {
            chain.call("discovery_name", [string(name)]);
        }
        if let Some(port) = service.ingress_port_override {
            chain.call("ingress_port", [Expr::plain(u16::try_from(port).ok()?)]);
        }
        if let Some(timeout) = &service.timeout {
            if let Some(idle) = timeout.idle_timeout_seconds {
                chain.call("idle_timeout", [seconds(idle)]);
            }
            if let Some(request) = timeout.per_request_timeout_seconds {
                chain.call("request_timeout", [seconds(request)]);
            }
        }
        if let Some(tls) = &service.tls {
            chain.call("tls", [self.tls(tls)?]);
        }
        Some(chain.into())
    }

    fn tls(&self, tls: &ServiceConnectTlsConfiguration) -> Option<Expr> {
        let authority = tls.issuer_certificate_authority.aws_pca_authority_arn.as_deref()?;
        let mut chain = Chain::new(call("Tls::private_ca", [string(authority)]));
        if let Some(key) = &tls.kms_key {
            chain.call("kms_key", [string(key)]);
        }
        self.role(&mut chain, tls.role_arn.as_deref());
        Some(chain.into())
    }

    fn volume(&self, volume: &ServiceVolumeConfiguration) -> Option<Method> {
        let Ports::Own(family) = &self.task.ports else { return None };
        let handle = self.module.tasks.get(family)?.ebs.get(&volume.name)?;
        let ebs = self.ebs(volume.managed_ebs_volume.as_ref()?)?;
        Some(("ebs_volume", vec![Expr::reference(handle), ebs]))
    }

    fn ebs(&self, ebs: &ServiceManagedEbsVolumeConfiguration) -> Option<Expr> {
        let start = match (&ebs.volume_type, ebs.size_in_gib, &ebs.snapshot_id) {
            (None, None, Some(snapshot)) => call("Ebs::from_snapshot", [string(snapshot)]),
            (None, Some(size), None) => call("Ebs::gp3", [gib(size)]),
            (Some(of), Some(size), None) => call("Ebs::of_type", [string(of), gib(size)]),
            _ => return None,
        };
        let mut chain = Chain::new(start);
        for (method, value) in [
            ("iops", ebs.iops),
            ("throughput", ebs.throughput),
            ("initialization_rate", ebs.volume_initialization_rate),
        ] {
            if let Some(value) = value {
                chain.call(method, [Expr::plain(value)]);
            }
        }
        match (ebs.encrypted, &ebs.kms_key_id) {
            (Some(true), None) => chain.call("encrypted", []),
            (Some(true), Some(key)) => chain.call("encrypted_with", [string(key)]),
            (None, None) => {}
            _ => return None,
        }
        if let Some(system) = &ebs.filesystem_type {
            chain.call("filesystem", [values::api(system)]);
        }
        match ebs.tag_specifications.as_deref().unwrap_or_default() {
            [] => {}
            [only] if only.resource_type == EbsResourceType::Volume => {
                for tag in only.tags.iter().flatten() {
                    chain.call("tag", [string(tag.key.as_deref()?), string(tag.value.as_deref()?)]);
                }
                if let Some(from) = &only.propagate_tags {
                    chain.call("propagate_tags", [values::api(from)]);
                }
            }
            _ => return None,
        }
        self.role(&mut chain, Some(&ebs.role_arn));
        Some(chain.into())
    }
}
