//! How a service moves from one revision to the next.

use crate::api::ecs::{
    CanaryConfiguration, DeploymentAlarms, DeploymentCircuitBreaker, DeploymentConfiguration,
    DeploymentControllerType, DeploymentEarlySuccessCriteria, DeploymentLifecycleHook,
    DeploymentLifecycleHookAction, DeploymentLifecycleHookStage, DeploymentLifecycleHookTargetType,
    DeploymentLifecycleHookTimeoutConfiguration, DeploymentStrategy, LinearConfiguration,
    SourceServiceRevisionCleanup, ThresholdConfiguration, ThresholdType,
};
use crate::resource::IntoTexts;
use crate::resource::role::{IntoInfrastructureRole, RoleRef};
use crate::source::{SourceLine, Trace};
use crate::units::{Minutes, Percent};

/// When ECS calls a rolling deployment failed: too many tasks of it did not start or stay healthy.
///
/// AWS: [`DeploymentCircuitBreaker`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentCircuitBreaker.html)
#[derive(Debug, Clone)]
pub struct CircuitBreaker {
    breaker: DeploymentCircuitBreaker,
    trace: Trace,
}

/// Two circuit breakers are the same wherever they were written.
impl PartialEq for CircuitBreaker {
    fn eq(&self, other: &Self) -> bool {
        self.breaker == other.breaker
    }
}

impl CircuitBreaker {
    /// Stops a failing deployment and goes back to the last one that completed.
    #[track_caller]
    pub fn rollback() -> Self {
        Self::of(true, true)
    }

    /// Stops a failing deployment and leaves things as they are.
    #[track_caller]
    pub fn stop() -> Self {
        Self::of(true, false)
    }

    /// Lets a failing deployment try for ever; the default of AWS, stated.
    #[track_caller]
    pub fn off() -> Self {
        Self::of(false, false)
    }

    #[track_caller]
    fn of(enable: bool, rollback: bool) -> Self {
        let breaker = DeploymentCircuitBreaker { enable, rollback, ..DeploymentCircuitBreaker::default() };
        Self { breaker, trace: Trace::new(SourceLine::caller()) }
    }

    /// Fails at this number of failed tasks. Default: half the desired count, 3 to 200. AWS: `thresholdConfiguration`.
    #[must_use]
    #[track_caller]
    pub fn after_tasks(self, count: i32) -> Self {
        self.threshold(ThresholdType::Count, count)
    }

    /// Fails at this share of the desired count, at least 3 and at most 200 tasks. Default: 50 %.
    #[must_use]
    #[track_caller]
    pub fn after_percent(self, share: Percent) -> Self {
        self.threshold(ThresholdType::BoundedPercent, share.get())
    }

    /// Fails at this share of the desired count, whatever number that is.
    #[must_use]
    #[track_caller]
    pub fn after_unbounded_percent(self, share: Percent) -> Self {
        self.threshold(ThresholdType::UnboundedPercent, share.get())
    }

