//! Infrastructure as code for Amazon ECS.

pub mod address;
pub mod api;
pub mod diagnostic;
pub mod source;
pub mod units;
