//! Amazon ECS, API version 2014-11-13 (JSON 1.1).

mod attribute;
mod capacity_strategy;
mod container;
mod container_dependency;
mod described_task_definition;
mod docker_volume;
mod ebs;
mod efs_volume;
mod environment;
mod failure;
mod firelens;
mod fsx_volume;
mod health_check;
mod launch_type;
mod linux_parameters;
mod logging;
mod mount;
mod network;
mod placement;
mod port_mapping;
mod proxy;
mod resource_requirement;
mod restart_policy;
mod run_task;
mod runtime_platform;
mod s3files_volume;
mod secret;
mod tag;
mod task;
mod task_container;
mod task_definition;
mod task_override;
mod task_volume;
mod ulimit;
mod volume;

pub use attribute::{Attribute, TargetType};
pub use capacity_strategy::CapacityProviderStrategyItem;
pub use container::{
    ContainerDefinition, HostEntry, RepositoryCredentials, SystemControl, VersionConsistency,
};
pub use container_dependency::{ContainerCondition, ContainerDependency};
pub use described_task_definition::{TaskDefinition, TaskDefinitionAnswer, TaskDefinitionStatus};
pub use docker_volume::{DockerVolumeConfiguration, Scope};
pub use ebs::{
    EbsResourceType, EbsTagSpecification, ServiceManagedEbsVolumeConfiguration, ServiceVolumeConfiguration,
    TaskFilesystemType,
};
pub use efs_volume::{
    EfsAuthorizationConfig, EfsAuthorizationConfigIam, EfsTransitEncryption, EfsVolumeConfiguration,
};
pub use environment::{EnvironmentFile, EnvironmentFileType, KeyValuePair};
pub use failure::Failure;
pub use firelens::{FirelensConfiguration, FirelensConfigurationType};
pub use fsx_volume::{FsxWindowsFileServerAuthorizationConfig, FsxWindowsFileServerVolumeConfiguration};
pub use health_check::HealthCheck;
pub use launch_type::LaunchType;
pub use linux_parameters::{Device, DeviceCgroupPermission, KernelCapabilities, LinuxParameters, Tmpfs};
pub use logging::{LogConfiguration, LogDriver};
pub use mount::{MountPoint, VolumeFrom};
pub use network::{AssignPublicIp, AwsVpcConfiguration, NetworkConfiguration};
pub use placement::{PlacementConstraint, PlacementConstraintType, PlacementStrategy, PlacementStrategyType};
pub use port_mapping::{ApplicationProtocol, PortMapping, TransportProtocol};
pub use proxy::{ProxyConfiguration, ProxyConfigurationType};
pub use resource_requirement::{NvidiaMpsAllocation, ResourceRequirement, ResourceType, SharingStrategy};
pub use restart_policy::ContainerRestartPolicy;
pub use run_task::{RunTask, TasksAnswer};
pub use runtime_platform::{CpuArchitecture, OsFamily, RuntimePlatform};
pub use s3files_volume::S3FilesVolumeConfiguration;
pub use secret::Secret;
pub use tag::{PropagateTags, Tag};
pub use task::{Attachment, Connectivity, HealthStatus, Task, TaskEphemeralStorage, TaskStopCode};
pub use task_container::{Container, ManagedAgent, ManagedAgentName, NetworkBinding, NetworkInterface};
pub use task_definition::{
    Compatibility, EphemeralStorage, InferenceAccelerator, IpcMode, IsolationMode, NetworkMode, PidMode,
    RegisterTaskDefinition, TaskDefinitionPlacementConstraint, TaskDefinitionPlacementConstraintType,
    TrustedExecutionConfiguration,
};
pub use task_override::{ContainerOverride, InferenceAcceleratorOverride, TaskOverride};
pub use task_volume::{
    TaskManagedEbsVolumeConfiguration, TaskManagedEbsVolumeTerminationPolicy, TaskVolumeConfiguration,
};
pub use ulimit::{Ulimit, UlimitName};
pub use volume::{HostVolumeProperties, Volume};
