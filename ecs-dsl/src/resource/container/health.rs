//! Health checks that run inside a container.

use crate::api::ecs;
use crate::units::Seconds;

/// A command that ECS runs in the container again and again to learn whether it is healthy.
///
/// AWS: [`HealthCheck`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html)
#[derive(Debug, Clone, PartialEq)]
pub struct HealthCheck(ecs::HealthCheck);

impl HealthCheck {
    /// Runs a line in the container's shell; it is healthy when the line ends with 0.
    ///
    /// AWS: `command` beginning with `CMD-SHELL`.
    pub fn shell(line: impl Into<String>) -> Self {
        Self::of(vec!["CMD-SHELL".to_owned(), line.into()])
    }

    /// Runs a program without a shell, which an image without one needs.
    ///
    /// AWS: `command` beginning with `CMD`.
    pub fn program<S: Into<String>>(arguments: impl IntoIterator<Item = S>) -> Self {
        let mut command = vec!["CMD".to_owned()];
        command.extend(arguments.into_iter().map(Into::into));
        Self::of(command)
    }

    fn of(command: Vec<String>) -> Self {
        Self(ecs::HealthCheck { command, ..ecs::HealthCheck::default() })
    }

    /// Sets the time between two checks. Default: 30 s. Limit: 5 to 300 s. AWS: `interval`.
    #[must_use]
    pub fn interval(mut self, seconds: Seconds) -> Self {
        self.0.interval = Some(seconds.get());
        self
    }

    /// Sets how long a check may take. Default: 5 s. Limit: 2 to 60 s. AWS: `timeout`.
    #[must_use]
    pub fn timeout(mut self, seconds: Seconds) -> Self {
        self.0.timeout = Some(seconds.get());
        self
    }

    /// Sets how many checks in a row must fail. Default: 3. Limit: 1 to 10. AWS: `retries`.
    #[must_use]
    pub fn retries(mut self, count: i32) -> Self {
        self.0.retries = Some(count);
        self
    }

    /// Sets how long after the start failures do not count. Default: none. Limit: 0 to 300 s. AWS: `startPeriod`.
    #[must_use]
    pub fn start_period(mut self, seconds: Seconds) -> Self {
        self.0.start_period = Some(seconds.get());
        self
    }

    pub(super) fn into_wire(self) -> ecs::HealthCheck {
        self.0
    }
}
