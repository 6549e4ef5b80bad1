//! When a container starts, what its end means, how it is stopped.

use super::{Container, HealthCheck};
use crate::api::ecs::{ContainerCondition, ContainerDependency, ContainerRestartPolicy, VersionConsistency};
use crate::resource::launch::Launch;
use crate::source::SourceLine;
use crate::units::Seconds;

impl<L: Launch> Container<L> {
    /// Sets whether the task ends when this container does. Default: true. AWS: `essential`.
    #[track_caller]
    pub fn essential(self, essential: bool) -> Self {
        self.set("essential", |definition| definition.essential = Some(essential))
    }

    /// Lets the container start only when another one of the task has reached a condition.
    ///
    /// `Complete` and `Success` wait for its end, so it must not be essential; `Healthy` needs it to
    /// have a health check. AWS: `dependsOn`.
    #[track_caller]
    pub fn depends_on(self, other: &Container<L>, condition: ContainerCondition) -> Self {
        let dependency = ContainerDependency { container_name: other.shared.name.clone(), condition };
        let index = self.shared.push(
            SourceLine::caller(),
            "dependsOn",
            |definition| &mut definition.depends_on,
            dependency,
        );
        if !other.shared.same_task(&self.shared.task) {
            let what = format!("container `{}` is of another task definition", other.shared.name);
            self.shared.note_foreign(format!("dependsOn[{index}]"), what);
        }
        self
    }

    /// Checks the container's health from inside. AWS: `healthCheck`.
    #[track_caller]
    pub fn health_check(self, check: HealthCheck) -> Self {
        let (check, trace) = check.into_wire();
        self.shared.trace.borrow_mut().nest("healthCheck", &trace);
        self.set_quietly(|definition| definition.health_check = Some(check))
    }

    /// Sets how long ECS waits for the containers this one depends on before it gives up.
    ///
    /// Limit: 2 to 120 s on Fargate. AWS: `startTimeout`.
    #[track_caller]
    pub fn start_timeout(self, seconds: Seconds) -> Self {
        self.set("startTimeout", |definition| definition.start_timeout = Some(seconds.get()))
    }

    /// Sets how long the container may take to end after the stop signal before it is killed.
    ///
    /// Default: 30 s. Limit: 2 to 120 s on Fargate. AWS: `stopTimeout`.
    #[track_caller]
    pub fn stop_timeout(self, seconds: Seconds) -> Self {
        self.set("stopTimeout", |definition| definition.stop_timeout = Some(seconds.get()))
    }

    /// Restarts the container in place when it ends, without replacing the task. AWS: `restartPolicy`.
    ///
    /// A container must have run for `attempt_period` before it is restarted again: 60 to 1,800 s,
    /// default 300 s.
    #[track_caller]
    pub fn restart(self, attempt_period: Seconds) -> Self {
        self.set("restartPolicy", |definition| {
            let policy = definition.restart_policy.get_or_insert_default();
            policy.enabled = true;
            policy.restart_attempt_period = Some(attempt_period.get());
        })
    }

    /// Ends the container for good, restart policy or not, when it exits with one of these codes. Limit: 50.
    ///
    /// AWS: `restartPolicy.ignoredExitCodes`.
    #[track_caller]
    pub fn ignore_exit_codes(self, codes: impl IntoIterator<Item = i32>) -> Self {
        let codes = codes.into_iter().collect();
        self.set("restartPolicy.ignoredExitCodes", |definition| {
            let policy = definition
                .restart_policy
                .get_or_insert(ContainerRestartPolicy { enabled: true, ..Default::default() });
            policy.ignored_exit_codes = Some(codes);
        })
    }

    /// Sets whether ECS pins the image's tag to the digest it had at the deployment's start.
    ///
    /// Default: true. AWS: `versionConsistency`.
    #[track_caller]
    pub fn pin_image_version(self, pin: bool) -> Self {
        let value = if pin { VersionConsistency::Enabled } else { VersionConsistency::Disabled };
        self.set("versionConsistency", |definition| definition.version_consistency = Some(value))
    }

    /// Leaves the image to others, such as a pipeline that registers revisions and moves services to them.
    ///
    /// The image given here is what the first revision has. From then on a deploy takes the image of the
    /// revision that the stack's service runs, so that it neither differs nor is undone; the rest of the
    /// task definition stays the stack's. Such a pipeline may leave the stack's tags out.
    pub fn unmanaged_image(self) -> Self {
        self.shared.state.borrow_mut().image_unmanaged = true;
        self
    }

    /// Keeps standard input open, as `docker run -i` does. AWS: `interactive`.
    #[track_caller]
    pub fn interactive(self) -> Self {
        self.set("interactive", |definition| definition.interactive = Some(true))
    }

    /// Gives the container a terminal, as `docker run -t` does. AWS: `pseudoTerminal`.
    #[track_caller]
    pub fn pseudo_terminal(self) -> Self {
        self.set("pseudoTerminal", |definition| definition.pseudo_terminal = Some(true))
    }
}
