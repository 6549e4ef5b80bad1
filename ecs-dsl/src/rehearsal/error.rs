//! What keeps a rehearsal from being held at all.

use std::error::Error;
use std::{fmt, io};

use crate::aws::CallError;
use crate::plan::PlanError;
use crate::simulator::StartError;

/// Why nothing was rehearsed.
#[derive(Debug)]
#[non_exhaustive]
pub enum RehearsalError {
    /// The program is wrong: what `check` tells of it.
    Invalid(String),
    /// A stack is for another Region than the rehearsal's.
    Elsewhere {
        /// The stack.
        stack: String,
        /// Its Region.
        region: String,
        /// The rehearsal's.
        here: String,
    },
    /// The simulator cannot start.
    Start(StartError),
    /// No event loop is to be had.
    EventLoop(io::Error),
    /// A call failed before anything was changed.
    Call(CallError),
    /// The plan cannot be made.
    Plan(PlanError),
    /// Something stands in the way of the plan, each with its address; nothing was changed.
    Blocked(Vec<String>),
}

impl fmt::Display for RehearsalError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid(diagnostics) => formatter.write_str(diagnostics.trim_end()),
            Self::Elsewhere { stack, region, here } => write!(
                formatter,
                "stack `{stack}` is for {region}, and the rehearsal is of {here}; hold one for each Region"
            ),
            Self::Start(error) => error.fmt(formatter),
            Self::EventLoop(error) => write!(formatter, "no event loop is to be had: {error}"),
            Self::Call(error) => error.fmt(formatter),
            Self::Plan(error) => error.fmt(formatter),
            Self::Blocked(reasons) => {
                write!(formatter, "this stands in the way: {}", reasons.join("; "))
            }
        }
    }
}

impl Error for RehearsalError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Start(error) => error.source(),
            Self::EventLoop(error) => Some(error),
            Self::Call(error) => error.source(),
            Self::Plan(error) => error.source(),
            Self::Invalid(_) | Self::Elsewhere { .. } | Self::Blocked(_) => None,
        }
    }
}

impl From<StartError> for RehearsalError {
    fn from(error: StartError) -> Self {
        Self::Start(error)
    }
}

impl From<CallError> for RehearsalError {
    fn from(error: CallError) -> Self {
        Self::Call(error)
    }
}

impl From<PlanError> for RehearsalError {
    fn from(error: PlanError) -> Self {
        Self::Plan(error)
    }
}
