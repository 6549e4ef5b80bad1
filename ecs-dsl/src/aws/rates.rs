//! How often AWS lets itself be called: one table, kept to on our side and enforced by the simulator.
//!
//! Limits are per account and Region, and are token buckets: a burst, then a steady rate. Staying
//! below them is faster than being throttled, since a throttled call costs a backoff on top.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// A group of calls that AWS counts together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum RateClass {
    /// Registering, deregistering and deleting task definitions.
    TaskDefinitionWrite,
    /// Describing and listing task definitions.
    TaskDefinitionRead,
    /// Creating, updating and deleting services, task sets and service deployments.
    ServiceWrite,
    /// Describing and listing services, tasks and service deployments.
    ServiceRead,
    /// Changing clusters, capacity providers, tags and account settings.
    ClusterWrite,
    /// Describing and listing clusters, capacity providers, tags and account settings.
    ClusterRead,
    /// Running tasks that belong to no service.
    RunTask,
    /// Changing roles, policies and instance profiles.
    IamWrite,
    /// Reading roles, policies and instance profiles.
    IamRead,
    /// Changing log groups.
    LogsWrite,
    /// Reading log groups and log events.
    LogsRead,
    /// Asking who we are.
    Sts,
    /// Searching resources by tag.
    Tagging,
}

impl RateClass {
    /// Returns the class of a name in small letters, such as `service-write`.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "task-definition-write" => Self::TaskDefinitionWrite,
            "task-definition-read" => Self::TaskDefinitionRead,
            "service-write" => Self::ServiceWrite,
            "service-read" => Self::ServiceRead,
            "cluster-write" => Self::ClusterWrite,
            "cluster-read" => Self::ClusterRead,
            "run-task" => Self::RunTask,
            "iam-write" => Self::IamWrite,
            "iam-read" => Self::IamRead,
            "logs-write" => Self::LogsWrite,
            "logs-read" => Self::LogsRead,
            "sts" => Self::Sts,
            "tagging" => Self::Tagging,
            _ => return None,
        })
    }
}

/// The part of a burst that we leave unused, and at least one call.
const KEPT_BACK: f64 = 0.1;

/// A token bucket's measures.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Rate {
    /// How many calls may be made at once after a rest.
    pub burst: f64,
    /// How many calls a second may be made for long.
    pub per_second: f64,
}

/// Every class's rate. A class that is not in the table is not limited.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RateLimits {
    rates: BTreeMap<RateClass, Rate>,
}

impl RateLimits {
    /// Returns the rates that AWS gives an account by default.
    ///
    /// AWS publishes those of ECS per group of operations; those of IAM, which it does not, are the
    /// ones that deployment tools have found to hold.
    pub fn published() -> Self {
        use RateClass::{
            ClusterRead, ClusterWrite, IamRead, IamWrite, LogsRead, LogsWrite, RunTask, ServiceRead,
            ServiceWrite, Sts, Tagging, TaskDefinitionRead, TaskDefinitionWrite,
        };
        let table = [
            (TaskDefinitionWrite, 20.0, 1.0),
            (TaskDefinitionRead, 50.0, 20.0),
            (ServiceWrite, 50.0, 5.0),
            (ServiceRead, 100.0, 20.0),
            (ClusterWrite, 50.0, 5.0),
            (ClusterRead, 100.0, 20.0),
            (RunTask, 40.0, 20.0),
            (IamWrite, 10.0, 5.0),
            (IamRead, 30.0, 15.0),
            (LogsWrite, 10.0, 5.0),
            (LogsRead, 20.0, 10.0),
            (Sts, 100.0, 50.0),
            (Tagging, 15.0, 15.0),
        ];
        let rates = table.map(|(class, burst, per_second)| (class, Rate { burst, per_second }));
        Self { rates: rates.into() }
    }

    /// Returns a table without limits, as for another vendor's emulator.
    pub fn none() -> Self {
        Self { rates: BTreeMap::new() }
    }

    /// Sets one class's rate, as for an account whose quota was raised.
    pub fn with(mut self, class: RateClass, burst: f64, per_second: f64) -> Self {
        self.rates.insert(class, Rate { burst, per_second });
        self
    }

    /// Returns the same rates with a little less at once.
    ///
    /// Calls that leave here at the rate itself do not arrive at it: the first ones make connections and
    /// come late, and those behind them do not. What is kept back of the burst is what that may differ by.
    pub(super) fn kept_to(self) -> Self {
        let less = |rate: Rate| {
            let kept_back = (rate.burst * KEPT_BACK).max(1.0);
            Rate { burst: (rate.burst - kept_back).max(1.0), ..rate }
        };
        Self { rates: self.rates.into_iter().map(|(class, rate)| (class, less(rate))).collect() }
    }

    /// Returns a class's rate, if it has one.
    pub fn rate(&self, class: RateClass) -> Option<Rate> {
        self.rates.get(&class).copied()
    }
}

impl Default for RateLimits {
    fn default() -> Self {
        Self::published()
    }
}

/// A bucket that fills with time.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Bucket {
    tokens: f64,
    filled_at: Duration,
}

impl Bucket {
    pub(crate) fn full(rate: Rate, now: Duration) -> Self {
        Self { tokens: rate.burst, filled_at: now }
    }

    fn fill(&mut self, rate: Rate, now: Duration) {
        let passed = now.saturating_sub(self.filled_at).as_secs_f64();
        self.tokens = (self.tokens + passed * rate.per_second).min(rate.burst.max(1.0));
        self.filled_at = self.filled_at.max(now);
    }

    /// Takes a token if there is one.
    pub(crate) fn take(&mut self, rate: Rate, now: Duration) -> bool {
        self.fill(rate, now);
        let there = self.tokens >= 1.0;
        if there {
            self.tokens -= 1.0;
        }
        there
    }

    /// Returns how long it takes until there is a token.
    pub(super) fn until_next(&mut self, rate: Rate, now: Duration) -> Duration {
        self.fill(rate, now);
        if self.tokens >= 1.0 || rate.per_second <= 0.0 {
            return Duration::ZERO;
        }
        // A moment more, as what is rounded down would leave a hair less than a token.
        Duration::from_secs_f64((1.0 - self.tokens) / rate.per_second) + Duration::from_micros(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: Rate = Rate { burst: 2.0, per_second: 4.0 };

    #[test]
    fn a_bucket_gives_its_burst_and_then_its_rate() {
        let mut bucket = Bucket::full(RATE, Duration::ZERO);
        assert!(bucket.take(RATE, Duration::ZERO));
        assert!(bucket.take(RATE, Duration::ZERO));
        assert!(!bucket.take(RATE, Duration::from_millis(249)));
        assert!(bucket.take(RATE, Duration::from_millis(250)));
    }

    #[test]
    fn the_next_token_is_there_when_it_was_said_to_be() {
        let mut bucket = Bucket::full(RATE, Duration::ZERO);
        let mut now = Duration::ZERO;
        for expected in [0, 0, 250, 250] {
            let wait = bucket.until_next(RATE, now);
            assert_eq!(wait.as_millis(), expected);
            now += wait;
            assert!(bucket.take(RATE, now));
        }
    }

    #[test]
    fn a_clock_that_steps_back_adds_nothing() {
        let mut bucket = Bucket::full(RATE, Duration::from_secs(10));
        assert!(bucket.take(RATE, Duration::from_secs(10)));
        assert!(bucket.take(RATE, Duration::from_secs(1)));
        assert!(!bucket.take(RATE, Duration::from_secs(10)));
    }
}
