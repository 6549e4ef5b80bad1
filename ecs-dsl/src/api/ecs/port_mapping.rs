//! The ports of a container.

use serde::{Deserialize, Serialize};

use crate::api::open_enum::open_enum;

/// A port, or a range of ports, of a container and where it is reached on the host.
///
/// Not allowed with the network mode `none`.
/// AWS: [`PortMapping`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PortMapping {
    /// The port that the container listens on.
    ///
    /// Limit: 1 to 65535, and once per container whatever the protocol.
    /// AWS: `PortMapping.containerPort`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_port: Option<i32>,
    /// The port on the host.
    ///
    /// Default: the container port with `awsvpc` and `host`, where nothing else is allowed; with
    /// `bridge` a free port is chosen when this is absent or 0. Limits: not 22, 2375, 2376 or 51678 to
    /// 51680, and below the ephemeral ports, 32768 by default.
    /// AWS: `PortMapping.hostPort`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host_port: Option<i32>,
    /// The transport protocol. Default: `tcp`. AWS: `PortMapping.protocol`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol: Option<TransportProtocol>,
    /// The name by which Service Connect, VPC Lattice and gateways refer to the port.
    ///
    /// Limit: 64 lower-case letters, digits, `_` and `-`, not starting with `-`; unique in the task
    /// definition.
    /// AWS: `PortMapping.name`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The application protocol, which Service Connect then understands.
    ///
    /// Default: none, plain TCP. It cannot change while a Service Connect service uses the port.
    /// AWS: `PortMapping.appProtocol`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app_protocol: Option<ApplicationProtocol>,
    /// A range of container ports, `8000-8010`, mapped to free ports of the host.
    ///
    /// Only with `bridge` and `awsvpc`, and without `hostPort`. Limit: 100 ranges in a container.
    /// AWS: `PortMapping.containerPortRange`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_port_range: Option<String>,
}

open_enum! {
    /// The transport protocol of a port.
    ///
    /// AWS: `PortMapping.protocol`
    pub enum TransportProtocol {
        /// TCP; the default.
        Tcp = "tcp",
        /// UDP.
        Udp = "udp",
    }
}

open_enum! {
    /// The protocol spoken on a port, for Service Connect.
    ///
    /// AWS: `PortMapping.appProtocol`
    pub enum ApplicationProtocol {
        /// HTTP/1.
        Http = "http",
        /// HTTP/2.
        Http2 = "http2",
        /// gRPC.
        Grpc = "grpc",
    }
}
