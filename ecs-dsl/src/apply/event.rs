//! What happens while a plan is applied, as it happens.

use std::fmt::Debug;
use std::time::Duration;

/// Something that happened to one resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// Work on it begins: `create`, `update` and so on.
    Begun {
        /// The resource.
        address: String,
        /// What is being done.
        what: &'static str,
    },
    /// It cannot go on yet, and why.
    Waiting {
        /// The resource.
        address: String,
        /// What is waited for.
        what: String,
    },
    /// A deployment moves.
    Progress {
        /// The service.
        address: String,
        /// How far it is, in a few words.
        what: String,
    },
    /// ECS said something about the service.
    Said {
        /// The service.
        address: String,
        /// What it said.
        message: String,
    },
    /// It is done.
    Done {
        /// The resource.
        address: String,
        /// What was done.
        what: &'static str,
        /// How long it took.
        took: Duration,
    },
    /// It failed.
    Failed {
        /// The resource.
        address: String,
        /// What went wrong, in one line.
        what: String,
    },
    /// It was not begun, because of a failure before it.
    Skipped {
        /// The resource.
        address: String,
        /// What failed.
        because: String,
    },
}

/// Who is told of events.
pub trait Listener: Debug + Send + Sync {
    /// Takes note of an event. Called while the work goes on, so it should not take long.
    fn event(&self, event: &Event);
}

/// Listens to nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Listener for Silent {
    fn event(&self, _: &Event) {}
}
