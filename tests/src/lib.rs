//! Shared parts of the tests.

pub mod shapes;
pub mod shared;
