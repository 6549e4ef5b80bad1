//! Waiting: for a rate limit, between two looks at a deployment.
//!
//! Whoever waits takes a [`Time`], so that the simulator's virtual clock can stand in for the wall
//! clock and a ten-minute rollout passes in milliseconds.

use std::fmt::Debug;
use std::future::Future;
use std::pin::Pin;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A wait that can be awaited.
pub type Pause = Pin<Box<dyn Future<Output = ()> + Send>>;

/// A clock that can be waited on.
pub trait Time: Debug + Send + Sync {
    /// Returns the time that has passed since 1970-01-01T00:00:00Z.
    fn now(&self) -> Duration;

    /// Returns a future that is ready once `duration` has passed on this clock.
    fn sleep(&self, duration: Duration) -> Pause;

    /// Takes note that a call is under way, until what it returns is dropped.
    ///
    /// A clock that jumps over waits stands still meanwhile, or a busy machine would make a call that
    /// takes milliseconds seem to take hours. The wall clock takes no note.
    fn call_begins(&self) -> Box<dyn Send> {
        Box::new(())
    }
}

/// The wall clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct RealTime;

impl Time for RealTime {
    fn now(&self) -> Duration {
        // A clock set before 1970 is taken for 1970: only differences are ever used.
        SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
    }

    fn sleep(&self, duration: Duration) -> Pause {
        Box::pin(tokio::time::sleep(duration))
    }
}
