//! Amazon ECS, API version 2014-11-13 (JSON 1.1).

mod accelerator;
mod attribute;
mod auto_scaling_group;
mod capacity_provider;
mod capacity_provider_calls;
mod capacity_strategy;
mod cluster;
mod cluster_calls;
mod cluster_configuration;
mod container;
mod container_dependency;
mod deployment_configuration;
mod deployment_failure;
mod described_capacity_provider;
mod described_cluster;
mod described_deployment;
mod described_service;
mod described_service_deployment;
mod described_service_revision;
mod described_task_definition;
mod described_task_set;
mod docker_volume;
mod ebs;
mod efs_volume;
mod environment;
mod failure;
mod firelens;
mod fsx_volume;
mod gateway_connector;
mod health_check;
mod instance_launch_template;
mod instance_ranges;
mod instance_requirements;
mod lattice;
mod launch_type;
mod lifecycle_hook;
mod linux_parameters;
mod load_balancer;
mod logging;
mod managed_instances;
mod monitoring;
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
mod service;
mod service_calls;
mod service_connect;
mod service_connect_service;
mod service_connect_tls;
mod service_deployment_calls;
mod service_registry;
mod tag;
mod tag_calls;
mod task;
mod task_container;
mod task_definition;
mod task_override;
mod task_set;
mod task_volume;
mod traffic_shift;
mod ulimit;
mod update_service;
mod volume;

