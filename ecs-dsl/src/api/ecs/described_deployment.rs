//! A service's deployment, as ECS describes it within the service.

use serde::{Deserialize, Serialize};

use super::{
    CapacityProviderStrategyItem, LaunchType, NetworkConfiguration, ServiceConnectConfiguration,
    ServiceVolumeConfiguration, VpcLatticeConfiguration,
};
use crate::api::Timestamp;
use crate::api::open_enum::open_enum;

/// One deployment of a service: the tasks of one revision, and how far they are.
///
/// AWS: [`Deployment`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Deployment.html)
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Deployment {
    /// The deployment's id, such as `ecs-svc/1234567890123456789`. AWS: `Deployment.id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Whether this is the deployment that counts. AWS: `Deployment.status`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<DeploymentStatus>,
    /// The ARN of the task definition's revision. AWS: `Deployment.taskDefinition`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_definition: Option<String>,
    /// How many tasks of this deployment should run. AWS: `Deployment.desiredCount`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub desired_count: Option<i32>,
    /// How many tasks are starting. AWS: `Deployment.pendingCount`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pending_count: Option<i32>,
    /// How many tasks are running. AWS: `Deployment.runningCount`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub running_count: Option<i32>,
    /// How many tasks in a row failed to start or to become healthy.
    ///
    /// A healthy one sets it back to 0.
    /// AWS: `Deployment.failedTasks`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failed_tasks: Option<i32>,
    /// When the deployment was created. AWS: `Deployment.createdAt`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    /// When it was last changed. AWS: `Deployment.updatedAt`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
    /// How its tasks are shared out among capacity providers.
    ///
    /// AWS: `Deployment.capacityProviderStrategy`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_provider_strategy: Option<Vec<CapacityProviderStrategyItem>>,
    /// What its tasks run on. AWS: `Deployment.launchType`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub launch_type: Option<LaunchType>,
    /// The Fargate platform version in use: a number where `LATEST` was asked for.
    ///
    /// AWS: `Deployment.platformVersion`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform_version: Option<String>,
    /// The operating system family on Fargate. AWS: `Deployment.platformFamily`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform_family: Option<String>,
    /// The subnets and security groups. AWS: `Deployment.networkConfiguration`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_configuration: Option<NetworkConfiguration>,
    /// How far the deployment is. AWS: `Deployment.rolloutState`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rollout_state: Option<DeploymentRolloutState>,
    /// Why the deployment is where it is, in ECS's words. AWS: `Deployment.rolloutStateReason`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rollout_state_reason: Option<String>,
    /// The tasks' part in a Service Connect namespace.
    ///
    /// AWS: `Deployment.serviceConnectConfiguration`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_connect_configuration: Option<ServiceConnectConfiguration>,
    /// The Cloud Map services that Service Connect made. AWS: `Deployment.serviceConnectResources`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_connect_resources: Option<Vec<ServiceConnectServiceResource>>,
    /// The volumes that were configured at launch. AWS: `Deployment.volumeConfigurations`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume_configurations: Option<Vec<ServiceVolumeConfiguration>>,
    /// The encryption of the tasks' ephemeral storage. AWS: `Deployment.fargateEphemeralStorage`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fargate_ephemeral_storage: Option<DeploymentEphemeralStorage>,
    /// The VPC Lattice target groups that the tasks register with.
    ///
    /// AWS: `Deployment.vpcLatticeConfigurations`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vpc_lattice_configurations: Option<Vec<VpcLatticeConfiguration>>,
}

open_enum! {
    /// Whether a deployment is the one that counts.
    ///
    /// AWS: `Deployment.status`
    pub enum DeploymentStatus {
        /// The newest, which the service is going to, or is at.
        Primary = "PRIMARY",
        /// An older one that still has tasks, being replaced.
        Active = "ACTIVE",
        /// An older one that has been replaced.
        Inactive = "INACTIVE",
    }
}

open_enum! {
    /// How far a deployment is.
    ///
    /// AWS: `Deployment.rolloutState`
    pub enum DeploymentRolloutState {
        /// The service is steady at this deployment.
        Completed = "COMPLETED",
        /// The circuit breaker or an alarm gave it up; without either it never fails.
        Failed = "FAILED",
        /// It goes on.
        InProgress = "IN_PROGRESS",
    }
}

/// A Cloud Map service that Service Connect made for a port.
///
/// AWS: [`ServiceConnectServiceResource`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectServiceResource.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceConnectServiceResource {
    /// The name in the namespace. AWS: `ServiceConnectServiceResource.discoveryName`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discovery_name: Option<String>,
    /// The Cloud Map service's ARN. AWS: `ServiceConnectServiceResource.discoveryArn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discovery_arn: Option<String>,
}

/// The encryption of Fargate tasks' ephemeral storage.
///
/// AWS: [`DeploymentEphemeralStorage`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentEphemeralStorage.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeploymentEphemeralStorage {
    /// The KMS key. AWS: `DeploymentEphemeralStorage.kmsKeyId`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kms_key_id: Option<String>,
}
