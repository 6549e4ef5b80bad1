//! Health checks that run inside a container.

use crate::api::ecs;
use crate::resource::IntoTexts;
use crate::source::{SourceLine, Trace};
use crate::units::Seconds;

/// A command that ECS runs in the container again and again to learn whether it is healthy.
///
/// AWS: [`HealthCheck`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html)
#[derive(Debug, Clone)]
pub struct HealthCheck {
    check: ecs::HealthCheck,
    trace: Trace,
}

/// Two checks are the same wherever they were written.
impl PartialEq for HealthCheck {
    fn eq(&self, other: &Self) -> bool {
        self.check == other.check
    }
}

impl HealthCheck {
    /// Runs a line in the container's shell; it is healthy when the line ends with 0.
    ///
    /// AWS: `command` beginning with `CMD-SHELL`.
    #[track_caller]
    pub fn shell(line: impl Into<String>) -> Self {
        Self::of(vec!["CMD-SHELL".to_owned(), line.into()])
    }

    /// Runs a program without a shell, which an image without one needs.
    ///
    /// AWS: `command` beginning with `CMD`.
    #[track_caller]
    pub fn program(arguments: impl IntoTexts) -> Self {
        let mut command = vec!["CMD".to_owned()];
        command.extend(arguments.into_texts());
        Self::of(command)
    }

    #[track_caller]
    fn of(command: Vec<String>) -> Self {
        let check = ecs::HealthCheck { command, ..ecs::HealthCheck::default() };
        Self { check, trace: Trace::new(SourceLine::caller()) }
    }

    /// Records the caller's line for a member.
    #[track_caller]
    fn record(&mut self, member: &'static str) -> &mut ecs::HealthCheck {
        self.trace.record(member, SourceLine::caller());
        &mut self.check
    }

    /// Sets the time between two checks. Default: 30 s. Limit: 5 to 300 s. AWS: `interval`.
    #[must_use]
    #[track_caller]
    pub fn interval(mut self, seconds: Seconds) -> Self {
        self.record("interval").interval = Some(seconds.get());
        self
    }

    /// Sets how long a check may take. Default: 5 s. Limit: 2 to 60 s. AWS: `timeout`.
    #[must_use]
    #[track_caller]
    pub fn timeout(mut self, seconds: Seconds) -> Self {
        self.record("timeout").timeout = Some(seconds.get());
        self
    }

    /// Sets how many checks in a row must fail. Default: 3. Limit: 1 to 10. AWS: `retries`.
    #[must_use]
    #[track_caller]
    pub fn retries(mut self, count: i32) -> Self {
        self.record("retries").retries = Some(count);
        self
    }

    /// Sets how long after the start failures do not count. Default: none. Limit: 0 to 300 s. AWS: `startPeriod`.
    #[must_use]
    #[track_caller]
    pub fn start_period(mut self, seconds: Seconds) -> Self {
        self.record("startPeriod").start_period = Some(seconds.get());
        self
    }

    pub(super) fn into_wire(self) -> (ecs::HealthCheck, Trace) {
        (self.check, self.trace)
    }
}
