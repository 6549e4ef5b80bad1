//! The lines that containers wrote, of several tasks and groups, merged by time.
//!
//! A [`Subject`] says where the containers of a service, a task definition or a run write to; a [`Reader`]
//! reads it, once or again and again.

mod owner;
mod reader;
mod source;
mod subject;

pub use owner::Owner;
pub use reader::{Line, Reader};
pub use source::{Elsewhere, Source, of_these, sources};
pub use subject::{Choice, Found, Subject};

/// Returns as much of a task's id as tells it from its neighbours.
pub fn short_id(task: &str) -> &str {
    task.get(..8).unwrap_or(task)
}
