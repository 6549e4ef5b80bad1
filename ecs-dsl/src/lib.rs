//! Infrastructure as code for Amazon ECS.

pub mod api;
#[cfg(feature = "deploy")]
pub mod aws;
#[cfg(feature = "deploy")]
pub mod simulator;
