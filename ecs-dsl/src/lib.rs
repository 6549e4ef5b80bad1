//! Infrastructure as code for Amazon ECS.

pub mod api;
pub mod arn;
pub mod image;
pub mod schedule;

pub use ecs_dsl_facts::{Fault, Faults};
