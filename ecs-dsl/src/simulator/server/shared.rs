//! What the server's connections share: the world, its file, how it was before, and the record of what came.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::atomic::AtomicU64;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::CallRecord;
use crate::aws::Time;
use crate::simulator::clock::Clock;
use crate::simulator::faults::Faults;
use crate::simulator::protocol::{self, HttpAnswer, Request};
use crate::simulator::state::{Refusal, World, WorldFileError};

/// How often a world with a file is written, at most, while requests come in.
const SAVE_EVERY: Duration = Duration::from_millis(100);
/// A large world is written less often, so that writing takes no more than one part in so many.
const SAVING_SHARE: u32 = 20;

#[derive(Debug)]
pub(super) struct Shared {
    pub(super) world: Mutex<World>,
    pub(super) clock: Clock,
    pub(super) faults: Mutex<Faults>,
    pub(super) latency: Mutex<Duration>,
    pub(super) calls: Mutex<Vec<CallRecord>>,
    /// Earlier worlds, for reads that are answered late.
    past: Mutex<VecDeque<(Duration, World)>>,
    file: Option<PathBuf>,
    /// Before when the file need not be written again.
    next_save: Mutex<Option<Instant>>,
    pub(super) requests: AtomicU64,
}

pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Shared {
    pub(super) fn new(world: World, clock: Clock, file: Option<PathBuf>) -> Self {
        Self {
            world: Mutex::new(world),
            clock,
            faults: Mutex::default(),
            latency: Mutex::default(),
            calls: Mutex::default(),
            past: Mutex::default(),
            file,
            next_save: Mutex::default(),
            requests: AtomicU64::new(0),
        }
    }

    pub(super) fn save(&self) -> Result<(), WorldFileError> {
        match &self.file {
            Some(path) => lock(&self.world).save(path),
            None => Ok(()),
        }
    }

    /// Writes the file now and then, so that little is lost when the process is killed.
    pub(super) fn save_sometimes(&self) {
        if self.file.is_none() {
            return;
        }
        let mut next = lock(&self.next_save);
        let begun = Instant::now();
        if next.is_none_or(|next| next <= begun) {
            // A file that cannot be written is told of by `save`, at the end.
            let _ = self.save();
            *next = Some(Instant::now() + SAVE_EVERY.max(begun.elapsed() * SAVING_SHARE));
        }
    }

    pub(super) fn record(&self, request: &Request, answer: Option<&HttpAnswer>) {
        let Request { service, operation, .. } = request;
        lock(&self.calls).push(CallRecord {
            service: *service,
            operation: operation.clone(),
            status: answer.map(|answer| answer.status().as_u16()),
            refused: answer.and_then(protocol::refused_with).map(str::to_owned),
        });
    }

    /// Keeps the world as it is before a request, as long as reads may be answered from it.
    pub(super) fn remember(&self, now: Duration) {
        let Some(memory) = lock(&self.faults).longest_memory() else { return };
        let mut world = lock(&self.world);
        world.advance(now);
        let mut past = lock(&self.past);
        past.push_back((now, world.clone()));
        // The newest of those that are old enough has to stay.
        while past.get(1).is_some_and(|(at, _)| *at + memory <= now) {
            past.pop_front();
        }
    }

    pub(super) fn answer_from_the_past(
        &self,
        request: &Request,
        age: Duration,
    ) -> Result<serde_json::Value, Refusal> {
        let then = self.clock.now().saturating_sub(age);
        let past = lock(&self.past);
        let found = past.iter().rev().find(|(at, _)| *at <= then).or_else(|| past.front());
        let found = found.map(|(_, world)| world.clone());
        drop(past);
        let mut world = found.unwrap_or_else(|| lock(&self.world).clone());
        world.set_caller(&request.user);
        let then = then.max(world.now());
        world.answer(request.service, &request.operation, &request.input, then)
    }
}
