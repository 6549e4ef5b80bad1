//! What AWS answers before it has come about.

use serde_json::Value;

use super::PlannedCall;

/// A call that is answered before what it is to bring about is so, and how to see that it is.
#[derive(Debug)]
pub struct Settling {
    /// The operation that is answered early.
    pub after: &'static str,
    /// Returns the description to ask for, by the request of that operation.
    pub ask: fn(&Value) -> PlannedCall,
    /// Says what a description means; `None` stands for one that AWS does not have.
    pub judge: fn(Option<&Value>) -> Settled,
    /// What to look at where it takes too long.
    pub fix: &'static str,
}

/// What a look found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settled {
    /// It has come about.
    Yes,
    /// It goes on: what is waited for, as `for 2 tasks to stop`.
    NotYet(String),
    /// It will not come about.
    Never {
        /// What went wrong.
        what: String,
        /// What to do about it.
        fix: &'static str,
    },
}
