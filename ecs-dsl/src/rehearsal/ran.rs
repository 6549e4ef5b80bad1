//! How a rehearsed run went.

use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::apply::{Ending, Event, Failure, Listener, Outcome, Rival};
use crate::plan::Plan;

/// A run that was made: what it planned, how it ended, and what happened on the way.
#[derive(Debug, Clone)]
pub struct Ran {
    /// The plan of each stack, each after those that it needs.
    pub plans: Vec<Plan>,
    /// How each stack ended; nothing for one that was not begun, because one that it needs had failed or the
    /// run was stopped.
    pub outcomes: Vec<(String, Option<Outcome>)>,
    /// What happened, in order.
    pub events: Vec<Event>,
    /// How long it took in the simulated world.
    pub took: Duration,
    /// Whether it was told to stop, as Ctrl-C does.
    pub was_stopped: bool,
}

impl Ran {
    /// Returns whether everything was done.
    pub fn is_success(&self) -> bool {
        self.outcomes.iter().all(|(_, outcome)| outcome.as_ref().is_some_and(Outcome::is_success))
    }

    /// Returns how the resource at an address ended, if anything was to be done to it.
    pub fn ending(&self, address: &str) -> Option<&Ending> {
        let resources = self.outcomes.iter().filter_map(|(_, outcome)| Some(&outcome.as_ref()?.resources));
        resources.flatten().find(|(one, ..)| one == address).map(|(.., ending)| ending)
    }

    /// Returns why the resource at an address failed, if it did.
    pub fn failure(&self, address: &str) -> Option<&Failure> {
        match self.ending(address) {
            Some(Ending::Failed(failure)) => Some(failure),
            _ => None,
        }
    }

    /// Returns who else deployed a stack, because of whom the run began nothing, or nothing new.
    pub fn rival(&self) -> Option<&Rival> {
        self.outcomes.iter().find_map(|(_, outcome)| outcome.as_ref()?.rival.as_ref())
    }
}

/// What became of each resource, a line each: for the message of an assertion.
impl fmt::Display for Ran {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (stack, outcome) in &self.outcomes {
            let Some(outcome) = outcome else {
                writeln!(formatter, "stack {stack}: not begun")?;
                continue;
            };
            writeln!(formatter, "stack {stack}")?;
            if let Some(rival) = &outcome.rival {
                writeln!(formatter, "  {rival}")?;
            }
            for (address, what, ending) in &outcome.resources {
                match ending {
                    Ending::Done => writeln!(formatter, "  {address}: {what}, done")?,
                    Ending::Failed(failure) => writeln!(formatter, "  {address}: {what}, failed: {failure}")?,
                    Ending::Skipped { because } => {
                        writeln!(formatter, "  {address}: {what}, skipped: {because} failed")?;
                    }
                    Ending::NotBegun => writeln!(formatter, "  {address}: {what}, not begun")?,
                }
            }
        }
        Ok(())
    }
}

/// Writes down what happens.
#[derive(Debug, Default)]
pub(super) struct Recorder(Mutex<Vec<Event>>);

impl Recorder {
    pub(super) fn events(&self) -> Vec<Event> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Listener for Recorder {
    fn event(&self, event: &Event) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(event.clone());
    }
}
