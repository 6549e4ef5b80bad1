//! Service deployments: the record of how a service went from revision to revision.

use serde::{Deserialize, Serialize};

use super::{DeploymentConfiguration, DeploymentLifecycleHookAction, DeploymentLifecycleHookTargetType};
use crate::api::Timestamp;
use crate::api::open_enum::open_enum;

/// One deployment of a service, under way or over.
///
/// AWS: [`ServiceDeployment`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceDeployment.html)
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceDeployment {
    /// The service deployment's ARN. AWS: `ServiceDeployment.serviceDeploymentArn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_deployment_arn: Option<String>,
    /// The ARN of its service. AWS: `ServiceDeployment.serviceArn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_arn: Option<String>,
    /// The ARN of its cluster. AWS: `ServiceDeployment.clusterArn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster_arn: Option<String>,
    /// When it was asked for. AWS: `ServiceDeployment.createdAt`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    /// When it started; absent while another one is under way. AWS: `ServiceDeployment.startedAt`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Timestamp>,
    /// When it ended. AWS: `ServiceDeployment.finishedAt`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finished_at: Option<Timestamp>,
    /// When it was stopped. AWS: `ServiceDeployment.stoppedAt`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stopped_at: Option<Timestamp>,
    /// When it was last changed. AWS: `ServiceDeployment.updatedAt`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
    /// The revisions that the service comes from. AWS: `ServiceDeployment.sourceServiceRevisions`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_service_revisions: Option<Vec<ServiceRevisionSummary>>,
    /// The revision that the service goes to. AWS: `ServiceDeployment.targetServiceRevision`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_service_revision: Option<ServiceRevisionSummary>,
    /// How far it is, or how it ended. AWS: `ServiceDeployment.status`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<ServiceDeploymentStatus>,
    /// Why, in ECS's words. AWS: `ServiceDeployment.statusReason`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_reason: Option<String>,
    /// The stage that it is in. AWS: `ServiceDeployment.lifecycleStage`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lifecycle_stage: Option<ServiceDeploymentLifecycleStage>,
    /// The hooks that run or ran. AWS: `ServiceDeployment.lifecycleHookDetails`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lifecycle_hook_details: Option<Vec<DeploymentLifecycleHookDetail>>,
    /// The settings that it follows. AWS: `ServiceDeployment.deploymentConfiguration`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deployment_configuration: Option<DeploymentConfiguration>,
    /// The way back, where there was one. AWS: `ServiceDeployment.rollback`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rollback: Option<Rollback>,
    /// What the circuit breaker has seen. AWS: `ServiceDeployment.deploymentCircuitBreaker`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deployment_circuit_breaker: Option<ServiceDeploymentCircuitBreaker>,
    /// What the alarms have seen. AWS: `ServiceDeployment.alarms`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alarms: Option<ServiceDeploymentAlarms>,
}

/// One deployment of a service, in short, as lists show it.
///
/// AWS: [`ServiceDeploymentBrief`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceDeploymentBrief.html)
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceDeploymentBrief {
    /// The service deployment's ARN. AWS: `ServiceDeploymentBrief.serviceDeploymentArn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_deployment_arn: Option<String>,
    /// The ARN of its service. AWS: `ServiceDeploymentBrief.serviceArn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_arn: Option<String>,
    /// The ARN of its cluster. AWS: `ServiceDeploymentBrief.clusterArn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster_arn: Option<String>,
    /// When it started. AWS: `ServiceDeploymentBrief.startedAt`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Timestamp>,
    /// When it was asked for. AWS: `ServiceDeploymentBrief.createdAt`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    /// When it ended. AWS: `ServiceDeploymentBrief.finishedAt`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finished_at: Option<Timestamp>,
    /// The ARN of the revision that the service goes to.
    ///
    /// AWS: `ServiceDeploymentBrief.targetServiceRevisionArn`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_service_revision_arn: Option<String>,
    /// How far it is, or how it ended. AWS: `ServiceDeploymentBrief.status`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<ServiceDeploymentStatus>,
    /// Why, in ECS's words. AWS: `ServiceDeploymentBrief.statusReason`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_reason: Option<String>,
}

open_enum! {
    /// How far a service deployment is, or how it ended.
    ///
    /// AWS: `ServiceDeployment.status`
    pub enum ServiceDeploymentStatus {
        /// It waits for an earlier one.
        Pending = "PENDING",
        /// It is done.
        Successful = "SUCCESSFUL",
        /// It was stopped by a user.
        Stopped = "STOPPED",
        /// A user asked for a stop.
        StopRequested = "STOP_REQUESTED",
        /// It goes on.
        InProgress = "IN_PROGRESS",
        /// A user asked for the way back.
        RollbackRequested = "ROLLBACK_REQUESTED",
        /// It failed or was stopped, and the old revision comes back.
        RollbackInProgress = "ROLLBACK_IN_PROGRESS",
        /// The old revision is back.
        RollbackSuccessful = "ROLLBACK_SUCCESSFUL",
        /// The old revision could not be brought back.
        RollbackFailed = "ROLLBACK_FAILED",
    }
}

