//! How a service is reached: load balancers, service discovery, meshes; and the volumes its tasks carry.

use super::builder::Attached;
use super::service_connect::ServiceConnect;
use super::{Ebs, LatticeTarget, Service, TargetGroup};
use crate::api::ecs::{GatewayConnector, LoadBalancer, ServiceRegistry};
use crate::resource::container::Port;
use crate::resource::launch::{EbsVolumes, InVpc, Launch};
use crate::resource::task_definition::EbsVolume;
use crate::source::SourceLine;
use crate::units::Seconds;

impl<L: Launch> Service<L> {
    /// Registers the tasks with a target group, at a port of one of their containers. Limit: 5. AWS: `loadBalancers`.
    #[track_caller]
    pub fn target(self, group: impl Into<TargetGroup>, port: &Port<L>) -> Self
    where
        L: InVpc,
    {
        let index = self.0.state.borrow().targets.len();
        let attached = Attached::new(group.into(), port);
        let line = SourceLine::caller();
        self.0.set(format!("loadBalancers[{index}]"), line, |state| state.targets.push(attached));
        self
    }

    /// Registers the tasks with a Classic Load Balancer; not with network mode `awsvpc`. AWS: `loadBalancers.loadBalancerName`.
    #[track_caller]
    pub fn classic_load_balancer(self, name: impl Into<String>, port: &Port<L>) -> Self
    where
        L: InVpc,
    {
        let balancer = LoadBalancer {
            load_balancer_name: Some(name.into()),
            container_name: Some(port.container_name().to_owned()),
            container_port: Some(port.number()),
            ..LoadBalancer::default()
        };
        self.set("loadBalancers", |request| request.load_balancers.get_or_insert_default().push(balancer))
    }

    /// Gives new tasks time before failing health checks of a load balancer count. Default: 0 s. AWS: `healthCheckGracePeriodSeconds`.
    #[track_caller]
    pub fn health_check_grace_period(self, seconds: Seconds) -> Self
    where
        L: InVpc,
    {
        self.set("healthCheckGracePeriodSeconds", |request| {
            request.health_check_grace_period_seconds = Some(seconds.get());
        })
    }

    /// Registers the tasks' addresses in a Cloud Map service, by its ARN. Limit: 1. AWS: `serviceRegistries`.
    #[track_caller]
    pub fn service_registry(self, registry_arn: impl Into<String>) -> Self
    where
        L: InVpc,
    {
        self.registry(registry_arn.into(), None)
    }

    /// Registers the tasks' addresses and a port, which SRV records and network mode `bridge` need. AWS: `serviceRegistries`.
    #[track_caller]
    pub fn service_registry_at(self, registry_arn: impl Into<String>, port: &Port<L>) -> Self
    where
        L: InVpc,
    {
        self.registry(registry_arn.into(), Some(port))
    }

    #[track_caller]
    fn registry(self, arn: String, port: Option<&Port<L>>) -> Self
    where
        L: InVpc,
    {
        let registry = ServiceRegistry {
            registry_arn: Some(arn),
            container_name: port.map(|port| port.container_name().to_owned()),
            container_port: port.map(Port::number),
            ..ServiceRegistry::default()
        };
        let line = SourceLine::caller();
        let index = self.0.state.borrow().registries.len();
        self.0.set(format!("serviceRegistries[{index}]"), line, |state| {
            state.registries.push((registry, port.map(|port| port.container.clone())));
        });
        self
    }

    /// Joins a Service Connect namespace. AWS: `serviceConnectConfiguration`.
    #[track_caller]
    pub fn service_connect(self, service_connect: ServiceConnect) -> Self
    where
        L: InVpc,
    {
        let line = SourceLine::caller();
        self.0.set("serviceConnectConfiguration", line, |state| {
            state.service_connect = Some(service_connect);
        });
        self
    }

    /// Registers the tasks with a VPC Lattice target group, at a named port. AWS: `vpcLatticeConfigurations`.
    #[track_caller]
    pub fn lattice_target(self, target: LatticeTarget, port: &Port<L>) -> Self
    where
        L: InVpc,
    {
        let index = self.0.state.borrow().lattice.len();
        let attached = Attached::new(target, port);
        let line = SourceLine::caller();
        self.0.set(format!("vpcLatticeConfigurations[{index}]"), line, |state| state.lattice.push(attached));
        self
    }

    /// Connects a named port to the cluster's gateway; the connector's `port_name` is the port's. Limit: 1.
    ///
    /// AWS: `gatewayConnectors`.
    #[track_caller]
    pub fn gateway_connector(self, connector: GatewayConnector, port: &Port<L>) -> Self
    where
        L: InVpc,
    {
        let index = self.0.state.borrow().connectors.len();
        let attached = Attached::new(connector, port);
        let line = SourceLine::caller();
        self.0.set(format!("gatewayConnectors[{index}]"), line, |state| state.connectors.push(attached));
        self
    }
}

impl<L: Launch> Service<L> {
    /// Makes an EBS volume for each task. Limit: one a task; not for daemons. AWS: `volumeConfigurations`.
    #[track_caller]
    pub fn ebs_volume(self, volume: &EbsVolume, ebs: Ebs) -> Self
    where
        L: EbsVolumes,
    {
        let index = self.0.state.borrow().volumes.len();
        let line = SourceLine::caller();
        let volume = volume.0.clone();
        self.0.set(format!("volumeConfigurations[{index}]"), line, |state| state.volumes.push((volume, ebs)));
        self
    }
}
