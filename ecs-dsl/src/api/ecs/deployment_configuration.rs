//! How a service goes from one revision to the next, and who sees to it.

use serde::{Deserialize, Serialize};

use super::{
    CanaryConfiguration, DeploymentAlarms, DeploymentCircuitBreaker, DeploymentLifecycleHook,
    LinearConfiguration,
};
use crate::api::open_enum::open_enum;

/// How tasks of a new revision replace those of the old one, and when that counts as failed.
///
/// AWS: [`DeploymentConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html)
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeploymentConfiguration {
    /// When failing tasks end a deployment.
    ///
    /// Default: off, and a failing deployment goes on trying. Only with the `ECS` controller.
    /// AWS: `DeploymentConfiguration.deploymentCircuitBreaker`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deployment_circuit_breaker: Option<DeploymentCircuitBreaker>,
    /// The most tasks that may run during a deployment, in percent of the desired count, rounded
    /// down.
    ///
    /// Default: 200 for `REPLICA`, 100 for `DAEMON`. It must leave room above
    /// `minimumHealthyPercent`.
    /// AWS: `DeploymentConfiguration.maximumPercent`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum_percent: Option<i32>,
    /// The least tasks that stay healthy during a deployment, in percent of the desired count,
    /// rounded up.
    ///
    /// Default: 100 for `REPLICA`, 0 for `DAEMON`.
    /// AWS: `DeploymentConfiguration.minimumHealthyPercent`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum_healthy_percent: Option<i32>,
    /// The CloudWatch alarms that fail a deployment.
    ///
    /// Default: none. Only with the `ECS` controller.
    /// AWS: `DeploymentConfiguration.alarms`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alarms: Option<DeploymentAlarms>,
    /// How traffic and tasks move.
    ///
    /// Default: `ROLLING`.
    /// AWS: `DeploymentConfiguration.strategy`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub strategy: Option<DeploymentStrategy>,
    /// How long both revisions run after all production traffic has moved, in minutes; until then a
    /// rollback is quick.
    ///
    /// Default: 0. Required with `BLUE_GREEN`.
    /// AWS: `DeploymentConfiguration.bakeTimeInMinutes`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bake_time_in_minutes: Option<i32>,
    /// What is called, or waited for, between the stages of a deployment.
    ///
    /// AWS: `DeploymentConfiguration.lifecycleHooks`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lifecycle_hooks: Option<Vec<DeploymentLifecycleHook>>,
    /// The steps of the `LINEAR` strategy, and only of that.
    ///
    /// AWS: `DeploymentConfiguration.linearConfiguration`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub linear_configuration: Option<LinearConfiguration>,
    /// The steps of the `CANARY` strategy, and only of that.
    ///
    /// AWS: `DeploymentConfiguration.canaryConfiguration`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub canary_configuration: Option<CanaryConfiguration>,
    /// When a rolling deployment may count as done before its last task is healthy.
    ///
    /// Only with `ROLLING`.
    /// AWS: `DeploymentConfiguration.earlySuccessCriteria`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub early_success_criteria: Option<DeploymentEarlySuccessCriteria>,
}

open_enum! {
    /// How a deployment moves from one revision to the next.
    ///
    /// AWS: `DeploymentConfiguration.strategy`
    pub enum DeploymentStrategy {
        /// Old tasks are stopped as new ones become healthy; the default.
        Rolling = "ROLLING",
        /// The new revision starts in full beside the old one, then traffic moves at once. Needs a
        /// load balancer or Service Connect.
        BlueGreen = "BLUE_GREEN",
        /// Traffic moves in equal steps.
        Linear = "LINEAR",
        /// A small share of the traffic moves first, then the rest.
        Canary = "CANARY",
    }
}

/// When a rolling deployment may count as done before its last task is healthy.
///
/// With `enable` on, both other members are required.
/// AWS: [`DeploymentEarlySuccessCriteria`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentEarlySuccessCriteria.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeploymentEarlySuccessCriteria {
    /// Whether these criteria are used. AWS: `DeploymentEarlySuccessCriteria.enable`.
    pub enable: bool,
    /// How many of the desired tasks must be healthy, in percent.
    ///
    /// Limits: 0 to 100, and no less than `minimumHealthyPercent`.
    /// AWS: `DeploymentEarlySuccessCriteria.healthyPercent`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub healthy_percent: Option<i32>,
    /// Whether the deployment waits for the old tasks to go.
    ///
    /// AWS: `DeploymentEarlySuccessCriteria.sourceServiceRevisionCleanup`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_service_revision_cleanup: Option<SourceServiceRevisionCleanup>,
}

open_enum! {
    /// When the old revision's tasks are stopped, under early success.
    ///
    /// AWS: `DeploymentEarlySuccessCriteria.sourceServiceRevisionCleanup`
    pub enum SourceServiceRevisionCleanup {
        /// The deployment is done once they are gone.
        Blocking = "BLOCKING",
        /// The deployment is done before they are gone.
        Deferred = "DEFERRED",
    }
}

/// Who carries out the deployments of a service.
///
/// AWS: [`DeploymentController`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentController.html)
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeploymentController {
    /// The controller.
    ///
    /// Default without this member's parent: `ECS`.
    /// AWS: `DeploymentController.type`
    pub r#type: DeploymentControllerType,
}

open_enum! {
    /// The deployment controllers.
    ///
    /// AWS: `DeploymentController.type`
    pub enum DeploymentControllerType {
        /// ECS itself; the default.
        Ecs = "ECS",
        /// CodeDeploy. It needs a load balancer with two target groups.
        CodeDeploy = "CODE_DEPLOY",
        /// Another tool, through task sets.
        External = "EXTERNAL",
    }
}