open_enum! {
    /// The stages of a service deployment, in their order.
    ///
    /// AWS: `ServiceDeployment.lifecycleStage`
    pub enum ServiceDeploymentLifecycleStage {
        /// More than one revision was running at the start, and is being sorted out.
        ReconcileService = "RECONCILE_SERVICE",
        /// No task of the new revision has started.
        PreScaleUp = "PRE_SCALE_UP",
        /// Tasks of the new revision are starting.
        ScaleUp = "SCALE_UP",
        /// All tasks of the new revision have started; none has traffic.
        PostScaleUp = "POST_SCALE_UP",
        /// Test traffic is moving to the new revision.
        TestTrafficShift = "TEST_TRAFFIC_SHIFT",
        /// All test traffic has moved.
        PostTestTrafficShift = "POST_TEST_TRAFFIC_SHIFT",
        /// Production traffic is about to move.
        PreProductionTrafficShift = "PRE_PRODUCTION_TRAFFIC_SHIFT",
        /// Production traffic is moving to the new revision.
        ProductionTrafficShift = "PRODUCTION_TRAFFIC_SHIFT",
        /// All production traffic has moved.
        PostProductionTrafficShift = "POST_PRODUCTION_TRAFFIC_SHIFT",
        /// Both revisions run, so that going back is quick.
        BakeTime = "BAKE_TIME",
        /// The old revision's tasks are stopping.
        CleanUp = "CLEAN_UP",
    }
}

/// A service revision's part in a service deployment.
///
/// AWS: [`ServiceRevisionSummary`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceRevisionSummary.html)
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceRevisionSummary {
    /// The service revision's ARN. AWS: `ServiceRevisionSummary.arn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arn: Option<String>,
    /// How many tasks of the revision should run. AWS: `ServiceRevisionSummary.requestedTaskCount`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requested_task_count: Option<i32>,
    /// How many are running. AWS: `ServiceRevisionSummary.runningTaskCount`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub running_task_count: Option<i32>,
    /// How many are starting. AWS: `ServiceRevisionSummary.pendingTaskCount`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pending_task_count: Option<i32>,
    /// The share of test traffic that it should get, in percent.
    ///
    /// AWS: `ServiceRevisionSummary.requestedTestTrafficWeight`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requested_test_traffic_weight: Option<f64>,
    /// The share of production traffic that it should get, in percent.
    ///
    /// AWS: `ServiceRevisionSummary.requestedProductionTrafficWeight`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requested_production_traffic_weight: Option<f64>,
}

/// A lifecycle hook's state in a service deployment.
///
/// AWS: [`DeploymentLifecycleHookDetail`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentLifecycleHookDetail.html)
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeploymentLifecycleHookDetail {
    /// The hook's id, which ContinueServiceDeployment takes.
    ///
    /// AWS: `DeploymentLifecycleHookDetail.hookId`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hook_id: Option<String>,
    /// What the hook does. AWS: `DeploymentLifecycleHookDetail.targetType`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_type: Option<DeploymentLifecycleHookTargetType>,
    /// The Lambda function's ARN. AWS: `DeploymentLifecycleHookDetail.targetArn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_arn: Option<String>,
    /// How far the hook is. AWS: `DeploymentLifecycleHookDetail.status`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<DeploymentLifecycleHookStatus>,
    /// When its time is over. AWS: `DeploymentLifecycleHookDetail.expiresAt`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// What happens then. AWS: `DeploymentLifecycleHookDetail.timeoutAction`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout_action: Option<DeploymentLifecycleHookAction>,
}

open_enum! {
    /// How far a lifecycle hook is.
    ///
    /// AWS: `DeploymentLifecycleHookDetail.status`
    pub enum DeploymentLifecycleHookStatus {
        /// It waits for ContinueServiceDeployment.
        AwaitingAction = "AWAITING_ACTION",
        /// It runs.
        InProgress = "IN_PROGRESS",
        /// It let the deployment go on.
        Succeeded = "SUCCEEDED",
        /// It failed the deployment.
        Failed = "FAILED",
        /// It took too long.
        TimedOut = "TIMED_OUT",
    }
}

/// The way back of a service deployment.
///
/// AWS: [`Rollback`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Rollback.html)
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Rollback {
    /// Why it was taken, in ECS's words. AWS: `Rollback.reason`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// When it started. AWS: `Rollback.startedAt`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Timestamp>,
    /// The ARN of the revision that it goes back to. AWS: `Rollback.serviceRevisionArn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_revision_arn: Option<String>,
}

/// What the circuit breaker has seen of a service deployment.
///
/// AWS: [`ServiceDeploymentCircuitBreaker`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceDeploymentCircuitBreaker.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceDeploymentCircuitBreaker {
    /// Whether it watches, or has opened. AWS: `ServiceDeploymentCircuitBreaker.status`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<ServiceDeploymentRollbackMonitorsStatus>,
    /// How many tasks have failed. AWS: `ServiceDeploymentCircuitBreaker.failureCount`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure_count: Option<i32>,
    /// How many failed tasks open it. AWS: `ServiceDeploymentCircuitBreaker.threshold`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub threshold: Option<i32>,
}

/// What the alarms have seen of a service deployment.
///
/// AWS: [`ServiceDeploymentAlarms`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceDeploymentAlarms.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceDeploymentAlarms {
    /// Whether they are watched, or one went off. AWS: `ServiceDeploymentAlarms.status`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<ServiceDeploymentRollbackMonitorsStatus>,
    /// The alarms that are watched. AWS: `ServiceDeploymentAlarms.alarmNames`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alarm_names: Option<Vec<String>>,
    /// The alarms that went off. AWS: `ServiceDeploymentAlarms.triggeredAlarmNames`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub triggered_alarm_names: Option<Vec<String>>,
}

open_enum! {
    /// What a deployment's circuit breaker or alarms are doing.
    ///
    /// AWS: `ServiceDeploymentCircuitBreaker.status`
    pub enum ServiceDeploymentRollbackMonitorsStatus {
        /// They failed the deployment.
        Triggered = "TRIGGERED",
        /// They watch.
        Monitoring = "MONITORING",
        /// They watched, and found nothing.
        MonitoringComplete = "MONITORING_COMPLETE",
        /// They are off.
        Disabled = "DISABLED",
    }
}
