//! A container of a task, as AWS answers it.

use serde::{Deserialize, Serialize};

use super::{HealthStatus, SharingStrategy, TransportProtocol};
use crate::api::open_enum::open_enum;
use crate::api::timestamp::Timestamp;

/// A container of a task: what it runs and how it fares.
///
/// AWS: [`Container`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Container.html)
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Container {
    /// The container's ARN. AWS: `Container.containerArn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_arn: Option<String>,
    /// The ARN of its task. AWS: `Container.taskArn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_arn: Option<String>,
    /// The name, as in the task definition. AWS: `Container.name`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The image, as in the task definition. AWS: `Container.image`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// The digest of the image that runs. AWS: `Container.imageDigest`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_digest: Option<String>,
    /// The id that the container runtime gave it. AWS: `Container.runtimeId`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub runtime_id: Option<String>,
    /// The stage of its life, such as `PENDING`, `RUNNING` or `STOPPED`. AWS: `Container.lastStatus`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_status: Option<String>,
    /// The exit code, once it has one. AWS: `Container.exitCode`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exit_code: Option<i32>,
    /// Why it stopped or failed, in AWS's words, such as `OutOfMemoryError: …`.
    ///
    /// AWS: `Container.reason`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Whether its health check passes. AWS: `Container.healthStatus`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health_status: Option<HealthStatus>,
    /// The agents that ECS runs in it. AWS: `Container.managedAgents`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub managed_agents: Option<Vec<ManagedAgent>>,
    /// The ports of the host that lead to it. AWS: `Container.networkBindings`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_bindings: Option<Vec<NetworkBinding>>,
    /// Its network interfaces. AWS: `Container.networkInterfaces`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_interfaces: Option<Vec<NetworkInterface>>,
    /// The processor time kept for it, in CPU units. AWS: `Container.cpu`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu: Option<String>,
    /// The memory beyond which it is killed, in MiB. AWS: `Container.memory`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory: Option<String>,
    /// The memory kept for it, in MiB. AWS: `Container.memoryReservation`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory_reservation: Option<String>,
    /// The GPUs that it has. AWS: `Container.gpuIds`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gpu_ids: Option<Vec<String>>,
    /// How it shares a GPU with others. AWS: `Container.gpuSharingStrategy`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gpu_sharing_strategy: Option<SharingStrategy>,
    /// The Neuron devices that it has. AWS: `Container.neuronDeviceIds`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub neuron_device_ids: Option<Vec<String>>,
}

/// An agent that ECS runs in a container.
///
/// AWS: [`ManagedAgent`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ManagedAgent.html)
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ManagedAgent {
    /// Which agent it is. AWS: `ManagedAgent.name`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<ManagedAgentName>,
    /// How it fares: `PENDING`, `RUNNING` or `STOPPED`. AWS: `ManagedAgent.lastStatus`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_status: Option<String>,
    /// Why it is in that state, in AWS's words. AWS: `ManagedAgent.reason`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// When it last started. AWS: `ManagedAgent.lastStartedAt`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_started_at: Option<Timestamp>,
}

open_enum! {
    /// The agents that ECS runs in containers.
    ///
    /// AWS: `ManagedAgent.name`
    pub enum ManagedAgentName {
        /// The agent behind ECS Exec.
        ExecuteCommandAgent = "ExecuteCommandAgent",
    }
}

/// A port of the host that leads to a container.
///
/// AWS: [`NetworkBinding`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_NetworkBinding.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NetworkBinding {
    /// The address on the host. AWS: `NetworkBinding.bindIP`.
    #[serde(rename = "bindIP", skip_serializing_if = "Option::is_none")]
    pub bind_ip: Option<String>,
    /// The port of the container. AWS: `NetworkBinding.containerPort`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_port: Option<i32>,
    /// The port of the host. AWS: `NetworkBinding.hostPort`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host_port: Option<i32>,
    /// The transport protocol. AWS: `NetworkBinding.protocol`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol: Option<TransportProtocol>,
    /// The range of ports of the container. AWS: `NetworkBinding.containerPortRange`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_port_range: Option<String>,
    /// The range of ports of the host. AWS: `NetworkBinding.hostPortRange`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host_port_range: Option<String>,
}

/// A network interface of a container.
///
/// AWS: [`NetworkInterface`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_NetworkInterface.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NetworkInterface {
    /// The id of the task's attachment. AWS: `NetworkInterface.attachmentId`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attachment_id: Option<String>,
    /// The private IPv4 address. AWS: `NetworkInterface.privateIpv4Address`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub private_ipv4_address: Option<String>,
    /// The IPv6 address. AWS: `NetworkInterface.ipv6Address`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ipv6_address: Option<String>,
}
