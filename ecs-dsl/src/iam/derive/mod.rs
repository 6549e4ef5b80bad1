//! Roles derived from what a stack needs: each statement with the line that asked for it.

pub mod exec;
pub mod execution;
mod kms;
mod needs;
pub mod task;

pub(crate) use needs::key;
pub use needs::{Because, Needs, NotedStatement, Requirements};
