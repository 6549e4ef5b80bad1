//! Infrastructure as code for Amazon ECS.

pub mod api;
pub mod iam;
