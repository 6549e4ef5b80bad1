//! Literals that are checked where they stand.
//!
//! Each macro of `ecs-dsl` hands its own path over as a first group, `[$crate] …`, so that the
//! expansion finds the library under whatever name the user gave it.

pub(crate) mod action;
pub(crate) mod fargate;
pub(crate) mod input;
pub(crate) mod name;
pub(crate) mod text;