    #[track_caller]
    fn threshold(mut self, r#type: ThresholdType, value: i32) -> Self {
        self.trace.record("thresholdConfiguration", SourceLine::caller());
        self.breaker.threshold_configuration = Some(ThresholdConfiguration { r#type, value });
        self
    }

    /// Sets whether a task that becomes healthy sets the count of failed ones back. Default: true. AWS: `resetOnHealthyTask`.
    #[must_use]
    #[track_caller]
    pub fn reset_on_healthy_task(mut self, reset: bool) -> Self {
        self.trace.record("resetOnHealthyTask", SourceLine::caller());
        self.breaker.reset_on_healthy_task = Some(reset);
        self
    }
}

/// What ECS calls, or waits for, at a stage of a deployment.
///
/// AWS: [`DeploymentLifecycleHook`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentLifecycleHook.html)
#[derive(Debug, Clone)]
pub struct Hook {
    pub(super) hook: DeploymentLifecycleHook,
    pub(super) role: Option<RoleRef>,
    pub(super) line: SourceLine,
}

impl Hook {
    /// Calls a Lambda function, by its ARN, which answers whether the deployment goes on.
    ///
    /// ECS calls it with a role that may do just that, derived unless given.
    #[track_caller]
    pub fn lambda(
        function_arn: impl Into<String>,
        stages: impl IntoIterator<Item = DeploymentLifecycleHookStage>,
    ) -> Self {
        Self::of(DeploymentLifecycleHookTargetType::AwsLambda, Some(function_arn.into()), stages)
    }

    /// Waits until someone lets the deployment go on; not while traffic shifts. AWS: target type `PAUSE`.
    #[track_caller]
    pub fn pause(stages: impl IntoIterator<Item = DeploymentLifecycleHookStage>) -> Self {
        Self::of(DeploymentLifecycleHookTargetType::Pause, None, stages)
    }

    #[track_caller]
    fn of(
        target_type: DeploymentLifecycleHookTargetType,
        hook_target_arn: Option<String>,
        stages: impl IntoIterator<Item = DeploymentLifecycleHookStage>,
    ) -> Self {
        let hook = DeploymentLifecycleHook {
            target_type: Some(target_type),
            hook_target_arn,
            lifecycle_stages: Some(stages.into_iter().collect()),
            ..DeploymentLifecycleHook::default()
        };
        Self { hook, role: None, line: SourceLine::caller() }
    }

    /// Gives the function details of the deployment's own, a JSON object. AWS: `hookDetails`.
    ///
    /// ```
    /// use ecs_dsl::prelude::*;
    /// use ecs_dsl::json;
    ///
    /// let smoke_test = "arn:aws:lambda:eu-west-1:123456789012:function:smoke-test";
    /// let hook = Hook::lambda(smoke_test, [DeploymentLifecycleHookStage::PostTestTrafficShift])
    ///     .details(json!({ "url": "https://test.example.com", "attempts": 3 }));
    /// # let _ = hook;
    /// ```
    #[must_use]
    pub fn details(mut self, details: serde_json::Value) -> Self {
        self.hook.hook_details = Some(details);
        self
    }

    /// Sets how long the hook may take, and what happens then. Default: 1,440 min, roll back. Limit: 1 to 20,160 min.
    ///
    /// AWS: `timeoutConfiguration`.
    #[must_use]
    pub fn timeout(mut self, timeout: Minutes, then: DeploymentLifecycleHookAction) -> Self {
        self.hook.timeout_configuration = Some(DeploymentLifecycleHookTimeoutConfiguration {
            timeout_in_minutes: Some(timeout.get()),
            action: Some(then),
        });
        self
    }

    /// Sets the role with which ECS calls the function. Default: one derived. AWS: `roleArn`.
    #[must_use]
    #[track_caller]
    pub fn infrastructure_role(mut self, role: impl IntoInfrastructureRole) -> Self {
        self.role = Some(role.into_infrastructure_role());
        self
    }
}

/// How a service moves from one revision to the next: rolling, blue/green, linear or canary.
///
/// AWS: [`DeploymentConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html)
#[derive(Debug, Clone)]
pub struct Deployment {
    pub(super) configuration: DeploymentConfiguration,
    pub(super) controller: Option<DeploymentControllerType>,
    pub(super) hooks: Vec<Hook>,
    pub(super) trace: Trace,
}

impl Deployment {
    /// Replaces tasks a few at a time; the default of AWS.
    #[track_caller]
    pub fn rolling() -> Self {
        Self::of(None)
    }

    /// Starts all new tasks beside the old ones, moves traffic at once and keeps the old ones for `bake_time`.
    ///
    /// Needs a target group with a [`TrafficShift`](super::TrafficShift), or Service Connect.
    /// AWS: strategy `BLUE_GREEN`, `bakeTimeInMinutes`.
    #[track_caller]
    pub fn blue_green(bake_time: Minutes) -> Self {
        Self::of(Some(DeploymentStrategy::BlueGreen)).bake_time(bake_time)
    }

    /// Moves traffic in equal steps: 3 to 100 % each, waiting 0 to 1,440 min after each.
    ///
    /// AWS: strategy `LINEAR`, `linearConfiguration`.
    #[track_caller]
    pub fn linear(step_percent: f64, step_bake_time: Minutes) -> Self {
        let mut deployment = Self::of(Some(DeploymentStrategy::Linear));
        deployment.record("linearConfiguration").linear_configuration = Some(LinearConfiguration {
            step_percent: Some(step_percent),
            step_bake_time_in_minutes: Some(step_bake_time.get()),
        });
        deployment
    }

    /// Moves a small share of traffic first, 0.1 to 100 %, waits 0 to 1,440 min, then moves the rest.
    ///
    /// AWS: strategy `CANARY`, `canaryConfiguration`.
    #[track_caller]
    pub fn canary(canary_percent: f64, canary_bake_time: Minutes) -> Self {
        let mut deployment = Self::of(Some(DeploymentStrategy::Canary));
        deployment.record("canaryConfiguration").canary_configuration = Some(CanaryConfiguration {
            canary_percent: Some(canary_percent),
            canary_bake_time_in_minutes: Some(canary_bake_time.get()),
        });
        deployment
    }

    /// Leaves deployments to CodeDeploy. AWS: controller `CODE_DEPLOY`.
    #[track_caller]
    pub fn code_deploy() -> Self {
        Self::of(None).controller(DeploymentControllerType::CodeDeploy)
    }

    /// Leaves deployments to a controller of the user's, by task sets. AWS: controller `EXTERNAL`.
    #[track_caller]
    pub fn external() -> Self {
        Self::of(None).controller(DeploymentControllerType::External)
    }

    #[track_caller]
    fn of(strategy: Option<DeploymentStrategy>) -> Self {
        let configuration = DeploymentConfiguration { strategy, ..DeploymentConfiguration::default() };
        let trace = Trace::new(SourceLine::caller());
        Self { configuration, controller: None, hooks: Vec::new(), trace }
    }

    /// Records the caller's line for a member.
    #[track_caller]
    fn record(&mut self, member: &'static str) -> &mut DeploymentConfiguration {
        self.trace.record(member, SourceLine::caller());
        &mut self.configuration
    }

    /// States the controller, which is `ECS` unless said otherwise. AWS: `deploymentController`.
    #[must_use]
    #[track_caller]
    pub fn controller(mut self, controller: DeploymentControllerType) -> Self {
        self.controller = Some(controller);
        self
    }

    /// Sets how many of the desired tasks must stay healthy, rounded up. Default: 100 %; 0 % for daemons.
    ///
    /// AWS: `minimumHealthyPercent`.
    #[must_use]
    #[track_caller]
    pub fn minimum_healthy_percent(mut self, share: Percent) -> Self {
        self.record("minimumHealthyPercent").minimum_healthy_percent = Some(share.get());
        self
    }

    /// Sets how many tasks may run at once, rounded down. Default: 200 %; 100 % for daemons. AWS: `maximumPercent`.
    #[must_use]
    #[track_caller]
    pub fn maximum_percent(mut self, share: Percent) -> Self {
        self.record("maximumPercent").maximum_percent = Some(share.get());
        self
    }

    /// Ends failing deployments. AWS: `deploymentCircuitBreaker`.
    #[must_use]
    #[track_caller]
    pub fn circuit_breaker(mut self, breaker: CircuitBreaker) -> Self {
        self.trace.nest("deploymentCircuitBreaker", &breaker.trace);
        self.configuration.deployment_circuit_breaker = Some(breaker.breaker);
        self
    }

    /// Fails a deployment while one of these CloudWatch alarms rings, and rolls back if asked to. AWS: `alarms`.
    #[must_use]
    #[track_caller]
    pub fn alarms(mut self, names: impl IntoTexts, rollback: bool) -> Self {
        let alarm_names = names.into_texts();
        self.record("alarms").alarms = Some(DeploymentAlarms { alarm_names, enable: true, rollback });
        self
    }

    /// Sets how long the old tasks are kept after the traffic has moved. AWS: `bakeTimeInMinutes`.
    #[must_use]
    #[track_caller]
    pub fn bake_time(mut self, minutes: Minutes) -> Self {
        self.record("bakeTimeInMinutes").bake_time_in_minutes = Some(minutes.get());
        self
    }

    /// Calls something, or waits, at stages of the deployment. AWS: `lifecycleHooks`.
    #[must_use]
    #[track_caller]
    pub fn hook(mut self, hook: Hook) -> Self {
        self.hooks.push(hook);
        self
    }

    /// Calls a rolling deployment successful once this share of the new tasks is healthy: 0 to 100 %, not below the minimum.
    ///
    /// AWS: `earlySuccessCriteria`.
    #[must_use]
    #[track_caller]
    pub fn early_success(mut self, healthy: Percent, cleanup: SourceServiceRevisionCleanup) -> Self {
        self.record("earlySuccessCriteria").early_success_criteria = Some(DeploymentEarlySuccessCriteria {
            enable: true,
            healthy_percent: Some(healthy.get()),
            source_service_revision_cleanup: Some(cleanup),
        });
        self
    }
}
