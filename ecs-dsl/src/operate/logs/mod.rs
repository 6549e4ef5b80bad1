//! The lines that containers wrote, of several tasks and groups, merged by time.
//!
//! [`sources`] says where a task definition's containers write to; a [`Reader`] reads it, once or again
//! and again.

mod reader;
mod source;

pub use reader::{Line, Reader};
pub use source::{Elsewhere, Source, named_streams, sources};

/// Returns as much of a task's id as tells it from its neighbours.
pub fn short_id(task: &str) -> &str {
    task.get(..8).unwrap_or(task)
}
