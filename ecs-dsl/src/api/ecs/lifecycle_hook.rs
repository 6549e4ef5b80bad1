//! What a deployment calls, or waits for, between its stages.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::api::open_enum::open_enum;

/// A Lambda function that a deployment calls, or a pause that it makes, at some of its stages.
///
/// AWS: [`DeploymentLifecycleHook`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentLifecycleHook.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeploymentLifecycleHook {
    /// What the hook does.
    ///
    /// Default: `AWS_LAMBDA`.
    /// AWS: `DeploymentLifecycleHook.targetType`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_type: Option<DeploymentLifecycleHookTargetType>,
    /// The Lambda function's ARN.
    ///
    /// Required with `AWS_LAMBDA`, unused with `PAUSE`.
    /// AWS: `DeploymentLifecycleHook.hookTargetArn`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hook_target_arn: Option<String>,
    /// The role with which ECS calls the function, as an ARN.
    ///
    /// AWS: `DeploymentLifecycleHook.roleArn`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role_arn: Option<String>,
    /// The stages at which the hook runs.
    ///
    /// At least one is needed. `PAUSE` takes neither of the two stages in which traffic moves.
    /// AWS: `DeploymentLifecycleHook.lifecycleStages`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lifecycle_stages: Option<Vec<DeploymentLifecycleHookStage>>,
    /// Any JSON object that is handed to the function.
    ///
    /// Unused with `PAUSE`.
    /// AWS: `DeploymentLifecycleHook.hookDetails`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hook_details: Option<Value>,
    /// How long the hook may take, and what follows then.
    ///
    /// AWS: `DeploymentLifecycleHook.timeoutConfiguration`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout_configuration: Option<DeploymentLifecycleHookTimeoutConfiguration>,
}

open_enum! {
    /// What a lifecycle hook does.
    ///
    /// AWS: `DeploymentLifecycleHook.targetType`
    pub enum DeploymentLifecycleHookTargetType {
        /// Calls a Lambda function, whose answer decides; the default.
        AwsLambda = "AWS_LAMBDA",
        /// Waits until ContinueServiceDeployment is called.
        Pause = "PAUSE",
    }
}

open_enum! {
    /// The stages of a deployment at which a hook can run, in their order.
    ///
    /// AWS: `DeploymentLifecycleHook.lifecycleStages`
    pub enum DeploymentLifecycleHookStage {
        /// The deployment starts while more than one revision is running already.
        ReconcileService = "RECONCILE_SERVICE",
        /// No task of the new revision has started.
        PreScaleUp = "PRE_SCALE_UP",
        /// All tasks of the new revision have started; none has traffic.
        PostScaleUp = "POST_SCALE_UP",
        /// Test traffic moves to the new revision.
        TestTrafficShift = "TEST_TRAFFIC_SHIFT",
        /// All test traffic has moved.
        PostTestTrafficShift = "POST_TEST_TRAFFIC_SHIFT",
        /// Production traffic is about to move.
        PreProductionTrafficShift = "PRE_PRODUCTION_TRAFFIC_SHIFT",
        /// Production traffic moves to the new revision.
        ProductionTrafficShift = "PRODUCTION_TRAFFIC_SHIFT",
        /// All production traffic has moved.
        PostProductionTrafficShift = "POST_PRODUCTION_TRAFFIC_SHIFT",
    }
}

/// How long a lifecycle hook may take, and what follows then.
///
/// AWS: [`DeploymentLifecycleHookTimeoutConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentLifecycleHookTimeoutConfiguration.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeploymentLifecycleHookTimeoutConfiguration {
    /// The time allowed, in minutes.
    ///
    /// Default: 1440. Limits: 1 to 20160.
    /// AWS: `DeploymentLifecycleHookTimeoutConfiguration.timeoutInMinutes`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout_in_minutes: Option<i32>,
    /// What happens when the time is over.
    ///
    /// Default: `ROLLBACK`.
    /// AWS: `DeploymentLifecycleHookTimeoutConfiguration.action`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<DeploymentLifecycleHookAction>,
}

open_enum! {
    /// What a deployment does when a lifecycle hook takes too long.
    ///
    /// AWS: `DeploymentLifecycleHookTimeoutConfiguration.action`
    pub enum DeploymentLifecycleHookAction {
        /// It goes back to the old revision; the default.
        Rollback = "ROLLBACK",
        /// It goes on.
        Continue = "CONTINUE",
    }
}
