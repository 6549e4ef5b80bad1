//! What is done with what a stack has deployed: tasks run on demand, logs read, shells opened, services put
//! back.
//!
//! Nothing here makes or changes what the code describes; that is [`apply`](crate::apply)'s. A verb of the
//! command line finds the resource that is meant, and hands it over with a connection. What AWS is asked
//! for, and in which order, is decided here; what is printed is not.

pub mod exec;
pub mod logs;
mod regions;
mod resolve;
pub mod rollback;
pub mod run_task;
mod service;
mod tasks;

pub use regions::Regions;
pub use resolve::{Missing, in_other_stacks, known_of_other};

/// Says that a task has no such container, with the name that may have been meant.
fn unknown_container(wanted: &str, names: &[&str]) -> String {
    match ecs_dsl_facts::nearest(wanted, names.iter().copied()) {
        Some(near) => format!("the task has no container `{wanted}`; did you mean `{near}`?"),
        None => format!("the task has no container `{wanted}`; there are {}", names.join(", ")),
    }
}
