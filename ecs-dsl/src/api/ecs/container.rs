//! A container of a task definition.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    ContainerDependency, ContainerRestartPolicy, EnvironmentFile, FirelensConfiguration, HealthCheck,
    KeyValuePair, LinuxParameters, LogConfiguration, MountPoint, PortMapping, ResourceRequirement, Secret,
    Ulimit, VolumeFrom,
};
use crate::api::open_enum::open_enum;

/// A container of a task definition: its image, its share of the machine, and how it runs.
///
/// AWS: [`ContainerDefinition`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContainerDefinition {
    /// The container's name, by which other parts of the task and services refer to it.
    ///
    /// ECS refuses a container without one. Limit: 255 letters, digits, `_` and `-`; unique in the task
    /// definition.
    /// AWS: `ContainerDefinition.name`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The image, as `repository:tag` or `repository@sha256:digest`, with the registry before it.
    ///
    /// ECS refuses a container without one. Limit: 255 characters, not counting a digest.
    /// AWS: `ContainerDefinition.image`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// The credentials for a private registry other than ECR.
    ///
    /// AWS: `ContainerDefinition.repositoryCredentials`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repository_credentials: Option<RepositoryCredentials>,
    /// The processor time kept for the container, and its share when processors are busy.
    ///
    /// Unit: CPU units, 1024 for a vCPU. Default: 0, which on Linux is the least share. Limit: on Fargate
    /// the task's `cpu` for all containers together.
    /// AWS: `ContainerDefinition.cpu`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu: Option<i32>,
    /// The memory beyond which the container is killed.
    ///
    /// Unit: MiB. Limit: at least 6, more than `memoryReservation`, and the task's `memory` for all
    /// containers together. On EC2 a task without `memory` needs this or a reservation.
    /// AWS: `ContainerDefinition.memory`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory: Option<i32>,
    /// The memory kept for the container, which may use more while there is more.
    ///
    /// Unit: MiB. Limit: at least 6.
    /// AWS: `ContainerDefinition.memoryReservation`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory_reservation: Option<i32>,
    /// Other containers that this one reaches by name, as `name` or `name:alias`.
    ///
    /// Only with the network mode `bridge`, and not on Windows.
    /// AWS: `ContainerDefinition.links`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub links: Option<Vec<String>>,
    /// The ports that the container listens on. AWS: `ContainerDefinition.portMappings`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port_mappings: Option<Vec<PortMapping>>,
    /// Whether the task stops when this container does.
    ///
    /// Default: true. At least one container of a task is essential.
    /// AWS: `ContainerDefinition.essential`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub essential: Option<bool>,
    /// Whether the container is restarted by itself when it exits.
    ///
    /// Default: it is not.
    /// AWS: `ContainerDefinition.restartPolicy`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub restart_policy: Option<ContainerRestartPolicy>,
    /// The entry point, in place of the image's. AWS: `ContainerDefinition.entryPoint`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry_point: Option<Vec<String>>,
    /// The command or its arguments, in place of the image's. AWS: `ContainerDefinition.command`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<Vec<String>>,
    /// The environment variables, in plain text. Secrets belong into `secrets`.
    ///
    /// AWS: `ContainerDefinition.environment`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub environment: Option<Vec<KeyValuePair>>,
    /// The files of environment variables.
    ///
    /// Limit: 10; on Fargate from platform 1.4.0.
    /// AWS: `ContainerDefinition.environmentFiles`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub environment_files: Option<Vec<EnvironmentFile>>,
    /// The task's volumes that the container sees. AWS: `ContainerDefinition.mountPoints`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mount_points: Option<Vec<MountPoint>>,
    /// The other containers whose mounts this one takes over. AWS: `ContainerDefinition.volumesFrom`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volumes_from: Option<Vec<VolumeFrom>>,
    /// The options that only Linux has. AWS: `ContainerDefinition.linuxParameters`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub linux_parameters: Option<LinuxParameters>,
    /// The environment variables whose values ECS fetches at the start.
    ///
    /// AWS: `ContainerDefinition.secrets`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secrets: Option<Vec<Secret>>,
    /// The containers that this one waits for. AWS: `ContainerDefinition.dependsOn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub depends_on: Option<Vec<ContainerDependency>>,
    /// How long others wait for this container to reach the condition they depend on.
    ///
    /// Unit: seconds. Default: 3 minutes on EC2, or what the agent's `ECS_CONTAINER_START_TIMEOUT`
    /// says. Limit: 2 to 120 on Fargate.
    /// AWS: `ContainerDefinition.startTimeout`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_timeout: Option<i32>,
    /// How long the container may take to end after the stop signal before it is killed.
    ///
    /// Unit: seconds. Default: 30, or what the agent's `ECS_CONTAINER_STOP_TIMEOUT` says on EC2. Limit: 2
    /// to 120 on Fargate.
    /// AWS: `ContainerDefinition.stopTimeout`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stop_timeout: Option<i32>,
    /// Whether ECS resolves the image's tag to a digest once for a whole deployment.
    ///
    /// Default: `enabled`.
    /// AWS: `ContainerDefinition.versionConsistency`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version_consistency: Option<VersionConsistency>,
    /// The host name; not with the network mode `awsvpc`. AWS: `ContainerDefinition.hostname`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hostname: Option<String>,
    /// The user that the container runs as, in place of the image's; not on Windows.
    ///
    /// Written `user`, `uid`, or one of them with `:group` or `:gid`.
    /// AWS: `ContainerDefinition.user`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    /// The directory that commands run in, in place of the image's.
    ///
    /// AWS: `ContainerDefinition.workingDirectory`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub working_directory: Option<String>,
    /// Whether the container has no network at all; not on Windows. Default: false.
    ///
    /// AWS: `ContainerDefinition.disableNetworking`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disable_networking: Option<bool>,
    /// Whether the container has the powers of root on its host; not on Fargate or Windows.
    ///
    /// Default: false.
    /// AWS: `ContainerDefinition.privileged`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub privileged: Option<bool>,
    /// Whether the container cannot write to its root file system; not on Windows. Default: false.
    ///
    /// AWS: `ContainerDefinition.readonlyRootFilesystem`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub readonly_root_filesystem: Option<bool>,
    /// The DNS servers, in place of the host's; not on Windows. AWS: `ContainerDefinition.dnsServers`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dns_servers: Option<Vec<String>>,
    /// The domains that DNS looks short names up in; not on Windows.
    ///
    /// AWS: `ContainerDefinition.dnsSearchDomains`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dns_search_domains: Option<Vec<String>>,
    /// The names added to `/etc/hosts`; not on Windows or with the network mode `awsvpc`.
    ///
    /// AWS: `ContainerDefinition.extraHosts`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extra_hosts: Option<Vec<HostEntry>>,
    /// Docker's security options, such as `no-new-privileges` or `apparmor:PROFILE`; not on Fargate.
    ///
    /// AWS: `ContainerDefinition.dockerSecurityOptions`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub docker_security_options: Option<Vec<String>>,
    /// Whether standard input is kept open. Default: false. AWS: `ContainerDefinition.interactive`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interactive: Option<bool>,
    /// Whether the container gets a terminal. Default: false. AWS: `ContainerDefinition.pseudoTerminal`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pseudo_terminal: Option<bool>,
    /// The Docker labels, by name. AWS: `ContainerDefinition.dockerLabels`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub docker_labels: Option<BTreeMap<String, String>>,
    /// The resource limits of the processes; not on Windows. AWS: `ContainerDefinition.ulimits`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ulimits: Option<Vec<Ulimit>>,
    /// Where the output goes.
    ///
    /// Default: nowhere on Fargate; Docker's default driver elsewhere.
    /// AWS: `ContainerDefinition.logConfiguration`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_configuration: Option<LogConfiguration>,
    /// The command that tells whether the container is well. AWS: `ContainerDefinition.healthCheck`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health_check: Option<HealthCheck>,
    /// The kernel parameters set for the container; not on Windows.
    ///
    /// AWS: `ContainerDefinition.systemControls`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system_controls: Option<Vec<SystemControl>>,
    /// The GPUs and other devices that the container needs; not on Fargate.
    ///
    /// AWS: `ContainerDefinition.resourceRequirements`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_requirements: Option<Vec<ResourceRequirement>>,
    /// Makes this container the task's log router. AWS: `ContainerDefinition.firelensConfiguration`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub firelens_configuration: Option<FirelensConfiguration>,
    /// The credential specification for Active Directory.
    ///
    /// Written `credentialspec:ARN`, or `credentialspecdomainless:ARN` for instances outside the domain;
    /// the ARN is of an SSM parameter or an S3 object. Limit: 1.
    /// AWS: `ContainerDefinition.credentialSpecs`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credential_specs: Option<Vec<String>>,
}

