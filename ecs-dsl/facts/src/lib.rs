//! What AWS accepts, as tables and grammars without dependencies.
//!
//! The macros of ecs-dsl read these while a program compiles, the library while it runs, so a value
//! written in the source and one known only later are held to the same rules. Everything here is a
//! pure function of its input; whoever asks decides where and how a mistake is shown.

pub mod arn;
pub mod duration;
pub mod fargate;
pub mod fault;
pub mod iam;
pub mod iam_action;
pub mod image;
pub mod names;
mod nearest;
pub mod quantity;
pub mod region;
pub mod retention;
pub mod schedule;
pub mod url;

pub use fault::{Fault, Faults};
pub use nearest::nearest;
