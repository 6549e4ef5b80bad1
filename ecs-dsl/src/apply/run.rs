//! What every step of one run shares.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde_json::Value;
use tokio::sync::Semaphore;

use super::Setting;
use super::describe::Describer;
use super::event::{Event, Listener};
use super::outcome::Failure;
use crate::assembly::Manifest;
use crate::aws::{Aws, StopSwitch, Turn};
use crate::kind::{Known, open_tokens, resolve};
use crate::live::Account;
use crate::plan::Options as PlanOptions;

/// How many runs this process has begun.
static RUNS: AtomicU64 = AtomicU64::new(0);

/// How a plan is applied.
#[derive(Debug, Clone)]
pub struct Options {
    /// Whether each service's deployment is followed to its end. Default: yes.
    pub wait: bool,
    /// How long a deployment may take; by default what the service's own settings imply.
    pub timeout: Option<Duration>,
    /// How many changes are under way at a time. Default: 10.
    pub slots: Slots,
    /// Whether a stack is deployed although it is marked as being deployed by somebody else: because
    /// that run is known to be dead. Default: no.
    pub take_over: bool,
}

/// How many changes may be under way at a time; those that only wait are not counted. Default: 10.
///
/// Clones share the number, and so do runs that are made with them: that of several stacks is no greater than
/// that of one.
#[derive(Debug, Clone)]
pub struct Slots(Arc<Semaphore>);

impl Slots {
    /// Lets so many changes be under way, at least one.
    pub fn new(number: usize) -> Self {
        Self(Arc::new(Semaphore::new(number.clamp(1, Semaphore::MAX_PERMITS))))
    }
}

impl Default for Slots {
    fn default() -> Self {
        Self::new(10)
    }
}

impl Default for Options {
    fn default() -> Self {
        Self { wait: true, timeout: None, slots: Slots::default(), take_over: false }
    }
}

/// One run: the connection, what is known by now, who listens.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) aws: Aws,
    pub(crate) account: Account,
    pub(crate) describer: Describer,
    /// What the plan was made of; empty when everything is to go.
    pub(crate) manifest: Manifest,
    pub(crate) plan_options: PlanOptions,
    pub(crate) options: Options,
    pub(crate) stop: Arc<StopSwitch>,
    /// Tells this run's client tokens and marks from those of every other.
    pub(crate) nonce: String,
    known: Mutex<Known>,
    slots: Arc<Semaphore>,
    listener: Arc<dyn Listener>,
}

impl Run {
    pub(crate) fn new(setting: Setting, options: Options, known: Known) -> Self {
        let Setting { aws, account, manifest, plan_options, stop, listener } = setting;
        let count = RUNS.fetch_add(1, Ordering::Relaxed);
        let nonce = format!("{:x}-{:x}-{count:x}", aws.time().now().as_nanos(), std::process::id());
        Self {
            describer: Describer::new(aws.clone()),
            slots: Arc::clone(&options.slots.0),
            known: Mutex::new(known),
            aws,
            account,
            manifest,
            plan_options,
            options,
            stop,
            nonce,
            listener,
        }
    }

    pub(crate) fn tell(&self, event: Event) {
        self.listener.event(&event);
    }

    /// Returns all that tokens stand for by now, for when the run is over.
    pub(crate) fn known(&self) -> Known {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Returns what the tokens of some values stand for, as far as that is known by now.
    pub(crate) fn known_in<'a>(&self, values: impl Iterator<Item = &'a Value>) -> Known {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let tokens = values.flat_map(open_tokens);
        tokens.filter_map(|token| known.get(&token).cloned().map(|held| (token, held))).collect()
    }

    /// Returns the ARN of what is at an address, as far as it is known by now.
    pub(crate) fn arn_of(&self, address: &str) -> Option<String> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).get(&format!("{address}.arn")).cloned()
    }

    /// Returns a value with every token that is known by now replaced by what it stands for.
    pub(crate) fn resolve(&self, value: &Value) -> Value {
        resolve(value, &self.known.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn learn(&self, token: String, value: String) {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).insert(token, value);
    }

    /// Returns the connection for a change that goes before all those of higher places.
    pub(crate) fn in_turn(&self, place: usize) -> Aws {
        self.aws.in_turn(Turn { place, slots: Some(Arc::clone(&self.slots)) })
    }

    /// Pauses, unless the run is stopped before or after.
    pub(crate) async fn pause(&self, length: Duration) -> Result<(), Failure> {
        let stopped = || Failure::stopped("stopped while it waited");
        if self.stop.is_stopped() {
            return Err(stopped());
        }
        self.aws.time().sleep(length).await;
        if self.stop.is_stopped() { Err(stopped()) } else { Ok(()) }
    }
}
