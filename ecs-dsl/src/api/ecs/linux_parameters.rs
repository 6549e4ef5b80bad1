//! What the Linux kernel allows a container, and what it lends it.

use serde::{Deserialize, Serialize};

use crate::api::open_enum::open_enum;

/// The options of a container that only Linux has.
///
/// AWS: [`LinuxParameters`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LinuxParameters.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LinuxParameters {
    /// The kernel capabilities given and taken. AWS: `LinuxParameters.capabilities`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capabilities: Option<KernelCapabilities>,
    /// The devices of the host that the container sees; not on Fargate.
    ///
    /// AWS: `LinuxParameters.devices`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub devices: Option<Vec<Device>>,
    /// Whether an init process runs first, which passes signals on and reaps ended processes.
    ///
    /// Default: false. Advised where ECS Exec is used.
    /// AWS: `LinuxParameters.initProcessEnabled`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub init_process_enabled: Option<bool>,
    /// The size of `/dev/shm`; not on Fargate.
    ///
    /// Unit: MiB.
    /// AWS: `LinuxParameters.sharedMemorySize`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shared_memory_size: Option<i32>,
    /// The file systems in memory. AWS: `LinuxParameters.tmpfs`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tmpfs: Option<Vec<Tmpfs>>,
    /// The swap that the container may use; not on Fargate.
    ///
    /// Unit: MiB. Default: what the container instance gives. Limit: 0, which is no swap, or more.
    /// AWS: `LinuxParameters.maxSwap`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_swap: Option<i32>,
    /// How readily the kernel swaps, when `maxSwap` is set; not on Fargate or Amazon Linux 2023.
    ///
    /// Default: 60. Limit: 0, hardly ever, to 100.
    /// AWS: `LinuxParameters.swappiness`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub swappiness: Option<i32>,
}

/// Kernel capabilities beyond, or short of, Docker's default set.
///
/// Each is named without `CAP_` (`NET_ADMIN`), or is `ALL`. A privileged container has them all anyway.
/// AWS: [`KernelCapabilities`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_KernelCapabilities.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KernelCapabilities {
    /// The capabilities given.
    ///
    /// Limit: on Fargate only `SYS_PTRACE`.
    /// AWS: `KernelCapabilities.add`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub add: Option<Vec<String>>,
    /// The capabilities taken away. AWS: `KernelCapabilities.drop`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drop: Option<Vec<String>>,
}

/// A device of the container instance, seen in the container.
///
/// AWS: [`Device`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Device.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Device {
    /// The device's path on the instance. AWS: `Device.hostPath`.
    pub host_path: String,
    /// The device's path in the container. Default: the path on the instance. AWS:
    /// `Device.containerPath`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_path: Option<String>,
    /// What the container may do with it. Default: all three. AWS: `Device.permissions`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub permissions: Option<Vec<DeviceCgroupPermission>>,
}

open_enum! {
    /// What a container may do with a device.
    ///
    /// AWS: `Device.permissions`
    pub enum DeviceCgroupPermission {
        /// Read from it.
        Read = "read",
        /// Write to it.
        Write = "write",
        /// Make further device files of it.
        Mknod = "mknod",
    }
}

/// A file system in memory, which ends with the container.
///
/// AWS: [`Tmpfs`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Tmpfs.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Tmpfs {
    /// The absolute path where it is mounted. AWS: `Tmpfs.containerPath`.
    pub container_path: String,
    /// The most that it holds.
    ///
    /// Unit: MiB.
    /// AWS: `Tmpfs.size`
    pub size: i32,
    /// The mount options: `ro`, `noexec`, `nosuid` and so on. AWS: `Tmpfs.mountOptions`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mount_options: Option<Vec<String>>,
}
