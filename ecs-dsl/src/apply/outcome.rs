//! How applying a plan ended: what was done, what was not, and why.

use std::fmt;

use super::claim::Rival;
use crate::aws::CallError;

/// Why one resource could not be brought to where the plan wants it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What went wrong, in one line.
    pub what: String,
    /// What is known about it: why tasks died, what ECS and the containers said.
    pub details: Vec<String>,
    /// What to do about it.
    pub fix: Option<String>,
    /// Whether it was stopped by the user rather than failed.
    pub stopped: bool,
}

impl Failure {
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), details: Vec::new(), fix: None, stopped: false }
    }

    pub(crate) fn stopped(what: impl Into<String>) -> Self {
        Self { stopped: true, ..Self::new(what) }
    }

    pub(crate) fn fix(mut self, fix: impl Into<String>) -> Self {
        self.fix = Some(fix.into());
        self
    }

    pub(crate) fn of_call(error: &CallError) -> Self {
        let stopped = matches!(error.kind(), crate::aws::CallErrorKind::Stopped { .. });
        Self { fix: error.fix(), stopped, ..Self::new(error.to_string()) }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.what)?;
        for detail in &self.details {
            write!(formatter, "\n  {detail}")?;
        }
        if let Some(fix) = &self.fix {
            write!(formatter, "\n  fix: {fix}")?;
        }
        Ok(())
    }
}

/// What became of one resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// It is as the plan wants it.
    Done,
    /// It failed.
    Failed(Failure),
    /// It was not begun, because that one failed.
    Skipped {
        /// The address of what failed.
        because: String,
    },
    /// It was not begun, because the run was stopped.
    NotBegun,
}

/// What became of every resource that was to change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Each address with what was to be done and how it ended, in the plan's order.
    pub resources: Vec<(String, &'static str, Ending)>,
    /// Who else deploys the stack, because of whom nothing was begun, or nothing new.
    pub rival: Option<Rival>,
}

impl Outcome {
    /// Returns whether everything was done.
    pub fn is_success(&self) -> bool {
        self.rival.is_none() && self.resources.iter().all(|(_, _, ending)| *ending == Ending::Done)
    }

    /// Returns whether the user stopped it.
    pub fn was_stopped(&self) -> bool {
        self.rival.is_none()
            && self.resources.iter().any(|(_, _, ending)| match ending {
                Ending::NotBegun => true,
                Ending::Failed(failure) => failure.stopped,
                _ => false,
            })
    }
}
