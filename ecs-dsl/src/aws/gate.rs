//! What sees every call: to count, to record, to stop.

use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::error::{CallError, CallErrorKind};
use super::operation::{Effect, Service};

/// A call about to be made, or just made.
#[derive(Debug, Clone, Copy)]
pub struct Call<'a> {
    /// Whose operation it is.
    pub service: Service,
    /// The operation's name in the API, such as `CreateService`.
    pub operation: &'a str,
    /// The name or ARN of what it is about; empty when it is about everything.
    pub subject: &'a str,
    /// What it does.
    pub effect: Effect,
    /// The call's number, counted from 1 in the order in which calls were begun.
    pub number: u64,
}

impl fmt::Display for Call<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.service, self.operation)?;
        if !self.subject.is_empty() {
            write!(formatter, " {}", self.subject)?;
        }
        Ok(())
    }
}

/// A gate's refusal to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stop;

/// What every call passes, before and after.
///
/// A gate that refuses *before* keeps the call from being made. One that refuses *after* loses the
/// answer of a call that was made, as a process killed at that moment would.
pub trait CallGate: fmt::Debug + Send + Sync {
    /// Decides whether the call is made.
    ///
    /// # Errors
    /// [`Stop`] makes the call end as [`CallErrorKind::Stopped`], without effect.
    fn before(&self, call: &Call<'_>) -> Result<(), Stop> {
        let _ = call;
        Ok(())
    }

    /// Sees how the call ended and how long it took, retries and waits included.
    ///
    /// # Errors
    /// [`Stop`] makes the call end as [`CallErrorKind::Stopped`], its effect done.
    fn after(&self, call: &Call<'_>, outcome: Result<(), &CallError>, took: Duration) -> Result<(), Stop> {
        let _ = (call, outcome, took);
        Ok(())
    }
}

/// A gate that lets everything pass until it is switched: what Ctrl-C turns.
#[derive(Debug, Default)]
pub struct StopSwitch {
    stopped: AtomicBool,
    turned: tokio::sync::Notify,
}

impl StopSwitch {
    /// Makes a switch that lets calls pass.
    pub fn new() -> Self {
        Self::default()
    }

    /// Stops every call that changes something and has not begun. Reads still pass, so that what
    /// was done and what was not can be told, and so does what takes the run's own marks back.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::SeqCst);
        self.turned.notify_waiters();
    }

    /// Returns whether the switch was turned.
    pub fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::SeqCst)
    }

    /// Waits until the switch is turned; returns at once when it was.
    pub async fn stopped(&self) {
        let mut turned = std::pin::pin!(self.turned.notified());
        // Listening begins before the look, so that a turn between the two is heard.
        turned.as_mut().enable();
        if !self.is_stopped() {
            turned.await;
        }
    }
}

impl CallGate for StopSwitch {
    fn before(&self, call: &Call<'_>) -> Result<(), Stop> {
        let begins = matches!(call.effect, Effect::Settles | Effect::Adds);
        if self.is_stopped() && begins { Err(Stop) } else { Ok(()) }
    }
}

/// A gate that writes down every call.
#[derive(Debug, Default)]
pub struct CallLog {
    calls: Mutex<Vec<String>>,
}

impl CallLog {
    /// Makes an empty log.
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns the calls in the order in which they were begun, as `ecs:CreateService web`.
    pub fn calls(&self) -> Vec<String> {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Returns how many calls were begun.
    pub fn count(&self) -> usize {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner).len()
    }
}

impl CallGate for CallLog {
    fn before(&self, call: &Call<'_>) -> Result<(), Stop> {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner).push(call.to_string());
        Ok(())
    }
}

/// Every gate of a connection, passed in order, and the calls' numbers.
#[derive(Debug, Default)]
pub(super) struct Gates {
    gates: Vec<std::sync::Arc<dyn CallGate>>,
    numbers: AtomicU64,
}

impl Gates {
    pub(super) fn new(gates: Vec<std::sync::Arc<dyn CallGate>>) -> Self {
        Self { gates, numbers: AtomicU64::new(0) }
    }

    pub(super) fn next_number(&self) -> u64 {
        self.numbers.fetch_add(1, Ordering::SeqCst) + 1
    }

    pub(super) fn before(&self, call: &Call<'_>) -> Result<(), CallError> {
        let passed = self.gates.iter().try_for_each(|gate| gate.before(call));
        passed.map_err(|Stop| stopped(call, false))
    }

    pub(super) fn after(
        &self,
        call: &Call<'_>,
        outcome: Result<(), &CallError>,
        took: Duration,
    ) -> Result<(), CallError> {
        let had_effect = outcome.is_ok();
        let passed = self.gates.iter().try_for_each(|gate| gate.after(call, outcome, took));
        passed.map_err(|Stop| stopped(call, had_effect))
    }
}

fn stopped(call: &Call<'_>, had_effect: bool) -> CallError {
    let kind = CallErrorKind::Stopped { had_effect };
    CallError::new(call.service, call.operation, kind, "stopped before it was asked for")
}