pub use accelerator::{
    AcceleratorCount, AcceleratorManufacturer, AcceleratorName, AcceleratorTotalMemoryMib, AcceleratorType,
};
pub use attribute::{Attribute, TargetType};
pub use auto_scaling_group::{
    AutoScalingGroupProvider, AutoScalingGroupProviderUpdate, ManagedDraining, ManagedScaling,
    ManagedScalingStatus, ManagedTerminationProtection,
};
pub use capacity_provider::{CreateCapacityProvider, UpdateCapacityProvider};
pub use capacity_provider_calls::{
    CapacityProviderAnswer, CapacityProviderField, DeleteCapacityProvider, DescribeCapacityProviders,
    DescribeCapacityProvidersAnswer,
};
pub use capacity_strategy::CapacityProviderStrategyItem;
pub use cluster::{
    ClusterServiceConnectDefaults, ClusterSetting, ClusterSettingName, CreateCluster,
    PutClusterCapacityProviders, UpdateCluster,
};
pub use cluster_calls::{
    ClusterAnswer, ClusterField, DeleteCluster, DescribeClusters, DescribeClustersAnswer, ListClusters,
    ListClustersAnswer,
};
pub use cluster_configuration::{
    ClusterConfiguration, ExecuteCommandConfiguration, ExecuteCommandLogConfiguration, ExecuteCommandLogging,
    ManagedStorageConfiguration,
};
pub use container::{
    ContainerDefinition, HostEntry, RepositoryCredentials, SystemControl, VersionConsistency,
};
pub use container_dependency::{ContainerCondition, ContainerDependency};
pub use deployment_configuration::{
    DeploymentConfiguration, DeploymentController, DeploymentControllerType, DeploymentEarlySuccessCriteria,
    DeploymentStrategy, SourceServiceRevisionCleanup,
};
pub use deployment_failure::{
    DeploymentAlarms, DeploymentCircuitBreaker, ThresholdConfiguration, ThresholdType,
};
pub use described_capacity_provider::{
    CapacityProvider, CapacityProviderStatus, CapacityProviderType, CapacityProviderUpdateStatus,
    ManagedInstancesProvider,
};
pub use described_cluster::{
    Cluster, ClusterAttachmentsStatus, ClusterStatus, DescribedServiceConnectDefaults,
};
pub use described_deployment::{
    Deployment, DeploymentEphemeralStorage, DeploymentRolloutState, DeploymentStatus,
    ServiceConnectServiceResource,
};
pub use described_service::{
    ResourceManagementType, Service, ServiceCurrentRevisionSummary, ServiceEvent, ServiceStatus,
};
pub use described_service_deployment::{
    DeploymentLifecycleHookDetail, DeploymentLifecycleHookStatus, Rollback, ServiceDeployment,
    ServiceDeploymentAlarms, ServiceDeploymentBrief, ServiceDeploymentCircuitBreaker,
    ServiceDeploymentLifecycleStage, ServiceDeploymentRollbackMonitorsStatus, ServiceDeploymentStatus,
    ServiceRevisionSummary,
};
pub use described_service_revision::{
    ContainerImage, ResolvedConfiguration, ServiceRevision, ServiceRevisionLoadBalancer,
    ServiceRevisionVpcLatticeConfiguration,
};
pub use described_task_definition::{TaskDefinition, TaskDefinitionAnswer, TaskDefinitionStatus};
pub use described_task_set::{StabilityStatus, TaskSet, TaskSetStatus};
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
pub use gateway_connector::{
    GatewayAccessType, GatewayConnector, GatewayConnectorDeregistrationDelay, GatewayConnectorFilters,
    GatewayConnectorHealthCheck, GatewayConnectorHealthCheckMatcher, GatewayConnectorHealthCheckProtocol,
};
pub use health_check::HealthCheck;
pub use instance_launch_template::{
    CapacityOptionType, CapacityReservation, CapacityReservationPreference, InstanceLaunchTemplate,
    InstanceLaunchTemplateUpdate, ManagedInstancesLocalStorageConfiguration,
    ManagedInstancesMonitoringOptions, ManagedInstancesNetworkConfiguration,
    ManagedInstancesStorageConfiguration,
};
pub use instance_ranges::{
    BaselineEbsBandwidthMbps, MemoryGibPerVCpu, MemoryMib, NetworkBandwidthGbps, NetworkInterfaceCount,
    TotalLocalStorageGb, VCpuCountRange,
};
pub use instance_requirements::{
    BareMetal, BurstablePerformance, CpuManufacturer, InstanceGeneration, InstanceRequirements, LocalStorage,
    LocalStorageType,
};
pub use lattice::{VpcLatticeAdvancedConfiguration, VpcLatticeConfiguration};
pub use launch_type::LaunchType;
pub use lifecycle_hook::{
    DeploymentLifecycleHook, DeploymentLifecycleHookAction, DeploymentLifecycleHookStage,
    DeploymentLifecycleHookTargetType, DeploymentLifecycleHookTimeoutConfiguration,
};
pub use linux_parameters::{Device, DeviceCgroupPermission, KernelCapabilities, LinuxParameters, Tmpfs};
pub use load_balancer::{AdvancedConfiguration, LoadBalancer};
pub use logging::{LogConfiguration, LogDriver};
pub use managed_instances::{
    AutoRepairActionsStatus, AutoRepairConfiguration, CreateManagedInstancesProviderConfiguration,
    InfrastructureOptimization, PropagateMiTags, UpdateManagedInstancesProviderConfiguration,
};
pub use monitoring::{MetricConfiguration, MonitoringConfiguration};
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
pub use service::{AvailabilityZoneRebalancing, CreateService, SchedulingStrategy};
pub use service_calls::{
    DeleteService, DescribeServices, DescribeServicesAnswer, ListServices, ListServicesAnswer, ServiceAnswer,
    ServiceField, TaskSetAnswer,
};
pub use service_connect::{
    ServiceConnectAccessLogConfiguration, ServiceConnectAccessLoggingFormat, ServiceConnectConfiguration,
    ServiceConnectContainerConfiguration, ServiceConnectIncludeQueryParameters, ServiceConnectLogLevel,
};
pub use service_connect_service::{
    ServiceConnectClientAlias, ServiceConnectService, ServiceConnectTestTrafficHeaderMatchRules,
    ServiceConnectTestTrafficHeaderRules, ServiceConnectTestTrafficRules, TimeoutConfiguration,
};
pub use service_connect_tls::{ServiceConnectTlsCertificateAuthority, ServiceConnectTlsConfiguration};
pub use service_deployment_calls::{
    CreatedAt, DescribeServiceDeployments, DescribeServiceDeploymentsAnswer, DescribeServiceRevisions,
    DescribeServiceRevisionsAnswer, ListServiceDeployments, ListServiceDeploymentsAnswer,
    StopServiceDeployment, StopServiceDeploymentAnswer, StopServiceDeploymentStopType,
};
pub use service_registry::ServiceRegistry;
pub use tag::{PropagateTags, Tag};
pub use tag_calls::{ListTagsForResource, ListTagsForResourceAnswer, TagResource, UntagResource};
pub use task::{Attachment, Connectivity, HealthStatus, Task, TaskEphemeralStorage, TaskStopCode};
pub use task_container::{Container, ManagedAgent, ManagedAgentName, NetworkBinding, NetworkInterface};
pub use task_definition::{
    Compatibility, EphemeralStorage, InferenceAccelerator, IpcMode, IsolationMode, NetworkMode, PidMode,
    RegisterTaskDefinition, TaskDefinitionPlacementConstraint, TaskDefinitionPlacementConstraintType,
    TrustedExecutionConfiguration,
};
pub use task_override::{ContainerOverride, InferenceAcceleratorOverride, TaskOverride};
pub use task_set::{CreateTaskSet, Scale, ScaleUnit};
pub use task_volume::{
    TaskManagedEbsVolumeConfiguration, TaskManagedEbsVolumeTerminationPolicy, TaskVolumeConfiguration,
};
pub use traffic_shift::{CanaryConfiguration, LinearConfiguration};
pub use ulimit::{Ulimit, UlimitName};
pub use update_service::UpdateService;
pub use volume::{HostVolumeProperties, Volume};
