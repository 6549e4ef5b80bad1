//! The fate of tasks, scripted: which of them die, of what and when.

use serde::{Deserialize, Serialize};

/// What becomes of a task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum TaskFate {
    /// It starts, becomes healthy and runs until it is stopped.
    Runs,
    /// An essential container ends with this exit code, so many milliseconds after it started.
    Exits {
        /// The code: 0 for a clean end, 1 for the application's error, 139 for a segmentation fault.
        code: i32,
        /// When, after the start.
        after: u64,
    },
    /// An essential container is killed for its memory, so many milliseconds after it started.
    OutOfMemory {
        /// When, after the start.
        after: u64,
    },
    /// The image cannot be pulled.
    CannotPull,
    /// A secret cannot be fetched.
    CannotFetchSecret,
    /// The log group does not exist.
    NoLogGroup {
        /// The group's name.
        group: String,
    },
    /// The container cannot be started: a bad entry point, say.
    CannotStart,
    /// The task runs, but its container health check fails.
    Unhealthy,
    /// The task runs, but its load balancer finds it unhealthy.
    UnhealthyTarget,
    /// No instance has room for it. The task is never made.
    NotPlaced,
    /// Fargate Spot takes its capacity back, so many milliseconds after it started.
    Interrupted {
        /// When, after the start.
        after: u64,
    },
}

impl TaskFate {
    /// Returns the fate of a task whose application ends with `code` two seconds after it started.
    pub fn exits(code: i32) -> Self {
        Self::Exits { code, after: 2_000 }
    }
}

/// Which tasks meet which fate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskFault {
    family: String,
    revision: Option<u32>,
    fate: TaskFate,
    left: Option<u32>,
}

impl TaskFault {
    /// Gives every new task of a family this fate.
    pub fn of_family(family: impl Into<String>, fate: TaskFate) -> Self {
        Self { family: family.into(), revision: None, fate, left: None }
    }

    /// Gives every new task of one revision of a family this fate.
    pub fn of_revision(family: impl Into<String>, revision: u32, fate: TaskFate) -> Self {
        Self { family: family.into(), revision: Some(revision), fate, left: None }
    }

    /// Spares the tasks after so many.
    pub fn times(mut self, count: u32) -> Self {
        self.left = Some(count);
        self
    }

    /// Returns the fate if it is this task's, and counts it.
    pub(crate) fn meets(&mut self, family: &str, revision: u32) -> Option<TaskFate> {
        if self.family != family || self.revision.is_some_and(|wanted| wanted != revision) {
            return None;
        }
        match &mut self.left {
            Some(0) => None,
            Some(left) => {
                *left -= 1;
                Some(self.fate.clone())
            }
            None => Some(self.fate.clone()),
        }
    }
}
