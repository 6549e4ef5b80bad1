//! How a container is reached, and what it can reach.

use super::{Container, Port};
use crate::api::ecs::{HostEntry, PortMapping, TransportProtocol};
use crate::resource::IntoTexts;
use crate::resource::launch::{DockerNetwork, HostAccess, Launch};
use crate::source::SourceLine;

impl<L: Launch> Container<L> {
    /// Opens a TCP port and returns its handle, which load balancers and meshes take.
    ///
    /// Limit: 1 to 65535, and each port once in a task that shares one network. AWS: `portMappings`.
    #[track_caller]
    pub fn port(&self, container_port: u16) -> Port<L> {
        self.open(container_port, None)
    }

    /// Opens a UDP port and returns its handle. AWS: `portMappings`, protocol `udp`.
    #[track_caller]
    pub fn udp_port(&self, container_port: u16) -> Port<L> {
        self.open(container_port, Some(TransportProtocol::Udp))
    }

    /// Opens several TCP ports to which no handle is needed.
    #[track_caller]
    pub fn ports(self, container_ports: impl IntoIterator<Item = u16>) -> Self {
        for port in container_ports {
            self.open(port, None);
        }
        self
    }

    /// Opens a range of ports, both ends included. Limit: 100 ranges. AWS: `portMappings.containerPortRange`.
    #[track_caller]
    pub fn port_range(self, first: u16, last: u16) -> Self {
        let mapping =
            PortMapping { container_port_range: Some(format!("{first}-{last}")), ..Default::default() };
        self.push("portMappings", |definition| &mut definition.port_mappings, mapping)
    }

    #[track_caller]
    fn open(&self, container_port: u16, protocol: Option<TransportProtocol>) -> Port<L> {
        let mapping =
            PortMapping { container_port: Some(container_port.into()), protocol, ..Default::default() };
        let index = self.shared.push(
            SourceLine::caller(),
            "portMappings",
            |definition| &mut definition.port_mappings,
            mapping,
        );
        Port::new(self.shared.clone(), index)
    }

    /// Cuts the container off from every network. AWS: `disableNetworking`.
    #[track_caller]
    pub fn disable_networking(self) -> Self {
        self.set("disableNetworking", |definition| definition.disable_networking = Some(true))
    }

    /// Sets the container's host name; not with network mode `awsvpc`. AWS: `hostname`.
    #[track_caller]
    pub fn hostname(self, name: impl Into<String>) -> Self
    where
        L: HostAccess,
    {
        self.set("hostname", |definition| definition.hostname = Some(name.into()))
    }

    /// Adds a line to the container's `/etc/hosts`; not with network mode `awsvpc`. AWS: `extraHosts`.
    #[track_caller]
    pub fn extra_host(self, hostname: impl Into<String>, ip_address: impl Into<String>) -> Self
    where
        L: HostAccess,
    {
        let entry = HostEntry { hostname: hostname.into(), ip_address: ip_address.into() };
        self.push("extraHosts", |definition| &mut definition.extra_hosts, entry)
    }

    /// Sets the container's name servers, in order. AWS: `dnsServers`.
    #[track_caller]
    pub fn dns_servers(self, addresses: impl IntoTexts) -> Self {
        let addresses = addresses.into_texts();
        self.set("dnsServers", |definition| definition.dns_servers = Some(addresses))
    }

    /// Sets the domains in which short names are looked up, in order. AWS: `dnsSearchDomains`.
    #[track_caller]
    pub fn dns_search_domains(self, domains: impl IntoTexts) -> Self {
        let domains = domains.into_texts();
        self.set("dnsSearchDomains", |definition| definition.dns_search_domains = Some(domains))
    }

    /// Lets the container reach another one of the task under a name, on Docker's bridge. AWS: `links`.
    #[track_caller]
    pub fn link(self, other: &Container<L>, alias: impl std::fmt::Display) -> Self
    where
        L: DockerNetwork,
    {
        let link = format!("{}:{alias}", other.name());
        let index = self.shared.push(SourceLine::caller(), "links", |definition| &mut definition.links, link);
        if !other.shared.same_task(&self.shared.task) {
            let what = format!("container `{}` is of another task definition", other.name());
            self.shared.note_foreign(format!("links[{index}]"), what);
        }
        self
    }
}
