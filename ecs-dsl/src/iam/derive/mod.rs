//! Roles derived from what a stack needs: each statement with the line that asked for it.

pub mod exec;
pub mod execution;
mod kms;
pub mod log_router;
mod needs;
pub mod task;

pub(crate) use needs::key;
pub use needs::{Because, ExistingNeeds, Needs, NotedStatement, Requirements};