/// The credentials for a private registry.
///
/// AWS: [`RepositoryCredentials`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RepositoryCredentials.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RepositoryCredentials {
    /// The ARN of the secret that holds them, or its name in the task's own Region.
    ///
    /// The execution role must be allowed to read it.
    /// AWS: `RepositoryCredentials.credentialsParameter`
    pub credentials_parameter: String,
}

open_enum! {
    /// Whether a tag is resolved to one digest for a whole deployment.
    ///
    /// AWS: `ContainerDefinition.versionConsistency`
    pub enum VersionConsistency {
        /// The first task resolves the tag and all others use that digest; the default.
        Enabled = "enabled",
        /// Every task resolves the tag again.
        Disabled = "disabled",
    }
}

/// A line of `/etc/hosts`.
///
/// AWS: [`HostEntry`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HostEntry.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HostEntry {
    /// The name. AWS: `HostEntry.hostname`.
    pub hostname: String,
    /// The address. AWS: `HostEntry.ipAddress`.
    pub ip_address: String,
}

/// A kernel parameter, as `sysctl` sets it.
///
/// AWS: [`SystemControl`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_SystemControl.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SystemControl {
    /// The parameter: of System V IPC (`kernel.shmmax`), `fs.mqueue.*` or `net.*`.
    ///
    /// Those of IPC need an `ipcMode` other than `host`, those of the network a network mode other than
    /// `host`.
    /// AWS: `SystemControl.namespace`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    /// The value. AWS: `SystemControl.value`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}
